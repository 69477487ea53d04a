"""``/api/tax-rates``: read by every member, written by who may change the preferences."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select

from bigcapital.accounting.taxes import operations, present, schema
from bigcapital.accounting.taxes.exchanged import EXCHANGED
from bigcapital.accounting.taxes.model import TaxRate
from bigcapital.rest import Activatable, Collection, Field, Item, Listing, collection


class TaxRateItem(Item):
    """One tax rate."""

    row: TaxRate

    def edit(self, data: schema.TaxRateEdit) -> dict[str, Any]:
        """Change a tax rate. Another name, code or percentage makes a new one of it, with another id; documents keep the old."""
        return present.of_row(operations.edit(self.tenant, self.row, data))

    def delete(self) -> None:
        """Retire a tax rate: documents keep it, new ones cannot take it."""
        operations.delete(self.tenant, self.row)

    def activate(self) -> None:
        operations.set_active(self.tenant, self.row, True)

    def inactivate(self) -> None:
        operations.set_active(self.tenant, self.row, False)


@collection("tax-rates", item=TaxRateItem, traits=(Activatable(method="PUT"),))
class TaxRates(Collection):
    """The taxes that lines of documents may have; those that were changed or deleted are not among them."""

    resource = "TaxRate"
    model = TaxRate
    create_schema, edit_schema = schema.TaxRateIn, schema.TaxRateEdit
    list_answer = schema.TaxRatesOut
    show_answer = create_answer = edit_answer = schema.TaxRateOut
    exchanged = EXCHANGED
    listing = Listing(
        envelope="data",
        fields=(
            Field("name", "text"),
            Field("code", "text"),
            Field("rate", "number"),
            Field("description", "text"),
            Field("is_non_recoverable", "boolean", label="Non-recoverable"),
            Field("is_compound", "boolean", label="Compound"),
            Field("active", "boolean"),
            Field("created_at", "date"),
        ),
        default_sort=("name", "asc"),
        default_filter_field="name",
        search=("name", "code"),
        paginated=False,
        importable=True,
        exportable=True,
    )

    def select(self) -> Select[Any]:
        return super().select().where(TaxRate.deleted_at.is_(None))

    def not_found(self) -> Exception:
        return operations.TaxRateNotFound("There is no such tax rate.")

    def create(self, data: schema.TaxRateIn) -> dict[str, Any]:
        """Add a tax rate."""
        return present.of_row(operations.create(self.tenant, data))

    def present(self, rows: list[TaxRate]) -> list[dict[str, Any]]:
        return [present.of_row(row) for row in rows]
