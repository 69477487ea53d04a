"""``GET …/:id/e-invoice``: a document as an e-invoice, or what it lacks to be one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from pyramid.response import Response

from bigcapital.documents.paper.resource import PDF, Printed, file_name, pdf_of
from bigcapital.rest import Collection, Trait
from bigcapital.rest.declare import Action
from bigcapital.sales.einvoices import operations
from bigcapital.sales.einvoices.operations import OwnOf
from bigcapital.sales.einvoices.schema import EInvoiceQuery

XML = "application/xml"


@dataclass(frozen=True)
class AsEInvoice(Trait):
    """``GET :id/e-invoice`` of a kind of document, of which ``own`` says what it says otherwise than others."""

    own: OwnOf

    def actions(self, declared: type[Collection]) -> Iterable[Action]:
        assert declared.item is not None and issubclass(declared.item, Printed)
        yield Action(declared.item, "e-invoice", "GET", self._handler, "View", {"query": EInvoiceQuery, "accepts": (XML, PDF)})

    @property
    def _handler(self) -> Any:
        own = self.own

        def e_invoice(document: Any, query: EInvoiceQuery) -> Response:
            """The document by EN 16931: as UBL for Peppol, or as Factur-X; 400 with what is missing, and where to fill it in."""
            return _answer(document, own, query)

        return e_invoice


def _answer(document: Any, own: OwnOf, query: EInvoiceQuery) -> Response:
    tenant, row = document.tenant, document.row
    if query.format == "facturx":
        carried = operations.as_facturx(tenant, row, own)
        paper = document.printed()
        name, media, body = file_name(paper), PDF, pdf_of(tenant, paper, row.pdf_template_id, carried)
    else:
        body, media = operations.as_ubl(tenant, row, own), XML
        name = file_name(document.printed()).removesuffix(".pdf") + ".xml"
    response = Response(body, content_type=media)
    response.content_disposition = f'attachment; filename="{name}"'
    return response
