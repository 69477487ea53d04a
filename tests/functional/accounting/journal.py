"""Journals as tests write them."""

from __future__ import annotations

from typing import Any

BANK, PETTY_CASH, RECEIVABLE, PAYABLE, CAPITAL, RENT, SALES = 1000, 1003, 1006, 1008, 1016, 1021, 1025


def journal(*sides: tuple[int, str, str], date: str = "2026-03-15", **more: Any) -> dict[str, Any]:
    """A published journal of (account, debit, credit): ``journal((BANK, "100", ""), (SALES, "", "100"))``."""
    entries = [{"index": place, "account_id": one, "debit": debit, "credit": credit} for place, (one, debit, credit) in enumerate(sides, 1)]
    return {"date": date, "publish": True, "entries": entries} | more


def sale(amount: str = "100", **more: Any) -> dict[str, Any]:
    """Money in the bank for something sold."""
    return journal((BANK, amount, ""), (SALES, "", amount), **more)


def edited(body: dict[str, Any], place: int, **line: Any) -> dict[str, Any]:
    """The same journal with another line at ``place``."""
    entries = [dict(entry) for entry in body["entries"]]
    entries[place] |= line
    return body | {"entries": entries}
