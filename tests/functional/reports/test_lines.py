"""General ledger, journal and transactions by reference over real books."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from bigcapital.contacts.model import Contact
from tests.functional.reports.reading import Reader, node

JANUARY = {"from_date": "2024-01-01", "to_date": "2024-01-31"}


def _customer(ann: Reader) -> int:
    with ann.tenant() as tenant:
        made = Contact(contact_service="customer", currency_code="USD", display_name="Zoë & Sons", active=True)
        tenant.session.add(made)
        tenant.session.flush()
        return int(made.id)


def _busy_january(ann: Reader) -> None:
    ann.post("2023-12-20", ("Bank Account", 500), ("Owner's Equity", -500))
    ann.post("2024-01-03", ("Rent", 200), ("Bank Account", -200), note="January's rent")
    ann.post("2024-01-09", ("Accounts Receivable (A/R)", 90), ("Sales of Service Income", -90), contact=_customer(ann))
    ann.post("2024-01-09", ("Bank Account", 40), ("Sales of Service Income", -40))
    ann.post("2024-02-01", ("Rent", 200), ("Bank Account", -200))


def test_the_general_ledger_runs_from_opening_to_closing(ann: Reader) -> None:
    _busy_january(ann)
    answer = ann.report("general-ledger", **JANUARY)
    bank = node(answer, "Bank Account")
    assert bank["opening_balance"] == {"date": "2024-01-01", "amount": 500, "formatted_amount": "$500.00", "currency_code": "USD"}
    assert [(line["amount"], line["running_balance"]) for line in bank["transactions"]] == [(-200, 300), (40, 340)]
    assert bank["closing_balance"]["amount"] == 340 and bank["closing_balance"]["date"] == "2024-01-31"
    rent = node(answer, "Rent")["transactions"][0]
    assert rent["date_formatted"] == "2024 Jan 03" and rent["note"] == "January's rent" and rent["reference_type"] == "Journal"
    assert rent["debit"] == 200 and rent["formatted_credit"] == "" and rent["transaction_number"] == "J-00002"
    receivable = node(answer, "Accounts Receivable (A/R)")["transactions"][0]
    assert receivable["contact_name"] == "Zoë & Sons" and receivable["contact_type"] == "Customer"
    income = node(answer, "Sales of Service Income")
    assert [line["amount"] for line in income["transactions"]] == [90, 40] and income["closing_balance"]["amount"] == 130
    assert len(answer["data"]) == 34
    assert len(ann.report("general-ledger", none_transactions="1", **JANUARY)["data"]) == 4


def test_rows_of_lines_carry_their_day_for_screens_that_write_days_another_way(ann: Reader) -> None:
    _busy_january(ann)
    ledger = ann.table("general-ledger", accounts_ids=[ann.account("Rent")], **JANUARY)["rows"][0]["children"]
    assert [(row.get("date"), row["cells"][0]["value"]) for row in ledger] == [
        (None, "Opening balance"),
        ("2024-01-03", "2024 Jan 03"),
        (None, "Closing balance"),
    ]
    journal = ann.table("journal", **JANUARY)["rows"]
    assert [row.get("date") for row in journal[:3]] == ["2024-01-03", "2024-01-03", None]


def test_an_account_with_others_below_shows_its_own_lines_and_both_balances(ann: Reader) -> None:
    below = ann.add_account("Euro savings", under="Bank Account")
    ann.post("2024-01-05", ("Euro savings", 70), ("Bank Account", -20), ("Owner's Equity", -50))
    answer = ann.report("general-ledger", accounts_ids=[ann.account("Bank Account")], **JANUARY)
    assert [one["id"] for one in answer["data"]] == [ann.account("Bank Account"), below]
    bank = answer["data"][0]
    assert bank["closing_balance"]["amount"] == -20 and bank["closing_balance_subaccounts"]["amount"] == 50
    assert len(bank["transactions"]) == 1 and "closing_balance_subaccounts" not in answer["data"][1]


def test_an_entry_and_its_reversal_are_hidden_together(ann: Reader) -> None:
    wrong = ann.post("2024-01-05", ("Bank Account", 100), ("Owner's Equity", -100))
    right = ann.post("2024-01-05", ("Bank Account", 10), ("Owner's Equity", -10))
    ann.undo(wrong)
    bank = node(ann.report("general-ledger", **JANUARY), "Bank Account")
    assert [line["reference_id"] for line in bank["transactions"]] == [right]
    assert [line["running_balance"] for line in bank["transactions"]] == [10] and bank["closing_balance"]["amount"] == 10
    assert [group["reference_id"] for group in ann.report("journal", **JANUARY)["data"]] == [right]
    assert ann.report("transactions-by-reference", reference_type="Journal", reference_id=wrong) == {"transactions": []}


def test_pages_of_the_general_ledger_are_the_whole_cut_in_pieces(ann: Reader) -> None:
    for day in range(1, 8):
        ann.post(f"2024-01-{day:02}", ("Bank Account", day), ("Owner's Equity", -day))
    whole = [line for one in ann.report("general-ledger", **JANUARY)["data"] for line in one["transactions"]]
    assert len(whole) == 14
    pieces: list[Any] = []
    for page in range(1, 6):
        answer = ann.report("general-ledger", page=page, page_size=4, **JANUARY)
        beside = answer["pagination"]
        assert (beside["total"], beside["page"], beside["page_size"]) == (14, page, 4) and (beside["next"] is None) is (page >= 4)
        pieces += [line for one in answer["data"] for line in one["transactions"]]
    assert pieces == whole
    for bad in ({"page": 0}, {"page_size": 0}, {"page_size": 10_001}):
        ann.ask("general-ledger", status=400, **bad)


def test_the_journal_groups_lines_by_document_and_balances(ann: Reader) -> None:
    _busy_january(ann)
    answer = ann.report("journal", **JANUARY)
    assert [group["date"] for group in answer["data"]] == ["2024-01-03", "2024-01-09", "2024-01-09"]
    for group in answer["data"]:
        assert group["debit"] == group["credit"] == sum(entry["debit"] for entry in group["entries"])
    first = answer["data"][0]
    assert first["transaction_type"] == "Journal" and first["reference_type_formatted"] == "Manual journal"
    assert first["formatted_debit"] == "$200.00" and first["entries"][0]["formatted_debit"] == "200.00"
    assert first["entries"][0]["account_name"] == "Rent" and first["entries"][0]["account_code"] == "40004"
    third = ann.report("journal", transaction_type="Journal", transaction_id=3, **JANUARY)["data"]
    assert [group["reference_id"] for group in third] == [3]
    assert ann.report("journal", transaction_type="Bill", **JANUARY)["data"] == []
    bounded = ann.report("journal", from_range=50, to_range=100, **JANUARY)["data"]
    assert sorted(entry["debit"] for group in bounded for entry in group["entries"]) == [0, 90]
    rent = ann.report("journal", accounts_ids=ann.account("Rent"), **JANUARY)["data"]
    assert [entry["account_name"] for group in rent for entry in group["entries"]] == ["Rent"]


def test_pages_of_the_journal_are_pages_of_documents(ann: Reader) -> None:
    _busy_january(ann)
    whole = ann.report("journal", **JANUARY)["data"]
    pages = [ann.report("journal", page=page, page_size=2, **JANUARY) for page in (1, 2, 3)]
    assert [group for page in pages for group in page["data"]] == whole
    assert [page["pagination"]["total"] for page in pages] == [3, 3, 3] and pages[0]["pagination"]["page_size"] == 2
    assert [page["pagination"]["next"] is None for page in pages] == [False, True, True]
    bounded = ann.report("journal", page=1, page_size=5, from_range=100, **JANUARY)
    assert [group["reference_id"] for group in bounded["data"]] == [2] and bounded["pagination"]["total"] == 1


def test_branches_narrow_the_lines(ann: Reader) -> None:
    north = ann.add_branch("North")
    ann.post("2024-01-05", ("Bank Account", 100, 1), ("Owner's Equity", -60, 1), ("Owner's Equity", -40, north))
    ledger = ann.report("general-ledger", branches_ids=[north], none_transactions="1", **JANUARY)["data"]
    assert [(one["name"], one["closing_balance"]["amount"]) for one in ledger] == [("Owner's Equity", 40)]
    assert ann.report("journal", branches_ids=[north], **JANUARY)["data"][0]["credit"] == 40


def test_rows_lead_to_the_account_and_to_the_document(ann: Reader) -> None:
    _busy_january(ann)
    bank = ann.account("Bank Account")
    row = next(one for one in ann.table("general-ledger", **JANUARY)["rows"] if one["id"] == bank)
    assert row["account_id"] == bank and row["row_types"] == ["ACCOUNT"]
    kinds = [child["row_types"][0] for child in row["children"]]
    assert kinds == ["OPENING_BALANCE", "TRANSACTION", "TRANSACTION", "CLOSING_BALANCE"]
    line = row["children"][1]
    assert (line["reference_type"], line["reference_id"]) == ("Journal", 2)
    assert {cell["key"]: cell["value"] for cell in line["cells"]}["running_balance"] == "$300.00"
    journal = ann.table("journal", **JANUARY)["rows"]
    assert [one["row_types"][0] for one in journal[:3]] == ["ENTRY", "ENTRY", "TOTAL"]
    assert journal[0]["reference_id"] == 2 and len(journal[0]["cells"]) == 8
    sheet = ann.table("balance-sheet", to_date="2024-01-31")["rows"]
    cash = sheet[0]["children"][0]["children"][0]
    assert cash["id"] == "CASH_EQUIVALENTS" and cash["children"][-1]["row_types"] == ["TOTAL"]
    assert bank in [one.get("account_id") for one in cash["children"]]


def test_the_lines_behind_a_document(ann: Reader) -> None:
    _busy_january(ann)
    found = ann.report("transactions-by-reference", reference_type="ManualJournal", reference_id=3)["transactions"]
    assert [(one["account_name"], one["debit"]["amount"], one["credit"]["amount"]) for one in found] == [
        ("Accounts Receivable (A/R)", 90, 0),
        ("Sales of Service Income", 0, 90),
    ]
    assert found[0]["date"] == {"date": "2024-01-09", "formatted_date": "2024-01-09"}
    assert found[0]["contact_type"] == "customer" and found[0]["formatted_contact_type"] == "Customer"
    assert found[0]["debit"] == {"amount": Decimal(90), "formatted_amount": "$90.00", "currency_code": "USD"}
    ann.ask("transactions-by-reference", status=400, reference_type="Journal")
    ann.ask("transactions-by-reference", status=400, reference_type="Poem", reference_id=1)


def test_a_journal_entered_through_the_api_stands_in_every_report_until_it_is_deleted(ann: Reader) -> None:
    def entry(index: int, account: str, **sides: int) -> dict[str, Any]:
        return {"index": index, "account_id": ann.account(account), **sides}

    entries = [entry(1, "Rent", debit=80), entry(2, "Bank Account", credit=80)]
    body = {"date": "2024-01-15", "journal_number": "M-7", "publish": True, "entries": entries}
    made = ann.app.post_json("/api/manual-journals", body, headers=ann.headers).json
    group = ann.report("journal", **JANUARY)["data"][0]
    assert (group["reference_type"], group["reference_id"], group["transaction_number"]) == ("Journal", made["id"], "M-7")
    assert ann.report("trial-balance-sheet", **JANUARY)["data"]["total"]["debit"] == 80
    assert len(ann.report("transactions-by-reference", reference_type="Journal", reference_id=made["id"])["transactions"]) == 2
    ann.app.delete(f"/api/manual-journals/{made['id']}", headers=ann.headers)
    assert ann.report("journal", **JANUARY)["data"] == []
    assert ann.report("trial-balance-sheet", **JANUARY)["data"]["total"]["debit"] == 0
