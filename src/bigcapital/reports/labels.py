"""What statements call things, in the languages that the product speaks. English text is its own key."""

from __future__ import annotations

_ARABIC = {
    # statements
    "Balance Sheet": "الميزانية العمومية",
    "Profit & Loss Sheet": "قائمة الأرباح والخسائر",
    "Trial Balance Sheet": "ميزان المراجعة",
    "General Ledger": "دفتر الأستاذ العام",
    "Journal Sheet": "دفتر اليومية",
    "Statement of Cash Flow": "قائمة التدفقات النقدية",
    "Customers Balance Summary": "ملخص أرصدة العملاء",
    "Vendors Balance Summary": "ملخص أرصدة الموردين",
    "Transactions by Customers": "المعاملات حسب العملاء",
    "Transactions by Vendors": "المعاملات حسب الموردين",
    "Realized Exchange Gains and Losses": "أرباح وخسائر فروق العملة المحققة",
    "Unrealized Exchange Gains and Losses": "أرباح وخسائر فروق العملة غير المحققة",
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
    # cash flow
    "Operating activities": "الأنشطة التشغيلية",
    "Adjustments of net income": "تسويات صافي الدخل",
    "Investing activities": "الأنشطة الاستثمارية",
    "Financing activities": "الأنشطة التمويلية",
    "Net cash provided by operating activities": "صافي النقد من الأنشطة التشغيلية",
    "Net cash provided by investing activities": "صافي النقد من الأنشطة الاستثمارية",
    "Net cash provided by financing activities": "صافي النقد من الأنشطة التمويلية",
    "Cash at beginning of period": "النقد في بداية الفترة",
    "Net cash increase for period": "صافي الزيادة في النقد خلال الفترة",
    "Cash at end of period": "النقد في نهاية الفترة",
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
    "Currency": "العملة",
    "Gain": "الربح",
    "Loss": "الخسارة",
    "Net gain": "صافي الربح",
    "Exchange rate": "سعر الصرف",
    "Balance in base currency": "الرصيد بالعملة الأساسية",
    "Value at the rate": "القيمة بسعر الصرف",
    "Recorded": "المسجل",
    "To be recorded": "غير المسجل",
    "Other": "أخرى",
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
    # explanations
    "{range}, as known at {moment}": "{range}، كما كان معلوماً في {moment}",
    "{row}: {column}": "{row}: {column}",
    "{part} ÷ {whole}": "{part} ÷ {whole}",
    "Its own lines": "قيوده الخاصة",
    "Net income of past fiscal years": "صافي دخل السنوات المالية السابقة",
    "Debits less credits of its lines": "مدين قيوده ناقص دائنها",
    "Credits less debits of its lines": "دائن قيوده ناقص مدينها",
    "Debits of its lines": "مدين قيوده",
    "Credits of its lines": "دائن قيوده",
    "Debits and credits of its lines": "مدين قيوده ودائنها",
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
    "Customer name": "اسم العميل",
    "Vendor name": "اسم المورد",
    "Without a contact": "بدون جهة اتصال",
    "Reference number": "الرقم المرجعي",
}

_CONTACTS = {"customer": "Customer", "vendor": "Vendor"}


def text(english: str, language: str, **fill: str) -> str:
    """``english`` in ``language``, its ``{places}`` filled; what has no translation stays English."""
    found = _ARABIC.get(english, english) if language == "ar" else english
    return found.format(**fill) if fill else found


def contact(service: str | None, language: str) -> str:
    """Customer or vendor; empty for none."""
    return text(_CONTACTS[service], language) if service in _CONTACTS else ""
