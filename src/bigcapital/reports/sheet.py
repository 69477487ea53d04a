"""A finished report, before anybody has asked what form it should have."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from bigcapital.reports import labels
from bigcapital.reports.table import Flat, Flow, Table


@dataclass(frozen=True)
class Sheet:
    """``data`` for programs, ``table`` for people; the one that is wanted is made. Files and pages are made of ``rows``."""

    data: Callable[[], Any]
    table: Callable[[], Table]
    query: dict[str, Any]
    meta: dict[str, Any]
    language: str = "en"
    more: dict[str, Any] | None = None  # beside the data, such as pagination
    flow: Flow | None = None  # of a report that may be longer than memory
    in_base_currency: bool = True  # whether all amounts are; else each says its own

    @cached_property
    def rows(self) -> Flat:
        """Its rows, one after the other."""
        return self.flow if self.flow is not None else self.table()

    @property
    def right_to_left(self) -> bool:
        """Whether its reader reads so."""
        return self.language == "ar"

    def text(self, english: str, **fill: str) -> str:
        """``english`` in the reader's language."""
        return labels.text(english, self.language, **fill)
