"""What fields and their values are called where people filter and sort, in the languages of the product."""

from __future__ import annotations

from bigcapital.languages import Words

labelled = Words(
    {
        "Name": "الاسم",
        "Code": "الرمز",
        "Description": "الوصف",
        "Root type": "الفئة",
        "Normal": "الطبيعة",
        "Type": "النوع",
        "Active": "نشط",
        "Balance": "الرصيد",
        "Currency": "العملة",
        "Created at": "تاريخ الإنشاء",
        "Date": "التاريخ",
        "First name": "الاسم الأول",
        "Last name": "اسم العائلة",
        "Display name": "اسم العرض",
        "Email": "البريد الإلكتروني",
        "Work phone": "هاتف العمل",
        "Personal phone": "الهاتف الشخصي",
        "Company name": "اسم الشركة",
        "Website": "الموقع الإلكتروني",
        "Opening balance": "الرصيد الافتتاحي",
        "Opening balance at": "تاريخ الرصيد الافتتاحي",
        "Currency code": "العملة",
        "Overdue": "متأخر",
        "Unpaid": "غير مدفوع",
        "Journal number": "رقم القيد",
        "Reference": "المرجع",
        "Journal type": "نوع القيد",
        "Amount": "المبلغ",
        "Status": "الحالة",
        "Draft": "مسودة",
        "Published": "منشور",
        "Debit": "مدين",
        "Credit": "دائن",
    }
)
