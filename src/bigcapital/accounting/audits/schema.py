"""Audits, in JSON."""

from __future__ import annotations

from datetime import datetime

from bigcapital.rest.schema import Answer


class FindingOut(Answer):
    """A broken invariant: which, where, and what people are told: a phrase by its code with values, and that in English.

    An audit of an earlier version has the sentence alone.
    """

    invariant: str
    where: str
    sentence: str
    code: str | None
    values: dict[str, str]


class AuditOut(Answer):
    """One check of the books. ``findings``: the first of ``finding_count``."""

    id: int
    is_green: bool
    checked_at: datetime
    ledger_revision: int
    entries: int
    finding_count: int
    findings: list[FindingOut]


class AuditsOut(Answer):
    """The newest audits, newest first. ``checks``: what each of them holds the books against.

    ``job_id``: of an audit under way. ``ledger_revision``: the books' own now, to be held against an audit's.
    """

    audits: list[AuditOut]
    checks: list[str]
    job_id: str | None
    ledger_revision: int


class AuditJob(Answer):
    """The job that checks the books."""

    job_id: str


class AuditAsked(Answer):
    """That the books are being checked; ``GET /api/organization/build/{job_id}`` says how far it is."""

    message: str
    data: AuditJob
