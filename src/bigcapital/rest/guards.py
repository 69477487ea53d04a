"""Questions that a lower feature asks of higher ones: may this account be deleted? Registered at start-up.

A guard is called with what the question is about and raises a ``DomainError`` to say no.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from typing import Any

_guards: dict[str, list[Callable[..., None]]] = defaultdict(list)


def guard(question: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Register the decorated function to answer ``question``, such as ``"account.delete"``."""

    def decorate(function: Callable[..., None]) -> Callable[..., None]:
        if function not in _guards[question]:
            _guards[question].append(function)
        return function

    return decorate


def register(question: str, function: Callable[..., None]) -> None:
    """As the decorator, for a function at hand."""
    guard(question)(function)


def check(question: str, *about: Any) -> None:
    """Ask every guard of ``question``; the first that refuses raises."""
    for function in _guards[question]:
        function(*about)
