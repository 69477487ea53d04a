"""``/api/accounting/audits``: are the books in order, and what was looked at."""

from __future__ import annotations

from typing import Any

import orjson

from bigcapital.accounting.audit import INVARIANTS
from bigcapital.accounting.audits import operations
from bigcapital.accounting.audits.model import Audit
from bigcapital.accounting.audits.schema import AuditAsked, AuditsOut
from bigcapital.rest import Collection, action, collection

MAY_AUDIT = "Report:read-trial-balance-sheet"
_SHOWN = 20


@collection("accounting/audits")
class Audits(Collection):
    """Checks of the books: that they balance, add up, and are what was recorded."""


@action(Audits, "", method="GET", access=MAY_AUDIT, answer=AuditsOut)
def listed(audits: Audits) -> dict[str, Any]:
    """The newest audits, what they checked, and the job of one that is under way."""
    tenant = audits.tenant
    return {
        "audits": [_present(audit) for audit in operations.latest(tenant, _SHOWN)],
        "checks": list(INVARIANTS),
        "job_id": operations.running(tenant),
        "ledger_revision": tenant.head.revision,
    }


@action(Audits, "", access=MAY_AUDIT, answer=AuditAsked, status=202)
def ask(audits: Audits) -> dict[str, Any]:
    """Have the books checked. While that is under way already, the answer is its job."""
    return {"message": "The books are being checked.", "data": {"job_id": operations.ask(audits.tenant)}}


def _present(audit: Audit) -> dict[str, Any]:
    return {
        "id": audit.id,
        "is_green": audit.finding_count == 0,
        "checked_at": audit.checked_at,
        "ledger_revision": audit.ledger_revision,
        "entries": audit.entries,
        "finding_count": audit.finding_count,
        "findings": [{"code": None, "values": {}, **one} for one in orjson.loads(audit.findings or "[]")],
    }
