"""The invariants of the books, checked on any tenant: what must hold whatever anyone did.

Each check is a function that yields what is broken and where. Sums are exact and taken from the lines, never from the tables
under test.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Table, case, func, literal_column, or_, select

from bigcapital.accounting.accounts.model import Account
from bigcapital.accounting.anchors import anchors_of
from bigcapital.accounting.balances import Sums
from bigcapital.accounting.exact import exact_sum
from bigcapital.accounting.model import DAILY, MONTHLY, YEARLY, account_balances, contact_balances, entries, lines
from bigcapital.accounting.phrases import Phrase, said
from bigcapital.accounting.verify import faults
from bigcapital.ledger.accounts import CONTACT_CONTROL, CONTROL
from bigcapital.tenancy.tenant import Tenant

_ACCOUNTS: Any = Account.__table__
CHAIN = "chain"  # the name of the last check
_OF_CHECKS = 0.4  # the part of the time that all others take
_SIDES = ("debit", "credit", "own_debit", "own_credit")
_KIND_NAMES = {DAILY: "day", MONTHLY: "month", YEARLY: "year"}
Cells = dict[tuple[Any, ...], Sums]


@dataclass(frozen=True, slots=True)
class Finding:
    """A broken invariant: its name, where it is broken, and what people are told."""

    invariant: str
    where: str
    phrase: Phrase

    @property
    def sentence(self) -> str:
        """The phrase in English."""
        return self.phrase.sentence

    def __str__(self) -> str:
        return f"{self.invariant}: {self.sentence}"


def audit(tenant: Tenant, *, progress: Callable[[float], None] | None = None) -> list[Finding]:
    """Everything broken in a tenant's books; empty when they are in order. ``progress`` hears which part (0..1) is done."""
    tell = progress or (lambda fraction: None)
    anchors = anchors_of(tenant.installation, tenant.id)  # before the snapshot begins: those are older
    found: list[Finding] = []
    for done, check in enumerate(CHECKS, start=1):
        found += check(tenant)
        tell(_OF_CHECKS * done / len(CHECKS))

    def walked(done: int, total: int) -> None:
        tell(_OF_CHECKS + (1 - _OF_CHECKS) * done / (total or 1))

    for fault in faults(tenant, anchors=anchors, progress=walked):
        found.append(Finding(CHAIN, f"{fault.table} {fault.id or fault.sequence}", fault.phrase))
    return found


def entries_balance(tenant: Tenant) -> Iterator[Finding]:
    """Σ debit = Σ credit for every entry and currency."""
    key = (lines.c.entry_id, lines.c.currency_code)
    off = func.sum(lines.c.debit - lines.c.credit)
    statement = select(*key, exact_sum(lines.c.debit), exact_sum(lines.c.credit)).group_by(*key).having(off != literal_column("0"))
    for entry_id, currency, debit, credit in tenant.connection.execute(statement):
        yield Finding(
            "entries balance", f"entry {entry_id}", said("entry_unbalanced", entry=entry_id, debit=debit, credit=credit, currency=currency)
        )


def lines_fit_their_entries(tenant: Tenant) -> Iterator[Finding]:
    """A line is of its entry's day and of one side, and its own amount stands there with that sign.

    (Of a conversion, lines that share what rounding has left of a side may be worth less than nothing; control lines not.)
    """
    both = (lines.c.debit != 0) & (lines.c.credit != 0)
    nothing = (lines.c.debit == 0) & (lines.c.credit == 0)
    opposed = ((lines.c.debit + lines.c.credit > 0) & (lines.c.amount < 0)) | ((lines.c.debit + lines.c.credit < 0) & (lines.c.amount > 0))
    control = lines.c.account_id.in_(select(_ACCOUNTS.c.id).where(_ACCOUNTS.c.account_type.in_(sorted(CONTROL))))
    opposed &= or_(lines.c.currency_code == tenant.base_currency, control)
    source = lines.join(entries, entries.c.id == lines.c.entry_id)
    statement = select(lines.c.id, lines.c.entry_id).select_from(source).where(or_(lines.c.date != entries.c.date, both, nothing, opposed))
    for id, entry_id in tenant.connection.execute(statement):
        yield Finding("lines fit their entries", f"line {id}", said("line_misfit", line=id, entry=entry_id))


def reversals_mirror(tenant: Tenant) -> Iterator[Finding]:
    """An entry and its reversal cancel in turnover, account by account."""
    undoing = entries.alias("undoing")
    pair = func.coalesce(entries.c.reverses, entries.c.id)
    key = [pair, lines.c.account_id, lines.c.currency_code, func.coalesce(lines.c.branch_id, 0), func.coalesce(lines.c.contact_id, 0)]
    source = lines.join(entries, entries.c.id == lines.c.entry_id).outerjoin(undoing, undoing.c.reverses == entries.c.id)
    left = [func.sum(lines.c[name]) != literal_column("0") for name in ("debit", "credit", "amount")]
    reversed_ones = or_(entries.c.reverses.is_not(None), undoing.c.id.is_not(None))
    statement = select(*key).select_from(source).where(reversed_ones).group_by(*key).having(or_(*left))
    for row in tenant.connection.execute(statement):
        yield Finding("reversals mirror", f"entry {row[0]}", said("reversal_left", entry=row[0], account=row[1], currency=row[2]))


def account_balances_are_the_lines(tenant: Tenant) -> Iterator[Finding]:
    """Daily, monthly and yearly balances of accounts = recomputation from the lines."""
    yield from _differences(account_balances, _cells(tenant, account_balances), _recomputed(tenant, account_balances))


def contact_balances_are_the_lines(tenant: Tenant) -> Iterator[Finding]:
    """Daily and monthly balances of contacts = recomputation from the lines of receivables and payables."""
    yield from _differences(contact_balances, _cells(tenant, contact_balances), _recomputed(tenant, contact_balances))


def contacts_make_up_their_control_accounts(tenant: Tenant) -> Iterator[Finding]:
    """Σ balances of contacts = the balances of their receivables and payables accounts."""
    controls = set(tenant.connection.execute(select(_ACCOUNTS.c.id).where(_ACCOUNTS.c.account_type.in_(CONTACT_CONTROL))).scalars())
    by_account: defaultdict[int, Sums] = defaultdict(Sums)
    by_contact: defaultdict[int, Sums] = defaultdict(Sums)
    for (kind, _, account, *_), sums in _cells(tenant, account_balances).items():
        if kind == MONTHLY and account in controls:
            by_account[account] += sums
    for (kind, _, account, *_), sums in _cells(tenant, contact_balances).items():
        if kind == MONTHLY:
            by_contact[account] += sums
    for account in sorted(by_account.keys() | by_contact.keys()):
        if by_account[account] != by_contact[account]:
            phrase = said("contacts_differ", account=account, held=by_account[account].net, of_contacts=by_contact[account].net)
            yield Finding("contacts make up their control accounts", f"account {account}", phrase)


def trial_balance_is_zero(tenant: Tenant) -> Iterator[Finding]:
    """Σ debit = Σ credit on every day and over all of them; so what moved between branches is zero over all branches."""
    by_day: defaultdict[date, Sums] = defaultdict(Sums)
    for (kind, period, *_), sums in _cells(tenant, account_balances).items():
        if kind == DAILY:
            by_day[period] += sums
    for day, sums in sorted(by_day.items()):
        if sums.net:
            yield Finding("trial balance is zero", day.isoformat(), said("day_unbalanced", day=day, debit=sums.debit, credit=sums.credit))
    overall = sum(by_day.values(), Sums())
    if overall.net:
        yield Finding("trial balance is zero", "overall", said("days_unbalanced", debit=overall.debit, credit=overall.credit))


def moments_increase(tenant: Tenant) -> Iterator[Finding]:
    """Each entry was recorded after the one before it."""
    before = entries.alias("earlier")
    joined = entries.join(before, before.c.sequence == entries.c.sequence - 1)
    statement = select(entries.c.id).select_from(joined).where(entries.c.recorded_at <= before.c.recorded_at)
    for (id,) in tenant.connection.execute(statement):
        yield Finding("moments increase", f"entry {id}", said("moment_not_later", entry=id))


def head_is_the_end(tenant: Tenant) -> Iterator[Finding]:
    """The head row says where the ledger ends, and gives out no id that is taken."""
    head = tenant.head
    count, last, last_entry, moment = tenant.connection.execute(
        select(func.count(), func.max(entries.c.sequence), func.max(entries.c.id), func.max(entries.c.recorded_at))
    ).one()
    last_line = tenant.connection.execute(select(func.max(lines.c.id))).scalar()
    checks = (
        (said("head_count", counted=head.sequence, there=count, last=last or 0), head.sequence == count == (last or 0)),
        (said("head_next_entry", entry=last_entry, next=head.next_entry_id), head.next_entry_id > (last_entry or 0)),
        (said("head_next_line", line=last_line, next=head.next_line_id), head.next_line_id > (last_line or 0)),
        (said("head_moment"), moment is None or head.last_recorded_at == moment),
        (said("head_tenant"), head.tenant_id == tenant.id),
    )
    for phrase, holds in checks:
        if not holds:
            yield Finding("head is the end", "head", phrase)


CHECKS: tuple[Callable[[Tenant], Iterator[Finding]], ...] = (
    entries_balance,
    lines_fit_their_entries,
    reversals_mirror,
    account_balances_are_the_lines,
    contact_balances_are_the_lines,
    contacts_make_up_their_control_accounts,
    trial_balance_is_zero,
    moments_increase,
    head_is_the_end,
)
# The names that findings give to what was checked, in that order.
INVARIANTS = (
    "entries balance",
    "lines fit their entries",
    "reversals mirror",
    "account_balances are the lines",
    "contact_balances are the lines",
    "contacts make up their control accounts",
    "trial balance is zero",
    "moments increase",
    "head is the end",
    CHAIN,
)


def _cells(tenant: Tenant, table: Table) -> Cells:
    """A balances table: (kind, period, the rest of its key) → sums."""
    rest = _rest(table)
    columns = [table.c[name] for name in ("period_kind", "period", *rest, "debit", "credit", "own_debit", "own_credit")]
    size = 2 + len(rest)
    return {tuple(row[:size]): Sums(*row[size:]) for row in map(tuple, tenant.connection.execute(select(*columns)))}


def _recomputed(tenant: Tenant, table: Table) -> Cells:
    """What the table should hold, from the lines alone."""
    rest = [func.coalesce(lines.c[name], 0) if name in ("branch_id", "contact_id") else lines.c[name] for name in _rest(table)]
    debit_side = (lines.c.debit != 0).self_group()
    own = [exact_sum(_only(debit_side, lines.c.amount)), exact_sum(_only(~debit_side, lines.c.amount))]
    statement = select(lines.c.date, *rest, exact_sum(lines.c.debit), exact_sum(lines.c.credit), *own).group_by(lines.c.date, *rest)
    if table is contact_balances:
        joined = lines.join(_ACCOUNTS, _ACCOUNTS.c.id == lines.c.account_id)
        statement = statement.select_from(joined).where(_ACCOUNTS.c.account_type.in_(CONTACT_CONTROL))
    made: defaultdict[tuple[Any, ...], Sums] = defaultdict(Sums)
    for day, *row in map(tuple, tenant.connection.execute(statement)):
        key, sums = row[: len(rest)], Sums(*row[len(rest) :])
        made[(DAILY, day, *key)] += sums
        made[(MONTHLY, day.replace(day=1), *key)] += sums
        if table is account_balances:
            made[(YEARLY, day.replace(month=1, day=1), *key)] += sums
    return dict(made)


def _only(condition: Any, value: Any) -> Any:
    return case((condition, value), else_=0)


def _rest(table: Table) -> list[str]:
    """The key but for kind and period, account first."""
    names = [column.name for column in table.primary_key if column.name not in ("period_kind", "period", "account_id")]
    return ["account_id", *names]


def _differences(table: Table, stored: Cells, expected: Cells) -> Iterator[Finding]:
    for key in sorted(stored.keys() | expected.keys()):
        is_, should = stored.get(key), expected.get(key)
        if is_ != should:
            kind, period, *rest = key
            cell = ", ".join(
                f"{name.removesuffix('_id').removesuffix('_code')} {value}" for name, value in zip(_rest(table), rest, strict=True)
            )
            where = f"{_KIND_NAMES.get(kind, kind)} {period.isoformat()}, {cell}"
            there, lines = is_ or Sums(), should or Sums()
            named = {name.removesuffix("_id").removesuffix("_code"): value for name, value in zip(_rest(table), rest, strict=True)}
            sums = {
                **{name: getattr(there, name) for name in _SIDES},
                **{f"lines_{name}": getattr(lines, name) for name in _SIDES},
            }
            phrase = said(
                f"{_KIND_NAMES.get(kind, 'month')}_balance_wrong",
                day=period.isoformat(),
                **{"contact": 0, "branch": 0, "currency": "", **named, **sums},
            )
            yield Finding(f"{table.name} are the lines", where, phrase)
