"""Cash basis: what is owed counts when it is settled, in every report alike."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import insert

from bigcapital import clock
from bigcapital.accounting import books, settlements
from bigcapital.accounting.cash_basis import settled_lines
from bigcapital.accounting.revaluations.model import OF_CONTACTS, OF_MONEY
from bigcapital.accounting.settlements import Settlement
from bigcapital.accounting.spans import Span
from bigcapital.contacts.model import Contact
from bigcapital.ledger.conversion import convert, credit, debit
from bigcapital.ledger.entry import Entry, line
from bigcapital.reports import figures, lines
from bigcapital.tenancy.tenant import Tenant
from tests.functional.reports.reading import Reader, amount, every

YEAR = {"from_date": "2024-01-01", "to_date": "2024-12-31"}
CASH = YEAR | {"basis": "cash"}
STATEMENTS = ("balance-sheet", "profit-loss-sheet", "trial-balance-sheet", "general-ledger", "journal")


@dataclass
class Desk:
    """Where documents are settled, as a feature that settles them would."""

    ann: Reader
    noted: int = 0

    def settle(self, kind: str, id: int, day: str, value: str) -> None:
        self.noted += 1
        with self.ann.tenant() as unit:
            one = Settlement(kind, id, date.fromisoformat(day), Decimal(value))
            settlements.settle(unit, "PaymentReceive", {self.noted: [one]}, are_new=True)

    def invoice(self, day: str, id: int, branch: int = 1) -> int:
        """100 for goods, 20 for service, 10 less, and 11 of tax: 121 due."""
        legs = [("Accounts Receivable (A/R)", 121), ("Discount", 10), ("Sales of Product Income", -100), ("Sales of Service Income", -20)]
        return self.ann.post(day, *((*leg, branch) for leg in (*legs, ("Tax Payable", -11))), kind="SaleInvoice", id=id, contact=1)

    def receive(self, day: str, invoice: int, value: str, branch: int = 1) -> None:
        """A payment and what it settles."""
        legs = (("Bank Account", value, branch), ("Accounts Receivable (A/R)", f"-{value}", branch))
        self.ann.post(day, *legs, kind="PaymentReceive", contact=1)
        self.settle("SaleInvoice", invoice, day, value)


@pytest.fixture
def desk(ann: Reader) -> Desk:
    with ann.tenant() as unit:
        row = {"contact_service": "customer", "display_name": "Carl", "currency_code": "USD"}
        unit.session.execute(insert(Contact).values(**row))
    return Desk(ann)


def held(ann: Reader, **query: Any) -> dict[str, Decimal]:
    """What each account holds on the trial balance."""
    rows = every(ann.report("trial-balance-sheet", none_transactions="false", **query)["data"]["accounts"])
    return {row["name"]: row["balance"] for row in rows if row["balance"]}


def agree(ann: Reader, **query: Any) -> None:
    """All reports say the same, as they do on accrual basis."""
    trial = ann.report("trial-balance-sheet", none_transactions="false", **query)["data"]
    rows = {row["id"]: row for row in every(trial["accounts"])}
    ledger = ann.report("general-ledger", **query)["data"]
    for one in ledger:
        row, moved = rows[one["id"]], one["transactions"]
        if not row["children"]:
            assert sum(line["debit"] for line in moved) == row["debit"] and sum(line["credit"] for line in moved) == row["credit"]
        sign = 1 if row["account_normal"] == "debit" else -1
        assert one["opening_balance"]["amount"] == sign * row["opening_balance"]
        assert one["closing_balance"]["amount"] == sign * row["closing_balance"]
        last = moved[-1]["running_balance"] if moved else one["opening_balance"]["amount"]
        assert last == one["closing_balance"]["amount"]
    groups = ann.report("journal", **query)["data"]
    assert sum(group["debit"] for group in groups) == trial["total"]["debit"] == trial["total"]["credit"]
    assert all(group["debit"] == group["credit"] for group in groups)
    sheet, profit = ann.report("balance-sheet", **query), ann.report("profit-loss-sheet", **query)
    assert amount(sheet, "ASSETS") == amount(sheet, "LIABILITY_EQUITY")
    assert amount(sheet, "NET_INCOME") == amount(profit, "NET_INCOME")


def test_opening_balances_of_contacts_count_when_they_are_paid(ann: Reader, desk: Desk) -> None:
    owed = (("Accounts Receivable (A/R)", 100), ("Opening Balance Equity", -100))
    owing = (("Opening Balance Equity", 70), ("Accounts Payable (A/P)", -70))
    ann.post("2024-01-05", *owed, kind="CustomerOpeningBalance", id=1, contact=1)
    ann.post("2024-01-06", *owing, kind="VendorOpeningBalance", id=2, contact=1)
    assert held(ann, **YEAR) == {"Accounts Receivable (A/R)": 100, "Opening Balance Equity": -30, "Accounts Payable (A/P)": -70}
    assert held(ann, **CASH) == {}
    assert ann.report("journal", **CASH)["data"] == [] and ann.report("journal", page=1, **CASH)["pagination"]["total"] == 0
    ann.post("2024-02-01", ("Bank Account", 40), ("Accounts Receivable (A/R)", -40), kind="PaymentReceive", contact=1)
    desk.settle("CustomerOpeningBalance", 1, "2024-02-01", "40")
    assert held(ann, **CASH) == {"Bank Account": 40, "Opening Balance Equity": -40}
    agree(ann, **CASH)


def test_an_invoice_counts_as_it_is_paid_and_fully_paid_is_accrual(ann: Reader, desk: Desk) -> None:
    desk.invoice("2024-01-10", 1)
    assert held(ann, **CASH) == {}
    desk.receive("2024-02-01", 1, "40")
    assert held(ann, **CASH) == {
        "Bank Account": 40, "Discount": Decimal("3.31"), "Tax Payable": Decimal("-3.64"),
        "Sales of Product Income": Decimal("-33.06"), "Sales of Service Income": Decimal("-6.61"),
    }  # fmt: skip
    assert held(ann, **(CASH | {"to_date": "2024-01-31"})) == {}
    agree(ann, **CASH)
    desk.receive("2024-03-01", 1, "0.01")
    desk.receive("2024-03-02", 1, "80.99")
    assert held(ann, **CASH) == held(ann, **YEAR)
    agree(ann, **CASH)
    months = {"display_columns_type": "date_periods", "display_columns_by": "month"}
    income = [one for one in every(ann.report("profit-loss-sheet", **CASH, **months)["data"]) if one["id"] == "NET_INCOME"]
    assert [one["total"]["amount"] for one in income[0]["horizontal_totals"]] == [0, Decimal("36.36"), Decimal("73.64"), *[0] * 9]


def test_the_lines_of_a_payment_stand_on_its_day_under_the_document(ann: Reader, desk: Desk) -> None:
    desk.invoice("2024-01-10", 1)
    desk.receive("2024-02-01", 1, "121")
    whole = ann.report("journal", **CASH)["data"]
    assert sorted((one["date"], one["reference_type"], one["debit"], one["credit"]) for one in whole) == [
        ("2024-02-01", "PaymentReceive", 121, 121), ("2024-02-01", "SaleInvoice", 131, 131),
    ]  # fmt: skip
    pages = [ann.report("journal", page=page, page_size=1, **CASH) for page in (1, 2, 3)]
    assert [one["data"] for one in pages] == [whole[:1], whole[1:], []] and pages[0]["pagination"]["total"] == 2
    [invoice] = ann.report("journal", transaction_type="SaleInvoice", transaction_id=1, **CASH)["data"]
    assert invoice in whole
    assert ann.report("journal", transaction_type="SaleInvoice", transaction_id=2, **CASH)["data"] == []
    listed = [line for one in ann.report("general-ledger", **CASH)["data"] for line in one["transactions"]]
    paged = [
        line for page in range(1, 5) for one in ann.report("general-ledger", page=page, page_size=2, **CASH)["data"]
        for line in one["transactions"]
    ]  # fmt: skip
    assert paged == listed and len(listed) == 7
    tax = ann.account("Tax Payable")
    assert [line["credit"] for one in ann.report("general-ledger", accounts_ids=[tax], **CASH)["data"] for line in one["transactions"]] == [
        11
    ]
    assert [one["credit"] for one in ann.report("journal", accounts_ids=[tax], **CASH)["data"]] == [11]
    bounded = ann.report("journal", transaction_type="SaleInvoice", from_range="10.5", to_range="20", **CASH)["data"]
    assert [line["credit"] for one in bounded for line in one["entries"]] == [20, 11]


def test_a_credit_that_is_applied_settles_both_and_a_refund_settles_the_credit(ann: Reader, desk: Desk) -> None:
    desk.invoice("2024-01-10", 1)
    ann.post("2024-01-20", ("Sales of Product Income", 50), ("Accounts Receivable (A/R)", -50), kind="CreditNote", id=9, contact=1)
    assert held(ann, **CASH) == {}
    for kind, id in (("SaleInvoice", 1), ("CreditNote", 9)):
        desk.settle(kind, id, "2024-02-01", "30")
    assert "Accounts Receivable (A/R)" not in held(ann, **CASH)
    ann.post("2024-02-05", ("Accounts Receivable (A/R)", 20), ("Bank Account", -20), kind="RefundCreditNote", contact=1)
    desk.settle("CreditNote", 9, "2024-02-05", "20")
    agree(ann, **CASH)
    desk.receive("2024-03-01", 1, "91")
    assert held(ann, **CASH) == held(ann, **YEAR)
    agree(ann, **CASH)


def test_unapplied_money_stands_on_the_control_account(ann: Reader, desk: Desk) -> None:
    desk.invoice("2024-01-10", 1)
    ann.post("2024-02-01", ("Bank Account", 60), ("Accounts Receivable (A/R)", -60), kind="PaymentReceive", contact=1)
    desk.settle("SaleInvoice", 1, "2024-02-01", "40")
    assert held(ann, **CASH)["Accounts Receivable (A/R)"] == -20
    agree(ann, **CASH)


def test_write_offs_and_what_they_wrote_off_are_absent(ann: Reader, desk: Desk) -> None:
    desk.invoice("2024-01-10", 1)
    desk.receive("2024-02-01", 1, "21")
    ann.post("2024-03-01", ("Other Expenses", 100), ("Accounts Receivable (A/R)", -100), kind="InvoiceWriteOff", id=1, contact=1)
    cash = held(ann, **CASH)
    assert "Other Expenses" not in cash and "Accounts Receivable (A/R)" not in cash and cash["Bank Account"] == 21
    agree(ann, **CASH)


def test_the_cost_of_goods_counts_with_the_goods(ann: Reader, desk: Desk) -> None:
    desk.invoice("2024-01-10", 1)
    cost, goods = ann.account("Cost of Goods Sold"), ann.account("Inventory Asset")
    with ann.tenant() as unit:
        pair = (
            line(cost, "cost-of-goods-sold", "USD", debit=Decimal(60), branch_id=1),
            line(goods, "inventory", "USD", credit=Decimal(60), branch_id=1),
        )
        books.record(unit, Entry(date=date(2024, 1, 10), reference_type="SaleInvoice", reference_id=1, costable=True, lines=pair))
    assert held(ann, **CASH) == {"Cost of Goods Sold": 60, "Inventory Asset": -60}
    desk.receive("2024-02-01", 1, "121")
    assert held(ann, **CASH) == held(ann, **YEAR)
    agree(ann, **CASH)


def test_journals_expenses_and_receipts_count_on_their_day(ann: Reader, desk: Desk) -> None:
    for kind in ("Journal", "Expense", "SaleReceipt", "CashflowTransaction"):
        ann.post("2024-05-05", ("Rent", 10), ("Accounts Payable (A/P)", -10), kind=kind, contact=1)
    for name in STATEMENTS:
        accrual, cash = ann.report(name, **YEAR), ann.report(name, **CASH)
        assert accrual["data"] == cash["data"] and (accrual["query"]["basis"], cash["query"]["basis"]) == ("accrual", "cash")


def test_what_was_undone_counts_on_neither_basis(ann: Reader, desk: Desk) -> None:
    desk.invoice("2024-01-10", 1)
    desk.settle("SaleInvoice", 1, "2024-02-01", "121")
    ann.undo(1, "SaleInvoice")
    assert held(ann, **CASH) == {} == held(ann, **YEAR)
    agree(ann, **CASH)


def test_branches_have_their_shares(ann: Reader, desk: Desk) -> None:
    north = ann.add_branch("North")
    desk.invoice("2024-01-10", 1)
    desk.invoice("2024-01-11", 2, branch=north)
    desk.receive("2024-02-01", 1, "121")
    desk.receive("2024-02-02", 2, "10", branch=north)
    assert held(ann, branches_ids=[1], **CASH)["Bank Account"] == 121
    assert held(ann, branches_ids=[north], **CASH)["Bank Account"] == 10
    assert held(ann, branches_ids=[north], **CASH)["Tax Payable"] == Decimal("-0.91")
    agree(ann, branches_ids=[north], **CASH)
    agree(ann, **CASH)


def test_a_foreign_invoice_settles_in_its_own_currency(ann: Reader, desk: Desk) -> None:
    owed, income, tax = (ann.account(name) for name in ("Accounts Receivable (A/R)", "Sales of Product Income", "Tax Payable"))
    with ann.tenant() as unit:
        legs = [debit(owed, "accounts-receivable", Decimal("10.00"), contact_id=1, branch_id=1)]
        legs += [credit(income, "income", Decimal("9.09"), branch_id=1), credit(tax, "tax-payable", Decimal("0.91"), branch_id=1)]
        made = convert(legs, currency="EUR", rate=Decimal("1.105"), base_currency="USD")
        books.record(unit, Entry(date=date(2024, 1, 10), reference_type="SaleInvoice", reference_id=1, lines=made))
    for day, value in (("2024-02-01", "3.33"), ("2024-02-02", "3.33"), ("2024-02-03", "3.34")):
        desk.settle("SaleInvoice", 1, day, value)
    with ann.tenant(writer=False) as unit:
        found = list(settled_lines(unit))
        part = [(one.date.day, one.amount, one.debit or one.credit, one.exchange_rate) for one in found if one.account_id == owed]
        assert part == [
            (1, Decimal("3.33"), Decimal("3.68"), Decimal("1.105")),
            (2, Decimal("3.33"), Decimal("3.68"), Decimal("1.105")),
            (3, Decimal("3.34"), Decimal("3.69"), Decimal("1.105")),
        ]
        whole = {one.account_id: one.debit + one.credit for one in made}
        assert {id: sum(one.debit + one.credit for one in found if one.account_id == id) for id in whole} == whole
        assert list(settled_lines(unit, date(2024, 2, 1))) == [one for one in found if one.date.day == 1]


def test_what_is_owed_is_not_revalued_on_cash_basis(ann: Reader, desk: Desk) -> None:
    gain = ann.account("Exchange Gain or Loss")
    for subtype, name, kind in ((OF_MONEY, "Bank Account", "bank"), (OF_CONTACTS, "Accounts Receivable (A/R)", "accounts-receivable")):
        pair = (
            line(ann.account(name), kind, "USD", debit=Decimal(5), contact_id=1, branch_id=1),
            line(gain, "other-expense", "USD", credit=Decimal(5), branch_id=1),
        )
        with ann.tenant() as unit:
            books.record(unit, Entry(date=date(2024, 3, 31), reference_type="Revaluation", reference_id=1, subtype=subtype, lines=pair))
    assert held(ann, **CASH) == {"Bank Account": 5, "Exchange Gain or Loss": -5}
    agree(ann, **CASH)


@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(st.data())
def test_figures_of_any_days_are_what_the_lines_add_up_to(ann: Reader, desk: Desk, data: st.DataObject) -> None:
    days = st.dates(date(2024, 1, 1), date(2024, 6, 30))
    if not desk.noted:
        for number in range(1, 6):
            desk.invoice(f"2024-0{number}-10", number)
    number = data.draw(st.integers(1, 5))
    desk.receive(data.draw(days).isoformat(), number, str(Decimal(data.draw(st.integers(1, 1210))) / 100))
    with ann.tenant(writer=False) as unit:
        chosen = [sorted(data.draw(st.tuples(days, days))) for _ in range(3)]
        spans = [Span(*pair) for pair in chosen] + [Span(None, chosen[0][1]), Span(chosen[0][0], None), Span()]
        found = figures.on_cash_basis(unit, figures.read(unit, spans))
        assert found.sums == figures.on_cash_basis(unit, figures.scan(unit, spans)).sums
        for span in spans:
            wanted = _added_up(unit, span)
            assert {id: (one.debit, one.credit) for id, one in found.sums[span].items() if one} == wanted


def _added_up(unit: Tenant, span: Span) -> dict[int, tuple[Decimal, Decimal]]:
    sums: dict[int, tuple[Decimal, Decimal]] = {}
    for one in lines.every(unit, lines.Wanted(span).on_cash_basis(unit)):
        debit, credit = sums.get(one.account_id, (Decimal(0), Decimal(0)))
        sums[one.account_id] = debit + one.debit, credit + one.credit
    return {id: pair for id, pair in sums.items() if any(pair)}


def test_cash_basis_as_known_then_counts_what_was_settled_by_then(ann: Reader, desk: Desk) -> None:
    now = datetime(2025, 3, 1, 9, tzinfo=UTC)
    clock.use(lambda: now)
    desk.invoice("2024-01-10", 1)
    desk.receive("2024-02-01", 1, "40")
    then, expected = now + timedelta(milliseconds=500), {name: ann.report(name, **CASH)["data"] for name in STATEMENTS}
    now += timedelta(seconds=1)
    desk.receive("2024-03-01", 1, "81")
    desk.invoice("2024-01-11", 2)
    now += timedelta(seconds=1)
    assert held(ann, **CASH) != held(ann, as_known_at=then.isoformat(), **CASH)
    for name in STATEMENTS:
        assert ann.report(name, as_known_at=then.isoformat(), **CASH)["data"] == expected[name], name


def test_pages_on_cash_basis_make_up_the_whole(ann: Reader, desk: Desk) -> None:
    desk.invoice("2024-01-10", 1)
    for day, value in (("2024-02-01", "40"), ("2024-02-02", "1"), ("2024-03-01", "80")):
        desk.receive(day, 1, value)
    ann.post("2024-02-02", ("Rent", 7), ("Bank Account", -7))

    def pages(name: str, size: int) -> list[Any]:
        found, after = [], "start"
        while after:
            answer = ann.report(name, after=after, page_size=size, **CASH)
            found.append(answer["data"])
            after = answer["pagination"]["next"]
        return found

    whole = ann.report("journal", **CASH)["data"]
    assert [one for page in pages("journal", 2) for one in page] == whole and len(whole) == 7
    for name in ("general-ledger", "transactions-by-customers"):
        running: dict[int, list[Any]] = {}
        for page in pages(name, 3):
            for one in page:
                running.setdefault(one["id"], []).extend(one["transactions"])
        assert running == {one["id"]: one["transactions"] for one in ann.report(name, **CASH)["data"] if one["transactions"]}


def test_what_contacts_owe_on_cash_basis_is_nothing_once_paid(ann: Reader, desk: Desk) -> None:
    desk.invoice("2024-01-10", 1)
    assert ann.report("transactions-by-customers", **CASH)["data"] == []
    desk.receive("2024-02-01", 1, "40")
    [carl] = ann.report("transactions-by-customers", **CASH)["data"]
    assert [(one["debit"]["amount"], one["credit"]["amount"]) for one in carl["transactions"]] == [(40, 0), (0, 40)]
    assert carl["closing_balance"]["amount"] == carl["transactions"][-1]["running_balance"]["amount"] == 0
    [narrowed] = ann.report("transactions-by-customers", customers_ids=[1], branches_ids=[1], **CASH)["data"]
    assert narrowed == carl


def settled_in_part(ann: Reader, desk: Desk) -> None:
    """Three invoices: one paid twice (on one day and on another), one in part, one not; and what counts on its own day."""
    north = ann.add_branch("North")
    desk.invoice("2023-12-20", 1)
    desk.receive("2024-01-10", 1, "40")
    desk.receive("2024-02-01", 1, "30")
    desk.receive("2024-02-01", 1, "51")
    desk.invoice("2024-02-05", 2, north)
    desk.receive("2024-03-05", 2, "33.33", north)
    desk.invoice("2024-02-06", 3)
    ann.post("2024-02-07", ("Rent", 7), ("Bank Account", -7))


def explained(ann: Reader, name: str, row: Any, column: str, **query: Any) -> dict[str, Any]:
    """The explanation with the lines of all its pages, which come to the figure."""
    whole = ann.report(f"{name}/explain", row=row, column=column, page_size=3, **query)
    if whole["figures"]:
        return {"cell": whole["cell"], "lines": []}
    for page in range(2, 2 + whole["pagination"]["total"] // 3):
        whole["lines"] += ann.report(f"{name}/explain", row=row, column=column, page=page, page_size=3, **query)["lines"]
    assert len(whole["lines"]) == whole["pagination"]["total"]
    assert sum((one["amount"] for one in whole["lines"]), Decimal(0)) == whole["total"] == whole["cell"]["amount"]
    return whole


def test_every_figure_is_explained_by_lines_and_parts_of_lines(ann: Reader, desk: Desk) -> None:
    settled_in_part(ann, desk)
    income = ann.account("Sales of Product Income")
    found = explained(ann, "profit-loss-sheet", income, "total", **CASH)
    first = found["lines"][0]
    assert [(one["reference_id"], one["part"]["date"], one["amount"]) for one in found["lines"]] == [
        (1, "2024-01-10", Decimal("33.06")),
        (1, "2024-02-01", Decimal("66.94")),
        (2, "2024-03-05", Decimal("27.54")),
    ]
    assert (first["date"], first["credit"], first["part"]["credit"]) == ("2023-12-20", 100, Decimal("33.06"))
    for name in ("balance-sheet", "profit-loss-sheet", "cashflow-statement"):
        for one in every(ann.report(name, **CASH)["data"]):
            assert explained(ann, name, one["id"], "total", **CASH)["cell"]["amount"] == one["total"]["amount"], (name, one["id"])
    for one in every(ann.report("trial-balance-sheet", **CASH)["data"]["accounts"]):
        for column in ("debit", "credit", "balance", "opening_balance", "closing_balance"):
            assert explained(ann, "trial-balance-sheet", one["id"], column, **CASH)["cell"]["amount"] == one[column]
    rent = explained(ann, "profit-loss-sheet", ann.account("Rent"), "total", **CASH)
    assert [one["part"] for one in rent["lines"]] == [None]


@pytest.mark.parametrize("name", ["general-ledger", "journal", "transactions-by-customers"])
@pytest.mark.parametrize("narrowed", [{}, {"branches_ids": [1]}])
def test_every_line_of_a_list_is_explained_on_the_day_it_was_settled(ann: Reader, desk: Desk, name: str, narrowed: dict[str, Any]) -> None:
    settled_in_part(ann, desk)
    table = ann.table(name, **CASH, **narrowed)
    rows = every(table["rows"])
    ids = [row["id"] for row in rows if row["id"]]
    assert len(set(ids)) == len(ids)
    asked = 0
    for row in rows:
        for cell in row["cells"]:
            if cell["key"] in ("debit", "credit", "amount", "running_balance") and cell["value"] and row["id"]:
                if name == "transactions-by-customers" and not str(row["id"]).startswith("LINE"):
                    continue
                found = explained(ann, name, row["id"], cell["key"], **CASH, **narrowed)
                assert found["cell"]["formatted_amount"].replace("$", "") == cell["value"].replace("$", ""), (row["id"], cell)
                asked += 1
    assert asked
    ann.ask(f"{name}/explain", status=400, row="LINE_1_2024-01-11", column="debit", **CASH)


def test_what_was_settled_since_is_what_changed(ann: Reader, desk: Desk) -> None:
    desk.invoice("2024-01-05", 1)
    desk.receive("2024-01-10", 1, "40")
    desk.invoice("2024-01-06", 2)
    moment = clock.now().isoformat()
    for name in ("trial-balance-sheet", "profit-loss-sheet", "balance-sheet", "general-ledger", "journal"):
        assert ann.report(f"{name}/changes", **CASH, as_known_at=moment)["changes"] == []
    before = held(ann, **CASH)
    desk.receive("2024-02-01", 1, "81")
    desk.receive("2024-02-02", 2, "12.1")
    desk.settle("SaleInvoice", 1, "2024-01-10", "-5")
    ann.post("2024-02-07", ("Rent", 7), ("Bank Account", -7))
    after = held(ann, **CASH)
    pages = [ann.report("general-ledger/changes", **CASH, as_known_at=moment, page=page, page_size=2) for page in (1, 2, 3)]
    listed = [one for page in pages for one in page["changes"]]
    assert [one["reference_type"] for one in listed] == ["Journal", "PaymentReceive", "PaymentReceive", "SaleInvoice", "SaleInvoice"]
    assert {page["pagination"]["total"] for page in pages} == {5}
    moved: dict[str, Decimal] = {}
    for one in ann.report("trial-balance-sheet/changes", **CASH, as_known_at=moment)["changes"]:
        for each in one["effect"]:
            moved[each["name"]] = moved.get(each["name"], Decimal(0)) + each["amount"]
    expected = {name: after.get(name, 0) - before.get(name, 0) for name in {*before, *after}}
    assert {name: value for name, value in moved.items() if value} == {name: value for name, value in expected.items() if value}
