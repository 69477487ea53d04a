"""The product's answers, from the API and from the books, beside the oracle's: the same to the last unit."""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from typing import Any

from bigcapital.accounting import balances
from bigcapital.accounting.audit import audit
from bigcapital.accounting.settlements import settlements
from bigcapital.accounting.spans import Span
from tests.campaigns.oracle import Side
from tests.campaigns.selling_history import DAYS, FIRST, History
from tests.campaigns.selling_oracle import DISCOUNT, RECEIPT, RECEIVABLE, SALES, SERVICES, TAX, ZERO
from tests.campaigns.test_random_journals import exactly, sums

INCOME = (SALES, SERVICES, DISCOUNT)
FOREVER = (date(2000, 1, 1), date(2030, 1, 1))


def check(history: History) -> None:
    """Every invariant, over all time and over days that are drawn."""
    some: tuple[date, date] = tuple(sorted((history.day(), history.day())))  # type: ignore[assignment]
    for start, end in ((None, None), some):
        check_sums(history, start, end)
    check_documents(history)
    check_customers(history)
    check_settlements(history)
    check_cash(history)
    for start, end in (FOREVER, some):
        check_taxes(history, start, end)
        check_items(history, start, end)
    for day in (FOREVER[1], FIRST + timedelta(days=history.dice.randrange(DAYS + 100))):
        check_aging(history, day)
        check_balance_sheet(history, day)
    check_what_was_known(history)


def check_sums(history: History, start: date | None, end: date | None) -> None:
    """Turnover of accounts, by currency and by branch, and of customers; and the books are in order."""
    span, shop = Span(start, end), history.shop
    with history.made.tenant(writer=False) as t:
        [by_account] = balances.account_sums_by_currency_and_branch(t, [span])
        [by_contact] = balances.contact_sums_by_branch(t, [span])
        assert audit(t) == []
    assert sums(by_account) == shop.turnover(lambda side, currency: (side.account, currency, side.branch), start, end)

    def control(side: Side, currency: str) -> object:
        return (side.contact, side.account, currency, side.branch) if side.kind == RECEIVABLE else None

    expected = shop.turnover(control, start, end)
    expected.pop(None, None)
    assert sums(by_contact) == expected


def check_documents(history: History) -> None:
    shop, listed = history.shop, lambda path, name: history.ann.get(f"{path}?page_size=10000").json[name]
    invoices = listed("sale-invoices", "sales_invoices")
    assert {one["id"] for one in invoices} == shop.invoices.keys()
    paid: defaultdict[int, Fraction] = defaultdict(lambda: ZERO)
    for payment in shop.payments.values():
        for invoice, amount, _ in payment.parts.values():
            paid[invoice] += amount
    for one in invoices:
        sale = shop.invoices[one["id"]]
        assert (exactly(one["total"]), exactly(one["due_amount"])) == (sale.total, shop.due(one["id"])), one
        assert exactly(one["payment_amount"]) == paid[one["id"]] and one["is_delivered"] is sale.counts
    receipts = {one["id"]: (exactly(one["total"]), one["is_closed"]) for one in listed("sale-receipts", "data")}
    assert receipts == {id: (one.total, one.counts) for id, one in shop.sales[RECEIPT].items()}
    notes = {one["id"]: exactly(one["credits_remaining"]) for one in listed("credit-notes", "credit_notes")}
    assert notes == {id: shop.left(id) for id in shop.notes}
    payments = {one["id"]: exactly(one["unapplied_amount"]) for one in listed("payments-received", "payment_receives")}
    assert payments == {id: one.left for id, one in shop.payments.items()}
    estimates = {one["id"]: one["converted_to_invoice_id"] for one in listed("sale-estimates", "sales_estimates")}
    assert estimates == shop.estimates


def check_customers(history: History) -> None:
    """Receivables are what is due, less what is left of payments and credits."""
    for row in history.ann.get("customers?page_size=10000").json["customers"]:
        assert exactly(row["balance"]) == history.shop.balance(row["id"]) - history.shop.unwritten(row["id"]), row


def check_settlements(history: History) -> None:
    with history.made.tenant(writer=False) as t:
        told = {document: [(one.date, Fraction(one.amount)) for one in several] for document, several in settlements(t).items()}
    expected: defaultdict[tuple[str, int], defaultdict[date, Fraction]] = defaultdict(lambda: defaultdict(lambda: ZERO))
    for document, day, amount in history.shop.settlements():
        expected[document][day] += amount
    assert told == {document: sorted(days.items()) for document, days in expected.items()}


def check_cash(history: History) -> None:
    """On cash basis the statements balance, and what stands on receivables in base currency is unapplied money alone."""
    shop, base = history.shop, history.base
    cash = report(history, "trial-balance-sheet", to_date=FOREVER[1], basis="cash", none_transactions="false")
    assert exactly(cash["total"]["debit"]) == exactly(cash["total"]["credit"])
    rows = {row["id"]: exactly(row["balance"]) for row in cash["accounts"]}
    unapplied = sum((one.left for one in shop.payments.values() if one.currency == base), ZERO)
    assert rows.get(shop.receivables[base], ZERO) == -unapplied


def check_taxes(history: History, start: date, end: date) -> None:
    """What the report calls tax and taxed is what moved on the tax account, and on income at that rate."""
    found = history.shop.turnover(lambda side, _: (side.tax, side.account), start, end)

    def moved(rate: int, accounts: tuple[int, ...]) -> Fraction:
        return sum((found[rate, account][1] - found[rate, account][0] for account in accounts if (rate, account) in found), ZERO)

    told = report(history, "sales-tax-liability-summary", from_date=start, to_date=end)
    rows = {one["id"]: (exactly(one["taxable_amount"]["amount"]), exactly(one["tax_amount"]["amount"])) for one in told["tax_rates"]}
    expected = {rate: (moved(rate, INCOME), moved(rate, (TAX,))) for rate, _ in history.taxes}
    assert {rate: two for rate, two in rows.items() if any(two)} == {rate: two for rate, two in expected.items() if any(two)}
    assert exactly(told["total"]["tax_amount"]["amount"]) == sum((tax for _, tax in expected.values()), ZERO)


def check_items(history: History, start: date, end: date) -> None:
    told = kept(history, "sales-by-items", from_date=start, to_date=end)["items"]
    rows = {one["id"]: (exactly(one["quantity_sold"]), exactly(one["sold_cost"])) for one in told}
    assert rows == history.shop.sold(start, end)


def kept(history: History, name: str, **asked: Any) -> Any:
    """A report, to be asked for again at this check and the next ones."""
    told = report(history, name, **asked)
    history.said.append((datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ"), name, asked, told))
    return told


def check_what_was_known(history: History) -> None:
    """What the documents said at each check is what was known then, whatever was done since."""
    for moment, name, asked, told in history.said:
        assert report(history, name, **asked, as_known_at=moment) == told, (moment, name, asked)


def check_aging(history: History, day: date) -> None:
    """By age, customer by customer; it adds up to receivables."""
    told = kept(history, "receivable-aging-summary", as_date=day, none_zero="true")
    rows = {
        one["customer_id"]: [exactly(part["amount"]) for part in (one["current"], *(period["total"] for period in one["aging"]))]
        for one in told["customers"]
    }
    assert rows == {id: row for id, row in history.shop.aged(day, 30, 3).items() if any(row)}
    debit, credit, *_ = history.shop.turnover(lambda side, _: side.kind == RECEIVABLE, end=day).get(True, (ZERO,) * 4)
    assert exactly(told["total"]["total"]["amount"]) == debit - credit


def check_balance_sheet(history: History, day: date) -> None:
    """It balances, over all branches and in each; what lies between those is zero over all of them."""
    between = ZERO
    for branches in (None, *history.branches):
        more = {} if branches is None else {"branches_ids": branches}
        sheet = {one["id"]: exactly(one["total"]["amount"]) for one in every(report(history, "balance-sheet", to_date=day, **more))}
        assert sheet["ASSETS"] == sheet["LIABILITY_EQUITY"]
        between += sheet.get("INTER_BRANCH", ZERO)
    assert between == 0


def report(history: History, name: str, **asked: Any) -> Any:
    return history.ann.get(f"reports/{name}?{'&'.join(f'{key}={value}' for key, value in asked.items())}").json["data"]


def every(nodes: Any) -> list[dict[str, Any]]:
    return [one for node in nodes for one in (node, *every(node.get("children") or ()))]
