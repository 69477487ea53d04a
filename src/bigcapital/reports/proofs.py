"""``<report>/explain`` and ``<report>/changes``, for every report alike.

A report that is added to ``Proved`` has both, behind its own right. What it must be able to say for that is in
``engine.Report``: ``cell``, ``scope`` and ``rows``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, cast

from pydantic import create_model
from pyramid.response import Response
from sqlalchemy import and_

from bigcapital.accounting.cash_basis import settled_since
from bigcapital.accounting.known import Known, known_at
from bigcapital.accounting.lines import LedgerLine
from bigcapital.accounting.model import lines as ledger_lines
from bigcapital.accounting.settlements import COUNTS
from bigcapital.organization.users import operations as users
from bigcapital.reports import changes, figures
from bigcapital.reports.context import Context, Writer
from bigcapital.reports.engine import Report, exactly, past
from bigcapital.reports.explain import Explainer
from bigcapital.reports.named import check_ids
from bigcapital.reports.proofs_schema import ChangesOut, ExplainOut
from bigcapital.reports.query import ChangesQuery, ExplainQuery, ReportQuery, checked_page
from bigcapital.rest import Collection
from bigcapital.rest.declare import Action, Trait
from bigcapital.rest.outgoing import dumps
from bigcapital.rest.schema import Answer, Query


@dataclass(frozen=True)
class Served:
    """A report, what may be asked of it, and the right to it."""

    report: type[Report[Any]]
    query: type[ReportQuery]
    ability: str


@dataclass(frozen=True)
class Proved(Trait):
    """The explanation and the changes of each report."""

    reports: tuple[Served, ...]

    def actions(self, declared: type[Collection]) -> Iterable[Action]:
        for one in self.reports:
            proofs: tuple[tuple[str, Callable[[Collection, Any], Response], type[Query], type[Answer]], ...] = (
                ("explain", _explains(one.report), beside(ExplainQuery, one.query), ExplainOut),
                ("changes", _changes(one.report), beside(ChangesQuery, one.query), ChangesOut),
            )
            for verb, handler, query, answer in proofs:
                options = {"status": 200, "query": query, "answer": answer}
                yield Action(declared, f"{one.report.name}/{verb}", "GET", handler, one.ability, options)


def beside(asked: type[Query], query: type[Query]) -> type[Query]:
    """A report's query and what is asked beside it, in one."""
    return cast(type[Query], create_model(f"{asked.__name__}Of{query.__name__}", __base__=(asked, query), __doc__=asked.__doc__))


def _explains(kind: type[Report[Any]]) -> Callable[[Collection, Any], Response]:
    def explain(reports: Collection, query: Any) -> Response:
        """Why a figure is what it is: its formula, its filters, and the lines that sum to it, page by page."""
        tenant = reports.tenant
        page, size = checked_page(query.page, query.page_size)
        report = kind(Context.of(tenant), query)

        def compute() -> str:
            check_ids(tenant, report.query)
            writer = Writer.of(tenant, report.style)
            known, branches = report.known(tenant), report.query.branches
            explainer = Explainer(tenant, report.context, writer, branches, known, report.moment, report.query.on_cash_basis)
            return dumps(explainer.explain(report.cell(tenant, writer, query.row, query.column), page, size)).decode()

        if not report.remembered:
            return json(compute())
        asked = report.asked() | {"row": query.row, "column": query.column, "page": page, "page_size": size}
        args = {"asked": asked, "language": report.context.language}
        return json(tenant.cache.get_or_create(f"explain.{report.name}", args, compute))

    return explain


def _changes(kind: type[Report[Any]]) -> Callable[[Collection, Any], Response]:
    def list_changes(reports: Collection, query: Any) -> Response:
        """The entries recorded since ``as_known_at`` that change the report, the newest first, and what each changes in it.

        ``effect`` names the rows of the report over its whole range that the entry changes; compared ranges are not in it.
        On cash basis, and of collected taxes, the documents that were settled since come last, each with the shares of its lines.
        """
        tenant, context = reports.tenant, Context.of(reports.tenant)
        page, size = checked_page(query.page, query.page_size)
        now = query.model_copy(update={"as_known_at": None})
        report = kind(context, now)
        writer = Writer.of(tenant, report.style)
        check_ids(tenant, now)

        moment = past(query.as_known_at)
        since = known_at(tenant, moment) if moment is not None else Known(tenant.head.next_entry_id - 1, tenant.head.next_line_id - 1)
        unread = kind(context, now, figures.of_lines(()))  # which lines, whatever they come to
        scope = unread.scope(tenant, writer)
        if now.branches:
            scope = and_(scope, ledger_lines.c.branch_id.in_(now.branches))
        settled: list[list[LedgerLine]] = []
        if now.on_cash_basis:
            scope = and_(scope, COUNTS)
        if unread.is_settled:
            takes = unread.takes(tenant, writer)
            settled = settled_since(tenant, lambda line: takes(line) and (not now.branches or line.branch_id in now.branches), since)
        total = changes.count(tenant, since, scope)
        several = changes.read(tenant, since, scope, page, size)
        several += settled[max((page - 1) * size - total, 0) : max(page * size - total, 0)]
        effects = report.effects(tenant, writer, several)
        people = users.names(reports.system, tenant.id) if several else {}
        return json(
            dumps(
                {
                    "changes": changes.shown(tenant, context, writer, several, effects, report.effects_writer(tenant, writer), people),
                    "query": report.asked() | {"as_known_at": exactly(query.as_known_at)},
                    "pagination": {"total": total + len(settled), "page": page, "page_size": size},
                }
            ).decode()
        )

    return list_changes


def json(body: str) -> Response:
    """The answer, which is nobody else's."""
    answer = Response(body.encode(), content_type="application/json", charset="utf-8")
    answer.vary = ("Accept-Language",)
    answer.cache_control = "private, no-cache"
    return answer
