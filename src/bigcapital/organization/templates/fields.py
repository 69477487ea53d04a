"""What printed documents show, kind by kind, and which attributes of a template decide about it. Pure.

A field ``n`` is shown where ``show_n`` says so, and called what ``n_label`` says; a column ``n`` is called what ``line_n_label``
says. Whoever prints needs to know no kind: it shows the fields that a document has, by their names.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from bigcapital.errors import Fault, InvalidInput
from bigcapital.languages import Words

STANDARD: Final = "Standard Template"
COLOR: Final = "#1f3a5f"
_COLOR = re.compile(r"#[0-9a-fA-F]{3}([0-9a-fA-F]{3})?")
_LONGEST: Final = 255
_LONGEST_ADDRESS: Final = 2000
_ITEMS: Final = {"item": "Item", "description": "Description", "quantity": "Qty", "rate": "Rate", "total": "Total"}
_AMOUNTS: Final = {"subtotal": "Subtotal", "discount": "Discount", "adjustment": "Adjustment", "taxes": "Tax", "total": "Total"}
_NOTES: Final = {"customer_note": "Customer note", "terms_conditions": "Terms & conditions"}


@dataclass(frozen=True, slots=True)
class Fields:
    """The fields of one kind of document, name → what they are called in English."""

    title: str
    details: Mapping[str, str]
    columns: Mapping[str, str]
    totals: Mapping[str, str]
    notes: Mapping[str, str]

    @property
    def shown(self) -> dict[str, str]:
        """All that a template shows or hides."""
        return {**self.details, **self.totals, **self.notes}


FIELDS: Final[Mapping[str, Fields]] = {
    "SaleInvoice": Fields(
        "Invoice",
        {"invoice_number": "Invoice number", "date_issue": "Date of issue", "due_date": "Due date"},
        _ITEMS,
        {**_AMOUNTS, "payment_made": "Payment made", "due_amount": "Due amount"},
        {"statement": "Statement", "terms_conditions": "Terms & conditions"},
    ),
    "SaleEstimate": Fields(
        "Estimate",
        {"estimate_number": "Estimate number", "estimate_date": "Estimate date", "expiration_date": "Expiration date"},
        _ITEMS,
        _AMOUNTS,
        _NOTES,
    ),
    "SaleReceipt": Fields("Receipt", {"receipt_number": "Receipt number", "receipt_date": "Receipt date"}, _ITEMS, _AMOUNTS, _NOTES),
    "CreditNote": Fields(
        "Credit note", {"credit_note_number": "Credit note number", "credit_note_date": "Credit note date"}, _ITEMS, _AMOUNTS, _NOTES
    ),
    "PaymentReceive": Fields(
        "Payment receipt",
        {"payment_received_number": "Payment number", "payment_received_date": "Payment date"},
        {"invoice_number": "Invoice", "invoice_date": "Date", "invoice_amount": "Invoice amount", "paid_amount": "Paid amount"},
        {"subtotal": "Applied to invoices", "unapplied": "Kept as credit", "total": "Total"},
        {"statement": "Statement"},
    ),
}
# What is printed by the organization's colours and logo, and has no templates of its own.
UNTEMPLATED: Final[Mapping[str, Fields]] = {
    "CustomerStatement": Fields(
        "Statement of account",
        {"period": "Period", "statement_date": "Statement date"},
        {"date": "Date", "document": "Document", "number": "Number", "charged": "Charged", "credited": "Credited", "balance": "Balance"},
        {"aging": "Due", "closing_balance": "Balance due"},
        {},
    ),
}
# What other programs call the same.
_ALIASES: Final = {
    "company_logo": "company_logo_key",
    "show_billed_from_address": "show_company_address",
    "show_billing_to_address": "show_customer_address",
    "item_name_label": "line_item_label",
    "item_description_label": "line_description_label",
    "item_rate_label": "line_rate_label",
    "item_total_label": "line_total_label",
}


def fields_of(resource: str) -> Fields:
    """The fields of a kind of document, whether it has templates or not."""
    return FIELDS[resource] if resource in FIELDS else UNTEMPLATED[resource]


def defaults(resource: str, language: str | None) -> dict[str, Any]:
    """Every attribute that a template of this kind may have, with what it is where nobody says otherwise."""
    fields = fields_of(resource)
    found: dict[str, Any] = {
        "primary_color": COLOR,
        "secondary_color": None,
        "show_company_logo": True,
        "company_logo_key": None,
        "company_name": None,
        "show_company_address": True,
        "company_address": None,
        "show_customer_address": True,
        "billed_to_label": words("Billed to", language),
    }
    for name, label in fields.shown.items():
        found |= {f"show_{name}": True, f"{name}_label": words(label, language)}
    return found | {f"line_{name}_label": words(label, language) for name, label in fields.columns.items()}


def resolved(resource: str, stored: Mapping[str, Any], language: str | None) -> dict[str, Any]:
    """What a template says, whole: ``stored`` where it says something, else the defaults."""
    whole = defaults(resource, language)
    return whole | {name: value for name, value in stored.items() if name in whole and value is not None}


def checked(resource: str, given: Mapping[str, Any]) -> dict[str, Any]:
    """The attributes of ``given`` that a template of this kind has; those that nobody knows are dropped.

    :raises InvalidInput: naming every attribute that is not what it should be.
    """
    known, found, faults = defaults(resource, None), {}, []
    for name, value in given.items():
        name = _ALIASES.get(name, name)
        if name not in known or value is None or (value == "" and not name.endswith("_label")):
            continue
        if name.startswith("show_"):
            right = value in (True, False, 0, 1, "true", "false")
            value = value in (True, 1, "true")
        elif name.endswith("_color"):
            right = isinstance(value, str) and _COLOR.fullmatch(value) is not None
        else:
            longest = _LONGEST_ADDRESS if name == "company_address" else _LONGEST
            right = isinstance(value, str) and len(value) <= longest and all(one.isprintable() or one in "\n\r\t" for one in value)
        if right:
            found[name] = value
        else:
            faults.append(Fault(f"attributes.{name}", "isValid", f"attributes.{name} {_must_be(name)}"))
    if faults:
        raise InvalidInput(faults)
    return found


def _must_be(name: str) -> str:
    if name.startswith("show_"):
        return "must be true or false"
    return "must be a colour, as #1a2b3c" if name.endswith("_color") else "must be text, and not too long"


words = Words(
    {
        "Billed to": "فاتورة إلى",
        "Item": "الصنف",
        "Description": "الوصف",
        "Qty": "الكمية",
        "Rate": "السعر",
        "Total": "الإجمالي",
        "Subtotal": "المجموع الفرعي",
        "Discount": "الخصم",
        "Adjustment": "تسوية",
        "Tax": "الضريبة",
        "Payment made": "المبلغ المدفوع",
        "Due amount": "المبلغ المستحق",
        "Statement": "ملاحظة",
        "Customer note": "ملاحظة للعميل",
        "Terms & conditions": "الشروط والأحكام",
        "Invoice": "فاتورة",
        "Invoice number": "رقم الفاتورة",
        "Date of issue": "تاريخ الإصدار",
        "Due date": "تاريخ الاستحقاق",
        "Estimate": "عرض سعر",
        "Estimate number": "رقم عرض السعر",
        "Estimate date": "تاريخ عرض السعر",
        "Expiration date": "تاريخ الانتهاء",
        "Receipt": "إيصال بيع",
        "Receipt number": "رقم الإيصال",
        "Receipt date": "تاريخ الإيصال",
        "Credit note": "إشعار دائن",
        "Credit note number": "رقم الإشعار الدائن",
        "Credit note date": "تاريخ الإشعار الدائن",
        "Payment receipt": "إيصال دفع",
        "Payment number": "رقم الدفعة",
        "Payment date": "تاريخ الدفع",
        "Date": "التاريخ",
        "Invoice amount": "مبلغ الفاتورة",
        "Paid amount": "المبلغ المدفوع",
        "Applied to invoices": "مخصص للفواتير",
        "Kept as credit": "محفوظ كرصيد",
        "Statement of account": "كشف حساب",
        "Period": "الفترة",
        "Statement date": "تاريخ الكشف",
        "Document": "المستند",
        "Number": "الرقم",
        "Charged": "مدين",
        "Credited": "دائن",
        "Balance": "الرصيد",
        "Balance due": "الرصيد المستحق",
        "Due": "مستحق",
        "Page {page} of {pages}": "صفحة {page} من {pages}",
        "(included)": "(مشمولة في الأسعار)",
        "Draft": "مسودة",
        "Paid": "مدفوعة",
        STANDARD: "القالب القياسي",
    }
)
