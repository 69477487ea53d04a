"""What differs between kinds of servers, tried on the real MariaDB."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bigcapital.accounting.audit import audit
from tests.campaigns.house import House, house, placed_on
from tests.client import codes
from tests.functional.contacts.people import Kind

pytestmark = pytest.mark.services


@pytest.fixture
def made(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[House]:
    with house(placed_on("mariadb", request, tmp_path / "data")) as running:
        yield running


def test_balances_are_sorted_filtered_and_summed(made: House, kind: Kind) -> None:
    ann = made.ann()
    euro = kind.opened(ann, "10.01", currency_code="EUR", opening_balance_exchange_rate="1.1050000001", display_name="Überall")["id"]
    base = kind.opened(ann, "999999999999.99", display_name="Big")["id"]
    none = kind.made(ann, display_name="None")["id"]
    ann.post("manual-journals", kind.charged(base, "999999999999.99"), status=201)
    assert [row["id"] for row in kind.listed(ann, "column_sort_by=balance&sort_order=asc")] == [none, euro, base]
    assert ann.get(f"{kind.path}/{base}").text.count("1999999999999.98") >= 3
    assert [row["id"] for row in kind.listed(ann, "view_slug=unpaid&column_sort_by=opening_balance&sort_order=asc")] == [euro, base]
    assert {row["id"] for row in kind.listed(ann, "view_slug=overdue")} == {euro, base}
    small = '[{"fieldKey":"balance","value":"10.01","comparator":"smaller_or_equals"}]'
    assert {row["id"] for row in kind.listed(ann, f"stringified_filter_roles={small}")} == {none, euro}
    assert [row["id"] for row in kind.listed(ann, "search_keyword=%C3%BCBER")] == [euro]
    ann.put(f"{kind.path}/{euro}/opening-balance", {"opening_balance": "5", "opening_balance_at": "2025-12-31"}, status=200)
    assert codes(ann.delete(f"{kind.path}/{euro}", status=409)) == [f"{kind.code}_HAS_TRANSACTIONS"]
    ann.delete(f"{kind.path}/{none}", status=200)
    with made.tenant(writer=False) as tenant:
        assert audit(tenant) == []
