"""What may be asked of a report, and what is meant by what was left out."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, model_validator

from bigcapital.accounting.revaluations.schema import Rates
from bigcapital.errors import InvalidInput
from bigcapital.ledger.money import NumberFormat
from bigcapital.ledger.periods import By
from bigcapital.rest.schema import Amount, Day, Flag, Id, Integer, Query, Text

PAGE_SIZE = 12
PAGE_SIZE_MAX = 10_000


def _ids(value: Any) -> Any:
    """One id, or several; blanks (``accounts_ids[]=``) are none."""
    given = value if isinstance(value, list | tuple) else [value]
    return [one for one in given if one not in ("", None)]


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


class ReportQuery(Query):
    """What every report understands. ``account_ids`` and ``accounts_ids`` are the same, added up."""

    from_date: Day | None = None
    to_date: Day | None = None
    number_format: NumberFormatQuery = NumberFormatQuery()
    basis: Basis = "accrual"
    branches_ids: Ids = ()
    account_ids: Ids = ()
    accounts_ids: Ids = ()
    none_zero: Flag = False
    none_transactions: Flag = False

    @property
    def accounts(self) -> frozenset[int]:
        """The accounts asked for; none means all."""
        return frozenset((*self.account_ids, *self.accounts_ids))

    @property
    def branches(self) -> tuple[int, ...]:
        """The branches asked for, in order; none means all."""
        return tuple(sorted(set(self.branches_ids)))


class ColumnsQuery(ReportQuery):
    """A statement in columns: by dates, and beside what was before."""

    display_columns_type: Literal["total", "date_periods"] = "total"
    display_columns_by: By = "year"
    previous_period: Flag = False
    previous_period_amount_change: Flag = False
    previous_period_percentage_change: Flag = False
    previous_year: Flag = False
    previous_year_amount_change: Flag = False
    previous_year_percentage_change: Flag = False


class BalanceSheetQuery(ColumnsQuery):
    """Of ``from_date`` only the columns and the comparisons take notice: balances are from the beginning."""

    percentage_of_column: Flag = False
    percentage_of_row: Flag = False


class ProfitLossQuery(ColumnsQuery):
    """The shares are of the section, of the row's total, of all income and of all expenses."""

    percentage_column: Flag = False
    percentage_row: Flag = False
    percentage_income: Flag = False
    percentage_expense: Flag = False


class TrialBalanceQuery(ReportQuery):
    """Without ``from_date``, turnover is from the beginning."""

    none_transactions: Flag = True
    only_active: Flag = False


class LinesQuery(ReportQuery):
    """Reports of single lines, whole or, if asked, in pages."""

    page: Integer | None = None
    page_size: Integer | None = None

    @property
    def paging(self) -> tuple[int, int] | None:
        """Page and page size, if a page is asked for; raises ``InvalidInput`` for what is none."""
        if self.page is None and self.page_size is None:
            return None
        page, size = self.page if self.page is not None else 1, self.page_size if self.page_size is not None else PAGE_SIZE
        if page < 1:
            raise InvalidInput.of("page", "min", "page must not be less than 1", page)
        if not 1 <= size <= PAGE_SIZE_MAX:
            raise InvalidInput.of("page_size", "range", f"pageSize must be between 1 and {PAGE_SIZE_MAX}", size)
        return page, size


class GeneralLedgerQuery(LinesQuery):
    """Lines by account."""


class JournalQuery(LinesQuery):
    """Lines by document. ``from_range`` and ``to_range`` bound the amount of a line."""

    transaction_type: Text | None = None
    transaction_id: Id | None = None
    from_range: Amount | None = None
    to_range: Amount | None = None


class RealizedGainLossQuery(ReportQuery):
    """Exchange gains and losses of a range; the basis makes no difference to them."""


class UnrealizedGainLossQuery(ReportQuery):
    """What stands open in other currencies on ``as_date`` (today), at ``rates``: ``rates[EUR]=1.1``, base for one unit.

    Always the whole accrual balance: basis and ranges make no difference.
    """

    as_date: Day | None = None
    rates: Rates = {}

    @model_validator(mode="before")
    @classmethod
    def _of_a_day(cls, data: Any) -> Any:
        return {**data, "from_date": None, "to_date": data.get("as_date")} if isinstance(data, dict) else data


class ByReferenceQuery(Query):
    """Which document."""

    reference_type: Text
    reference_id: Id
