"""Eight writers at once: every number is given once, none is lost, nobody is refused, and the books agree.

``BIGCAPITAL_RACE`` is how many journals each of them writes.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest

from bigcapital.accounting.audit import audit
from tests.campaigns.house import House, house, placed_on
from tests.functional.accounting.journal import BANK, RENT, SALES, journal, sale
from tests.functional.sales.selling import customer, invoice, line
from tests.functional.sales.settling import amounts_of, note, payment

WRITERS = 8
EACH = int(os.environ.get("BIGCAPITAL_RACE", "100"))

pytestmark = [pytest.mark.services, pytest.mark.campaign]


@pytest.fixture
def raced(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[House]:
    with house(placed_on("mariadb", request, tmp_path / "data")) as made:
        yield made


def at_once(writers: int, work: Callable[[int], object]) -> list[object]:
    """Everyone begins at the same moment; the first exception is raised."""
    together = Barrier(writers)

    def run(number: int) -> object:
        together.wait()
        return work(number)

    with ThreadPoolExecutor(writers) as pool:
        return list(pool.map(run, range(writers)))


def test_eight_writers_get_distinct_numbers_without_a_gap_and_none_is_refused(raced: House) -> None:
    def write(writer: int) -> list[tuple[int, str]]:
        ann = raced.ann()
        answers = (ann.post("manual-journals", sale("1", reference=f"{writer}"), status=201).json for _ in range(EACH))
        return [(answer["id"], answer["journal_number"]) for answer in answers]

    written = [one for several in at_once(WRITERS, write) for one in several]
    total = WRITERS * EACH
    assert sorted(number for _, number in written) == [f"J-{number:05}" for number in range(1, total + 1)]
    assert len({id for id, _ in written}) == total
    assert raced.ann().get(f"accounts/{BANK}").json["amount"] == total
    with raced.tenant(writer=False) as tenant:
        assert tenant.head.sequence == total
        assert audit(tenant) == []


def test_writers_of_different_things_in_one_tenant_do_not_disturb_each_other(raced: House) -> None:
    each = max(EACH // 10, 3)
    expected: Counter[int] = Counter()

    def change(writer: int) -> Counter[int]:
        ann, moved = raced.ann(), Counter()
        for turn in range(each):
            id = ann.post("manual-journals", sale("10"), status=201).json["id"]
            if (writer + turn) % 3 == 0:
                ann.put(f"manual-journals/{id}", journal((RENT, "4", ""), (SALES, "", "4"), date="2026-02-01"), status=200)
                moved += Counter({RENT: 4, SALES: 4})
            elif (writer + turn) % 3 == 1:
                ann.delete(f"manual-journals/{id}", status=200)
            else:
                ann.post("accounts", {"name": f"Account {writer} {turn}", "account_type": "expense"}, status=201)
                moved += Counter({BANK: 10, SALES: 10})
        return moved

    for moved in at_once(WRITERS, change):
        expected += moved
    ann = raced.ann()
    assert {id: ann.get(f"accounts/{id}").json["amount"] for id in (BANK, RENT, SALES)} == {id: expected[id] for id in (BANK, RENT, SALES)}
    with raced.tenant(writer=False) as tenant:
        assert audit(tenant) == []


def test_of_eight_who_publish_one_draft_one_succeeds(raced: House) -> None:
    id = raced.ann().post("manual-journals", sale("5", publish=False)).json["id"]

    def publish(writer: int) -> int:
        return raced.ann().app.patch_json(f"/api/manual-journals/{id}/publish", {}, headers=raced.headers, expect_errors=True).status_int

    answers = at_once(WRITERS, publish)
    assert Counter(answers) == {200: 1, 400: WRITERS - 1}
    assert raced.ann().get(f"accounts/{BANK}").json["amount"] == 5


def test_of_eight_with_one_idempotency_key_one_writes(raced: House) -> None:
    def write(writer: int) -> int:
        headers = raced.headers | {"Idempotency-Key": "the one"}
        return raced.ann().app.post_json("/api/manual-journals", sale("5"), headers=headers, expect_errors=True).status_int

    answers = Counter(at_once(WRITERS, write))
    assert set(answers) <= {201, 409} and answers[201] >= 1
    assert raced.ann().get(f"accounts/{BANK}").json["amount"] == 5


# --- what is settled ---


def sold(raced: House, *amounts: str) -> tuple[int, int, list[int]]:
    """A customer, an item, and delivered invoices."""
    ann = raced.ann()
    item = ann.post("items", {"name": "Chair", "type": "service", "sellable": True, "sell_price": 1, "sell_account_id": SALES}, status=201)
    who, chair = customer(ann), item.json["id"]
    return who, chair, [ann.post("sale-invoices", invoice(who, line(chair, one)), status=201).json["id"] for one in amounts]


def status(raced: House, method: str, path: str, body: dict[str, object]) -> int:
    ask = getattr(raced.ann().app, f"{method}_json")
    return int(ask(f"/api/{path}", body, headers=raced.headers, expect_errors=True).status_int)


def test_of_eight_payments_of_one_invoice_those_succeed_that_it_has_room_for(raced: House) -> None:
    who, _, [one] = sold(raced, "100")
    answers = at_once(WRITERS, lambda _: status(raced, "post", "payments-received", payment(who, (one, "30"))))
    assert Counter(answers) == {201: 3, 400: WRITERS - 3}
    assert amounts_of(raced.ann(), one) == (90, 0, 10)
    with raced.tenant(writer=False) as tenant:
        assert audit(tenant) == []


def test_of_eight_who_apply_one_credit_one_succeeds(raced: House) -> None:
    who, chair, several = sold(raced, *["100"] * WRITERS)
    credit = raced.ann().post("credit-notes", note(who, line(chair, "100")), status=201).json["id"]

    def apply(writer: int) -> int:
        body = {"entries": [{"invoice_id": several[writer], "amount": "100"}]}
        return status(raced, "post", f"credit-notes/{credit}/apply-invoices", body)

    assert Counter(at_once(WRITERS, apply)) == {201: 1, 400: WRITERS - 1}
    assert sum(amounts_of(raced.ann(), one)[1] for one in several) == 100


def test_a_payment_against_a_write_off_an_edit_or_a_deletion_is_one_after_the_other(raced: House) -> None:
    who, chair, [given_up, changed, gone] = sold(raced, "100", "100", "100")
    others = {
        given_up: lambda: status(raced, "post", f"sale-invoices/{given_up}/writeoff", {"expense_account_id": RENT}),
        changed: lambda: status(raced, "put", f"sale-invoices/{changed}", invoice(who, line(chair, "50"))),
        gone: lambda: raced.ann().app.delete(f"/api/sale-invoices/{gone}", headers=raced.headers, expect_errors=True).status_int,
    }
    for one, other in others.items():
        rivals = (lambda one=one: status(raced, "post", "payments-received", payment(who, (one, "100"))), other)
        paid, done = at_once(2, lambda writer, rivals=rivals: rivals[writer]())
        assert (paid == 201) is (done not in (200, 201)), (one, paid, done)
    with raced.tenant(writer=False) as tenant:
        assert audit(tenant) == []


def test_eight_who_sell_at_once_get_distinct_numbers_without_a_gap(raced: House) -> None:
    who, chair, _ = sold(raced)
    each = max(EACH // 10, 3)

    def sell(writer: int) -> list[str]:
        """Every other one is refused: that costs no number."""
        numbers = []
        for turn in range(each):
            ann, too_small = raced.ann(), invoice(who, line(chair, "5"), adjustment="-6")
            if turn % 2:
                ann.post("sale-invoices", too_small, status=400)
            numbers.append(ann.post("sale-invoices", invoice(who, line(chair, "5")), status=201).json["invoice_no"])
        return numbers

    numbers = [one for several in at_once(WRITERS, sell) for one in several]
    assert sorted(numbers) == [f"INV-{number:05}" for number in range(1, WRITERS * each + 1)]


def test_of_eight_who_give_one_number_by_hand_one_has_it(raced: House) -> None:
    who, chair, _ = sold(raced)
    body = invoice(who, line(chair, "5"), invoice_no="The one")
    assert Counter(at_once(WRITERS, lambda _: status(raced, "post", "sale-invoices", body))) == {201: 1, 400: WRITERS - 1}
    assert [one["invoice_no"] for one in raced.ann().get("sale-invoices").json["sales_invoices"]] == ["The one"]


def test_a_credit_is_given_back_or_applied_and_what_is_left_of_a_payment_applied_once(raced: House) -> None:
    who, chair, [one, other] = sold(raced, "100", "100")
    ann = raced.ann()
    credit = ann.post("credit-notes", note(who, line(chair, "100")), status=201).json["id"]
    refund: dict[str, object] = {"from_account_id": BANK, "amount": "100", "date": "2026-04-01"}
    both = (
        lambda: status(raced, "post", f"credit-notes/{credit}/refunds", refund),
        lambda: status(raced, "post", f"credit-notes/{credit}/apply-invoices", {"entries": [{"invoice_id": one, "amount": "100"}]}),
    )
    assert sorted(at_once(2, lambda writer: both[writer]()))[1] == 400
    assert ann.get(f"credit-notes/{credit}").json["credits_remaining"] == 0

    paid = ann.post("payments-received", payment(who, (other, "10"), amount="50"), status=201).json["id"]
    left: dict[str, object] = {"entries": [{"invoice_id": other, "amount": "40"}]}
    answers = at_once(WRITERS, lambda _: status(raced, "post", f"payments-received/{paid}/apply-invoices", left))
    assert Counter(answers) == {201: 1, 400: WRITERS - 1}
    assert amounts_of(ann, other) == (50, 0, 50)
    with raced.tenant(writer=False) as tenant:
        assert audit(tenant) == []


def test_an_edit_of_a_payment_against_another_payment_is_one_after_the_other(raced: House) -> None:
    who, _, [one] = sold(raced, "100")
    first = raced.ann().post("payments-received", payment(who, (one, "30")), status=201).json["id"]
    rivals = (
        lambda: status(raced, "put", f"payments-received/{first}", payment(who, (one, "80"))),
        lambda: status(raced, "post", "payments-received", payment(who, (one, "60"))),
    )
    edited, paid = at_once(2, lambda writer: rivals[writer]())
    assert (edited, paid) in ((200, 400), (400, 201))
    assert amounts_of(raced.ann(), one)[2] == (20 if edited == 200 else 10)
    with raced.tenant(writer=False) as tenant:
        assert audit(tenant) == []
