"""The first tables of the tenant database, as SQL for each kind of server."""

from alembic.operations import Operations

from bigcapital.tenancy.schema import run_file

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade(op: Operations) -> None:
    run_file(op, __file__)


def downgrade(op: Operations) -> None:
    raise NotImplementedError("there is nothing before the first tables")
