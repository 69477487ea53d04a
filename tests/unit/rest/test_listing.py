"""The filter language, against plain Python over the same rows."""

from __future__ import annotations

import json
from datetime import date, datetime
from decimal import Decimal

import pytest
from sqlalchemy import Boolean, Date, Integer, String, create_engine, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

from bigcapital import db
from bigcapital.rest.listing import (
    Field,
    FilterFieldsNotFound,
    FilterRolesInvalid,
    Listing,
    ListQuery,
    Role,
    SortColumnNotFound,
    View,
    ViewNotFound,
)


class Base(DeclarativeBase):
    pass


class Row(Base):
    __tablename__ = "rows"
    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    name: Mapped[str | None] = mapped_column(String(50))
    amount: Mapped[Decimal] = mapped_column(db.amount())
    on: Mapped[date] = mapped_column(Date)
    active: Mapped[bool] = mapped_column(Boolean)
    created_at: Mapped[datetime] = mapped_column(db.Moment)


LISTING = Listing(
    "rows",
    (
        Field("name", "text"),
        Field("amount", "number"),
        Field("on", "date"),
        Field("active", "boolean"),
        Field("created_at", "date"),
        Field("hidden", "text", column="name", filterable=False),
        Field("size", "enumeration", where={"big": lambda row: row.amount >= 100, "small": lambda row: row.amount < 100}),
    ),
    search=("name",),
    views=(View("big", "Big", (Role("size", "equals", "big"),)),),
)


@pytest.fixture
def session():
    engine = create_engine("sqlite://")
    Base.metadata.create_all(engine)
    with Session(engine) as session:
        for id, (name, amount, day, hour) in enumerate(
            [("Alpha", "10.5", 1, 3), ("beta", "100", 2, 12), ("50% off", "250", 3, 23), (None, "99.9999", 3, 23)], start=1
        ):
            moment = datetime.fromisoformat(f"2026-01-0{day}T{hour:02d}:30:00+00:00")
            session.add(Row(id=id, name=name, amount=Decimal(amount), on=date(2026, 1, day), active=id % 2 == 1, created_at=moment))
        session.flush()
        yield session


def ids(session, timezone="UTC", **query):
    if "roles" in query:
        query["stringified_filter_roles"] = json.dumps(query.pop("roles"))
    asked = ListQuery(**query)
    statement = LISTING.narrow(select(Row), Row, asked, timezone)
    return [row.id for row in session.scalars(LISTING.order(statement, Row, asked)[0])]


def one(field, comparator, value, condition="and"):
    return {"fieldKey": field, "comparator": comparator, "value": value, "condition": condition}


@pytest.mark.parametrize(
    ("role", "expected"),
    [
        (one("name", "equals", "ALPHA"), [1]),
        (one("name", "is_not", "alpha"), [4, 3, 2]),
        (one("name", "contains", "%"), [3]),
        (one("name", "not_contain", "a"), [4, 3]),
        (one("name", "starts_with", "be"), [2]),
        (one("name", "end_with", "OFF"), [3]),
        (one("amount", "bigger_than", "99.9999"), [3, 2]),
        (one("amount", "bigger_or_equals", 100), [3, 2]),
        (one("amount", "smaller", 99.9999), [1]),
        (one("amount", "smaller_or_equals", "99.9999"), [4, 1]),
        (one("amount", "not_equal", "250"), [4, 2, 1]),
        (one("active", "is", "true"), [3, 1]),
        (one("on", "in", "2026-01-03"), [4, 3]),
        (one("on", "before", "2026-01-03"), [2, 1]),
        (one("on", "after", "2026-01-01"), [4, 3, 2]),
        (one("created_at", "in", "2026-01-02 12:30"), [2]),
        (one("size", "equals", "big"), [3, 2]),
        (one("size", "is_not", "big"), [4, 1]),
    ],
)
def test_each_comparator_finds_what_it_names(session, role, expected) -> None:
    assert ids(session, roles=[role]) == expected


def test_and_binds_tighter_than_or(session) -> None:
    roles = [one("name", "equals", "alpha"), one("amount", "bigger", 200, "or"), one("active", "is", "true", "and")]
    assert ids(session, roles=roles) == [3, 1]


def test_a_day_is_the_organizations_day(session) -> None:
    assert ids(session, roles=[one("created_at", "in", "2026-01-04")], timezone="Asia/Tokyo") == [4, 3]


def test_views_search_and_order(session) -> None:
    assert ids(session, view_slug="big", column_sort_by="amount", sort_order="asc") == [2, 3]
    assert ids(session, search_keyword="ALP") == [1]


def test_an_enumeration_sorts_in_the_order_that_it_was_declared_in(session) -> None:
    assert ids(session, column_sort_by="size", sort_order="asc") == [2, 3, 1, 4]
    assert ids(session, column_sort_by="size") == [4, 1, 3, 2]


@pytest.mark.parametrize(
    "text",
    [
        "{",
        "5",
        '[{"fieldKey": "name"}]',
        '["x"]',
        '[{"fieldKey":"on","comparator":"in","value":"2026-02-30"}]',
        '[{"fieldKey":"name","comparator":"is","value":null}]',
        '[{"fieldKey":"name","comparator":"is","value":{"a":1}}]',
        '[{"fieldKey":"name","comparator":"is","value":"x","condition":"xor"}]',
        '[{"fieldKey":"amount","comparator":"equals","value":"1e2"}]',
        '[{"fieldKey":"amount","comparator":"equals","value":NaN}]',
    ],
)
def test_what_is_no_filter_is_refused(session, text) -> None:
    with pytest.raises(FilterRolesInvalid):
        ids(session, stringified_filter_roles=text)


def test_unknown_fields_views_and_orders_are_refused(session) -> None:
    for key in ("nope", "hidden"):
        with pytest.raises(FilterFieldsNotFound):
            ids(session, roles=[one(key, "equals", "x")])
    with pytest.raises(ViewNotFound):
        ids(session, view_slug="nope")
    with pytest.raises(SortColumnNotFound):
        ids(session, column_sort_by="nope")
    with pytest.raises(FilterRolesInvalid):
        ids(session, roles=[one("amount", "contains", "1")])
