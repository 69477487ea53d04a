"""What a document shows on paper. Amounts and days are as the API writes them, so paper and screen say the same; pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Party:
    """Whom it is for. ``address``: in lines."""

    name: str
    address: str = ""


@dataclass(frozen=True, slots=True)
class Sum:
    """A line under the lines. ``name``: a field of the template's totals. ``label``: what it is called, if not what the template says.

    ``included``: a tax that the prices above it include.
    """

    name: str
    amount: str
    label: str | None = None
    included: bool = False


@dataclass(frozen=True, slots=True)
class Paper:
    """A document as its reader sees it; the names of fields are those of ``organization.templates.fields``.

    ``resource``: its kind. ``details``: number and dates, ``lines``: column → text, ``notes``: texts below. ``stamp``: a word that
    stands beside the title, as Draft. Fields that are empty are not shown.
    """

    resource: str
    number: str
    customer: Party
    details: Mapping[str, str]
    lines: Sequence[Mapping[str, str]]
    totals: Sequence[Sum]
    notes: Mapping[str, str]
    stamp: str = ""
