"""What may be asked of a report, and what is meant by what was left out."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from typing import Annotated, Any, ClassVar, Literal

from pydantic import BeforeValidator, Field

from bigcapital.accounting.revaluations.schema import Rates
from bigcapital.errors import InvalidInput
from bigcapital.ledger.money import NumberFormat
from bigcapital.ledger.periods import By
from bigcapital.reports.paging import PAGE_SIZE, PAGE_SIZE_MAX, Cursor, Paging
from bigcapital.rest.schema import Amount, Day, Flag, Id, Integer, Query, Text


def _ids(value: Any) -> Any:
    """One id, or several; blanks (``accounts_ids[]=``) are none."""
    given = value if isinstance(value, list | tuple) else [value]
    return [one for one in given if one not in ("", None)]


_INSTANT = re.compile(r"\d{4}-\d{2}-\d{2}[Tt]\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?([Zz]|[+-]\d{2}:?\d{2})")
_LOST_PLUS = re.compile(r" (?=\d{2}:?\d{2}$)")  # a plus that was not encoded arrives as a space


def _instant(value: Any) -> Any:
    text = _LOST_PLUS.sub("+", value.strip()) if isinstance(value, str) else ""
    if not _INSTANT.fullmatch(text):
        raise ValueError("must be a moment with its offset from UTC, as 2026-01-31T17:00:00Z or 2026-01-31T17:00:00+02:00")
    try:
        moment = datetime.fromisoformat(text.upper()).astimezone(UTC)
    except (ValueError, OverflowError):
        raise ValueError("must be a moment that exists") from None
    if not 1000 <= moment.year <= 9998:
        raise ValueError("must be a moment between the years 1000 and 9998")
    return moment


Instant = Annotated[datetime, BeforeValidator(_instant)]
Ids = Annotated[tuple[Id, ...], BeforeValidator(_ids), Field(max_length=10_000)]
Basis = Literal["accrual", "cash"]


class NumberFormatQuery(Query):
    """How amounts are written. ``no_cents`` stands for a precision of 0."""

    precision: Annotated[Integer, Field(ge=0, le=20)] | None = None
    divide_on1000: Flag = False
    show_zero: Flag = False
    format_money: Literal["total", "always", "none"] = "total"
    negative_format: Literal["parentheses", "mines"] = "mines"
    no_cents: Flag = False

    def style(self, decimals: int) -> NumberFormat:
        """The format, where amounts have ``decimals`` unless another precision is asked for."""
        precision = 0 if self.no_cents else decimals if self.precision is None else self.precision
        return NumberFormat(
            precision=precision,
            divide_on_1000=self.divide_on1000,
            show_zero=self.show_zero,
            format_money=self.format_money,
            negative_format=self.negative_format,
        )


class KnownQuery(Query):
    """``as_known_at``: answer with what had been recorded at that moment, that moment included; a future one is now."""

    as_known_at: Instant | None = None


class ReportQuery(KnownQuery):
    """What every report understands."""

    number_format: NumberFormatQuery = NumberFormatQuery()
    branches_ids: Ids = ()
    none_zero: Flag = False
    none_transactions: Flag = False

    @property
    def days(self) -> tuple[date | None, date | None]:
        """First and last day asked for; None where nothing was said."""
        raise NotImplementedError

    def resolved(self, first: date | None, last: date) -> dict[str, Any]:
        """The days again, once they are known."""
        raise NotImplementedError

    @property
    def on_cash_basis(self) -> bool:
        """Whether what is owed counts as it is settled."""
        return False

    @property
    def accounts(self) -> frozenset[int]:
        """The accounts asked for; none means all."""
        return frozenset()

    @property
    def branches(self) -> tuple[int, ...]:
        """The branches asked for, in order; none means all."""
        return tuple(sorted(set(self.branches_ids)))


class RangeQuery(ReportQuery):
    """A report on a range of days."""

    from_date: Day | None = None
    to_date: Day | None = None
    basis: Basis = "accrual"

    @property
    def on_cash_basis(self) -> bool:
        return self.basis == "cash"

    @property
    def days(self) -> tuple[date | None, date | None]:
        return self.from_date, self.to_date

    def resolved(self, first: date | None, last: date) -> dict[str, Any]:
        return {"from_date": first, "to_date": last}


class AsDateQuery(ReportQuery):
    """A report on what stands at the end of a day."""

    as_date: Day | None = None

    @property
    def days(self) -> tuple[date | None, date | None]:
        return date.min, self.as_date

    def resolved(self, first: date | None, last: date) -> dict[str, Any]:
        return {"as_date": last}


class OfAccounts(ReportQuery):
    """A filter by accounts. ``account_ids`` and ``accounts_ids`` are the same, added up."""

    account_ids: Ids = ()
    accounts_ids: Ids = ()

    @property
    def accounts(self) -> frozenset[int]:
        return frozenset((*self.account_ids, *self.accounts_ids))


class ColumnsQuery(RangeQuery):
    """A statement in columns: by dates, and beside what was before. ``at_ends``: of what stands at the end of each."""

    at_ends: ClassVar[bool] = False
    display_columns_type: Literal["total", "date_periods"] = "total"
    display_columns_by: By = "year"
    previous_period: Flag = False
    previous_period_amount_change: Flag = False
    previous_period_percentage_change: Flag = False
    previous_year: Flag = False
    previous_year_amount_change: Flag = False
    previous_year_percentage_change: Flag = False


class BalanceSheetQuery(ColumnsQuery, OfAccounts):
    """Of ``from_date`` only the columns and the comparisons take notice: balances are from the beginning."""

    at_ends: ClassVar[bool] = True
    percentage_of_column: Flag = False
    percentage_of_row: Flag = False


class ProfitLossQuery(ColumnsQuery, OfAccounts):
    """The shares are of the section, of the row's total, of all income and of all expenses."""

    percentage_column: Flag = False
    percentage_row: Flag = False
    percentage_income: Flag = False
    percentage_expense: Flag = False


class CashFlowQuery(ColumnsQuery):
    """Over all accounts: a part of them is no flow of cash."""


class TrialBalanceQuery(RangeQuery, OfAccounts):
    """Without ``from_date``, turnover is from the beginning."""

    none_transactions: Flag = True
    only_active: Flag = False


class LinesQuery(RangeQuery):
    """Reports of single lines: whole; in pages counted from the first; or in pages each ``after`` the one before.

    ``after`` is what the page before called ``next``, and ``start`` for the first. Such a page reads its own lines alone,
    wherever it is; a page by number counts all that is before it.
    """

    page: Integer | None = None
    page_size: Integer | None = None
    after: Text | None = None

    @property
    def paging(self) -> Paging | None:
        """The page asked for, if one is; raises ``InvalidInput`` for what is none."""
        if self.page is None and self.page_size is None and self.after is None:
            return None
        page, size = checked_page(self.page, self.page_size)
        if self.after is None:
            return Paging(size, page)
        if self.page is not None:
            raise InvalidInput.of("page", "isEmpty", "page must be left out where after is given", page)
        return Paging(size, after=Cursor.read(self.after))


def checked_page(page: int | None, size: int | None) -> tuple[int, int]:
    """Page and page size, with what was left out filled in; raises ``InvalidInput`` for what is none."""
    page, size = page if page is not None else 1, size if size is not None else PAGE_SIZE
    if page < 1:
        raise InvalidInput.of("page", "min", "page must not be less than 1", page)
    if not 1 <= size <= PAGE_SIZE_MAX:
        raise InvalidInput.of("page_size", "range", f"pageSize must be between 1 and {PAGE_SIZE_MAX}", size)
    return page, size


class GeneralLedgerQuery(LinesQuery, OfAccounts):
    """Lines by account."""


class JournalQuery(LinesQuery, OfAccounts):
    """Lines by document. ``from_range`` and ``to_range`` bound the amount of a line."""

    transaction_type: Text | None = None
    transaction_id: Id | None = None
    from_range: Amount | None = None
    to_range: Amount | None = None


class OfContacts(ReportQuery):
    """A filter by contacts, under the name that their kind gives it."""

    none_transactions: Flag = True

    @property
    def contacts(self) -> tuple[int, ...]:
        """The contacts asked for, in order; none means all."""
        raise NotImplementedError


class OfCustomers(OfContacts):
    """A filter by customers."""

    customers_ids: Ids = ()

    @property
    def contacts(self) -> tuple[int, ...]:
        return tuple(sorted(set(self.customers_ids)))


class OfVendors(OfContacts):
    """A filter by vendors."""

    vendors_ids: Ids = ()

    @property
    def contacts(self) -> tuple[int, ...]:
        return tuple(sorted(set(self.vendors_ids)))


class ContactBalancesQuery(OfContacts, AsDateQuery):
    """``percentage_column``: each one's share of the total, too."""

    percentage_column: Flag = False


class CustomerBalancesQuery(OfCustomers, ContactBalancesQuery):
    """What customers owe."""


class VendorBalancesQuery(OfVendors, ContactBalancesQuery):
    """What vendors are owed."""


class ComparisonQuery(Query):
    """What some clients send along and read back; lines have no shares."""

    percentage_of_column: Flag = False


class ContactLinesQuery(OfContacts, LinesQuery):
    """Lines by contact."""

    comparison: ComparisonQuery = ComparisonQuery()


class CustomerLinesQuery(OfCustomers, ContactLinesQuery):
    """Lines by customer."""


class VendorLinesQuery(OfVendors, ContactLinesQuery):
    """Lines by vendor."""


class RealizedGainLossQuery(RangeQuery, OfAccounts):
    """Exchange gains and losses of a range; the basis makes no difference to them."""

    @property
    def on_cash_basis(self) -> bool:
        return False


class ReceivableAgingQuery(OfCustomers, AsDateQuery):
    """What is owed on ``as_date`` (today) by how long it has been due: ``aging_periods`` times ``aging_days_before`` days."""

    aging_days_before: Annotated[Integer, Field(ge=1, le=3_650)] = 30
    aging_periods: Annotated[Integer, Field(ge=1, le=24)] = 3


class CustomerStatementQuery(RangeQuery):
    """What one customer was charged and paid, in its own currency; and what is open in the end, by how long it has been due."""

    customer_id: Id
    basis: Literal["accrual"] = "accrual"
    number_format: NumberFormatQuery = NumberFormatQuery(format_money="always")
    aging_days_before: Annotated[Integer, Field(ge=1, le=3_650)] = 30
    aging_periods: Annotated[Integer, Field(ge=1, le=24)] = 4


class SalesTaxQuery(RangeQuery):
    """Taxes of a range. What was collected is the same on either basis."""


class SalesByItemsQuery(RangeQuery):
    """What was sold of which item."""

    number_format: NumberFormatQuery = NumberFormatQuery(format_money="always")
    items_ids: Ids = ()
    customers_ids: Ids = ()
    none_transactions: Flag = True
    only_active: Flag = False

    @property
    def on_cash_basis(self) -> bool:
        return False


class UnrealizedGainLossQuery(AsDateQuery, OfAccounts):
    """What stands open in other currencies on ``as_date`` (today), at ``rates``: ``rates[EUR]=1.1``, base for one unit."""

    rates: Rates = {}


class ByReferenceQuery(KnownQuery):
    """Which document."""

    reference_type: Text
    reference_id: Id


class ExplainQuery(Query):
    """Beside a report's own query: which cell, by the id of its row and the key of its column, and which page of its lines."""

    row: Text
    column: Text
    page: Integer | None = None
    page_size: Integer | None = None


class ChangesQuery(Query):
    """Beside a report's own query: since when, and which page of entries."""

    as_known_at: Instant
    page: Integer | None = None
    page_size: Integer | None = None
