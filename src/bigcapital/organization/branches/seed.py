"""The branch that every organization begins with."""

from __future__ import annotations

from bigcapital.languages import Words
from bigcapital.organization.branches.model import Branch
from bigcapital.tenancy.provision import seeder
from bigcapital.tenancy.tenant import Tenant

words = Words({"Head Branch": "الفرع الرئيسي"})


@seeder(order=5)
def seed(tenant: Tenant) -> None:
    """The primary branch, unseen until branches are activated."""
    tenant.session.add(Branch(name=words("Head Branch", tenant.record.language), code="10001", primary=True))
    tenant.session.flush()
