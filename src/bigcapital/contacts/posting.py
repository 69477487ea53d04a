"""What an opening balance does to the books: it is owed on the contact's control account, against opening balance equity."""

from __future__ import annotations

from bigcapital.contacts.model import Contact
from bigcapital.ledger.conversion import Leg, convert
from bigcapital.ledger.entry import Entry
from bigcapital.ledger.money import ONE


def opening_entry(contact: Contact, *, control_id: int, equity_id: int, base_currency: str, branch_id: int | None) -> Entry:
    """The entry of a contact's opening balance, which must be there. The accounts: the control account in the contact's
    currency, and opening balance equity.
    """
    amount, day = contact.opening_balance, contact.opening_balance_at
    assert amount is not None and day is not None
    on_debit = contact.CONTROL.normal == "debit"
    legs = (
        Leg(
            account_id=control_id,
            account_type=contact.CONTROL.key,
            amount=amount,
            is_debit=on_debit,
            contact_id=contact.id,
            branch_id=branch_id,
        ),
        Leg(account_id=equity_id, account_type="equity", amount=amount, is_debit=not on_debit, branch_id=branch_id),
    )
    rate = contact.opening_balance_exchange_rate or ONE
    return Entry(
        date=day,
        reference_type=contact.REFERENCE_TYPE,
        reference_id=contact.id,
        lines=convert(legs, currency=contact.currency_code, rate=rate, base_currency=base_currency),
    )
