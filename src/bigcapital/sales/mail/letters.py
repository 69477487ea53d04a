"""What a mail of a document says: defaults, and placeholders in single braces that are filled with text. Pure.

A user's text has no logic: what stands in braces and is no placeholder stays as it is, and nothing that is filled in is read again.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from typing import Any, Final

from bigcapital.languages import Words, isolated

_PLACEHOLDER: Final = re.compile(r"\{([A-Za-z ]{1,60})\}")
_ARABIC: Final = re.compile("[\u0600-\u06ff]")


@dataclass(frozen=True, slots=True)
class Letter:
    """The mail of one kind of document.

    ``placeholders``: name → key of the document's answer. ``attach``: what the flag is called that attaches its PDF. ``figures``:
    what its mail's state shows of the document, key → key of the answer.
    """

    subject: str
    message: str
    placeholders: Mapping[str, str]
    attach: str
    figures: Mapping[str, str]

    def values(self, whole: Mapping[str, Any], company: str) -> dict[str, Any]:
        """Placeholder → what it stands for."""
        own = {name: whole[key] for name, key in self.placeholders.items()}
        return {"Company Name": company, "Customer Name": whole["customer"]["display_name"], **own}


def filled(text: str, values: Mapping[str, Any]) -> str:
    """``text`` with its placeholders filled. In a text with Arabic letters each keeps its own order: the sign of an amount its side."""
    shown = isolated if _ARABIC.search(text) else str
    return _PLACEHOLDER.sub(lambda found: shown(str(values[found[1]])) if found[1] in values else found[0], text)


def one_line(text: str) -> str:
    """A subject: on one line, whatever was filled in."""
    return " ".join(text.split())


def as_html(text: str, language: str | None, links: Mapping[str, tuple[str, str]] | None = None) -> str:
    """A message as mail programs show it: text, with its lines. ``links``: placeholder → (address, label); a paragraph that is
    nothing else is a button.
    """
    spoken, direction = ("ar", "rtl") if language == "ar" else ("en", "ltr")
    parts = "".join(_paragraph(part.strip(), links or {}) for part in text.split("\n\n") if part.strip())
    style = "font-family:system-ui,-apple-system,'Segoe UI',Roboto,'Noto Sans Arabic',Arial,sans-serif;font-size:15px;line-height:1.5"
    return f'<!doctype html><html lang="{spoken}" dir="{direction}"><meta charset="utf-8"><body style="{style}">{parts}</body></html>'


def _paragraph(text: str, links: Mapping[str, tuple[str, str]]) -> str:
    for placeholder, (address, label) in links.items():
        if text == f"{{{placeholder}}}":
            return f'<p style="margin:24px 0"><a href="{escape(address)}" style="{_BUTTON}">{escape(label)}</a></p>'
    html = escape(text).replace("\n", "<br>")
    for placeholder, (address, _) in links.items():
        html = html.replace(f"{{{placeholder}}}", f'<a href="{escape(address)}">{escape(address)}</a>')
    return f"<p>{html}</p>"


_BUTTON: Final = "display:inline-block;background:#1a5fb4;color:#ffffff;text-decoration:none;padding:12px 20px;border-radius:6px"

# What the state of every mail shows of a document's amounts.
AMOUNTS: Final = {
    name: name
    for name in (
        *("total", "total_formatted", "subtotal", "subtotal_formatted", "adjustment", "adjustment_formatted"),
        *("discount_amount", "discount_amount_formatted", "discount_percentage", "discount_percentage_formatted"),
    )
}
_ASK: Final = "If you have any questions, please let us know.\n\nThanks,\n{Company Name}"
_ASK_AR: Final = "إذا كانت لديكم أي أسئلة فلا تترددوا في التواصل معنا.\n\nشكرًا،\n{Company Name}"
INVOICE_SUBJECT: Final = "Invoice {Invoice Number} from {Company Name}"
INVOICE: Final = (
    "Hi {Customer Name},\n\nHere is invoice {Invoice Number} for {Invoice Amount}.\n\n"
    "The amount of {Invoice Due Amount} is due on {Invoice Due Date}. You can see the invoice online:\n\n{Invoice Link}\n\n" + _ASK
)
INVOICE_LINK: Final = "Invoice Link"
INVOICE_BUTTON: Final = "View invoice"
ESTIMATE_SUBJECT: Final = "Estimate {Estimate Number} from {Company Name}"
ESTIMATE: Final = (
    "Hi {Customer Name},\n\nHere is estimate {Estimate Number} for {Estimate Amount}.\n\n"
    "It is good until {Estimate Expiration Date}.\n\n" + _ASK
)
RECEIPT_SUBJECT: Final = "Receipt {Receipt Number} from {Company Name}"
RECEIPT: Final = "Hi {Customer Name},\n\nHere is receipt {Receipt Number} of {Receipt Date} for {Receipt Amount}.\n\n" + _ASK
CREDIT_NOTE_SUBJECT: Final = "Credit note {Credit Note Number} from {Company Name}"
CREDIT_NOTE: Final = (
    "Hi {Customer Name},\n\nHere is credit note {Credit Note Number} of {Credit Note Date} for {Credit Note Amount}.\n\n" + _ASK
)
PAYMENT_SUBJECT: Final = "Payment {Payment Number} confirmed by {Company Name}"
PAYMENT: Final = "Hi {Customer Name},\n\nWe have received your payment of {Payment Amount} on {Payment Date}. Thank you.\n\n" + _ASK
STATEMENT_SUBJECT: Final = "Statement of account from {Company Name}"
STATEMENT: Final = (
    "Hi {Customer Name},\n\nHere is your statement of account from {From Date} to {To Date}.\n\n"
    "The balance on {To Date} is {Balance}.\n\n" + _ASK
)

words = Words(
    {
        STATEMENT_SUBJECT: "كشف حساب من {Company Name}",
        STATEMENT: "مرحبًا {Customer Name}،\n\nإليكم كشف حسابكم من {From Date} إلى {To Date}.\n\n"
        "الرصيد في {To Date} هو {Balance}.\n\n" + _ASK_AR,
        INVOICE_SUBJECT: "فاتورة {Invoice Number} من {Company Name}",
        INVOICE: "مرحبًا {Customer Name}،\n\nإليكم الفاتورة {Invoice Number} بمبلغ {Invoice Amount}.\n\n"
        "المبلغ {Invoice Due Amount} مستحق في {Invoice Due Date}. يمكنكم الاطلاع على الفاتورة عبر الإنترنت:\n\n{Invoice Link}\n\n"
        + _ASK_AR,
        INVOICE_BUTTON: "عرض الفاتورة",
        ESTIMATE_SUBJECT: "عرض سعر {Estimate Number} من {Company Name}",
        ESTIMATE: "مرحبًا {Customer Name}،\n\nإليكم عرض السعر {Estimate Number} بمبلغ {Estimate Amount}.\n\n"
        "وهو سارٍ حتى {Estimate Expiration Date}.\n\n" + _ASK_AR,
        RECEIPT_SUBJECT: "إيصال {Receipt Number} من {Company Name}",
        RECEIPT: "مرحبًا {Customer Name}،\n\nإليكم الإيصال {Receipt Number} بتاريخ {Receipt Date} بمبلغ {Receipt Amount}.\n\n" + _ASK_AR,
        CREDIT_NOTE_SUBJECT: "إشعار دائن {Credit Note Number} من {Company Name}",
        CREDIT_NOTE: "مرحبًا {Customer Name}،\n\nإليكم الإشعار الدائن {Credit Note Number} "
        "بتاريخ {Credit Note Date} بمبلغ {Credit Note Amount}.\n\n" + _ASK_AR,
        PAYMENT_SUBJECT: "تأكيد الدفعة {Payment Number} من {Company Name}",
        PAYMENT: "مرحبًا {Customer Name}،\n\nاستلمنا دفعتكم بمبلغ {Payment Amount} في {Payment Date}. شكرًا لكم.\n\n" + _ASK_AR,
    }
)
