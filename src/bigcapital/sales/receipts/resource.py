"""``/api/sale-receipts``: sales that are paid on the spot."""

from __future__ import annotations

from typing import Any

from bigcapital.accounting.accounts.guards import keeps_accounts
from bigcapital.accounting.attachments.resource import WithFiles
from bigcapital.accounting.currencies.lock import any_of, locks_base_currency
from bigcapital.accounting.of_branch import BRANCH
from bigcapital.documents import present
from bigcapital.documents.paper.paper import Paper
from bigcapital.documents.paper.resource import FormState, OnPaper, Printed
from bigcapital.rest import BulkDelete, Collection, Field, Listing, action, collection, views_by_status
from bigcapital.sales.mail.resource import ByMail
from bigcapital.sales.receipts import operations
from bigcapital.sales.receipts.exchanged import EXCHANGED
from bigcapital.sales.receipts.letter import MAILED
from bigcapital.sales.receipts.model import SaleReceipt
from bigcapital.sales.receipts.paper import PAPER
from bigcapital.sales.receipts.present import shown
from bigcapital.sales.receipts.schema import ReceiptIn, ReceiptOut, ReceiptShown, ReceiptsOut


class Receipt(Printed):
    """One receipt."""

    row: SaleReceipt

    def shown(self) -> dict[str, Any]:
        """The receipt with its lines, taxes, customer, account and branch."""
        return present.whole(self.tenant, self.row, shown)

    def paper(self) -> Paper:
        return PAPER.of(self.shown())

    def edit(self, data: ReceiptIn) -> dict[str, Any]:
        """Replace the receipt. What is closed stays closed, and the ledger follows."""
        return present.numbered(present.made(self.tenant, operations.edit(self.tenant, self.row, data), shown))

    def delete(self) -> None:
        """Delete the receipt; the ledger keeps its entry and the reversal of it."""
        operations.delete(self.tenant, self.row)


_STATUS = {"draft": lambda model: model.closed_at.is_(None), "closed": lambda model: model.closed_at.is_not(None)}
_NAMES = (("draft", "Draft"), ("closed", "Closed"))


@collection(
    "sale-receipts",
    item=Receipt,
    subject="SaleReceipt",
    traits=(BulkDelete(status=201), FormState("SaleReceipt"), OnPaper(), ByMail(MAILED), WithFiles(operations.ATTACHED)),
)
class Receipts(Collection):
    """Receipts: drafts until they are closed; then the money is where it was deposited."""

    resource = "SaleReceipt"
    model = SaleReceipt
    create_schema = edit_schema = ReceiptIn
    list_answer, show_answer = ReceiptsOut, ReceiptShown
    create_answer = edit_answer = ReceiptOut
    exchanged = EXCHANGED
    listing = Listing(
        envelope="data",
        fields=(
            Field("amount", "number", "total"),
            Field("deposit_account", "relation", "deposit_account_id", relation=("Account", "name", "id")),
            Field("customer", "relation", "customer_id", relation=("Customer", "display_name", "id")),
            Field("receipt_date", "date"),
            Field("receipt_number", "text"),
            Field("reference_no", "text"),
            Field("receipt_message", "text"),
            Field("statement", "text"),
            BRANCH,
            Field("created_at", "date"),
            Field("status", "enumeration", options=_NAMES, where=_STATUS),
        ),
        default_filter_field="receipt_date",
        search=("receipt_number", "reference_no", "receipt_message"),
        views=views_by_status(_NAMES),
        view_columns=(
            ("receipt_date", "Receipt date"),
            ("customer", "Customer"),
            ("receipt_number", "Receipt number"),
            ("amount", "Amount"),
        ),
        importable=True,
        exportable=True,
    )

    def not_found(self) -> Exception:
        return operations.NotFound("There is no such receipt.")

    def create(self, data: ReceiptIn) -> dict[str, Any]:
        """Write a receipt, as a draft or closed."""
        return present.numbered(present.made(self.tenant, operations.create(self.tenant, data), shown))

    def present(self, rows: list[SaleReceipt]) -> list[dict[str, Any]]:
        """Receipts as the list shows them, with their lines and customers."""
        return present.page(self.tenant, rows, shown)

    def headline(self, row: SaleReceipt) -> dict[str, Any]:
        """A receipt among search results."""
        return {"id": row.id, "title": row.receipt_number, "subtitle": row.reference_no}


@action(Receipt, "close")
def close(receipt: Receipt) -> None:
    """Close a draft: the money is in."""
    operations.close(receipt.tenant, receipt.row)


keeps_accounts("A receipt deposits to the account.", SaleReceipt.deposit_account_id)
locks_base_currency("SaleReceipt", "SaleReceipts")(any_of(SaleReceipt))
