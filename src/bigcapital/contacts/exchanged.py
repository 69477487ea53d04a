"""Contacts in files: what customers and vendors share."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from sqlalchemy import select

from bigcapital.accounting.named import by_names
from bigcapital.contacts import operations
from bigcapital.contacts.model import Contact
from bigcapital.contacts.schema import ContactIn
from bigcapital.rest import Exchanged, Given, Relation, Taken
from bigcapital.tenancy.tenant import Tenant


def named(kind: type[Contact], resource: str) -> Relation:
    """Contacts of a kind by their display names."""

    def find(tenant: Tenant, names: Collection[str]) -> Mapping[str, Collection[int]]:
        rows = tenant.session.execute(select(kind.id, kind.display_name).where(kind.display_name.in_(list(names))))
        return by_names(((row.id, (row.display_name,)) for row in rows), names)

    return Relation(resource, find)


def _address(kind: str) -> tuple[tuple[str, str], ...]:
    parts = ("1", "2", "_city", "_country", "_postcode", "_state", "_phone")
    return tuple((f"{kind}_address{part}", f"{kind.capitalize()} address {part.strip('_')}") for part in parts)


ADDRESSES = _address("billing") + _address("shipping")


def exchanged(title: str, kind: type[Contact], takes: tuple[Taken, ...] = (), gives: tuple[Given, ...] = ()) -> Exchanged:
    """How contacts of one kind come and go; ``takes`` and ``gives`` are what they have before the others."""

    def add(tenant: Tenant, data: ContactIn) -> Contact:
        return operations.create(tenant, kind, data)

    return Exchanged(
        title,
        add=add,
        takes=(
            *takes,
            Taken("first_name", example="Jane"),
            Taken("last_name", example="Smith"),
            Taken("display_name", unique=True, example="Jane Smith", also=("Name", kind.SUBJECT)),
            Taken("email", example="jane@example.com", also=("E-mail",)),
            Taken("work_phone", also=("Phone",)),
            Taken("personal_phone", also=("Mobile",)),
            Taken("company_name", example="Smith & Sons", also=("Company",)),
            Taken("website"),
            Taken("opening_balance"),
            Taken("opening_balance_at"),
            Taken("opening_balance_exchange_rate"),
            Taken("currency_code", required=False, also=("Currency",)),
            Taken("note"),
            Taken("active", example="yes"),
            *(Taken(key, label) for key, label in ADDRESSES),
        ),
        gives=(
            *gives,
            Given("first_name"),
            Given("last_name"),
            Given("display_name"),
            Given("email"),
            Given("work_phone"),
            Given("personal_phone"),
            Given("company_name"),
            Given("website"),
            Given("balance", path="formatted_balance", raw="balance"),
            Given("opening_balance", path="formatted_opening_balance", raw="opening_balance", printed=False),
            Given("opening_balance_at", path="formatted_opening_balance_at", raw="opening_balance_at", printed=False),
            Given("currency_code", printed=False),
            Given("active", printed=False),
            Given("note", printed=False),
            *(Given(key, label, printed=False) for key, label in ADDRESSES),
            Given("created_at", raw="created_at", printed=False),
        ),
        fit=_in_base_currency,
    )


def _in_base_currency(tenant: Tenant, fields: dict[str, object]) -> None:
    """A file that names no currency means the organization's own."""
    fields.setdefault("currency_code", tenant.base_currency)
