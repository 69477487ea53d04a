"""Payment reminders, through the API, the real job store and a real mail server."""

from __future__ import annotations

from typing import Any

import pytest

from bigcapital.jobs import run_pending
from bigcapital.languages import LANGUAGES
from bigcapital.sales.mail.letters import _PLACEHOLDER
from bigcapital.sales.reminders import letters, operations
from bigcapital.sales.reminders.jobs import look
from bigcapital.tenancy.installation import Installation
from tests import template
from tests.client import Client, codes
from tests.functional.sales.selling import Shop, invoice, line
from tests.functional.sales.settling import payment
from tests.functional.sales.test_mail import customer, text
from tests.functional.sales.test_recurring import at
from tests.functional.test_mail import Inbox

PATH = "payment-reminders"


@pytest.fixture
def installation(mailing: Installation) -> Installation:
    return mailing


def turn_on(ann: Client, *days: int, active: bool = True, **more: Any) -> None:
    ann.put(PATH, {"is_active": active, "steps": [{"days": one, **more} for one in days]}, status=200)


def owed(ann: Client, shop: Shop, **more: Any) -> int:
    """An invoice of 100, due on 14 April."""
    customer(ann, shop)
    return int(ann.post("sale-invoices", invoice(shop.customer, line(shop.chair), **more), status=201).json["id"])


def clockwork(installation: Installation) -> None:
    with template.Systems(installation)() as system:
        look(system)
    run_pending(installation)


def subjects(inbox: Inbox) -> list[str]:
    return [str(mail["Subject"]) for _, mail in inbox.received]


def test_reminders_are_off_and_proposed_at_first(ann: Client) -> None:
    shown = ann.get(PATH).json
    assert shown["is_active"] is False and [one["days"] for one in shown["steps"]] == [-3, 0, 7, 14, 30]
    assert "{Invoice Due Date}" in shown["steps"][0]["standard"]["message"] and "Overdue Days" in shown["placeholders"]


def test_each_step_reminds_once_of_what_is_due(ann: Client, shop: Shop, installation: Installation, inbox: Inbox) -> None:
    at("2026-04-01T15:00")
    turn_on(ann, -3, 0, 7)
    id = owed(ann, shop)
    sent = {}
    for day in ("2026-04-10", "2026-04-11", "2026-04-12", "2026-04-14", "2026-04-20", "2026-04-21", "2026-04-30"):
        at(f"{day}T15:00")
        before = len(inbox.received)
        clockwork(installation)
        clockwork(installation)
        sent[day] = len(inbox.received) - before
    assert sent == dict.fromkeys(sent, 0) | {"2026-04-11": 1, "2026-04-14": 1, "2026-04-21": 1}
    assert "is due on 14 Apr 2026" in text(inbox.received[0][1]) and "7 days ago" in text(inbox.received[2][1])
    assert len(list(inbox.received[0][1].iter_attachments())) == 1
    shown = ann.get(f"sale-invoices/{id}/reminders").json
    assert [(one["days"], one["state"], one["to"]) for one in shown["reminders"]] == [
        (days, "sent", ["zoe@example.com"]) for days in (7, 0, -3)
    ]
    assert shown["next"] is None


def test_what_an_outage_missed_is_one_reminder_by_the_last_step(
    ann: Client,
    shop: Shop,
    installation: Installation,
    inbox: Inbox,
) -> None:
    at("2026-04-01T15:00")
    turn_on(ann, -3, 0, 7, 14)
    id = owed(ann, shop)
    assert ann.get(f"sale-invoices/{id}/reminders").json["next"] == {"days": -3, "date": "2026-04-11", "date_formatted": "11 Apr 2026"}
    at("2026-04-23T15:00")
    clockwork(installation)
    assert [one["days"] for one in ann.get(f"sale-invoices/{id}/reminders").json["reminders"]] == [7]
    at("2026-04-28T15:00")
    clockwork(installation)
    assert len(inbox.received) == 2


@pytest.mark.parametrize("settled", ["paid", "written off", "deleted", "draft", "customer opted out", "turned off", "early"])
def test_nobody_is_reminded_of_what_is_not_due(
    ann: Client,
    shop: Shop,
    installation: Installation,
    inbox: Inbox,
    settled: str,
) -> None:
    at("2026-04-01T15:00")
    turn_on(ann, 0)
    id = owed(ann, shop, delivered=settled != "draft")
    at("2026-04-14T15:00")
    if settled == "paid":
        ann.post("payments-received", payment(shop.customer, (id, 100)), status=201)
    elif settled == "written off":
        ann.post(f"sale-invoices/{id}/writeoff", {"expense_account_id": 1021}, status=200)
    elif settled == "deleted":
        ann.delete(f"sale-invoices/{id}")
    elif settled == "customer opted out":
        ann.put(f"customers/{shop.customer}/payment-reminders", {"is_active": False}, status=200)
        assert ann.get(f"customers/{shop.customer}/payment-reminders").json == {"is_active": False}
        assert ann.get(f"sale-invoices/{id}/reminders").json["is_customer_reminded"] is False
    elif settled == "turned off":
        turn_on(ann, 0, active=False)
    elif settled == "early":
        at("2026-04-14T11:59")  # not yet eight in New York
    clockwork(installation)
    assert inbox.received == []
    ann.put(f"customers/{shop.customer}/payment-reminders", {"is_active": True}, status=200)


def test_it_is_not_sent_when_it_was_paid_while_the_mail_server_was_away(
    ann: Client,
    shop: Shop,
    installation: Installation,
    inbox: Inbox,
) -> None:
    at("2026-04-14T15:00")
    turn_on(ann, 0)
    id = owed(ann, shop)
    inbox.refuse["zoe@example.com"] = "451 later"
    clockwork(installation)
    ann.post("payments-received", payment(shop.customer, (id, 100)), status=201)
    inbox.refuse.clear()
    at("2026-04-14T16:00")
    run_pending(installation)
    (one,) = ann.get(f"sale-invoices/{id}/reminders").json["reminders"]
    assert inbox.received == [] and one["state"] == "failed" and "due" in one["error"]


def test_turning_them_on_reminds_of_nothing_that_lies_behind(
    ann: Client,
    shop: Shop,
    installation: Installation,
    inbox: Inbox,
) -> None:
    at("2026-05-01T15:00")
    owed(ann, shop)
    turn_on(ann, 0, 7, 30)
    clockwork(installation)
    assert inbox.received == []
    at("2026-05-14T15:00")
    clockwork(installation)
    assert len(inbox.received) == 1


def test_a_customer_without_an_address_is_told_of_and_the_next_step_tries_again(
    ann: Client,
    shop: Shop,
    installation: Installation,
    inbox: Inbox,
) -> None:
    at("2026-04-01T15:00")
    turn_on(ann, 0, 7)
    id = int(ann.post("sale-invoices", invoice(shop.customer, line(shop.chair)), status=201).json["id"])
    at("2026-04-14T15:00")
    clockwork(installation)
    (one,) = ann.get(f"sale-invoices/{id}/reminders").json["reminders"]
    assert (one["state"], one["error"], one["to"]) == ("failed", "Mail to address not found", [])
    customer(ann, shop)
    at("2026-04-21T15:00")
    clockwork(installation)
    assert len(inbox.received) == 1


def test_own_texts_are_sent(ann: Client, shop: Shop, installation: Installation, inbox: Inbox) -> None:
    at("2026-04-14T15:00")
    turn_on(ann, 0, subject="Pay {Invoice Number}\nnow", message="{Customer Name}: {Invoice Due Amount} {0.__class__}")
    owed(ann, shop)
    clockwork(installation)
    assert subjects(inbox) == ["Pay INV-00001 now"] and text(inbox.received[0][1]).strip() == "Zoë & Sons: $100.00 {0.__class__}"


def test_one_is_sent_by_hand(ann: Client, shop: Shop, installation: Installation, inbox: Inbox) -> None:
    at("2026-04-20T15:00")
    id = owed(ann, shop)
    for _ in range(2):
        ann.post(f"sale-invoices/{id}/reminders", {"to": ["other@example.com"], "subject": "Again"}, status=201)
    run_pending(installation)
    assert subjects(inbox) == ["Again", "Again"] and "6 days ago" in text(inbox.received[0][1])
    assert [one["days"] for one in ann.get(f"sale-invoices/{id}/reminders").json["reminders"]] == [None, None]


def test_what_is_not_due_cannot_be_reminded_of(ann: Client, shop: Shop, peek: Any) -> None:
    draft, paid = owed(ann, shop, delivered=False), owed(ann, shop)
    ann.post("payments-received", payment(shop.customer, (paid, 100)), status=201)
    assert codes(ann.post(f"sale-invoices/{draft}/reminders", {}, status=400)) == ["INVOICES_NOT_DELIVERED_YET"]
    assert codes(ann.post(f"sale-invoices/{paid}/reminders", {}, status=400)) == ["SALE_INVOICE_HAS_NOTHING_DUE"]
    assert peek("SELECT COUNT(*) FROM payment_reminders") == [(0,)]


@pytest.mark.parametrize(
    "wrong", [{"steps": [{"days": 1}, {"days": 1}]}, {"steps": [{"days": 9999}]}, {"steps": [{"days": n} for n in range(21)]}]
)
def test_steps_that_make_no_sense_are_refused(ann: Client, wrong: dict[str, Any], peek: Any) -> None:
    ann.put(PATH, {"is_active": True} | wrong, status=400)
    assert peek("SELECT COUNT(*) FROM payment_reminder_steps") == [(0,)]


def test_a_step_that_is_written_anew_does_not_remind_again(
    ann: Client,
    shop: Shop,
    installation: Installation,
    inbox: Inbox,
) -> None:
    at("2026-04-14T15:00")
    turn_on(ann, 0)
    owed(ann, shop)
    clockwork(installation)
    turn_on(ann)
    assert ann.get(PATH).json["steps"] == []
    turn_on(ann, 0)
    clockwork(installation)
    assert len(inbox.received) == 1


def test_there_are_more_than_one_batch_of_them(
    ann: Client,
    shop: Shop,
    installation: Installation,
    inbox: Inbox,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(operations, "BATCH", 2)
    at("2026-04-14T15:00")
    turn_on(ann, 0)
    for _ in range(5):
        owed(ann, shop)
    clockwork(installation)
    assert len(inbox.received) == 5


def test_every_text_is_in_both_languages_and_names_only_what_there_is() -> None:
    assert LANGUAGES == ("en", "ar")
    for english in letters.words:
        named = set(_PLACEHOLDER.findall(english))
        assert named == set(_PLACEHOLDER.findall(letters.words(english, "ar"))) and named <= set(letters.PLACEHOLDERS)
