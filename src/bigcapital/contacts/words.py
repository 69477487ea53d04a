"""The words of contacts in the languages of the product. The key is the English text."""

from __future__ import annotations


def translated(text: str, language: str | None) -> str:
    """``text`` in ``language``; as it is where there is no other word for it."""
    return _ARABIC.get(text, text) if language == "ar" else text


_ARABIC = {
    "Customer": "عميل",
    "Vendor": "مورد",
    "Business": "منشأة",
    "Individual": "فرد",
}
