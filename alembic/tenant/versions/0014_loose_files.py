"""Since when nothing has a file that somebody uploaded."""

from alembic.operations import Operations

from bigcapital.tenancy.schema import run_file

revision = "loose_files"
down_revision = "invoice_references"
branch_labels = None
depends_on = None


def upgrade(op: Operations) -> None:
    run_file(op, __file__)


def downgrade(op: Operations) -> None:
    op.drop_column("attachments", "loose_since")
