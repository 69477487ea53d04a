"""Links to invoices."""

from alembic.operations import Operations

from bigcapital.tenancy.schema import run_file

revision = "links"
down_revision = "contact_periods"
branch_labels = None
depends_on = None


def upgrade(op: Operations) -> None:
    run_file(op, __file__)


def downgrade(op: Operations) -> None:
    op.drop_table("payment_links")
