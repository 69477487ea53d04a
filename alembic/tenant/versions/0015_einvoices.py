"""What e-invoices say of customers and of taxes."""

from alembic.operations import Operations
from sqlalchemy import Column, String

revision = "einvoices"
down_revision = "loose_files"
branch_labels = None
depends_on = None

CONTACTS = {"tax_number": 64, "registration_number": 64, "electronic_address": 255, "buyer_reference": 255}


def upgrade(op: Operations) -> None:
    for name, length in CONTACTS.items():
        op.add_column("contacts", Column(name, String(length)))
    op.add_column("tax_rates", Column("category", String(2)))


def downgrade(op: Operations) -> None:
    op.drop_column("tax_rates", "category")
    for name in CONTACTS:
        op.drop_column("contacts", name)
