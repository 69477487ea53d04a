"""The words of items in the languages of the product. The key is the English text."""

from __future__ import annotations

from bigcapital.languages import Words

translated = Words(
    {
        "Service": "خدمة",
        "Inventory": "مخزون",
        "Non-inventory": "غير مخزني",
    }
)
TYPES = {"service": "Service", "inventory": "Inventory", "non-inventory": "Non-inventory"}
