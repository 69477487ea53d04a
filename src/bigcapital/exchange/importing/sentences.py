"""What is wrong with a file or a cell of it, in the languages of the product. The key is the English sentence, its values in braces.

The sentences are those of the reader of files and of the schemas that rows must fit; what a rule of business says is told by its
code, which the web app has words for.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

_ARABIC: Final = {
    # the file
    "This is a workbook of an old kind, or one with a password: save it as XLSX or CSV.": (
        "هذا مصنف من نوع قديم أو محمي بكلمة مرور: احفظه بصيغة XLSX أو CSV."
    ),
    "The file has no rows below its headings.": "لا صفوف في الملف تحت عناوينه.",
    "The workbook has no sheet.": "لا توجد ورقة في المصنف.",
    "The file has more than {most} rows: import it in parts.": "في الملف أكثر من {most} صف: استورده على أجزاء.",
    "Row {row} has more than {most} columns.": "في الصف {row} أكثر من {most} عمود.",
    "A cell of row {row} has more than {most} characters.": "في خلية من الصف {row} أكثر من {most} حرف.",
    "The file is neither CSV nor XLSX.": "الملف ليس CSV ولا XLSX.",
    "The file cannot be read as CSV.": "تتعذّر قراءة الملف بصيغة CSV.",
    "The workbook cannot be read: save it again as XLSX, or as CSV.": "تتعذّر قراءة المصنف: احفظه من جديد بصيغة XLSX أو CSV.",
    "The workbook is packed too tightly to be opened.": "المصنف مضغوط بشدة لا تسمح بفتحه.",
    "The workbook is too large: save its sheet as CSV.": "المصنف أكبر مما يُقرأ: احفظ ورقته بصيغة CSV.",
    # the reader of its rows
    "names nothing that there is: {name}": "لا يوجد شيء بهذا الاسم: {name}",
    "is the name of several: {name}": "اسم لأكثر من واحد: {name}",
    "must be yes or no": "يجب أن يكون نعم أو لا",
    "must be a date as {format}": "يجب أن يكون تاريخًا بالصيغة {format}",
    "must be one of {choices}": "يجب أن يكون أحد ما يلي: {choices}",
    "must be blank or the same as in row {row}": "يجب أن يكون فارغًا أو كما في الصف {row}",
    "The row could not be imported.": "تعذّر استيراد الصف.",
    # every schema
    "should not be empty": "لا يجوز أن يكون فارغًا",
    "must be text": "يجب أن يكون نصًا",
    "must be a number": "يجب أن يكون رقمًا",
    "must be a whole number": "يجب أن يكون عددًا صحيحًا",
    "must be true or false": "يجب أن يكون نعم أو لا",
    "must be a list": "يجب أن يكون قائمة",
    "must be {expected}": "يجب أن يكون {expected}",
    "must be written like {pattern}": "يجب أن يُكتب على النحو {pattern}",
    "must be more than {least}": "يجب أن يكون أكبر من {least}",
    "must be greater than {least}": "يجب أن يكون أكبر من {least}",
    "must be less than {most}": "يجب أن يكون أصغر من {most}",
    "must not be less than {least}": "لا يجوز أن يقل عن {least}",
    "must not be more than {most}": "لا يجوز أن يزيد على {most}",
    "must have at most {most} characters": "لا يجوز أن يزيد على {most} حرفًا",
    "must have at least {least} characters": "لا يجوز أن يقل عن {least} حرفًا",
    "must have {least} to {most} characters": "يجب أن يكون من {least} إلى {most} أحرف",
    "is out of range": "خارج النطاق المسموح",
    "must have at most {most} entries": "لا يجوز أن يزيد على {most} سطرًا",
    "must have at least {least} entries": "لا يجوز أن يقل عن {least} سطرًا",
    "must have at most {most} bytes": "لا يجوز أن يزيد على {most} بايت",
    "must have at most {whole} digits before the point and {decimals} after it": (
        "لا يجوز أن يزيد على {whole} رقمًا قبل الفاصلة و{decimals} بعدها"
    ),
    "must have at most {most} decimals in {currency}": "لا يجوز أن يزيد على {most} منازل عشرية بعملة {currency}",
    "must be a date that exists, as {format}": "يجب أن يكون تاريخًا موجودًا بالصيغة {format}",
    "must be a date between the years {first} and {last}": "يجب أن يكون تاريخًا بين عامي {first} و{last}",
    "must not contain control characters": "لا يجوز أن يحتوي على محارف تحكم",
    "must be an e-mail address": "يجب أن يكون عنوان بريد إلكتروني",
    "must be a currency code, as USD": "يجب أن يكون رمز عملة، مثل USD",
    "must be a currency code of ISO 4217": "يجب أن يكون رمز عملة من ISO 4217",
    # documents and records
    "is required for amounts in {currency}": "مطلوب للمبالغ بعملة {currency}",
    "is required for an opening balance": "مطلوب للرصيد الافتتاحي",
    "is required for inventory": "مطلوب للمخزون",
    "is required for a bank fee": "مطلوب لرسوم البنك",
    "must not be before the invoice's date": "لا يجوز أن يسبق تاريخ الفاتورة",
    "must not be more than the payment": "لا يجوز أن يزيد على الدفعة",
    "must be an account that exists": "يجب أن يكون حسابًا موجودًا",
    "must be a customer that exists": "يجب أن يكون عميلًا موجودًا",
    "must be an invoice of the customer": "يجب أن تكون فاتورة للعميل",
    "must be the customer's, {currency}": "يجب أن تكون عملة العميل، {currency}",
    "must not be receivable or payable": "لا يجوز أن يكون حساب ذمم",
    "must be held in the base currency or in the document's": "يجب أن يكون بالعملة الأساسية أو بعملة المستند",
    "the total of the document would be below zero": "سيكون إجمالي المستند أقل من صفر",
    "the quantity cannot be below zero": "لا يجوز أن تكون الكمية أقل من صفر",
    "the rate cannot be below zero": "لا يجوز أن يكون السعر أقل من صفر",
    "a tax rate lies between 0 and 100": "تقع نسبة الضريبة بين 0 و100",
    "a percentage lies between 0 and 100": "تقع النسبة المئوية بين 0 و100",
    "a discount lies between zero and what it is taken of": "يقع الخصم بين الصفر وما يُخصم منه",
    "a line is either debit or credit, not both": "السطر إما مدين أو دائن، لا كلاهما",
}


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    """What recognizes each sentence, the most definite ones first, beside its Arabic."""
    by_values = sorted(_ARABIC.items(), key=lambda one: (one[0].count("{"), -len(one[0])))
    return tuple(
        (re.compile(re.sub(r"\\{(\w+)\\}", r"(?P<\1>.*)", re.escape(english)), re.DOTALL), arabic) for english, arabic in by_values
    )


def in_words(sentence: str, language: str | None) -> str:
    """``sentence`` in ``language``; as it is where there is no other wording of it."""
    if language != "ar":
        return sentence
    for pattern, arabic in _patterns():
        if found := pattern.fullmatch(sentence):
            return arabic.format(**found.groupdict())
    return sentence
