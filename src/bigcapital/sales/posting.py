"""What a sale does to the books: somebody owes it, or money came in, against income, tax, discount and adjustment."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal

from bigcapital.accounting.accounts.chart import Known
from bigcapital.documents.model import DocumentLine, taxes_of
from bigcapital.ledger.conversion import Leg, credit, debit
from bigcapital.ledger.money import ZERO
from bigcapital.sales.model import Sale

Accounts = Callable[[str], Known]  # the account that the product knows by a slug


def sale_legs(
    document: Sale,
    lines: Sequence[DocumentLine],
    *,
    counter: Known,
    account: Accounts,
    type_of: Callable[[int], str],
    branch_id: int | None,
) -> list[Leg]:
    """The legs of a sale, in its currency: its total on ``counter`` (receivable, or where the money went) against the rest.

    Each line moves its income account without tax, each rate the tax payable; the document's discount and adjustment have
    accounts of their own. The discount says of which rate it is taken, so that what is
    taxed can be read from the ledger. ``type_of``: an account's type by its id.
    """
    legs = [debit(counter.id, counter.account_type, document.total, contact_id=document.customer_id, branch_id=branch_id)]
    for line in lines:
        assert line.sell_account_id is not None
        legs.append(
            credit(
                line.sell_account_id,
                type_of(line.sell_account_id),
                line.net,
                item_id=line.item_id,
                branch_id=branch_id,
                project_id=line.project_id,
                tax_rate_id=line.tax_rate_id,
                tax_percentage=line.tax_rate,
                note=line.description,
            )
        )
    for (tax, rate), amount in taxes_of(lines).items():
        payable = account("tax-payable")
        legs.append(credit(payable.id, payable.account_type, amount, branch_id=branch_id, tax_rate_id=tax, tax_percentage=rate))
    for (rate_id, percentage), discount in _discounts(lines).items():
        given = account("discount")
        legs.append(debit(given.id, given.account_type, discount, branch_id=branch_id, tax_rate_id=rate_id, tax_percentage=percentage))
    if document.adjustment:
        charges = account("other-charges")
        legs.append(credit(charges.id, charges.account_type, document.adjustment, branch_id=branch_id))
    return legs


def _discounts(lines: Iterable[DocumentLine]) -> dict[tuple[int | None, Decimal | None], Decimal]:
    """The document's discount, without tax, by the rate of what it is taken of."""
    sums: dict[tuple[int | None, Decimal | None], Decimal] = {}
    for line in lines:
        key = (line.tax_rate_id, line.tax_rate)
        sums[key] = sums.get(key, ZERO) + line.discount_share
    return sums
