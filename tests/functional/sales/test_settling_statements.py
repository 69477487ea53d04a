"""What payments and credit notes ask of the database: the same for any number of invoices."""

from __future__ import annotations

import pytest

from tests.functional.sales.selling import BANK, customer, line
from tests.functional.sales.settling import note, owed, payment
from tests.statements import counted


def statements(act) -> int:
    with counted() as sent:
        act()
    return len(sent)


@pytest.fixture
def paris(ann, shop) -> int:
    """A customer in another currency, of whom the process has seen a payment and a credit note."""
    id = customer(ann, "EUR", "Paris")
    one = owed(ann, shop, customer=id, exchange_rate="1.1")
    ann.post("payments-received", payment(id, (one, "1"), exchange_rate="1.2"))
    ann.post("credit-notes", note(id, line(shop.chair), exchange_rate="1.2"))
    return id


def test_a_payment_costs_the_same_for_any_number_of_invoices(ann, shop, paris):
    def costs(length: int) -> list[int]:
        ids = [owed(ann, shop, customer=paris, exchange_rate="1.1") for _ in range(length)]
        paid = payment(paris, *((id, "40") for id in ids), amount=100 * length, exchange_rate="1.2")
        entries = [{"invoice_id": id, "amount": "50"} for id in ids]
        created = statements(lambda: ann.post("payments-received", paid, status=201))
        id = ann.get("payments-received").json["payment_receives"][0]["id"]
        again = ann.get(f"payments-received/{id}/edit-page").json["entries"]
        assert len([row for row in again if row["payment_amount"]]) == length
        return [
            created,
            statements(lambda: ann.put(f"payments-received/{id}", paid | {"statement": "B"}, status=200)),
            statements(lambda: ann.post(f"payments-received/{id}/apply-invoices", {"entries": entries}, status=201)),
            statements(lambda: ann.get(f"payments-received/{id}", status=200)),
            statements(lambda: ann.delete(f"payments-received/{id}", status=200)),
        ]

    few, many = costs(1), costs(8)
    assert few == many
    assert max(few[:3]) <= 18 and few[0] <= 14


def test_a_credit_note_costs_the_same_for_any_number_of_invoices(ann, shop, paris):
    def costs(length: int) -> list[int]:
        ids = [owed(ann, shop, customer=paris, exchange_rate="1.1") for _ in range(length)]
        body = note(paris, *(line(shop.chair) for _ in ids), exchange_rate="1.2")
        created = statements(lambda: ann.post("credit-notes", body, status=201))
        path = f"credit-notes/{ann.get('credit-notes').json['credit_notes'][0]['id']}"
        entries = [{"invoice_id": id, "amount": "50"} for id in ids]
        refund = {"from_account_id": BANK, "amount": "10", "date": "2026-04-01", "exchange_rate": "1.3"}
        return [
            created,
            statements(lambda: ann.post(f"{path}/apply-invoices", {"entries": entries}, status=201)),
            statements(lambda: ann.post(f"{path}/refunds", refund, status=201)),
            statements(lambda: ann.put(path, body | {"exchange_rate": "1.25"}, status=200)),
            statements(lambda: ann.get(f"{path}/applied-invoices", status=200)),
        ]

    few, many = costs(1), costs(8)
    assert few == many
    assert max(few[:3]) <= 18


def test_lists_take_the_same_however_long(ann, shop, paris):
    few = [statements(lambda path=path: ann.get(path)) for path in ("payments-received", "credit-notes")]
    for number in range(3):
        other = customer(ann, name=f"No. {number}")
        one = owed(ann, shop, customer=other)
        ann.post("payments-received", payment(other, (one, "1")))
        ann.post("credit-notes", note(other, line(shop.chair), line(shop.advice)))
    ann.get("credit-notes")
    assert [statements(lambda path=path: ann.get(path)) for path in ("payments-received", "credit-notes")] == few
    assert max(few) <= 7
