"""Manual journals as they go out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from bigcapital.accounting import dimensions
from bigcapital.accounting.accounts import present as accounts
from bigcapital.accounting.accounts.chart import chart
from bigcapital.accounting.currencies.rates import written
from bigcapital.accounting.journals import operations
from bigcapital.accounting.journals.model import REFERENCE_TYPE, JournalLine, ManualJournal
from bigcapital.accounting.lines import LedgerLine, read_lines
from bigcapital.accounting.references import reference_label
from bigcapital.formats import DEFAULT_DATE_FORMAT, format_date, format_moment
from bigcapital.ledger.money import ZERO
from bigcapital.tenancy.tenant import Tenant

_COLUMNS = (
    "id",
    "date",
    "journal_number",
    "journal_type",
    "reference",
    "description",
    "currency_code",
    "exchange_rate",
    "amount",
    "branch_id",
    "reverses_id",
    "user_id",
    "published_at",
    "is_published",
    "created_at",
    "updated_at",
)


def plain(journal: ManualJournal) -> dict[str, Any]:
    """The journal alone."""
    return {**{name: getattr(journal, name) for name in _COLUMNS}, "attachment_file": None}


def plain_line(one: JournalLine) -> dict[str, Any]:
    """A line alone."""
    return {name: getattr(one, name) for name in JournalLine.__slots__}


def page(tenant: Tenant, journals: Sequence[ManualJournal]) -> list[dict[str, Any]]:
    """The journals of a list, with their lines."""
    lines = operations.lines_of(tenant, [journal.id for journal in journals])
    return [_with_lines(tenant, journal, lines[journal.id]) for journal in journals]


def with_contacts(tenant: Tenant, shown: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The journals of a list, each line with its contact."""
    contacts = dimensions.contacts(tenant, (entry["contact_id"] for one in shown for entry in one["entries"]))
    for one in shown:
        for entry in one["entries"]:
            contact = contacts.get(entry["contact_id"])
            entry["contact"] = contact.shown() if contact is not None else None
    return shown


def made(tenant: Tenant, found: operations.Written) -> dict[str, Any]:
    """A journal that was just written."""
    return _with_lines(tenant, found.journal, found.lines)


def whole(tenant: Tenant, journal: ManualJournal) -> dict[str, Any]:
    """The journal with its lines, contacts, branches, and its lines in the ledger."""
    lines = operations.lines_of(tenant, [journal.id])[journal.id]
    branches = dimensions.branches(tenant).by_id
    [shown] = with_contacts(tenant, [_with_lines(tenant, journal, lines)])
    for entry in shown["entries"]:
        entry["branch"] = branches.get(entry["branch_id"])
    shown["attachments"] = operations.ATTACHED.of(tenant, [journal.id])[journal.id]
    shown["reversed_by_id"] = operations.mirror_of(tenant, journal) if journal.is_published else None
    posted = read_lines(tenant, reference_type=REFERENCE_TYPE, reference_id=journal.id) if journal.is_published else []
    shown["transactions"] = [ledger_line(one, tenant.language) for one in posted]
    return shown


def _with_lines(tenant: Tenant, journal: ManualJournal, lines: Iterable[JournalLine]) -> dict[str, Any]:
    known, language, shown = chart(tenant), tenant.language, plain(journal)
    shown["entries"] = [{**plain_line(one), "account": accounts.known(known[one.account_id], language)} for one in lines]
    shown["formatted_amount"] = written(tenant, journal.amount, journal.currency_code)
    shown["formatted_date"] = _day(tenant, journal.date)
    shown["formatted_published_at"] = _moment(tenant, journal.published_at)
    shown["formatted_created_at"] = _moment(tenant, journal.created_at)
    return shown


def _day(tenant: Tenant, day: date) -> str:
    return format_date(day, tenant.record.date_format or DEFAULT_DATE_FORMAT, tenant.language)


def _moment(tenant: Tenant, moment: datetime | None) -> str:
    if moment is None:
        return ""
    record = tenant.record
    return format_moment(moment, record.date_format or DEFAULT_DATE_FORMAT, tenant.language, record.timezone or "UTC")


def ledger_line(one: LedgerLine, language: str | None) -> dict[str, Any]:
    """A line of the ledger as documents show what they did to the books."""
    own_debit, own_credit = (one.amount, ZERO) if one.debit else (ZERO, one.amount)
    return {
        "id": one.id,
        "index": one.index,
        "date": one.date,
        "account_id": one.account_id,
        "credit": own_credit,
        "debit": own_debit,
        "credit_local": one.credit,
        "debit_local": one.debit,
        "currency_code": one.currency_code,
        "exchange_rate": one.exchange_rate,
        "note": one.note,
        "costable": one.costable,
        "transaction_type": one.subtype,
        "reference_type": one.reference_type,
        "reference_type_formatted": reference_label(one.reference_type, language),
        "reference_id": one.reference_id,
        "transaction_number": one.number,
        "reference_number": one.reference,
        "contact_type": None,
        "contact_id": one.contact_id,
        "item_id": one.item_id,
        "item_quantity": None,
        "user_id": one.user_id,
        "index_group": None,
        "created_at": one.recorded_at,
        "branch_id": one.branch_id,
        "project_id": one.project_id,
        "tax_rate_id": one.tax_rate_id,
        "tax_rate": one.tax_percentage,
    }
