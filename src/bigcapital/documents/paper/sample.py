"""A document that nobody wrote, with all that its kind can show: what a template is looked at with while it is changed."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Final

from bigcapital import clock
from bigcapital.accounting.currencies.rates import written
from bigcapital.documents.paper.paper import Paper, Party, Sum
from bigcapital.formats import DEFAULT_DATE_FORMAT, format_date
from bigcapital.languages import Words
from bigcapital.organization.templates.fields import FIELDS
from bigcapital.tenancy.tenant import Tenant

_AMOUNTS: Final = {
    "subtotal": 1_100,
    "discount": -100,
    "adjustment": 5,
    "taxes": 100,
    "total": 1_105,
    "payment_made": -405,
    "due_amount": 700,
    "unapplied": 5,
}
_LATER: Final = {"due_date": 30, "expiration_date": 30}  # days
_ITEMS: Final = (("Consulting", "On the new premises", "8", 100, 800), ("Design", "Pages and logo", "2.5", 120, 300))
_INVOICES: Final = (("INV-00041", 800, 800), ("INV-00042", 700, 300))


def sample(tenant: Tenant, resource: str) -> Paper:
    """A document of this kind, in the organization's currency and language."""
    record, fields = tenant.record, FIELDS[resource]
    language, pattern = record.language or "en", record.date_format or DEFAULT_DATE_FORMAT
    today = clock.now().date()

    def money(amount: int) -> str:
        return written(tenant, Decimal(amount), tenant.base_currency)

    def day(days: int = 0) -> str:
        return format_date(today + timedelta(days=days), pattern, language)

    if "item" in fields.columns:
        keys = ("item", "description", "quantity", "rate", "total")
        lines = [
            dict(zip(keys, (words(item, language), words(text, language), quantity, money(rate), money(total)), strict=True))
            for item, text, quantity, rate, total in _ITEMS
        ]
    else:
        lines = [
            {"invoice_number": number, "invoice_date": day(), "invoice_amount": money(total), "paid_amount": money(paid)}
            for number, total, paid in _INVOICES
        ]
    return Paper(
        resource=resource,
        number="00042",
        customer=Party(words("Customer", language), words("1 Main Street\nTown", language)),
        details={name: "00042" if name.endswith("number") else day(_LATER.get(name, 0)) for name in fields.details},
        lines=lines,
        totals=[Sum(name, money(_AMOUNTS[name]), f"{words('Tax', language)} (10%)" if name == "taxes" else None) for name in fields.totals],
        notes={name: words("Thank you for your trust.", language) for name in fields.notes},
    )


words = Words(
    {
        "Consulting": "استشارات",
        "On the new premises": "في المقر الجديد",
        "Design": "تصميم",
        "Pages and logo": "صفحات وشعار",
        "Customer": "العميل",
        "1 Main Street\nTown": "الشارع الرئيسي 1\nالمدينة",
        "Tax": "الضريبة",
        "Thank you for your trust.": "شكرًا لثقتكم.",
    }
)
