"""What statements call things, in the languages that the product speaks. English text is its own key."""

from __future__ import annotations

_ARABIC = {
    # statements
    "Balance Sheet": "الميزانية العمومية",
    "Profit & Loss Sheet": "قائمة الأرباح والخسائر",
    "Trial Balance Sheet": "ميزان المراجعة",
    "General Ledger": "دفتر الأستاذ العام",
    "Journal Sheet": "دفتر اليومية",
    # ranges
    "From {start} To {end}": "من {start} إلى {end}",
    "As {day}": "كما في {day}",
    # balance sheet
    "Assets": "الأصول",
    "Current Asset": "الأصول المتداولة",
    "Cash and cash equivalents": "النقد وما في حكمه",
    "Accounts Receivable": "الذمم المدينة",
    "Inventory": "المخزون",
    "Other current assets": "أصول متداولة أخرى",
    "Fixed asset": "الأصول الثابتة",
    "Non-current assets": "الأصول غير المتداولة",
    "Liabilities and Equity": "الالتزامات وحقوق الملكية",
    "Liabilities": "الالتزامات",
    "Current Liabilities": "الالتزامات المتداولة",
    "Long-Term Liabilities": "الالتزامات طويلة الأجل",
    "Non-Current Liabilities": "الالتزامات غير المتداولة",
    "Equity": "حقوق الملكية",
    "Net Income": "صافي الدخل",
    "Inter-branch difference": "فروقات بين الفروع",
    # profit and loss
    "Income": "الدخل",
    "Cost of sales": "تكلفة المبيعات",
    "Gross Profit": "إجمالي الربح",
    "Expenses": "المصروفات",
    "Net Operating Income": "صافي الدخل التشغيلي",
    "Other Income": "إيرادات أخرى",
    "Other Expenses": "مصروفات أخرى",
    # columns
    "Account name": "اسم الحساب",
    "Account code": "رمز الحساب",
    "Account": "الحساب",
    "Total": "الإجمالي",
    "Total {name}": "إجمالي {name}",
    "Debit": "مدين",
    "Credit": "دائن",
    "Balance": "الرصيد",
    "Opening balance": "الرصيد الافتتاحي",
    "Closing balance": "الرصيد الختامي",
    "Amount": "المبلغ",
    "Running balance": "الرصيد الجاري",
    "Date": "التاريخ",
    "Transaction type": "نوع المعاملة",
    "Transaction number": "رقم المعاملة",
    "Description": "الوصف",
    "Contact": "جهة الاتصال",
    "{label} (PP)": "{label} (الفترة السابقة)",
    "{label} (PY)": "{label} (السنة السابقة)",
    "Change": "التغير",
    "% Change": "نسبة التغير",
    "% of Row": "% من الصف",
    "% of Column": "% من العمود",
    "% of Income": "% من الدخل",
    "% of Expense": "% من المصروفات",
    # documents
    "Invoice": "فاتورة",
    "Invoice write-off": "شطب فاتورة",
    "Payment received": "دفعة مستلمة",
    "Receipt": "إيصال",
    "Credit note": "إشعار دائن",
    "Credit note refund": "استرداد إشعار دائن",
    "Bill": "فاتورة مشتريات",
    "Payment made": "دفعة مدفوعة",
    "Vendor credit": "إشعار دائن من مورد",
    "Vendor credit refund": "استرداد إشعار دائن من مورد",
    "Landed cost": "تكلفة الوصول",
    "Expense": "مصروف",
    "Manual journal": "قيد يدوي",
    "Inventory adjustment": "تسوية مخزون",
    "Cash flow transaction": "معاملة نقدية",
    "Customer opening balance": "رصيد افتتاحي لعميل",
    "Vendor opening balance": "رصيد افتتاحي لمورد",
    "Customer": "عميل",
    "Vendor": "مورد",
}

# What causes entries: reference type → its name for people.
DOCUMENTS = {
    "SaleInvoice": "Invoice",
    "InvoiceWriteOff": "Invoice write-off",
    "PaymentReceive": "Payment received",
    "SaleReceipt": "Receipt",
    "CreditNote": "Credit note",
    "RefundCreditNote": "Credit note refund",
    "Bill": "Bill",
    "BillPayment": "Payment made",
    "VendorCredit": "Vendor credit",
    "RefundVendorCredit": "Vendor credit refund",
    "LandedCost": "Landed cost",
    "Expense": "Expense",
    "Journal": "Manual journal",
    "InventoryAdjustment": "Inventory adjustment",
    "CashflowTransaction": "Cash flow transaction",
    "CustomerOpeningBalance": "Customer opening balance",
    "VendorOpeningBalance": "Vendor opening balance",
}
_CONTACTS = {"customer": "Customer", "vendor": "Vendor"}


def text(english: str, language: str, **fill: str) -> str:
    """``english`` in ``language``, its ``{places}`` filled; what has no translation stays English."""
    found = _ARABIC.get(english, english) if language == "ar" else english
    return found.format(**fill) if fill else found


def document(reference_type: str, language: str) -> str:
    """A kind of document as people call it."""
    return text(DOCUMENTS.get(reference_type, reference_type), language)


def contact(service: str | None, language: str) -> str:
    """Customer or vendor; empty for none."""
    return text(_CONTACTS[service], language) if service in _CONTACTS else ""
