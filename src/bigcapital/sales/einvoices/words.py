"""What documents lack, in Arabic. The key is the English text; names in braces are filled in."""

from __future__ import annotations

from bigcapital.languages import Words

say = Words(
    {
        "Preferences › General": "التفضيلات › عام",
        "Preferences › E-invoices": "التفضيلات › الفواتير الإلكترونية",
        "The customer › Billing address": "العميل › عنوان الفوترة",
        "The customer › Shipping address": "العميل › عنوان الشحن",
        "The customer › E-invoices": "العميل › الفواتير الإلكترونية",
        "The document": "المستند",
        "The item": "الصنف",
        "Tax rates › {tax}": "الضرائب › {tax}",
        "This document cannot be an e-invoice yet.": "لا يمكن أن يكون هذا المستند فاتورة إلكترونية بعد.",
        "Credit to be refunded, or applied to invoices.": "رصيد دائن يُردّ أو يُطبَّق على الفواتير.",
        "Open the credit note: a draft is none yet.": "افتحوا إشعار الدائن: المسودة ليست إشعارًا بعد.",
        "Deliver the invoice: a draft is none yet.": "سلّموا الفاتورة: المسودة ليست فاتورة بعد.",
        "The document has no number.": "ليس للمستند رقم.",
        "The item of line {line} has no name.": "ليس لصنف السطر {line} اسم.",
        "Amounts of this document have three decimals, and an e-invoice carries two: round its prices and discounts so that none has.": (
            "في مبالغ هذا المستند ثلاث منازل عشرية، والفاتورة الإلكترونية تحمل منزلتين: قرّبوا أسعاره وخصوماته حتى لا تبقى ثالثة."
        ),
        "Line {line} has no tax. Choose a tax rate; where no tax is due, one of 0 % that says why.": (
            "ليس للسطر {line} ضريبة. اختاروا معدل ضريبة؛ وحيث لا تستحق ضريبة، معدل 0 % يذكر السبب."
        ),
        "Nothing says why the tax rate {tax} is 0 %: zero-rated, exempt, reverse charge or another reason.": (
            "لا شيء يذكر لماذا معدل الضريبة {tax} هو 0 %: نسبة صفرية أو إعفاء أو احتساب عكسي أو سبب آخر."
        ),
        "What is outside the scope of tax needs an invoice of its own, without taxed lines.": (
            "ما هو خارج نطاق الضريبة يحتاج إلى فاتورة خاصة به بلا سطور خاضعة للضريبة."
        ),
        "Your organization's country is missing.": "بلد مؤسستكم غير مذكور.",
        "Your organization's name is missing.": "اسم مؤسستكم غير مذكور.",
        "Your organization's tax number is missing.": "الرقم الضريبي لمؤسستكم غير مذكور.",
        "Your organization charges no tax and has no registration number to be known by.": (
            "مؤسستكم لا تحتسب ضريبة وليس لها رقم تسجيل تُعرف به."
        ),
        "Your organization's registration number begins with a scheme that is none. Leave it out, or write one as 0106:12345678.": (
            "رقم تسجيل مؤسستكم يبدأ بنظام غير معروف. احذفوه أو اكتبوا نظامًا مثل 0106:12345678."
        ),
        "The country of {customer} is missing, or none that is known: write its name or its two letters, as DE.": (
            "بلد {customer} غير مذكور أو غير معروف: اكتبوا اسمه أو حرفيه، مثل DE."
        ),
        "The country of the shipping address of {customer} is none that is known.": "بلد عنوان الشحن لدى {customer} غير معروف.",
        "The registration number of {customer} begins with a scheme that is none. Leave it out, or write one as 0106:12345678.": (
            "رقم تسجيل {customer} يبدأ بنظام غير معروف. احذفوه أو اكتبوا نظامًا مثل 0106:12345678."
        ),
        "The tax number of {customer} is missing, which owes the tax of this document in your place.": (
            "الرقم الضريبي للعميل {customer}، الذي يتحمل ضريبة هذا المستند بدلًا عنكم، غير مذكور."
        ),
        "Your organization's electronic address is missing, or none that Peppol knows; write it as 0208:0123456749.": (
            "العنوان الإلكتروني لمؤسستكم غير مذكور أو لا يعرفه Peppol؛ اكتبوه مثل 0208:0123456749."
        ),
        "The electronic address of {customer} is missing, or none that Peppol knows; write it as 0208:0123456749.": (
            "العنوان الإلكتروني للعميل {customer} غير مذكور أو لا يعرفه Peppol؛ اكتبوه مثل 0208:0123456749."
        ),
        "The document has no reference number, and {customer} no reference of its own: Peppol wants one of the two.": (
            "ليس للمستند رقم مرجعي ولا للعميل {customer} مرجع خاص به: يطلب Peppol أحدهما."
        ),
        "German invoices name whom to ask: a name, a telephone number and an e-mail address.": (
            "الفواتير الألمانية تذكر جهة الاتصال: اسمًا ورقم هاتف وعنوان بريد إلكتروني."
        ),
        "The reference of {customer}, which German invoices carry, is missing.": "مرجع {customer} الذي تحمله الفواتير الألمانية غير مذكور.",
        "Dutch credit notes name their invoice: make the credit note from the invoice that it credits.": (
            "إشعارات الدائن الهولندية تذكر فاتورتها: أنشئوا الإشعار من الفاتورة التي يخصها."
        ),
        "Norwegian tax numbers are written as NO123456785MVA.": "الأرقام الضريبية النرويجية تُكتب هكذا: NO123456785MVA.",
        "Swedish tax numbers are SE and twelve digits.": "الأرقام الضريبية السويدية هي SE واثنا عشر رقمًا.",
        "The tax rate {tax} is none of Sweden, which are 25, 12 and 6 %.": "معدل الضريبة {tax} ليس من معدلات السويد، وهي 25 و12 و6 %.",
        "Greek sellers' invoices in Peppol carry numbers of the tax office's myDATA, which this product does not get: send Factur-X.": (
            "فواتير البائعين اليونانيين في Peppol تحمل أرقامًا من نظام myDATA لا يحصل عليها هذا المنتج: أرسلوا Factur-X."
        ),
        "The IBAN of the account that customers pay to is missing.": "رقم IBAN للحساب الذي يدفع إليه العملاء غير مذكور.",
        "Your organization's address is not whole: street, city and post code.": (
            "عنوان مؤسستكم غير كامل: الشارع والمدينة والرمز البريدي."
        ),
        "The address of {customer} is not whole: street, city and post code.": (
            "عنوان {customer} غير كامل: الشارع والمدينة والرمز البريدي."
        ),
        "The registration number of {name} is missing, or not written with its register before it, as {scheme}:12345678.": (
            "رقم تسجيل {name} غير مذكور أو لم يُكتب قبله سجلّه، مثل {scheme}:12345678."
        ),
        "{number} is no number of its scheme, {scheme}: look for a mistyped digit.": (
            "{number} ليس رقمًا في نظامه {scheme}: ابحثوا عن خطأ في الكتابة."
        ),
    }
)
