"""The lines that stand behind one document, for whoever may see the document."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import and_, true

from bigcapital.accounting.known import Known, known_at
from bigcapital.accounting.lines import read_lines
from bigcapital.accounting.spans import Span
from bigcapital.errors import Forbidden, InvalidInput
from bigcapital.ledger.money import NumberFormat
from bigcapital.reports import changes, chart
from bigcapital.reports.cells import Cell, one_side
from bigcapital.reports.context import Context, Writer
from bigcapital.reports.engine import exactly, past
from bigcapital.reports.explain import Explainer
from bigcapital.reports.journal import ALIASES
from bigcapital.reports.lines import LineWriter, Wanted, line_of, number
from bigcapital.reports.query import ByReferenceQuery, ChangesQuery, ExplainQuery, checked_page
from bigcapital.reports.terms import Term
from bigcapital.rest.tree import Collection
from bigcapital.tenancy.tenant import Tenant

# Whose View shows what each reference type did to the books.
SUBJECTS = {
    "SaleInvoice": "SaleInvoice",
    "InvoiceWriteOff": "SaleInvoice",
    "PaymentReceive": "PaymentReceive",
    "PaymentApplication": "PaymentReceive",
    "SaleReceipt": "SaleReceipt",
    "CreditNote": "CreditNode",
    "RefundCreditNote": "CreditNode",
    "CreditNoteApplyInvoice": "CreditNode",
    "Bill": "Bill",
    "LandedCost": "Bill",
    "BillPayment": "PaymentMade",
    "VendorCredit": "VendorCredit",
    "RefundVendorCredit": "VendorCredit",
    "Expense": "Expense",
    "Journal": "ManualJournal",
    "Revaluation": "ManualJournal",
    "InventoryAdjustment": "InventoryAdjustment",
    "CashflowTransaction": "Cashflow",
    "CustomerOpeningBalance": "Customer",
    "VendorOpeningBalance": "Vendor",
}


_STYLE = NumberFormat(format_money="always")


class ExplainReferenceQuery(ExplainQuery, ByReferenceQuery):
    """A line by its id, and ``debit`` or ``credit``."""


class ReferenceChangesQuery(ChangesQuery, ByReferenceQuery):
    """Which document, and since when."""


def _known(tenant: Tenant, query: ByReferenceQuery) -> Known | None:
    moment = past(query.as_known_at)
    return known_at(tenant, moment) if moment is not None else None


def explain(tenant: Tenant, reference_type: str, query: ExplainReferenceQuery) -> dict[str, Any]:
    """Why a figure of the list is what it is: it is a line's own."""
    page, size = checked_page(query.page, query.page_size)
    context, writer, known = Context.of(tenant), Writer.of(tenant, _STYLE), _known(tenant, query)
    side = one_side(query.column)
    wanted = Wanted(Span(), reference_type=reference_type, reference_id=query.reference_id, known=known)
    line = line_of(tenant, number(query.row), query.row, wanted)
    term = Term(frozenset((line.account_id,)), Span(line.date, line.date), side=side, lines=frozenset((line.id,)))
    account = chart.read(tenant).by_id.get(line.account_id)
    cell = Cell(line.id, query.column, account.name if account else "", None, (term,))
    return Explainer(tenant, context, writer, (), known, past(query.as_known_at)).explain(cell, page, size)


def list_changes(tenant: Tenant, reference_type: str, query: ReferenceChangesQuery, people: Callable[[], dict[int, str]]) -> dict[str, Any]:
    """The entries that the document has recorded since, the newest first."""
    page, size = checked_page(query.page, query.page_size)
    since = _known(tenant, query)
    scope = and_(true(), *Wanted(Span(), reference_type=reference_type, reference_id=query.reference_id).scope())
    several = changes.read(tenant, since, scope, page, size) if since is not None else []
    total = changes.count(tenant, since, scope) if since is not None else 0
    names, writer = people() if several else {}, Writer.of(tenant, _STYLE)
    return {
        "changes": changes.shown(tenant, Context.of(tenant), writer, several, [()] * len(several), writer, names),
        "query": {"reference_type": reference_type, "reference_id": query.reference_id, "as_known_at": exactly(query.as_known_at)},
        "pagination": {"total": total, "page": page, "page_size": size},
    }


def resolve(query: ByReferenceQuery) -> str:
    """The reference type meant; raises ``InvalidInput`` for what is none."""
    found = ALIASES.get(query.reference_type, query.reference_type)
    if found not in SUBJECTS:
        sentence = f"referenceType must be one of {', '.join(SUBJECTS)}"
        raise InvalidInput.of("reference_type", "isEnum", sentence, query.reference_type)
    return found


def check_allowed(collection: Collection, reference_type: str) -> None:
    """Raises ``Forbidden`` unless the caller may view the document."""
    if not collection.request.has_permission(f"{SUBJECTS[reference_type]}:View", collection):
        raise Forbidden("You may not see this document.")


def show(tenant: Tenant, reference_type: str, query: ByReferenceQuery) -> dict[str, Any]:
    """The standing lines; none when the document has posted nothing."""
    context = Context.of(tenant)
    writer = Writer.of(tenant, _STYLE)
    found = read_lines(tenant, reference_type=reference_type, reference_id=query.reference_id, known=_known(tenant, query))
    writing, accounts = LineWriter.of(tenant, context, writer, found), chart.read(tenant).by_id

    transactions = []
    for line in found:
        contact, account = writing.contacts.get(line.contact_id or 0), accounts.get(line.account_id)
        transactions.append(
            {
                "id": line.id,
                "date": {"date": line.date, "formatted_date": line.date.isoformat()},
                "credit": writer.money(line.credit),
                "debit": writer.money(line.debit),
                "contact_type": contact.kind if contact else None,
                "formatted_contact_type": writing.contact(line.contact_id)["contact_type"],
                "contact_id": line.contact_id,
                "contact_name": contact.display_name if contact else None,
                "reference_type": line.reference_type,
                "formatted_reference_type": writing.document(line.reference_type),
                "reference_id": line.reference_id,
                "transaction_number": line.number,
                "account_id": line.account_id,
                "account_code": account.code if account else None,
                "account_name": account.name if account else "",
                "note": line.note,
            }
        )
    return {"transactions": transactions}
