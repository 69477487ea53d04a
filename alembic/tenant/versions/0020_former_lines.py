"""What lines of documents said before they were written over or deleted."""

from alembic.operations import Operations

from bigcapital.tenancy.schema import run_file

revision = "former_lines"
down_revision = "tax_history"
branch_labels = None
depends_on = None


def upgrade(op: Operations) -> None:
    run_file(op, __file__)


def downgrade(op: Operations) -> None:
    op.drop_table("former_lines")
