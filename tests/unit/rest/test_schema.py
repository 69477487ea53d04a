"""Input: exact numbers, both cases of keys, blank fields, all faults at once."""

from __future__ import annotations

import gc
import weakref
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bigcapital.errors import InvalidInput
from bigcapital.rest.schema import Amount, Body, Currency, Day, Flag, Id, Name, Rate, Text, _snaked, camel, snake, snake_keys, validate


class Leg(Body):
    account_id: Id
    debit: Amount | None = None
    note: Text | None = None


class Document(Body):
    on: Day
    title: Text = "untitled"
    name: Name | None = None
    rate: Rate | None = None
    currency_code: Currency | None = None
    publish: Flag = False
    entries: list[Leg] = []


def refused(**data: object) -> dict[str, str]:
    with pytest.raises(InvalidInput) as caught:
        validate(Document, {"on": "2026-01-31"} | data)
    return {fault.property: fault.sentence for fault in caught.value.faults}


def test_keys_come_in_either_case_at_every_depth() -> None:
    made = validate(Document, {"on": "2026-01-31", "entries": [{"accountId": 7}, {"account_id": "8"}]})
    assert [leg.account_id for leg in made.entries] == [7, 8]


def test_an_underscore_goes_before_capitals_alone() -> None:
    assert (snake("billingAddress1"), snake("divideOn1000"), snake("isPLSheet")) == ("billing_address1", "divide_on1000", "is_p_l_sheet")
    assert camel("account_id") == "accountId"


KEYS = st.text("aZ_1é", max_size=5)


@given(st.dictionaries(KEYS, st.lists(st.dictionaries(KEYS, st.integers(), max_size=3), max_size=2), max_size=3))
def test_snake_keys_twice_is_snake_keys_once(value: dict[str, object]) -> None:
    assert snake_keys(snake_keys(value)) == snake_keys(value)


def test_a_blank_is_absent_for_all_but_text() -> None:
    made = validate(Document, {"on": "2026-01-31", "title": "", "rate": "", "currency_code": "", "publish": "", "name": ""})
    assert (made.title, made.rate, made.currency_code, made.publish, made.name) == ("", None, None, False, None)


def test_numbers_and_flags_may_be_strings() -> None:
    made = validate(Document, {"on": "2026-01-31T00:00:00.000Z", "rate": "1.25", "publish": "true"})
    assert (made.on, made.rate, made.publish) == (date(2026, 1, 31), Decimal("1.25"), True)


@pytest.mark.parametrize("number", ["1e3", "NaN", "Infinity", "1,000", "0x10", True, 1.5, "1" * 13, "0.00001", [], {}])
def test_what_is_no_exact_amount_is_refused(number: object) -> None:
    assert "entries.0.debit" in refused(entries=[{"account_id": 1, "debit": number}])


@given(st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=Decimal("-999999999999"), max_value=Decimal("999999999999")))
def test_every_amount_of_four_decimals_comes_through_exactly(number: Decimal) -> None:
    assert validate(Leg, {"account_id": 1, "debit": format(number, "f")}).debit == number


@pytest.mark.parametrize(
    "day", ["2026-02-30", "2026-13-01", "tomorrow", "20260101", 5, "0000-01-01", "", "2026-01-31Tea", "2026-01-31 or so"]
)
def test_a_day_that_does_not_exist_is_refused(day: object) -> None:
    assert "on" in refused(on=day)


def test_every_bad_field_is_named_at_once() -> None:
    found = refused(on="never", rate="x", entries=[{"debit": "y"}])
    assert set(found) == {"on", "rate", "entries.0.account_id", "entries.0.debit"}
    assert found["entries.0.account_id"] == "entries.0.accountId should not be empty"


def test_unknown_fields_are_ignored() -> None:
    assert not hasattr(validate(Document, {"on": "2026-01-31", "tenant_id": 9}), "tenant_id")


def test_a_name_is_more_than_blanks() -> None:
    assert refused(name="  ") == {"name": "name should not be empty"}
    assert validate(Document, {"on": "2026-01-31", "name": " Rent "}).name == "Rent"


def test_sentences_are_for_people() -> None:
    found = refused(title="x" * 256, name=[], currency_code="usd", entries=[{"account_id": 0, "debit": []}, 7])
    assert found == {
        "title": "title must have at most 255 characters",
        "name": "name must be text",
        "currency_code": "currencyCode must be a currency code, as USD",
        "entries.0.account_id": "entries.0.accountId must not be less than 1",
        "entries.0.debit": "entries.0.debit must be a number",
        "entries.1": "entries.1 must be an object",
    }


def test_an_unknown_currency_is_named_together_with_what_else_is_wrong() -> None:
    found = refused(title="x" * 256, currency_code="ZZZ", entries=[{"account_id": 0}])
    assert found == {
        "title": "title must have at most 255 characters",
        "currency_code": "currencyCode must be a currency code of ISO 4217",
        "entries.0.account_id": "entries.0.accountId must not be less than 1",
    }


def test_no_more_than_a_thousand_faults_are_told() -> None:
    assert len(refused(entries=[{"account_id": "x"}] * 1500)) == 1000


def test_keys_that_clients_make_up_do_not_pile_up() -> None:
    for number in range(10_000):
        snake(f"madeUp{number}")
    kept = _snaked.cache_info().currsize
    assert kept < 10_000
    assert snake("LongKey" * 100) == "_".join(["long_key"] * 100)
    assert _snaked.cache_info().currsize == kept  # a key may be as long as a body


class Asked:
    """What a request is to its frames."""

    refusal: InvalidInput


def test_what_was_refused_is_not_kept_in_memory() -> None:
    def ask(asked: Asked) -> None:
        try:
            validate(Document, {"on": "2026-01-31", "entries": [{"account_id": "x"}]})
        except InvalidInput as refusal:
            asked.refusal = refusal

    asked = Asked()
    ask(asked)
    gone = weakref.ref(asked)
    del asked
    gc.collect()
    assert gone() is None
