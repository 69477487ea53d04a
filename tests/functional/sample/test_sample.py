"""The sample company: a year of true books."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bigcapital import clock
from bigcapital.accounting.audit import audit
from bigcapital.jobs import run_pending
from bigcapital.sample.company import COUNTER, PRICES
from bigcapital.sample.filling import deeds
from bigcapital.sample.journals import Event, history
from bigcapital.sample.selling import Invoice, Payment, sales
from bigcapital.sample.words import described
from bigcapital.tenancy.installation import Installation
from tests import template
from tests.client import Client
from tests.template import METADATA

DAYS = st.dates(min_value=date(2000, 1, 1), max_value=date(2100, 12, 31))


@given(DAYS)
def test_every_deed_lies_in_the_last_twelve_months_and_every_event_balances(today: date) -> None:
    done = list(deeds(today))
    assert today - timedelta(days=366) < done[0].day <= done[-1].day == today
    events = [deed for deed in done if isinstance(deed, Event)]
    assert all(sum(event.debits.values()) == sum(event.credits.values()) > 0 for event in events)
    assert all(amount > 0 for event in events for amount in (*event.debits.values(), *event.credits.values()))


@given(DAYS)
def test_what_a_payment_is_for_was_invoiced_to_that_customer_before(today: date) -> None:
    owed: dict[tuple[str, str], int] = {}
    for deed in deeds(today):
        if isinstance(deed, Invoice):
            owed[deed.customer, deed.name] = sum(PRICES[item] * quantity for item, quantity in deed.sold)
        elif isinstance(deed, Payment):
            for name, paid in deed.paid.items():
                owed[deed.customer, name] -= paid
    assert all(amount >= 0 for amount in owed.values())


def test_all_that_is_said_has_its_arabic_words() -> None:
    said = {event.description for event in history(date(2026, 11, 28))} | set(PRICES) | {COUNTER}
    notes = {"Too old to be asked for again", "A design that had to be drawn again"}
    assert said | notes == set(described)


TODAYS = [("USD", "2026-03-31", "en"), ("JPY", "2026-03-01", "en"), ("EUR", "2024-02-29", "ar"), ("KWD", "2026-08-10", "en")]


@pytest.mark.parametrize("currency, today, language", TODAYS)
def test_an_organization_built_with_sample_data_begins_with_a_year_of_selling(
    anyone: Client, sign_in: Callable[..., Client], installation: Installation, currency: str, today: str, language: str
) -> None:
    clock.use(lambda: datetime.fromisoformat(f"{today}T12:00").replace(tzinfo=UTC))
    anyone.post("auth/signup", {"first_name": "Bo", "last_name": "Ek", "email": "bo@example.com", "password": "long enough"})
    bo = sign_in("bo@example.com", "long enough")
    bo.post("organization/build", METADATA | {"sample_data": True, "base_currency": currency, "language": language})
    run_pending(installation)
    with template.Units(installation, installation.directory.records()[-1])(writer=False) as tenant:
        assert audit(tenant) == []
    _check_journals(bo, today)
    _check_contacts(bo)
    _check_sales(bo)
    _check_home(bo)
    assert {row["model_name"] for row in bo.get("organization/base-currency-mutate").json["abilities"]} >= {"AccountTransaction"}


def _listed(bo: Client, path: str, name: str) -> Any:
    return bo.get(f"{path}?page_size=1000").json[name]


def _check_journals(bo: Client, today: str) -> None:
    journals: Any = bo.get("manual-journals?page_size=1000&column_sort_by=date&sort_order=asc").json["manual_journals"]
    assert len(journals) > 110 and journals[-1]["date"] == today
    assert sum(not journal["is_published"] for journal in journals) == 1
    ledger = bo.get("reports/general-ledger?from_date=2020-01-01&to_date=2030-01-01&none_transactions=1").json["data"]
    held = {row["name"]: [line["running_balance"] for line in row["transactions"]] for row in ledger}
    kept = ("Bank Account", "Petty Cash", "Prepaid Expenses")
    assert all(min(held[name]) >= 0 for name in kept if name in held), "the till and the bank are never overdrawn"


def _check_contacts(bo: Client) -> None:
    customers, vendors = _listed(bo, "customers", "customers"), _listed(bo, "vendors", "vendors")
    assert (len(customers), len(vendors)) == (5, 2)
    assert all(one["balance_local"] >= 0 for one in (*customers, *vendors))
    accounts = bo.get("accounts?structure=flat").json["accounts"]
    for type, people in (("accounts-receivable", customers), ("accounts-payable", vendors)):
        in_books = sum(one["amount"] for one in accounts if one["account_type"] == type)
        assert in_books == sum(one["balance"] for one in people) > 0


def _check_sales(bo: Client) -> None:
    """Every kind of thing that can become of a document has become of one."""
    invoices = _listed(bo, "sale-invoices", "sales_invoices")
    paid = [one for one in invoices if one["is_fully_paid"]]
    part = [one for one in invoices if one["is_partially_paid"]]
    late = [one for one in invoices if one["is_overdue"]]
    off = [one for one in invoices if one["is_writtenoff"]]
    drafts = [one for one in invoices if not one["is_delivered"]]
    assert len(paid) > 15 and len(part) >= 1 and len(late) >= 2 and len(off) == len(drafts) == 1
    estimates = _listed(bo, "sale-estimates", "sales_estimates")
    said = ("is_approved", "is_rejected", "is_converted_to_invoice", "is_expired", "is_delivered")
    assert all(any(one[state] for one in estimates) for state in said) and not all(one["is_delivered"] for one in estimates)
    assert len(_listed(bo, "sale-receipts", "data")) >= 11
    assert len(_listed(bo, "payments-received", "payment_receives")) >= 13
    (note,) = _listed(bo, "credit-notes", "credit_notes")
    assert note["is_closed"] and note["refunded_amount"] > 0 and note["invoices_amount"] > 0
    assert len({one["currency_code"] for one in invoices}) == 2


def _check_home(bo: Client) -> None:
    home = bo.get("reports/home").json
    assert all(month["total"]["amount"] > 0 for month in home["sales"]["months"][:-1])
    assert home["receivable_aging"]["total"]["amount"] > 0 and home["overdue"]["count"] >= 2
    assert home["draft_invoices"] == home["draft_journals"] == 1


@pytest.mark.parametrize("today", [date(2026, 3, 31), date(2024, 2, 29)])
def test_numbers_follow_the_days(today: date) -> None:
    kinds = Counter(type(deed).__name__ for deed in deeds(today))
    assert kinds["Invoice"] >= 28 and kinds == Counter(type(deed).__name__ for deed in deeds(today))
    assert [deed.day for deed in deeds(today)] == sorted(deed.day for deed in deeds(today))
    assert max(deed.day for deed in sales(today)) >= today
