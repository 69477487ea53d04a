"""Invoices in the order of their references, however many there are."""

from alembic.operations import Operations

from bigcapital.tenancy.schema import run_file

revision = "invoice_references"
down_revision = "online_payments"
branch_labels = None
depends_on = None


def upgrade(op: Operations) -> None:
    run_file(op, __file__)


def downgrade(op: Operations) -> None:
    op.drop_index("ix_sales_invoices_reference_no", "sales_invoices")
