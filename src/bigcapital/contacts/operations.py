"""What one can do to contacts of either kind: create, edit, set what they owed at first, activate, delete."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TypeVar

from bigcapital import clock
from bigcapital.accounting import books, dimensions
from bigcapital.accounting.accounts import chart
from bigcapital.accounting.currencies.operations import check_code
from bigcapital.accounting.currencies.rates import decimals_fault, rate_of
from bigcapital.accounting.journals import operations as journals
from bigcapital.accounting.locks import guard
from bigcapital.contacts.model import Contact
from bigcapital.contacts.posting import opening_entry
from bigcapital.contacts.schema import ContactEdit, ContactIn, Opening, OpeningBalanceIn
from bigcapital.errors import DomainError, InUse, InvalidInput
from bigcapital.ledger.entry import Entry
from bigcapital.tenancy.tenant import Tenant

Kind = TypeVar("Kind", bound=Contact)


class HasTransactions(InUse):
    """The books, or a draft, name the contact; the code is its kind's."""


class AlreadySo(DomainError):
    """The contact is active, or inactive, already; the code is its kind's."""


def create(tenant: Tenant, kind: type[Kind], data: ContactIn) -> Kind:
    """Add a contact of a kind; what it owed when the books began goes into the ledger.

    :raises InvalidInput: no currency of the world, or an opening balance that lacks something; :raises DomainError: its branch
        does not exist, its day is locked.
    """
    currency = data.currency_code or tenant.base_currency
    check_code(currency)
    contact = kind(currency_code=currency, created_at=clock.now(), **data.details())
    if data.opening_balance:
        _open(tenant, contact, data, data.opening_balance)
    tenant.session.add(contact)
    tenant.session.flush()
    if data.opening_balance:
        books.record(tenant, _entry(tenant, contact))
    tenant.bump_metadata()
    return contact


def edit(tenant: Tenant, contact: Contact, data: ContactEdit) -> None:
    """Change what is given. Currency and opening balance are not among it."""
    for name, value in data.details().items():
        setattr(contact, name, value)
    tenant.session.flush()
    tenant.bump_metadata()


def edit_opening(tenant: Tenant, contact: Contact, data: OpeningBalanceIn) -> None:
    """Set, change or (with 0) remove what was owed when the books began; the ledger follows.

    :raises InvalidInput: something of it is missing or does not fit; :raises DomainError: an unknown branch, a locked day.
    """
    if contact.opening_balance_at is not None:
        _check_open(tenant, contact, contact.opening_balance_at)
    if data.opening_balance:
        _open(tenant, contact, data, data.opening_balance)
        books.repost(tenant, _entry(tenant, contact))
    else:
        contact.opening_balance = contact.opening_balance_at = None
        contact.opening_balance_exchange_rate = contact.opening_balance_branch_id = None
        books.reverse(tenant, contact.REFERENCE_TYPE, contact.id)
    tenant.session.flush()


def set_active(tenant: Tenant, contact: Contact, active: bool) -> None:
    """Offer the contact, or no longer; its balance and its past stay.

    :raises AlreadySo: it is that already.
    """
    if contact.active is active:
        code = contact.ALREADY_ACTIVE if active else contact.ALREADY_INACTIVE
        raise AlreadySo(f"{contact.display_name} is {'active' if active else 'inactive'} already.", type=code)
    contact.active = active
    tenant.session.flush()
    tenant.bump_metadata()


def delete(tenant: Tenant, contact: Contact) -> None:
    """Delete a contact that nothing names; other features are asked by whoever deletes.

    :raises HasTransactions: a line of the ledger (undone ones and the opening balance's too) or of a journal names it.
    """
    if books.has_lines(tenant, contact_ids=[contact.id]) or journals.uses_contact(tenant, contact.id):
        raise HasTransactions(f"{contact.display_name} has transactions and cannot be deleted.", type=contact.HAS_TRANSACTIONS)
    tenant.session.delete(contact)
    tenant.session.flush()
    tenant.bump_metadata()


# --- opening balances ---


def _open(tenant: Tenant, contact: Contact, data: Opening, amount: Decimal) -> None:
    """Put an opening balance into the contact's columns; what ``data`` does not mention stays."""
    currency = contact.currency_code
    day = data.opening_balance_at or contact.opening_balance_at
    fault = decimals_fault("opening_balance", amount, currency)
    if fault is not None:
        raise InvalidInput([fault])
    if day is None:
        raise InvalidInput.of("opening_balance_at", "isNotEmpty", "openingBalanceAt is required for an opening balance")
    given = data.opening_balance_exchange_rate
    rate = rate_of(tenant, currency, contact.opening_balance_exchange_rate if given is None else given, "opening_balance_exchange_rate")
    branches = dimensions.branches(tenant)
    branch = data.opening_balance_branch_id if data.opening_balance_branch_id is not None else contact.opening_balance_branch_id
    if branches.shown:
        branches.check([branch])
    _check_open(tenant, contact, day)
    contact.opening_balance, contact.opening_balance_at, contact.opening_balance_exchange_rate = amount, day, rate
    contact.opening_balance_branch_id = branch if branches.shown else None


def _check_open(tenant: Tenant, contact: Contact, day: date) -> None:
    """An opening balance is closed with its period, though it be too small for the ledger, whose own check knows entries alone."""
    guard.check(tenant, contact.REFERENCE_TYPE, day)


def _entry(tenant: Tenant, contact: Contact) -> Entry:
    return opening_entry(
        contact,
        control_id=chart.control(tenant, contact.CONTROL, contact.currency_code).id,
        equity_id=chart.system_account(tenant, "opening-balance-equity").id,
        base_currency=tenant.base_currency,
        branch_id=dimensions.branches(tenant).on_line(contact.opening_balance_branch_id),
    )
