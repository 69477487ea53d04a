"""``/api/payment-links``: an invoice for whoever has its link; and making one."""

from __future__ import annotations

import json
from typing import Any

from pyramid.response import Response

from bigcapital.documents.paper.resource import PDF, pdf_response
from bigcapital.organization.templates.operations import address_of, branding
from bigcapital.rest import Collection, action, collection
from bigcapital.sales.invoices import present
from bigcapital.sales.invoices.paper import PAPER
from bigcapital.sales.invoices.resource import Invoice
from bigcapital.sales.links import operations
from bigcapital.sales.links.schema import LinkIn, LinkOut, PublicInvoice, PublicInvoiceOut
from bigcapital.sales.paper import party
from bigcapital.tenancy.tenant import Tenant

_LINE = ("quantity", "rate", "total", "description", "quantity_formatted", "rate_formatted", "total_formatted")
_TAX = ("name", "tax_rate", "tax_rate_amount", "tax_rate_amount_formatted")
_MORE = ("total_local_formatted", "subtotal_local_formatted", "currency_code", "discount_amount_formatted", "adjustment_formatted")


@action(Invoice, "generate-link", body=LinkIn, answer=LinkOut, secret=True)
def generate_link(invoice: Invoice, data: LinkIn) -> dict[str, Any]:
    """A link by which whoever has it sees the invoice, once it is delivered. It is shown this once."""
    row, link = operations.make(invoice.tenant, invoice.row, data.publicity, data.expiry_time)
    shown = {name: getattr(row, name) for name in ("id", "publicity", "resource_id", "resource_type")}
    return shown | {"link": link, "tenant_id": invoice.tenant.id}


@collection("payment-links", root=True)
class PaymentLinks(Collection):
    """Invoices for those who have their link."""


@action(PaymentLinks, ":link/invoice", method="GET", access="public", answer=PublicInvoiceOut)
def invoice_of(links: PaymentLinks, link: str) -> dict[str, Any]:
    """The invoice behind a link, with nothing in it that is not the customer's business."""
    tenant, invoice = operations.follow(links.request.installation, links.request.tm, link)
    whole = present.whole(tenant, invoice)
    said = branding(tenant, "SaleInvoice", invoice.pdf_template_id)
    own = {name: whole[name] for name in (*PublicInvoice.model_fields, *_MORE) if name in whole}
    return {
        "data": own
        | {
            "customer_name": whole["customer"]["display_name"],
            "formatted_customer_address": party(whole["customer"]).address,
            "is_receivable": bool(invoice.due_amount),
            "has_stripe_payment_method": False,
            "entries": [{name: entry[name] for name in _LINE} | {"item_name": entry["item"]["name"]} for entry in whole["entries"]],
            "taxes": [{name: tax[name] for name in _TAX} for tax in whole["taxes"]],
            "organization": _organization(tenant),
            "branding_template": {name: said.attributes[name] for name in ("primary_color", "secondary_color")},
        }
    }


@action(PaymentLinks, ":link/invoice/pdf", method="GET", access="public", accepts=(PDF,))
def pdf_of_invoice(links: PaymentLinks, link: str) -> Response:
    """The PDF of the invoice behind a link."""
    tenant, invoice = operations.follow(links.request.installation, links.request.tm, link)
    return pdf_response(tenant, PAPER.of(present.whole(tenant, invoice)), invoice.pdf_template_id)


def _organization(tenant: Tenant) -> dict[str, Any]:
    record = tenant.record
    address: dict[str, Any] = json.loads(record.address) if record.address else {}
    return {
        "name": record.name,
        "address": {
            "address1": address.get("address_1"),
            "city": address.get("city"),
            "postal_code": address.get("postal_code"),
            "phone": address.get("phone"),
        },
        "address_text_formatted": address_of(record),
        "primary_color": record.primary_color,
    }
