"""Why a figure is what it is: its formula, its filters, and the very lines that sum to it, page by page.

Nothing here knows a report: a ``Cell`` says everything. The lines' total is added up from the lines themselves, never taken
from the figure, so that the two prove each other.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, and_, case, false, func, literal, or_, select

from bigcapital.accounting import dimensions
from bigcapital.accounting.cash_basis import settled_days
from bigcapital.accounting.currencies.rates import signs
from bigcapital.accounting.exact import exact_sum
from bigcapital.accounting.known import Known
from bigcapital.accounting.lines import LedgerLine, lines_by_id, read_lines, standing
from bigcapital.accounting.model import entries
from bigcapital.accounting.model import lines as ledger_lines
from bigcapital.accounting.settlements import COUNTS
from bigcapital.accounting.spans import Span
from bigcapital.accounting.taxes.rates import taxes
from bigcapital.ledger.money import ZERO, currency_symbol, exponent
from bigcapital.reports import chart
from bigcapital.reports.cells import Addend, Cell, Counted, DocumentLine
from bigcapital.reports.chart import Chart
from bigcapital.reports.context import Context, Quantities, Writer
from bigcapital.reports.engine import exactly
from bigcapital.reports.lines import LineWriter
from bigcapital.reports.terms import Piece, pieces
from bigcapital.tenancy.tenant import Tenant

_SOURCE = ledger_lines.join(entries, entries.c.id == ledger_lines.c.entry_id)


@dataclass(frozen=True)
class Explainer:
    """Explains cells of one report as it was asked for: in these branches, as known at ``moment`` (now)."""

    tenant: Tenant
    context: Context
    writer: Writer
    branches: Sequence[int] = ()
    known: Known | None = None
    moment: datetime | None = None
    on_cash_basis: bool = False
    figures: Writer | None = None  # of a figure that is not in base currency

    def explain(self, cell: Cell, page: int, size: int) -> dict[str, Any]:
        """The answer for a cell. A share, or what is made of figures as it says, is explained by these, each with its own lines."""
        books = chart.read(self.tenant)
        if cell.currency is not None or cell.is_quantity or cell.on_cash_basis:
            way = replace(self, figures=self._writer_of(cell), on_cash_basis=self.on_cash_basis or cell.on_cash_basis)
            return way.explain(replace(cell, currency=None, is_quantity=False, on_cash_basis=False), page, size)
        if cell.counted is not None:
            return self._counted(cell, cell.counted, books, page, size)
        if cell.ratio is not None or cell.words:
            return self._computed(cell, page, size)
        made_of = pieces(cell.terms)
        shares = self._shares(made_of) if self.on_cash_basis else []
        whole, total = self._total(made_of)
        count, total = whole + len(shares), total + sum((_counts(made_of, one) for one in shares), ZERO)
        lines = self._lines(made_of, books, page, size)
        lines += self._parts_of_lines(made_of, books, shares[max((page - 1) * size - whole, 0) : max(page * size - whole, 0)])
        amount = total if cell.amount is None else cell.amount
        return {
            "cell": self._cell(cell, amount),
            "formula": self._formula(cell, made_of),
            "filters": self._filters(made_of, books),
            "lines": lines,
            "total": total,
            "pagination": {"total": count, "page": page, "page_size": size},
            "figures": [],
        }

    def _computed(self, cell: Cell, page: int, size: int) -> dict[str, Any]:
        """What is made of other figures, each explained by itself."""
        words, made_of = cell.words, cell.computed
        if cell.ratio is not None:
            made_of = cell.ratio
            words = self.context.text("{part} ÷ {whole}", part=made_of[0].name, whole=made_of[1].name)
        return {
            "cell": self._cell(cell, cell.amount),
            "formula": {"words": f"{cell.name} = {words}", "parts": self._parts(cell), "terms": []},
            "filters": None,
            "lines": [],
            "total": None,
            "pagination": None,
            "figures": [replace(self, figures=None).explain(one, page, size) for one in made_of],
        }

    def _writer_of(self, cell: Cell) -> Writer | None:
        """Who writes a figure in a currency of its own, or one that is no money; None for the rest."""
        if cell.is_quantity:
            return Quantities("", "", self.writer.style)
        if cell.currency in (None, self.writer.currency):
            return None
        sign = signs(self.tenant).get(cell.currency) or currency_symbol(cell.currency)
        return Writer(cell.currency, sign, replace(self.writer.style, precision=exponent(cell.currency)))

    def _counted(self, cell: Cell, counted: Counted, books: Chart, page: int, size: int) -> dict[str, Any]:
        """What is made of shares of lines."""
        shown = counted[(page - 1) * size : page * size]
        writing = LineWriter(self.context, self.writer, dimensions.contacts(self.tenant, {line.contact_id for line, _ in shown}))
        total = sum((amount for _, amount in counted), ZERO)
        dates = [line.date for line, _ in counted]
        span = Span(min(dates, default=None), max(dates, default=None))
        accounts = frozenset(line.account_id for line, _ in counted if isinstance(line, LedgerLine))
        lines = [Piece(accounts, span, 0, 0)]
        words = cell.words or self.context.text("Shares of its lines")
        return {
            "cell": self._cell(cell, total if cell.amount is None else cell.amount),
            "formula": {"words": f"{cell.name} = {words}", "parts": self._parts(cell), "terms": []},
            "filters": self._filters(lines, books),
            "lines": [_shown(line, books, writing) | self._amount(amount) | {"part": None} for line, amount in shown],
            "total": total,
            "pagination": {"total": len(counted), "page": page, "page_size": size},
            "figures": [],
        }

    # --- the lines ---

    def _which(self, made_of: Iterable[Piece]) -> ColumnElement[bool]:
        within = or_(false(), *(piece.condition() for piece in made_of))
        found = and_(within, ledger_lines.c.branch_id.in_(list(self.branches))) if self.branches else within
        return and_(found, COUNTS) if self.on_cash_basis else found

    def _shares(self, made_of: Sequence[Piece]) -> list[LedgerLine]:
        """On cash basis, what settlements made real of lines, each on its day. They come behind the lines that count whole."""
        ends = [piece.span.end for piece in made_of]
        up_to = None if None in ends or not ends else max(end for end in ends if end is not None)

        def takes(line: LedgerLine) -> bool:
            return (not self.branches or line.branch_id in self.branches) and any(piece.has(line) for piece in made_of)

        return list(settled_days(self.tenant, takes, up_to, known=self.known).values())

    def _parts_of_lines(self, made_of: Sequence[Piece], books: Chart, shares: Sequence[LedgerLine]) -> list[dict[str, Any]]:
        """The lines of these shares, each with the part of it that counts."""
        whole = lines_by_id(self.tenant, [one.id for one in shares])
        writing = LineWriter.of(self.tenant, self.context, self.writer, shares)
        return [
            line_shown(whole[one.id], books, writing) | self._amount(_counts(made_of, one)) | {"part": self._part(one, writing)}
            for one in shares
        ]

    def _part(self, share: LedgerLine, writing: LineWriter) -> dict[str, Any]:
        sides = writing.sides(share.debit, share.credit)
        return {"date": share.date, "date_formatted": writing.day(share.date), **sides, "currency_code": self.writer.currency}

    def _total(self, made_of: Sequence[Piece]) -> tuple[int, Decimal]:
        """How many lines there are and what they come to.

        An entry and its reversal have lines of the same accounts, days, contacts and branches: together they come to nothing,
        so they need not be told apart to add up, only to count. Millions of lines are added up without their entries.
        """
        sums: list[Any] = []
        for piece in made_of:
            here = piece.condition()
            sums += [exact_sum(case((here, side), else_=0)) for side in piece.sides()]
        which = [self._which(made_of)] if self.known is None else [self._which(made_of), ledger_lines.c.id <= self.known.line]
        # single lines may be there without their reversals
        together = not self.on_cash_basis and all(piece.lines is None for piece in made_of)
        if together:
            undoing = select(func.count()).select_from(_SOURCE).where(*which, entries.c.reverses.is_not(None))
            statement = select(func.count(), undoing.correlate(None).scalar_subquery(), *sums).where(*which)
        else:
            statement = select(func.count(), literal(0), *sums).select_from(_SOURCE).where(*which, standing(self.known))
        count, reversals, *found = tuple(self.tenant.connection.execute(statement).one())
        values = [value or ZERO for value in found]
        ways = [way for piece in made_of for way in (piece.debit, piece.credit)]
        return int(count) - 2 * int(reversals), sum((way * value for way, value in zip(ways, values, strict=True)), ZERO)

    def _lines(self, made_of: Sequence[Piece], books: Chart, page: int, size: int) -> list[dict[str, Any]]:
        skip = min((page - 1) * size, 2**62)
        found = read_lines(self.tenant, known=self.known, which=[self._which(made_of)], limit=size, offset=skip)
        writing = LineWriter.of(self.tenant, self.context, self.writer, found)
        return [line_shown(one, books, writing) | self._amount(_counts(made_of, one)) | {"part": None} for one in found]

    # --- what is said about them ---

    def _amount(self, value: Decimal | None) -> dict[str, Any]:
        writer = self.figures or self.writer
        return {"amount": value, "formatted_amount": writer.amount(value, total=True) if value is not None else ""}

    def _cell(self, cell: Cell, amount: Decimal | None) -> dict[str, Any]:
        shown, currency = self._amount(amount), (self.figures or self.writer).currency
        if cell.ratio is not None and amount is not None:
            shown, currency = self.writer.percentage(amount), ""
        return {"row": cell.row, "column": cell.column, "name": cell.name, **shown, "currency_code": currency or None}

    def _formula(self, cell: Cell, made_of: Sequence[Piece]) -> dict[str, Any]:
        right = _added_up(cell.parts) if cell.parts else self.context.text(_SIDES.get(_sides(made_of), "Debits and credits of its lines"))
        return {"words": f"{cell.name} = {right}", "parts": self._parts(cell), "terms": [_term(piece) for piece in made_of]}

    def _parts(self, cell: Cell) -> list[dict[str, Any]]:
        return [
            {"sign": one.sign, "row": one.row, "column": one.column, "name": one.name, **self._amount(one.amount)} for one in cell.parts
        ]

    def _filters(self, made_of: Sequence[Piece], books: Chart) -> dict[str, Any]:
        wanted = {id for piece in made_of for id in piece.accounts}
        named = frozenset().union(*(piece.contacts or () for piece in made_of))
        contacts = dimensions.contacts(self.tenant, named)
        branches = dimensions.branches(self.tenant).by_id
        rates = frozenset().union(*(piece.tax_rates or () for piece in made_of))
        starts = [piece.span.start for piece in made_of]
        ends = [piece.span.end for piece in made_of]
        return {
            "accounts": [{"id": one.id, "name": one.name, "code": one.code} for one in books.walk() if one.id in wanted],
            "contacts": [one.shown() for one in contacts.values()],
            "tax_rates": [{"id": one.id, "name": one.name} for one in taxes(self.tenant).by_id.values() if one.id in rates],
            "branches": [{"id": id, "name": branches[id]["name"] if id in branches else ""} for id in self.branches],
            "from_date": None if None in starts else min((one for one in starts if one is not None), default=None),
            "to_date": None if None in ends else max((one for one in ends if one is not None), default=None),
            "known_at": exactly(self.moment) if self.moment is not None else None,
        }


def _counts(made_of: Iterable[Piece], line: LedgerLine) -> Decimal:
    """What a line, or a share of one, counts."""
    return sum((piece.amount(line) for piece in made_of), ZERO)


def _shown(line: LedgerLine | DocumentLine, books: Chart, writing: LineWriter) -> dict[str, Any]:
    """A line of the ledger, or of a document, which has no account and no sides."""
    if isinstance(line, LedgerLine):
        return line_shown(line, books, writing)
    ledger = ("entry_id", "account_id", "account_code", "recorded_at", "user_id", "debit", "credit", "formatted_debit", "formatted_credit")
    return dict.fromkeys(ledger) | {"account_name": ""} | _of_either(line, writing)


def line_shown(line: LedgerLine, books: Chart, writing: LineWriter) -> dict[str, Any]:
    """A line with what leads on from it: its account, its document, the entry that wrote it and when."""
    account = books.by_id.get(line.account_id)
    return {
        **_of_either(line, writing),
        "entry_id": line.entry_id,
        "account_id": line.account_id,
        "account_name": account.name if account else "",
        "account_code": account.code if account else None,
        "recorded_at": exactly(line.recorded_at),
        "user_id": line.user_id,
        **writing.sides(line.debit, line.credit),
    }


def _of_either(line: LedgerLine | DocumentLine, writing: LineWriter) -> dict[str, Any]:
    """What is said of any line: its day, its contact and the document that it is of."""
    return {
        "id": line.id,
        "date": line.date,
        "date_formatted": writing.day(line.date),
        "contact_id": line.contact_id,
        **writing.contact(line.contact_id),
        "branch_id": line.branch_id,
        "note": line.note,
        "reference_type": line.reference_type,
        "reference_type_formatted": writing.document(line.reference_type),
        "reference_id": line.reference_id,
        "transaction_number": line.number,
        "currency_code": writing.writer.currency,
    }


def _added_up(parts: Iterable[Addend]) -> str:
    words = "".join(f" {'+' if one.sign > 0 else '−'} {one.name}" for one in parts)
    return words[3:] if words.startswith(" + ") else words[1:]


_SIDES = {
    frozenset({(1, -1)}): "Debits less credits of its lines",
    frozenset({(-1, 1)}): "Credits less debits of its lines",
    frozenset({(1, 0)}): "Debits of its lines",
    frozenset({(0, 1)}): "Credits of its lines",
}


def _sides(made_of: Iterable[Piece]) -> frozenset[tuple[int, int]]:
    return frozenset((piece.debit, piece.credit) for piece in made_of)


def _term(piece: Piece) -> dict[str, Any]:
    return {
        "debit": piece.debit,
        "credit": piece.credit,
        "accounts_ids": sorted(piece.accounts),
        "contacts_ids": sorted(piece.contacts) if piece.contacts is not None else None,
        "tax_rates_ids": sorted(piece.tax_rates) if piece.tax_rates is not None else None,
        "from_date": piece.span.start,
        "to_date": piece.span.end,
    }
