"""``/api/import``: a file of rows in four steps: upload, mapping, preview, import. For whoever may create what is imported."""

from __future__ import annotations

from typing import Any, BinaryIO

from pyramid.response import Response

from bigcapital import db
from bigcapital.errors import InvalidInput
from bigcapital.exchange import kinds
from bigcapital.exchange.importing import files, jobs, samples
from bigcapital.exchange.importing.model import ImportFile
from bigcapital.exchange.importing.schema import MappedOut, MappingIn, MetaOut, ProgressOut, ResultOut, SampleQuery, UploadedOut
from bigcapital.exchange.importing.sheets import FileInvalid
from bigcapital.exchange.words import said
from bigcapital.jobs import Job, JobRecord
from bigcapital.jobs.service import look_up, shown
from bigcapital.reports.formats import CSV, XLSX
from bigcapital.rest import Collection, action, collection
from bigcapital.rest.exchanged import Taken, shape_of
from bigcapital.rest.outgoing import dumps
from bigcapital.tenancy.tenant import Tenant


@collection("import", access="member")
class Import(Collection):
    """Files whose rows become rows of the organization's."""


@action(
    Import, "file", method="POST", access="member", status=200, answer=UploadedOut, multipart=True, fields=("resource", "params"), long=True
)
def upload(imports: Import) -> dict[str, Any]:
    """Upload CSV or XLSX (``file`` of a multipart form) for a ``resource``: what it has, and which columns that probably fills."""
    content, name, field = _uploaded(imports)
    kind = kinds.importable(field("resource"))
    kinds.check_allowed(imports.request, kind, "POST")
    row, sample = files.upload(imports.tenant, kind, content, name, field("params"))
    return {
        "import": _named(row),
        "sheet_columns": files.headings(row),
        "resource_columns": _groups(imports.tenant, kind),
        "mapping": [one.json(files.headings(row)) for one in files.proposal(imports.tenant, row, sample)],
        "rows_count": row.rows_count,
        "sample": files.shown_sample(sample),
        "imported_before": files.earlier(imports.tenant, row),
    }


@action(Import, ":import_id/mapping", method="POST", access="member", status=200, body=MappingIn, answer=MappedOut)
def choose_mapping(imports: Import, data: MappingIn, import_id: str) -> dict[str, Any]:
    """Say which headings of the file fill which columns; it is proposed for the next file of the resource."""
    row = _own(imports, import_id)
    job = _job(imports.tenant, row)
    if job is not None and job.name == jobs.run.name and not job.state.over:
        raise files.AlreadyImported("The file is being imported.")
    files.choose(imports.tenant, row, [one.plain() for one in data.mapping])
    return {"import": _named(row)}


@action(Import, ":import_id/preview", method="GET", answer=ResultOut)
def preview(imports: Import, import_id: str) -> Any:
    """What the import would do: done in full, then taken back. A long file is previewed by a worker: 202, and where to ask."""
    row = _own(imports, import_id)
    files.check_ready(row)
    if not files.is_long(row):
        return files.preview(imports.tenant, row.key)
    job = _job(imports.tenant, row)
    if job is not None and job.name == jobs.preview.name and not (state := _progress(imports.tenant, row, job))["is_failed"]:
        if not state["is_completed"]:
            return _told(imports.tenant, row, job)
        if state["result"] is not None:
            return state["result"]
    return _told(imports.tenant, row, _ordered(imports.tenant, row, jobs.preview))


@action(Import, ":import_id/import", method="POST", access="member", answer=ResultOut)
def carry_out(imports: Import, import_id: str) -> Any:
    """Import the file: every row that can be; the others are told. A long file is imported by a worker: 202, and where to ask."""
    row = _own(imports, import_id)
    files.check_ready(row)
    if not files.is_long(row):
        return files.carry_out(imports.tenant, row)
    job = _job(imports.tenant, row)
    if job is None or job.name != jobs.run.name or shown(job)["is_failed"]:
        row.job_id = imports.tenant.jobs.enqueue(jobs.run, import_id=row.key, language=imports.tenant.language)
        job = JobRecord(row.job_id, jobs.run.name)
    return _told(imports.tenant, row, job)


@action(Import, ":import_id/progress", method="GET", answer=ProgressOut)
def progress(imports: Import, import_id: str) -> dict[str, Any]:
    """How far a worker is with the file, and what came of it; "idle" where none has it."""
    row = _own(imports, import_id)
    return _progress(imports.tenant, row, _job(imports.tenant, row))


@action(Import, ":import_id", method="GET", answer=MetaOut)
def show(imports: Import, import_id: str) -> dict[str, Any]:
    """What is known of the file."""
    row = _own(imports, import_id)
    return {
        **_named(row),
        "tenant_id": imports.tenant.id,
        "params": row.params,
        "map": files.chosen(row),
        "file_name": row.file_name,
        "rows_count": row.rows_count,
        "created_count": row.created_count,
        "skipped_count": row.skipped_count,
        "imported_at": row.imported_at,
        "imported_before": files.earlier(imports.tenant, row),
        "created_at": row.created_at,
        "updated_at": row.updated_at,
    }


@action(Import, "sample", method="GET", query=SampleQuery, accepts=(CSV, XLSX))
def sample(imports: Import, query: SampleQuery) -> Response:
    """A file to begin with: the headings, and what belongs below them."""
    kind = kinds.importable(query.resource)
    kinds.check_allowed(imports.request, kind, "POST")
    rows = samples.sample(imports.tenant, kind)
    response = Response(content_type=CSV if query.format == "csv" else XLSX, charset="utf-8" if query.format == "csv" else None)
    response.body = samples.as_csv(rows) if query.format == "csv" else samples.as_xlsx(rows)
    response.content_disposition = f'attachment; filename="{kind.name}-sample.{query.format}"'
    return response


# --- pieces ---


def _uploaded(imports: Import) -> tuple[BinaryIO, str, Any]:
    request = imports.request
    try:
        form: Any = request.POST if request.content_type == "multipart/form-data" else {}
        part = form.get("file")
    except (ValueError, UnicodeDecodeError):
        form, part = {}, None
    if not hasattr(part, "file"):
        raise FileInvalid("Send the file as `file` of a multipart form.")

    def field(name: str) -> str:
        value = form.get(name, "")
        if not isinstance(value, str):
            raise InvalidInput.of(name, "isString", f"{name} must be text")
        return value

    return part.file, str(part.filename or ""), field


def _own(imports: Import, import_id: str) -> ImportFile:
    """The file, for whoever may create what is in it."""
    row = files.find(imports.tenant, import_id)
    kinds.check_allowed(imports.request, kinds.importable(row.resource), "POST")
    return row


def _named(row: ImportFile) -> dict[str, Any]:
    return {"import_id": row.key, "resource": row.resource}


def _groups(tenant: Tenant, kind: type[Collection]) -> list[dict[str, Any]]:
    exchanged, language = kinds.columns(kind), tenant.language
    groups: dict[str, list[dict[str, Any]]] = {"": []}
    for one in exchanged.taken(tenant):
        groups.setdefault(one.lines, []).append(_field(kind, one, language))
    labels = {"": "", exchanged.lines: said("Lines", language)}
    return [{"group_key": key, "group_label": labels[key], "fields": found} for key, found in groups.items()]


def _field(kind: type[Collection], column: Taken, language: str | None) -> dict[str, Any]:
    assert kind.create_schema is not None
    shape = shape_of(kind.create_schema, column)
    labels = dict(column.labels)
    hint = ""
    if column.of is not None:
        hint = said("The name, or the code, of one that there is.", language)
    elif column.key == kinds.columns(kind).group:
        hint = said("Rows that have the same are one document.", language)
    return {
        "key": column.name,
        "name": said(column.title, language),
        "required": shape.required,
        "hint": hint,
        "type": shape.kind,
        "options": [{"key": choice, "label": said(labels.get(choice, choice), language)} for choice in shape.choices],
    }


# --- long files ---


def _ordered(tenant: Tenant, row: ImportFile, job: Job) -> JobRecord:
    """Leave a job in a unit of work of its own, since the request's only reads."""
    with db.unit_of_work() as tm:
        unit = tenant.installation.open_tenant(tenant.record, tm, writer=True, user_id=tenant.user_id)
        own = files.find(unit, row.key)
        own.job_id = unit.jobs.enqueue(job, import_id=row.key, language=tenant.language)
        return JobRecord(own.job_id, job.name)


def _job(tenant: Tenant, row: ImportFile) -> JobRecord | None:
    """The job that has the file, if one does."""
    return None if row.job_id is None else look_up(tenant, row.job_id)


def _progress(tenant: Tenant, row: ImportFile, job: JobRecord | None) -> dict[str, Any]:
    if job is None:
        state = shown(JobRecord("", "")) | {"state": "idle", "is_waiting": False}
        return {**state, "poll": f"/api/import/{row.key}/progress", "action": "", "message": "", "result": None}
    state = shown(job)
    return {
        **state,
        "poll": f"/api/import/{row.key}/progress",
        "action": "import" if job.name == jobs.run.name else "preview",
        "message": _reason(job) if state["is_failed"] else "",
        "result": files.kept_answer(tenant, job.id) if state["is_completed"] else None,
    }


def _told(tenant: Tenant, row: ImportFile, job: JobRecord) -> Response:
    told = _progress(tenant, row, job)
    answer = Response(dumps(told), status=202, content_type="application/json", charset="utf-8")
    answer.headers["Location"] = told["poll"]
    return answer


def _reason(job: JobRecord) -> str:
    """What a refusal said is for people; what a crash said is not."""
    name, _, sentence = (job.error or "").partition(": ")
    refusals = {one.__name__ for one in (files.NotMapped, files.AlreadyImported, files.FileGone, FileInvalid)}
    return sentence if name in refusals else "The file could not be read to its end."
