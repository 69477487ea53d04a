"""What payments, credits and refunds settled of which document."""

from alembic.operations import Operations

from bigcapital.tenancy.schema import run_file

revision = "settlements"
down_revision = "selling"
branch_labels = None
depends_on = None


def upgrade(op: Operations) -> None:
    run_file(op, __file__)


def downgrade(op: Operations) -> None:
    op.drop_table("settlements")
