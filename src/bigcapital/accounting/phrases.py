"""What may be wrong with books, as phrases with values: kept and answered as they are, put into words by whoever shows them.

The words here are English, for the command line, for logs and for clients without catalogues of their own.
"""

from __future__ import annotations

from dataclasses import dataclass

_SUMS = "debit {debit} and credit {credit} (own currency {own_debit} and {own_credit})"
_LINES = "debit {lines_debit} and credit {lines_credit} (own currency {lines_own_debit} and {lines_own_credit})"
_CELL = "account {account}, contact {contact}, currency {currency}, branch {branch}"  # 0 is none

PHRASES = {
    "entry_unbalanced": "entry {entry} has debits of {debit} and credits of {credit} on lines in {currency}",
    "line_misfit": "line {line} of entry {entry} has another day, two sides, none, or two signs",
    "reversal_left": "entry {entry} and its reversal do not cancel on account {account} in {currency}",
    "day_balance_wrong": f"day {{day}}, {_CELL}: the table says {_SUMS}, the lines {_LINES}",
    "month_balance_wrong": f"month {{day}}, {_CELL}: the table says {_SUMS}, the lines {_LINES}",
    "year_balance_wrong": f"year {{day}}, {_CELL}: the table says {_SUMS}, the lines {_LINES}",
    "contacts_differ": "account {account} holds {held}, its contacts {of_contacts}",
    "day_unbalanced": "on {day} debits are {debit} and credits {credit}",
    "days_unbalanced": "over all days debits are {debit} and credits {credit}",
    "moment_not_later": "entry {entry} was not recorded after the entry before it",
    "head_count": "the head row counts {counted} entries, there are {there} up to {last}",
    "head_next_entry": "entry {entry} exists, and {next} is to be the next",
    "head_next_line": "line {line} exists, and {next} is to be the next",
    "head_moment": "the head row's last moment is not the last entry's",
    "head_tenant": "the head row is another tenant's",
    "entry_inserted": "entry {entry} (place {place}) was inserted: its seal does not fit, and its place is taken or beyond the end",
    "entry_changed": "entry {entry} (place {place}) was changed: its seal does not fit",
    "entry_unlinked": (
        "entry {entry} (place {place}) was changed or comes from another past: its hash does not follow the entry before it"
    ),
    "entry_not_anchored": "entry {entry} (place {place}) is not the one that was anchored outside",
    "entry_removed": "entry {place} of the chain was removed",
    "entries_removed": "and all others up to entry {place} were removed",
    "line_without_entry": "line {line} was inserted or moved: there is no entry {entry}",
    "line_inserted": "line {line} of entry {entry} was inserted: the entry has none of this id",
    "line_changed": "line {line} of entry {entry} was changed: its seal does not fit",
    "line_removed": "line {line} of entry {entry} was removed",
    "tail_cut": "the tail was cut: the ledger ends with entry {place}, the head row ends with {last}",
    "tail_cut_anchored": "the tail was cut: the ledger ends with entry {place}, entry {last} was anchored outside",
    "head_place": "the head row ends with entry {last}, the ledger with {place}",
    "head_hash": "the head row's hash is not the last entry's",
}


@dataclass(frozen=True, slots=True)
class Phrase:
    """What is said, by its ``code``, and of what: ids, days and amounts as text."""

    code: str
    values: dict[str, str]

    @property
    def sentence(self) -> str:
        """In English."""
        return PHRASES[self.code].format(**self.values)


def said(code: str, **values: object) -> Phrase:
    """The phrase with these values."""
    return Phrase(code, {name: str(value) for name, value in values.items()})
