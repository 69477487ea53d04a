"""Templates of printed documents, and the one of each kind that every organization has."""

import sqlalchemy as sa
from alembic.operations import Operations

from bigcapital import clock
from bigcapital.db import Moment
from bigcapital.tenancy.schema import run_file

revision = "templates"
down_revision = "attachments"
branch_labels = None
depends_on = None

KINDS = ("SaleInvoice", "SaleEstimate", "SaleReceipt", "CreditNote", "PaymentReceive")
TEMPLATES = sa.table(
    "pdf_templates",
    sa.column("resource", sa.String),
    sa.column("template_name", sa.String),
    sa.column("attributes", sa.Text),
    sa.column("predefined", sa.Boolean),
    sa.column("default", sa.Boolean),
    sa.column("created_at", Moment),
)


def upgrade(op: Operations) -> None:
    run_file(op, __file__)
    row = {"template_name": "Standard Template", "attributes": "{}", "predefined": True, "default": True, "created_at": clock.now()}
    op.bulk_insert(TEMPLATES, [row | {"resource": kind} for kind in KINDS])


def downgrade(op: Operations) -> None:
    op.drop_table("pdf_templates")
