"""What a sale does to the books, without a database: any document balances, in both currencies."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from bigcapital.documents.model import DocumentLine
from bigcapital.documents.posting import document_entry, mirrored
from bigcapital.documents.totals import PERCENTAGE, Priced, totals
from bigcapital.ledger.entry import Entry
from bigcapital.ledger.money import exponent, multiplied, rounded
from bigcapital.sales.invoices.model import SaleInvoice
from bigcapital.sales.invoices.posting import write_off_entry
from bigcapital.sales.posting import sale_legs

RECEIVABLE, INCOME, TAX, DISCOUNT, CHARGES, EXPENSE = 1, 2, 3, 4, 5, 6
TYPES = {
    RECEIVABLE: "accounts-receivable", INCOME: "income", TAX: "tax-payable", DISCOUNT: "other-income", CHARGES: "other-income",
    EXPENSE: "expense",
}  # fmt: skip
SLUGS = {"tax-payable": TAX, "discount": DISCOUNT, "other-charges": CHARGES}
PERCENT = (Decimal(0), Decimal("5.5"), Decimal(20))


def known(id: int) -> Any:
    return SimpleNamespace(id=id, account_type=TYPES[id])


def written(lines: list[Priced], *, currency: str = "EUR", rate: str = "1.105", **more: Any) -> tuple[SaleInvoice, list[DocumentLine]]:
    """An invoice of these lines, with all its amounts."""
    found = totals(lines, decimals=exponent(currency), **more)
    invoice = SaleInvoice(
        id=7, customer_id=9, invoice_date=date(2026, 3, 15), invoice_no="INV-7", currency_code=currency, exchange_rate=Decimal(rate),
        total=found.total, adjustment=more.get("adjustment"), delivered_at=None,
    )  # fmt: skip
    rows = [
        DocumentLine(
            id=place, reference_type="SaleInvoice", reference_id=7, index=place, item_id=1, description=None, quantity=entered.quantity,
            rate=entered.rate, discount=None, discount_type=None, tax_rate_id=entered.tax,
            tax_rate=entered.tax_rate if entered.tax else None,
            sell_account_id=INCOME, cost_account_id=None, warehouse_id=None, project_id=None, amount=one.amount,
            discount_amount=one.discount_amount, net=one.net, discount_share=one.discount_share, tax_amount=one.tax_amount,
        )
        for place, (entered, one) in enumerate(zip(lines, found.lines, strict=True), 1)
    ]  # fmt: skip
    return invoice, rows


def legs_of(invoice: SaleInvoice, lines: list[DocumentLine]) -> list[Any]:
    return sale_legs(
        invoice, lines, counter=known(RECEIVABLE), account=lambda slug: known(SLUGS[slug]), type_of=lambda id: TYPES[id], branch_id=None
    )


def posted(invoice: SaleInvoice, lines: list[DocumentLine], *, back: bool = False) -> Entry:
    legs = legs_of(invoice, lines)
    return document_entry(invoice, mirrored(legs) if back else legs, reference=None, base_currency="USD")


def balances(entry: Entry) -> dict[int, Decimal]:
    found: defaultdict[int, Decimal] = defaultdict(Decimal)
    for one in entry.lines:
        found[one.account_id] += one.debit - one.credit
    return dict(found)


@st.composite
def invoices(draw: st.DrawFn) -> tuple[SaleInvoice, list[DocumentLine]]:
    currency = draw(st.sampled_from(["USD", "EUR", "JPY", "KWD"]))
    lines = []
    for _ in range(draw(st.integers(1, 6))):
        tax = draw(st.sampled_from([None, 1, 2, 3]))
        price, quantity = Decimal(draw(st.integers(0, 10**7))).scaleb(-4), Decimal(draw(st.integers(0, 500))).scaleb(-1)
        lines.append(Priced(quantity, price, Decimal(draw(st.integers(0, 100))), PERCENTAGE, tax, PERCENT[tax - 1] if tax else Decimal(0)))
    more = {"discount": Decimal(draw(st.integers(0, 100))), "discount_type": PERCENTAGE, "is_inclusive_tax": draw(st.booleans())}
    rate = "1" if currency == "USD" else str(Decimal(draw(st.integers(1, 10**6))).scaleb(-4))
    return written(lines, currency=currency, rate=rate, adjustment=Decimal(draw(st.integers(0, 50))), **more)


@given(invoices())
def test_any_sale_balances_and_what_is_owed_is_its_total_at_its_rate(sale):
    invoice, lines = sale
    entry = posted(invoice, lines)  # an entry that did not balance could not be
    assert balances(entry).get(RECEIVABLE, 0) == rounded(multiplied(invoice.total, invoice.exchange_rate), 2)


@given(invoices())
def test_what_takes_a_sale_back_is_the_same_on_the_other_side(sale):
    there, back = balances(posted(*sale)), balances(posted(*sale, back=True))
    assert back == {account: -value for account, value in there.items()}


def test_prices_with_tax_post_what_prices_without_it_do():
    sold = [Priced(Decimal(1), Decimal(120), tax=3, tax_rate=Decimal(20)), Priced(Decimal(2), Decimal(5))]
    within = balances(posted(*written(sold, currency="USD", rate="1", is_inclusive_tax=True, discount=Decimal(13))))
    assert within == {RECEIVABLE: 117, INCOME: -110, TAX: -18, DISCOUNT: 11}
    without = [Priced(Decimal(1), Decimal(100), tax=3, tax_rate=Decimal(20)), Priced(Decimal(2), Decimal(5))]
    assert balances(posted(*written(without, currency="USD", rate="1", discount=Decimal(11)))) == within


def test_lines_say_their_item_and_rate_and_a_discount_is_posted_by_rate():
    sold = [Priced(Decimal(1), Decimal(100), tax=3, tax_rate=Decimal(20)), Priced(Decimal(1), Decimal(50))]
    entry = posted(*written(sold, currency="USD", rate="1", discount=Decimal(15), adjustment=Decimal(-1)))
    shown = [(one.account_id, one.debit, one.credit, one.tax_rate_id, one.item_id) for one in entry.lines]
    assert shown == [
        (RECEIVABLE, 152, 0, None, None),
        (INCOME, 0, 100, 3, 1),
        (INCOME, 0, 50, None, 1),
        (TAX, 0, 18, 3, None),
        (DISCOUNT, 10, 0, 3, None),
        (DISCOUNT, 5, 0, None, None),
        (CHARGES, 1, 0, None, None),
    ]
    assert (entry.date, entry.reference_type, entry.reference_id, entry.number) == (date(2026, 3, 15), "SaleInvoice", 7, "INV-7")
    assert [one.contact_id for one in entry.lines] == [9, *[None] * 6]


def test_a_write_off_is_at_the_rate_of_the_invoice():
    invoice, _ = written([Priced(Decimal(1), Decimal(100))])
    invoice.writtenoff_amount, invoice.writtenoff_at = Decimal("33.33"), date(2026, 6, 30)
    entry = write_off_entry(invoice, expense=known(EXPENSE), receivable=known(RECEIVABLE), base_currency="USD", branch_id=None)
    assert balances(entry) == {EXPENSE: Decimal("36.83"), RECEIVABLE: Decimal("-36.83")}
    assert (entry.date, entry.reference_type) == (date(2026, 6, 30), "InvoiceWriteOff")
