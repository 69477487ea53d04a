"""Lists that take longer to write than a client waits: made by a worker, kept for whoever asked until they are a day old."""

from __future__ import annotations

from typing import Any

from bigcapital.exchange import kinds
from bigcapital.exchange.exporting.sheets import sheet_of
from bigcapital.jobs import job
from bigcapital.reports import formats
from bigcapital.reports.jobs import keep
from bigcapital.rest.schema import validate
from bigcapital.tenancy.tenant import Tenant


@job("export.file", effect=False, attempts=3, lock="export.file", timeout=3 * 3600)
def make_file(tenant: Tenant, *, resource: str, form: str, query: dict[str, Any], language: str | None = None) -> None:
    """Write a list, in the ``language`` of who asked for it, read in one snapshot; made again, it replaces itself.

    A tenant has one made at a time.
    """
    kind, wanted = kinds.exportable(resource), formats.form_named(form)
    assert kind.listing is not None
    with tenant.speaking(language):
        sheet = sheet_of(kind.outside(tenant), validate(kind.listing.query, query), on_paper=wanted.content_type == formats.PDF)
        keep(tenant, sheet, wanted)
