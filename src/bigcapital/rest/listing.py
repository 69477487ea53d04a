"""Lists: what may be filtered, sorted and searched is declared once, and compiled to SQL here.

The filter language is the contract's: roles of field, comparator and value, joined left to right with "and" binding
tighter than "or"; a view is a named, fixed set of roles.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from sqlalchemy import (
    ColumnElement,
    PrimaryKeyConstraint,
    Select,
    String,
    Subquery,
    UniqueConstraint,
    and_,
    case,
    cast,
    false,
    func,
    or_,
    select,
)

from bigcapital.errors import DomainError, InvalidInput
from bigcapital.languages import Words
from bigcapital.rest.schema import Flag, Integer, Query, Text, snake
from bigcapital.rest.words import labelled
from bigcapital.tenancy.tenant import Tenant

PAGE_SIZE_MAX = 10_000


_PLAIN = re.compile(r"[+-]?\d{1,14}(\.\d{1,4}0*)?", re.ASCII)  # what a column of amounts can hold


class FilterRolesInvalid(DomainError):
    type = "stringified_filter_roles_invalid"


class FilterFieldsNotFound(DomainError):
    type = "filter_roles_fields_not_found"


class SortColumnNotFound(DomainError):
    type = "sort_column_not_found"


class ViewNotFound(DomainError):
    type = "view_not_found"


class ListQuery(Query):
    """Page, order, search, view and filters of a list."""

    page: Integer = 1
    page_size: Integer = 12
    sort_order: Text | None = None
    column_sort_by: Text | None = None
    search_keyword: Text | None = None
    view_slug: Text | None = None
    stringified_filter_roles: str | None = None
    inactive_mode: Flag = False


@dataclass(frozen=True)
class Field:
    """One field of a resource, as clients filter and sort by it.

    ``column`` is the model's attribute (default: the key), or a function from the model to an SQL expression. An
    enumeration whose values are no column's gives ``where``: value → function from the model to a condition; a relation to
    several gives ``holds``: what is true of a row that has the one of this id. ``offered`` tells where the field is shown at all.
    """

    key: str
    type: str  # text | number | boolean | enumeration | date | relation
    column: str | Callable[[Any], ColumnElement[Any]] | None = None
    label: str | None = None
    filterable: bool = True
    sortable: bool = True
    options: Sequence[tuple[str, str]] = ()
    where: Mapping[str, Callable[[Any], ColumnElement[bool]]] | None = None
    relation: tuple[str, str, str] | None = None  # resource, its label attribute, its id attribute
    holds: Callable[[Any, int], ColumnElement[bool]] | None = None
    offered: Callable[[Tenant], bool] = lambda tenant: True

    def expression(self, model: Any) -> ColumnElement[Any]:
        """The SQL expression of this field."""
        if callable(self.column):
            return self.column(model)
        found: ColumnElement[Any] = getattr(model, self.column or self.key)
        return found

    def rank(self, model: Any) -> ColumnElement[Any]:
        """The place of a row's value among the declared ones, to sort an enumeration by."""
        places = enumerate((self.where or {}).values())
        return case(*((condition(model), place) for place, condition in places), else_=len(self.where or {}))


@dataclass(frozen=True)
class Role:
    """One condition of a filter or a view."""

    field_key: str
    comparator: str
    value: Any
    condition: str = "and"


@dataclass(frozen=True)
class View:
    """A named filter that every organization has."""

    slug: str
    name: str
    roles: tuple[Role, ...]
    columns: tuple[str, ...] = ()


def views_by_status(statuses: Sequence[tuple[str, str]]) -> tuple[View, ...]:
    """A view of each status, called as it is: the options of the field ``status``."""
    return tuple(View(slug, name, (Role("status", "equals", slug),)) for slug, name in statuses)


@dataclass(frozen=True)
class Sorting:
    """An order of rows: ``by`` these expressions, all in one direction. ``named``: what the first of them is read from, joined ``on``."""

    key: str
    order: str
    by: tuple[Any, ...]
    named: Subquery | None = None
    on: ColumnElement[bool] | None = None
    optional: bool = False  # rows may lack it

    def of(self, statement: Select[Any]) -> Select[Any]:
        """``statement`` in this order."""
        if self.named is not None:
            statement = statement.join(self.named, self.on, isouter=self.optional)
        return statement.order_by(*self.directed(self.by))

    def directed(self, expressions: Iterable[Any]) -> list[Any]:
        """These in its direction."""
        return [one.asc() if self.order == "asc" else one.desc() for one in expressions]


@dataclass(frozen=True)
class Listing:
    """How a collection lists: its envelope's name, fields, order, search and views. ``words``: labels of its own, beside ``labelled``."""

    envelope: str | None  # None: a bare array
    fields: tuple[Field, ...] = ()
    default_sort: tuple[str, str] = ("created_at", "desc")
    default_filter_field: str | None = None
    search: tuple[str | Callable[[Any], ColumnElement[Any]], ...] = ()
    views: tuple[View, ...] = ()
    view_columns: tuple[tuple[str, str], ...] = ()
    paginated: bool = True
    importable: bool = False
    exportable: bool = False
    active_column: str | None = None  # with it, ``inactive_mode`` shows the inactive rows instead
    only_active: bool = False  # instead of the active rows alone, rather than of all
    query: type[ListQuery] = ListQuery
    words: Words = labelled
    _default: ClassVar[tuple[str, str]] = ("created_at", "desc")

    def said(self, english: str, language: str | None) -> str:
        """A label of its fields, their values or its views in ``language``."""
        return labelled(self.words(english, language), language)

    def field(self, key: str) -> Field | None:
        """The field of this key, in either case of letters."""
        wanted = snake(key)
        return next((each for each in self.fields if each.key == wanted), None)

    def narrow(self, statement: Select[Any], model: Any, query: ListQuery, timezone: str) -> Select[Any]:
        """``statement`` with the query's view, filters and search."""
        if query.view_slug:
            view = next((each for each in self.views if each.slug == query.view_slug), None)
            if view is None:
                raise ViewNotFound(f"There is no view {query.view_slug!r}.")
            statement = statement.where(self.condition(view.roles, model, timezone))
        roles = parse_roles(query.stringified_filter_roles)
        unknown = [role.field_key for role in roles if (found := self.field(role.field_key)) is None or not found.filterable]
        if unknown:
            raise FilterFieldsNotFound(f"No such fields to filter by: {', '.join(unknown)}.")
        if roles:
            statement = statement.where(self.condition(roles, model, timezone))
        if query.search_keyword and self.search:
            statement = statement.where(self.matches(model, query.search_keyword))
        if self.active_column is not None and (query.inactive_mode or self.only_active):
            statement = statement.where(getattr(model, self.active_column).is_(not query.inactive_mode))
        return statement

    def matches(self, model: Any, keyword: str) -> ColumnElement[bool]:
        """Rows in which any searchable column contains ``keyword``."""
        columns = [each(model) if callable(each) else getattr(model, each) for each in self.search]
        texts = [column if isinstance(column.type, String) else cast(column, String) for column in columns]
        return or_(*(func.lower(text).contains(keyword.lower(), autoescape=True) for text in texts))

    def order(self, statement: Select[Any], model: Any, query: ListQuery) -> tuple[Select[Any], str, str]:
        """``statement`` in the query's order, ties by id; with the field key and the direction it took."""
        found = self.sorting(model, query)
        return found.of(statement), found.key, found.order

    def sorting(self, model: Any, query: ListQuery, related: Callable[[str], Any] = lambda resource: None) -> Sorting:
        """The query's order. A relation is sorted by what it is called: ``related`` knows the model of a resource, or None."""
        key = snake(query.column_sort_by or self.default_sort[0])
        found = self.field(key)
        if found is None and key in {"created_at", "id"} and hasattr(model, key):
            found = Field(key, "date")
        if found is None or not found.sortable:
            raise SortColumnNotFound(f"The list cannot be sorted by {query.column_sort_by!r}.")
        order = (query.sort_order or (self.default_sort[1] if query.column_sort_by is None else "desc")).lower()
        if order not in {"asc", "desc"}:
            raise InvalidInput.of("sort_order", "isEnum", "sortOrder must be asc or desc", query.sort_order)
        expression: Any = found.rank(model) if found.where is not None else found.expression(model)
        of = related(found.relation[0]) if found.relation is not None else None
        if found.relation is None or of is None:
            return Sorting(key, order, (expression,) if _is_unique(model, found) else (expression, model.id))
        _, label, id = found.relation
        places = func.row_number().over(order_by=(getattr(of, label), getattr(of, id))).label("place")
        named = select(getattr(of, id).label("id"), places).subquery("named")
        return Sorting(key, order, (named.c.place, model.id), named, named.c.id == expression, _nullable(model, found))

    def condition(self, roles: Sequence[Role], model: Any, timezone: str) -> ColumnElement[bool]:
        """The roles as one condition: "and" binds tighter than "or"."""
        groups: list[list[ColumnElement[bool]]] = [[]]
        for index, role in enumerate(roles):
            if index and role.condition == "or":
                groups.append([])
            found = self.field(role.field_key)
            if found is None:
                raise FilterFieldsNotFound(f"No such field to filter by: {role.field_key}.")
            groups[-1].append(_compare(found, model, role, timezone))
        return or_(*(and_(*group) for group in groups))


def _column(model: Any, found: Field) -> Any:
    """The field's column; None where it is an expression."""
    return None if callable(found.column) else model.__table__.columns.get(found.column or found.key)


def _nullable(model: Any, found: Field) -> bool:
    column = _column(model, found)
    return column is None or bool(column.nullable)


def _is_unique(model: Any, found: Field) -> bool:
    """Whether no two rows can tie, so that an index of this column alone has the order."""
    column = _column(model, found)
    if column is None or column.nullable:
        return False
    unique = (one for one in model.__table__.constraints if isinstance(one, UniqueConstraint | PrimaryKeyConstraint))
    return any(set(one.columns) == {column} for one in unique)


def check_page(query: ListQuery) -> None:
    """Raises ``InvalidInput`` for a page below 1 or a page size outside 1..10,000."""
    if query.page < 1:
        raise InvalidInput.of("page", "min", "page must not be less than 1", query.page)
    if not 1 <= query.page_size <= PAGE_SIZE_MAX:
        raise InvalidInput.of("page_size", "range", f"pageSize must be between 1 and {PAGE_SIZE_MAX}", query.page_size)


def parse_roles(text: str | None) -> list[Role]:
    """The filter roles of a query; raises ``FilterRolesInvalid`` for what is none."""
    if not text:
        return []
    try:
        found = json.loads(text, parse_float=Decimal)
        assert isinstance(found, list) and len(found) <= 100
        return [_role(role) for role in found]
    except (ValueError, KeyError, TypeError, AttributeError, AssertionError, RecursionError):
        raise FilterRolesInvalid("The filter must be an array of {fieldKey, comparator, value, condition}.") from None


def _role(role: dict[str, Any]) -> Role:
    key, value = role["fieldKey"] if "fieldKey" in role else role["field_key"], role["value"]
    condition = str(role.get("condition") or "and").lower()
    if condition not in {"and", "or"} or value is None or isinstance(value, dict | list):
        raise ValueError
    return Role(str(key), str(role.get("comparator") or "equals"), value, condition)


_TEXT = {
    "equals": "equals", "equal": "equals", "is": "equals",
    "not_equals": "differs", "not_equal": "differs", "is_not": "differs", "not_equals_to": "differs",
    "contain": "contains", "contains": "contains", "not_contain": "lacks", "not_contains": "lacks",
    "starts_with": "starts", "start_with": "starts", "ends_with": "ends", "end_with": "ends",
}  # fmt: skip
_NUMBER = {
    "equals": "equals", "equal": "equals", "not_equal": "differs", "not_equals": "differs",
    "bigger_than": "bigger", "bigger": "bigger", "bigger_or_equals": "at_least", "bigger_or_equal": "at_least",
    "smaller_than": "smaller", "smaller": "smaller", "smaller_or_equals": "at_most", "smaller_or_equal": "at_most",
}  # fmt: skip
_EITHER = {"equals": "equals", "equal": "equals", "is": "equals", "not_equal": "differs", "not_equals": "differs", "is_not": "differs"}
_COMPARATORS = {"text": _TEXT, "number": _NUMBER, "boolean": _EITHER, "enumeration": _EITHER, "relation": _EITHER}
_DATES = {"in", "before", "after"}


def _compare(found: Field, model: Any, role: Role, timezone: str) -> ColumnElement[bool]:
    comparator = role.comparator.lower()
    if found.type == "date":
        return _compare_date(found, model, comparator, role.value, timezone)
    verb = _COMPARATORS[found.type].get(comparator)
    if verb is None:
        raise FilterRolesInvalid(f"{role.field_key} cannot be compared with {role.comparator!r}.")
    if found.where is not None:
        condition = found.where.get(str(role.value))
        met = condition(model) if condition is not None else false()
        return ~met if verb == "differs" else met
    value = _value(found, role)
    if found.holds is not None:
        met = found.holds(model, value)
        return ~met if verb == "differs" else met
    column = found.expression(model)
    return _VERBS[verb](func.lower(column) if found.type == "text" else column, value)


_VERBS: dict[str, Callable[[Any, Any], ColumnElement[bool]]] = {
    "equals": lambda column, value: column == value,
    "differs": lambda column, value: or_(column != value, column.is_(None)),
    "contains": lambda column, value: column.contains(value, autoescape=True),
    "lacks": lambda column, value: or_(~column.contains(value, autoescape=True), column.is_(None)),
    "starts": lambda column, value: column.startswith(value, autoescape=True),
    "ends": lambda column, value: column.endswith(value, autoescape=True),
    "bigger": lambda column, value: column > value,
    "at_least": lambda column, value: column >= value,
    "smaller": lambda column, value: column < value,
    "at_most": lambda column, value: column <= value,
}


def _value(found: Field, role: Role) -> Any:
    value = role.value
    if found.type == "text":
        return str(value).lower()
    if found.type == "boolean":
        known = {"true": True, "1": True, "false": False, "0": False}
        if str(value).lower() not in known:
            raise FilterRolesInvalid(f"{role.field_key} is either true or false.")
        return known[str(value).lower()]
    if found.type in {"number", "relation"}:
        if not _PLAIN.fullmatch(str(value).strip()):
            raise FilterRolesInvalid(f"{role.field_key} must be compared with a number.")
        number = Decimal(str(value).strip())
        return int(number) if found.type == "relation" or (number == int(number) and found.key == "id") else number
    return str(value)


def _compare_date(found: Field, model: Any, comparator: str, value: Any, timezone: str) -> ColumnElement[bool]:
    if comparator not in _DATES:
        raise FilterRolesInvalid(f"{found.key} cannot be compared with {comparator!r}: in, before or after.")
    column = found.expression(model)
    try:
        text = str(value).strip().replace(" ", "T")
        day, exact = date.fromisoformat(text[:10]), len(text) > 10
        minute = datetime.combine(day, time.fromisoformat(text[11:16]) if exact else time.min)
        if not 1000 <= day.year <= 9998:
            raise ValueError
    except ValueError:
        raise FilterRolesInvalid(f"{found.key} must be compared with a date as YYYY-MM-DD.") from None
    if isinstance(column.type.python_type, type) and column.type.python_type is date:
        return {"in": column == day, "before": column < day, "after": column > day}[comparator]
    start = minute.replace(tzinfo=ZoneInfo(timezone)).astimezone(UTC)
    end = start + (timedelta(minutes=1) if exact else timedelta(days=1))
    return {"in": and_(column >= start, column < end), "before": column < start, "after": column >= end}[comparator]


@dataclass(frozen=True)
class Page:
    """One page of rows, and how it came to be."""

    rows: list[Any]
    total: int
    order: str
    field_key: str
    query: ListQuery = field(default_factory=ListQuery)
