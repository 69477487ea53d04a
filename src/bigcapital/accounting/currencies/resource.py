"""``/api/currencies``: by id, or by code."""

from __future__ import annotations

from typing import Any

from bigcapital.accounting.currencies import operations, schema
from bigcapital.accounting.currencies.model import Currency
from bigcapital.rest import Collection, Item, Listing, action, collection


class CurrencyItem(Item):
    """One currency."""

    row: Currency

    def edit(self, data: schema.CurrencyEdit) -> dict[str, Any]:
        """Show a currency under another name and sign."""
        operations.edit(self.tenant, self.row, name=data.currency_name, sign=data.currency_sign)
        return operations.present(self.tenant, self.row)

    def delete(self) -> None:
        """Offer a currency no longer."""
        operations.delete(self.tenant, self.row)


@collection("currencies", item=CurrencyItem)
class Currencies(Collection):
    """The currencies that the organization offers in its forms."""

    model = Currency
    create_schema = schema.CurrencyIn
    edit_schema = schema.CurrencyEdit
    listing = Listing(envelope=None, default_sort=("id", "asc"), paginated=False)
    list_answer = list[schema.CurrencyOut]
    show_answer = edit_answer = schema.CurrencyOut

    def create(self, data: schema.CurrencyIn) -> None:
        """Offer another currency."""
        operations.create(self.tenant, code=data.currency_code, name=data.currency_name, sign=data.currency_sign)

    def present(self, rows: list[Currency]) -> list[dict[str, Any]]:
        return [operations.present(self.tenant, row) for row in rows]


@action(Currencies, ":code", method="GET", answer=schema.CurrencyOut)
def show(currencies: Currencies, code: str) -> dict[str, Any]:
    """A currency by its code."""
    return operations.present(currencies.tenant, operations.find(currencies.tenant, code))


@action(Currencies, ":code", method="DELETE")
def delete(currencies: Currencies, code: str) -> None:
    """Offer a currency no longer, by its code."""
    operations.delete(currencies.tenant, operations.find(currencies.tenant, code))
