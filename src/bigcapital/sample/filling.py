"""Writes the sample company down, by the operations that everybody's books are written by."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from bigcapital.sample.books import Books, Deed
from bigcapital.sample.journals import history
from bigcapital.sample.selling import sales
from bigcapital.tenancy.tenant import Tenant


def fill(tenant: Tenant) -> None:
    """The last twelve months up to today, day by day, in books that are founded."""
    today = tenant.today()
    books = Books.open(tenant)
    several = list(deeds(today))
    for done, deed in enumerate(several):
        deed.write(books)
        if tenant.job is not None:
            tenant.job.progress(done / len(several), "Writing the sample books")


def deeds(today: date) -> Iterator[Deed]:
    """All that was done until ``today``, in the order of the days."""
    everything: list[Deed] = [*history(today), *sales(today)]
    yield from sorted((deed for deed in everything if deed.day <= today), key=lambda deed: deed.day)
