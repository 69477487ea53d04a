"""What differs between kinds of servers, tried on the real MariaDB."""

from __future__ import annotations

import pytest

from tests.campaigns.house import house, placed_on
from tests.functional.accounting.journal import BANK, RENT, SALES, journal, sale
from tests.functional.accounting.test_journals_statements import long, statements

pytestmark = pytest.mark.services


@pytest.fixture
def ann(request, tmp_path):
    with house(placed_on("mariadb", request, tmp_path / "data")) as made:
        yield made.ann()


def test_statements_are_the_same_as_on_sqlite(ann):
    assert statements(lambda: ann.post("manual-journals", sale(), status=201)) <= 12
    for lines in (2, 200, 2_500):
        assert statements(lambda lines=lines: ann.post("manual-journals", long(lines), status=201)) == 9
    assert statements(lambda: ann.post("manual-journals", sale(), status=201, Idempotency_Key="one")) <= 14
    assert statements(lambda: ann.get("accounts")) <= 4
    made = ann.post("manual-journals", long(2_500)).json
    assert [line["index"] for line in sorted(made["entries"], key=lambda line: line["id"])] == list(range(1, 2_501))


def test_the_chart_and_its_filters(ann):
    first = ann.get("accounts?structure=flat&column_sort_by=name&sort_order=asc").json["accounts"]
    assert (len(first), min(one["id"] for one in first)) == (34, 1000)
    euros = ann.post("accounts", {"name": "Girokonto", "account_type": "bank", "currency_code": "EUR"}).json["id"]
    below = ann.post("accounts", {"name": "Offices", "account_type": "expense", "parent_account_id": RENT}).json["id"]
    ann.post("manual-journals", journal((below, "30", ""), (BANK, "", "30")))
    ann.post("manual-journals", journal((euros, "40", ""), (SALES, "", "40"), currency_code="EUR", exchange_rate="2"))
    rows = ann.get("accounts?structure=flat&column_sort_by=balance&sort_order=desc").json["accounts"]
    assert [row["amount"] for row in rows][:4] == [80, 40, 30, 30] and rows[-1]["amount"] == -30
    role = '[{"fieldKey":"balance","value":"40","comparator":"smaller"},{"fieldKey":"balance","value":"0","comparator":"bigger"}]'
    found = ann.get(f"accounts?structure=flat&stringified_filter_roles={role}").json["accounts"]
    assert {row["id"] for row in found} == {RENT, below}
    assert len(ann.get("accounts?structure=flat&view_slug=assets").json["accounts"]) == 10


def test_journals_are_found_changed_and_deleted(ann):
    for amount in ("10", "20.5"):
        ann.post("manual-journals", sale(amount, reference="Überweisung"))
    found = ann.get("manual-journals?search_keyword=%C3%BCberweisung&column_sort_by=amount&sort_order=asc").json["manual_journals"]
    assert [one["amount"] for one in found] == [10, 20.5]
    check = ann.post("manual-journals/validate-bulk-delete", {"ids": [1, 99, 2]}, status=201).json
    assert (check["deletable_ids"], check["non_deletable_ids"]) == ([1, 2], [99])
    ann.put("manual-journals/1", journal((RENT, "4", ""), (BANK, "", "4")))
    ann.post("manual-journals/2/reverse", {"date": "2026-04-01"}, status=201)
    ann.post("manual-journals/bulk-delete", {"ids": [1, 2], "skip_undeletable": True}, status=201)
    assert [one["id"] for one in ann.get("manual-journals").json["manual_journals"]] == [3, 2]
    assert ann.get(f"accounts/{BANK}").json["amount"] == 0
    ann.post("manual-journals", sale("5") | {"description": "ü" * 40_000}, status=400)
