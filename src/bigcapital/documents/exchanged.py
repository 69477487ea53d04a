"""Commercial documents in files: a row for each line, the header repeated or left blank after the first."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bigcapital.accounting import dimensions
from bigcapital.accounting.dimensions import ContactKind
from bigcapital.accounting.named import GIVEN_BRANCH, TAKEN_BRANCH, TAX_RATE
from bigcapital.errors import InvalidInput
from bigcapital.inventory.items.exchanged import ITEM
from bigcapital.rest import Given, Taken
from bigcapital.tenancy.tenant import Tenant

_PER_CENT = (("percentage", "Percentage"), ("amount", "Amount"))

TAKEN_CURRENCY = Taken("currency_code", also=("Currency",))
TAKEN_HEADER = (
    Taken("exchange_rate"),
    Taken("is_inclusive_tax", "Prices include tax"),
    Taken("discount", "Document discount"),
    Taken("discount_type", "Document discount type", labels=_PER_CENT),
    Taken("adjustment"),
    TAKEN_BRANCH,
)
TAKEN_LINES = (
    Taken("entries.item_id", "Item", of=ITEM, example="Consulting", also=("Item name", "Product"), codes=("NOT_SELL_ABLE_ITEMS",)),
    Taken("entries.rate", "Rate", example="100", also=("Price", "Unit price")),
    Taken("entries.quantity", example="2", also=("Qty",)),
    Taken("entries.description", "Description", example="Two hours of advice"),
    Taken("entries.discount", "Discount"),
    Taken("entries.discount_type", "Discount type", labels=_PER_CENT),
    Taken("entries.tax_rate_id", "Tax", of=TAX_RATE, also=("Tax rate", "Tax code")),
)
GIVEN_HEADER = (
    Given("exchange_rate", raw="exchange_rate", printed=False),
    Given("currency_code", printed=False),
    Given("is_inclusive_tax", "Prices include tax", printed=False),
    Given("discount", "Document discount", raw="discount", printed=False),
    Given("discount_type", "Document discount type", printed=False),
    Given("adjustment", raw="adjustment", printed=False),
)
GIVEN_LINES = (
    Given("entries.item_name", "Item", "item.name"),
    Given("entries.rate", "Rate", "rate_formatted", "rate"),
    Given("entries.quantity", "Quantity", "quantity_formatted", "quantity"),
    Given("entries.description", "Description", printed=False),
    Given("entries.discount", "Discount", raw="discount", printed=False),
    Given("entries.discount_type", "Discount type", printed=False),
    Given("entries.tax", "Tax", "tax.code", printed=False),
    Given("entries.amount", "Line amount", "total_formatted", "total"),
    GIVEN_BRANCH,
)


def in_currency_of(contact: ContactKind) -> Callable[[Tenant, dict[str, Any]], None]:
    """What a row must fit: a document is in its customer's (or vendor's) currency, so a file that names another means something else.

    What is answered raises ``InvalidInput`` for such a row.
    """

    def fits(tenant: Tenant, fields: dict[str, Any]) -> None:
        said, id = str(fields.pop("currency_code", "")).strip().upper(), fields.get(f"{contact}_id")
        found = dimensions.contacts(tenant, [id]).get(id or 0)
        if said and found is not None and said != found.currency:
            raise InvalidInput.of("currency_code", "isAllowed", f"currencyCode must be the {contact}'s, {found.currency}", said)

    return fits
