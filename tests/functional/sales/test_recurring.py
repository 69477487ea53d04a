"""Recurring invoices, through the API and the real job store: once for each slot, whatever happens in between."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bigcapital import clock
from bigcapital.jobs import run_pending
from bigcapital.sales.recurring import operations
from bigcapital.sales.recurring.jobs import look
from bigcapital.tenancy.installation import Installation
from tests import template
from tests.client import Client, codes
from tests.functional.accounting.test_journals import lock_up_to
from tests.functional.sales.selling import Shop, line
from tests.functional.test_mail import Inbox

PATH = "recurring-invoices"


@pytest.fixture
def installation(mailing: Installation) -> Installation:
    return mailing


def at(text: str) -> None:
    """It is this moment, UTC. (The organization is in New York.)"""
    moment = datetime.fromisoformat(text).replace(tzinfo=UTC)
    clock.use(lambda: moment)


def schedule(shop: Shop, **more: Any) -> dict[str, Any]:
    """Monthly from 31 January, delivered, due in ten days."""
    when = {"repeat_unit": "month", "repeat_every": 1, "starts_on": "2026-01-31", "due_days": 10, "then": "deliver"}
    entries = [line(shop.chair, "99.95", 3, tax_rate_id=shop.vat), line(shop.advice, "50", discount=10)]
    return {"customer_id": shop.customer, "entries": entries, "reference_no": "RENT", "discount": 5, **when, **more}


def post(ann: Client, shop: Shop, **more: Any) -> int:
    return int(ann.post(PATH, schedule(shop, **more), status=201).json["id"])


def clockwork(installation: Installation) -> None:
    """The quarter of an hour strikes, and workers do what comes of it."""
    with template.Systems(installation)() as system:
        look(system)
    run_pending(installation)


def days(ann: Client) -> list[str]:
    """The days of all invoices, in order."""
    shown = ann.get("sale-invoices?page_size=500&column_sort_by=invoice_date&sort_order=asc").json["sales_invoices"]
    return [one["invoice_date"] for one in shown]


def test_an_invoice_is_made_when_its_day_begins_where_the_organization_is(ann: Client, shop: Shop, installation: Installation) -> None:
    at("2026-01-10T12:00")
    id = post(ann, shop)
    shown = ann.get(f"{PATH}/{id}").json
    assert (shown["status"], shown["next_on"], shown["made_count"], shown["total"]) == ("active", "2026-01-31", 0, 398.95)
    at("2026-01-31T04:59")  # still the 30th in New York
    clockwork(installation)
    assert days(ann) == []
    at("2026-01-31T05:01")
    clockwork(installation)
    (made,) = ann.get("sale-invoices").json["sales_invoices"]
    assert (made["invoice_date"], made["due_date"], made["reference_no"], made["total"]) == ("2026-01-31", "2026-02-10", "RENT", 398.95)
    assert made["is_delivered"] and made["invoice_no"] == "INV-00001"
    assert [one["discount"] for one in made["entries"]] == [None, 10]
    shown = ann.get(f"{PATH}/{id}").json
    assert (shown["next_on"], shown["made_count"]) == ("2026-02-28", 1)
    (row,) = ann.get(f"{PATH}/{id}/invoices").json
    assert (row["slot"], row["invoice_no"], row["is_deleted"]) == ("2026-01-31", "INV-00001", False)
    assert ann.get(f"sale-invoices/{row['invoice_id']}").json["recurring_invoice"] == {"id": id, "name": None, "slot": "2026-01-31"}


def test_what_an_outage_missed_is_made_once_in_order_however_often_the_clock_strikes(
    ann: Client, shop: Shop, installation: Installation
) -> None:
    at("2026-01-10T12:00")
    post(ann, shop, then="draft")
    at("2026-05-01T12:00")
    for _ in range(3):
        clockwork(installation)
    assert days(ann) == ["2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30"]
    assert not any(one["is_delivered"] for one in ann.get("sale-invoices").json["sales_invoices"])


def test_a_job_that_runs_twice_for_a_slot_makes_one_invoice(ann: Client, shop: Shop, installation: Installation, tenant: Any) -> None:
    at("2026-01-31T12:00")
    id = post(ann, shop)
    run_pending(installation)
    assert days(ann) == ["2026-01-31"]
    with tenant() as t:  # as if nothing had been written of it but the slot itself
        row = t.session.get(operations.RecurringInvoice, id)
        row.next_on, row.done_through, row.made_count = row.starts_on, None, 0
    with tenant() as t:
        assert operations.make_next(t, id) is None
    assert days(ann) == ["2026-01-31"]
    assert ann.get(f"{PATH}/{id}").json["next_on"] == "2026-02-28"


def test_an_invoice_that_is_mailed_goes_to_the_customer(ann: Client, shop: Shop, installation: Installation, inbox: Inbox) -> None:
    ann.put(f"customers/{shop.customer}", {"customer_type": "business", "display_name": "Zoë", "email": "zoe@example.com"})
    at("2026-01-31T12:00")
    post(ann, shop, then="mail")
    run_pending(installation)
    assert [envelope.rcpt_tos for envelope, _ in inbox.received] == [["zoe@example.com"]]
    assert "INV-00001" in inbox.received[0][1]["Subject"]


def test_a_refused_slot_says_why_waits_and_is_made_once_it_is_mended(
    ann: Client, shop: Shop, installation: Installation, peek: Any
) -> None:
    at("2026-01-10T12:00")
    id = post(ann, shop, then="mail")  # the customer has no address
    at("2026-03-01T12:00")
    clockwork(installation)
    shown = ann.get(f"{PATH}/{id}").json
    assert (shown["status"], shown["refusal_type"], shown["next_on"]) == ("refused", "Mail to address not found", "2026-01-31")
    assert shown["refusal"] and days(ann) == [] and peek("SELECT COUNT(*) FROM ledger_entries") == [(0,)]
    assert [one["id"] for one in ann.get(f"{PATH}?view_slug=refused").json["recurring_invoices"]] == [id]
    ann.put(f"customers/{shop.customer}", {"customer_type": "business", "display_name": "Zoë", "email": "zoe@example.com"})
    clockwork(installation)
    assert days(ann) == [], "it is not tried every quarter of an hour"
    ann.put(f"{PATH}/{id}/retry", status=200)
    run_pending(installation)
    assert days(ann) == ["2026-01-31", "2026-02-28"]
    assert ann.get(f"{PATH}/{id}").json["status"] == "active"
    assert ann.get("sale-invoices/1").json["invoice_no"] == "INV-00001", "the refused number was not used up"


def test_a_refused_slot_is_tried_again_by_itself_within_the_hour(ann: Client, shop: Shop, installation: Installation, tenant: Any) -> None:
    at("2026-01-10T12:00")
    post(ann, shop)
    lock_up_to(tenant, "2026-02-01")
    at("2026-02-02T12:00")
    clockwork(installation)
    (shown,) = ann.get(PATH).json["recurring_invoices"]
    assert (shown["status"], shown["refusal_type"]) == ("refused", "TRANSACTIONS_DATE_LOCKED")
    ann.put("transactions-locking/cancel-lock", {"module": "all", "reason": "mended"})
    at("2026-02-02T13:01")
    clockwork(installation)
    assert days(ann) == ["2026-01-31"]


def test_an_edit_changes_what_comes_and_not_what_was(ann: Client, shop: Shop, installation: Installation) -> None:
    at("2026-02-15T12:00")
    id = post(ann, shop)
    run_pending(installation)
    body = schedule(shop, repeat_unit="week", starts_on="2026-02-01", entries=[line(shop.chair, "7")], discount=None)
    edited = ann.put(f"{PATH}/{id}", body, status=200).json
    assert edited["next_on"] == "2026-02-15", "what lies behind today is not caught up with on other days than before"
    run_pending(installation)
    assert days(ann) == ["2026-01-31", "2026-02-15"]
    assert [one["total"] for one in ann.get("sale-invoices?sort_order=asc").json["sales_invoices"]] == [398.95, 7]


def test_a_pause_makes_nothing_and_what_came_due_in_it_is_passed_over(ann: Client, shop: Shop, installation: Installation) -> None:
    at("2026-01-10T12:00")
    id = post(ann, shop, ends_after=2)
    ann.put(f"{PATH}/{id}/pause", status=200)
    assert codes(ann.put(f"{PATH}/{id}/pause", status=400)) == ["RECURRING_INVOICE_ALREADY_PAUSED"]
    at("2026-03-05T12:00")
    clockwork(installation)
    assert days(ann) == [] and ann.get(f"{PATH}/{id}").json["status"] == "paused"
    ann.put(f"{PATH}/{id}/resume", status=200)
    assert codes(ann.put(f"{PATH}/{id}/resume", status=400)) == ["RECURRING_INVOICE_NOT_PAUSED"]
    assert ann.get(f"{PATH}/{id}").json["next_on"] == "2026-03-31"
    at("2026-09-30T12:00")
    clockwork(installation)
    assert days(ann) == ["2026-03-31", "2026-04-30"], "two invoices were wanted, and two there are"
    assert ann.get(f"{PATH}/{id}").json["status"] == "ended"


def test_it_ends_on_a_day(ann: Client, shop: Shop, installation: Installation) -> None:
    at("2026-04-01T12:00")
    id = post(ann, shop, repeat_unit="month_end", starts_on="2026-02-10", ends_on="2026-03-31")
    run_pending(installation)
    assert days(ann) == ["2026-02-28", "2026-03-31"]
    assert (ann.get(f"{PATH}/{id}").json["status"], ann.get(f"{PATH}/{id}/upcoming").json) == ("ended", {"slots": [], "has_more": False})


def test_what_comes_is_shown_of_a_schedule_and_of_a_form(ann: Client, shop: Shop) -> None:
    at("2026-02-15T12:00")
    id = post(ann, shop, starts_on="2026-03-31", ends_after=4)
    found = ann.get(f"{PATH}/{id}/upcoming?count=3").json
    assert [(one["slot"], one["due_date"], one["is_due"]) for one in found["slots"]] == [
        ("2026-03-31", "2026-04-10", False),
        ("2026-04-30", "2026-05-10", False),
        ("2026-05-31", "2026-06-10", False),
    ]
    assert found["has_more"] is True
    form = "repeat_unit=month_end&repeat_every=2&starts_on=2026-02-01&ends_on=2026-05-01"
    found = ann.get(f"{PATH}/upcoming?{form}").json
    assert ([one["slot"] for one in found["slots"]], found["has_more"]) == (["2026-02-28", "2026-04-30"], False)
    assert ann.get(f"{PATH}/upcoming?repeat_unit=day&starts_on=2026-02-14").json["slots"][0]["is_due"] is True


def test_files_go_along_with_every_invoice(ann: Client, shop: Shop, installation: Installation) -> None:
    at("2026-02-28T12:00")
    key = ann.upload(b"%PDF-1.4\n%%EOF").json["data"]["key"]
    id = post(ann, shop, attachments=[{"key": key}])
    run_pending(installation)
    assert len(days(ann)) == 2
    assert [one["key"] for place in (1, 2) for one in ann.get(f"sale-invoices/{place}").json["attachments"]] == [key, key]
    assert [one["key"] for one in ann.get(f"{PATH}/{id}").json["attachments"]] == [key]


def test_deleting_a_schedule_leaves_its_invoices_and_deleting_an_invoice_makes_no_other(
    ann: Client, shop: Shop, installation: Installation, peek: Any
) -> None:
    at("2026-02-28T12:00")
    id = post(ann, shop)
    run_pending(installation)
    ann.delete("sale-invoices/1", status=200)
    clockwork(installation)
    assert days(ann) == ["2026-02-28"]
    assert [(one["slot"], one["is_deleted"]) for one in ann.get(f"{PATH}/{id}/invoices").json] == [
        ("2026-02-28", False),
        ("2026-01-31", True),
    ]
    ann.delete(f"{PATH}/{id}", status=200)
    assert codes(ann.get(f"{PATH}/{id}", status=400)) == ["RECURRING_INVOICE_NOT_FOUND"]
    at("2026-06-28T12:00")
    clockwork(installation)
    assert days(ann) == ["2026-02-28"]
    assert peek("SELECT COUNT(*) FROM items_entries WHERE reference_type = 'RecurringInvoice'") == [(0,)]


@pytest.mark.parametrize(
    "wrong, field",
    [
        ({"repeat_unit": "fortnight"}, "repeatUnit"),
        ({"repeat_every": 0}, "repeatEvery"),
        ({"ends_on": "2026-01-30"}, "endsOn"),
        ({"ends_after": 0}, "endsAfter"),
        ({"due_days": -1}, "dueDays"),
        ({"then": "shred"}, "then"),
        ({"starts_on": "2026-02-30"}, "startsOn"),
        ({"repeat_unit": "day", "starts_on": "2020-01-01"}, "startsOn"),
        ({"customer_id": 99}, "customerId"),
        ({"discount": -1}, "discount"),
        ({"entries": []}, "entries"),
    ],
)
def test_a_schedule_that_makes_no_sense_is_refused_and_nothing_written(
    ann: Client, shop: Shop, wrong: dict[str, Any], field: str, peek: Any
) -> None:
    at("2026-01-10T12:00")
    answer = ann.post(PATH, schedule(shop, **wrong), status=400).json
    assert field in str(answer)
    assert peek("SELECT COUNT(*) FROM recurring_invoices") == peek("SELECT COUNT(*) FROM items_entries") == [(0,)]


def test_what_it_names_stays(ann: Client, shop: Shop) -> None:
    at("2026-01-10T12:00")
    post(ann, shop)
    assert codes(ann.delete(f"customers/{shop.customer}", status=409)) == ["CUSTOMER_HAS_TRANSACTIONS"]
    ann.delete(f"items/{shop.chair}", status=409)


def test_a_slot_waits_for_the_next_look_when_the_worker_dies(ann: Client, shop: Shop, installation: Installation) -> None:
    at("2026-01-31T12:00")
    post(ann, shop)  # its job is in the outbox, and nobody runs it
    later = datetime(2026, 2, 1, 12, tzinfo=UTC) + timedelta(hours=1)
    clock.use(lambda: later)
    clockwork(installation)
    assert days(ann) == ["2026-01-31"]
