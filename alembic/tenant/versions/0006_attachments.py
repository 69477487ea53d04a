"""Files that people attach to documents."""

from alembic.operations import Operations

from bigcapital.tenancy.schema import run_file

revision = "attachments"
down_revision = "settlements"
branch_labels = None
depends_on = None


def upgrade(op: Operations) -> None:
    run_file(op, __file__)


def downgrade(op: Operations) -> None:
    op.drop_table("attachment_links")
    op.drop_table("attachments")
