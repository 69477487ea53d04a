"""Cells of the reports that list lines, each account's or each contact's: balances and lines, named by their rows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from bigcapital.accounting.lines import LedgerLine
from bigcapital.accounting.spans import Span
from bigcapital.ledger.periods import Period
from bigcapital.reports.cells import Cell, no_column, one_side
from bigcapital.reports.figures import Figures, before, over
from bigcapital.reports.lines import Wanted, line_of, read_row
from bigcapital.reports.terms import Term, Terms
from bigcapital.tenancy.tenant import Tenant

_BALANCES = ("OPENING_BALANCE", "CLOSING_BALANCE", "CLOSING_BALANCE_SUBACCOUNTS")


@dataclass(frozen=True, slots=True)
class Asked:
    """A cell that is asked about. ``kind``: LINE or a balance; ``id``: of the line, or of the account or contact.

    A row is ``LINE_5``, or ``LINE_5_2024-01-31`` (of ``day``); ``OPENING_BALANCE_7``, as in tables; or ``7`` with the balance as
    its column, as in trees.
    """

    row: str
    column: str
    kind: str
    id: int
    day: str = ""

    @classmethod
    def of(cls, row: str, column: str) -> Asked:
        """As it was asked; an ``id`` of 0 is nobody's."""
        kind, id, day = read_row(row)
        return cls(row, column, kind or ("CLOSING_BALANCE" if column == "running_balance" else column.upper()), id, day)

    def line(self, tenant: Tenant, wanted: Wanted) -> LedgerLine:
        """The line asked about; raises ``InvalidInput`` where it is none of those ``wanted``."""
        return line_of(tenant, self.id, self.row, wanted, self.day)

    def of_line(self, line: LedgerLine, name: str, whole: Term) -> Cell:
        """One side of a line, its amount, or what was held after it. ``whole``: all that its account or contact ever moved."""
        day, alone = Span(line.date, line.date), frozenset((line.id,))
        terms: Terms
        if self.column == "running_balance":
            terms = (replace(whole, span=before(line.date)), replace(whole, span=day, lines=range(line.id + 1)))
        elif self.column == "amount":
            terms = (replace(whole, span=day, lines=alone),)
        else:
            terms = (replace(whole, span=day, sign=1, side=one_side(self.column), lines=alone),)
        return Cell(self.row, self.column, name, None, terms)

    def of_balance(self, period: Period, name: str, whole: Term, figures: Callable[[Sequence[Span]], Figures]) -> Cell:
        """What was held before ``period``, or after it. ``whole``: as in ``of_line``."""
        if self.kind not in _BALANCES or self.column not in ("running_balance", self.kind.lower()):
            raise no_column(self.column)
        spans = [before(period.start)] if self.kind == "OPENING_BALANCE" else [before(period.start), over(period)]
        terms = tuple(replace(whole, span=span) for span in spans)
        return Cell(self.row, self.column, name, figures(spans).amount(terms), terms)
