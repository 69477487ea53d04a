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
    # pages
    "Page {page} of {pages}": "صفحة {page} من {pages}",
    "Carried forward": "مُرحَّل إلى الصفحة التالية",
    "Brought forward": "مُرحَّل من الصفحة السابقة",
    "{name} (continued)": "{name} (تابع)",
    "Accrual basis": "على أساس الاستحقاق",
    "Cash basis": "على الأساس النقدي",
    "Amounts in {currency}": "المبالغ بعملة {currency}",
    "Amounts in thousands of {currency}": "المبالغ بالآلاف من {currency}",
    "Nothing to report.": "لا يوجد ما يُعرض.",
    # contacts
    "Customer": "عميل",
    "Vendor": "مورد",
}

_CONTACTS = {"customer": "Customer", "vendor": "Vendor"}


def text(english: str, language: str, **fill: str) -> str:
    """``english`` in ``language``, its ``{places}`` filled; what has no translation stays English."""
    found = _ARABIC.get(english, english) if language == "ar" else english
    return found.format(**fill) if fill else found


def contact(service: str | None, language: str) -> str:
    """Customer or vendor; empty for none."""
    return text(_CONTACTS[service], language) if service in _CONTACTS else ""
