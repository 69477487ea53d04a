"""Random companies in one running product: what has happened to them is random, what must come of it is not."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from webtest import TestApp

import bigcapital
from bigcapital.accounting import books
from bigcapital.accounting.accounts.chart import chart
from bigcapital.accounting.accounts.model import Account
from bigcapital.contacts.model import Contact
from bigcapital.ledger.accounts import CONTROL
from bigcapital.ledger.entry import Entry, Line
from bigcapital.organization.branches import operations as branches
from bigcapital.organization.branches.model import Branch
from tests import template
from tests.campaigns.house import House, quiet
from tests.campaigns.oracle import DECIMALS
from tests.campaigns.test_random_journals import FIRST, History
from tests.client import Client

AWKWARD = (
    'Owner: "Ann"; all, of it', "  two  blanks ", "(virtual)", "[2024-01-01]", "a\nb\tc", "بنك الراجحي: جارٍ", "50% off", "étage;x",
    "* star", "! bang", "-", "عُهدة، صندوق", "A  B", "日本", "name: value", "<x>", "=1", "@@ 5 USD", "x\\y", "\u2028line\u200c",
)  # fmt: skip


class Town:
    """One product; ``company`` founds another organization in it, whose owner is somebody new."""

    def __init__(self, installation: Any):
        self.installation = installation
        self.app = bigcapital.main(installation=installation)
        self._count = 0

    def company(self, **metadata: Any) -> House:
        self._count += 1
        person = template.ANN | {"email": f"ann{self._count}@example.com"}
        record = template.found(self.installation, person, **{"name": f"Company {self._count}", **metadata})
        signed = Client(TestApp(self.app)).post("auth/signin", {key: person[key] for key in ("email", "password")}).json
        headers = {"Authorization": f"Bearer {signed['access_token']}", "organization-id": signed["organization_id"]}
        return House(self.installation, self.app, template.Units(self.installation, record), headers)


@contextmanager
def town(folder: Path) -> Iterator[Town]:
    """The product, while the block runs."""
    with quiet(), template.running(template.settings(folder)) as installation:
        yield Town(installation)


def random_company(where: Town, seed: int, steps: int) -> House:
    """A company with a past of ``steps`` steps: journals written, edited, mirrored and deleted, and entries of other documents."""
    dice = random.Random(seed)
    base = dice.choice(list(DECIMALS))
    made = where.company(base_currency=base, fiscal_year=dice.choice(["january", "april"]))
    history = History(made, base, seed)
    _name_awkwardly(made, dice)
    history.prepare()
    for _ in range(steps):
        history.step()
    _work_in_branches(made, dice)
    for number in range(1, 4):
        _post_strangely(made, dice, base, number)
    return made


def _name_awkwardly(made: House, dice: random.Random) -> None:
    """Names that mean something to a parser, a tree of accounts, branches, contacts with one name, dead accounts."""
    with made.tenant() as tenant:
        base = tenant.base_currency
        for name in dice.sample(AWKWARD, 5):
            tenant.session.add(Contact(contact_service="customer", display_name=name, currency_code=base, active=dice.random() < 0.7))
        tenant.session.add(Contact(contact_service="vendor", display_name="vendor 1", currency_code="EUR"))
        rent = tenant.session.query(Account).filter_by(slug="rent").one()
        above, twin = rent.id, rent
        for name in dice.sample(AWKWARD, 3):
            twin = Account(
                name=name, code=dice.choice([None, "9:9"]), account_type="expense", parent_account_id=above, currency_code=base,
                active=dice.random() < 0.7, description=dice.choice([None, *AWKWARD]),
            )  # fmt: skip
            tenant.session.add(twin)
            tenant.session.flush()
            above = twin.id
        # One more of nearly the same name: apart by a sign that no path can carry.
        tenant.session.add(Account(name=twin.name + "\u00a0", account_type="expense", parent_account_id=rent.id, currency_code=base))
        tenant.session.query(Account).filter_by(slug="petty-cash").one().name = "Caisse; " + dice.choice(AWKWARD)
        tenant.session.query(Account).filter_by(slug="loan").delete()
        tenant.bump_metadata()


def _work_in_branches(made: House, dice: random.Random) -> None:
    with made.tenant() as tenant:
        branches.activate(tenant)
        for name in dice.sample(AWKWARD, 2):
            branches.create(tenant, {"name": name, "code": dice.choice([None, name[:20]])})
        tenant.bump_metadata()


def _post_strangely(made: House, dice: random.Random, base: str, number: int) -> None:
    """What journals never do: several rates in one entry, lines of base currency alone, shares of two signs, documents undone."""
    foreign = dice.choice([code for code in DECIMALS if code != base])
    unit, own_unit = Decimal(1).scaleb(-DECIMALS[base]), Decimal(1).scaleb(-DECIMALS[foreign])
    with made.tenant() as tenant:
        usable = [one for one in chart(tenant) if one.account_type not in CONTROL]
        place = [row.id for row in tenant.session.query(Branch)]
        contacts = [row.id for row in tenant.session.query(Contact)]

        def line(debit: int, own: int, rate: str, **more: Any) -> Line:
            account = dice.choice(usable)
            value = {"debit": debit * unit} if debit > 0 or more.pop("undone", False) else {"credit": -debit * unit}
            amount = own * own_unit if "debit" in value else -own * own_unit
            return Line(
                account_id=account.id, account_type=account.account_type, currency=foreign, rate=Decimal(rate), amount=amount,
                branch_id=dice.choice([*place, None]), contact_id=dice.choice([*contacts, None]),
                note=dice.choice([*AWKWARD, None, ""]), index=dice.choice([None, 7]), **value, **more,
            )  # fmt: skip

        gain = dice.randint(1, 50)
        lines = (
            line(1000 + gain, 700, "1.4300000001"),
            line(-1000, -700, "1.42"),
            line(-gain, 0, "1.43"),
            line(3, -2, "0.5"),  # of two signs
            line(-3, 2, "0.5"),
            line(-7, -5, "1.4", undone=True),
            line(7, 5, "1.4", project_id=12, tax_percentage=Decimal("7.25")),
        )
        kind = dice.choice(["SaleInvoice", "PaymentReceive", "Journal"])
        day = FIRST + timedelta(days=dice.randrange(1200))
        entry = Entry(
            date=day, reference_type=kind, reference_id=10_000 + number, lines=lines, number=dice.choice([*AWKWARD, None]),
            reference=dice.choice([*AWKWARD, None]), subtype=dice.choice(["x, y", None]), costable=dice.random() < 0.3,
        )  # fmt: skip
        books.record(tenant, entry)
        if dice.random() < 0.5:
            books.reverse(tenant, kind, 10_000 + number)
