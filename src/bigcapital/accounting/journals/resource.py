"""``/api/manual-journals``: journals that people write by hand."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, exists

from bigcapital.accounting.accounts.guards import keeps_accounts
from bigcapital.accounting.attachments.resource import WithFiles
from bigcapital.accounting.currencies.lock import locks_base_currency
from bigcapital.accounting.journals import operations, present
from bigcapital.accounting.journals.exchanged import EXCHANGED
from bigcapital.accounting.journals.model import ManualJournal, journal_lines
from bigcapital.accounting.journals.schema import (
    EditedJournal,
    JournalIn,
    JournalShown,
    JournalsOut,
    JournalWithLines,
    OldJournal,
    ReverseIn,
)
from bigcapital.accounting.of_branch import by_branch, named
from bigcapital.rest import BulkDelete, Collection, Field, Item, Listing, Publishable, action, collection, views_by_status


class Journal(Item):
    """One journal."""

    row: ManualJournal

    def show(self) -> dict[str, Any]:
        """The journal with its lines, and what it did to the books."""
        return present.whole(self.tenant, self.row)

    def edit(self, data: JournalIn) -> dict[str, Any]:
        """Replace the journal. What is published stays published, and the ledger follows."""
        old = present.plain(self.row)
        new = operations.edit(self.tenant, self.row, data)
        lines = [present.plain_line(line) for line in new.lines]
        return {"manual_journal": {**present.plain(new.journal), "entries": lines}, "old_manual_journal": old}

    def delete(self) -> dict[str, Any]:
        """Delete the journal; the ledger keeps its entry and the reversal of it."""
        old = present.plain(self.row)
        operations.delete(self.tenant, self.row)
        return {"old_manual_journal": old}

    def publish(self) -> None:
        operations.publish(self.tenant, self.row)


_STATUSES = (("draft", "Draft"), ("published", "Published"))


def _touches(journal: Any, branch: int) -> ColumnElement[bool]:
    """Whether a line of the journal is the branch's."""
    lines = journal_lines.c
    return exists().where(lines.manual_journal_id == journal.id, named(lines.branch_id, journal.branch_id) == branch)


@collection(
    "manual-journals", item=Journal, subject="ManualJournal", traits=(BulkDelete(status=201), Publishable(), WithFiles(operations.ATTACHED))
)
class Journals(Collection):
    """Journals that people write by hand: drafts until they are published into the ledger."""

    resource = "ManualJournal"
    model = ManualJournal
    create_schema = edit_schema = JournalIn
    list_answer, show_answer, create_answer = JournalsOut, JournalShown, JournalWithLines
    edit_answer, delete_answer = EditedJournal, OldJournal
    exchanged = EXCHANGED
    listing = Listing(
        envelope="manual_journals",
        fields=(
            Field("date", "date"),
            Field("journal_number", "text"),
            Field("reference", "text"),
            Field("journal_type", "text"),
            Field("amount", "number"),
            Field("description", "text"),
            Field(
                "status",
                "enumeration",
                options=_STATUSES,
                where={
                    "draft": lambda model: model.published_at.is_(None),
                    "published": lambda model: model.published_at.is_not(None),
                },
            ),
            by_branch(_touches),
            Field("created_at", "date"),
        ),
        default_filter_field="date",
        search=("journal_number", "reference", "description"),
        views=views_by_status(_STATUSES),
        view_columns=(("date", "Date"), ("journal_number", "Journal number"), ("reference", "Reference"), ("amount", "Amount")),
        importable=True,
        exportable=True,
    )

    def create(self, data: JournalIn) -> dict[str, Any]:
        """Write a journal, as a draft or published."""
        return present.made(self.tenant, operations.create(self.tenant, data))

    def present(self, rows: list[ManualJournal]) -> list[dict[str, Any]]:
        """Journals as the list shows them, with their lines."""
        return present.page(self.tenant, rows)

    def exported(self, rows: list[ManualJournal]) -> list[dict[str, Any]]:
        """Journals with the contacts of their lines."""
        return present.with_contacts(self.tenant, self.present(rows))

    def headline(self, row: ManualJournal) -> dict[str, Any]:
        """A journal among search results."""
        return {"id": row.id, "title": row.journal_number, "subtitle": row.reference or row.description}


@action(Journal, "reverse", method="POST", ability="Create", body=ReverseIn, answer=JournalWithLines)
def reverse(journal: Journal, data: ReverseIn) -> dict[str, Any]:
    """Mirror the journal on another day: a new one, published, with debit and credit exchanged. Once."""
    return present.made(journal.tenant, operations.reverse(journal.tenant, journal.row, data.date, data.journal_number))


keeps_accounts("A manual journal has a line on the account.", journal_lines.c.account_id)
locks_base_currency("ManualJournal", "ManualJournals")(operations.any_journal)
