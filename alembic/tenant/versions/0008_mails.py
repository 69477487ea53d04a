"""Mails of documents."""

from alembic.operations import Operations

from bigcapital.tenancy.schema import run_file

revision = "mails"
down_revision = "templates"
branch_labels = None
depends_on = None


def upgrade(op: Operations) -> None:
    run_file(op, __file__)


def downgrade(op: Operations) -> None:
    op.drop_table("document_mails")
