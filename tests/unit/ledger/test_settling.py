"""Shares of settled documents, against exact fractions."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from bigcapital.ledger.conversion import Leg, convert
from bigcapital.ledger.money import exponent
from bigcapital.ledger.settling import Part, Share, shares, total_of

CURRENCIES = ("USD", "JPY", "KWD")
NOTHING = Share(Decimal(0), Decimal(0))


@st.composite
def documents(draw: st.DrawFn) -> tuple[list[Part], int, int]:
    """An invoice or a bill: one control line against income or cost, tax, discount and adjustment, converted as all are."""
    base, own = draw(st.sampled_from(CURRENCIES)), draw(st.sampled_from(CURRENCIES))
    unit = Decimal(1).scaleb(-exponent(own))
    amounts = draw(st.lists(st.integers(-50_000, 500_000), min_size=1, max_size=6).filter(lambda several: sum(several) > 0))
    flip = draw(st.booleans())  # a credit or a bill is the mirror
    legs = [Leg(account_id=1, account_type="accounts-receivable", amount=sum(amounts) * unit, is_debit=not flip)]
    legs += [Leg(account_id=2, account_type="income", amount=amount * unit, is_debit=flip) for amount in amounts]
    rate = draw(st.decimals("0.0001", "900", places=6))
    lines = convert(legs, currency=own, rate=rate, base_currency=base)
    parts = [
        Part(one.debit - one.credit, one.amount if leg.is_debit else -one.amount, one.account_type == "accounts-receivable")
        for one, leg in zip(lines, (leg for leg in legs if leg.amount), strict=True)
    ]
    return parts, exponent(base), exponent(own)


@st.composite
def settled(draw: st.DrawFn) -> tuple[list[Part], int, int, list[Decimal]]:
    """A document and what settles some or all of it: payments, credits, refunds, and here and there one taken back."""
    parts, base, own = draw(documents())
    unit = Decimal(1).scaleb(-own)
    left, amounts = int(total_of(parts) / unit), []
    paid = 0
    for _ in range(draw(st.integers(0, 8))):
        if not left:
            break
        amount = draw(st.integers(-paid, left))
        paid, left = paid + amount, left - amount
        amounts.append(amount * unit)
    if draw(st.booleans()):
        amounts.append(left * unit)
    return parts, base, own, amounts


def made(parts: list[Part], base: int, own: int, amounts: list[Decimal]) -> list[tuple[Share, ...]]:
    return shares(parts, amounts, base_decimals=base, own_decimals=own)


@given(settled())
def test_every_settlement_balances_in_both_currencies(found: tuple[list[Part], int, int, list[Decimal]]) -> None:
    for several in made(*found):
        assert sum(one.base for one in several) == 0
        assert sum(one.own for one in several) == 0


@given(settled())
def test_a_settlement_takes_its_own_amount_from_the_control_line(found: tuple[list[Part], int, int, list[Decimal]]) -> None:
    parts, _, _, amounts = found
    for amount, several in zip(amounts, made(*found), strict=True):
        control = sum(one.own for part, one in zip(parts, several, strict=True) if part.is_control)
        assert abs(control) == abs(amount)


@given(settled())
def test_after_each_settlement_every_line_stands_within_two_units_of_its_exact_share(
    found: tuple[list[Part], int, int, list[Decimal]],
) -> None:
    parts, base, own, amounts = found
    total, paid = Fraction(total_of(parts)), Fraction(0)
    stand = [[Fraction(0), Fraction(0)] for _ in parts]
    for amount, several in zip(amounts, made(*found), strict=True):
        paid += Fraction(amount)
        for place, (part, one) in enumerate(zip(parts, several, strict=True)):
            stand[place][0] += Fraction(one.base)
            stand[place][1] += Fraction(one.own)
            for which, (whole, decimals) in enumerate(((part.base, base), (part.own, own))):
                exact = Fraction(whole) * paid / total
                assert abs(stand[place][which] - exact) < Fraction(2, 10**decimals)


@given(settled())
def test_what_is_settled_in_full_is_the_document_whatever_the_payments_were(found: tuple[list[Part], int, int, list[Decimal]]) -> None:
    parts, base, own, amounts = found
    rest = total_of(parts) - sum(amounts)
    several = made(parts, base, own, [*amounts, rest])
    assert [Part(sum(s[i].base for s in several), sum(s[i].own for s in several), one.is_control) for i, one in enumerate(parts)] == parts


@given(documents())
def test_what_nothing_has_settled_is_absent(found: tuple[list[Part], int, int]) -> None:
    parts, base, own = found
    assert made(parts, base, own, []) == []
    assert made(parts, base, own, [Decimal(0)]) == [(NOTHING,) * len(parts)]


@given(documents())
def test_more_than_all_is_all_and_less_than_nothing_nothing(found: tuple[list[Part], int, int]) -> None:
    parts, base, own = found
    total = total_of(parts)
    assert made(parts, base, own, [total * 2]) == made(parts, base, own, [total])
    assert made(parts, base, own, [-total]) == [(NOTHING,) * len(parts)]


def test_an_invoice_of_three_lines_paid_in_three_parts() -> None:
    income = [-Decimal(value) for value in ("33.34", "33.33", "33.33")]
    parts = [Part(Decimal(100), Decimal(100), True), *(Part(value, value, False) for value in income)]
    paid = [Decimal("33.33"), Decimal("33.33"), Decimal("33.34")]
    assert [[one.base for one in several] for several in shares(parts, paid, base_decimals=2, own_decimals=2)] == [
        [Decimal("33.33"), Decimal("-11.11"), Decimal("-11.11"), Decimal("-11.11")],
        [Decimal("33.33"), Decimal("-11.11"), Decimal("-11.11"), Decimal("-11.11")],
        [Decimal("33.34"), Decimal("-11.12"), Decimal("-11.11"), Decimal("-11.11")],
    ]


def test_a_document_without_anything_to_settle_has_no_shares() -> None:
    parts = [Part(Decimal(5), Decimal(0), False), Part(Decimal(-5), Decimal(0), False)]
    assert shares(parts, [Decimal(5)], base_decimals=2, own_decimals=2) == [(NOTHING, NOTHING)]
