"""The words of the tax rates that every organization begins with. The key is the English text."""

from __future__ import annotations

from bigcapital.languages import Words

translated = Words(
    {
        "Tax Exempt": "معفى من الضريبة",
        "Tax on Purchases": "ضريبة المشتريات",
        "Tax on Sales": "ضريبة المبيعات",
        "Sales Tax on Imports": "ضريبة المبيعات على الواردات",
    }
)
