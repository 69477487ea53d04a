"""E-invoices: what is asked for."""

from __future__ import annotations

from bigcapital.rest.schema import Query
from bigcapital.sales.einvoices.rules import Format


class EInvoiceQuery(Query):
    """``ubl``: the XML that Peppol carries. ``facturx``: the document's PDF with the XML inside."""

    format: Format = "ubl"
