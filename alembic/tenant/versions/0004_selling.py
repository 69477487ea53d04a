"""Items, taxes and the documents of selling."""

from alembic.operations import Operations

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


def upgrade(op: Operations) -> None:
    run_file(op, __file__)


def downgrade(op: Operations) -> None:
    for table in TABLES:
        op.drop_table(table)
