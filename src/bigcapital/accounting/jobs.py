"""What the books do by the clock."""

from __future__ import annotations

from bigcapital.accounting.anchors import anchor, moved
from bigcapital.jobs import job
from bigcapital.tenancy.installation import System


@job("ledger.anchor", system=True, attempts=1, cron="* * * * *")
def anchor_chains(system: System) -> None:
    """Each minute, note outside the tenants' databases where the chains that moved end now."""
    ends = moved(system.installation)  # reads every tenant first: the system's transaction stays short
    anchor(system, ends)
