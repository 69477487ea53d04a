"""What payments and credit notes need alike: where a customer's debts stand, what may be applied, and money accounts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from bigcapital.accounting import dimensions
from bigcapital.accounting.accounts.chart import Known, chart, receivable, system_account
from bigcapital.accounting.currencies.rates import decimals_fault
from bigcapital.errors import DomainError, Fault, InvalidInput
from bigcapital.ledger.conversion import Leg, debit
from bigcapital.ledger.money import ZERO
from bigcapital.sales.invoices.model import SaleInvoice
from bigcapital.sales.settling.posting import Applied, Owed
from bigcapital.tenancy.tenant import Tenant


class InvoicesNotFound(DomainError):
    type = "INVOICES_IDS_NOT_FOUND"


class AccountOfOtherCurrency(DomainError):
    type = "PAYMENT_ACCOUNT_CURRENCY_INVALID"


def owed(tenant: Tenant, customer_id: int, currency: str) -> Owed:
    """Where a customer's debts in ``currency`` stand."""

    def difference(branch_id: int | None) -> Leg:
        account = system_account(tenant, "exchange-grain-loss")
        return debit(account.id, account.account_type, ZERO, branch_id=branch_id)

    return Owed(customer_id, currency, receivable(tenant, currency).id, tenant.base_currency, difference)


def applied(tenant: Tenant, invoice: SaleInvoice, amount: Decimal) -> Applied:
    """So much of an invoice, as postings need it."""
    return Applied(amount, invoice.exchange_rate, dimensions.branches(tenant).on_line(invoice.branch_id))


def money_account(
    tenant: Tenant,
    id: int,
    types: Iterable[str],
    currency: str,
    *,
    not_found: type[DomainError],
    wrong_type: type[DomainError],
    other_currency: type[DomainError] = AccountOfOtherCurrency,
) -> Known:
    """The account that money in ``currency`` comes to, or leaves.

    :raises DomainError: there is none, it is of no such type, or held in a third currency.
    """
    account = chart(tenant).get(id)
    if account is None:
        raise not_found(f"There is no account {id}.")
    if account.account_type not in types:
        raise wrong_type(f"{account.name} is no account for this.")
    if account.currency_code not in (currency, tenant.base_currency):
        raise other_currency(f"The account must be held in {currency} or in the base currency.")
    return account


def check_decimals(amounts: Iterable[tuple[str, Decimal | None]], currency: str) -> None:
    """Raises ``InvalidInput`` for all of these fields that have more decimals than ``currency``."""
    faults: Sequence[Fault | None] = [decimals_fault(name, value, currency) for name, value in amounts if value is not None]
    wrong = [fault for fault in faults if fault is not None]
    if wrong:
        raise InvalidInput(wrong)
