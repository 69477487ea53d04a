"""What all reports share: from a question to an answer.

A report resolves the question when it is made (dates, account filter, format) and refuses what cannot be answered. Then
it reads figures or lines and makes a sheet of them, which ``formats`` turns into bytes. Answers are remembered by what was
resolved, so that "this year" asked tomorrow is another question.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, ClassVar, Generic, Literal, TypeVar, get_args

from pyramid.response import Response
from sqlalchemy import ColumnElement

from bigcapital import clock, db
from bigcapital.accounting.known import Known, known_at
from bigcapital.accounting.lines import LedgerLine
from bigcapital.accounting.spans import Span
from bigcapital.ledger.money import exponent
from bigcapital.reports import chart, figures, formats
from bigcapital.reports.cells import Cell, RowFigure, of_terms, pieces_of
from bigcapital.reports.chart import Chart
from bigcapital.reports.context import Context, Writer
from bigcapital.reports.figures import Figures, OfContacts, Read
from bigcapital.reports.formats import Desk, Form
from bigcapital.reports.named import check_ids
from bigcapital.reports.query import OfAccounts, ReportQuery
from bigcapital.reports.sheet import Sheet
from bigcapital.reports.table import Flow, Table
from bigcapital.reports.terms import Term
from bigcapital.rest.tree import Collection
from bigcapital.tenancy.tenant import Tenant

Q = TypeVar("Q", bound=ReportQuery)


@dataclass(frozen=True)
class Made:
    """What a report makes: for programs, for people (each when it is wanted), and what else stands beside them (pagination)."""

    data: Callable[[], Any]
    table: Callable[[], Table]
    more: dict[str, Any] = field(default_factory=dict)


KINDS: dict[str, type[Report[Any]]] = {}  # every report by its name, for the job that makes one


class Report(Generic[Q]):
    """One question to one report. A subclass says what it is called, makes data and table, and answers for its figures:
    ``cell`` (why is it so?), ``scope`` (which lines are these?), ``rows`` (what does it come to?). With these it has its
    ``explain``, its ``changes`` and its place in dry runs; a statement in columns (``StatementReport``) has them already.

    ``read`` gives the figures; ``figures.scan`` in its place answers the same from every line.
    """

    name: ClassVar[str]  # in its path and in the cache
    title: ClassVar[str]
    starts: ClassVar[Literal["year", "month", "ever"]] = "year"  # where a range begins that says nothing
    accounts_key: ClassVar[str] = "accounts_ids"  # what the contract calls the account filter here
    as_of: ClassVar[bool] = False  # it is about a day rather than a range
    remembered: ClassVar[bool] = True
    asks: ClassVar[type[ReportQuery]] = ReportQuery  # what its question is made of: the Q of ``Report[Q]``

    def __init_subclass__(cls, **more: Any) -> None:
        super().__init_subclass__(**more)
        for base in getattr(cls, "__orig_bases__", ()):
            cls.asks = next((one for one in get_args(base) if isinstance(one, type)), cls.asks)
        if "name" in vars(cls):
            KINDS[cls.name] = cls

    def __init__(self, context: Context, query: Q, read: Read = figures.read):
        self.context, self.query, self.read = context, query, read
        self.period = context.range(query.days, start=self.starts)
        self.style = query.number_format.style(exponent(context.base_currency))
        self.moment = past(query.as_known_at)
        self._known: Known | None = None

    def make(self, tenant: Tenant, writer: Writer) -> Made:
        """Read, and put together."""
        raise NotImplementedError

    def cell(self, tenant: Tenant, writer: Writer, row: str, column: str) -> Cell:
        """What stands in a cell and why: the row by the ``id`` that its JSON or table has, the column by its ``key``.

        Raises ``InvalidInput`` (``cells.no_row``, ``cells.no_column``) for one that is not there.
        """
        raise NotImplementedError

    def scope(self, tenant: Tenant, writer: Writer) -> ColumnElement[bool]:
        """The condition that a ledger line is within the report's filters and range; here, one that its ``scope_terms`` count."""
        return of_terms(self.scope_terms(tenant, writer))

    def takes(self, tenant: Tenant, writer: Writer) -> Callable[[LedgerLine], bool]:
        """The same of a line that no statement has read: the share of one."""
        made_of = pieces_of(self.scope_terms(tenant, writer))
        return lambda line: any(piece.has(line) for piece in made_of)

    def scope_terms(self, tenant: Tenant, writer: Writer) -> Iterable[Term]:
        """The terms of all its figures, for a report that says its ``scope`` by these."""
        raise NotImplementedError

    def rows(self, tenant: Tenant, writer: Writer) -> list[RowFigure]:
        """What each row comes to, from ``figures``: made of a few lines it is what these change. None for lists of lines."""
        return []

    def effects(self, tenant: Tenant, writer: Writer, several: Sequence[Sequence[LedgerLine]]) -> list[list[RowFigure]]:
        """What each of ``several`` entries, given as its lines, changes in the rows."""
        query = self.query.model_copy(update={"basis": "accrual"}) if self.query.on_cash_basis else self.query  # these count as they are
        made = (type(self)(self.context, query, figures.of_lines((line.date, line) for line in lines)) for lines in several)
        return [one.rows(tenant, writer) for one in made]

    def effects_writer(self, tenant: Tenant, writer: Writer) -> Writer:
        """What writes them: the ``writer`` of the report, in base currency, unless they are in another."""
        return writer

    @property
    def is_settled(self) -> bool:
        """Whether it changes by what settles documents, apart from entries: then ``effects`` are asked of shares of their lines, too."""
        return self.query.on_cash_basis

    def known(self, tenant: Tenant) -> Known | None:
        """How far the ledger had grown at the moment asked about; None: it is about now. One statement, once."""
        if self.moment is not None and self._known is None:
            self._known = known_at(tenant, self.moment)
        return self._known

    def flow(self, tenant: Tenant, writer: Writer) -> Flow | None:
        """The rows of a report that may be longer than memory, read when they are walked; none for a report that is not."""
        return None

    def sheet(self, tenant: Tenant, *, by_rows: bool = False) -> Sheet:
        """The whole answer; ``by_rows``: for a form that is made of rows, of which there may be millions.

        Raises ``InvalidInput`` where an account, branch or contact asked for does not exist.
        """
        check_ids(tenant, self.query)
        writer = Writer.of(tenant, self.style)
        asked, meta, language = self.asked(), self.meta(), self.context.language
        flow = self.flow(tenant, writer) if by_rows else None
        if flow is not None:
            return Sheet(list, lambda: self.make(tenant, writer).table(), asked, meta, language, flow=flow)
        made = self.make(tenant, writer)
        return Sheet(made.data, made.table, asked, meta, language, made.more)

    def charts(self, tenant: Tenant) -> tuple[Chart, Chart]:
        """The whole chart, and the accounts asked for with all below them: the same one when none are named."""
        whole = chart.read(tenant)
        return whole, whole.only(self.query.accounts)

    def figures(self, tenant: Tenant, spans: Iterable[Span], of: OfContacts | None = None) -> Figures:
        """The sums of accounts, or ``of`` contacts, in the branches and on the basis asked for, as known at the moment asked about."""
        branches, known = self.query.branches, self.known(tenant)
        found = self.read(tenant, spans, branches, known, of)
        return figures.on_cash_basis(tenant, found, branches, known, of) if self.query.on_cash_basis else found

    @property
    def from_date(self) -> date | None:
        """First day; None from the beginning."""
        return None if self.period.start == date.min else self.period.start

    def asked(self) -> dict[str, Any]:
        """The question, with all that was left out filled in."""
        shown = self.query.model_dump(exclude={"account_ids", "accounts_ids", "number_format"})
        if isinstance(self.query, OfAccounts):
            shown[self.accounts_key] = sorted(self.query.accounts)
        number_format = self.query.number_format.model_dump() | {"precision": self.style.precision}
        shown |= self.query.resolved(self.from_date, self.period.end)
        return shown | {
            "branches_ids": list(self.query.branches),
            "number_format": number_format,
            "as_known_at": exactly(self.moment) if self.moment is not None else None,
        }

    def meta(self) -> dict[str, Any]:
        """What stands above a statement."""
        context = self.context
        start, end = _written(self.from_date), _written(self.period.end)
        shown = {
            "organization_name": context.organization_name,
            "base_currency": context.base_currency,
            "date_format": context.date_format,
            "is_cost_compute_running": False,
            "sheet_name": context.text(self.title),
        }
        range = context.text("From {start} To {end}", start=start, end=end) if start else context.text("As {day}", day=end)
        if self.as_of:
            range = context.text("As {day}", day=end)
        if self.moment is not None:  # on paper, too, it must say that it is not what is known today
            range = context.text("{range}, as known at {moment}", range=range, moment=context.moment(self.moment))
        if self.as_of:
            return shown | {"formatted_as_date": end, "formatted_date_range": range}
        return shown | {"formatted_from_date": start, "formatted_to_date": end, "formatted_date_range": range}


def past(moment: datetime | None) -> datetime | None:
    """A moment that is over; None for none, and for the future, which is not known yet."""
    return moment if moment is not None and moment < clock.now() else None


def exactly(moment: datetime) -> str:
    """A moment to the microsecond: asked for as known at it, a report has what was recorded in it."""
    return moment.isoformat(timespec="microseconds").replace("+00:00", "Z")


def _written(day: date | None) -> str:
    return day.strftime("%Y/%m/%d") if day is not None else ""


class TooLong(Exception):
    """More rows than a client waits for: a job makes the file."""


def answer(collection: Collection, kind: type[Report[Q]], query: Q) -> Response:
    """What the caller gets, in the form that the caller accepts: at once, as it is written, or as a job to be asked about."""
    tenant = collection.tenant
    form = formats.form_for(collection.request.headers.get("Accept", ""))
    report = kind(Context.of(tenant), query)
    try:
        if report.remembered:
            args = {"asked": report.asked(), "language": report.context.language}
            name = f"report.{report.name}.{form.name}"
            kept: str = tenant.cache.get_or_create(name, args, lambda: formats.kept(_whole(tenant, report, form), form))
            return formats.response(formats.restored(kept, form), form)
        if form.flows and report.sheet(tenant, by_rows=True).flow is not None:
            return formats.response(_flowing(tenant, report, form), form)
        return formats.response(_whole(tenant, report, form), form)
    except TooLong:
        from bigcapital.reports.files import order  # a job knows every report, and every report is answered here

        return order(tenant, report, form)


def _whole(tenant: Tenant, report: Report[Any], form: Form) -> bytes:
    sheet = report.sheet(tenant, by_rows=form.by_rows)
    if form.by_rows and form.waits(sheet.rows.count()):
        raise TooLong
    return form.whole(sheet, Desk(tenant.installation.services["pdf"]))


def _flowing(tenant: Tenant, report: Report[Any], form: Form) -> Iterator[bytes]:
    """A body that is read while it is sent, when the request's unit of work is over: so in one of its own, one snapshot."""
    with db.unit_of_work() as tm:
        unit = tenant.installation.open_tenant(tenant.record, tm, writer=False, user_id=tenant.user_id, language=tenant.language)
        yield from form.write(report.sheet(unit, by_rows=True), Desk())
