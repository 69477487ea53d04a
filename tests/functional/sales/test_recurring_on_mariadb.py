"""Several workers and clocks at once on the real MariaDB: every slot once, every number once, every reminder once."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest

from bigcapital import clock
from bigcapital.accounting.audit import audit
from bigcapital.jobs import run_pending
from bigcapital.sales.recurring import operations
from bigcapital.sales.recurring.jobs import look
from bigcapital.sales.reminders import operations as reminders
from tests import template
from tests.campaigns.house import House, house, placed_on
from tests.functional.sales.selling import invoice, line, opened
from tests.functional.sales.test_recurring import PATH, at, schedule

pytestmark = pytest.mark.services
WORKERS, SLOTS = 4, 9


@pytest.fixture
def made(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[House]:
    with house(placed_on("mariadb", request, tmp_path / "data")) as running:
        yield running
        clock.use(None)


def at_once(work: object) -> None:
    together = Barrier(WORKERS)

    def run(number: int) -> None:
        together.wait()
        work()  # type: ignore[operator]

    with ThreadPoolExecutor(WORKERS) as pool:
        list(pool.map(run, range(WORKERS)))


def test_workers_and_clocks_that_race_make_every_slot_once(made: House) -> None:
    ann = made.ann()
    shop = opened(ann, made.tenant)
    at("2026-09-01T12:00")
    for day in ("2026-01-01", "2026-01-31"):
        ann.post(PATH, schedule(shop, starts_on=day), status=201)

    def strike() -> None:
        for _ in range(3):
            with template.Systems(made.installation)() as system:
                look(system)
            run_pending(made.installation)

    at_once(strike)
    run_pending(made.installation)
    found = made.tenant.peek("SELECT recurring_id, slot, COUNT(*) FROM recurring_invoice_slots GROUP BY recurring_id, slot")
    assert len(found) == SLOTS + 8 and all(count == 1 for *_, count in found)
    numbers = [number for (number,) in made.tenant.peek("SELECT invoice_no FROM sales_invoices ORDER BY invoice_no")]
    assert numbers == [f"INV-{place:05}" for place in range(1, SLOTS + 9)]
    with made.tenant(writer=False) as tenant:
        assert audit(tenant) == []


def test_the_same_slot_tried_by_all_at_once_is_one_invoice(made: House) -> None:
    ann = made.ann()
    shop = opened(ann, made.tenant)
    at("2026-01-31T12:00")
    ann.post(PATH, schedule(shop), status=201)

    def try_it() -> None:
        with made.tenant() as tenant:
            operations.make_next(tenant, 1)

    at_once(try_it)
    assert made.tenant.peek("SELECT COUNT(*) FROM sales_invoices") == [(1,)]
    assert made.tenant.peek("SELECT made_count FROM recurring_invoices") == [(1,)]


def test_an_invoice_is_reminded_of_once_by_all_at_once(made: House) -> None:
    ann = made.ann()
    shop = opened(ann, made.tenant)
    body = {"customer_type": "business", "display_name": "Zoë", "email": "zoe@example.com"}
    ann.put(f"customers/{shop.customer}", body, status=200)
    at("2026-04-14T15:00")
    ann.put("payment-reminders", {"is_active": True, "steps": [{"days": 0}]}, status=200)
    for _ in range(3):
        ann.post("sale-invoices", invoice(shop.customer, line(shop.chair)), status=201)

    def remind() -> None:
        with made.tenant() as tenant:
            reminders.remind(tenant)

    at_once(remind)
    found = made.tenant.peek("SELECT invoice_id, COUNT(*) FROM payment_reminders GROUP BY invoice_id")
    assert [count for _, count in found] == [1, 1, 1] and made.tenant.peek("SELECT COUNT(*) FROM document_mails") == [(3,)]
