"""``/api/accounting/revaluations``: open foreign balances at the rates of a day. The dry run is the proposal."""

from __future__ import annotations

from typing import Any

from bigcapital.accounting.revaluations import operations, present
from bigcapital.accounting.revaluations.model import Revaluation
from bigcapital.accounting.revaluations.schema import RevaluationIn, RevaluationsOut, RevaluationWithLines
from bigcapital.rest import Collection, Field, Item, Listing, collection


class RevaluationItem(Item):
    """One revaluation."""

    row: Revaluation

    def show(self) -> dict[str, Any]:
        """The revaluation with every balance that it revalued."""
        return present.whole(self.tenant, self.row, operations.lines_of(self.tenant, self.row.id))

    def delete(self) -> None:
        """Delete the revaluation; the ledger keeps its entries and their reversals."""
        operations.delete(self.tenant, self.row)


@collection("accounting/revaluations", item=RevaluationItem, subject="ManualJournal")
class Revaluations(Collection):
    """Open balances in other currencies at the rates of a day, taken back on the day after."""

    model = Revaluation
    create_schema = RevaluationIn
    list_answer, show_answer, create_answer = RevaluationsOut, RevaluationWithLines, RevaluationWithLines
    listing = Listing(
        envelope="revaluations",
        fields=(Field("date", "date"), Field("amount", "number"), Field("note", "text"), Field("created_at", "date")),
        default_sort=("date", "desc"),
        search=("note",),
    )

    def create(self, data: RevaluationIn) -> dict[str, Any]:
        """Revalue what stands open in other currencies at the end of a day; with ``dry_run=1``, only say what that would do."""
        written = operations.create(self.tenant, data)
        return present.whole(self.tenant, written.revaluation, written.lines)

    def present(self, rows: list[Revaluation]) -> list[dict[str, Any]]:
        """Revaluations as the list shows them, with their rates."""
        return present.page(self.tenant, rows)
