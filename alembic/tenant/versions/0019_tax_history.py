"""What a tax rate was before, and who made it what it is."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from alembic.operations import Operations
from sqlalchemy import BigInteger, Column, DateTime, Integer, String, column, select, table

revision = "tax_history"
down_revision = "yearly_balances"
branch_labels = None
depends_on = None

INDEX = "ix_items_entries_tax_rate_id_reference_type_reference_id"
ID = BigInteger().with_variant(Integer(), "sqlite")
RATES = table(
    "tax_rates",
    column("id", ID),
    column("name", String),
    column("code", String),
    column("created_at", DateTime),
    column("deleted_at", DateTime),
    column("replaces_id", ID),
)


def upgrade(op: Operations) -> None:
    op.add_column("tax_rates", Column("replaces_id", ID))
    op.add_column("tax_rates", Column("user_id", ID))
    op.create_index(INDEX, "items_entries", ["tax_rate_id", "reference_type", "reference_id"])
    connection = op.get_bind()
    rates = connection.execute(select(RATES).order_by(RATES.c.id)).mappings().all()
    for replaced in rates:
        successor = next((one for one in rates if _took_its_place(one, replaced)), None)
        if successor is not None:
            connection.execute(RATES.update().where(RATES.c.id == successor["id"]).values(replaces_id=replaced["id"]))


def downgrade(op: Operations) -> None:
    op.drop_index(INDEX, "items_entries")
    op.drop_column("tax_rates", "user_id")
    op.drop_column("tax_rates", "replaces_id")


def _took_its_place(one: Mapping[str, Any], replaced: Mapping[str, Any]) -> bool:
    """Whether a row was made for one that was retired: at the same moment, just before, and with its code or its name.

    A row of that code which came later is another tax: the code was free again.
    """
    made, retired = one["created_at"], replaced["deleted_at"]
    if one["id"] <= replaced["id"] or made is None or retired is None or not timedelta(0) <= retired - made < timedelta(seconds=5):
        return False
    return one["code"].casefold() == replaced["code"].casefold() or one["name"] == replaced["name"]
