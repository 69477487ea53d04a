"""The lines that stand behind one document, for whoever may see the document."""

from __future__ import annotations

from typing import Any

from bigcapital.accounting.lines import read_lines
from bigcapital.errors import Forbidden, InvalidInput
from bigcapital.ledger.money import NumberFormat
from bigcapital.reports import chart
from bigcapital.reports.context import Context, Writer
from bigcapital.reports.journal import ALIASES
from bigcapital.reports.lines import LineWriter
from bigcapital.reports.query import ByReferenceQuery
from bigcapital.rest.tree import Collection
from bigcapital.tenancy.tenant import Tenant

# Whose View shows what each reference type did to the books.
SUBJECTS = {
    "SaleInvoice": "SaleInvoice",
    "InvoiceWriteOff": "SaleInvoice",
    "PaymentReceive": "PaymentReceive",
    "SaleReceipt": "SaleReceipt",
    "CreditNote": "CreditNode",
    "RefundCreditNote": "CreditNode",
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


def show(tenant: Tenant, reference_type: str, reference_id: int) -> dict[str, Any]:
    """The standing lines; none when the document has posted nothing."""
    context = Context.of(tenant)
    writer = Writer.of(tenant, NumberFormat(format_money="always"))
    found = read_lines(tenant, reference_type=reference_type, reference_id=reference_id)
    writing, accounts = LineWriter.of(tenant, context, writer, found), chart.read(tenant).by_id

    transactions = []
    for line in found:
        contact, account = writing.contacts.get(line.contact_id or 0), accounts.get(line.account_id)
        transactions.append(
            {
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
