"""What subjects and abilities are called in the role form, in the languages of the product."""

from __future__ import annotations


def labelled(label: str, language: str | None) -> str:
    """``label`` in ``language``; as it is where there is no other word for it."""
    return ARABIC.get(label, label) if language == "ar" else label


ARABIC = {
    "View": "عرض",
    "Create": "إنشاء",
    "Edit": "تعديل",
    "Delete": "حذف",
    "Refund": "رد المبلغ",
    "Balance sheet": "الميزانية العمومية",
    "Trial balance sheet": "ميزان المراجعة",
    "Profit and loss sheet": "الأرباح والخسائر",
    "Journal sheet": "دفتر اليومية",
    "General ledger": "دفتر الأستاذ العام",
    "Cash flow statement": "قائمة التدفقات النقدية",
    "Receivable aging summary": "ملخص أعمار الذمم المدينة",
    "Payable aging summary": "ملخص أعمار الذمم الدائنة",
    "Purchases by items": "المشتريات حسب الأصناف",
    "Sales by items": "المبيعات حسب الأصناف",
    "Customers transactions": "حركات العملاء",
    "Vendors transactions": "حركات الموردين",
    "Customers balance summary": "ملخص أرصدة العملاء",
    "Vendors balance summary": "ملخص أرصدة الموردين",
    "Inventory valuation summary": "ملخص تقييم المخزون",
    "Inventory item details": "تفاصيل أصناف المخزون",
    "Bank account transactions": "حركات الحساب البنكي",
    "Project profitability summary": "ملخص ربحية المشاريع",
    "Sales tax liability summary": "ملخص ضريبة المبيعات المستحقة",
    "Chart of accounts": "دليل الحسابات",
    "Lock transactions": "إقفال الحركات",
    "Manual journals": "القيود اليدوية",
    "Bank transactions": "الحركات البنكية",
    "Items": "الأصناف",
    "Inventory adjustments": "تسويات المخزون",
    "Customers": "العملاء",
    "Vendors": "الموردون",
    "Sale estimates": "عروض الأسعار",
    "Sale invoices": "فواتير البيع",
    "Write off bad debt": "شطب الديون المعدومة",
    "Sale receipts": "إيصالات البيع",
    "Credit notes": "إشعارات دائنة",
    "Payments received": "المقبوضات",
    "Bills": "فواتير الشراء",
    "Vendor credits": "إشعارات الموردين",
    "Payments made": "المدفوعات",
    "Expenses": "المصروفات",
    "Financial reports": "التقارير المالية",
    "Preferences": "التفضيلات",
    "Change the preferences": "تغيير التفضيلات",
}
