"""What the lists of customers and of vendors share, and ``/api/contacts``, where both are."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from sqlalchemy import func, select

from bigcapital.contacts import operations, owed, present
from bigcapital.contacts.model import Contact
from bigcapital.contacts.schema import Activated, AutoCompleteQuery, ContactEdit, ContactIn, ContactOut, Inactivated, OpeningBalanceIn
from bigcapital.errors import Forbidden, InvalidInput
from bigcapital.rest import Collection, Field, Item, Listing, Trait, action, collection, guards, views_by_status
from bigcapital.rest.declare import Action

_LARGEST_PAGE = 10_000
_NAMES = ("display_name", "first_name", "last_name", "company_name", "email", "work_phone", "personal_phone")
_STATUSES = (("overdue", "Overdue"), ("unpaid", "Unpaid"))


def listing(envelope: str) -> Listing:
    """How contacts of one kind list."""
    return Listing(
        envelope=envelope,
        fields=(
            Field("first_name", "text"),
            Field("last_name", "text"),
            Field("display_name", "text"),
            Field("email", "text"),
            Field("work_phone", "text"),
            Field("personal_phone", "text"),
            Field("company_name", "text"),
            Field("website", "text"),
            Field("created_at", "date"),
            Field("balance", "number", owed.balance),
            Field("opening_balance", "number", lambda kind: func.coalesce(kind.opening_balance, 0)),
            Field("opening_balance_at", "date"),
            Field("currency_code", "text"),
            Field(
                "status",
                "enumeration",
                options=_STATUSES,
                where={"overdue": owed.overdue, "unpaid": owed.unpaid},
            ),
        ),
        default_filter_field="display_name",
        search=_NAMES,
        views=views_by_status(_STATUSES),
        view_columns=(("display_name", "Display name"), ("company_name", "Company"), ("work_phone", "Phone"), ("balance", "Balance")),
        importable=True,
        exportable=True,
        active_column="active",
        only_active=True,
    )


class ContactOfKind(Item):
    """One customer or vendor."""

    row: Contact

    def edit(self, data: ContactEdit) -> dict[str, Any]:
        """Change it; its currency stays, and its opening balance is changed by itself."""
        operations.edit(self.tenant, self.row, data)
        return self.show()

    def delete(self) -> None:
        """Delete it, unless anything was ever recorded for it."""
        guards.check("contact.delete", self.tenant, self.row)
        operations.delete(self.tenant, self.row)


class ContactsOfKind(Collection):
    """The contacts of one kind: ``model`` says which."""

    model: ClassVar[type[Contact]]

    def create(self, data: ContactIn) -> dict[str, Any]:
        """Add one, perhaps with what was owed when the books began."""
        return self.present([operations.create(self.tenant, self.model, data)])[0]

    def bindings(self) -> dict[str, Any]:
        return owed.bindings(self.tenant)

    def present(self, rows: list[Contact]) -> list[dict[str, Any]]:
        """Contacts with their balances."""
        return present.page(self.tenant, rows)

    def headline(self, row: Contact) -> dict[str, Any]:
        """A contact among search results."""
        return {"id": row.id, "title": row.display_name, "subtitle": row.company_name or row.email}


class OpeningBalance(Trait):
    """``PUT :id/opening-balance``."""

    def actions(self, declared: type[Collection]) -> Iterable[Action]:
        assert declared.item is not None
        options = {"status": 200, "body": OpeningBalanceIn, "answer": declared.show_answer}
        yield Action(declared.item, "opening-balance", "PUT", edit_opening_balance, None, options)


def edit_opening_balance(contact: ContactOfKind, data: OpeningBalanceIn) -> dict[str, Any]:
    """Set, change or remove what was owed when the books began; the ledger follows."""
    operations.edit_opening(contact.tenant, contact.row, data)
    return contact.show()


# --- both kinds ---


class AnyContact(Item):
    """A contact of either kind, for whoever may do the same to its own kind."""

    row: Contact

    def show(self) -> dict[str, Any]:
        """The contact with its balance."""
        return present.page(self.tenant, [self.allowed("View")])[0]

    def allowed(self, ability: str) -> Contact:
        """The contact, if the caller has the ability on its kind; raises ``Forbidden``."""
        if not self.request.has_permission(f"{self.row.SUBJECT}:{ability}", self):
            raise Forbidden(f"You may not do this to a {self.row.SUBJECT.lower()}.")
        return self.row


@collection("contacts", item=AnyContact, access="member")
class Contacts(Collection):
    """Customers and vendors alike."""

    model = Contact
    show_answer = ContactOut


@action(AnyContact, "activate", method="PATCH", access="member", answer=Activated)
def activate(contact: AnyContact) -> dict[str, Any]:
    """Offer the contact again."""
    operations.set_active(contact.tenant, contact.allowed("Edit"), True)
    return {"id": contact.id, "activated": True}


@action(AnyContact, "inactivate", method="PATCH", access="member", answer=Inactivated)
def inactivate(contact: AnyContact) -> dict[str, Any]:
    """Offer the contact no longer; its past stays."""
    operations.set_active(contact.tenant, contact.allowed("Edit"), False)
    return {"id": contact.id, "inactivated": True}


@action(Contacts, "auto-complete", method="GET", access="member", query=AutoCompleteQuery, answer=list[ContactOut])
def auto_complete(contacts: Contacts, query: AutoCompleteQuery) -> list[dict[str, Any]]:
    """The active contacts whose names contain a word, of the kinds that the caller may see."""
    if not 1 <= query.limit <= _LARGEST_PAGE:
        raise InvalidInput.of("limit", "range", f"limit must be between 1 and {_LARGEST_PAGE}", query.limit)
    seen = [kind for kind in Contact.__subclasses__() if contacts.request.has_permission(f"{kind.SUBJECT}:View", contacts)]
    if not seen:
        raise Forbidden("You may see neither customers nor vendors.")
    kinds = [kind.__mapper__.polymorphic_identity for kind in seen]
    found = select(Contact).where(Contact.contact_service.in_(kinds), Contact.active.is_(True))
    if query.keyword.strip():
        found = found.where(Listing(None, search=_NAMES).matches(Contact, query.keyword.strip()))
    rows = contacts.session.scalars(found.order_by(Contact.display_name, Contact.id).limit(query.limit))
    return present.page(contacts.tenant, list(rows))
