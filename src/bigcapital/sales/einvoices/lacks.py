"""What a document lacks to be a valid e-invoice, in the words of whoever has to fill it in. Pure."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import Any, Final, Literal

from bigcapital.sales.einvoices.words import say

Subject = Literal["organization", "customer", "tax_rate", "line", "document"]

GENERAL: Final = "Preferences › General"
SENDING: Final = "Preferences › E-invoices"
BILLING: Final = "The customer › Billing address"
SHIPPING: Final = "The customer › Shipping address"
RECEIVING: Final = "The customer › E-invoices"
DOCUMENT: Final = "The document"


@dataclass(frozen=True, slots=True)
class Lack:
    """Something to fill in: ``field`` of a ``subject``, at ``where``. ``names`` fill the braces of ``says``."""

    subject: Subject
    field: str
    says: str
    where: str
    names: dict[str, Any] = dataclasses.field(default_factory=dict)

    def said(self, language: str | None) -> dict[str, Any]:
        """As clients get it, in a language."""
        sentence, where = (say(words, language).format(**self.names) for words in (self.says, self.where))
        return {"subject": self.subject, "field": self.field, "message": sentence, "where": where}
