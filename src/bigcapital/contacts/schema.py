"""Contacts in JSON: what customers and vendors share."""

from __future__ import annotations

import datetime as dates
from decimal import Decimal
from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from bigcapital.rest.schema import Amount, Answer, Body, Currency, Day, Flag, Id, Integer, LongText, Name, Query, Rate, Text, written

Email = Annotated[  # or "", which takes away the one that is there
    Text,
    BeforeValidator(lambda value: value.strip() if isinstance(value, str) else value),
    written(r"^([^@\s]+@[^@\s]+\.[^@\s]+)?$", "an e-mail address"),
]
OpeningAmount = Annotated[Amount, Field(ge=0)]
Short = Annotated[Text, Field(max_length=64)]
_OTHER_NAMES = {f"{kind}_address_zipcode": f"{kind}_address_postcode" for kind in ("billing", "shipping")}


class ContactEdit(Body):
    """What can be changed of a contact. A field that is absent stays as it is; null or "" takes it away.

    ``…_zipcode`` is another name of ``…_postcode``. ``electronic_address``: where it gets e-invoices, as ``0208:0123456749``;
    ``buyer_reference``: what it wants to find on each of them.
    """

    display_name: Name | None = None
    salutation: Short | None = None
    first_name: Text | None = None
    last_name: Text | None = None
    company_name: Text | None = None
    email: Email | None = None
    work_phone: Short | None = None
    personal_phone: Short | None = None
    website: Text | None = None
    tax_number: Short | None = None
    registration_number: Short | None = None
    electronic_address: Text | None = None
    buyer_reference: Text | None = None
    note: LongText | None = None
    active: Flag | None = None

    billing_address1: Text | None = None
    billing_address2: Text | None = None
    billing_address_city: Text | None = None
    billing_address_country: Text | None = None
    billing_address_email: Email | None = None
    billing_address_postcode: Short | None = None
    billing_address_zipcode: Short | None = None
    billing_address_phone: Short | None = None
    billing_address_state: Text | None = None
    shipping_address1: Text | None = None
    shipping_address2: Text | None = None
    shipping_address_city: Text | None = None
    shipping_address_country: Text | None = None
    shipping_address_email: Email | None = None
    shipping_address_postcode: Short | None = None
    shipping_address_zipcode: Short | None = None
    shipping_address_phone: Short | None = None
    shipping_address_state: Text | None = None

    def details(self) -> dict[str, Any]:
        """The contact's columns that were given; what is blank is None."""
        given = {name: getattr(self, name) for name in ContactEdit.model_fields if name in self.model_fields_set}
        for other, name in _OTHER_NAMES.items():
            if other in given:
                given[name] = given.get(name) or given[other]
                del given[other]
        shown = {name: None if value == "" else value for name, value in given.items()}
        return {name: value for name, value in shown.items() if value is not None or name not in ("display_name", "active")}


class Opening(Body):
    """What was owed when the books began, in the contact's currency."""

    opening_balance: OpeningAmount | None = None
    opening_balance_at: Day | None = None
    opening_balance_exchange_rate: Rate | None = None
    opening_balance_branch_id: Id | None = None


class OpeningBalanceIn(Opening):
    """An opening balance to be set, changed or, with 0, removed. What is absent stays; other currencies than the base need the rate."""

    opening_balance: OpeningAmount


class ContactIn(ContactEdit, Opening):
    """A new contact, perhaps with what was owed when the books began. The currency stays."""

    display_name: Name
    currency_code: Currency | None = None


class AutoCompleteQuery(Query):
    """What contacts' names should contain, and how many are wanted."""

    keyword: Text = ""
    limit: Integer = 10


class Activated(Answer):
    """The contact that is offered again."""

    id: int
    activated: bool


class Inactivated(Answer):
    """The contact that is offered no longer."""

    id: int
    inactivated: bool


class ContactOut(Answer):
    """A contact. ``balance`` is what is owed in the contact's currency, positive on its normal side; ``…local…`` in base currency.

    ``closing_balance`` is the same: the opening balance is part of it.
    """

    id: int
    contact_service: str
    contact_type: str | None
    contact_normal: str
    formatted_contact_service: str
    currency_code: str
    balance: Decimal
    balance_local: Decimal
    closing_balance: Decimal
    opening_balance: Decimal
    opening_balance_at: dates.date | None
    opening_balance_exchange_rate: Decimal
    opening_balance_branch_id: int | None
    local_opening_balance: Decimal
    formatted_balance: str
    formatted_balance_local: str
    formatted_opening_balance: str
    formatted_opening_balance_at: str
    salutation: str | None
    first_name: str | None
    last_name: str | None
    company_name: str | None
    display_name: str
    email: str | None
    work_phone: str | None
    personal_phone: str | None
    website: str | None
    tax_number: str | None
    registration_number: str | None
    electronic_address: str | None
    buyer_reference: str | None
    note: str | None
    active: bool
    billing_address1: str | None
    billing_address2: str | None
    billing_address_city: str | None
    billing_address_country: str | None
    billing_address_email: str | None
    billing_address_postcode: str | None
    billing_address_phone: str | None
    billing_address_state: str | None
    shipping_address1: str | None
    shipping_address2: str | None
    shipping_address_city: str | None
    shipping_address_country: str | None
    shipping_address_email: str | None
    shipping_address_postcode: str | None
    shipping_address_phone: str | None
    shipping_address_state: str | None
    created_at: dates.datetime | None
    updated_at: dates.datetime | None
