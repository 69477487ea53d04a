"""Accounts as they go out: every row with its balance in one statement, straight from Core rows to dicts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, case, func, literal, select, type_coerce

from bigcapital.accounting.accounts.chart import Chart
from bigcapital.accounting.accounts.model import Account
from bigcapital.accounting.accounts.words import translated
from bigcapital.accounting.balances import exact_sum
from bigcapital.accounting.currencies.model import Currency
from bigcapital.accounting.currencies.rates import written
from bigcapital.accounting.lines import LedgerLine
from bigcapital.accounting.model import MONTHLY, account_balances
from bigcapital.accounting.references import reference_label
from bigcapital.db import balance
from bigcapital.formats import DEFAULT_DATE_FORMAT, format_date, format_moment
from bigcapital.ledger.accounts import TYPES
from bigcapital.ledger.money import ZERO, format_money
from bigcapital.tenancy.tenant import Tenant

_ACCOUNTS: Any = Account.__table__
_CELLS = account_balances
_GROWING_ON_CREDIT = tuple(key for key, type in TYPES.items() if type.normal == "credit")
_COLUMNS = tuple(column.name for column in _ACCOUNTS.columns)

# Each account's own lines, debit-positive: in base currency and in the account's.
_in_own = _CELLS.c.currency_code == _ACCOUNTS.c.currency_code
_SUMS = (
    select(
        _CELLS.c.account_id,
        exact_sum(_CELLS.c.debit - _CELLS.c.credit).label("base"),
        exact_sum(case((_in_own, _CELLS.c.own_debit - _CELLS.c.own_credit), else_=literal(0))).label("own"),
    )
    .join(_ACCOUNTS, _ACCOUNTS.c.id == _CELLS.c.account_id)
    .where(_CELLS.c.period_kind == MONTHLY)
    .group_by(_CELLS.c.account_id)
    .subquery("sums")
)
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
        .where(below.c.top == _ACCOUNTS.c.id, _CELLS.c.period_kind == MONTHLY)
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
    rows = tenant.session.execute(statement, {"base_currency": tenant.base_currency}).mappings().all()
    chart = Chart(rows)
    totals = {row["id"]: (row["base"] or ZERO, row["own"] or ZERO) for row in rows}
    return [_with_amounts(tenant, chart, row, totals) for row in rows if row["wanted"]]


def read_one(tenant: Tenant, id: int) -> dict[str, Any]:
    """One account as clients read it."""
    return read(tenant, accounts_where(_ACCOUNTS.c.id == id))[0]


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


def _with_amounts(tenant: Tenant, chart: Chart, row: Mapping[Any, Any], totals: Mapping[int, tuple[Decimal, Decimal]]) -> dict[str, Any]:
    record, currency, base_currency = tenant.record, row["currency_code"], tenant.base_currency
    base, own = totals[row["id"]]
    for id in chart.descendants(row["id"]):
        base, own = base + totals[id][0], own + totals[id][1]
    type = TYPES[row["account_type"]]
    local = type.balance(base, ZERO)
    amount = local if currency == base_currency else type.balance(own, ZERO)
    shown = plain(row, record.language)
    shown["amount"] = amount
    shown["amount_local"] = local
    shown["formatted_amount"] = format_money(amount, currency, symbol=row["currency_sign"])
    shown["formatted_amount_local"] = shown["formatted_amount"] if currency == base_currency else format_money(local, base_currency)
    shown["flatten_name"] = chart.flatten_name(row["id"]) if row["parent_account_id"] else row["name"]
    bank, fed = row["bank_balance"], row["last_feeds_updated_at"]
    shown["bank_balance_formatted"] = format_money(bank, currency, symbol=row["currency_sign"]) if bank is not None else ""
    shown["last_feeds_updated_at_formatted"] = (
        format_moment(fed, record.date_format or DEFAULT_DATE_FORMAT, record.language or "en", record.timezone or "UTC") if fed else ""
    )
    shown["is_feeds_paused"] = False
    return shown


def account_lines(tenant: Tenant, lines: Iterable[LedgerLine]) -> list[dict[str, Any]]:
    """Lines of the ledger as an account's history shows them: ``fc_…`` are in base currency."""
    record = tenant.record
    pattern, language = record.date_format or DEFAULT_DATE_FORMAT, record.language or "en"
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
            "transaction_type_formatted": reference_label(line.reference_type, record.language),
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
