"""The tax rates that every organization begins with. What they amount to differs from country to country: all are 0 at first."""

from __future__ import annotations

from bigcapital.accounting.taxes.model import TaxRate
from bigcapital.accounting.taxes.words import translated
from bigcapital.ledger.money import ZERO
from bigcapital.tenancy.provision import seeder
from bigcapital.tenancy.tenant import Tenant

SEEDED = (
    ("Tax Exempt", "TAX-EXEMPT", "E"),
    ("Tax on Purchases", "TAX-PURCHASES", None),
    ("Tax on Sales", "TAX-SALES", None),
    ("Sales Tax on Imports", "TAX-IMPORTS", None),
)


@seeder(order=25)
def seed(tenant: Tenant) -> None:
    """Four rates, active, in the organization's language."""
    language = tenant.record.language
    tenant.session.add_all(
        TaxRate(name=translated(name, language), code=code, rate=ZERO, category=category, active=True) for name, code, category in SEEDED
    )
    tenant.session.flush()
