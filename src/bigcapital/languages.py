"""The languages that the product speaks, and texts in them. The English text is its own key."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

LANGUAGES: Final = ("en", "ar")
LEFT: Final = "\u2066"  # Unicode's isolates, by what stands in them: numbers, and text of either direction
OWN: Final = "\u2068"
_END: Final = "\u2069"


def isolated(text: str, beginning: str = OWN) -> str:
    """``text`` as it stands among Arabic words: in its own order, with its signs and stops, line by line."""
    return "\n".join(f"{beginning}{line}{_END}" if line else "" for line in text.split("\n"))


class Words:
    """Some English texts and what they are in Arabic: ``words("Cash", "ar")``."""

    def __init__(self, arabic: Mapping[str, str]):
        self._by_language = {"ar": arabic}

    def __call__(self, english: str, language: str | None) -> str:
        """``english`` in ``language``; as it is where there is no other wording of it."""
        return self._by_language.get(language or "", {}).get(english, english)

    def __iter__(self) -> Iterator[str]:
        """The texts that have other wordings."""
        return iter(self._by_language["ar"])
