"""Recurring invoices and payment reminders."""

from alembic.operations import Operations

from bigcapital.tenancy.schema import run_file

revision = "recurring"
down_revision = "einvoices"
branch_labels = None
depends_on = None


def upgrade(op: Operations) -> None:
    run_file(op, __file__)


def downgrade(op: Operations) -> None:
    for table in ("unreminded_customers", "payment_reminders", "payment_reminder_steps", "recurring_invoice_slots", "recurring_invoices"):
        op.drop_table(table)
