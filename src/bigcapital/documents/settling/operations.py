"""What payments, credits and refunds need alike: where debts stand, what of a document may be settled, who follows its changes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any, Generic, Literal, TypeVar

from sqlalchemy import case, literal, select, update
from sqlalchemy.orm.attributes import set_committed_value

from bigcapital import db
from bigcapital.accounting import dimensions
from bigcapital.accounting.accounts.chart import control, system_account
from bigcapital.documents.lines import Trade
from bigcapital.documents.model import Commercial
from bigcapital.documents.settling.posting import Applied, Owed
from bigcapital.errors import DomainError
from bigcapital.ledger.conversion import Leg, debit
from bigcapital.ledger.money import ZERO
from bigcapital.tenancy.tenant import Tenant

Kind = TypeVar("Kind", bound=Commercial)
Settled = Literal["payment_amount", "credited_amount"]  # columns of what is owed: what was paid of it, and what was credited


def owed(tenant: Tenant, trade: Trade, contact_id: int, currency: str) -> Owed:
    """Where a contact's debts, or those to it, in ``currency`` stand."""

    def difference(branch_id: int | None) -> Leg:
        account = system_account(tenant, "exchange-grain-loss")
        return debit(account.id, account.account_type, ZERO, branch_id=branch_id)

    return Owed(contact_id, currency, control(tenant, trade.control, currency).id, trade.control, tenant.base_currency, difference)


def applied(tenant: Tenant, document: Commercial, amount: Decimal) -> Applied:
    """So much of a document, as postings need it."""
    return Applied(amount, document.exchange_rate, dimensions.branches(tenant).on_line(document.branch_id))


def settle(
    tenant: Tenant,
    kind: type[Kind],
    differences: Mapping[int, Decimal],
    by: Settled,
    *,
    contact_id: int,
    not_found: type[DomainError],
    draft: Callable[[list[int]], DomainError],
    too_much: type[DomainError],
) -> dict[int, Kind]:
    """Move what was paid (or credited) of documents, each by its difference, which is negative where something is taken back.

    The documents by id, as they now are; their kind has ``due_amount``. Two statements, however many. The writer holds the
    tenant's lock, so what is due is due.

    :raises not_found: one is none of this contact's; :raises draft: some, of these ids, are drafts;
    :raises too_much: more than what is due of one.
    """
    if not differences:
        return {}
    mine = select(kind).where(kind.id.in_(differences), getattr(kind, f"{kind.CONTACT}_id") == contact_id)
    found: dict[int, Any] = {document.id: document for document in tenant.session.scalars(mine)}
    missing = sorted(differences.keys() - found.keys())
    if missing:
        raise not_found(f"Some documents are none of this {kind.CONTACT}'s.", payload={"ids": missing})
    drafts = sorted(id for id, document in found.items() if document.is_draft)
    if drafts:
        raise draft(drafts)
    over = sorted(id for id, document in found.items() if differences[id] > document.due_amount)
    if over:
        raise too_much("More than what is due of a document.", payload={"ids": over})
    moved = {id: amount for id, amount in differences.items() if amount}
    if moved:
        table: Any = kind.__table__  # type: ignore[attr-defined]
        difference = case({id: literal(amount, db.amount()) for id, amount in moved.items()}, value=table.c.id)
        tenant.connection.execute(update(table).where(table.c.id.in_(moved)).values({by: table.c[by] + difference}))
        tenant.mark_changed()
        for id, amount in moved.items():
            set_committed_value(found[id], by, getattr(found[id], by) + amount)
    return found


class Followers(Generic[Kind]):
    """Who posts anew when a document that was settled, or used, is worth something else, since its rate or branch was changed.

    A kind of document has one; whatever settles it is decorated by it.
    """

    def __init__(self) -> None:
        self._following: list[Callable[[Tenant, Kind], None]] = []

    def __call__(self, function: Callable[[Tenant, Kind], None]) -> Callable[[Tenant, Kind], None]:
        if function not in self._following:
            self._following.append(function)
        return function

    def tell(self, tenant: Tenant, document: Kind) -> None:
        """Have all of them post anew; a locked day refuses it."""
        for follow in self._following:
            follow(tenant, document)
