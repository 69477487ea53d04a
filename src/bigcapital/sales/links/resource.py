"""``/api/payment-links``: an invoice for whoever has its link; and making one."""

from __future__ import annotations

import json
from typing import Any

from pyramid.response import Response

from bigcapital.accounting.attachments.kinds import PICTURES
from bigcapital.documents.paper.resource import PDF, pdf_response
from bigcapital.errors import NotFound
from bigcapital.organization.templates.operations import address_of, branding
from bigcapital.rest import Collection, action, collection
from bigcapital.rest.tree import number_of
from bigcapital.sales.invoices import present
from bigcapital.sales.invoices.paper import PAPER
from bigcapital.sales.invoices.resource import Invoice
from bigcapital.sales.links import operations
from bigcapital.sales.links.schema import LinkIn, LinkOut, LinksOut, PublicInvoice, PublicInvoiceOut
from bigcapital.sales.online.checkout import way_to_pay
from bigcapital.sales.paper import party
from bigcapital.tenancy.tenant import Tenant

_LINE = ("quantity", "rate", "total", "description", "quantity_formatted", "rate_formatted", "total_formatted")
_TAX = ("name", "tax_rate", "tax_rate_amount", "tax_rate_amount_formatted")
_MORE = (
    *("total_local_formatted", "subtotal_local_formatted", "currency_code", "discount_amount", "discount_amount_formatted"),
    *("adjustment", "adjustment_formatted", "balance_amount", "balance_amount_formatted"),
)


@action(Invoice, "generate-link", body=LinkIn, answer=LinkOut, secret=True)
def generate_link(invoice: Invoice, data: LinkIn) -> dict[str, Any]:
    """A link by which whoever has it sees the invoice, once it is delivered. It is shown this once."""
    row, link = operations.make(invoice.tenant, invoice.row, data.publicity, data.expiry_time)
    shown = {name: getattr(row, name) for name in ("id", "publicity", "resource_id", "resource_type")}
    return shown | {"link": link, "tenant_id": invoice.tenant.id}


@action(Invoice, "links", method="GET", answer=LinksOut)
def links_of(invoice: Invoice) -> dict[str, Any]:
    """The links to the invoice that are there, the latest first; what they are, nobody is told again."""
    shown = ("id", "publicity", "expires_on", "created_at", "user_id")
    rows = operations.links_of(invoice.tenant, invoice.row)
    today = invoice.tenant.today()
    return {"links": [{name: getattr(row, name) for name in shown} | {"is_expired": not row.works_on(today)} for row in rows]}


@action(Invoice, "links/:number", method="DELETE")
def revoke_link(invoice: Invoice, number: str) -> None:
    """Take a link back: from now on it is unknown."""
    operations.revoke(invoice.tenant, invoice.row, number_of(number))


@collection("payment-links", root=True)
class PaymentLinks(Collection):
    """Invoices for those who have their link."""


@action(PaymentLinks, ":link/invoice", method="GET", access="public", answer=PublicInvoiceOut)
def invoice_of(links: PaymentLinks, link: str) -> dict[str, Any]:
    """The invoice behind a link, with nothing in it that is not the customer's business."""
    tenant, invoice = operations.follow(links.request.installation, links.request.tm, link)
    whole = present.whole(tenant, invoice)
    said = branding(tenant, "SaleInvoice", invoice.pdf_template_id)
    service = way_to_pay(links.system, tenant, invoice)
    own = {name: whole[name] for name in (*PublicInvoice.model_fields, *_MORE) if name in whole}
    return {
        "data": own
        | {
            "customer_name": whole["customer"]["display_name"],
            "formatted_customer_address": party(whole["customer"]).address,
            "is_receivable": bool(invoice.due_amount),
            "has_stripe_payment_method": service is not None,
            "payment_cards": service.shown_cards if service is not None else [],
            "is_stripe_test_mode": tenant.installation.settings.stripe_test_mode,
            "is_written_off": invoice.is_written_off,
            "is_overdue": whole["is_overdue"],
            "language": tenant.record.language or "en",
            "has_logo": said.logo is not None,
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


@action(PaymentLinks, ":link/logo", method="GET", access="public", accepts=tuple(sorted(PICTURES)))
def logo_of_invoice(links: PaymentLinks, link: str) -> Response:
    """The logo that the invoice behind a link is printed with."""
    tenant, invoice = operations.follow(links.request.installation, links.request.tm, link)
    logo = branding(tenant, "SaleInvoice", invoice.pdf_template_id).logo
    if logo is None:
        raise NotFound
    kind, content = logo
    response = Response(content, content_type=kind, charset=None)
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.cache_control = "private, max-age=300"
    return response


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
