"""Factur-X: the XML inside the document's own PDF, and what the PDF says of it in its metadata. Pure."""

from __future__ import annotations

from typing import Final

from bigcapital.pdf import Embedded
from bigcapital.sales.einvoices import cii
from bigcapital.sales.einvoices.terms import EInvoice

FILE_NAME: Final = "factur-x.xml"  # the standard's
_NAMESPACE: Final = "urn:factur-x:pdfa:CrossIndustryDocument:invoice:1p0#"
_SAID: Final = {"DocumentType": "INVOICE", "DocumentFileName": FILE_NAME, "Version": "1.0", "ConformanceLevel": "EN 16931"}
_MEANT: Final = {
    "DocumentType": "What kind of document the embedded file is",
    "DocumentFileName": "The name of the embedded file",
    "Version": "The version of the standard that it follows",
    "ConformanceLevel": "The profile of the standard that it conforms to",
}


def embedded(invoice: EInvoice) -> Embedded:
    """The file that makes a PDF of the document, which lacks nothing, its Factur-X."""
    return Embedded(FILE_NAME, cii.written(invoice), "Alternative", "Factur-X", _metadata())


def _metadata() -> str:
    """Two descriptions for the PDF's metadata: what is said, and (PDF/A wants that) what the words mean that say it."""
    said = "".join(f"<fx:{name}>{value}</fx:{name}>" for name, value in _SAID.items())
    meant = "".join(
        f'<rdf:li rdf:parseType="Resource"><pdfaProperty:name>{name}</pdfaProperty:name>'
        "<pdfaProperty:valueType>Text</pdfaProperty:valueType>"
        f"<pdfaProperty:category>external</pdfaProperty:category><pdfaProperty:description>{meaning}</pdfaProperty:description></rdf:li>"
        for name, meaning in _MEANT.items()
    )
    pdfa = "http://www.aiim.org/pdfa/ns"
    return (
        f'<rdf:Description xmlns:fx="{_NAMESPACE}" rdf:about="">{said}</rdf:Description>'
        f'<rdf:Description xmlns:pdfaExtension="{pdfa}/extension/" xmlns:pdfaSchema="{pdfa}/schema#" xmlns:pdfaProperty="{pdfa}/property#" '
        'rdf:about=""><pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">'
        "<pdfaSchema:schema>Factur-X PDFA Extension Schema</pdfaSchema:schema>"
        f"<pdfaSchema:namespaceURI>{_NAMESPACE}</pdfaSchema:namespaceURI>"
        f"<pdfaSchema:prefix>fx</pdfaSchema:prefix><pdfaSchema:property><rdf:Seq>{meant}</rdf:Seq></pdfaSchema:property>"
        "</rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>"
    )
