"""Recorded entries as a dry run shows them, before anything is saved."""

from __future__ import annotations

from typing import Any

from bigcapital.accounting.accounts.chart import chart
from bigcapital.ledger.entry import RecordedEntry
from bigcapital.rest.dry_run import shows
from bigcapital.rest.tree import Resource
from bigcapital.tenancy.tenant import Tenant


@shows("entries")
def described(context: Resource) -> list[dict[str, Any]]:
    """The entries of this unit of work, oldest first; debit and credit in base currency, amount in the line's own."""
    tenant: Tenant = context.request.tenant
    return [_entry(tenant, recorded) for recorded in tenant.recorded]


def _entry(tenant: Tenant, recorded: RecordedEntry) -> dict[str, Any]:
    accounts, entry = chart(tenant), recorded.entry
    lines = [
        {
            "account_id": line.account_id,
            "account_name": accounts[line.account_id].name,
            "contact_id": line.contact_id,
            "branch_id": line.branch_id,
            "debit": line.debit,
            "credit": line.credit,
            "currency_code": line.currency,
            "amount": line.amount,
        }
        for line in entry.lines
    ]
    return {"date": entry.date, "reference_type": entry.reference_type, "reverses": recorded.reverses, "lines": lines}
