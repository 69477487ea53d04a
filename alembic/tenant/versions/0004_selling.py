"""Items, taxes and the documents of selling."""

import sqlalchemy as sa
from alembic.operations import Operations

from bigcapital import clock, db
from bigcapital.tenancy.schema import run_file

revision = "selling"
down_revision = "revaluations"
branch_labels = None
depends_on = None

TABLES = (
    "items_entries",
    "credit_note_applied_invoice",
    "refund_credit_note_transactions",
    "credit_notes",
    "payments_received_entries",
    "payments_received",
    "sales_receipts",
    "sales_invoices",
    "sales_estimates",
    "items",
    "item_categories",
    "tax_rates",
)
COLUMNS = ("name", "code", "rate", "is_non_recoverable", "is_compound", "active")
TAX_RATES = (
    ("Tax Exempt", "TAX-EXEMPT"),
    ("Tax on Purchases", "TAX-PURCHASES"),
    ("Tax on Sales", "TAX-SALES"),
    ("Sales Tax on Imports", "TAX-IMPORTS"),
)


def upgrade(op: Operations) -> None:
    run_file(op, __file__)
    seed(op.get_bind())


def seed(connection: sa.Connection) -> None:
    """The tax rates that a new organization begins with, for one that is there already. (An empty database is no one's yet.)"""
    organization, rates = sa.table("accounts"), sa.table("tax_rates", sa.column("created_at", db.Moment()), *map(sa.column, COLUMNS))
    if connection.scalar(sa.select(sa.exists().select_from(organization))):
        given = {"rate": 0, "is_non_recoverable": False, "is_compound": False, "active": True, "created_at": clock.now()}
        connection.execute(rates.insert(), [{"name": name, "code": code} | given for name, code in TAX_RATES])


def downgrade(op: Operations) -> None:
    for table in TABLES:
        op.drop_table(table)
