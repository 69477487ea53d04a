"""The business terms in UBL 2.1, as Peppol BIS Billing 3 wants them. Elements stand in the order of UBL's schema. Pure."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from bigcapital.sales.einvoices.terms import CREDIT_NOTE, CREDIT_TRANSFER, DISCOUNT, PIECE, Address, Category, EInvoice, Line, Party
from bigcapital.sales.einvoices.xml import Node, known

CUSTOMIZATION: Final = "urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0"
PROFILE: Final = "urn:fdc:peppol.eu:2017:poacc:billing:01:1.0"
_UBL: Final = "urn:oasis:names:specification:ubl:schema:xsd:"
_NAMESPACES: Final = known(
    {
        "ubl": f"{_UBL}Invoice-2",
        "cn": f"{_UBL}CreditNote-2",
        "cac": f"{_UBL}CommonAggregateComponents-2",
        "cbc": f"{_UBL}CommonBasicComponents-2",
    }
)


def written(invoice: EInvoice) -> bytes:
    """The document that lacks nothing, in UTF-8."""
    is_note = invoice.kind == CREDIT_NOTE
    root = Node.root("cn:CreditNote" if is_note else "ubl:Invoice", _NAMESPACES)
    root.put("cbc:CustomizationID", CUSTOMIZATION)
    root.put("cbc:ProfileID", PROFILE)
    root.put("cbc:ID", invoice.number)
    root.put("cbc:IssueDate", invoice.day)
    root.put("cbc:DueDate", invoice.due_day)
    root.put("cbc:CreditNoteTypeCode" if is_note else "cbc:InvoiceTypeCode", invoice.kind)
    root.put("cbc:Note", invoice.note)
    root.put("cbc:DocumentCurrencyCode", invoice.currency)
    root.put("cbc:TaxCurrencyCode", invoice.base_currency)
    root.put("cbc:BuyerReference", invoice.buyer_reference)
    if invoice.order_reference:
        root.inside("cac:OrderReference").put("cbc:ID", invoice.order_reference)
    if invoice.preceding is not None:
        reference = root.inside("cac:BillingReference").inside("cac:InvoiceDocumentReference")
        reference.put("cbc:ID", invoice.preceding.number)
        reference.put("cbc:IssueDate", invoice.preceding.day)
    _party(root.inside("cac:AccountingSupplierParty").inside("cac:Party"), invoice.seller)
    _party(root.inside("cac:AccountingCustomerParty").inside("cac:Party"), invoice.buyer)
    _delivery(root, invoice)
    if invoice.iban:
        means = root.inside("cac:PaymentMeans")
        means.put("cbc:PaymentMeansCode", CREDIT_TRANSFER)
        account = means.inside("cac:PayeeFinancialAccount")
        account.put("cbc:ID", invoice.iban)
        if invoice.bic:
            account.inside("cac:FinancialInstitutionBranch").put("cbc:ID", invoice.bic)
    if invoice.payment_terms:
        root.inside("cac:PaymentTerms").put("cbc:Note", invoice.payment_terms)
    for part in invoice.parts:
        if part.allowance:
            allowance = _discount(root, part.allowance, invoice.currency)
            _category(allowance.inside("cac:TaxCategory"), part.category)
    _taxes(root, invoice)
    _sums(root, invoice)
    for place, line in enumerate(invoice.lines, 1):
        _line(root, place, line, invoice)
    return root.bytes()


def _party(party: Node, given: Party) -> None:
    if given.endpoint is not None:
        party.put("cbc:EndpointID", given.endpoint.id, schemeID=given.endpoint.scheme)
    party.inside("cac:PartyName").put("cbc:Name", given.name)
    _address(party.inside("cac:PostalAddress"), given.address)
    if given.tax_number is not None:
        tax = party.inside("cac:PartyTaxScheme")
        tax.put("cbc:CompanyID", given.tax_number)
        tax.inside("cac:TaxScheme").put("cbc:ID", "VAT")
    legal = party.inside("cac:PartyLegalEntity")
    legal.put("cbc:RegistrationName", given.name)
    if given.registration is not None:
        legal.put("cbc:CompanyID", given.registration.id, schemeID=given.registration.scheme)
    if given.contact is not None:
        contact = party.inside("cac:Contact")
        contact.put("cbc:Name", given.contact.name)
        contact.put("cbc:Telephone", given.contact.phone)
        contact.put("cbc:ElectronicMail", given.contact.email)


def _address(address: Node, given: Address) -> None:
    address.put("cbc:StreetName", given.street)
    address.put("cbc:AdditionalStreetName", given.more)
    address.put("cbc:CityName", given.city)
    address.put("cbc:PostalZone", given.postcode)
    address.put("cbc:CountrySubentity", given.region)
    address.inside("cac:Country").put("cbc:IdentificationCode", given.country)


def _delivery(root: Node, invoice: EInvoice) -> None:
    if invoice.deliver_to is None and invoice.delivered_on is None:
        return
    delivery = root.inside("cac:Delivery")
    delivery.put("cbc:ActualDeliveryDate", invoice.delivered_on)
    if invoice.deliver_to is not None:
        _address(delivery.inside("cac:DeliveryLocation").inside("cac:Address"), invoice.deliver_to)


def _discount(parent: Node, amount: Decimal, currency: str) -> Node:
    allowance = parent.inside("cac:AllowanceCharge")
    allowance.put("cbc:ChargeIndicator", "false")
    allowance.put("cbc:AllowanceChargeReasonCode", DISCOUNT)
    allowance.put("cbc:Amount", amount, currencyID=currency)
    return allowance


def _category(category: Node, given: Category, *, reason: bool = False) -> None:
    category.put("cbc:ID", given.code)
    category.put("cbc:Percent", given.rate)
    if reason:
        category.put("cbc:TaxExemptionReasonCode", given.reason_code)
        category.put("cbc:TaxExemptionReason", given.reason)
    category.inside("cac:TaxScheme").put("cbc:ID", "VAT")


def _taxes(root: Node, invoice: EInvoice) -> None:
    total = root.inside("cac:TaxTotal")
    total.put("cbc:TaxAmount", invoice.tax, currencyID=invoice.currency)
    for part in invoice.parts:
        subtotal = total.inside("cac:TaxSubtotal")
        subtotal.put("cbc:TaxableAmount", part.base, currencyID=invoice.currency)
        subtotal.put("cbc:TaxAmount", part.tax, currencyID=invoice.currency)
        _category(subtotal.inside("cac:TaxCategory"), part.category, reason=True)
    if invoice.base_currency is not None:
        root.inside("cac:TaxTotal").put("cbc:TaxAmount", invoice.base_tax, currencyID=invoice.base_currency)


def _sums(root: Node, invoice: EInvoice) -> None:
    sums = root.inside("cac:LegalMonetaryTotal")
    for name, amount, always in (
        ("LineExtensionAmount", invoice.lines_total, True),
        ("TaxExclusiveAmount", invoice.net, True),
        ("TaxInclusiveAmount", invoice.total, True),
        ("AllowanceTotalAmount", invoice.allowances, False),
        ("PrepaidAmount", invoice.paid, False),
        ("PayableRoundingAmount", invoice.rounding, False),
        ("PayableAmount", invoice.due, True),
    ):
        if amount or always:
            sums.put(f"cbc:{name}", amount, currencyID=invoice.currency)


def _line(root: Node, place: int, given: Line, invoice: EInvoice) -> None:
    kind, currency = "Credited" if invoice.kind == CREDIT_NOTE else "Invoiced", invoice.currency
    line = root.inside("cac:CreditNoteLine" if invoice.kind == CREDIT_NOTE else "cac:InvoiceLine")
    line.put("cbc:ID", place)
    line.put(f"cbc:{kind}Quantity", given.quantity, unitCode=PIECE)
    line.put("cbc:LineExtensionAmount", given.net, currencyID=currency)
    if given.allowance:
        _discount(line, given.allowance, currency)
    item = line.inside("cac:Item")
    item.put("cbc:Description", given.description)
    item.put("cbc:Name", given.name)
    if given.item_code:
        item.inside("cac:SellersItemIdentification").put("cbc:ID", given.item_code)
    _category(item.inside("cac:ClassifiedTaxCategory"), given.category)
    price = line.inside("cac:Price")
    price.put("cbc:PriceAmount", given.price, currencyID=currency)
    if given.price_quantity != 1:
        price.put("cbc:BaseQuantity", given.price_quantity, unitCode=PIECE)
