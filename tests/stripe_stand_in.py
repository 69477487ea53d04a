"""A stand-in for Stripe: a real HTTP server that speaks the part of Stripe's API that the product uses, by Stripe's own rules.

Accounts are connected by a code, checkouts are made once for an idempotency key, a customer pays on a page, and what happens is
told by signed webhooks. Tests drive it as an object (``with stand_in() as stripe``); browsers meet it as a process of its own
(``python -m tests.stripe_stand_in --webhook URL``). It knows nothing of the product.
"""

from __future__ import annotations

import argparse
import hashlib
import hmac
import json
import re
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from secrets import token_hex
from threading import Lock, Thread
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

SECRET_KEY, PUBLISHABLE_KEY, CLIENT_ID, WEBHOOK_SECRET = "sk_test_stand_in", "pk_test_stand_in", "ca_stand_in", "whsec_stand_in"
WHOLE = "BIF CLP DJF GNF JPY KMF KRW MGA PYG RWF VND VUV XAF XOF XPF"
TENS = "BHD JOD KWD OMR TND"


class Refused(Exception):
    """An answer in the form of Stripe's errors."""

    def __init__(self, status: int, kind: str, message: str, code: str | None = None):
        super().__init__(message)
        self.status, self.body = status, {"error": {"type": kind, "message": message, "code": code}}


@dataclass
class StandIn:
    """What Stripe knows. ``down``: it answers nothing but 503. ``settles``: account → (currency, units for one of the charge's)."""

    accounts: dict[str, dict[str, Any]] = field(default_factory=dict)
    codes: dict[str, str] = field(default_factory=dict)  # code that works once → account
    sessions: dict[str, dict[str, Any]] = field(default_factory=dict)
    intents: dict[str, dict[str, Any]] = field(default_factory=dict)
    by_key: dict[str, tuple[str, dict[str, Any]]] = field(default_factory=dict)
    settles: dict[str, tuple[str, float]] = field(default_factory=dict)
    events: list[dict[str, Any]] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)
    down: bool = False
    webhook: str = ""  # where events are told by themselves
    base: str = ""
    lock: Lock = field(default_factory=Lock)

    # --- what tests do ---

    def account(self, *, payments: bool = True, name: str = "A company") -> str:
        """A further account, and the code that connects it: ``codes`` has it."""
        id = f"acct_{token_hex(8)}"
        self.accounts[id] = {
            "id": id,
            "object": "account",
            "charges_enabled": payments,
            "payouts_enabled": payments,
            "settings": {"dashboard": {"display_name": name}},
        }
        self.codes[f"ac_{token_hex(8)}"] = id
        return id

    def code_of(self, account: str) -> str:
        """A code that connects it."""
        return next(code for code, one in self.codes.items() if one == account)

    def pay(self, session_id: str, *, delayed: bool = False) -> dict[str, Any]:
        """A customer pays; the event. ``delayed``: by a transfer, which arrives when ``arrived`` is called."""
        session = self.sessions[session_id]
        if session["status"] != "open":
            raise Refused(400, "invalid_request_error", "This session is complete.")
        session["status"] = "complete"
        session["payment_intent"] = f"pi_{token_hex(10)}"
        if delayed:
            return self.happened("checkout.session.completed", session, session["account"])
        self._charge(session)
        return self.happened("checkout.session.completed", session, session["account"])

    def arrived(self, session_id: str) -> dict[str, Any]:
        """The money of a delayed payment is there."""
        session = self.sessions[session_id]
        self._charge(session)
        return self.happened("checkout.session.async_payment_succeeded", session, session["account"])

    def refund(self, intent_id: str, units: int) -> dict[str, Any]:
        """So much of a payment is given back."""
        charge = self.intents[intent_id]["latest_charge"]
        charge["amount_refunded"] += units
        return self.happened("charge.refunded", charge, self.intents[intent_id]["account"])

    def dispute(self, intent_id: str, status: str = "needs_response", kind: str = "created") -> dict[str, Any]:
        """The customer's bank asks for it back."""
        intent = self.intents[intent_id]
        dispute = {"id": f"dp_{token_hex(8)}", "object": "dispute", "payment_intent": intent_id, "status": status}
        dispute |= {"amount": intent["amount"], "currency": intent["currency"], "reason": "fraudulent"}
        return self.happened(f"charge.dispute.{kind}", dispute, intent["account"])

    def happened(self, type: str, about: dict[str, Any], account: str, **more: Any) -> dict[str, Any]:
        """An event, told by itself if there is somebody to tell."""
        event = {"id": f"evt_{token_hex(10)}", "object": "event", "type": type, "created": int(time.time()), "livemode": False}
        event |= {"account": account, "data": {"object": json.loads(json.dumps(about))}, **more}
        self.events.append(event)
        if self.webhook:
            Thread(target=self.tell, args=(event,), daemon=True).start()
        return event

    def tell(self, event: dict[str, Any]) -> None:
        """Send an event, as Stripe does until somebody takes it."""
        for pause in (0.2, 1, 3, 9):
            body, headers = signed(event)
            request = urllib.request.Request(self.webhook, body, {"Content-Type": "application/json", **headers})
            try:
                with urllib.request.urlopen(request, timeout=10) as answer:
                    if answer.status < 300:
                        return
            except OSError:
                pass
            time.sleep(pause)

    def _charge(self, session: dict[str, Any]) -> None:
        units, currency, account = session["amount_total"], session["currency"], session["account"]
        settled_in, rate = self.settles.get(account, (currency, 1))
        settled = round(units * rate)
        balance = {"id": f"txn_{token_hex(8)}", "object": "balance_transaction", "amount": settled, "currency": settled_in}
        balance |= {"fee": round(settled * 0.029) + 30, "exchange_rate": rate if settled_in != currency else None}
        charge = {"id": f"ch_{token_hex(8)}", "object": "charge", "amount": units, "amount_refunded": 0, "currency": currency}
        charge |= {"payment_intent": session["payment_intent"], "metadata": session["metadata"], "balance_transaction": balance}
        session["payment_status"] = "paid"
        self.intents[session["payment_intent"]] = {
            "id": session["payment_intent"], "object": "payment_intent", "amount": units, "amount_received": units, "currency": currency,
            "metadata": session["metadata"], "latest_charge": charge, "account": account,
        }  # fmt: skip

    # --- the API ---

    def answer(self, method: str, path: str, given: dict[str, Any], headers: Any) -> dict[str, Any]:
        """What a call of the API answers."""
        if self.down:
            raise Refused(503, "api_error", "Down for a moment.")
        if headers.get("Authorization") not in (f"Bearer {SECRET_KEY}", None) or (
            path.startswith("/v1") and not headers.get("Authorization")
        ):
            raise Refused(401, "invalid_request_error", "Invalid API Key provided.")
        account, key = headers.get("Stripe-Account"), headers.get("Idempotency-Key")
        if account is not None and account not in self.accounts:
            raise Refused(403, "invalid_request_error", f"The provided key does not have access to account '{account}'.", "account_invalid")
        if (method, path) == ("POST", "/oauth/token"):
            return self._token(given)
        if found := re.fullmatch(r"/v1/accounts/(\w+)", path):
            return self._known(self.accounts, found[1])
        if (method, path) == ("POST", "/v1/account_sessions"):
            return {"object": "account_session", "account": given["account"], "client_secret": f"accs_{token_hex(12)}"}
        if (method, path) == ("POST", "/v1/checkout/sessions"):
            return self._once(key, given, lambda: self._checkout(given, account))
        if found := re.fullmatch(r"/v1/payment_intents/(\w+)", path):
            intent = self._known(self.intents, found[1])
            if intent["account"] != account:
                raise Refused(404, "invalid_request_error", "No such payment_intent.", "resource_missing")
            return intent
        raise Refused(404, "invalid_request_error", f"Unrecognized request URL ({method}: {path}).")

    def _once(self, key: str | None, given: dict[str, Any], make: Any) -> dict[str, Any]:
        with self.lock:
            said = json.dumps(given, sort_keys=True)
            if key in self.by_key:
                before, answer = self.by_key[key]
                if before != said:
                    raise Refused(400, "idempotency_error", "Keys for idempotent requests can only be used with the same parameters.")
                return answer
            answer = dict(make())
            if key is not None:
                self.by_key[key] = (said, answer)
            return answer

    def _token(self, given: dict[str, Any]) -> dict[str, Any]:
        account = self.codes.pop(given.get("code", ""), None)
        if account is None:
            raise Refused(400, "invalid_grant", "Authorization code does not exist: or was used already.")
        return {"stripe_user_id": account, "livemode": False, "scope": "read_write", "token_type": "bearer"}

    def _checkout(self, given: dict[str, Any], account: str | None) -> dict[str, Any]:
        if account is None or not self.accounts[account]["charges_enabled"]:
            raise Refused(400, "invalid_request_error", "Your account cannot currently make live charges.")
        price = given["line_items"]["0"]["price_data"]
        units, currency = int(price["unit_amount"]), price["currency"].upper()
        if currency in TENS and units % 10:
            raise Refused(400, "invalid_request_error", "The last digit must be 0.", "parameter_invalid_integer")
        if currency in {"ISK", "UGX"} and units % 100:
            raise Refused(400, "invalid_request_error", "Fractions cannot be charged.", "parameter_invalid_integer")
        if units < 50 and currency not in WHOLE:
            raise Refused(400, "invalid_request_error", "The Checkout Session's total amount must be at least $0.50.", "amount_too_small")
        id = f"cs_test_{token_hex(12)}"
        self.sessions[id] = {
            "id": id, "object": "checkout.session", "mode": given["mode"], "status": "open", "payment_status": "unpaid",
            "amount_total": units, "currency": currency.lower(), "metadata": given["metadata"], "payment_intent": None,
            "success_url": given["success_url"], "cancel_url": given["cancel_url"], "url": f"{self.base}/pay/{id}", "account": account,
            "title": price["product_data"]["name"],
        }  # fmt: skip
        return self.sessions[id]

    @staticmethod
    def _known(among: dict[str, dict[str, Any]], id: str) -> dict[str, Any]:
        if id not in among:
            raise Refused(404, "invalid_request_error", f"No such object: '{id}'", "resource_missing")
        return among[id]


def signed(event: dict[str, Any], *, secret: str = WEBHOOK_SECRET, at: int | None = None) -> tuple[bytes, dict[str, str]]:
    """An event's bytes, and the header that signs them."""
    body, moment = json.dumps(event).encode(), int(time.time()) if at is None else at
    mac = hmac.new(secret.encode(), f"{moment}.".encode() + body, hashlib.sha256).hexdigest()
    return body, {"Stripe-Signature": f"t={moment},v1={mac}"}


def nested(pairs: list[tuple[str, str]]) -> dict[str, Any]:
    """``a[b][0]=c`` as ``{"a": {"b": {"0": "c"}}}``."""
    found: dict[str, Any] = {}
    for name, value in pairs:
        *path, last = re.findall(r"[^\[\]]+", name)
        place = found
        for step in path:
            place = place.setdefault(step, {})
        place[last] = value
    return found


class Handler(BaseHTTPRequestHandler):
    """HTTP for a ``StandIn``."""

    stripe: StandIn
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        url = urlsplit(self.path)
        query = dict(parse_qsl(url.query))
        if url.path == "/oauth/authorize":
            account = self.stripe.account()
            back = urlencode({"code": self.stripe.code_of(account), "state": query["state"], "scope": "read_write"})
            self._redirect(f"{query['redirect_uri']}?{back}")
        elif url.path.startswith("/pay/"):
            session = self.stripe.sessions[url.path.rpartition("/")[2]]
            amount = f"{session['amount_total']} {session['currency']}"
            page = f"<!doctype html><html lang=en><title>Stand-in</title><main><h1>{session['title']}</h1><p>{amount}</p>"
            page += f"<form method=post><button>Pay</button></form><a href='{session['cancel_url']}'>Back</a></main>"
            self._send(200, page.encode(), "text/html")
        else:
            self._answer("GET", url.path, nested(parse_qsl(url.query)))

    def do_POST(self) -> None:
        path = urlsplit(self.path).path
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        if path.startswith("/pay/"):
            session = self.stripe.sessions[path.rpartition("/")[2]]
            self.stripe.pay(session["id"])
            self._redirect(session["success_url"])
        else:
            self._answer("POST", path, nested(parse_qsl(body.decode())))

    def _answer(self, method: str, path: str, given: dict[str, Any]) -> None:
        self.stripe.requests.append(f"{method} {path}")
        try:
            status, body = 200, self.stripe.answer(method, path, given, self.headers)
        except Refused as refused:
            status, body = refused.status, refused.body
        self._send(status, json.dumps(body).encode(), "application/json")

    def _redirect(self, where: str) -> None:
        self.send_response(303)
        self.send_header("Location", where)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _send(self, status: int, body: bytes, kind: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        """Says nothing."""


@contextmanager
def stand_in(port: int = 0, webhook: str = "") -> Iterator[StandIn]:
    """A running stand-in; ``base`` is its address."""
    stripe = StandIn(webhook=webhook)
    server = ThreadingHTTPServer(("127.0.0.1", port), type("Bound", (Handler,), {"stripe": stripe}))
    server.daemon_threads = True
    stripe.base = f"http://127.0.0.1:{server.server_address[1]}"
    thread = Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield stripe
    finally:
        server.shutdown()
        server.server_close()


def ini(base: str) -> dict[str, str]:
    """The settings that lead the product to a stand-in."""
    return {
        "stripe.secret_key": SECRET_KEY,
        "stripe.publishable_key": PUBLISHABLE_KEY,
        "stripe.client_id": CLIENT_ID,
        "stripe.webhook_secret": WEBHOOK_SECRET,
        "stripe.api_base": base,
    }


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--webhook", default="")
    asked = parser.parse_args()
    with stand_in(asked.port, asked.webhook) as running:
        print(running.base, flush=True)
        while True:
            time.sleep(3600)
