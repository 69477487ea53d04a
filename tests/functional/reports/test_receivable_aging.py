"""What customers owe by how long it has been due: always as much as receivables say."""

from __future__ import annotations

from datetime import UTC, datetime

from bigcapital import clock
from tests.functional.accounting.journal import RECEIVABLE, SALES, journal
from tests.functional.reports.seller import ann, invited, letters, member, shop
from tests.functional.sales.selling import BANK, RENT, customer, invoice, line

__all__ = ["ann", "invited", "letters", "member", "shop"]
PATH = "reports/receivable-aging-summary?as_date=2026-06-30"


def sell(ann, customer_id: int, item: int, amount: str, due: str, **more) -> None:
    body = invoice(customer_id, line(item, amount), invoice_date=more.pop("day", "2026-03-01"), due_date=due, **more)
    ann.post("sale-invoices", body, status=201)


def pay(ann, customer_id: int, amount: str, day: str, *entries: tuple[int, str], **more) -> None:
    body = {"customer_id": customer_id, "payment_date": day, "amount": amount, "deposit_account_id": BANK}
    paid = [{"invoice_id": id, "payment_amount": part} for id, part in entries]
    ann.post("payments-received", body | {"entries": paid} | more, status=201)


def rows(answer) -> list[tuple]:
    return [
        (one["customer_name"], one["current"]["amount"], *(period["total"]["amount"] for period in one["aging"]), one["total"]["amount"])
        for one in answer["data"]["customers"]
    ]


def owed(ann, day: str = "2026-06-30") -> float:
    return ann.get(f"reports/customer-balance-summary?as_date={day}").json["data"]["total"]["total"]["amount"]


def test_invoices_age_from_the_day_after_they_were_due(ann, shop):
    for amount, due in (("1", "2026-06-30"), ("2", "2026-06-29"), ("4", "2026-05-31"), ("8", "2026-05-30"), ("16", "2026-05-01")):
        sell(ann, shop.customer, shop.chair, amount, due)
    sell(ann, shop.customer, shop.chair, "32", "2026-01-05", day="2026-01-01")
    sell(ann, shop.customer, shop.chair, "64", "2026-08-01", day="2026-07-01")  # not yet
    sell(ann, shop.customer, shop.chair, "128", "2026-04-01", delivered=False)
    found = ann.get(PATH).json
    assert rows(found) == [("Zoë & Sons", 1, 6, 24, 32, 63)]
    assert found["data"]["total"]["total"]["amount"] == owed(ann) == 63
    assert [(one["before_days"], one["to_days"], one["from_period"], one["to_period"]) for one in found["columns"]] == [
        (1, 30, "2026-06-29", "2026-05-31"),
        (31, 60, "2026-05-30", "2026-05-01"),
        (61, None, "2026-04-30", None),
    ]
    assert rows(ann.get(f"{PATH}&aging_days_before=60&aging_periods=1").json) == [("Zoë & Sons", 1, 62, 63)]


def test_what_was_settled_by_then_is_off_and_what_settles_nothing_counts_to_the_oldest(ann, shop):
    sell(ann, shop.customer, shop.chair, "100", "2026-06-01")
    sell(ann, shop.customer, shop.chair, "50", "2026-06-01")
    pay(ann, shop.customer, "70", "2026-06-10", (1, "40"))  # 30 on account
    pay(ann, shop.customer, "50", "2026-07-05", (2, "50"))
    body = journal((RECEIVABLE, "20", ""), (SALES, "", "20"), date="2026-02-01")
    body["entries"][0]["contact_id"] = shop.customer
    ann.post("manual-journals", body, status=201)
    assert rows(ann.get(PATH).json) == [("Zoë & Sons", -10, 110, 0, 0, 100)]
    assert owed(ann) == 100
    ann.post("sale-invoices/1/writeoff", {"expense_account_id": RENT, "date": "2026-06-20"}, status=200)
    assert rows(ann.get(PATH).json) == [("Zoë & Sons", -10, 50, 0, 0, 40)]
    assert rows(ann.get(PATH.replace("06-30", "07-31")).json) == [("Zoë & Sons", -10, 0, 0, 0, -10)]
    assert owed(ann, "2026-07-31") == -10


def test_other_currencies_are_worth_what_the_books_say(ann, shop):
    paris = customer(ann, "EUR", "Paris")
    sell(ann, paris, shop.chair, "100.01", "2026-06-01", exchange_rate="1.1055")
    pay(ann, paris, "33.33", "2026-06-10", (1, "33.33"), exchange_rate="1.2")
    found = rows(ann.get(PATH).json)
    assert found == [("Paris", 0, 73.71, 0, 0, 73.71)]
    assert owed(ann) == 73.71


def test_customers_are_chosen_and_nothing_is_hidden(ann, shop):
    other = customer(ann, name="Else")
    sell(ann, shop.customer, shop.chair, "5", "2026-06-01")
    sell(ann, other, shop.chair, "7", "2026-06-01")
    pay(ann, other, "7", "2026-06-02", (2, "7"))
    assert [one[0] for one in rows(ann.get(PATH).json)] == ["Else", "Zoë & Sons"]
    assert [one[0] for one in rows(ann.get(f"{PATH}&none_zero=true").json)] == ["Zoë & Sons"]
    assert rows(ann.get(f"{PATH}&customers_ids[]={shop.customer}").json) == [("Zoë & Sons", 0, 5, 0, 0, 5)]
    ann.get(f"{PATH}&aging_periods=0", status=400)
    sheet = ann.get(PATH, Accept="application/json+table").json["table"]
    assert [column["label"] for column in sheet["columns"]] == [
        "Customer name", "Current", "1–30 days", "31–60 days", "61 days and more", "Total",
    ]  # fmt: skip
    assert [cell["value"] for cell in sheet["rows"][-1]["cells"]][-1] == "$5.00"


def test_it_has_a_right_of_its_own(ann, shop, member):
    member(("Report", "read-customers-summary-balance")).get(PATH, status=403)


def test_an_invoice_that_changed_hands_ages_with_the_one_who_owes_it_now(ann, shop):
    others = [customer(ann, name=f"No. {number}") for number in range(3)]
    owners = [shop.customer, *others]
    for number, id in enumerate(owners, start=1):
        sell(ann, id, shop.chair, "7", "2026-06-01")
        to = owners[(number * 2) % len(owners)]
        body = invoice(to, line(shop.chair, "7"), invoice_date="2026-03-01", due_date="2026-06-01")
        ann.put(f"sale-invoices/{number}", body, status=200)
    assert rows(ann.get(f"{PATH}&none_zero=true").json) == [("No. 1", 0, 14, 0, 0, 14), ("Zoë & Sons", 0, 14, 0, 0, 14)]


def test_what_was_owed_ages_as_it_was_known_then(ann, shop):
    """By the due date that an invoice had, be it another one now or be the invoice gone."""
    for due in ("2026-06-01", "2026-04-15"):
        sell(ann, shop.customer, shop.chair, "7", due)
    path = f"{PATH}&as_known_at={clock.now().isoformat().replace('+', '%2B')}"
    then = ann.get(PATH).json["data"]
    assert rows(ann.get(path).json) == [("Zoë & Sons", 0, 7, 0, 7, 14)]
    ann.put("sale-invoices/1", invoice(shop.customer, line(shop.chair, "5"), invoice_date="2026-03-01", due_date="2026-07-01"), status=200)
    ann.delete("sale-invoices/2")
    assert rows(ann.get(PATH).json) == [("Zoë & Sons", 5, 0, 0, 0, 5)]
    assert ann.get(path).json["data"] == then
    late = ann.get(path.replace("?", "/explain?") + f"&row={shop.customer}&column=aging_2").json
    assert [(one["reference_id"], one["amount"]) for one in late["lines"]] == [(2, 7)]


def test_payments_of_one_day_are_worth_what_each_was_posted_at(ann, shop):
    paris = customer(ann, "EUR", "Paris")
    sell(ann, paris, shop.chair, "100.01", "2026-06-01", exchange_rate="1.1055")
    for _ in range(2):  # 0.06 each, where both together would be 0.11
        pay(ann, paris, "0.05", "2026-06-10", (1, "0.05"), exchange_rate="1.2")
    assert rows(ann.get(PATH).json) == [("Paris", 0, 110.44, 0, 0, 110.44)]


def known(ann, invoices: str) -> set[tuple]:
    """The one row: as the documents are, and as the lines are known now."""
    now = f"{PATH}&as_known_at={datetime.now(UTC):%Y-%m-%dT%H:%M:%S.%fZ}"
    return {row for path in (PATH, now) for row in rows(ann.get(path).json) if row[0] == invoices}


def test_parts_of_one_payment_are_worth_what_each_was_posted_at(ann, shop):
    paris = customer(ann, "EUR", "Paris")
    sell(ann, paris, shop.chair, "100.01", "2026-06-01", exchange_rate="1.1055")
    pay(ann, paris, "0.20", "2026-06-10", (1, "0.05"), (1, "0.05"), exchange_rate="1.1055")  # 0.22, of it twice 0.06; 0.11 on account
    assert known(ann, "Paris") == {("Paris", -0.11, 110.44, 0, 0, 110.33)}
    for _ in range(2):
        later = {"date": "2026-06-12", "entries": [{"invoice_id": 1, "amount": "0.05"}]}
        ann.post("payments-received/1/apply-invoices", later)
    assert known(ann, "Paris") == {("Paris", 0.01, 110.32, 0, 0, 110.33)}
    body = {"customer_id": paris, "payment_date": "2026-06-10", "amount": "0.20", "deposit_account_id": BANK, "exchange_rate": "1.1055"}
    entries = ann.get("payments-received/1").json["entries"]
    kept = [{"id": one["id"], "invoice_id": 1, "payment_amount": one["payment_amount"]} for one in entries[1:]]
    ann.put("payments-received/1", body | {"entries": kept}, status=200)
    assert known(ann, "Paris") == {("Paris", -0.05, 110.38, 0, 0, 110.33)}


def test_a_write_off_worth_nothing_in_the_books_leaves_nothing_open_either(ann, shop):
    paris = customer(ann, "EUR", "Paris")
    sell(ann, paris, shop.chair, "0.80", "2026-06-01", exchange_rate="0.01")  # a cent; each half of it is nothing
    pay(ann, paris, "0.40", "2026-06-10", (1, "0.40"), exchange_rate="0.01")
    ann.post("sale-invoices/1/writeoff", {"expense_account_id": RENT, "date": "2026-06-11"}, status=200)
    for known in ("", f"&as_known_at={datetime.now(UTC):%Y-%m-%dT%H:%M:%S.%fZ}"):
        assert rows(ann.get(f"{PATH}{known}").json) == [("Paris", 0.01, 0, 0, 0, 0.01)]
    ann.post("sale-invoices/1/cancel-writeoff", status=200)
    assert rows(ann.get(PATH).json) == [("Paris", 0, 0.01, 0, 0, 0.01)]
    assert rows(ann.get(f"{PATH}{known}").json) == [("Paris", 0.01, 0, 0, 0, 0.01)]


def test_what_was_charged_otherwise_is_due_on_the_day_that_it_has_now(ann, shop):
    body = journal((RECEIVABLE, "20", ""), (SALES, "", "20"), date="2026-02-01")
    body["entries"][0]["contact_id"] = shop.customer
    id = ann.post("manual-journals", body, status=201).json["id"]
    assert rows(ann.get(PATH).json) == [("Zoë & Sons", 0, 0, 0, 20, 20)]
    ann.put(f"manual-journals/{id}", body | {"date": "2026-06-15"}, status=200)
    assert rows(ann.get(PATH).json) == [("Zoë & Sons", 0, 20, 0, 0, 20)]
