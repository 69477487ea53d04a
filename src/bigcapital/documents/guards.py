"""What commercial documents name stays: answers to those who would delete it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import bindparam, exists, or_, select

from bigcapital.accounting.accounts.guards import keeps_accounts
from bigcapital.contacts.model import Contact
from bigcapital.documents.model import document_lines, former_lines
from bigcapital.errors import InUse
from bigcapital.inventory.items.model import Item
from bigcapital.inventory.items.operations import HasTransactions
from bigcapital.organization.branches.model import Branch
from bigcapital.organization.branches.operations import BranchInUse
from bigcapital.rest import guard
from bigcapital.tenancy.tenant import Tenant

_LINES: Any = document_lines.c


@guard("item.delete")
def keep_items(tenant: Tenant, item: Item) -> None:
    """An item that a line names stays, be it a draft's, and one that was traded, which reports of then must name."""
    if tenant.session.scalar(select(or_(exists().where(_LINES.item_id == item.id), exists().where(former_lines.c.item_id == item.id)))):
        raise HasTransactions(f"{item.name} is on documents and cannot be deleted.")


keeps_accounts("A document has a line on the account.", _LINES.sell_account_id, _LINES.cost_account_id)


class HasDocuments(InUse):
    """A document, a draft perhaps, names the contact; the code is the kind's."""


def keeps_named(contact: type[Contact], kinds: Sequence[tuple[Any, str]]) -> None:
    """Customers (or vendors) whom documents of these kinds name stay, each with the code of its refusal; so do their branches.

    One statement for each question, however many kinds.
    """
    column = f"{contact.__mapper_args__['polymorphic_identity']}_id"
    named = select(*(exists().where(getattr(kind, column) == bindparam("id")) for kind, _ in kinds))
    in_branch = select(*(exists().where(kind.branch_id == bindparam("id")) for kind, _ in kinds))

    @guard("contact.delete")
    def keep_contact(tenant: Tenant, row: Contact) -> None:
        if not isinstance(row, contact):
            return
        for (_, code), found in zip(kinds, tenant.session.execute(named, {"id": row.id}).one(), strict=True):
            if found:
                raise HasDocuments(f"{row.display_name} is named by documents and cannot be deleted.", type=code)

    @guard("branch.delete")
    def keep_branch(tenant: Tenant, branch: Branch) -> None:
        if any(tenant.session.execute(in_branch, {"id": branch.id}).one()):
            raise BranchInUse(f"{branch.name} is named by documents and cannot be deleted.")
