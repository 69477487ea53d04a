"""For whom a report is made: the organization's names, calendar and way of writing money, and the reader's language."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select

from bigcapital.accounting.currencies.model import Currency
from bigcapital.errors import InvalidInput
from bigcapital.formats import DEFAULT_DATE_FORMAT, format_date
from bigcapital.languages import LANGUAGES
from bigcapital.ledger import periods
from bigcapital.ledger.money import NumberFormat, currency_symbol, exponent, format_amount, format_percentage, plain
from bigcapital.ledger.periods import Period
from bigcapital.reports import labels
from bigcapital.tenancy.tenant import Tenant


@dataclass(frozen=True)
class Context:
    """What a report must know of the organization; ``today`` is its own."""

    organization_name: str
    base_currency: str
    date_format: str
    language: str
    first_month: int  # of the fiscal year
    today: date
    timezone: str = "UTC"

    @classmethod
    def of(cls, tenant: Tenant) -> Context:
        """The tenant's."""
        record = tenant.record
        return cls(
            organization_name=record.name,
            base_currency=tenant.base_currency,
            date_format=record.date_format or DEFAULT_DATE_FORMAT,
            language=tenant.language if tenant.language in LANGUAGES else "en",
            first_month=periods.month_number(record.fiscal_year or "january"),
            today=tenant.today(),
            timezone=record.timezone or "UTC",
        )

    def text(self, english: str, **fill: str) -> str:
        """``english`` in the reader's language."""
        return labels.text(english, self.language, **fill)

    def day(self, day: date) -> str:
        """A day as column heads write it."""
        return format_date(day, "dd MMM YYYY", self.language)

    def moment(self, moment: datetime) -> str:
        """A moment as headings write it, by the organization's clock: ``2024/01/05 17:30:00``."""
        return moment.astimezone(ZoneInfo(self.timezone)).strftime("%Y/%m/%d %H:%M:%S")

    def fiscal_start(self, day: date) -> date:
        """First day of the fiscal year that contains ``day``."""
        return periods.fiscal_year(day, self.first_month).start

    def range(self, asked: tuple[date | None, date | None], *, start: str) -> Period:
        """The days asked for. What is left out: to today, from the start of that day's fiscal ``year``, ``month``, or ever.

        Raises ``InvalidInput`` when the range ends before it begins.
        """
        asked_first, asked_last = asked
        end = asked_last or max(self.today, asked_first or self.today)
        first = {"year": self.fiscal_start(end), "month": end.replace(day=1), "ever": date.min}[start]
        begin = asked_first or first
        if begin > end:
            raise InvalidInput.of("from_date", "isBefore", "fromDate must not be after toDate", begin)
        return Period(begin, end)


@dataclass(frozen=True)
class Writer:
    """Writes amounts in one style. ``sign`` is the organization's own for its base currency."""

    currency: str
    sign: str
    style: NumberFormat

    @classmethod
    def of(cls, tenant: Tenant, style: NumberFormat) -> Writer:
        """With the sign that the organization chose."""
        sign = tenant.session.scalar(select(Currency.currency_sign).where(Currency.currency_code == tenant.base_currency))
        return cls(tenant.base_currency, sign or currency_symbol(tenant.base_currency), style)

    @cached_property
    def decimals(self) -> int:
        """How many decimals are written."""
        return exponent(self.currency) if self.style.precision is None else self.style.precision

    @cached_property
    def places(self) -> int | None:
        """The decimals of an amount that are written, -1 for tens; None where all are."""
        places = self.decimals - (3 if self.style.divide_on_1000 else 0)
        return places if places < exponent(self.currency) else None

    def amount(self, value: Decimal, *, total: bool = False) -> str:
        """``value`` as text."""
        return format_amount(value, self.currency, self.style, total=total, symbol=self.sign)

    def money(self, value: Decimal, written: Decimal | None = None, *, total: bool = False) -> dict[str, Any]:
        """The contract's object for an amount: the exact value, and how it (or what is ``written`` for it) is written."""
        text = self.amount(value if written is None else written, total=total)
        return {"amount": value, "formatted_amount": text, "currency_code": self.currency}

    def percentage(self, fraction: Decimal) -> dict[str, Any]:
        """The contract's object for a share: 0.125, and ``12.50%``."""
        return {"amount": fraction, "formatted_amount": format_percentage(fraction, self.style)}


class Quantities(Writer):
    """Writes what is no money: with the decimals that it has."""

    def amount(self, value: Decimal, *, total: bool = False) -> str:
        return plain(value)
