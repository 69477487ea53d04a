"""Whose a realized gain or loss is: weights of the lines that can have caused it."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from bigcapital.accounting.realized import Control, Owner, owners

OWN = Owner(1, None, "EUR")


@st.composite
def controls(draw: st.DrawFn) -> list[Control]:
    made = []
    for _ in range(draw(st.integers(0, 6))):
        owner = Owner(draw(st.integers(2, 4)), draw(st.sampled_from([None, 7, 8])), draw(st.sampled_from(["EUR", "USD"])))
        made.append(Control(owner, Decimal(draw(st.integers(-500, 500))), draw(st.booleans()), draw(st.booleans())))
    return made


@given(controls())
def test_only_the_likeliest_lines_take_part_and_each_owner_once(several: list[Control]) -> None:
    found = owners(OWN, several)
    if not several:
        assert found == {Owner(None, None, "EUR"): 1}
        return
    best = max(one.rank for one in several)
    assert set(found) == {one.owner for one in several if one.rank == best}
    assert sum(found.values()) == sum(abs(one.amount) for one in several if one.rank == best)


@given(controls(), st.sampled_from([7, 8]))
def test_a_contact_that_the_line_names_comes_first(several: list[Control], contact: int) -> None:
    found = owners(OWN._replace(contact_id=contact), several)
    if any(one.owner.contact_id == contact for one in several):
        assert {owner.contact_id for owner in found} == {contact}
    elif several:
        assert found == owners(OWN, several)


def test_what_is_owed_in_another_currency_comes_before_money_in_one_and_both_before_the_base_currency() -> None:
    places = {
        (foreign, owed): Control(Owner(place, None, "EUR"), Decimal(5), foreign, owed)
        for place, (foreign, owed) in enumerate([(True, True), (True, False), (False, True), (False, False)])
    }
    left = list(places.values())
    while left:
        assert set(owners(OWN, reversed(left))) == {left[0].owner}
        left.pop(0)
