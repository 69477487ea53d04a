"""The sample company: a year of true books."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bigcapital import clock
from bigcapital.jobs import run_pending
from bigcapital.organization.companies.sample import history
from bigcapital.organization.companies.words import described
from bigcapital.tenancy.installation import Installation
from tests.client import Client
from tests.template import METADATA


@given(st.dates(min_value=date(2000, 1, 1), max_value=date(2100, 12, 31)))
def test_every_event_balances_and_lies_in_the_last_twelve_months(today: date) -> None:
    events = list(history(today))
    assert all(sum(event.debits.values()) == sum(event.credits.values()) > 0 for event in events)
    assert all(amount > 0 for event in events for amount in (*event.debits.values(), *event.credits.values()))
    assert min(event.day for event in events) > today - timedelta(days=366)


def test_the_till_and_the_bank_are_never_overdrawn() -> None:
    for account in ("petty-cash", "bank-account", "prepaid-expenses"):
        held = 0
        for event in history(date(2026, 11, 28)):
            held += event.debits.get(account, 0) - event.credits.get(account, 0)
            assert held >= 0, (account, event)


def test_every_event_has_its_arabic_words() -> None:
    assert {event.description for event in history(date(2026, 11, 28))} == set(described)


@pytest.mark.parametrize("currency", ["USD", "JPY"])
def test_an_organization_built_with_sample_data_begins_with_a_year_of_journals(
    anyone: Client, sign_in: Callable[..., Client], installation: Installation, currency: str
) -> None:
    clock.use(lambda: datetime(2026, 3, 31, 12, tzinfo=UTC))
    anyone.post("auth/signup", {"first_name": "Bo", "last_name": "Ek", "email": "bo@example.com", "password": "long enough"})
    bo = sign_in("bo@example.com", "long enough")
    bo.post("organization/build", METADATA | {"sample_data": True, "base_currency": currency})
    run_pending(installation)
    journals: Any = bo.get("manual-journals?page_size=1000&column_sort_by=date&sort_order=asc").json["manual_journals"]
    assert len(journals) > 150
    assert (journals[0]["date"], journals[-1]["date"]) == ("2025-04-01", "2026-03-31")
    assert sum(not journal["is_published"] for journal in journals) == 1
    customers, vendors = (bo.get(f"{path}?column_sort_by=balance&sort_order=desc").json[path] for path in ("customers", "vendors"))
    assert [(len(each), each[0]["balance"] > 0) for each in (customers, vendors)] == [(3, True), (2, True)]
    assert [one["balance_local"] >= 0 for one in (*customers, *vendors)] == [True] * 5
    assert len(bo.get("customers?view_slug=overdue").json["customers"]) == 2
    accounts = {one["slug"]: one["amount"] for one in bo.get("accounts?structure=flat").json["accounts"]}
    assert accounts["accounts-receivable"] == sum(one["balance"] for one in customers)
    assert accounts["accounts-payable"] == sum(one["balance"] for one in vendors)
    assert {row["model_name"] for row in bo.get("organization/base-currency-mutate").json["abilities"]} >= {"AccountTransaction"}
