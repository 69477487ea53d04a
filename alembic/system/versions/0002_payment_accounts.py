"""Which organizations an account at a payment provider pays into."""

from alembic.operations import Operations

from bigcapital.tenancy.schema import run_file

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade(op: Operations) -> None:
    run_file(op, __file__)


def downgrade(op: Operations) -> None:
    op.drop_table("payment_accounts")
