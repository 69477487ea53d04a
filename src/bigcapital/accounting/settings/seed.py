"""The settings that an organization begins with, beyond their declared defaults."""

from __future__ import annotations

import json

from sqlalchemy import select

from bigcapital.accounting.accounts.model import Account
from bigcapital.accounting.settings.declared import DECLARED
from bigcapital.accounting.settings.operations import defaults_of, put
from bigcapital.tenancy.provision import seeder
from bigcapital.tenancy.tenant import Tenant

PREFERRED = {
    "preferred_sell_account": "sales-of-product-income",
    "preferred_cost_account": "cost-of-goods-sold",
    "preferred_inventory_account": "inventory-asset",
}


@seeder(order=90)
def seed(tenant: Tenant) -> None:
    """The number series at their beginning, and the accounts that items use by default."""
    tenant.head.numbering = json.dumps({group: series for group in DECLARED if (series := defaults_of(group))})
    accounts = dict(tenant.session.execute(select(Account.slug, Account.id).where(Account.slug.in_(PREFERRED.values()))).all())
    for key, slug in PREFERRED.items():
        if slug in accounts:
            put(tenant, "items", key, accounts[slug])
