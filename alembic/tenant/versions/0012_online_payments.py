"""Payment services, what was paid through them, and by which of them an invoice can be paid."""

from alembic.operations import Operations

from bigcapital.tenancy.schema import run_file

revision = "online_payments"
down_revision = "imports"
branch_labels = None
depends_on = None


def upgrade(op: Operations) -> None:
    run_file(op, __file__)


def downgrade(op: Operations) -> None:
    for table in ("payment_events", "online_payments", "invoice_payment_methods", "payment_services"):
        op.drop_table(table)
