"""Having the books checked: asking for it, doing it, keeping what was found."""

from __future__ import annotations

from collections.abc import Sequence

import orjson
import structlog
from sqlalchemy import delete, select

from bigcapital import clock, db
from bigcapital.accounting.audit import Finding, audit
from bigcapital.accounting.audits.model import Audit
from bigcapital.jobs import StoreDown, poll
from bigcapital.tenancy.installation import Installation
from bigcapital.tenancy.model import HeadRow, State
from bigcapital.tenancy.tenant import Tenant, TenantRecord

log = structlog.get_logger(__name__)

JOB = "ledger.audit"
KEPT = 100  # audits of a tenant, the newest
_LARGEST = 60_000  # bytes of JSON; the column holds 65535
_LONGEST = 1_000  # characters of a sentence

_LATEST = select(Audit).order_by(Audit.id.desc())
_DONE = select(Audit.ledger_revision, Audit.finding_count).where(Audit.checked_at.is_not(None)).order_by(Audit.id.desc()).limit(1)
_HEAD = select(HeadRow.tenant_id, HeadRow.revision).where(HeadRow.id == 1)


def latest(tenant: Tenant, count: int) -> list[Audit]:
    """The newest audits that are done, newest first."""
    return list(tenant.session.scalars(_LATEST.where(Audit.checked_at.is_not(None)).limit(count)))


def running(tenant: Tenant) -> str | None:
    """The job of an audit that was asked for and is not over."""
    asked = tenant.session.scalars(_LATEST.limit(1)).one_or_none()
    if asked is None or asked.checked_at is not None:
        return None
    try:
        job = poll(tenant.installation.services["jobs"].store, asked.job_id, tenant.id)
    except StoreDown:
        return asked.job_id  # it waits in the outbox, or nobody knows
    return None if job is not None and job.state.over else asked.job_id


def ask(tenant: Tenant) -> str:
    """Have the books checked soon; the job's id. While one waits or runs, that is the answer."""
    under_way = running(tenant)
    if under_way is not None:
        return under_way
    job_id: str = tenant.jobs.enqueue(JOB)
    tenant.session.add(Audit(job_id=job_id))
    return job_id


def perform(tenant: Tenant) -> None:
    """Check the books and keep what was found, from a job.

    They are read in a unit of work of its own, a snapshot that keeps no writer waiting; only the result is written.
    """
    done = Audit(job_id=tenant.job.id)
    with db.unit_of_work() as tm:
        read = tenant.installation.open_tenant(tenant.record, tm, writer=False)
        done.ledger_revision, done.entries, done.checked_at = read.head.revision, read.head.sequence, clock.now()
        found = audit(read, progress=lambda fraction: tenant.job.progress(fraction, "Checking the books"))
    done.finding_count, done.findings = len(found), _stored(found)
    tenant.session.execute(delete(Audit).where(Audit.job_id == done.job_id))  # what asked for it makes room
    tenant.session.add(done)
    tenant.session.flush()
    oldest = tenant.session.scalar(select(Audit.id).order_by(Audit.id.desc()).offset(KEPT - 1).limit(1))
    if oldest is not None:
        tenant.session.execute(delete(Audit).where(Audit.id < oldest))


def unproved(installation: Installation) -> list[int]:
    """The tenants whose books are not as the last audit found them in order: moved since, found broken, or never checked.

    One whose database does not answer is logged and left for the next night.
    """
    return [record.id for record in installation.directory.records(State.READY) if _is_unproved(installation, record)]


def _is_unproved(installation: Installation, record: TenantRecord) -> bool:
    try:
        with installation.tenant_engine(record).connect() as connection:
            head = connection.execute(_HEAD).one()
            last = connection.execute(_DONE).one_or_none()
    except Exception as error:  # one tenant's database being away must not leave the others unchecked
        log.warning("books not audited", tenant=record.id, lost=db.is_lost(error), exc_info=True)
        return False
    if head.tenant_id != record.id:
        log.error("books not audited: the database is another tenant's", tenant=record.id, found=head.tenant_id)
        return False
    return last is None or bool(last.finding_count) or last.ledger_revision != head.revision


def _stored(found: Sequence[Finding]) -> str:
    """As many findings as the column holds."""
    kept, size = [], 2
    for finding in found:
        phrase = {"code": finding.phrase.code, "values": finding.phrase.values}
        one = {"invariant": finding.invariant, "where": finding.where, "sentence": finding.sentence[:_LONGEST], **phrase}
        size += len(orjson.dumps(one)) + 1
        if size > _LARGEST:
            break
        kept.append(one)
    return orjson.dumps(kept).decode()
