"""What the sample company's books say, in the languages of the product."""

from __future__ import annotations

from bigcapital.languages import Words

described = Words(
    {
        "Capital paid in by the owner": "رأس المال المدفوع من المالك",
        "Loan from the savings bank": "قرض من بنك الادخار",
        "Two workstations": "حاسوبان للعمل",
        "Desks and shelves": "مكاتب ورفوف",
        "Money for the till": "نقود للصندوق",
        "Insurance for the year, paid ahead": "تأمين السنة، مدفوع مقدمًا",
        "What was open when the books began": "ما كان مستحقًا عند بدء الدفاتر",
        "Payment to a vendor": "دفعة إلى مورّد",
        "Rent of the studio": "إيجار الاستوديو",
        "Paper, ink and frames": "ورق وحبر وإطارات",
        "Takings of the till brought to the bank": "إيداع متحصلات الصندوق في البنك",
        "Software, telephone and stamps": "برامج وهاتف وطوابع",
        "Salary of the assistant": "راتب المساعد",
        "The owner's living": "نفقات معيشة المالك",
        "Instalment and interest of the loan": "قسط القرض وفائدته",
        "Insurance of the month": "تأمين الشهر",
        "Wear of the equipment": "إهلاك المعدات",
        "Put aside for taxes": "مبلغ مجنّب للضرائب",
        "Prints for the autumn fair, to be checked": "مطبوعات لمعرض الخريف، قيد المراجعة",
        "Customers of the shop": "عملاء المتجر",
        "Design, an hour": "تصميم، ساعة",
        "Logo and letterhead": "شعار وورق رسمي",
        "Poster design": "تصميم ملصق",
        "Art print": "لوحة مطبوعة",
        "Framed print": "لوحة مطبوعة بإطار",
        "Ten postcards": "عشر بطاقات بريدية",
        "Too old to be asked for again": "أقدم من أن يُطالب به",
        "A design that had to be drawn again": "تصميم وجبت إعادة رسمه",
    }
)
