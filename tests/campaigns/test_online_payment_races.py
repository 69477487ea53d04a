"""Stripe tells the same thing to eight web servers at once, and eight workers book it: it is booked once, whoever is first."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bigcapital.accounting.audit import audit
from bigcapital.jobs import run_pending
from tests import template
from tests.campaigns.house import House, house
from tests.campaigns.test_races import at_once
from tests.client import Client, codes
from tests.functional.sales.selling import Shop, opened
from tests.functional.sales.settling import owed, payment
from tests.functional.sales.test_online_payments import Till, connected
from tests.stripe_stand_in import StandIn, ini, signed, stand_in

WRITERS = 8

pytestmark = [pytest.mark.services, pytest.mark.campaign]


@pytest.fixture
def stripe() -> Iterator[StandIn]:
    with stand_in() as running:
        yield running


@pytest.fixture
def raced(request: pytest.FixtureRequest, tmp_path: Path, stripe: StandIn) -> Iterator[House]:
    keys = {key.replace(".", "__"): value for key, value in ini(stripe.base).items()}
    with house(template.on_mariadb(tmp_path / "data", request.getfixturevalue("mariadb"), **keys)) as made:
        yield made


@pytest.fixture
def shop(raced: House) -> Shop:
    return opened(raced.ann(), raced.tenant)


def till_of(raced: House, stripe: StandIn) -> Till:
    ann = raced.ann()
    account = stripe.account()
    service = connected(ann, stripe, account)
    run_pending(raced.installation)
    return Till(ann, Client(ann.app), stripe, raced.installation, account, service)


def told_by_all(raced: House, events: list[dict[str, Any]]) -> None:
    """Each event by every writer, with every worker at work, until nothing is left to do."""

    def tell(writer: int) -> None:
        anyone = Client(raced.ann().app)
        for event in events[writer % len(events) :] + events[: writer % len(events)]:
            body, headers = signed(event)
            anyone.send("POST", "webhooks/stripe", body, status=200, **headers)
        run_pending(raced.installation)

    at_once(WRITERS, tell)
    run_pending(raced.installation)


def test_what_is_told_by_all_at_once_is_booked_once(raced: House, stripe: StandIn, shop: Shop) -> None:
    till = till_of(raced, stripe)
    ids = [owed(till.ann, shop, "100") for _ in range(3)]
    paid = [stripe.pay(till.checkout(id)) for id in ids]
    refunds = [stripe.refund(event["data"]["object"]["payment_intent"], 500) for event in paid]
    told_by_all(raced, [*refunds, *paid])
    online = till.online()
    assert sorted((one["invoice_id"], one["amount"], one["refunded_amount"], one["problem"]) for one in online) == [
        (id, 100, 5, None) for id in ids
    ]
    assert [till.invoice(id)["payment_amount"] for id in ids] == [100, 100, 100]
    assert len(till.ann.get("payments-received").json["payment_receives"]) == 3
    assert raced.tenant.peek("SELECT COUNT(*) FROM payment_events") == [(6,)]
    with raced.tenant(writer=False) as tenant:
        assert audit(tenant) == []


def test_two_pages_paid_while_a_clerk_enters_the_same_payment_are_one_of_the_serial_outcomes(
    raced: House, stripe: StandIn, shop: Shop
) -> None:
    till = till_of(raced, stripe)
    id = owed(till.ann, shop, "100")
    events = [stripe.pay(till.checkout(id)) for _ in range(2)]
    by_hand: list[int] = []

    def work(writer: int) -> None:
        if writer == 0:
            body = payment(shop.customer, (id, 100))
            answer = raced.ann().app.post_json("/api/payments-received", body, headers=raced.headers, expect_errors=True)
            by_hand.append(answer.status_int)
            assert answer.status_int == 201 or codes(answer) == ["INVALID_PAYMENT_AMOUNT"]  # the customer was faster
            return
        anyone = Client(raced.ann().app)
        for event in events:
            body, headers = signed(event)
            anyone.send("POST", "webhooks/stripe", body, status=200, **headers)
        run_pending(raced.installation)

    at_once(WRITERS, work)
    run_pending(raced.installation)
    shown = till.invoice(id)
    assert (shown["due_amount"], shown["payment_amount"]) == (0, 100)
    booked = [till.payment(one["payment_receive_id"]) for one in till.online()]
    assert [one["amount"] for one in booked] == [100, 100]
    credit = 200 if by_hand == [201] else 100
    assert sum(one["unapplied_amount"] for one in booked) == credit
    with raced.tenant(writer=False) as tenant:
        assert audit(tenant) == []
