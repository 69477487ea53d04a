"""What the modules that can be locked are called, in the languages of the product."""

from __future__ import annotations

from bigcapital.accounting.locks.guard import ALL, FINANCIAL, PURCHASES, SALES

_ENGLISH = {
    ALL: ("All transactions", "Everything: sales, purchases and financial transactions."),
    SALES: ("Sales", "Invoices, receipts, estimates, credit notes and payments received."),
    PURCHASES: ("Purchases", "Bills, payments made and vendor credits."),
    FINANCIAL: ("Financial", "Manual journals, expenses, bank transactions and inventory adjustments."),
}
_ARABIC = {
    ALL: ("كل المعاملات", "كل شيء: معاملات المبيعات والمشتريات والمعاملات المالية."),
    SALES: ("المبيعات", "الفواتير والإيصالات وعروض الأسعار وإشعارات الدائن والمدفوعات المستلمة."),
    PURCHASES: ("المشتريات", "فواتير الشراء والمدفوعات الصادرة وأرصدة الموردين."),
    FINANCIAL: ("المالية", "القيود اليدوية والمصروفات والمعاملات البنكية وتسويات المخزون."),
}


def name_and_description(module: str, language: str | None) -> tuple[str, str]:
    """A module's name and what falls under it; a language that the product does not speak reads as English."""
    return (_ARABIC if language == "ar" else _ENGLISH)[module]
