"""Organizations, in JSON."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal
from zoneinfo import available_timezones

from babel import Locale
from pydantic import AfterValidator, BeforeValidator, Field

from bigcapital.formats import DATE_FORMATS, DEFAULT_DATE_FORMAT, MONTHS
from bigcapital.languages import LANGUAGES
from bigcapital.ledger.money import UnknownCurrency, exponent
from bigcapital.rest.schema import NOT_TEXT, Answer, Body, Flag, Name, Text, written

_NO_COUNTRIES = {"EU", "EZ", "UN", "QO", "XA", "XB", "ZZ"}  # regions that Unicode names beside the countries
_COUNTRIES = frozenset(code for code in map(str, Locale("en").territories) if len(code) == 2 and code.isalpha()) - _NO_COUNTRIES
_ZONES = available_timezones()
_FORMATS = frozenset(DATE_FORMATS) | {DEFAULT_DATE_FORMAT}


def _one_of(known: frozenset[str] | set[str], what: str) -> AfterValidator:
    def check(value: str) -> str:
        if value not in known:
            raise ValueError(f"must be {what}")
        return value

    return AfterValidator(check)


def _currency(code: str) -> str:
    try:
        exponent(code)
    except UnknownCurrency:
        raise ValueError("must be a currency code of ISO 4217") from None
    return code


def _lower(value: Any) -> Any:
    return value.lower() if isinstance(value, str) else value


def _upper(value: Any) -> Any:
    return value.upper() if isinstance(value, str) else value


ShortName = Annotated[Name, Field(max_length=190)]
ShortText = Annotated[Text, Field(max_length=190)]
Country = Annotated[str, BeforeValidator(_upper), _one_of(_COUNTRIES, "a country code of ISO 3166-1"), NOT_TEXT]
BaseCurrency = Annotated[str, BeforeValidator(_upper), AfterValidator(_currency), NOT_TEXT]
Zone = Annotated[str, _one_of(_ZONES, "a time zone of the tz database"), NOT_TEXT]
Month = Annotated[str, BeforeValidator(_lower), _one_of(set(MONTHS), "a month, january to december"), NOT_TEXT]
Language = Annotated[str, _one_of(set(LANGUAGES), "en or ar"), NOT_TEXT]
DateFormat = Annotated[str, _one_of(_FORMATS, "one of the date formats"), NOT_TEXT]
Color = Annotated[str, written(r"^#[0-9a-fA-F]{3}([0-9a-fA-F]{3})?$", "a colour, as #1a2b3c"), NOT_TEXT]


class BuildIn(Body):
    """The new organization. ``sample_data``: begin with a small company's books, to try things out."""

    name: ShortName
    industry: ShortText | None = None
    location: Country
    base_currency: BaseCurrency
    timezone: Zone
    fiscal_year: Month
    language: Language
    date_format: DateFormat | None = None
    sample_data: Flag = False


class Address(Body):
    """Where the organization is."""

    address_1: ShortText | None = None
    address_2: ShortText | None = None
    city: ShortText | None = None
    postal_code: Annotated[Text, Field(max_length=32)] | None = None
    state_province: ShortText | None = None
    phone: Annotated[Text, Field(max_length=64)] | None = None


class OrganizationEdit(Body):
    """What to change of the organization; what is left out stays."""

    name: ShortName | None = None
    industry: ShortText | None = None
    location: Country | None = None
    base_currency: BaseCurrency | None = None
    timezone: Zone | None = None
    fiscal_year: Month | None = None
    language: Language | None = None
    date_format: DateFormat | None = None
    address: Address | None = None
    primary_color: Color | None = None
    logo_key: ShortText | None = None
    tax_number: Annotated[Text, Field(max_length=64)] | None = None


class OrganizationIn(Body):
    """A further organization, to be built next."""

    name: ShortName | None = None


class SwitchIn(Body):
    """Where to stand from now on."""

    organization_id: Annotated[Name, Field(max_length=64)]


class BuildJob(Answer):
    """Which job builds the organization."""

    job_id: str
    delay: int
    processed_on: datetime | None


class BuildAsked(Answer):
    """The build is on its way."""

    type: Literal["success"]
    code: Literal["ORGANIZATION.DATABASE.INITIALIZED"]
    message: str
    data: BuildJob


class BuildState(Answer):
    """How far a build is; ``progress`` in percent."""

    id: str
    state: str
    progress: int
    is_completed: bool
    is_running: bool
    is_waiting: bool
    is_failed: bool


class Metadata(Answer):
    """Name, place and habits of an organization."""

    id: int
    tenant_id: int
    name: str
    industry: str | None
    location: str | None
    base_currency: str
    timezone: str
    fiscal_year: str
    language: str
    date_format: str
    address: dict[str, Any] | None
    primary_color: str | None
    logo_key: str | None
    tax_number: str | None


class Current(Answer):
    """The organization that the caller stands in."""

    id: int
    organization_id: str
    initialized_at: datetime | None
    seeded_at: datetime | None
    built_at: datetime | None
    build_job_id: str | None
    build_failed: bool
    metadata: Metadata | None
    is_ready: bool
    is_build_running: bool
    is_upgrade_running: bool
    subscriptions: list[dict[str, Any]]


class LockingModel(Answer):
    """Something recorded in the base currency."""

    model_name: str
    plural_name: str


class CurrencyLock(Answer):
    """What keeps the base currency from changing: nothing, if empty."""

    abilities: list[LockingModel]


class Said(Answer):
    """What was done, for people."""

    code: int
    message: str


class Listed(Answer):
    """An organization that the caller belongs to; ``current``: where they stand."""

    id: int
    organization_id: str
    name: str
    base_currency: str | None
    role_id: int
    is_ready: bool
    is_build_running: bool
    current: bool


class Organizations(Answer):
    """All organizations that the caller belongs to."""

    organizations: list[Listed]


class Standing(Answer):
    """The organization to name in ``organization-id`` from now on."""

    organization_id: str
    tenant_id: int
    message: str
