"""What a request costs: statements are counted exactly, the look-up of the token and COMMIT among them."""

from __future__ import annotations

import pytest

from tests.functional.accounting.journal import BANK, PAYABLE, RECEIVABLE, SALES, journal, sale
from tests.functional.accounting.test_journals import contact
from tests.statements import counted


def long(lines: int, **more) -> dict:
    sides = [(BANK, "1", ""), (SALES, "", "1")] * (lines // 2)
    return journal(*sides, **more)


def statements(act) -> int:
    with counted() as sent:
        act()
    return len(sent)


def test_the_first_posting_of_a_process_stays_within_twelve(ann):
    assert statements(lambda: ann.post("manual-journals", sale(), status=201)) <= 12


@pytest.mark.parametrize("lines", [2, 10, 200, 2_500])
def test_a_posting_of_any_length_takes_nine_statements(ann, lines):
    ann.post("manual-journals", sale())
    assert statements(lambda: ann.post("manual-journals", long(lines), status=201)) == 9


def test_beyond_three_thousand_lines_it_takes_one_more(ann):
    ann.post("manual-journals", sale())
    assert statements(lambda: ann.post("manual-journals", long(4_000), status=201)) == 10


def test_receivables_and_payables_take_one_more_for_the_contacts_balances(ann, tenant):
    customer, vendor = contact(tenant, "customer"), contact(tenant, "vendor")
    body = journal((RECEIVABLE, "5", ""), (PAYABLE, "", "5"))
    body["entries"][0]["contact_id"], body["entries"][1]["contact_id"] = customer, vendor
    ann.post("manual-journals", body)
    assert statements(lambda: ann.post("manual-journals", body, status=201)) == 10
    assert statements(lambda: ann.post("manual-journals", body, status=201, Idempotency_Key="once")) <= 14


def test_a_posting_in_another_currency_costs_the_same(ann):
    foreign = sale(currency_code="EUR", exchange_rate="1.1")
    ann.post("manual-journals", foreign)
    assert statements(lambda: ann.post("manual-journals", foreign, status=201)) == 9


def test_an_idempotency_key_costs_three_more(ann):
    ann.post("manual-journals", sale())
    assert statements(lambda: ann.post("manual-journals", sale(), status=201, Idempotency_Key="one")) == 12


def test_edit_and_deletion_cost_the_same_for_any_number_of_lines(ann):
    id = ann.post("manual-journals", sale()).json["id"]
    edit, longer = (statements(lambda body=body: ann.put(f"manual-journals/{id}", body)) for body in (sale("7"), long(100)))
    assert edit == longer <= 14
    assert statements(lambda: ann.delete(f"manual-journals/{id}")) <= 13


def test_a_refused_journal_writes_nothing(ann):
    ann.post("manual-journals", sale())
    with counted() as sent:
        ann.post("manual-journals", journal((BANK, "5", ""), (SALES, "", "4")), status=400)
    assert [statement for statement in sent if not statement.startswith("SELECT")] == []


def test_the_chart_takes_four_statements_however_many_accounts_move(ann):
    ann.get("accounts")
    few = statements(lambda: ann.get("accounts?page_size=10000"))
    for number in range(5):
        ann.post("manual-journals", journal((BANK + number, "5", ""), (SALES, "", "5"), date=f"2026-0{number + 1}-01"))
    assert statements(lambda: ann.get("accounts?page_size=10000")) == few <= 4


def test_the_list_of_journals_takes_six_however_long(ann):
    ann.post("manual-journals", sale())
    few = statements(lambda: ann.get("manual-journals"))
    for _ in range(10):
        ann.post("manual-journals", long(20))
    assert statements(lambda: ann.get("manual-journals")) == few <= 6
