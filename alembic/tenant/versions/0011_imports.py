"""Files that are imported."""

from alembic.operations import Operations

from bigcapital.tenancy.schema import run_file

revision = "imports"
down_revision = "links"
branch_labels = None
depends_on = None


def upgrade(op: Operations) -> None:
    run_file(op, __file__)


def downgrade(op: Operations) -> None:
    op.drop_table("import_files")
