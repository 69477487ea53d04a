"""Paper → HTML, which is the page on a screen and what the PDF is made of. It needs nothing from anywhere else; pure.

What people wrote is text and never markup; the only picture is the organization's own logo, inside the page.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator
from functools import cache, partial
from importlib.resources import files
from typing import Any, Final

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from bigcapital.documents.paper.paper import Paper, Sum
from bigcapital.languages import LEFT, isolated
from bigcapital.organization.templates.fields import COLOR, fields_of, words
from bigcapital.organization.templates.operations import Branding

_NUMERIC: Final = frozenset({"quantity", "rate", "total", "invoice_amount", "paid_amount", "charged", "credited", "balance"})
_COLOR: Final = re.compile(r"#[0-9a-fA-F]{3}([0-9a-fA-F]{3})?")


@cache
def _template() -> Any:
    loader = PackageLoader("bigcapital.documents.paper", package_path=".")
    made = Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    return made.get_template("paper.html")


@cache
def _style() -> str:
    return (files("bigcapital.documents.paper") / "paper.css").read_text("utf-8")


def as_html(paper: Paper, branding: Branding, language: str | None) -> str:
    """The document as a page of any length."""
    spoken = language if language in ("en", "ar") else "en"
    says, fields = branding.attributes, fields_of(paper.resource)
    number, text = (partial(isolated, beginning=LEFT), isolated) if spoken == "ar" else (str, str)
    columns = [name for name in fields.columns if any(line.get(name) for line in paper.lines)]

    def shown(names: Any, given: Any) -> Iterator[tuple[str, str]]:
        for name in names:
            if says[f"show_{name}"] and given.get(name):
                yield says[f"{name}_label"], given[name]

    return str(
        _template().render(
            language=spoken,
            direction="rtl" if spoken == "ar" else "ltr",
            style=Markup(_geometry(says, spoken) + _style()),  # ours, and a colour that is one  # noqa: S704
            title=words(fields.title, spoken),
            number=text(paper.number),
            stamp=words(paper.stamp, spoken) if paper.stamp else "",
            company=text(branding.company_name),
            company_address=text(branding.company_address) if says["show_company_address"] else "",
            tax_number=number(branding.tax_number) if branding.tax_number else "",
            logo=_inside(branding.logo),
            billed_to=says["billed_to_label"],
            customer=text(paper.customer.name),
            customer_address=text(paper.customer.address) if says["show_customer_address"] else "",
            details=[(label, text(value)) for label, value in shown(fields.details, paper.details)],
            heads=[(says[f"line_{name}_label"], name, name in _NUMERIC) for name in columns],
            rows=[[(number if name in _NUMERIC else text)(line.get(name, "")) for name in columns] for line in paper.lines],
            totals=[
                (_called(one, says, spoken, text), number(one.amount), one.name)
                for one in paper.totals
                if says[f"show_{one.name}"] and one.amount
            ],
            notes=[(label, text(note)) for label, note in shown(fields.notes, paper.notes)],
        )
    )


def _called(one: Sum, says: Any, language: str, text: Any) -> str:
    label = text(one.label) if one.label else says[f"{one.name}_label"]
    return f"{label} {words('(included)', language)}" if one.included else label


def _inside(logo: tuple[str, bytes] | None) -> str:
    """The logo as part of the page."""
    return f"data:{logo[0]};base64,{base64.b64encode(logo[1]).decode()}" if logo is not None else ""


def _geometry(says: Any, language: str) -> str:
    """What of the style depends on the template and the language: its colours, and the numbers of pages."""
    first = _safe(says["primary_color"]) or COLOR
    second = _safe(says["secondary_color"]) or first
    before, _, rest = words("Page {page} of {pages}", language).partition("{page}")
    between, _, after = rest.partition("{pages}")
    count = f'"{before}" counter(page) "{between}" counter(pages) "{after}"'
    return f":root{{--first:{first};--second:{second}}}@page{{@bottom-center{{content:{count}}}}}"


def _safe(color: Any) -> str:
    return color if isinstance(color, str) and _COLOR.fullmatch(color) else ""
