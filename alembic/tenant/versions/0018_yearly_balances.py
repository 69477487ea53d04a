"""Balances of accounts by calendar year: a statement over ten years reads ten of them, not a hundred and twenty months."""

from alembic.operations import Operations
from sqlalchemy import text

revision = "yearly_balances"
down_revision = "recurring_methods"
branch_labels = None
depends_on = None


def upgrade(op: Operations) -> None:
    year = "SUBSTR(period, 1, 4) || '-01-01'" if op.get_bind().dialect.name == "sqlite" else "MAKEDATE(YEAR(period), 1)"
    op.execute(
        text(
            "INSERT INTO account_balances"
            " (period_kind, period, account_id, currency_code, branch_id, debit, credit, own_debit, own_credit)"
            f" SELECT 3, {year}, account_id, currency_code, branch_id, SUM(debit), SUM(credit), SUM(own_debit), SUM(own_credit)"
            f" FROM account_balances WHERE period_kind = 2 GROUP BY {year}, account_id, currency_code, branch_id"
        )
    )


def downgrade(op: Operations) -> None:
    op.execute(text("DELETE FROM account_balances WHERE period_kind = 3"))
