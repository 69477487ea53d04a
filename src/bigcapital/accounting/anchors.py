"""Anchors: where each tenant's chain ended at moments, kept outside its database, so that a cut tail shows.

Each minute the chains that moved are anchored. What happens between two anchors is held by the head row alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import structlog
from sqlalchemy import func, insert, select, tuple_

from bigcapital import clock, db
from bigcapital.tenancy.installation import Installation, System
from bigcapital.tenancy.model import ChainAnchor, HeadRow, State
from bigcapital.tenancy.tenant import TenantRecord

log = structlog.get_logger(__name__)
_ANCHORS: Any = ChainAnchor.__table__
_HEAD: Any = HeadRow.__table__
_END = select(_HEAD.c.tenant_id, _HEAD.c.sequence, _HEAD.c.chain_head).where(_HEAD.c.id == 1)


@dataclass(frozen=True, slots=True)
class Anchor:
    """That the chain's entry at ``sequence`` had the hash ``chain_head``."""

    sequence: int
    chain_head: bytes


def anchors_of(installation: Installation, tenant_id: int) -> list[Anchor]:
    """A tenant's anchors, oldest first."""
    statement = select(_ANCHORS.c.sequence, _ANCHORS.c.chain_head).where(_ANCHORS.c.tenant_id == tenant_id).order_by(_ANCHORS.c.sequence)
    with installation.system_engine.connect() as connection:
        return [Anchor(sequence, bytes(chain_head)) for sequence, chain_head in connection.execute(statement)]


def moved(installation: Installation) -> dict[int, Anchor]:
    """Where the chains of tenants end that have moved past their last anchor, by tenant.

    A chain that ends before its last anchor, or otherwise than it did there, was tampered with: that is logged as an error.
    A tenant whose database does not answer is logged and left for the next time.
    """
    latest = _latest(installation)
    found: dict[int, Anchor] = {}
    for record, end in _ends(installation):
        last = latest.get(record.id)
        if last is not None and (end.sequence < last.sequence or (end.sequence == last.sequence and end.chain_head != last.chain_head)):
            log.error("the ledger's chain does not reach its last anchor", tenant=record.id, anchored=last.sequence, ends=end.sequence)
        elif end.sequence > (last.sequence if last else 0):
            found[record.id] = end
    return found


def anchor(system: System, ends: dict[int, Anchor]) -> int:
    """Keep where these chains end; how many were new."""
    if not ends:
        return 0
    wanted = [(tenant_id, end.sequence) for tenant_id, end in ends.items()]
    stored = select(_ANCHORS.c.tenant_id, _ANCHORS.c.sequence).where(tuple_(_ANCHORS.c.tenant_id, _ANCHORS.c.sequence).in_(wanted))
    known = {(tenant_id, sequence) for tenant_id, sequence in system.session.execute(stored)}
    now = clock.now()
    rows = [
        {"tenant_id": tenant_id, "sequence": end.sequence, "chain_head": end.chain_head, "anchored_at": now}
        for tenant_id, end in ends.items()
        if (tenant_id, end.sequence) not in known
    ]
    if rows:
        system.session.execute(insert(ChainAnchor), rows)
    return len(rows)


def _latest(installation: Installation) -> dict[int, Anchor]:
    """The last anchor of each tenant."""
    last = select(_ANCHORS.c.tenant_id, func.max(_ANCHORS.c.sequence).label("sequence")).group_by(_ANCHORS.c.tenant_id).subquery()
    joined = _ANCHORS.join(last, (last.c.tenant_id == _ANCHORS.c.tenant_id) & (last.c.sequence == _ANCHORS.c.sequence))
    statement = select(_ANCHORS.c.tenant_id, _ANCHORS.c.sequence, _ANCHORS.c.chain_head).select_from(joined)
    with installation.system_engine.connect() as connection:
        return {tenant_id: Anchor(sequence, bytes(chain_head)) for tenant_id, sequence, chain_head in connection.execute(statement)}


def _ends(installation: Installation) -> Iterator[tuple[TenantRecord, Anchor]]:
    for record in installation.directory.records(State.READY):
        try:
            with installation.tenant_engine(record).connect() as connection:
                row = connection.execute(_END).one()
        except Exception as error:  # one tenant's database being away must not leave the others without anchors
            log.warning("chain not anchored", tenant=record.id, lost=db.is_lost(error), exc_info=True)
            continue
        if row.tenant_id == record.id:
            yield record, Anchor(row.sequence, bytes(row.chain_head))
        else:
            log.error("chain not anchored: the database is another tenant's", tenant=record.id, found=row.tenant_id)
