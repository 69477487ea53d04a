"""How far the ledger had grown at a past moment.

Ids of entries and lines are given out behind the tenant's lock, in the order of ``recorded_at``: so "recorded up to then" is
one look-up in an index, and after that a bound of the primary key, which costs a scan of lines nothing and needs no entries.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, select

from bigcapital.accounting.model import entries
from bigcapital.tenancy.tenant import Tenant


@dataclass(frozen=True, slots=True)
class Known:
    """The ids of the last entry and of the last line that were recorded; 0 and 0 when there was nothing.

    ``moment``: for what is recorded beside the ledger; None when everything so far is meant.
    """

    entry: int = 0
    line: int = 0
    moment: datetime | None = None


_LAST = (
    select(entries.c.id, entries.c.first_line_id + entries.c.line_count - 1)
    .where(entries.c.recorded_at <= bindparam("moment"))
    .order_by(entries.c.recorded_at.desc())
    .limit(1)
)


def known_at(tenant: Tenant, moment: datetime) -> Known:
    """What had been recorded at ``moment``, that moment included. One statement."""
    row = tenant.connection.execute(_LAST, {"moment": moment}).one_or_none()
    entry, line = row if row is not None else (0, 0)
    return Known(entry, line, moment)
