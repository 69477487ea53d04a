"""The words of contacts in the languages of the product. The key is the English text."""

from __future__ import annotations

from bigcapital.languages import Words

translated = Words(
    {
        "Customer": "عميل",
        "Vendor": "مورد",
        "Business": "منشأة",
        "Individual": "فرد",
    }
)
