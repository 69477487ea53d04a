"""Writes of every kind, for campaigns that let them fail: each looks for what to work on, and says how it is done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import count
from threading import Event
from time import monotonic
from typing import Any
from uuid import uuid4

from bigcapital import clock, db
from bigcapital.accounting.accounts.chart import system_account
from bigcapital.gateways.stripe import Account
from bigcapital.jobs import JOBS, JobRecord
from bigcapital.jobs.worker import Run, perform
from bigcapital.sales.online.model import OnlinePayment
from bigcapital.sales.online.operations import connect
from tests.campaigns.house import House
from tests.functional.accounting.journal import PETTY_CASH, RENT, SALES, journal, sale
from tests.functional.contacts.people import CUSTOMERS, VENDORS
from tests.functional.exchange.wizard import csv_of, mapped
from tests.functional.inventory.goods import GOODS, SERVICE
from tests.functional.sales.selling import invoice, line
from tests.functional.sales.settling import note, payment
from tests.template import METADATA

Act = Callable[[dict[str, str]], Any]  # with these headers; its answer
Write = Callable[[House], Act]  # looks for what to work on, and says how

OPENING = {"opening_balance_at": "2026-01-01", "currency_code": "EUR", "opening_balance_exchange_rate": "1.1"}


def post(made: House) -> Act:
    return lambda headers: made.ann().app.post_json("/api/manual-journals", sale("12.5"), headers=headers, expect_errors=True)


def put(made: House) -> Act:
    path, body = f"/api/manual-journals/{published(made)}", journal((PETTY_CASH, "7", ""), (SALES, "", "7"), date="2026-05-01")
    return lambda headers: made.ann().app.put_json(path, body, headers=headers, expect_errors=True)


def delete(made: House) -> Act:
    path = f"/api/manual-journals/{published(made)}"
    return lambda headers: made.ann().app.delete(path, headers=headers, expect_errors=True)


def publish(made: House) -> Act:
    path = f"/api/manual-journals/{made.tenant.peek('SELECT MAX(id) FROM manual_journals WHERE published_at IS NULL')[0][0]}/publish"
    return lambda headers: made.ann().app.patch_json(path, {}, headers=headers, expect_errors=True)


def reverse(made: House) -> Act:
    path = f"/api/manual-journals/{published(made)}/reverse"
    return lambda headers: made.ann().app.post_json(path, {"date": "2026-06-01"}, headers=headers, expect_errors=True)


def meet(made: House) -> Act:
    body = CUSTOMERS.body(opening_balance="12.5", **OPENING)
    return lambda headers: made.ann().app.post_json("/api/customers", body, headers=headers, expect_errors=True)


def rename(made: House) -> Act:
    path, body = f"/api/customers/{last(made, 'customer')}", CUSTOMERS.body(display_name=f"No. {next(_names)}")
    return lambda headers: made.ann().app.put_json(path, body, headers=headers, expect_errors=True)


def reopen(made: House) -> Act:
    path, body = f"/api/customers/{last(made, 'customer')}/opening-balance", {"opening_balance": "7", "opening_balance_at": "2026-05-01"}
    return lambda headers: made.ann().app.put_json(path, body, headers=headers, expect_errors=True)


def part(made: House) -> Act:
    path = f"/api/vendors/{last(made, 'vendor')}"
    return lambda headers: made.ann().app.delete(path, headers=headers, expect_errors=True)


def revalue(made: House) -> Act:
    body = revaluation(made)
    return lambda headers: made.ann().app.post_json("/api/accounting/revaluations", body, headers=headers, expect_errors=True)


def take_back(made: House) -> Act:
    path = f"/api/accounting/revaluations/{made.tenant.peek('SELECT MAX(id) FROM revaluations')[0][0]}"
    return lambda headers: made.ann().app.delete(path, headers=headers, expect_errors=True)


def shelve(made: House) -> Act:
    body = GOODS | {"name": f"No. {next(_names)}", "sell_tax_rate_id": proposed(made)}
    return lambda headers: made.ann().app.post_json("/api/items", body, headers=headers, expect_errors=True)


def retax(made: House) -> Act:
    path, body = f"/api/tax-rates/{proposed(made)}", {"name": f"No. {next(_names)}", "code": "TAX-SALES", "rate": "7"}
    return lambda headers: made.ann().app.put_json(path, body, headers=headers, expect_errors=True)


def sell(made: House) -> Act:
    lines = (line(goods(made), "10", 3, tax_rate_id=proposed(made)), line(goods(made), "5", discount=10))
    body = invoice(last(made, "customer"), *lines, discount="1", adjustment="0.5")
    return lambda headers: made.ann().app.post_json("/api/sale-invoices", body, headers=headers, expect_errors=True)


def resell(made: House) -> Act:
    id, customer_id, kept = owed(made)
    path, body = f"/api/sale-invoices/{id}", invoice(customer_id, line(goods(made), "7", id=kept), line(goods(made), "8"))
    return lambda headers: made.ann().app.put_json(path, body, headers=headers, expect_errors=True)


def give_up(made: House) -> Act:
    path, body = f"/api/sale-invoices/{owed(made)[0]}/writeoff", {"expense_account_id": RENT, "date": "2026-06-30"}
    return lambda headers: made.ann().app.post_json(path, body, headers=headers, expect_errors=True)


def take_off(made: House) -> Act:
    path = f"/api/sale-invoices/{owed(made)[0]}"
    return lambda headers: made.ann().app.delete(path, headers=headers, expect_errors=True)


def pay(made: House) -> Act:
    id, customer_id, _ = owed(made)
    body = payment(customer_id, (id, "3"), amount="4")
    return lambda headers: made.ann().app.post_json("/api/payments-received", body, headers=headers, expect_errors=True)


def unpay(made: House) -> Act:
    path = f"/api/payments-received/{made.tenant.peek('SELECT MAX(id) FROM payments_received')[0][0]}"
    return lambda headers: made.ann().app.delete(path, headers=headers, expect_errors=True)


def apply(made: House) -> Act:
    path = f"/api/credit-notes/{made.tenant.peek('SELECT MAX(id) FROM credit_notes')[0][0]}/apply-invoices"
    body = {"entries": [{"invoice_id": owed(made)[0], "amount": "2"}], "date": "2026-06-30"}
    return lambda headers: made.ann().app.post_json(path, body, headers=headers, expect_errors=True)


def attach(made: House) -> Act:
    file = [("file", "receipt.pdf", b"%PDF-1.7")]
    return lambda headers: made.ann().app.post("/api/attachments", upload_files=file, headers=headers, expect_errors=True)


def take_in(made: House) -> Act:
    path = f"/api/import/{waiting(made)}/import"
    return lambda headers: made.ann().app.post_json(path, {}, headers=headers, expect_errors=True)


def book_online(made: House) -> Act:
    path = f"/api/online-payments/{made.tenant.peek('SELECT MAX(id) FROM online_payments')[0][0]}/book"
    return lambda headers: made.ann().app.post_json(path, {}, headers=headers, expect_errors=True)


def apply_later(made: House) -> Act:
    path = f"/api/payments-received/{made.tenant.peek('SELECT MAX(id) FROM payments_received')[0][0]}/apply-invoices"
    body = {"entries": [{"invoice_id": owed(made)[0], "amount": "0.01"}], "date": "2026-06-30"}
    return lambda headers: made.ann().app.post_json(path, body, headers=headers, expect_errors=True)


def unapply(made: House) -> Act:
    last_applied = "SELECT MAX(id) FROM credit_note_applied_invoice"
    if made.tenant.peek(last_applied)[0][0] is None:
        assert apply(made)(made.headers).status_int < 300
    path = f"/api/credit-notes/applied-invoices/{made.tenant.peek(last_applied)[0][0]}"
    return lambda headers: made.ann().app.delete(path, headers=headers, expect_errors=True)


def unapply_later(made: House) -> Act:
    last_applied = "SELECT MAX(id) FROM payments_received_entries WHERE is_later"
    if made.tenant.peek(last_applied)[0][0] is None:
        assert apply_later(made)(made.headers).status_int < 300
    path = f"/api/payments-received/applied-invoices/{made.tenant.peek(last_applied)[0][0]}"
    return lambda headers: made.ann().app.delete(path, headers=headers, expect_errors=True)


def schedule(made: House) -> Act:
    body = schedule_of(made, last(made, "customer"), today())
    return lambda headers: made.ann().app.post_json("/api/recurring-invoices", body, headers=headers, expect_errors=True)


def reschedule(made: House) -> Act:
    id, customer_id = scheduled(made, today())
    path, body = f"/api/recurring-invoices/{id}", schedule_of(made, customer_id, today(), repeat_every=2)
    return lambda headers: made.ann().app.put_json(path, body, headers=headers, expect_errors=True)


def unschedule(made: House) -> Act:
    id, _ = scheduled(made, today())
    assert by_worker(made, "recurring-invoice.make", recurring_id=id)(made.headers).status_int < 300
    return lambda headers: made.ann().app.delete(f"/api/recurring-invoices/{id}", headers=headers, expect_errors=True)


def make_slot(made: House) -> Act:
    """The invoice of a slot, and its mail."""
    return by_worker(made, "recurring-invoice.make", recurring_id=scheduled(made, today())[0])


def remind_now(made: House) -> Act:
    path, body = f"/api/sale-invoices/{owed(made)[0]}/reminders", {"to": ["jo@example.com"]}
    return lambda headers: made.ann().app.post_json(path, body, headers=headers, expect_errors=True)


def remind(made: House) -> Act:
    """By the clock: one invoice has come due since the last time."""
    noon = clock.now().replace(hour=17, minute=0)
    clock.use(lambda: noon)
    made.ann().put("payment-reminders", {"is_active": True, "steps": [{"days": 0, "is_active": True}]}, status=200)
    day = noon.date().isoformat()
    waiting = f"SELECT id FROM sales_invoices WHERE due_date = '{day}' AND id NOT IN (SELECT invoice_id FROM payment_reminders)"
    if not made.tenant.peek(waiting):
        body = invoice(mailable(made), line(goods(made), "6"), invoice_date=day, due_date=day)
        made.ann().post("sale-invoices", body, status=201)
    return by_worker(made, "payment-reminder.remind")


def send_statement(made: House) -> Act:
    path, body = f"/api/customers/{last(made, 'customer')}/statement/mail", {"to": ["jo@example.com"]}
    return lambda headers: made.ann().app.post_json(path, body, headers=headers, expect_errors=True)


WRITES: tuple[Write, ...] = (
    post,
    put,
    delete,
    publish,
    reverse,
    meet,
    rename,
    reopen,
    part,
    revalue,
    take_back,
    shelve,
    retax,
    sell,
    resell,
    give_up,
    take_off,
    pay,
    unpay,
    apply,
    attach,
    take_in,
    book_online,
    apply_later,
    unapply,
    unapply_later,
    schedule,
    reschedule,
    unschedule,
    make_slot,
    remind_now,
    remind,
    send_statement,
)
FEWER = {shelve: 6, attach: 4}  # statements that these take at the least; all others take eight
AGAIN = {post, put, meet, rename, reopen, shelve, retax, sell, resell, attach, apply_later, schedule, reschedule, unschedule} | {
    make_slot,
    remind_now,
    remind,
    send_statement,
}  # these find what they need however often they are done
BY_WORKER = {make_slot, remind}
_names = count(1)


@dataclass(frozen=True)
class Done:
    """What became of a job, as an answer says it."""

    status_int: int
    text: str = ""


def by_worker(made: House, name: str, **args: Any) -> Act:
    """A job, as a worker runs it: one that lost its connection is tried again, and does it once."""
    record = JobRecord(uuid4().hex, name, made.tenant.record.id, 1, args)

    def act(headers: dict[str, str]) -> Done:
        for attempt in (1, 2):
            leased = replace(record, attempt=attempt)
            run = Run(made.installation.services["jobs"].store, leased, seconds=60, timeout=60, since=monotonic(), giving_up=Event())
            try:
                perform(made.installation, leased, JOBS[name], run)
                return Done(200)
            except Exception as error:
                if not db.is_lost(error) or attempt == 2:
                    return Done(500, repr(error))
        raise AssertionError("unreachable")

    return act


def today() -> date:
    """Where the organization is: what starts in Greenwich's morning is not due there yet."""
    return clock.today(METADATA["timezone"])


def schedule_of(made: House, customer_id: int, day: date, **more: Any) -> dict[str, Any]:
    """An invoice that is mailed every month, from this day on."""
    sold = invoice(customer_id, line(goods(made), "6"), line(goods(made), "4", discount=10))
    return sold | {"repeat_unit": "month", "starts_on": day.isoformat(), "then": "mail", **more}


def scheduled(made: House, day: date) -> tuple[int, int]:
    """A new schedule of which one invoice is due, and its customer."""
    customer_id = mailable(made)
    return int(made.ann().post("recurring-invoices", schedule_of(made, customer_id, day), status=201).json["id"]), customer_id


def mailable(made: House) -> int:
    """A new customer who has an address."""
    return int(made.ann().post("customers", CUSTOMERS.body(email="jo@example.com"), status=201).json["id"])


def last(made: House, service: str) -> int:
    """The last contact of a kind."""
    return int(made.tenant.peek(f"SELECT MAX(id) FROM contacts WHERE contact_service = '{service}'")[0][0])


def proposed(made: House) -> int:
    """The tax rate that items propose when they are sold."""
    return int(made.tenant.peek("SELECT id FROM tax_rates WHERE code = 'TAX-SALES' AND deleted_at IS NULL")[0][0])


def goods(made: House) -> int:
    """An item that is sold."""
    return int(made.tenant.peek("SELECT MIN(id) FROM items WHERE sellable = 1")[0][0])


def waiting(made: House) -> str:
    """The last file that is mapped and not imported."""
    return str(made.tenant.peek("SELECT * FROM import_files WHERE imported_at IS NULL ORDER BY id DESC")[0].key)


def owed(made: House) -> tuple[int, int, int]:
    """The last invoice of which all is due, its customer and its first line."""
    due = "delivered_at IS NOT NULL AND writtenoff_at IS NULL"
    id, customer_id = made.tenant.peek(f"SELECT id, customer_id FROM sales_invoices WHERE {due} ORDER BY id DESC LIMIT 1")[0]
    first = made.tenant.peek(f"SELECT MIN(id) FROM items_entries WHERE reference_type = 'SaleInvoice' AND reference_id = {int(id)}")[0][0]
    return int(id), int(customer_id), int(first)


def published(made: House) -> int:
    """The last journal that is published and in no pair of mirrors."""
    free = "published_at IS NOT NULL AND reverses_id IS NULL"
    mirrored = "SELECT reverses_id FROM manual_journals WHERE reverses_id IS NOT NULL"
    return int(made.tenant.peek(f"SELECT MAX(id) FROM manual_journals WHERE {free} AND id NOT IN ({mirrored})")[0][0])


def revaluation(made: House) -> dict[str, Any]:
    """One at a day that has none: each lies two days behind the one before it."""
    count = made.tenant.peek("SELECT COUNT(*) FROM revaluations")[0][0]
    return {"date": (date(2026, 4, 1) + timedelta(days=2 * count)).isoformat(), "rates": {"EUR": 1.3}}


def prepared(made: House) -> None:
    """Something revalued, a journal and a draft, an item, a customer with invoices, payments and credit, a vendor, a file."""
    found = made.tenant.peek("SELECT id FROM accounts WHERE name = 'Euros'")
    if not found:  # what is open in euros is the same each time: revaluing it writes as much
        made.ann().post("customers", CUSTOMERS.body(opening_balance="3", **OPENING))
    euro = {"name": "Euros", "account_type": "bank", "currency_code": "EUR"}
    euros = int(found[0][0]) if found else made.ann().post("accounts", euro).json["id"]
    made.ann().post("customers", CUSTOMERS.body(opening_balance="3", opening_balance_at=OPENING["opening_balance_at"]))
    made.ann().post("vendors", VENDORS.body())
    if not made.tenant.peek("SELECT id FROM items"):
        made.ann().post("items", SERVICE | {"sell_tax_rate_id": proposed(made)}, status=201)
    sold = invoice(last(made, "customer"), line(goods(made), "6"), line(goods(made), "4"))
    settled = made.ann().post("sale-invoices", sold, status=201).json["id"]
    made.ann().post("payments-received", payment(last(made, "customer"), (settled, "5"), amount="6"), status=201)
    made.ann().post("credit-notes", note(last(made, "customer"), line(goods(made), "6")), status=201)
    paid_online(made, made.ann().post("sale-invoices", sold, status=201).json)
    made.ann().post("manual-journals", journal((euros, "10", ""), (SALES, "", "10"), currency_code="EUR", exchange_rate="1.1"))
    made.ann().post("accounting/revaluations", revaluation(made))
    made.ann().post("manual-journals", sale("100"))
    made.ann().post("manual-journals", sale("3", publish=False))
    head = ("Display name", "Customer type", "Opening balance", "Opening balance at")
    mapped(made.ann(), "Customer", csv_of(head, ("Jo", "business", "3", "2026-01-01"), ("Mo", "business", "", "")))


def paid_online(made: House, sold: dict[str, Any]) -> None:
    """Some of an invoice, which is not booked yet."""
    with made.tenant() as t:
        system_account(t, "stripe-clearing")
        service = connect(t, Account("acct_1", "Cards", True, True))
        paid = {"invoice_id": sold["id"], "currency_code": sold["currency_code"], "amount": Decimal(3), "fee_amount": Decimal(1)}
        t.session.add(OnlinePayment(service_id=service.id, intent=f"pi_{sold['id']}", is_live=False, paid_at=clock.now(), **paid))
        t.session.flush()
