"""Balances of contacts by period: a day in the middle of a month reads that month's days alone, whatever the history."""

from alembic.operations import Operations

revision = "contact_periods"
down_revision = "mails"
branch_labels = None
depends_on = None

INDEX = "ix_contact_balances_period_kind_period"


def upgrade(op: Operations) -> None:
    op.create_index(INDEX, "contact_balances", ["period_kind", "period"])


def downgrade(op: Operations) -> None:
    op.drop_index(INDEX, "contact_balances")
