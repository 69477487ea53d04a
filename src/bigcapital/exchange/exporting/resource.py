"""``GET /api/export``: a list as CSV, XLSX or PDF, with the filters, the search and the order of its screen."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from pyramid.response import Response

from bigcapital import db
from bigcapital.errors import NotFound
from bigcapital.exchange import kinds
from bigcapital.exchange.exporting.jobs import make_file
from bigcapital.exchange.exporting.sheets import sheet_of
from bigcapital.exchange.plain_text.resource import Export
from bigcapital.jobs import JobRecord, State
from bigcapital.jobs.service import look_up
from bigcapital.reports import formats
from bigcapital.reports.files import FileState, sent, state_of, told
from bigcapital.reports.formats import CSV, PDF, XLSX, Desk, Form
from bigcapital.reports.jobs import file_name
from bigcapital.rest import Collection, ListQuery, action
from bigcapital.rest.incoming import query_values
from bigcapital.rest.schema import Text, validate
from bigcapital.tenancy.tenant import Tenant

PLACE: Final = "/api/export/files"


class ExportQuery(ListQuery):
    """Which list; page and page size are passed over, since all of it is exported."""

    resource: Text


@action(Export, "", method="GET", access="member", query=ExportQuery, accepts=(CSV, XLSX, PDF))
def export(exports: Export, query: ExportQuery) -> Response:
    """A list as a file, as the Accept header says; CSV unless it says otherwise. A long one is made by a worker: 202, and where to ask."""
    kind = kinds.exportable(query.resource)
    kinds.check_allowed(exports.request, kind, "GET")
    assert kind.listing is not None
    tenant, asked = exports.tenant, query_values(exports.request)
    listed, form = validate(kind.listing.query, asked), _form(exports)
    sheet = sheet_of(kind.outside(tenant), listed, on_paper=form.content_type == PDF)
    if form.waits(sheet.rows.count()):
        return _ordered(tenant, kind, form, {name: asked[name] for name in asked if name != "resource"})
    if form.flows:
        answer = formats.response(_flowing(tenant, kind, listed, form), form)
    else:
        answer = formats.response(form.whole(sheet, Desk(tenant.installation.services["pdf"])), form)
    return _named(answer, kind.name, form)


def _form(exports: Export) -> Form:
    """What the caller accepts."""
    form = formats.form_for(exports.request.headers.get("Accept", ""))
    return form if form.name in {"csv", "xlsx", "pdf"} else formats.form_named("csv")


def _named(answer: Response, name: str, form: Form) -> Response:
    how = "inline" if form.content_type == PDF else "attachment"
    answer.content_disposition = f'{how}; filename="{name}.{form.ending}"'
    return answer


def _flowing(tenant: Tenant, kind: type[Collection], query: ListQuery, form: Form) -> Iterator[bytes]:
    """A body that is read while it is sent, when the request's unit of work is over: so in one of its own, one snapshot."""
    with db.unit_of_work() as tm:
        unit = tenant.installation.open_tenant(tenant.record, tm, writer=False, user_id=tenant.user_id, language=tenant.language)
        yield from form.write(sheet_of(kind.outside(unit), query, on_paper=False), Desk())


# --- long files ---


def _ordered(tenant: Tenant, kind: type[Collection], form: Form, query: dict[str, Any]) -> Response:
    """Have the file made, and say where to ask about it. The job is left in a unit of work of its own: the request's only reads."""
    if form.content_type == PDF:
        tenant.installation.services["pdf"].check()
    with db.unit_of_work() as tm:
        unit = tenant.installation.open_tenant(tenant.record, tm, writer=True, user_id=tenant.user_id)
        job_id: str = unit.jobs.enqueue(make_file, resource=kind.resource, form=form.name, query=query, language=tenant.language)
    return told(JobRecord(job_id, make_file.name), PLACE)


@action(Export, "files/:job_id", method="GET", access="member", answer=FileState)
def file_state(exports: Export, job_id: str) -> dict[str, Any]:
    """How far the file is."""
    return state_of(_own(exports, job_id), PLACE)


@action(Export, "files/:job_id/content", method="GET", access="member", accepts=(PDF, XLSX))
def file_content(exports: Export, job_id: str) -> Response:
    """The file, for a day."""
    job = _own(exports, job_id)
    form = formats.form_named(job.args["form"])
    file = exports.tenant.files.open(file_name(job.id, form)) if job.state is State.COMPLETED else None
    if file is None:
        raise NotFound("There is no such file, or none any more.")
    return _named(formats.response(sent(file), form), kinds.exportable(job.args["resource"]).name, form)


def _own(exports: Export, job_id: str) -> JobRecord:
    """The caller's own job; to everybody else there is none.

    :raises Forbidden: the caller may not read that list any more.
    """
    tenant = exports.tenant
    job = look_up(tenant, job_id)
    if job is None or job.name != make_file.name or job.user != tenant.user_id:
        raise NotFound
    kinds.check_allowed(exports.request, kinds.exportable(job.args["resource"]), "GET")
    return job
