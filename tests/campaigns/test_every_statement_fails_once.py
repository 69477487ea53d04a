"""Every SQL statement of each write, of a journal, a contact, an item, an invoice, a file, fails once: then all of it happened, or none.

A fault that cannot be helped is answered with a 5xx and leaves no trace. A conflict with another writer, or a connection
that is lost before COMMIT, is tried again and succeeds once. One that is lost at COMMIT is "unknown", and asking again with
the same idempotency key tells.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from decimal import Decimal
from itertools import count
from pathlib import Path
from typing import Any

import pymysql
import pytest
from sqlalchemy import event

from bigcapital import clock
from bigcapital.accounting.accounts.chart import system_account
from bigcapital.accounting.audit import audit
from bigcapital.db import TenantBase
from bigcapital.gateways.stripe import Account
from bigcapital.sales.online.model import OnlinePayment
from bigcapital.sales.online.operations import connect
from tests.campaigns.house import BOTH, House, house, placed_on
from tests.functional.accounting.journal import BANK, PETTY_CASH, RENT, SALES, journal, sale
from tests.functional.contacts.people import CUSTOMERS, VENDORS
from tests.functional.exchange.wizard import csv_of, mapped
from tests.functional.inventory.goods import GOODS, SERVICE
from tests.functional.sales.selling import invoice, line
from tests.functional.sales.settling import note, payment

pytestmark = pytest.mark.campaign

Act = Callable[[dict[str, str]], Any]  # with these headers; its answer
Write = Callable[[House], Act]  # looks for what to work on, and says how


def post(made: House) -> Act:
    return lambda headers: made.ann().app.post_json("/api/manual-journals", sale("12.5"), headers=headers, expect_errors=True)


def put(made: House) -> Act:
    path, body = f"/api/manual-journals/{published(made)}", journal((PETTY_CASH, "7", ""), (SALES, "", "7"), date="2026-05-01")
    return lambda headers: made.ann().app.put_json(path, body, headers=headers, expect_errors=True)


def delete(made: House) -> Act:
    path = f"/api/manual-journals/{published(made)}"
    return lambda headers: made.ann().app.delete(path, headers=headers, expect_errors=True)


def publish(made: House) -> Act:
    path = f"/api/manual-journals/{made.tenant.peek('SELECT MAX(id) FROM manual_journals WHERE published_at IS NULL')[0][0]}/publish"
    return lambda headers: made.ann().app.patch_json(path, {}, headers=headers, expect_errors=True)


def reverse(made: House) -> Act:
    path = f"/api/manual-journals/{published(made)}/reverse"
    return lambda headers: made.ann().app.post_json(path, {"date": "2026-06-01"}, headers=headers, expect_errors=True)


def meet(made: House) -> Act:
    body = CUSTOMERS.body(opening_balance="12.5", **OPENING)
    return lambda headers: made.ann().app.post_json("/api/customers", body, headers=headers, expect_errors=True)


def rename(made: House) -> Act:
    path, body = f"/api/customers/{last(made, 'customer')}", CUSTOMERS.body(display_name=f"No. {next(_names)}")
    return lambda headers: made.ann().app.put_json(path, body, headers=headers, expect_errors=True)


def reopen(made: House) -> Act:
    path, body = f"/api/customers/{last(made, 'customer')}/opening-balance", {"opening_balance": "7", "opening_balance_at": "2026-05-01"}
    return lambda headers: made.ann().app.put_json(path, body, headers=headers, expect_errors=True)


def part(made: House) -> Act:
    path = f"/api/vendors/{last(made, 'vendor')}"
    return lambda headers: made.ann().app.delete(path, headers=headers, expect_errors=True)


def revalue(made: House) -> Act:
    body = revaluation(made)
    return lambda headers: made.ann().app.post_json("/api/accounting/revaluations", body, headers=headers, expect_errors=True)


def take_back(made: House) -> Act:
    path = f"/api/accounting/revaluations/{made.tenant.peek('SELECT MAX(id) FROM revaluations')[0][0]}"
    return lambda headers: made.ann().app.delete(path, headers=headers, expect_errors=True)


def shelve(made: House) -> Act:
    body = GOODS | {"name": f"No. {next(_names)}", "sell_tax_rate_id": proposed(made)}
    return lambda headers: made.ann().app.post_json("/api/items", body, headers=headers, expect_errors=True)


def retax(made: House) -> Act:
    path, body = f"/api/tax-rates/{proposed(made)}", {"name": f"No. {next(_names)}", "code": "TAX-SALES", "rate": "7"}
    return lambda headers: made.ann().app.put_json(path, body, headers=headers, expect_errors=True)


def sell(made: House) -> Act:
    lines = (line(goods(made), "10", 3, tax_rate_id=proposed(made)), line(goods(made), "5", discount=10))
    body = invoice(last(made, "customer"), *lines, discount="1", adjustment="0.5")
    return lambda headers: made.ann().app.post_json("/api/sale-invoices", body, headers=headers, expect_errors=True)


def resell(made: House) -> Act:
    id, customer_id, kept = owed(made)
    path, body = f"/api/sale-invoices/{id}", invoice(customer_id, line(goods(made), "7", id=kept), line(goods(made), "8"))
    return lambda headers: made.ann().app.put_json(path, body, headers=headers, expect_errors=True)


def give_up(made: House) -> Act:
    path, body = f"/api/sale-invoices/{owed(made)[0]}/writeoff", {"expense_account_id": RENT, "date": "2026-06-30"}
    return lambda headers: made.ann().app.post_json(path, body, headers=headers, expect_errors=True)


def take_off(made: House) -> Act:
    path = f"/api/sale-invoices/{owed(made)[0]}"
    return lambda headers: made.ann().app.delete(path, headers=headers, expect_errors=True)


def pay(made: House) -> Act:
    id, customer_id, _ = owed(made)
    body = payment(customer_id, (id, "3"), amount="4")
    return lambda headers: made.ann().app.post_json("/api/payments-received", body, headers=headers, expect_errors=True)


def unpay(made: House) -> Act:
    path = f"/api/payments-received/{made.tenant.peek('SELECT MAX(id) FROM payments_received')[0][0]}"
    return lambda headers: made.ann().app.delete(path, headers=headers, expect_errors=True)


def apply(made: House) -> Act:
    path = f"/api/credit-notes/{made.tenant.peek('SELECT MAX(id) FROM credit_notes')[0][0]}/apply-invoices"
    body = {"entries": [{"invoice_id": owed(made)[0], "amount": "2"}], "date": "2026-06-30"}
    return lambda headers: made.ann().app.post_json(path, body, headers=headers, expect_errors=True)


def attach(made: House) -> Act:
    file = [("file", "receipt.pdf", b"%PDF-1.7")]
    return lambda headers: made.ann().app.post("/api/attachments", upload_files=file, headers=headers, expect_errors=True)


def take_in(made: House) -> Act:
    path = f"/api/import/{waiting(made)}/import"
    return lambda headers: made.ann().app.post_json(path, {}, headers=headers, expect_errors=True)


OPENING = {"opening_balance_at": "2026-01-01", "currency_code": "EUR", "opening_balance_exchange_rate": "1.1"}


def book_online(made: House) -> Act:
    path = f"/api/online-payments/{made.tenant.peek('SELECT MAX(id) FROM online_payments')[0][0]}/book"
    return lambda headers: made.ann().app.post_json(path, {}, headers=headers, expect_errors=True)


WRITES: tuple[Write, ...] = (
    post,
    put,
    delete,
    publish,
    reverse,
    meet,
    rename,
    reopen,
    part,
    revalue,
    take_back,
    shelve,
    retax,
    sell,
    resell,
    give_up,
    take_off,
    pay,
    unpay,
    apply,
    attach,
    take_in,
    book_online,
)
FEWER = {shelve: 6, attach: 4}  # statements that these take at the least; all others take eight
_names = count(1)


def last(made: House, service: str) -> int:
    """The last contact of a kind."""
    return int(made.tenant.peek(f"SELECT MAX(id) FROM contacts WHERE contact_service = '{service}'")[0][0])


def proposed(made: House) -> int:
    """The tax rate that items propose when they are sold."""
    return int(made.tenant.peek("SELECT id FROM tax_rates WHERE code = 'TAX-SALES' AND deleted_at IS NULL")[0][0])


def goods(made: House) -> int:
    """An item that is sold."""
    return int(made.tenant.peek("SELECT MIN(id) FROM items WHERE sellable = 1")[0][0])


def waiting(made: House) -> str:
    """The last file that is mapped and not imported."""
    return str(made.tenant.peek("SELECT * FROM import_files WHERE imported_at IS NULL ORDER BY id DESC")[0].key)


def owed(made: House) -> tuple[int, int, int]:
    """The last invoice of which all is due, its customer and its first line."""
    due = "delivered_at IS NOT NULL AND writtenoff_at IS NULL"
    id, customer_id = made.tenant.peek(f"SELECT id, customer_id FROM sales_invoices WHERE {due} ORDER BY id DESC LIMIT 1")[0]
    first = made.tenant.peek(f"SELECT MIN(id) FROM items_entries WHERE reference_type = 'SaleInvoice' AND reference_id = {int(id)}")[0][0]
    return int(id), int(customer_id), int(first)


def published(made: House) -> int:
    """The last journal that is published and in no pair of mirrors."""
    free = "published_at IS NOT NULL AND reverses_id IS NULL"
    mirrored = "SELECT reverses_id FROM manual_journals WHERE reverses_id IS NOT NULL"
    return int(made.tenant.peek(f"SELECT MAX(id) FROM manual_journals WHERE {free} AND id NOT IN ({mirrored})")[0][0])


def revaluation(made: House) -> dict[str, Any]:
    """One at a day that has none: each lies two days behind the one before it."""
    count = made.tenant.peek("SELECT COUNT(*) FROM revaluations")[0][0]
    return {"date": (date(2026, 4, 1) + timedelta(days=2 * count)).isoformat(), "rates": {"EUR": 1.3}}


def prepared(made: House) -> None:
    """Something revalued, a journal and a draft, an item, a customer with invoices, payments and credit, a vendor, a file."""
    found = made.tenant.peek("SELECT id FROM accounts WHERE name = 'Euros'")
    if not found:  # what is open in euros is the same each time: revaluing it writes as much
        made.ann().post("customers", CUSTOMERS.body(opening_balance="3", **OPENING))
    euro = {"name": "Euros", "account_type": "bank", "currency_code": "EUR"}
    euros = int(found[0][0]) if found else made.ann().post("accounts", euro).json["id"]
    made.ann().post("customers", CUSTOMERS.body(opening_balance="3", opening_balance_at=OPENING["opening_balance_at"]))
    made.ann().post("vendors", VENDORS.body())
    if not made.tenant.peek("SELECT id FROM items"):
        made.ann().post("items", SERVICE | {"sell_tax_rate_id": proposed(made)}, status=201)
    sold = invoice(last(made, "customer"), line(goods(made), "6"), line(goods(made), "4"))
    settled = made.ann().post("sale-invoices", sold, status=201).json["id"]
    made.ann().post("payments-received", payment(last(made, "customer"), (settled, "5"), amount="6"), status=201)
    made.ann().post("credit-notes", note(last(made, "customer"), line(goods(made), "6")), status=201)
    paid_online(made, made.ann().post("sale-invoices", sold, status=201).json)
    made.ann().post("manual-journals", journal((euros, "10", ""), (SALES, "", "10"), currency_code="EUR", exchange_rate="1.1"))
    made.ann().post("accounting/revaluations", revaluation(made))
    made.ann().post("manual-journals", sale("100"))
    made.ann().post("manual-journals", sale("3", publish=False))
    head = ("Display name", "Customer type", "Opening balance", "Opening balance at")
    mapped(made.ann(), "Customer", csv_of(head, ("Jo", "business", "3", "2026-01-01"), ("Mo", "business", "", "")))


def paid_online(made: House, sold: dict[str, Any]) -> None:
    """Some of an invoice, which is not booked yet."""
    with made.tenant() as t:
        system_account(t, "stripe-clearing")
        service = connect(t, Account("acct_1", "Cards", True, True))
        paid = {"invoice_id": sold["id"], "currency_code": sold["currency_code"], "amount": Decimal(3), "fee_amount": Decimal(1)}
        t.session.add(OnlinePayment(service_id=service.id, intent=f"pi_{sold['id']}", is_live=False, paid_at=clock.now(), **paid))
        t.session.flush()


def everything(made: House) -> dict[str, list[Any]]:
    """All rows of all tables."""
    quoted = "`{}`" if made.installation.tenant_engine(made.tenant.record).dialect.name == "mysql" else '"{}"'
    return {name: sorted(map(repr, made.tenant.peek(f"SELECT * FROM {quoted.format(name)}"))) for name in TenantBase.metadata.tables}


def counts(state: dict[str, list[Any]]) -> dict[str, int]:
    return {name: len(rows) for name, rows in state.items()}


def growth(before: dict[str, list[Any]], after: dict[str, list[Any]]) -> dict[str, int]:
    return {name: len(after[name]) - len(before[name]) for name in before if len(after[name]) != len(before[name])}


# --- faults ---


def broken(server: str) -> Exception:
    """Nothing helps: the disk is full."""
    if server == "mariadb":
        return pymysql.err.OperationalError(1021, "Disk full")
    error = sqlite3.OperationalError("database or disk is full")
    error.sqlite_errorcode = sqlite3.SQLITE_FULL
    return error


def conflict(server: str) -> Exception:
    """Another writer was first."""
    if server == "mariadb":
        return pymysql.err.OperationalError(1213, "Deadlock found when trying to get lock; try restarting transaction")
    error = sqlite3.OperationalError("database is locked")
    error.sqlite_errorcode = sqlite3.SQLITE_BUSY
    return error


def lost(server: str) -> Exception:
    """The server went away."""
    assert server == "mariadb"
    return pymysql.err.OperationalError(2013, "Lost connection to MySQL server during query")


class Saboteur:
    """Raises ``fault`` in place of the ``at``-th statement (COMMITs counted too) that the product sends, and then rests.

    ``after_commit``: a COMMIT that is struck has been done all the same. ``lasting``: it strikes all that follows too.
    """

    def __init__(self, fault: Exception, at: int, *, after_commit: bool = False, lasting: bool = False):
        self.fault, self.at, self.after_commit, self.lasting = fault, at, after_commit, lasting
        self.seen = 0
        self.struck: str | None = None

    def strikes(self, what: str) -> bool:
        self.seen += 1
        if self.seen == self.at:
            self.struck = what
            return True
        return self.lasting and self.struck is not None

    @contextmanager
    def working(self, made: House) -> Iterator[None]:
        engines = (made.installation.tenant_engine(made.tenant.record), made.installation.system_engine)
        undo: list[Callable[[], None]] = []
        for engine in engines:
            for name in ("do_execute", "do_executemany", "do_execute_no_params"):
                event.listen(engine, name, self._executing)
                undo.append(lambda engine=engine, name=name: event.remove(engine, name, self._executing))
            undo.append(self._watch_commit(engine.dialect))
        try:
            yield
        finally:
            for back in undo:
                back()

    def _executing(self, cursor: Any, statement: str, *_: Any) -> None:
        if not statement.startswith("BEGIN") and self.strikes(statement):
            raise self.fault

    def _watch_commit(self, dialect: Any) -> Callable[[], None]:
        really = dialect.do_commit

        def commit(connection: Any) -> None:
            first = self.struck is None
            strikes = self.strikes("COMMIT")
            if strikes and first and self.after_commit:
                really(connection)
            if strikes:
                raise self.fault
            really(connection)

        dialect.do_commit = commit
        return lambda: delattr(dialect, "do_commit")


# --- the campaigns ---


@pytest.fixture(params=BOTH)
def server(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest.fixture
def made(server: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[House]:
    with house(placed_on(server, request, tmp_path / "data")) as running:
        running.ann().post("manual-journals", sale("1"))  # the process is warm
        yield running


def sound(made: House) -> bool:
    with made.tenant(writer=False) as tenant:
        return audit(tenant) == []


@pytest.mark.parametrize("write", WRITES, ids=lambda write: write.__name__)
def test_a_statement_that_fails_leaves_no_trace(made: House, server: str, write: Write) -> None:
    prepared(made)
    for at in count(1):
        before = everything(made)
        saboteur, act = Saboteur(broken(server), at), write(made)
        with saboteur.working(made):
            answer = act(made.headers)
        if saboteur.struck is None:
            assert answer.status_int < 300 and at > FEWER.get(write, 8)
            break
        assert answer.status_int >= 500, (saboteur.struck, answer.text)
        assert everything(made) == before, saboteur.struck
    assert sound(made)


@pytest.mark.parametrize("write", WRITES, ids=lambda write: write.__name__)
@pytest.mark.parametrize(
    ("server", "fault"),
    [
        pytest.param("sqlite", conflict, id="sqlite, conflict"),
        pytest.param("mariadb", conflict, id="mariadb, conflict", marks=pytest.mark.services),
        pytest.param("mariadb", lost, id="mariadb, lost", marks=pytest.mark.services),
    ],
    indirect=["server"],
)
def test_what_may_be_tried_again_happens_once(made: House, server: str, write: Write, fault: Callable[[str], Exception]) -> None:
    prepared(made)
    before = everything(made)
    assert write(made)(made.headers).status_int < 300
    expected = growth(before, everything(made))
    for at in count(1):
        prepared(made)
        before = everything(made)
        saboteur, act = Saboteur(fault(server), at), write(made)
        with saboteur.working(made):
            answer = act(made.headers)
        if saboteur.struck is None:
            break
        if saboteur.struck == "COMMIT" and fault is lost:
            assert answer.status_int == 503 and everything(made) == before
            continue
        assert answer.status_int < 300, (saboteur.struck, answer.text)
        after = growth(before, everything(made))
        assert {name: n for name, n in after.items() if "balances" not in name} == {
            name: n for name, n in expected.items() if "balances" not in name
        }, saboteur.struck
    assert sound(made)


@pytest.mark.services
@pytest.mark.parametrize("server", ["mariadb"], indirect=True)
@pytest.mark.parametrize("after_commit", [False, True], ids=["nothing was committed", "all was committed"])
@pytest.mark.parametrize("lasting", [False, True], ids=["back at once", "away for a while"])
def test_a_connection_lost_at_commit_is_unknown_and_the_key_tells(made: House, server: str, after_commit: bool, lasting: bool) -> None:
    rows = counts(everything(made))["manual_journals"]
    for at in count(1):
        headers = made.headers | {"Idempotency-Key": f"{after_commit} {at}"}
        saboteur, act = Saboteur(lost(server), at, after_commit=after_commit, lasting=lasting), post(made)
        with saboteur.working(made):
            answer = act(headers)
        if saboteur.struck is None:
            break
        if saboteur.struck == "COMMIT" or lasting:
            assert answer.status_int == 503, answer.text
        again = act(headers)
        assert again.status_int == 201, again.text  # this process knows that the run is over, whatever it could still say
        rows += 1
        assert counts(everything(made))["manual_journals"] == rows, saboteur.struck
    assert sound(made)


def test_the_writes_move_what_they_should(made: House) -> None:
    prepared(made)
    ann = made.ann()
    for write in (put, publish, reverse, reopen, meet, part):
        assert write(made)(made.headers).status_int < 300
    assert ann.get(f"accounts/{BANK}").json["amount"] == 7  # 6 were paid; the draft of 3 was published, then mirrored
    assert ann.get(f"accounts/{PETTY_CASH}").json["amount"] == 7
    assert [one["balance"] for one in ann.get("customers").json["customers"]] == [
        12.5,
        15,
        3,
    ]  # 7 opened anew, two invoices of 10, less a payment and a credit of 6
    assert ann.get("vendors").json["vendors"] == []
