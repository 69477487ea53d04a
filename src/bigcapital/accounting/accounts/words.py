"""The words of the chart of accounts in the languages of the product. The key is the English text."""

from __future__ import annotations

from bigcapital.languages import Words

translated = Words(
    {
        # sides and types
        "Debit": "مدين",
        "Credit": "دائن",
        "Cash": "نقدية",
        "Bank": "بنك",
        "Accounts Receivable": "الذمم المدينة",
        "Inventory": "المخزون",
        "Other Current Asset": "أصول متداولة أخرى",
        "Fixed Asset": "أصول ثابتة",
        "Non-Current Asset": "أصول غير متداولة",
        "Accounts Payable": "الذمم الدائنة",
        "Credit Card": "بطاقة ائتمان",
        "Tax Payable": "الضرائب المستحقة",
        "Other Current Liability": "خصوم متداولة أخرى",
        "Long Term Liability": "خصوم طويلة الأجل",
        "Non-Current Liability": "خصوم غير متداولة",
        "Equity": "حقوق الملكية",
        "Income": "الإيرادات",
        "Other Income": "إيرادات أخرى",
        "Cost of Goods Sold": "تكلفة البضاعة المباعة",
        "Expense": "مصروف",
        "Other Expense": "مصروف آخر",
        # views
        "Assets": "الأصول",
        "Liabilities": "الخصوم",
        "Expenses": "المصروفات",
        # the standard chart
        "Bank Account": "حساب بنكي",
        "Saving Bank Account": "حساب توفير بنكي",
        "Undeposited Funds": "أموال غير مودعة",
        "Petty Cash": "العهدة النقدية",
        "Computer Equipment": "أجهزة حاسوب",
        "Office Equipment": "معدات مكتبية",
        "Accounts Receivable (A/R)": "الذمم المدينة",
        "Inventory Asset": "أصل المخزون",
        "Accounts Payable (A/P)": "الذمم الدائنة",
        "Owner A Drawings": "مسحوبات المالك",
        "Loan": "قرض",
        "Opening Balance Liabilities": "خصوم الأرصدة الافتتاحية",
        "Revenue Received in Advance": "إيرادات مقبوضة مقدما",
        "Retained Earnings": "الأرباح المحتجزة",
        "Opening Balance Equity": "حقوق ملكية الأرصدة الافتتاحية",
        "Owner's Equity": "حقوق المالك",
        "Drawings": "المسحوبات",
        "Other Expenses": "مصروفات أخرى",
        "Office expenses": "مصروفات مكتبية",
        "Rent": "الإيجار",
        "Exchange Gain or Loss": "أرباح أو خسائر فروق العملة",
        "Bank Fees and Charges": "رسوم ومصاريف بنكية",
        "Depreciation Expense": "مصروف الإهلاك",
        "Sales of Product Income": "إيرادات بيع المنتجات",
        "Sales of Service Income": "إيرادات بيع الخدمات",
        "Uncategorized Income": "إيرادات غير مصنفة",
        "Unearned Revenue": "إيرادات غير مكتسبة",
        "Prepaid Expenses": "مصروفات مدفوعة مقدما",
        "Discount": "خصم",
        "Purchase Discount": "خصم المشتريات",
        "Other Charges": "رسوم أخرى",
        "Stripe Clearing": "مقاصة سترايب",
        # descriptions
        "Holds the value of the goods that are available for sale.": "يحمل قيمة البضائع المتاحة للبيع.",
        "Money that the owner has withdrawn from the business.": "الأموال التي سحبها المالك من المنشأة.",
        "Money borrowed from a creditor.": "أموال مقترضة من دائن.",
        "What the owner has taken out of the business for private use.": "ما أخذه المالك من المنشأة لاستعماله الخاص.",
        "The difference between debits and credits of the opening balances.": "الفرق بين الأرصدة الافتتاحية المدينة والدائنة.",
        "What customers have paid in advance, until it is delivered.": "ما دفعه العملاء مقدما، إلى حين التسليم.",
        "What the goods sold have cost directly.": "التكلفة المباشرة للبضاعة المباعة.",
        "Gains and losses from differences in exchange rates.": "الأرباح والخسائر من فروق أسعار الصرف.",
        "What banks charge: transfer fees, account fees and the like.": "ما تتقاضاه البنوك: رسوم التحويل ورسوم الحساب وما شابهها.",
        "Net income of past years that was kept in the business.": "صافي دخل السنوات السابقة المحتفظ به في المنشأة.",
        "The counter account of opening balances.": "الحساب المقابل للأرصدة الافتتاحية.",
        "Income that does not come from the business's main activity, such as interest.": (
            "دخل لا يأتي من النشاط الرئيسي للمنشأة، مثل الفوائد."
        ),
    }
)
