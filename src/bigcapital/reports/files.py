"""``/api/reports/files``: how far the making of a long file is, and the file. For whoever asked for it, and for nobody else."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, BinaryIO, Final

from pyramid.response import Response

from bigcapital import db
from bigcapital.errors import Failed, Forbidden, NotFound
from bigcapital.jobs import JobRecord, State
from bigcapital.jobs.service import look_up, shown
from bigcapital.reports import formats
from bigcapital.reports.engine import Report
from bigcapital.reports.formats import Form
from bigcapital.reports.jobs import file_name, make_file
from bigcapital.reports.resource import Reports
from bigcapital.rest import Answer, action
from bigcapital.rest.outgoing import dumps
from bigcapital.tenancy.tenant import Tenant

PLACE: Final = "/api/reports/files"


class FileState(Answer):
    """How far a file is: ``progress`` in percent, ``message`` for who waits, ``file`` where it is once it is there."""

    id: str
    poll: str
    state: str
    progress: int
    message: str
    is_completed: bool
    is_running: bool
    is_waiting: bool
    is_failed: bool
    file: str | None


def order(tenant: Tenant, report: Report[Any], form: Form) -> Response:
    """Have the file made, and say where to ask about it: 202.

    The job is left in a unit of work of its own, since the request's only reads.
    """
    if form.content_type == formats.PDF:
        tenant.installation.services["pdf"].check()
    asked = report.query.model_dump(mode="json", exclude_unset=True) | report.query.resolved(report.from_date, report.period.end)
    query = {key: value.isoformat() if hasattr(value, "isoformat") else value for key, value in asked.items()}
    with db.unit_of_work() as tm:
        unit = tenant.installation.open_tenant(tenant.record, tm, writer=True, user_id=tenant.user_id)
        job_id: str = unit.jobs.enqueue(make_file, report=report.name, form=form.name, query=query, language=tenant.language)
    return told(JobRecord(job_id, make_file.name), PLACE)


def told(job: JobRecord, place: str) -> Response:
    """The answer 202: where to ask about a file that a job makes."""
    answer = Response(dumps(state_of(job, place)), status=202, content_type="application/json", charset="utf-8")
    answer.headers["Location"] = f"{place}/{job.id}"
    return answer


@action(Reports, "files/:job_id", method="GET", access="member", answer=FileState)
def file_state(reports: Reports, job_id: str) -> dict[str, Any]:
    """How far the file is."""
    return state_of(_own(reports, job_id), PLACE)


@action(Reports, "files/:job_id/content", method="GET", access="member", accepts=(formats.PDF, formats.XLSX))
def file_content(reports: Reports, job_id: str) -> Response:
    """The file, for a day."""
    job = _own(reports, job_id)
    form = formats.form_named(job.args["form"])
    file = reports.tenant.files.open(file_name(job.id, form)) if job.state is State.COMPLETED else None
    if file is None:
        raise NotFound("There is no such file, or none any more.")
    return formats.response(sent(file), form)


def sent(file: BinaryIO) -> Iterator[bytes]:
    """A stored file in pieces."""
    with file:
        while piece := file.read(1 << 16):
            yield piece


def state_of(job: JobRecord, place: str) -> dict[str, Any]:
    """How far a file is, as ``FileState``; ``place``: the address that knows all files of its kind."""
    found = shown(job)
    return {
        **found,
        "poll": f"{place}/{job.id}",
        "message": (job.progress or {}).get("message", "") if not found["is_failed"] else _reason(job),
        "file": f"{place}/{job.id}/content" if found["is_completed"] else None,
    }


def _reason(job: JobRecord) -> str:
    """What a refusal said is for people; what a crash said is not."""
    name, _, sentence = (job.error or "").partition(": ")
    return sentence if name == Failed.__name__ else "The file could not be made."


def _own(reports: Reports, job_id: str) -> JobRecord:
    """The caller's own job; to everybody else there is none.

    :raises Forbidden: the caller may not read that report any more.
    """
    tenant, request = reports.tenant, reports.request
    job = look_up(tenant, job_id)
    if job is None or job.name != make_file.name or job.user != tenant.user_id:
        raise NotFound
    path = f"/api/reports/{job.args['report']}"
    endpoint = next(one for one in request.registry["bigcapital.endpoints"] if one.path == path)
    if not request.has_permission(endpoint.permission):
        raise Forbidden("You may not read this report.")
    return job
