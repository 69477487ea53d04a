"""``/api/tax-rates/:id/history``: what a tax rate has been, and how many documents have each version of it."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sqlalchemy import func, select

from bigcapital.accounting.taxes import present
from bigcapital.accounting.taxes.rates import taxes
from bigcapital.accounting.taxes.resource import TaxRateItem
from bigcapital.accounting.taxes.schema import TaxVersion
from bigcapital.documents.model import document_lines
from bigcapital.organization.users import operations as users
from bigcapital.rest import action
from bigcapital.tenancy.tenant import Tenant

_SHOWN = ("id", "name", "code", "rate", "category", "is_non_recoverable", "is_compound", "name_formatted", "rate_formatted")


@action(TaxRateItem, "history", method="GET", answer=list[TaxVersion])
def history(item: TaxRateItem) -> list[dict[str, Any]]:
    """Every version of a tax rate, the newest first: what it was, from when until when, by whom, and on how many documents."""
    versions = list(taxes(item.tenant).versions(item.row.id))
    documents = _documents(item.tenant, [one.id for one in versions])
    people = users.names(item.system, item.tenant.id)
    return [
        {
            **{name: shown[name] for name in _SHOWN},
            "valid_from": one.row["created_at"],
            "valid_until": one.row["deleted_at"],
            "user_id": one.row["user_id"],
            "user_name": people.get(one.row["user_id"]),
            "documents_count": documents.get(one.id, 0),
        }
        for one, shown in ((one, present.shown(one.row)) for one in versions)
    ]


def _documents(tenant: Tenant, ids: Collection[int]) -> dict[int, int]:
    """How many documents have a line with each of these tax rates. One statement."""
    line = document_lines.c
    each = select(line.tax_rate_id, line.reference_type, line.reference_id).where(line.tax_rate_id.in_(ids)).distinct().subquery()
    counted = select(each.c.tax_rate_id, func.count()).group_by(each.c.tax_rate_id)
    return dict(tenant.connection.execute(counted).tuples().all())
