"""What comes in: request bodies and queries as pydantic models, exact and forgiving where clients are sloppy.

Keys arrive in snake_case or camelCase, at every depth; blank fields arrive as ``""``; numbers and flags may be strings.
A number never passes through a float, and one with an exponent is refused.
"""

from __future__ import annotations

import re
from collections.abc import Hashable
from datetime import date, datetime
from decimal import Decimal
from functools import cache, lru_cache
from typing import Annotated, Any, TypeVar, Union, cast, get_args, get_origin

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, WithJsonSchema, model_validator
from pydantic_core import PydanticCustomError

from bigcapital.errors import Fault, InvalidInput
from bigcapital.ledger.money import UnknownCurrency, exponent

_NUMBER = re.compile(r"[+-]?\d{1,40}(\.\d{0,40})?|[+-]?\.\d{1,40}")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:?\d{2})?)?")  # a moment counts as its day
_BEFORE_CAPITAL = re.compile(r"(?<!^)(?=[A-Z])")
_AFTER_UNDERSCORE = re.compile(r"_([a-z])")
_MOST_FAULTS = 1000  # that are told of one body
SECRETS = frozenset({"password", "token", "key", "secret"})


def snake(key: str) -> str:
    """``billingAddress1`` → ``billing_address1``: an underscore before capitals alone."""
    return _snaked(key) if len(key) < 100 else _in_snake(key)  # clients choose the keys


def _in_snake(key: str) -> str:
    return _BEFORE_CAPITAL.sub("_", key).lower() if not key.isupper() else key


_snaked = lru_cache(maxsize=4096)(_in_snake)


def camel(key: str) -> str:
    """``account_id`` → ``accountId``."""
    return _AFTER_UNDERSCORE.sub(lambda found: found.group(1).upper(), key)


def snake_keys(value: Any) -> Any:
    """A JSON value with every key of every object in snake_case."""
    if isinstance(value, dict):
        return {snake(key): snake_keys(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [snake_keys(inner) for inner in value]
    return value


def camel_keys(value: Any) -> Any:
    """A JSON value with every key of every object in camelCase (the contract's error payloads)."""
    if isinstance(value, dict):
        return {camel(key) if isinstance(key, str) else key: camel_keys(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [camel_keys(inner) for inner in value]
    return value


class _NotText:
    """Marks a string for which ``""`` means absent."""


class _Cleared:
    """Marks a field that is no text, for which ``""`` means none rather than absent: an edit takes away what is there."""


NOT_TEXT = _NotText()
CLEARED = _Cleared()


@cache
def _takes_blank(annotation: Any) -> bool:
    """Whether ``""`` is a value of this type rather than an absent one."""
    origin = get_origin(annotation)
    if origin is Annotated:
        inner, *metadata = get_args(annotation)
        return NOT_TEXT not in metadata and _takes_blank(inner)
    if origin is Union or str(origin) == "<class 'types.UnionType'>":
        return any(_takes_blank(arg) for arg in get_args(annotation))
    return annotation is str or annotation is Any


class _Incoming(BaseModel):
    model_config = ConfigDict(defer_build=True, extra="ignore", frozen=True)

    @model_validator(mode="before")
    @classmethod
    def _blank_is_absent(cls, data: Any) -> Any:
        if not isinstance(data, dict):
            return data
        blanks = {
            name
            for name, field in cls.model_fields.items()
            if data.get(name) == "" and (NOT_TEXT in field.metadata or not _takes_blank(cast(Hashable, field.annotation)))
        }
        if not blanks:
            return data
        cleared = {name for name in blanks if CLEARED in cls.model_fields[name].metadata}
        return {key: None if key in cleared else value for key, value in data.items() if key not in blanks - cleared}


class Body(_Incoming):
    """A request's JSON body. Unknown fields are ignored, so nobody sets what is not declared here."""


class Query(_Incoming):
    """A request's query string."""


class Answer(BaseModel):
    """The shape of an answer: for the API description and for the tests that hold real answers against it."""

    model_config = ConfigDict(defer_build=True, extra="allow")


class Pagination(Answer):
    """Where the page of a list stands."""

    total: int
    page: int
    page_size: int


class FilterMeta(Answer):
    """The order that a list took."""

    order: str
    field_key: str


class Page(Answer):
    """A page of a list: what it answers beside its rows."""

    pagination: Pagination
    filter_meta: FilterMeta


def _decimal(value: Any) -> Any:
    if isinstance(value, bool | float):
        raise ValueError("must be a number")
    if isinstance(value, str):
        if not _NUMBER.fullmatch(value.strip()):
            raise ValueError("must be a number")
        return Decimal(value.strip())
    if isinstance(value, int):
        return Decimal(value)
    return value


def _places(whole: int, decimals: int) -> AfterValidator:
    def check(value: Decimal) -> Decimal:
        before, _, after = format(value, "f").lstrip("-").partition(".")
        if len(before.lstrip("0")) > whole or len(after.rstrip("0")) > decimals:
            raise ValueError(f"must have at most {whole} digits before the point and {decimals} after it")
        return value

    return AfterValidator(check)


def _integer(value: Any) -> Any:
    if isinstance(value, bool):
        raise ValueError("must be a whole number")
    if isinstance(value, str) and value.strip().lstrip("-").isdecimal():
        value = int(value.strip()[:30])
    if isinstance(value, Decimal) and value.is_finite() and value == value.to_integral_value() and abs(value) < 10**20:
        value = int(value)
    if not isinstance(value, int):
        raise ValueError("must be a whole number")
    if abs(value) >= 10**18:
        raise ValueError("is out of range")
    return value


def _flag(value: Any) -> Any:
    known = {"true": True, "false": False, "1": True, "0": False}
    if isinstance(value, str | int) and str(value).lower() in known:
        return known[str(value).lower()]
    raise ValueError("must be true or false")


def _day(value: Any) -> Any:
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    if not isinstance(value, str) or not _DAY.fullmatch(value):
        raise ValueError("must be a date as YYYY-MM-DD")
    try:
        day = date.fromisoformat(value[:10])
    except ValueError:
        raise ValueError("must be a date that exists, as YYYY-MM-DD") from None
    if not 1000 <= day.year <= 9998:
        raise ValueError("must be a date between the years 1000 and 9998")
    return day


def _text(value: Any) -> Any:
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        return str(value)
    return value


def _trimmed(value: Any) -> Any:
    value = _text(value)
    return value.strip() if isinstance(value, str) else value


def _clean(value: str) -> str:
    if any(ord(character) < 32 and character not in "\t\n\r" for character in value) or any(0xD800 <= ord(c) <= 0xDFFF for c in value):
        raise ValueError("must not contain control characters")
    return value


def _fits_a_column(value: str) -> str:
    if len(value.encode()) > 65535:  # what MariaDB's TEXT holds is bytes
        raise ValueError("must have at most 65535 bytes")
    return value


_FORMS: dict[str, str] = {}  # pattern -> what is written so


def written(pattern: str, what: str) -> Any:
    """The metadata of a text that is written like ``pattern``; ``what`` says so in a sentence: "must be ``what``"."""
    _FORMS[pattern] = what
    return Field(pattern=pattern)


def _of_iso4217(code: str) -> str:
    try:
        exponent(code)
    except UnknownCurrency:
        raise PydanticCustomError("isISO4217CurrencyCode", "must be a currency code of ISO 4217") from None
    return code


_NUMBER_SCHEMA = WithJsonSchema({"type": "number"})

Number = Annotated[Decimal, BeforeValidator(_decimal), _NUMBER_SCHEMA]
Amount = Annotated[Decimal, BeforeValidator(_decimal), _places(12, 4), _NUMBER_SCHEMA]
UnitPrice = Annotated[Decimal, BeforeValidator(_decimal), _places(12, 6), _NUMBER_SCHEMA]
Quantity = Annotated[Decimal, BeforeValidator(_decimal), _places(12, 4), _NUMBER_SCHEMA]
Rate = Annotated[Decimal, BeforeValidator(_decimal), _places(10, 10), _NUMBER_SCHEMA]
Percentage = Annotated[Decimal, BeforeValidator(_decimal), _places(5, 4), _NUMBER_SCHEMA]
Integer = Annotated[int, BeforeValidator(_integer)]
Id = Annotated[int, BeforeValidator(_integer), Field(ge=1)]
Flag = Annotated[bool, BeforeValidator(_flag)]
Day = Annotated[date, BeforeValidator(_day)]
Currency = Annotated[str, written(r"^[A-Z]{3}$", "a currency code, as USD"), AfterValidator(_of_iso4217), NOT_TEXT]
LongText = Annotated[str, BeforeValidator(_text), AfterValidator(_clean), AfterValidator(_fits_a_column), Field(max_length=65535)]
Text = Annotated[str, BeforeValidator(_text), AfterValidator(_clean), Field(max_length=255)]
Name = Annotated[str, BeforeValidator(_trimmed), AfterValidator(_clean), Field(min_length=1, max_length=255), NOT_TEXT]
Email = Annotated[
    str,
    BeforeValidator(lambda value: value.strip().lower() if isinstance(value, str) else value),
    Field(max_length=254),
    written(r"^[^@\s]+@[^@\s]+\.[^@\s]+$", "an e-mail address"),
    AfterValidator(_clean),
    NOT_TEXT,
]

Incoming = TypeVar("Incoming", bound=_Incoming)


def validate(schema: type[Incoming], data: Any) -> Incoming:
    """``data`` (keys in either case) as ``schema``; raises ``InvalidInput`` naming every bad field at once (a thousand of them)."""
    try:
        return schema.model_validate(snake_keys(data))
    except ValidationError as error:
        faults = [_fault(found) for found in error.errors(include_url=False)[:_MOST_FAULTS]]
    # Raised outside: as its context pydantic's error, which the garbage collector cannot see through, would keep the whole request.
    raise InvalidInput(faults)


# What pydantic finds, in sentences for people; those that are not here begin as it writes them.
_SENTENCES: dict[str, str] = {
    "missing": "should not be empty",
    "string_type": "must be text",
    "list_type": "must be a list",
    "dict_type": "must be an object",
    "model_type": "must be an object",
    "model_attributes_type": "must be an object",
    "decimal_type": "must be a number",
    "greater_than_equal": "must not be less than {ge}",
    "greater_than": "must be more than {gt}",
    "less_than_equal": "must not be more than {le}",
    "less_than": "must be less than {lt}",
    "literal_error": "must be {expected}",
}


def _sentence(found: Any) -> str:
    kind, context = found["type"], found.get("ctx", {})
    if kind == "string_pattern_mismatch":
        return f"must be {_FORMS.get(context['pattern'], 'written like ' + context['pattern'])}"
    if kind in {"too_long", "too_short", "string_too_long", "string_too_short"}:
        of = "entries" if isinstance(found["input"], list) else "characters"
        if "max_length" in context:
            return f"must have at most {context['max_length']} {of}"
        least = context["min_length"]
        return "should not be empty" if least == 1 else f"must have at least {least} {of}"
    if kind in _SENTENCES:
        return _SENTENCES[kind].format(**context)
    message = str(found["msg"]).removeprefix("Value error, ")
    return message[0].lower() + message[1:]


def _fault(found: Any) -> Fault:
    path = ".".join(str(part) for part in found["loc"]) or "body"
    secret = any(word in path for word in SECRETS)
    value: Any = None if secret or isinstance(found["input"], dict | list) else found["input"]
    if isinstance(value, int | Decimal) and abs(int(value)) >= 2**53:
        value = str(value)  # beyond what JSON's readers hold
    if isinstance(value, str) and len(value) > 200:
        value = value[:200]
    return Fault(path, "isNotEmpty" if found["type"] == "missing" else camel(found["type"]), f"{camel(path)} {_sentence(found)}", value)
