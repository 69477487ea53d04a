"""The business terms in UN/CEFACT's Cross Industry Invoice, as Factur-X's profile EN 16931 wants them. Pure.

Elements stand in the order of its schema.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Final

from bigcapital.sales.einvoices.codes import is_address
from bigcapital.sales.einvoices.terms import CREDIT_TRANSFER, DISCOUNT, PIECE, Address, Category, EInvoice, Line, Party
from bigcapital.sales.einvoices.xml import Node, known

GUIDELINE: Final = "urn:cen.eu:en16931:2017"
_CII: Final = "urn:un:unece:uncefact:data:standard:"
_NAMESPACES: Final = known(
    {
        "rsm": f"{_CII}CrossIndustryInvoice:100",
        "ram": f"{_CII}ReusableAggregateBusinessInformationEntity:100",
        "udt": f"{_CII}UnqualifiedDataType:100",
        "qdt": f"{_CII}QualifiedDataType:100",
    }
)


def written(invoice: EInvoice) -> bytes:
    """The document that lacks nothing, in UTF-8."""
    root = Node.root("rsm:CrossIndustryInvoice", _NAMESPACES)
    context = root.inside("rsm:ExchangedDocumentContext")
    context.inside("ram:GuidelineSpecifiedDocumentContextParameter").put("ram:ID", GUIDELINE)
    document = root.inside("rsm:ExchangedDocument")
    document.put("ram:ID", invoice.number)
    document.put("ram:TypeCode", invoice.kind)
    _day(document.inside("ram:IssueDateTime"), invoice.day)
    if invoice.note:
        document.inside("ram:IncludedNote").put("ram:Content", invoice.note)
    trade = root.inside("rsm:SupplyChainTradeTransaction")
    for place, line in enumerate(invoice.lines, 1):
        _line(trade.inside("ram:IncludedSupplyChainTradeLineItem"), place, line)
    _agreement(trade.inside("ram:ApplicableHeaderTradeAgreement"), invoice)
    _delivery(trade.inside("ram:ApplicableHeaderTradeDelivery"), invoice)
    _settlement(trade.inside("ram:ApplicableHeaderTradeSettlement"), invoice)
    return root.bytes()


def _line(line: Node, place: int, given: Line) -> None:
    line.inside("ram:AssociatedDocumentLineDocument").put("ram:LineID", place)
    product = line.inside("ram:SpecifiedTradeProduct")
    product.put("ram:SellerAssignedID", given.item_code)
    product.put("ram:Name", given.name)
    product.put("ram:Description", given.description)
    price = line.inside("ram:SpecifiedLineTradeAgreement").inside("ram:NetPriceProductTradePrice")
    price.put("ram:ChargeAmount", given.price)
    if given.price_quantity != 1:
        price.put("ram:BasisQuantity", given.price_quantity, unitCode=PIECE)
    line.inside("ram:SpecifiedLineTradeDelivery").put("ram:BilledQuantity", given.quantity, unitCode=PIECE)
    settlement = line.inside("ram:SpecifiedLineTradeSettlement")
    _category(settlement.inside("ram:ApplicableTradeTax"), given.category)
    if given.allowance:
        _discount(settlement, given.allowance)
    settlement.inside("ram:SpecifiedTradeSettlementLineMonetarySummation").put("ram:LineTotalAmount", given.net)


def _agreement(agreement: Node, invoice: EInvoice) -> None:
    agreement.put("ram:BuyerReference", invoice.buyer_reference)
    _party(agreement.inside("ram:SellerTradeParty"), invoice.seller)
    _party(agreement.inside("ram:BuyerTradeParty"), invoice.buyer)
    if invoice.order_reference:
        agreement.inside("ram:BuyerOrderReferencedDocument").put("ram:IssuerAssignedID", invoice.order_reference)


def _party(party: Node, given: Party) -> None:
    party.put("ram:Name", given.name)
    if given.registration is not None:
        party.inside("ram:SpecifiedLegalOrganization").put("ram:ID", given.registration.id, schemeID=given.registration.scheme)
    if given.contact is not None:
        contact = party.inside("ram:DefinedTradeContact")
        contact.put("ram:PersonName", given.contact.name)
        if given.contact.phone:
            contact.inside("ram:TelephoneUniversalCommunication").put("ram:CompleteNumber", given.contact.phone)
        if given.contact.email:
            contact.inside("ram:EmailURIUniversalCommunication").put("ram:URIID", given.contact.email)
    _address(party.inside("ram:PostalTradeAddress"), given.address)
    if given.endpoint is not None and is_address(given.endpoint, mail=True):  # one in no scheme is nobody's
        party.inside("ram:URIUniversalCommunication").put("ram:URIID", given.endpoint.id, schemeID=given.endpoint.scheme)
    if given.tax_number is not None:
        party.inside("ram:SpecifiedTaxRegistration").put("ram:ID", given.tax_number, schemeID="VA")


def _address(address: Node, given: Address) -> None:
    address.put("ram:PostcodeCode", given.postcode)
    address.put("ram:LineOne", given.street)
    address.put("ram:LineTwo", given.more)
    address.put("ram:CityName", given.city)
    address.put("ram:CountryID", given.country)
    address.put("ram:CountrySubDivisionName", given.region)


def _delivery(delivery: Node, invoice: EInvoice) -> None:
    if invoice.deliver_to is not None:
        _address(delivery.inside("ram:ShipToTradeParty").inside("ram:PostalTradeAddress"), invoice.deliver_to)
    if invoice.delivered_on is not None:
        _day(delivery.inside("ram:ActualDeliverySupplyChainEvent").inside("ram:OccurrenceDateTime"), invoice.delivered_on)


def _settlement(settlement: Node, invoice: EInvoice) -> None:
    settlement.put("ram:TaxCurrencyCode", invoice.base_currency)
    settlement.put("ram:InvoiceCurrencyCode", invoice.currency)
    if invoice.iban:
        means = settlement.inside("ram:SpecifiedTradeSettlementPaymentMeans")
        means.put("ram:TypeCode", CREDIT_TRANSFER)
        means.inside("ram:PayeePartyCreditorFinancialAccount").put("ram:IBANID", invoice.iban)
        if invoice.bic:
            means.inside("ram:PayeeSpecifiedCreditorFinancialInstitution").put("ram:BICID", invoice.bic)
    for part in invoice.parts:
        tax = settlement.inside("ram:ApplicableTradeTax")
        tax.put("ram:CalculatedAmount", part.tax)
        tax.put("ram:TypeCode", "VAT")
        tax.put("ram:ExemptionReason", part.category.reason)
        tax.put("ram:BasisAmount", part.base)
        tax.put("ram:CategoryCode", part.category.code)
        tax.put("ram:ExemptionReasonCode", part.category.reason_code)
        tax.put("ram:RateApplicablePercent", part.category.rate)
    for part in invoice.parts:
        if part.allowance:
            _category(_discount(settlement, part.allowance).inside("ram:CategoryTradeTax"), part.category)
    if invoice.payment_terms or invoice.due_day:
        terms = settlement.inside("ram:SpecifiedTradePaymentTerms")
        terms.put("ram:Description", invoice.payment_terms)
        if invoice.due_day is not None:
            _day(terms.inside("ram:DueDateDateTime"), invoice.due_day)
    _sums(settlement.inside("ram:SpecifiedTradeSettlementHeaderMonetarySummation"), invoice)
    if invoice.preceding is not None:
        reference = settlement.inside("ram:InvoiceReferencedDocument")
        reference.put("ram:IssuerAssignedID", invoice.preceding.number)
        _day(reference.inside("ram:FormattedIssueDateTime"), invoice.preceding.day, "qdt")


def _sums(sums: Node, invoice: EInvoice) -> None:
    sums.put("ram:LineTotalAmount", invoice.lines_total)
    sums.put("ram:AllowanceTotalAmount", invoice.allowances or None)
    sums.put("ram:TaxBasisTotalAmount", invoice.net)
    sums.put("ram:TaxTotalAmount", invoice.tax, currencyID=invoice.currency)
    sums.put("ram:TaxTotalAmount", invoice.base_tax, currencyID=invoice.base_currency)
    sums.put("ram:RoundingAmount", invoice.rounding or None)
    sums.put("ram:GrandTotalAmount", invoice.total)
    sums.put("ram:TotalPrepaidAmount", invoice.paid or None)
    sums.put("ram:DuePayableAmount", invoice.due)


def _discount(parent: Node, amount: Decimal) -> Node:
    allowance = parent.inside("ram:SpecifiedTradeAllowanceCharge")
    allowance.inside("ram:ChargeIndicator").put("udt:Indicator", "false")
    allowance.put("ram:ActualAmount", amount)
    allowance.put("ram:ReasonCode", DISCOUNT)
    return allowance


def _category(tax: Node, given: Category) -> None:
    tax.put("ram:TypeCode", "VAT")
    tax.put("ram:CategoryCode", given.code)
    tax.put("ram:RateApplicablePercent", given.rate)


def _day(parent: Node, day: date, types: str = "udt") -> None:
    parent.put(f"{types}:DateTimeString", f"{day:%Y%m%d}", format="102")
