"""The chart that every organization begins with: 34 accounts, ids from 1000."""

from __future__ import annotations

from bigcapital import clock
from bigcapital.accounting.accounts.model import FIRST_ID, Account
from bigcapital.accounting.accounts.standard import SEEDED
from bigcapital.accounting.settings import operations as settings
from bigcapital.tenancy.provision import seeder
from bigcapital.tenancy.tenant import Tenant

_PREFERRED = (
    ("preferred_sell_account", "sales-of-product-income"),
    ("preferred_cost_account", "cost-of-goods-sold"),
    ("preferred_inventory_account", "inventory-asset"),
)


@seeder(order=20)
def seed(tenant: Tenant) -> None:
    """The standard accounts in the organization's language and base currency, and the ones that items prefer."""
    now = clock.now()
    ids: dict[str, int] = {}
    for id, standard in enumerate(SEEDED, start=FIRST_ID):
        row = standard.row(tenant.base_currency, tenant.record.language)
        tenant.session.add(Account(id=id, seeded_at=now, created_at=now, **row))
        ids[standard.slug] = id
    tenant.session.flush()
    for key, slug in _PREFERRED:
        settings.put(tenant, "items", key, ids[slug])
