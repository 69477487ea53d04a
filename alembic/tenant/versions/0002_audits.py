"""Audits of the books, and what each of them found."""

from alembic.operations import Operations

from bigcapital.tenancy.schema import run_file

revision = "audits"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade(op: Operations) -> None:
    run_file(op, __file__)


def downgrade(op: Operations) -> None:
    op.drop_table("audits")
