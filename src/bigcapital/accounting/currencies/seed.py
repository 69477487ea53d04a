"""The currencies that every organization begins with, its own among them."""

from __future__ import annotations

from bigcapital import clock
from bigcapital.accounting.currencies.model import Currency
from bigcapital.accounting.currencies.operations import names_of
from bigcapital.tenancy.provision import seeder
from bigcapital.tenancy.tenant import Tenant

SEEDED = (
    ("USD", "US Dollar", "$"),
    ("CAD", "Canadian Dollar", "C$"),
    ("EUR", "Euro", "€"),
    ("LYD", "Libyan Dinar", "LD"),
    ("GBP", "British Pound", "£"),
    ("CNY", "Chinese Yuan", "¥"),
    ("AUD", "Australian Dollar", "A$"),
    ("INR", "Indian Rupee", "₹"),
)


@seeder(order=5)
def seed(tenant: Tenant) -> None:
    """Eight common currencies, and the base currency when it is another."""
    now = clock.now()
    base = tenant.base_currency
    rows = [*SEEDED] if base in {code for code, _, _ in SEEDED} else [*SEEDED, (base, *names_of(base))]
    tenant.session.add_all(
        Currency(currency_code=code, currency_name=name, currency_sign=sign, created_at=now, updated_at=now) for code, name, sign in rows
    )
    tenant.session.flush()
