"""``/api/export``: what leaves as a file."""

from __future__ import annotations

from collections.abc import Iterator

from pyramid.response import Response

from bigcapital import db
from bigcapital.exchange.plain_text.syntaxes import SYNTAXES, Format
from bigcapital.exchange.plain_text.writer import text_of
from bigcapital.rest import Collection, action, collection
from bigcapital.rest.schema import Query
from bigcapital.tenancy.installation import Installation
from bigcapital.tenancy.tenant import TenantRecord


class LedgerQuery(Query):
    """Which program is to read the file."""

    format: Format = "hledger"


@collection("export", subject="Report")
class Export(Collection):
    """Books and lists as files."""


@action(Export, "ledger", method="GET", query=LedgerQuery, ability="read-general-ledger", accepts=("text/plain",))
def ledger(export: Export, query: LedgerQuery) -> Response:
    """The whole ledger as plain text for hledger, Ledger or beancount; it may be long, and comes in pieces."""
    tenant = export.tenant
    assert tenant.head  # whatever keeps the books from being read is answered before the first byte
    response = Response(content_type="text/plain", charset="utf-8")
    response.content_disposition = f'attachment; filename="ledger.{SYNTAXES[query.format].suffix}"'
    response.app_iter = _pieces(tenant.installation, tenant.record, query.format)
    return response


def _pieces(installation: Installation, record: TenantRecord, format: Format) -> Iterator[bytes]:
    """The file, read in a unit of work of its own, which ends with the last piece or when the client goes away.

    The body is sent when the request's unit of work is over.
    """
    with db.unit_of_work() as tm:
        for piece in text_of(installation.open_tenant(record, tm, writer=False), format):
            yield piece.encode()
