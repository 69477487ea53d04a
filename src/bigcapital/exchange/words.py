"""What the columns of files are called in the languages of the product. The key is the English text."""

from __future__ import annotations

from bigcapital.accounting.accounts.words import translated as of_accounts
from bigcapital.contacts.words import translated as of_contacts
from bigcapital.languages import Words
from bigcapital.rest.words import labelled

_COLUMNS = Words(
    {
        "Account": "الحساب",
        "Accounts": "الحسابات",
        "Adjustment": "التسوية",
        "Bank balance": "رصيد البنك",
        "Bank fee": "رسوم البنك",
        "Bank fee account": "حساب رسوم البنك",
        "Billing address 1": "عنوان الفوترة 1",
        "Billing address 2": "عنوان الفوترة 2",
        "Billing address city": "مدينة الفوترة",
        "Billing address country": "بلد الفوترة",
        "Billing address phone": "هاتف الفوترة",
        "Billing address postcode": "الرمز البريدي للفوترة",
        "Billing address state": "ولاية الفوترة",
        "Branch": "الفرع",
        "Closed": "مغلق",
        "Contact": "جهة الاتصال",
        "Credit note date": "تاريخ إشعار الدائن",
        "Credit notes": "إشعارات الدائن",
        "Credits remaining": "الرصيد المتبقي",
        "Customer type": "نوع العميل",
        "Customers": "العملاء",
        "Delivered": "تم التسليم",
        "Deposit account": "حساب الإيداع",
        "Discount": "الخصم",
        "Discount type": "نوع الخصم",
        "Document discount": "خصم المستند",
        "Document discount type": "نوع خصم المستند",
        "Due amount": "المبلغ المستحق",
        "Due date": "تاريخ الاستحقاق",
        "Estimate date": "تاريخ عرض السعر",
        "Estimate number": "رقم عرض السعر",
        "Estimates": "عروض الأسعار",
        "Exchange rate": "سعر الصرف",
        "Expiration date": "تاريخ الانتهاء",
        "Invoice amount": "مبلغ الفاتورة",
        "Invoice date": "تاريخ الفاتورة",
        "Invoice message": "رسالة الفاتورة",
        "Invoice reference": "مرجع الفاتورة",
        "Invoices": "الفواتير",
        "Item": "الصنف",
        "Item categories": "فئات الأصناف",
        "Items": "الأصناف",
        "Line amount": "مبلغ السطر",
        "Lines": "السطور",
        "Manual journals": "القيود اليدوية",
        "No": "لا",
        "Open": "مفتوح",
        "Opening balance exchange rate": "سعر صرف الرصيد الافتتاحي",
        "Paid amount": "المبلغ المدفوع",
        "Parent account": "الحساب الأب",
        "Payment amount": "مبلغ الدفعة",
        "Payment date": "تاريخ الدفعة",
        "Payments received": "الدفعات المستلمة",
        "Percentage": "نسبة مئوية",
        "Prices include tax": "الأسعار شاملة الضريبة",
        "Publish": "منشور",
        "Purchase tax": "ضريبة الشراء",
        "Quantity": "الكمية",
        "Receipt date": "تاريخ الإيصال",
        "Receipt message": "رسالة الإيصال",
        "Receipt number": "رقم الإيصال",
        "Receipts": "الإيصالات",
        "Reference no": "رقم المرجع",
        "Rows that have the same are one document.": "الصفوف التي لها القيمة نفسها مستند واحد.",
        "Sell tax": "ضريبة البيع",
        "Shipping address 1": "عنوان الشحن 1",
        "Shipping address 2": "عنوان الشحن 2",
        "Shipping address city": "مدينة الشحن",
        "Shipping address country": "بلد الشحن",
        "Shipping address phone": "هاتف الشحن",
        "Shipping address postcode": "الرمز البريدي للشحن",
        "Shipping address state": "ولاية الشحن",
        "Statement": "البيان",
        "Tax": "الضريبة",
        "Tax code": "رمز الضريبة",
        "Tax name": "اسم الضريبة",
        "Tax rate": "نسبة الضريبة",
        "Tax rates": "نسب الضريبة",
        "Terms and conditions": "الشروط والأحكام",
        "The name, or the code, of one that there is.": "اسم أو رمز موجود.",
        "Vendors": "الموردون",
        "Yes": "نعم",
    }
)


def said(english: str, language: str | None) -> str:
    """``english`` in ``language``, whichever part of the product has the word; as it is where none has."""
    for words in (_COLUMNS, labelled, of_contacts, of_accounts):
        found = words(english, language)
        if found != english:
            return found
    return english
