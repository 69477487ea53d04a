"""Out as a journal of hledger's, in again somewhere else: the same ledger, the same reports, and journals that can be worked with."""

from __future__ import annotations

import json
import os
import re
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from bigcapital.accounting.accounts.chart import chart
from bigcapital.accounting.audit import audit
from bigcapital.accounting.lines import every_line
from bigcapital.contacts.model import Contact
from bigcapital.exchange.plain_text import importing
from bigcapital.exchange.plain_text.writer import text_of
from bigcapital.organization.branches.model import Branch
from bigcapital.tenancy.tenant import Tenant
from tests import template
from tests.campaigns.house import House
from tests.functional.exchange.companies import Town, random_company

COMPANIES = int(os.environ.get("BIGCAPITAL_COMPANIES", "50")) // 5
STEPS = int(os.environ.get("BIGCAPITAL_HISTORY", "20"))
SEED = int(os.environ.get("BIGCAPITAL_SEED", "1000"))
REPORTS = (
    "trial-balance-sheet?from_date=2024-01-01&to_date=2026-12-31",
    "balance-sheet?from_date=2024-01-01&to_date=2024-12-31&display_columns_type=date_periods&display_columns_by=quarter",
    "profit-loss-sheet?from_date=2023-01-01&to_date=2026-12-31&display_columns_type=date_periods&display_columns_by=year",
    "general-ledger?from_date=2023-01-01&to_date=2026-12-31",
    "journal?from_date=2023-01-01&to_date=2026-12-31",
)
_OWN = ("recorded", "user", "document", "mirrors")  # what is another installation's own

pytestmark = pytest.mark.campaign


def exported(made: House, file: Path) -> Path:
    with made.tenant(writer=False) as tenant:
        file.write_bytes("".join(text_of(tenant, "hledger")).encode())
    return file


def imported(made: House, file: Path) -> importing.Taken:
    with made.tenant() as tenant:
        return importing.take_in(tenant, file, importing.scanned(tenant, file))


@pytest.mark.parametrize("seed", range(SEED, SEED + COMPANIES))
def test_a_random_book_comes_in_as_it_went_out(where: Town, tmp_path: Path, seed: int) -> None:
    source = random_company(where, seed, STEPS)
    record = source.tenant.record
    file = exported(source, tmp_path / "book.journal")
    copy = where.company(name=record.name, base_currency=record.base_currency, fiscal_year=record.fiscal_year)
    taken = imported(copy, file)
    with source.tenant(writer=False) as one, copy.tenant(writer=False) as other:
        assert audit(other) == []
        assert taken.entries == one.head.sequence == other.head.sequence
        assert _ledger(one) == _ledger(other)
        assert _surroundings(one) == _surroundings(other)
        kinds = {line.reference_type for line in every_line(one)}
    _reports_are_the_same(source, copy, journals_alone=kinds <= {"Journal", *importing.OPENINGS})
    assert _without_own(exported(copy, tmp_path / "again.journal")) == _without_own(file)
    _journals_can_be_worked_with(copy)


def _ledger(tenant: Tenant) -> list[Any]:
    """Every line ever written, by the names of what it points at."""
    accounts = {one.id: one.name for one in chart(tenant)}
    contacts = {one.id: (one.contact_service, one.display_name) for one in tenant.session.scalars(select(Contact))}
    branches = {one.id: (one.name, one.primary) for one in tenant.session.scalars(select(Branch))}
    own = ("recorded_at", "user_id", "reference_type", "reference_id")
    lines = []
    for line in every_line(tenant, history=True):
        shown = {name: value for name, value in asdict(line).items() if name not in own}
        names = {"account_id": accounts, "contact_id": contacts, "branch_id": branches}
        lines.append(shown | {key: known.get(shown[key]) for key, known in names.items()})
    return lines


def _surroundings(tenant: Tenant) -> Any:
    known = chart(tenant)
    columns = ("name", "code", "account_type", "currency_code", "active", "slug", "index", "description", "predefined")
    accounts = [{**{key: one.row[key] for key in columns}, "under": known.flatten_name(one.id)} for one in known]
    contacts = tenant.session.scalars(select(Contact).order_by(Contact.id))
    opened = {line.contact_id for line in every_line(tenant) if line.reference_type in importing.OPENINGS}  # what is worth nothing stays
    branches = tenant.session.scalars(select(Branch).order_by(Branch.id))
    return (
        sorted(accounts, key=lambda one: one["name"]),
        [
            (
                *(one.contact_service, one.display_name, one.currency_code, one.active),
                (one.opening_balance, one.opening_balance_at) if one.id in opened else None,
            )
            for one in contacts
        ],
        [(one.name, one.code, one.primary) for one in branches],
    )


def _reports_are_the_same(source: House, copy: House, *, journals_alone: bool) -> None:
    for asked in REPORTS:
        one, other = (made.ann().get(f"reports/{asked}").json for made in (source, copy))
        if journals_alone or not asked.startswith(("general", "journal")):
            assert _nameless(one) == _nameless(other), asked
        else:
            assert _amounts(one) == _amounts(other), asked


def _nameless(shown: Any) -> Any:
    """An answer without the ids, which are each installation's own."""
    if isinstance(shown, dict):
        return {key: _nameless(value) for key, value in shown.items() if not _is_id(key, value) and key != "created_at"}
    return [_nameless(one) for one in shown] if isinstance(shown, list) else shown


def _is_id(key: str, value: Any) -> bool:
    return (key == "id" or key.endswith(("_id", "Id"))) and isinstance(value, int)


def _amounts(shown: Any) -> Any:
    """The figures alone, where what was an invoice is a journal now."""
    return re.findall(r'"(?:debit|credit|amount|running_balance|date)": [^,}]*', json.dumps(_nameless(shown)))


def _without_own(file: Path) -> list[str]:
    tags = re.compile(rf"(?:, )?(?:{'|'.join(_OWN)}|journal_type): [^,\n]*")
    text = tags.sub("", file.read_text(encoding="utf-8"))
    return re.sub(r"(Sale invoice|Payment received)(?=  ;)", "Manual journal", text).split("\n")


def _journals_can_be_worked_with(made: House) -> None:
    """They are listed and shown with what they posted; saved again unchanged they post the same; one more gets a number; one goes."""
    ann = made.ann()
    shown = ann.get("manual-journals?page_size=1000").json["manual_journals"]
    with made.tenant(writer=False) as tenant:
        standing = {line.reference_id for line in every_line(tenant) if line.reference_type == "Journal"}
    assert {one["id"] for one in shown} == standing
    saved = 0
    for one in shown:
        journal = json.loads(ann.get(f"manual-journals/{one['id']}").body, parse_float=str)
        assert journal["is_published"] and journal["transactions"]
        if journal["reversed_by_id"] or saved == 3 or journal["currency_code"] == made.tenant.record.base_currency:
            continue
        before = _posted(journal)
        lines = [{**each, "branch_id": each["branch_id"] or 1} for each in journal["entries"]]
        answer = ann.put(f"manual-journals/{one['id']}", journal | {"entries": lines})
        assert answer.status_int == 200
        assert [row[:-1] for row in _posted(json.loads(ann.get(f"manual-journals/{one['id']}").body, parse_float=str))] == [
            row[:-1] for row in before
        ]
        saved += 1
    with made.tenant(writer=False) as tenant:
        assert audit(tenant) == []
        highest = max((line.reference_id for line in every_line(tenant, history=True) if line.reference_type == "Journal"), default=0)
        bank, rent = (next(one.id for one in chart(tenant) if one.slug == slug) for slug in ("bank-account", "rent"))
    sides = ({"debit": "5", "account_id": rent}, {"credit": "5", "account_id": bank})
    body = {
        "date": "2026-01-01",
        "publish": True,
        "branch_id": 1,
        "entries": [{"index": place, **side} for place, side in enumerate(sides)],
    }
    new = ann.post("manual-journals", body, status=201).json
    assert new["id"] > highest
    ann.delete(f"manual-journals/{new['id']}", status=200)


def _posted(journal: dict[str, Any]) -> list[tuple[Any, ...]]:
    names = ("account_id", "debit", "credit", "debit_local", "credit_local", "currency_code", "exchange_rate", "contact_id", "branch_id")
    return [tuple(line[name] for name in names) for line in journal["transactions"]]


def test_the_same_book_gives_the_same_bytes(where: Town, tmp_path: Path) -> None:
    made = random_company(where, SEED - 1, STEPS)
    assert exported(made, tmp_path / "one").read_bytes() == exported(made, tmp_path / "two").read_bytes()


def test_a_journal_of_deleted_journals_leaves_their_ids_alone(where: Town, tmp_path: Path) -> None:
    """The ledger still speaks of them, so nothing new may have their id."""
    source, copy = where.company(base_currency="USD"), where.company(base_currency="USD")
    ann = source.ann()
    for _ in range(2):
        entries = [{"index": 1, "account_id": 1000, "debit": 5}, {"index": 2, "account_id": 1001, "credit": 5}]
        made = ann.post("manual-journals", {"date": "2024-01-01", "publish": True, "entries": entries}, status=201).json
        ann.delete(f"manual-journals/{made['id']}", status=200)
    taken = imported(copy, exported(source, tmp_path / "book.journal"))
    assert (taken.entries, taken.journals) == (4, 0)
    body = {"date": "2024-01-01", "publish": True, "entries": entries}
    assert copy.ann().post("manual-journals", body, status=201).json["id"] == 3


@pytest.mark.services
def test_a_book_moves_to_another_kind_of_server(where: Town, tmp_path: Path, mariadb: str) -> None:
    source = random_company(where, SEED - 2, STEPS)
    file = exported(source, tmp_path / "book.journal")
    with template.running(template.on_mariadb(tmp_path / "data", mariadb)) as installation:
        there = template.Units(installation, template.found(installation, base_currency=source.tenant.record.base_currency))
        with there() as tenant:
            importing.take_in(tenant, file, importing.scanned(tenant, file))
        with source.tenant(writer=False) as one, there(writer=False) as other:
            assert audit(other) == []
            assert _ledger(one) == _ledger(other)
            assert _surroundings(one) == _surroundings(other)
            again = "".join(text_of(other, "hledger"))
        (tmp_path / "again").write_text(again, encoding="utf-8")
        ours, theirs = ([row for row in _without_own(path) if "organization" not in row] for path in (file, tmp_path / "again"))
        assert ours == theirs
