"""The shapes of the answers in JSON, as in ``schema``: reports by contact, by item and by tax, and of exchange gains."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from bigcapital.reports.schema import LedgerBalance, ReportMoney, ReportOut, ReportPages, ReportShare
from bigcapital.rest.schema import Answer


class ContactTotal(Answer):
    """A balance, and its share of all balances if that was asked for."""

    total: ReportMoney
    percentage_of_column: ReportShare | None = None


class CustomerBalance(ContactTotal):
    """What a customer owes."""

    id: int
    customer_name: str


class VendorBalance(ContactTotal):
    """What a vendor is owed."""

    id: int
    vendor_name: str


class CustomerBalances(Answer):
    """The customers, and the total of them all."""

    customers: list[CustomerBalance]
    total: ContactTotal


class VendorBalances(Answer):
    """The vendors, and the total of them all."""

    vendors: list[VendorBalance]
    total: ContactTotal


class CustomerBalancesOut(ReportOut):
    """A summary of customers' balances."""

    data: CustomerBalances


class VendorBalancesOut(ReportOut):
    """A summary of vendors' balances."""

    data: VendorBalances


class ContactLine(Answer):
    """A line, and what the contact owed (or was owed) after it."""

    id: int
    date: date
    date_formatted: str
    credit: ReportMoney
    debit: ReportMoney
    running_balance: ReportMoney
    account_id: int
    account_name: str
    account_code: str | None
    transaction_number: str | None
    reference_number: str | None
    transaction_type: str
    transaction_type_formatted: str
    reference_type: str
    reference_id: int
    note: str | None
    currency_code: str
    created_at: datetime


class _ContactLines(Answer):
    id: int
    opening_balance: LedgerBalance
    transactions: list[ContactLine]
    closing_balance: LedgerBalance


class CustomerLines(_ContactLines):
    """A customer with its lines."""

    customer_name: str


class VendorLines(_ContactLines):
    """A vendor with its lines."""

    vendor_name: str


class CustomerLinesOut(ReportOut):
    """Transactions by customers."""

    data: list[CustomerLines]
    pagination: ReportPages | None = None


class VendorLinesOut(ReportOut):
    """Transactions by vendors."""

    data: list[VendorLines]
    pagination: ReportPages | None = None


class GainLossOwner(Answer):
    """Whose a gain or loss is; no account where its entry names none. ``id``: the row of its account, contact and currency."""

    id: str
    account_id: int | None
    account_name: str
    account_code: str | None
    contact_id: int | None
    contact_name: str
    contact_type: str
    currency_code: str


class RealizedSums(Answer):
    """What was gained and lost, base currency; ``net`` is the gain less the loss."""

    gain: ReportMoney
    loss: ReportMoney
    net: ReportMoney


class RealizedGainLossRow(GainLossOwner, RealizedSums):
    """What was realized with one account, contact and currency."""


class RealizedGainLossData(Answer):
    """By account, contact and currency, and all together."""

    realized: list[RealizedGainLossRow]
    total: RealizedSums


class RealizedGainLossOut(ReportOut):
    """Realized exchange gains and losses."""

    data: RealizedGainLossData


class UnrealizedSums(Answer):
    """What the books carry and what it is worth, base currency, positive where debit.

    ``recorded``: what a revaluation at that day has put into the books; ``difference``: the gain that they do not say yet.
    """

    base_balance: ReportMoney
    value: ReportMoney
    recorded: ReportMoney
    difference: ReportMoney


class UnrealizedGainLossRow(GainLossOwner, UnrealizedSums):
    """An open balance in its own currency, at a rate; no rate where nothing is left of it."""

    balance: ReportMoney
    exchange_rate: Decimal | None


class UnrealizedGainLossData(Answer):
    """By account, contact and currency, and all together."""

    unrealized: list[UnrealizedGainLossRow]
    total: UnrealizedSums


class UnrealizedGainLossOut(ReportOut):
    """Unrealized exchange gains and losses."""

    data: UnrealizedGainLossData


class SalesTaxSums(Answer):
    """What was taxed, the tax, and how much of it was collected, base currency."""

    taxable_amount: ReportMoney
    tax_amount: ReportMoney
    collected_tax_amount: ReportMoney


class SalesTaxRow(SalesTaxSums):
    """One rate; ``tax_percentage``: the tax as a share of what was taxed."""

    id: int
    tax_name: str
    tax_percentage: ReportShare


class SalesTaxData(Answer):
    """By rate, and all together."""

    tax_rates: list[SalesTaxRow]
    total: SalesTaxSums


class SalesTaxOut(ReportOut):
    """What is owed to the tax office of sales."""

    data: SalesTaxData


class SoldItem(Answer):
    """What was sold of an item, less what was credited: ``sold_cost`` is what it came to, without tax and after discounts."""

    id: int
    name: str
    code: str | None
    quantity_sold: Decimal
    sold_cost: Decimal
    average_sell_price: Decimal | None
    quantity_sold_formatted: str
    sold_cost_formatted: str
    average_sell_price_formatted: str
    currency_code: str


class SoldTotal(Answer):
    """All items together."""

    quantity_sold: Decimal
    sold_cost: Decimal
    quantity_sold_formatted: str
    sold_cost_formatted: str
    currency_code: str


class SalesByItemsData(Answer):
    """By item, and all together."""

    items: list[SoldItem]
    total: SoldTotal


class SalesByItemsOut(ReportOut):
    """What was sold of which item."""

    data: SalesByItemsData


class AgingPeriod(Answer):
    """How long due: from ``before_days`` to ``to_days`` (None: or longer), that is due from ``to_period`` to ``from_period``."""

    from_period: date
    to_period: date | None
    before_days: int
    to_days: int | None


class AgedPeriod(AgingPeriod):
    """What has been due for so long."""

    total: ReportMoney


class Aged(Answer):
    """What is owed: not due yet, by how long it has been due, and together."""

    current: ReportMoney
    aging: list[AgedPeriod]
    total: ReportMoney


class AgedCustomer(Aged):
    """What one customer owes."""

    customer_id: int
    customer_name: str


class ReceivableAgingData(Answer):
    """By customer, and all together."""

    customers: list[AgedCustomer]
    total: Aged


class ReceivableAgingOut(ReportOut):
    """What customers owe by how long it has been due, base currency."""

    data: ReceivableAgingData
    columns: list[AgingPeriod]


class StatementBalance(ReportMoney):
    """What stood on a day, in the customer's currency."""

    date: date


class StatementLine(Answer):
    """What a document moved on a day, in the customer's currency, and what stood after it; ``id`` is what its row is called."""

    id: str
    date: date
    date_formatted: str
    reference_type: str
    reference_id: int
    transaction_type_formatted: str
    transaction_number: str | None
    reference_number: str | None
    charged: ReportMoney
    credited: ReportMoney
    balance: ReportMoney


class OtherBalance(Answer):
    """What stands in another currency than the customer's."""

    amount: Decimal
    currency_code: str


class CustomerStatementData(Answer):
    """What one customer was charged and paid, and what stands by how long it has been due."""

    customer_id: int
    customer_name: str
    currency_code: str
    opening_balance: StatementBalance
    transactions: list[StatementLine]
    closing_balance: StatementBalance
    aging: Aged
    other_balances: list[OtherBalance]


class CustomerStatementOut(ReportOut):
    """A statement of account, in the customer's currency."""

    data: CustomerStatementData
