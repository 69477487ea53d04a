"""Invoices paid online: accounts connected, checkouts begun, and what Stripe tells brought into the books once, in any order."""

from __future__ import annotations

import itertools
import shutil
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from bigcapital import clock
from bigcapital.jobs import run_pending
from bigcapital.starting import start
from bigcapital.tenancy.installation import Installation
from tests import template
from tests.client import Client, codes
from tests.functional.sales import selling
from tests.functional.sales.conftest import Shop
from tests.functional.sales.settling import owed
from tests.stripe_stand_in import StandIn, ini, signed, stand_in

FEES, CLEARING = 1023, "stripe-clearing"


@pytest.fixture
def stripe() -> Iterator[StandIn]:
    with stand_in() as running:
        yield running


@pytest.fixture
def installation(data_dir: Path, stripe: StandIn) -> Iterator[Installation]:
    """The embedded default, with Stripe set up."""
    made = start(template.settings(data_dir, **ini(stripe.base)))
    yield made
    made.close()


@dataclass
class Till:
    """Ann's organization with its account connected."""

    ann: Client
    anyone: Client
    stripe: StandIn
    installation: Installation
    account: str
    service: int

    def link(self, invoice: int) -> str:
        return str(self.ann.post(f"sale-invoices/{invoice}/generate-link", {}).json["link"].rpartition("/")[2])

    def checkout(self, invoice: int) -> str:
        """A checkout of what is due; its id."""
        return str(self.anyone.post(f"payment-links/{self.link(invoice)}/stripe_checkout_session", status=201).json["session_id"])

    def tell(self, *events: dict[str, Any]) -> None:
        """Stripe tells, and what follows is done."""
        for event in events:
            body, headers = signed(event)
            self.anyone.send("POST", "webhooks/stripe", body, status=200, **headers)
        self.work()

    def work(self) -> None:
        run_pending(self.installation)

    def paid(self, invoice: int) -> tuple[dict[str, Any], dict[str, Any]]:
        """Pay what is due of it; the event, and the online payment."""
        event = self.stripe.pay(self.checkout(invoice))
        self.tell(event)
        return event, self.online()[0]

    def online(self, query: str = "") -> list[dict[str, Any]]:
        return list(self.ann.get(f"online-payments{query}").json["online_payments"])

    def invoice(self, id: int) -> dict[str, Any]:
        return dict(self.ann.get(f"sale-invoices/{id}").json)

    def payment(self, id: int) -> dict[str, Any]:
        return dict(self.ann.get(f"payments-received/{id}").json)


def connected(ann: Client, stripe: StandIn, account: str) -> int:
    state = ann.get("stripe/link").json["url"].partition("state=")[2].partition("&")[0]
    return int(ann.post("stripe/callback", {"code": stripe.code_of(account), "state": state}, status=201).json["data"]["id"])


@pytest.fixture
def till(ann: Client, anyone: Client, stripe: StandIn, installation: Installation, shop: Shop) -> Till:
    account = stripe.account(name="Ann's shop")
    service = connected(ann, stripe, account)
    run_pending(installation)
    return Till(ann, anyone, stripe, installation, account, service)


# --- connecting ---


def test_an_account_is_connected_set_up_and_disconnected(ann: Client, stripe: StandIn, installation: Installation) -> None:
    before = ann.get("payment-services/state").json["data"]["stripe"]
    assert before["is_stripe_account_created"] is False and before["is_stripe_server_configured"] and before["is_stripe_test_mode"]
    id = connected(ann, stripe, stripe.account(name="Ann's shop"))
    shown = ann.get(f"payment-services/{id}").json["data"]
    assert (shown["name"], shown["active"], shown["is_live"], shown["options"]["show_visa"]) == ("Ann's shop", True, False, True)
    options = {"clearningAccountId": selling.BANK, "showVisa": False, "isDefault": False}
    assert ann.post(f"payment-services/{id}", {"name": "Cards", "options": options}, status=200).json["id"] == id
    [service] = ann.get("payment-services").json["payment_services"]
    assert service["name"] == "Cards"
    assert service["options"] == {
        "bank_account_id": None, "clearning_account_id": selling.BANK, "is_default": False, "show_visa": False,
        **dict.fromkeys(("show_master_card", "show_discover", "show_amer", "show_jcb", "show_diners"), True),
    }  # fmt: skip
    assert ann.get("payment-services/state").json["data"]["stripe"]["stripe_payment_method_id"] == id
    ann.delete(f"payment-services/{id}", status=200)
    assert ann.get("payment-services").json["payment_services"] == []
    ann.get(f"payment-services/{id}", status=404)
    run_pending(installation)


def test_the_invoices_of_a_schedule_can_be_paid_as_it_says(till: Till, shop: Shop) -> None:
    form = {
        "customer_id": shop.customer,
        "entries": [selling.line(shop.advice, "50")],
        "repeat_unit": "month",
        "starts_on": "2026-01-31",
        "ends_after": 1,
    }
    said = [{"payment_integration_id": till.service, "enable": False}]
    unknown = [{"payment_integration_id": 999, "enable": True}]
    refused = till.ann.post("recurring-invoices", {**form, "payment_methods": unknown}, status=400).json
    assert "paymentMethods.0.paymentIntegrationId" in str(refused)
    assert till.ann.get("recurring-invoices").json["pagination"]["total"] == 0
    id = till.ann.post("recurring-invoices", {**form, "payment_methods": said}, status=201).json["id"]
    till.ann.put(f"recurring-invoices/{id}", form)  # what it does not name stays
    assert till.ann.get(f"recurring-invoices/{id}").json["payment_methods"] == said
    till.work()
    (made,) = till.ann.get("sale-invoices").json["sales_invoices"]
    assert till.invoice(made["id"])["payment_methods"] == said
    plain = till.ann.post("recurring-invoices", form, status=201).json
    assert plain["payment_methods"] == []


def test_only_who_followed_our_link_connects_an_account(ann: Client, stripe: StandIn, member: Any, peek: Any) -> None:
    """Else somebody else's page could have their account paid by our customers."""
    code = stripe.code_of(stripe.account())
    state = ann.get("stripe/link").json["url"].partition("state=")[2].partition("&")[0]
    others = (
        member(("SaleInvoice", "View"), ("Preferences", "Mutate")).get("stripe/link").json["url"].partition("state=")[2].partition("&")[0]
    )
    late = f"{int(time.time()) - 10}.{state.partition('.')[2]}"
    for wrong in ("x", "", state + "0", "0." + state.partition(".")[2], others, late):
        given = {"code": code, "state": wrong}
        assert ann.post("stripe/callback", given, status=400).json["errors"][0]["type"] in ("STRIPE_STATE_INVALID", "VALIDATION_ERROR")
    assert code in stripe.codes and peek("SELECT COUNT(*) FROM payment_services") == [(0,)]
    assert codes(ann.post("stripe/callback", {"code": "ac_unknown", "state": state}, status=400)) == ["STRIPE_REFUSED"]
    stripe.down = True
    ann.post("stripe/callback", {"code": code, "state": state}, status=503)
    assert peek("SELECT COUNT(*) FROM payment_services") == [(0,)]


def test_a_second_account_waits_until_the_first_is_disconnected(till: Till) -> None:
    other = till.stripe.account()
    state = till.ann.get("stripe/link").json["url"].partition("state=")[2].partition("&")[0]
    refused = till.ann.post("stripe/callback", {"code": till.stripe.code_of(other), "state": state}, status=400)
    assert codes(refused) == ["STRIPE_ACCOUNT_ALREADY_CONNECTED"]


def test_an_account_tells_what_it_may_and_only_its_own_form_is_opened(till: Till, anyone: Client) -> None:
    event = till.stripe.happened("account.updated", {"id": till.account, "charges_enabled": False, "payouts_enabled": True}, till.account)
    earlier = {**event, "id": "evt_earlier", "created": event["created"] - 5}
    earlier["data"] = {"object": {"charges_enabled": True, "payouts_enabled": True}}
    till.tell(event, earlier)
    shown = till.ann.get(f"payment-services/{till.service}").json["data"]
    assert (shown["payment_enabled"], shown["payout_enabled"], shown["active"]) == (False, True, False)
    assert till.ann.post("stripe/account_link", {"stripeAccountId": till.account}, status=201).json["client_secret"].startswith("accs_")
    till.ann.post("stripe/account_link", {"stripeAccountId": till.stripe.account()}, status=404)
    till.tell(till.stripe.happened("account.application.deauthorized", {"id": "ca_1"}, till.account))
    assert till.ann.get("payment-services").json["payment_services"] == []


@pytest.mark.parametrize("id", [selling.RECEIVABLE, 999])
def test_money_is_deposited_where_money_is(till: Till, id: int) -> None:
    refused = till.ann.post(f"payment-services/{till.service}", {"options": {"clearning_account_id": id}}, status=400)
    assert codes(refused) == ["PAYMENT_SERVICE_ACCOUNT_INVALID"]


def test_an_account_that_money_is_deposited_in_stays(till: Till) -> None:
    made = till.ann.post("accounts", {"name": "Cards", "account_type": "bank"}).json["id"]
    till.ann.post(f"payment-services/{till.service}", {"options": {"clearning_account_id": made}}, status=200)
    assert codes(till.ann.delete(f"accounts/{made}", status=400)) == ["account_has_associated_transactions"]


def test_who_may_not_change_preferences_connects_nothing(till: Till, member: Any) -> None:
    clerk = member(("SaleInvoice", "View"), ("SaleInvoice", "Edit"))
    clerk.get("payment-services")
    clerk.post("stripe/callback", {"code": "x", "state": "x"}, status=403)
    clerk.post(f"payment-services/{till.service}", {}, status=403)
    clerk.delete(f"payment-services/{till.service}", status=403)
    clerk.get("online-payments", status=403)


# --- paying ---


def test_a_paid_invoice_is_paid_in_the_books_with_what_stripe_kept(till: Till, shop: Shop, peek: Any) -> None:
    id = owed(till.ann, shop, "100")
    page = till.anyone.get(f"payment-links/{till.link(id)}/invoice").json["data"]
    assert page["has_stripe_payment_method"] is True and page["is_stripe_test_mode"] is True
    _, online = till.paid(id)
    assert (online["status"], online["amount"], online["fee_amount"], online["problem"]) == ("booked", 100, 3.2, None)
    assert (online["invoice_no"], online["payment_receive_no"], online["is_live"]) == ("INV-00001", "PAY-00001", False)
    shown, payment = till.invoice(id), till.payment(online["payment_receive_id"])
    assert shown["is_fully_paid"] and shown["payment_amount"] == 100
    assert payment["stripe_pintent_id"] == payment["reference_no"] == online["intent"]
    assert payment["deposit_account"]["slug"] == CLEARING and payment["statement"] == "Paid in Stripe's test mode"
    lines = {(one["account_id"], one["debit"], one["credit"]) for one in payment["transactions"]}
    assert lines == {(payment["deposit_account_id"], 96.8, 0), (payment["bank_fee_account_id"], 3.2, 0), (selling.RECEIVABLE, 0, 100)}
    after = till.anyone.get(f"payment-links/{till.link(id)}/invoice").json["data"]
    assert after["is_receivable"] is False and after["has_stripe_payment_method"] is False and after["due_amount"] == 0
    assert codes(till.anyone.post(f"payment-links/{till.link(id)}/stripe_checkout_session", status=400)) == ["INVOICE_NOT_PAYABLE_ONLINE"]


def test_an_event_told_twice_is_booked_once(till: Till, shop: Shop, peek: Any) -> None:
    id = owed(till.ann, shop, "100")
    event = till.stripe.pay(till.checkout(id))
    till.tell(event, event)
    till.tell(event, {**event, "id": "evt_another_for_the_same_payment"})
    assert len(till.online()) == 1
    assert peek("SELECT COUNT(*) FROM payments_received") == [(1,)]
    assert peek("SELECT COUNT(*) FROM payment_events") == [(2,)]


def test_in_whatever_order_it_is_told_it_comes_to_the_same(ann: Client, till: Till, shop: Shop) -> None:
    for order in itertools.permutations(range(3)):
        id = owed(till.ann, shop, "60")
        paid = till.stripe.pay(till.checkout(id))
        intent = paid["data"]["object"]["payment_intent"]
        events = [paid, till.stripe.refund(intent, 1000), till.stripe.refund(intent, 500)]
        for place in order:
            till.tell(events[place])
        [online] = till.online(f"?search_keyword={intent}")
        assert (online["status"], online["amount"], online["refunded_amount"]) == ("refunded", 60, 15)
        assert till.invoice(id)["payment_amount"] == 60 and online["payment_receive_id"] is not None


def test_a_dispute_is_seen_and_a_later_word_of_it_wins(till: Till, shop: Shop) -> None:
    id = owed(till.ann, shop, "60")
    paid = till.stripe.pay(till.checkout(id))
    intent = paid["data"]["object"]["payment_intent"]
    opened, lost = till.stripe.dispute(intent), till.stripe.dispute(intent, "lost", "closed")
    lost["created"] += 10
    till.tell(lost, opened, paid)
    [online] = till.online("?view_slug=disputed")
    assert (online["status"], online["dispute_status"], online["dispute_amount"]) == ("disputed", "lost", 60)
    assert till.invoice(id)["is_fully_paid"]
    won = till.stripe.dispute(intent, "won", "closed")
    won["created"] += 20
    till.tell(won)
    assert till.online()[0]["status"] == "booked"


def test_what_is_paid_twice_or_after_it_was_settled_stays_the_customers_credit(till: Till, shop: Shop) -> None:
    id = owed(till.ann, shop, "100")
    first, second = till.checkout(id), till.checkout(id)  # two links, two pages
    body = {"customer_id": shop.customer, "payment_date": "2026-04-01", "deposit_account_id": selling.BANK}
    till.ann.post("payments-received", {**body, "entries": [{"invoice_id": id, "payment_amount": 30}]}, status=201)
    till.tell(till.stripe.pay(first), till.stripe.pay(second))
    booked = [till.payment(one["payment_receive_id"]) for one in till.online()]
    assert sorted((one["amount"], one["applied_amount"], one["unapplied_amount"]) for one in booked) == [(100, 0, 100), (100, 70, 30)]
    shown = till.invoice(id)
    assert shown["due_amount"] == 0 and shown["payment_amount"] == 100
    assert till.ann.get(f"customers/{shop.customer}").json["balance"] == -130


def test_two_clicks_on_one_page_lead_to_one_checkout(till: Till, shop: Shop) -> None:
    id = owed(till.ann, shop, "100")
    link = till.link(id)
    first, second = (till.anyone.post(f"payment-links/{link}/stripe_checkout_session").json["session_id"] for _ in range(2))
    assert first == second and len(till.stripe.sessions) == 1


def test_a_transfer_is_booked_when_it_arrives(till: Till, shop: Shop) -> None:
    id = owed(till.ann, shop, "100")
    session = till.checkout(id)
    till.tell(till.stripe.pay(session, delayed=True))
    assert till.online() == [] and till.invoice(id)["due_amount"] == 100
    till.tell(till.stripe.arrived(session))
    assert till.invoice(id)["due_amount"] == 0


CURRENCIES = [("JPY", "1500", "0.0067"), ("KWD", "12.340", "3.25"), ("EUR", "99.99", "1.1")]


@pytest.mark.parametrize(("currency", "amount", "rate"), CURRENCIES)
def test_each_currency_is_charged_by_its_own_decimals(till: Till, shop: Shop, currency: str, amount: str, rate: str) -> None:
    customer = selling.customer(till.ann, currency, f"In {currency}")
    id = owed(till.ann, shop, amount, customer, exchange_rate=rate)
    _, online = till.paid(id)
    assert Decimal(str(online["amount"])) == Decimal(amount) and online["currency_code"] == currency
    payment = till.payment(online["payment_receive_id"])
    assert payment["exchange_rate"] == float(rate) and till.invoice(id)["due_amount"] == 0


def test_where_stripe_settles_in_base_currency_its_rate_is_the_payments(till: Till, shop: Shop) -> None:
    till.stripe.settles[till.account] = ("usd", 1.2)
    customer = selling.customer(till.ann, "EUR", "Euro")
    id = owed(till.ann, shop, "100", customer, exchange_rate="1.1")
    _, online = till.paid(id)
    payment = till.payment(online["payment_receive_id"])
    # 100 EUR came as 120 USD, of which Stripe kept 3.78 USD, which are 3.15 EUR; the rest of what the rates differ by is a gain.
    assert (payment["exchange_rate"], payment["bank_fee_amount"]) == (1.2, 3.15)
    assert payment["local_amount"] == 120


@pytest.mark.parametrize(("currency", "amount"), [("KWD", "12.345"), ("MGA", "10.50"), ("IQD", "100")])
def test_what_stripe_cannot_charge_exactly_is_not_paid_online(till: Till, shop: Shop, currency: str, amount: str) -> None:
    customer = selling.customer(till.ann, currency, f"In {currency}")
    id = owed(till.ann, shop, amount, customer, exchange_rate="2")
    link = till.link(id)
    assert till.anyone.get(f"payment-links/{link}/invoice").json["data"]["has_stripe_payment_method"] is False
    till.anyone.post(f"payment-links/{link}/stripe_checkout_session", status=400)


def test_what_stripe_refuses_is_told_to_the_customer_and_an_outage_is_no_error_of_ours(till: Till, shop: Shop) -> None:
    link = till.link(owed(till.ann, shop, "0.30"))
    refused = till.anyone.post(f"payment-links/{link}/stripe_checkout_session", status=400).json["errors"][0]
    assert (refused["type"], refused["payload"]["code"]) == ("STRIPE_REFUSED", "amount_too_small")
    till.stripe.down = True
    till.anyone.post(f"payment-links/{link}/stripe_checkout_session", status=503)


def test_an_invoice_says_by_what_it_can_be_paid(till: Till, shop: Shop) -> None:
    off = [{"paymentIntegrationId": till.service, "enable": False}]
    id = owed(till.ann, shop, "100", payment_methods=off)
    assert till.invoice(id)["payment_methods"] == [{"payment_integration_id": till.service, "enable": False}]
    page = lambda: till.anyone.get(f"payment-links/{till.link(id)}/invoice").json["data"]["has_stripe_payment_method"]  # noqa: E731
    assert page() is False
    whole = selling.invoice(shop.customer, selling.line(shop.chair, "100"))
    till.ann.put(f"sale-invoices/{id}", whole)  # says nothing of it
    assert page() is False
    till.ann.put(f"sale-invoices/{id}", whole | {"payment_methods": []})
    assert page() is True
    till.ann.post(f"payment-services/{till.service}", {"options": {"is_default": False}}, status=200)
    assert page() is False
    till.ann.put(f"sale-invoices/{id}", whole | {"payment_methods": [{"payment_integration_id": till.service, "enable": True}]})
    assert page() is True
    refused = till.ann.put(f"sale-invoices/{id}", whole | {"payment_methods": [{"payment_integration_id": 99, "enable": True}]}, status=400)
    assert refused.json["message"][0]["property"] == "paymentMethods.0.paymentIntegrationId"
    till.ann.delete(f"sale-invoices/{id}", status=200)


# --- what cannot be booked as it is ---


def test_a_locked_day_moves_the_payment_to_today_and_a_locked_today_keeps_it_with_its_reason(till: Till, shop: Shop, at: Any) -> None:
    first, second = owed(till.ann, shop, "100"), owed(till.ann, shop, "50")
    early = till.stripe.pay(till.checkout(first))
    early["created"] -= 40 * 86400
    lock = {"module": "sales", "reason": "closed"}
    till.ann.put("transactions-locking/lock", {**lock, "lock_to_date": time.strftime("%Y-%m-%d", time.gmtime(time.time() - 20 * 86400))})
    till.tell(early)
    assert till.invoice(first)["due_amount"] == 0
    till.ann.put("transactions-locking/lock", {**lock, "lock_to_date": time.strftime("%Y-%m-%d", time.gmtime(time.time() + 86400))})
    till.tell(till.stripe.pay(till.checkout(second)))
    [kept] = till.online("?view_slug=problem")
    assert (kept["status"], kept["amount"], kept["payment_receive_id"]) == ("problem", 50, None) and kept["problem"]
    assert codes(till.ann.post(f"online-payments/{kept['id']}/book", status=400)) == ["TRANSACTIONS_DATE_LOCKED"]
    till.ann.put("transactions-locking/cancel-lock", {"module": "sales", "reason": "open"})
    booked = till.ann.post(f"online-payments/{kept['id']}/book", status=200).json
    assert booked["status"] == "booked" and till.invoice(second)["due_amount"] == 0
    assert codes(till.ann.post(f"online-payments/{kept['id']}/book", status=400)) == ["ONLINE_PAYMENT_NOT_BOOKABLE"]


def test_a_payment_for_an_invoice_that_is_gone_is_kept_with_its_reason(till: Till, shop: Shop) -> None:
    id = owed(till.ann, shop, "100")
    session = till.checkout(id)
    till.ann.delete(f"sale-invoices/{id}", status=200)
    till.tell(till.stripe.pay(session))
    [kept] = till.online()
    assert kept["problem"] == "The invoice that was paid is deleted." and kept["invoice_no"] is None


def test_a_payment_that_is_deleted_can_be_booked_again(till: Till, shop: Shop) -> None:
    id = owed(till.ann, shop, "100")
    event, online = till.paid(id)
    till.ann.delete(f"payments-received/{online['payment_receive_id']}", status=200)
    till.tell(event, {**event, "id": "evt_again"})
    [kept] = till.online("?view_slug=problem")
    assert (kept["status"], kept["payment_receive_id"]) == ("problem", None) and till.invoice(id)["due_amount"] == 100
    assert till.ann.post(f"online-payments/{kept['id']}/book", status=200).json["status"] == "booked"
    assert till.invoice(id)["due_amount"] == 0


def test_without_numbers_of_their_own_payments_are_numbered_all_the_same(till: Till, shop: Shop) -> None:
    option = {"group": "payment_receives", "key": "auto_increment", "value": False}
    till.ann.put("settings", {"options": [option]})
    _, online = till.paid(owed(till.ann, shop, "100"))
    assert online["payment_receive_no"] == f"STRIPE-{online['id']}"


def test_the_fee_is_waited_for_a_while_and_the_payment_is_not(till: Till, shop: Shop, at: Any) -> None:
    event = till.stripe.pay(till.checkout(owed(till.ann, shop, "100")))
    till.stripe.down = True
    till.tell(event)
    assert till.online() == []
    began = datetime.now(UTC)
    for turn in range(1, 4):
        clock.use(lambda turn=turn: began + timedelta(minutes=turn))
        till.work()
    [online] = till.online()
    assert (online["status"], online["fee_amount"]) == ("booked", None)


# --- who tells ---


def test_only_stripe_is_believed_and_only_for_a_few_minutes(till: Till, shop: Shop, peek: Any) -> None:
    event = till.stripe.pay(till.checkout(owed(till.ann, shop, "100")))
    body, good = signed(event)
    at = int(time.time())
    wrong: list[dict[str, str]] = [
        {},
        {"Stripe-Signature": ""},
        {"Stripe-Signature": f"t={at},v1={'0' * 64}"},
        {"Stripe-Signature": "v1=" + good["Stripe-Signature"].partition("v1=")[2]},
        signed(event, secret="whsec_other")[1],
        signed(event, at=at - 301)[1],
        {"Stripe-Signature": good["Stripe-Signature"].replace("v1=", "v0=")},
    ]
    for headers in wrong:
        assert codes(till.anyone.send("POST", "webhooks/stripe", body, status=400, **headers)) == ["STRIPE_SIGNATURE_INVALID"]
    till.anyone.send("POST", "webhooks/stripe", body + b" ", status=400, **good)
    till.anyone.send("POST", "webhooks/stripe", b"\xff\xfe", status=400, **good)
    till.work()
    assert peek("SELECT COUNT(*) FROM payment_events") == [(0,)]
    till.anyone.send("POST", "webhooks/stripe", body, status=200, **good)
    till.work()
    assert peek("SELECT COUNT(*) FROM payment_events") == [(1,)]


@pytest.mark.parametrize(
    "change",
    [
        {"livemode": True},
        {"account": None},
        {"account": "acct_unknown"},
        {"type": "invoice.paid"},
        {"data": {"object": None}},
        {"data": {}},
        {"created": "yesterday"},
    ],
)
def test_what_is_none_of_our_business_is_answered_and_changes_nothing(till: Till, shop: Shop, change: dict[str, Any], peek: Any) -> None:
    event = till.stripe.pay(till.checkout(owed(till.ann, shop, "100")))
    till.tell({**event, **change})
    assert till.online() == [] and peek("SELECT COUNT(*) FROM payments_received") == [(0,)]


@pytest.mark.parametrize("metadata", [{}, {"organization_id": "0" * 32, "invoice_id": "1"}, {"organization_id": "", "invoice_id": "1"}])
def test_what_an_account_takes_beside_our_invoices_is_not_ours(till: Till, shop: Shop, metadata: dict[str, str]) -> None:
    event = till.stripe.pay(till.checkout(owed(till.ann, shop, "100")))
    event["data"]["object"]["metadata"] = metadata
    till.tell(event)
    refund = till.stripe.refund(event["data"]["object"]["payment_intent"], 100)
    refund["data"]["object"]["metadata"] = metadata
    till.tell(refund)
    assert till.online() == []


def test_an_event_of_an_account_that_is_another_organizations_books_nothing_here(
    till: Till, shop: Shop, stripe: StandIn, installation: Installation, sign_in: Callable[..., Client], peek: Any
) -> None:
    bob_ = {**template.ANN, "email": "bob@example.com"}
    template.found(installation, bob_, name="Bob's Books")
    bob = sign_in(bob_["email"], bob_["password"])
    account = stripe.account()
    connected(bob, stripe, account)
    till.work()
    id = owed(till.ann, shop, "100")
    event = stripe.pay(till.checkout(id))
    till.tell({**event, "account": account})  # carries Ann's organization and invoice, and is of Bob's account
    assert till.online() == [] and till.invoice(id)["due_amount"] == 100
    assert bob.get("online-payments").json["online_payments"] == []
    till.tell(event)
    assert till.invoice(id)["due_amount"] == 0 and bob.get("online-payments").json["online_payments"] == []


def test_one_account_may_serve_two_organizations_and_each_books_its_own(
    till: Till, shop: Shop, stripe: StandIn, installation: Installation, sign_in: Callable[..., Client]
) -> None:
    bob_ = {**template.ANN, "email": "bob@example.com"}
    template.found(installation, bob_, name="Bob's Books")
    bob = sign_in(bob_["email"], bob_["password"])
    stripe.codes["ac_again"] = till.account
    connected(bob, stripe, till.account)
    till.work()
    id = owed(till.ann, shop, "100")
    till.paid(id)
    assert till.invoice(id)["due_amount"] == 0 and bob.get("online-payments").json["online_payments"] == []


def test_where_stripe_is_not_set_up_nothing_of_it_is_there(tmp_path: Path, template_folder: Path) -> None:
    folder = Path(shutil.copytree(template_folder, tmp_path / "plain"))
    plain = start(template.settings(folder))
    app = template.app(plain)
    answer = Client(app).post("auth/signin", {key: template.ANN[key] for key in ("email", "password")}).json
    ann = Client(app, {"Authorization": f"Bearer {answer['access_token']}", "organization-id": answer["organization_id"]})
    state = ann.get("payment-services/state").json["data"]["stripe"]
    assert (state["is_stripe_server_configured"], state["stripe_auth_link"]) == ("", "")
    assert ann.get("stripe/link").json == {"url": ""}
    assert codes(Client(app).send("POST", "webhooks/stripe", b"{}", status=400)) == ["STRIPE_NOT_CONFIGURED"]
    plain.close()
