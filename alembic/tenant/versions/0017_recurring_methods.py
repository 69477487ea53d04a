"""How the invoices of a schedule can be paid online."""

from alembic.operations import Operations
from sqlalchemy import Column, Text

revision = "recurring_methods"
down_revision = "recurring"
branch_labels = None
depends_on = None


def upgrade(op: Operations) -> None:
    op.add_column("recurring_invoices", Column("payment_methods", Text))


def downgrade(op: Operations) -> None:
    op.drop_column("recurring_invoices", "payment_methods")
