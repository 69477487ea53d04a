"""Accounts as they go out: every row with its balance in one statement, straight from Core rows to dicts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, case, func, literal, select, type_coerce

from bigcapital.accounting.accounts.chart import Chart, Known
from bigcapital.accounting.accounts.model import Account
from bigcapital.accounting.accounts.words import translated
from bigcapital.accounting.currencies.model import Currency
from bigcapital.accounting.currencies.rates import written
from bigcapital.accounting.exact import exact_sum
from bigcapital.accounting.lines import LedgerLine
from bigcapital.accounting.model import YEARLY, account_balances
from bigcapital.accounting.references import reference_label
from bigcapital.accounting.remembered import remembered
from bigcapital.db import balance
from bigcapital.formats import DEFAULT_DATE_FORMAT, format_date, format_moment
from bigcapital.ledger.accounts import TYPES
from bigcapital.ledger.money import ZERO, format_money
from bigcapital.tenancy.tenant import Tenant

_ACCOUNTS: Any = Account.__table__
_CELLS = account_balances
_GROWING_ON_CREDIT = tuple(key for key, type in TYPES.items() if type.normal == "credit")
Totals = dict[int, tuple[Decimal, Decimal]]  # account → its own lines in base currency and in its own, debit-positive
NOTHING = (ZERO, ZERO)
_COLUMNS = tuple(column.name for column in _ACCOUNTS.columns)

# Each account's own lines, debit-positive: in base currency and in the account's.
_in_own = _CELLS.c.currency_code == _ACCOUNTS.c.currency_code
_TOTALS = (
    select(
        _CELLS.c.account_id,
        exact_sum(_CELLS.c.debit - _CELLS.c.credit).label("base"),
        exact_sum(case((_in_own, _CELLS.c.own_debit - _CELLS.c.own_credit), else_=literal(0))).label("own"),
    )
    .join(_ACCOUNTS, _ACCOUNTS.c.id == _CELLS.c.account_id)
    .where(_CELLS.c.period_kind == YEARLY)
    .group_by(_CELLS.c.account_id)
)
_SUMS = _TOTALS.subquery("sums")
_SIGN: Any = Currency.__table__
_EVERY = select(_ACCOUNTS, _SUMS.c.base, _SUMS.c.own, _SIGN.c.currency_sign).select_from(
    _ACCOUNTS.outerjoin(_SUMS, _SUMS.c.account_id == _ACCOUNTS.c.id).outerjoin(_SIGN, _SIGN.c.currency_code == _ACCOUNTS.c.currency_code)
)


def _balance() -> ColumnElement[Decimal]:
    """See ``AMOUNT``."""
    root = select(_ACCOUNTS.c.id.label("top"), _ACCOUNTS.c.id.label("id")).cte("below", recursive=True)
    child, holder = _ACCOUNTS.alias("child"), _ACCOUNTS.alias("holder")
    below = root.union_all(select(root.c.top, child.c.id).where(child.c.parent_account_id == root.c.id))
    value = case(
        (holder.c.currency_code == bindparam("base_currency"), _CELLS.c.debit - _CELLS.c.credit),
        (holder.c.currency_code == _CELLS.c.currency_code, _CELLS.c.own_debit - _CELLS.c.own_credit),
        else_=0,
    )
    signed = case((holder.c.account_type.in_(_GROWING_ON_CREDIT), -value), else_=value)
    found = (
        select(func.sum(signed))
        .select_from(below.join(_CELLS, _CELLS.c.account_id == below.c.id).join(holder, holder.c.id == below.c.id))
        .where(below.c.top == _ACCOUNTS.c.id, _CELLS.c.period_kind == YEARLY)
        .correlate(_ACCOUNTS)
    )
    return type_coerce(func.coalesce(found.scalar_subquery(), 0), balance())


AMOUNT = _balance()  # of an account as an SQL expression, to filter and sort by; ``read`` gives it the base currency


def accounts_where(condition: ColumnElement[bool] | None) -> Select[Any]:
    """The statement that ``read`` takes: every account, since a balance includes all descendants', and which are wanted."""
    wanted = case((condition, 1), else_=0) if condition is not None else literal(1)
    return _EVERY.add_columns(wanted.label("wanted"))


def read(tenant: Tenant, statement: Select[Any]) -> list[dict[str, Any]]:
    """The accounts of ``accounts_where``, perhaps ordered, as clients read them."""
    chart, shown, totals = _read(tenant, statement)
    return [one | _amounts(tenant, chart, one, totals) for one in shown]


def read_all(tenant: Tenant, statement: Select[Any], order: str) -> list[dict[str, Any]]:
    """Every account, in an ``order`` that no balance decides. After the first time only the balances are asked for."""
    fresh: Totals = {}

    def read_names(tenant: Tenant) -> tuple[Chart, list[dict[str, Any]]]:
        chart, shown, totals = _read(tenant, statement)
        fresh.update(totals)
        return chart, shown

    chart, shown = remembered(tenant, f"accounts by {order}, {tenant.record.metadata_version}, {tenant.language}", read_names)
    totals = fresh or {row.account_id: (row.base, row.own) for row in tenant.session.execute(_TOTALS)}
    return [one | _amounts(tenant, chart, one, totals) for one in shown]


def read_one(tenant: Tenant, id: int) -> dict[str, Any]:
    """One account as clients read it."""
    return read(tenant, accounts_where(_ACCOUNTS.c.id == id))[0]


def _read(tenant: Tenant, statement: Select[Any]) -> tuple[Chart, list[dict[str, Any]], Totals]:
    rows = tenant.session.execute(statement, {"base_currency": tenant.base_currency}).mappings().all()
    chart = Chart(rows)
    totals = {row["id"]: (row["base"] or ZERO, row["own"] or ZERO) for row in rows}
    return chart, [_named(tenant, chart, row) for row in rows if row["wanted"]], totals


def plain(row: Mapping[Any, Any], language: str | None) -> dict[str, Any]:
    """An account's row and what follows from its type; its balance is not asked for."""
    type = TYPES[row["account_type"]]
    shown = {name: row[name] for name in _COLUMNS}
    shown["amount"] = None
    shown["account_type_label"] = translated(type.label, language)
    shown["account_parent_type"] = type.parent
    shown["account_root_type"] = type.root
    shown["account_normal"] = type.normal
    shown["account_normal_formatted"] = translated(type.normal.capitalize(), language)
    shown["is_balance_sheet_account"] = type.balance_sheet
    shown["is_p_l_sheet"] = type.income_sheet
    return shown


def known(account: Known, language: str | None) -> dict[str, Any]:
    """The same of an account of the chart, made once. Treat it as immutable."""
    found = account.shown.get(language)
    if found is None:
        found = account.shown[language] = plain(account.row, language)
    return found


def as_tree(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The rows below their parents, each with its level; one whose parent is not among them stands at the top."""
    known = {row["id"]: row for row in rows}
    top: list[dict[str, Any]] = []
    for row in rows:
        row["children"] = []
    for row in rows:
        parent = known.get(row["parent_account_id"])
        (parent["children"] if parent is not None else top).append(row)
    level, current = 1, top
    while current:
        for row in current:
            row["account_level"] = level
        level, current = level + 1, [child for row in current for child in row["children"]]
    return top


def _named(tenant: Tenant, chart: Chart, row: Mapping[Any, Any]) -> dict[str, Any]:
    """All of an account that does not change with its balance."""
    record, currency = tenant.record, row["currency_code"]
    bank, fed = row["bank_balance"], row["last_feeds_updated_at"]
    shown = plain(row, tenant.language)
    shown["flatten_name"] = chart.flatten_name(row["id"]) if row["parent_account_id"] else row["name"]
    shown["bank_balance_formatted"] = format_money(bank, currency, symbol=row["currency_sign"]) if bank is not None else ""
    shown["last_feeds_updated_at_formatted"] = (
        format_moment(fed, record.date_format or DEFAULT_DATE_FORMAT, tenant.language, record.timezone or "UTC") if fed else ""
    )
    shown["is_feeds_paused"] = False
    return shown


def _amounts(tenant: Tenant, chart: Chart, shown: Mapping[str, Any], totals: Totals) -> dict[str, Any]:
    """Its balance, with that of all accounts below it, by its normal side: in its own currency and in base currency."""
    base, own = totals.get(shown["id"], NOTHING)
    for id in chart.descendants(shown["id"]):
        more_base, more_own = totals.get(id, NOTHING)
        base, own = base + more_base, own + more_own
    currency, type = shown["currency_code"], TYPES[shown["account_type"]]
    local = type.balance(base, ZERO)
    amount = local if currency == tenant.base_currency else type.balance(own, ZERO)
    formatted = format_money(amount, currency, symbol=chart.signs.get(currency))
    return {
        "amount": amount,
        "amount_local": local,
        "formatted_amount": formatted,
        "formatted_amount_local": formatted if currency == tenant.base_currency else format_money(local, tenant.base_currency),
    }


def account_lines(tenant: Tenant, lines: Iterable[LedgerLine]) -> list[dict[str, Any]]:
    """Lines of the ledger as an account's history shows them: ``fc_…`` are in base currency."""
    record = tenant.record
    pattern, language = record.date_format or DEFAULT_DATE_FORMAT, tenant.language
    shown = []
    for line in lines:
        debit, credit = (line.amount, ZERO) if line.debit else (ZERO, line.amount)
        amounts = {"credit": (credit, line.currency_code), "debit": (debit, line.currency_code)}
        amounts |= {"fc_credit": (line.credit, tenant.base_currency), "fc_debit": (line.debit, tenant.base_currency)}
        one: dict[str, Any] = {
            "id": line.id,
            "date": line.date,
            "formatted_date": format_date(line.date, pattern, language),
            "account_id": line.account_id,
            "transaction_type": line.reference_type,
            "transaction_id": line.reference_id,
            "transaction_type_formatted": reference_label(line.reference_type, language),
            "transaction_number": line.number,
            "reference_number": line.reference,
            "note": line.note,
            "contact_id": line.contact_id,
            "branch_id": line.branch_id,
            "currency_code": line.currency_code,
            "exchange_rate": line.exchange_rate,
        }
        for name, (value, currency) in amounts.items():
            one[name] = value
            one[f"formatted_{name}"] = written(tenant, value, currency) if value else ""
        shown.append(one)
    return shown
