"""Whom and what documents name stays: answers to those who would delete a customer or a branch."""

from __future__ import annotations

from typing import Any

from sqlalchemy import bindparam, exists, select

from bigcapital.contacts.customers.model import Customer
from bigcapital.contacts.model import Contact
from bigcapital.errors import InUse
from bigcapital.organization.branches.model import Branch
from bigcapital.organization.branches.operations import BranchInUse
from bigcapital.rest import guard
from bigcapital.sales.credit_notes.model import CreditNote
from bigcapital.sales.estimates.model import SaleEstimate
from bigcapital.sales.invoices.model import SaleInvoice
from bigcapital.sales.payments.model import PaymentReceived
from bigcapital.sales.receipts.model import SaleReceipt
from bigcapital.sales.recurring.model import RecurringInvoice
from bigcapital.tenancy.tenant import Tenant


class HasDocuments(InUse):
    """A document, a draft perhaps, names the customer; the code is the kind's."""


_KINDS: tuple[tuple[Any, str], ...] = (
    (SaleEstimate, "CUSTOMER_HAS_SALES_ESTIMATES"),
    (SaleInvoice, "CUSTOMER_HAS_SALES_INVOICES"),
    (SaleReceipt, Customer.HAS_TRANSACTIONS),
    (PaymentReceived, Customer.HAS_TRANSACTIONS),
    (CreditNote, Customer.HAS_TRANSACTIONS),
    (RecurringInvoice, Customer.HAS_TRANSACTIONS),
)
_IN_BRANCH = select(*(exists().where(kind.branch_id == bindparam("id")) for kind, _ in _KINDS))
_NAMED = select(*(exists().where(kind.customer_id == bindparam("id")) for kind, _ in _KINDS))


@guard("contact.delete")
def keep_customers(tenant: Tenant, contact: Contact) -> None:
    """A customer that a document names stays. One statement."""
    if not isinstance(contact, Customer):
        return
    for (_, code), named in zip(_KINDS, tenant.session.execute(_NAMED, {"id": contact.id}).one(), strict=True):
        if named:
            raise HasDocuments(f"{contact.display_name} is named by documents and cannot be deleted.", type=code)


@guard("branch.delete")
def keep_branches(tenant: Tenant, branch: Branch) -> None:
    """A branch that a document names stays, be it a draft. One statement."""
    if any(tenant.session.execute(_IN_BRANCH, {"id": branch.id}).one()):
        raise BranchInUse(f"{branch.name} is named by documents and cannot be deleted.")
