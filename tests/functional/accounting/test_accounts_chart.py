"""The chart as postings see it: remembered, never stale, and completed where an account is missing."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from bigcapital.accounting.accounts import chart
from bigcapital.accounting.accounts.model import Account
from bigcapital.starting import start
from tests import template
from tests.statements import counted


def names(tenant) -> set[str]:
    return {account.name for account in chart.chart(tenant)}


def add(tenant, name: str) -> None:
    tenant.session.add(Account(name=name, account_type="expense", currency_code="USD", active=True))
    tenant.bump_metadata()


def test_a_warm_chart_asks_nothing_but_the_head_row(tenant):
    with tenant(writer=False) as t:
        chart.chart(t)
    with counted() as sent, tenant(writer=False) as t:
        assert len(list(chart.chart(t))) == 34
    assert len([statement for statement in sent if statement != "COMMIT"]) == 1


def test_what_a_unit_of_work_writes_it_sees_and_others_see_it_once_it_is_stored(tenant):
    with tenant() as t:
        assert "New" not in names(t)
        add(t, "New")
        assert "New" in names(t)
    with tenant(writer=False) as t:
        assert "New" in names(t)


def test_what_is_taken_back_was_never_remembered(tenant):
    with pytest.raises(RuntimeError), tenant() as t:
        add(t, "Taken back")
        assert "Taken back" in names(t)
        raise RuntimeError
    with tenant() as t:
        add(t, "Stored instead")  # at the same version
    with tenant(writer=False) as t:
        assert names(t) >= {"Stored instead"} and "Taken back" not in names(t)


def test_a_savepoint_that_is_undone_leaves_the_chart_as_it_was(tenant):
    with tenant() as t:
        before = names(t)
        with pytest.raises(RuntimeError), t.savepoint():
            add(t, "Tried")
            assert "Tried" in names(t)
            raise RuntimeError
        assert names(t) == before


def test_another_process_sees_a_change_at_once(tenant, data_dir):
    other = start(template.settings(data_dir))
    try:
        elsewhere = template.the_tenant(other)
        with elsewhere(writer=False) as t:
            assert "New" not in names(t)
        with tenant() as t:
            add(t, "New")
        with elsewhere(writer=False) as t:
            assert "New" in names(t)
    finally:
        other.close()


def test_receivables_and_payables_exist_once_for_each_currency(tenant):
    with tenant() as t:
        assert chart.receivable(t, "USD").slug == "accounts-receivable"
        made = chart.receivable(t, "EUR")
        assert (made.name, made.account_type, made.currency_code, made.slug) == (
            "Accounts Receivable – EUR",
            "accounts-receivable",
            "EUR",
            None,
        )
        assert chart.receivable(t, "EUR").id == made.id
        assert chart.payable(t, "EUR").name == "Accounts Payable – EUR"
    with tenant() as t:
        assert chart.receivable(t, "EUR").id == made.id


def test_accounts_that_the_product_needs_are_made_when_they_are_missing(tenant):
    with tenant() as t:
        made = chart.system_account(t, "stripe-clearing")
        assert (made.code, made.account_type, made.row["predefined"]) == ("100020", "other-current-asset", True)
        assert chart.system_account(t, "stripe-clearing").id == made.id
        t.session.execute(text("DELETE FROM accounts WHERE slug IN ('discount', 'exchange-grain-loss')"))
        t.bump_metadata()
        assert chart.system_account(t, "discount").account_type == "other-income"
        with pytest.raises(chart.AccountMissing):
            chart.system_account(t, "exchange-grain-loss")
