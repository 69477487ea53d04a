"""What requests about contacts cost in SQL statements: the same for any number of contacts."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import insert

from bigcapital.contacts.model import Contact
from tests.client import Client
from tests.functional.accounting.test_journals_statements import statements
from tests.functional.contacts.people import Kind

MANY = 10_000
ASKED = ("", "page_size=10000", "column_sort_by=balance", "view_slug=unpaid", "view_slug=overdue", "column_sort_by=opening_balance")


def crowd(tenant: Any, kind: Kind) -> None:
    service = kind.path.removesuffix("s")
    rows = [{"contact_service": service, "display_name": f"No. {n}", "currency_code": "USD", "active": True} for n in range(MANY)]
    with tenant() as t:
        t.session.execute(insert(Contact.__table__), rows)
        t.bump_metadata()


@pytest.mark.slow
def test_a_list_takes_six_statements_however_many_there_are(ann: Client, tenant: Any, kind: Kind) -> None:
    kind.opened(ann)
    ann.get(kind.path)
    few = [statements(lambda asked=asked: ann.get(f"{kind.path}?{asked}")) for asked in ASKED]
    crowd(tenant, kind)
    ann.get(kind.path)
    assert [statements(lambda asked=asked: ann.get(f"{kind.path}?{asked}")) for asked in ASKED] == few
    assert max(few) <= 6
    assert ann.get(f"{kind.path}?page_size=10000&page=2").json["pagination"]["total"] == MANY + 1


def test_what_a_write_takes(ann: Client, kind: Kind) -> None:
    opening = {"opening_balance": "5", "opening_balance_at": "2026-01-01", "opening_balance_exchange_rate": "1.1"}
    body = kind.body(currency_code="EUR") | opening
    kind.made(ann, currency_code="EUR", **opening)
    names = 3  # branches, accounts and signs are read again, since the one before was a new name
    assert statements(lambda: ann.post(kind.path, body, status=201)) <= 10 + names
    id = kind.made(ann)["id"]
    assert statements(lambda: ann.put(f"{kind.path}/{id}", kind.body(display_name="New"), status=200)) <= 9
    path = f"{kind.path}/{id}/opening-balance"
    assert statements(lambda: ann.put(path, opening, status=200)) <= 12 + names
    assert statements(lambda: ann.put(path, opening | {"opening_balance": "6"}, status=200)) <= 12
    assert statements(lambda: ann.put(path, {"opening_balance": "0"}, status=200)) <= 12
    free = kind.made(ann)["id"]
    assert statements(lambda: ann.delete(f"{kind.path}/{free}", status=200)) <= 9  # documents are asked too


@pytest.mark.parametrize("path", ["contacts/auto-complete", "contacts/auto-complete?limit=10000", "contacts/1"])
def test_looking_somebody_up_takes_six(ann: Client, kind: Kind, path: str) -> None:
    for _ in range(20):
        kind.made(ann)
    ann.get(path)
    assert statements(lambda: ann.get(path)) <= 6
