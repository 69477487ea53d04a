"""Payments, refunds and applications at several rates, against exact fractions."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from bigcapital.documents.settling.posting import Applied, Owed, application_entry
from bigcapital.ledger.accounts import TYPES as TYPES_OF
from bigcapital.ledger.conversion import Leg, debit
from bigcapital.ledger.entry import Entry, Line
from bigcapital.ledger.money import exponent
from bigcapital.sales.credit_notes.model import CreditNote, CreditNoteRefund
from bigcapital.sales.credit_notes.posting import refund_entry
from bigcapital.sales.payments.model import PaymentReceived
from bigcapital.sales.payments.posting import payment_entry

BANK, FEE, RECEIVABLE, DIFFERENCE = 1, 2, 3, 4
DAY = date(2026, 1, 5)
TYPES = {BANK: "bank", FEE: "expense"}

currencies = st.sampled_from(["USD", "EUR", "JPY", "KWD"])
rates = st.decimals("0.0001", "150", places=10)  # so that five of the largest amounts fit a line of the ledger


def amounts(currency: str, least: int = 1) -> st.SearchStrategy[Decimal]:
    unit = Decimal(1).scaleb(-exponent(currency))
    return st.integers(least, 10**9).map(lambda units: units * unit)


def owed(currency: str, base: str, type: str = "accounts-receivable") -> Owed:
    def difference(branch_id: int | None) -> Leg:
        return debit(DIFFERENCE, "other-expense", Decimal(0), branch_id=branch_id)

    return Owed(7, currency, RECEIVABLE, TYPES_OF[type], base, difference)


def in_base(amount: Decimal, rate: Decimal, currency: str, base: str) -> Fraction:
    """Half away from zero, by other means than the product's."""
    scale = 10 ** exponent(base)
    exact = Fraction(amount) * (Fraction(1) if currency == base else Fraction(rate)) * scale
    return Fraction(int(exact + Fraction(1, 2)), scale)


def moved(entry: Entry, account: int) -> list[tuple[Fraction, Fraction]]:
    """Base and own of the lines of an account, debit positive."""
    return [_signed(one) for one in entry.lines if one.account_id == account]


def _signed(one: Line) -> tuple[Fraction, Fraction]:
    sign = 1 if one.debit else -1
    return Fraction(one.debit - one.credit), Fraction(one.amount) * sign


def written(*values: tuple[Fraction, Decimal]) -> list[tuple[Fraction, Fraction]]:
    """What is worth nothing in base currency is not written."""
    return [(base, Fraction(own)) for base, own in values if base]


@given(st.data(), currencies, currencies, rates)
def test_each_leg_of_a_payment_has_its_own_rate_and_the_difference_is_a_gain_or_loss(
    data: st.DataObject, currency: str, base: str, rate: Decimal
) -> None:
    parts = [Applied(data.draw(amounts(currency)), data.draw(rates), branch) for branch in range(data.draw(st.integers(0, 4)))]
    rest = data.draw(amounts(currency, 0 if parts else 1))
    amount = sum((one.amount for one in parts), rest)
    fee = data.draw(st.sampled_from([None, Decimal(1).scaleb(-exponent(currency)), amount]))
    payment = PaymentReceived(
        id=1,
        customer_id=7,
        payment_date=DAY,
        amount=amount,
        currency_code=currency,
        exchange_rate=rate,
        deposit_account_id=BANK,
        bank_fee_amount=fee,
        bank_fee_account_id=FEE if fee else None,
    )
    entry = payment_entry(payment, parts, owed(currency, base), type_of=TYPES.__getitem__, branch_id=9)

    def worth(value: Decimal, at: Decimal) -> Fraction:
        return in_base(value, at, currency, base)

    less = amount - (fee or 0)
    assert moved(entry, BANK) == written((worth(less, rate), less))
    assert moved(entry, FEE) == written((worth(fee or Decimal(0), rate), fee or Decimal(0)))
    credits = [(-worth(one.amount, one.rate), -one.amount) for one in parts] + [(-worth(rest, rate), -rest)]
    assert moved(entry, RECEIVABLE) == written(*credits)
    gain = -(worth(less, rate) + worth(fee or Decimal(0), rate) + sum(value for value, _ in credits))
    assert moved(entry, DIFFERENCE) == written((gain, Decimal(0)))
    if currency == base:
        assert not gain
    assert all(one.contact_id == (7 if one.account_id == RECEIVABLE else None) for one in entry.lines)


def test_a_payment_settles_at_the_invoices_rates_and_keeps_the_rest_at_its_own() -> None:
    payment = PaymentReceived(
        id=1,
        customer_id=7,
        payment_date=DAY,
        amount=Decimal(250),
        currency_code="EUR",
        exchange_rate=Decimal("1.2"),
        deposit_account_id=BANK,
    )
    parts = [Applied(Decimal(100), Decimal("1.1"), 1), Applied(Decimal(100), Decimal("1.25"), 2)]
    entry = payment_entry(payment, parts, owed("EUR", "USD"), type_of=TYPES.__getitem__, branch_id=9)
    shown = [(one.account_id, one.debit - one.credit, one.amount, one.rate, one.branch_id) for one in entry.lines]
    assert shown == [
        (BANK, 300, 250, Decimal("1.2"), 9),
        (RECEIVABLE, -110, 100, Decimal("1.1"), 1),
        (RECEIVABLE, -125, 100, Decimal("1.25"), 2),
        (RECEIVABLE, -60, 50, Decimal("1.2"), 9),
        (DIFFERENCE, -5, 0, 1, 9),
    ]


@given(st.data(), currencies, currencies, rates, rates)
def test_a_refund_releases_the_credit_at_the_notes_rate(data: st.DataObject, currency: str, base: str, at: Decimal, rate: Decimal) -> None:
    amount = data.draw(amounts(currency))
    note = CreditNote(id=1, customer_id=7, credit_note_number="CN-1", currency_code=currency, exchange_rate=at)
    refund = CreditNoteRefund(id=2, date=DAY, amount=amount, currency_code=currency, exchange_rate=rate, from_account_id=BANK)
    entry = refund_entry(refund, note, owed(currency, base), type_of=TYPES.__getitem__, branch_id=1, note_branch_id=2)
    released, paid = in_base(amount, at, currency, base), in_base(amount, rate, currency, base)
    assert moved(entry, RECEIVABLE) == written((released, amount))
    assert moved(entry, BANK) == written((-paid, -amount))
    assert moved(entry, DIFFERENCE) == written((paid - released, Decimal(0)))


@given(st.data(), currencies, currencies, rates, rates)
def test_an_application_moves_only_what_the_rates_are_apart_whoever_owes(
    data: st.DataObject, currency: str, base: str, credit_rate: Decimal, rate: Decimal
) -> None:
    amount = data.draw(amounts(currency))
    at = data.draw(st.sampled_from([rate, credit_rate]))
    of_ours = data.draw(st.booleans())  # owed to us, or by us: then all of it stands on the other side
    side = 1 if of_ours else -1
    where = owed(currency, base, "accounts-receivable" if of_ours else "accounts-payable")
    entry = application_entry("X", 1, DAY, "N", where, Applied(amount, at, 1), credit_rate)
    released, settled = in_base(amount, credit_rate, currency, base), in_base(amount, at, currency, base)
    if released == settled:
        assert entry.lines == ()
        return
    assert sorted(moved(entry, RECEIVABLE)) == sorted(written((side * released, side * amount), (-side * settled, -side * amount)))
    assert moved(entry, DIFFERENCE) == [(side * (settled - released), Fraction(0))]
