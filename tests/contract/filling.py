"""What to send to an endpoint: made from its schemas; the exceptions, where a rule of business wants more, are here."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from bigcapital.rest.declare import Endpoint
from tests.contract.example import example


@dataclass
class Filled:
    """Path parameters, query and body of one request."""

    parameters: dict[str, Any] = field(default_factory=dict)
    query: str = ""
    body: Any = None

    def json(self) -> bytes:
        return json.dumps({} if self.body is None else self.body).encode()


def _journal(canary: str) -> dict[str, Any]:
    lines = [{"index": 1, "account_id": 1000, "debit": 10, "note": canary}, {"index": 2, "account_id": 1001, "credit": 10, "note": canary}]
    return {"date": "2026-01-31", "reference": canary, "description": canary, "publish": True, "entries": lines}


def _document(**days: str) -> Callable[[str], Any]:
    """A document to the first customer, selling the first item."""
    line = {"item_id": 1, "quantity": 2, "rate": 10, "tax_code": "VAT"}
    return lambda canary: {"customer_id": 1, "reference_no": canary, "entries": [line | {"description": canary}], **days}


def _payment(canary: str) -> dict[str, Any]:
    """A payment of some of the first invoice, and more than that."""
    entries = [{"invoice_id": 1, "payment_amount": 1}]
    return {
        "customer_id": 1,
        "payment_date": "2026-02-28",
        "deposit_account_id": 1000,
        "amount": 5,
        "entries": entries,
        "statement": canary,
    }


_invoice = _document(invoice_date="2026-01-31", due_date="2026-02-28")
_estimate = _document(estimate_date="2026-01-31", expiration_date="2026-02-28")
_receipt = _document(receipt_date="2026-01-31")
_note = _document(credit_note_date="2026-01-31")
_recurring = _document(repeat_unit="month", starts_on="2040-01-31")
_APPLIED = {"entries": [{"invoice_id": 1, "amount": 1}]}
# What others name is created before them, in this order.
FIRST = ("accounts", "customers", "sale-invoices")

# Where the schema alone does not say what the rules accept: operation → canary → body.
BODIES: Mapping[str, Callable[[str], Any]] = {
    "post_accounts": lambda canary: {"name": f"canary-{canary}", "account_type": "expense", "description": canary},
    "put_accounts_id": lambda canary: {"name": f"canary-{canary}", "account_type": "expense"},
    "post_manual_journals": _journal,
    "put_manual_journals_id": _journal,
    "put_tax_rates_id": lambda canary: {"name": f"canary-{canary}", "code": f"canary-{canary}", "rate": 7.5},
    "post_currencies": lambda canary: {"currency_name": f"canary-{canary}", "currency_code": "JPY", "currency_sign": "¥"},
    "post_branches": lambda canary: {"name": f"canary-{canary}", "code": "B2"},
    "post_roles": lambda canary: {
        "role_name": f"canary-{canary}",
        "role_description": canary,
        "permissions": [{"subject": "Account", "ability": "View", "value": True}],
    },
    # Sales, so that journals may still be written and deleted.
    "put_transactions_locking_lock": lambda canary: {"module": "sales", "lock_to_date": "2026-01-31", "reason": canary},
    "put_transactions_locking_unlock_partial": lambda canary: {
        "module": "sales",
        "unlock_from_date": "2026-01-01",
        "unlock_to_date": "2026-01-31",
        "reason": canary,
    },
    "put_transactions_locking_cancel_unlock_partial": lambda canary: {"module": "sales"},
    "put_transactions_locking_cancel_lock": lambda canary: {"module": "sales", "reason": canary},
    "post_accounting_revaluations": lambda canary: {"date": "2026-01-31", "rates": {"EUR": 1.2}, "note": canary},
    "post_pdf_templates": lambda canary: {
        "resource": "SaleInvoice",
        "template_name": f"canary-{canary}",
        "attributes": {"primary_color": "#123456"},
    },
    "post_sale_estimates": lambda canary: _estimate(canary) | {"reference": canary, "delivered": True},
    "put_sale_estimates_id": _estimate,
    "post_sale_receipts": lambda canary: _receipt(canary) | {"deposit_account_id": 1000, "closed": True},
    "put_sale_receipts_id": lambda canary: _receipt(canary) | {"deposit_account_id": 1000},
    "post_sale_invoices": lambda canary: _invoice(canary) | {"delivered": True},
    "put_sale_invoices_id": _invoice,
    "post_sale_invoices_id_writeoff": lambda canary: {"expense_account_id": 1021, "reason": canary},
    "post_recurring_invoices": _recurring,
    "put_recurring_invoices_id": _recurring,
    "post_sale_invoices_id_reminders": lambda canary: {"to": ["someone@example.com"], "message": canary},
    "post_customers_id_statement_mail": lambda canary: {"to": ["someone@example.com"], "subject": canary, "message": canary},
    "put_payment_reminders": lambda canary: {"is_active": True, "steps": [{"days": 7, "subject": canary}]},
    "post_credit_notes": lambda canary: _note(canary) | {"open": True},
    "put_credit_notes_id": _note,
    "post_credit_notes_id_refunds": lambda canary: {"from_account_id": 1000, "amount": 1, "date": "2026-02-28", "description": canary},
    "post_credit_notes_id_apply_invoices": lambda canary: _APPLIED,
    "post_payments_received": _payment,
    "put_payments_received_id": _payment,
    "post_payments_received_id_apply_invoices": lambda canary: _APPLIED,
    "post_import_import_id_mapping": lambda canary: {"mapping": [{"from": "Display name", "to": "displayName"}]},
    "put_settings": lambda canary: {"options": [{"group": "accounts", "key": "account_code_required", "value": False}]},
}
# What there must be before everything can be created: something to sell, and something open in another currency, to be revalued.
PREPARED: tuple[tuple[str, Any], ...] = (
    ("items", {"name": "Advice", "type": "service", "sellable": True, "sell_account_id": 1025}),
    ("tax-rates", {"name": "VAT", "code": "VAT", "rate": 20, "active": True}),
    ("accounts", {"name": "Euros", "account_type": "bank", "currency_code": "EUR"}),
    (
        "manual-journals",
        {
            "date": "2026-01-15",
            "currency_code": "EUR",
            "exchange_rate": 1.1,
            "publish": True,
            "entries": [{"index": 1, "account_id": 1034, "debit": 10}, {"index": 2, "account_id": 1025, "credit": 10}],
        },
    ),
)
# What is then done with them, so that one of each can be asked for: the second application of a payment and of a credit note.
USED: tuple[tuple[str, Any], ...] = (
    ("credit-notes/1/refunds", {"from_account_id": 1000, "amount": 1, "date": "2026-02-28"}),
    ("credit-notes/1/apply-invoices", _APPLIED),
    ("credit-notes/1/apply-invoices", _APPLIED),
    ("payments-received/1/apply-invoices", _APPLIED),
)
PARAMETERS: Mapping[str, Any] = {
    "model": "account",
    "code": "USD",
    "currency_code": "USD",
    "module": "sales",
    "refund_credit_id": 1,
    "application_id": 2,
    "token": "x" * 64,
    "job_id": "0" * 32,
    "import_id": "0" * 64,
    "key": "0" * 64,
    "link": "A" * 43,
    "number": 1,
}
_REFERENCE, _SINCE = "reference_type=Journal&reference_id=1", "as_known_at=2026-01-01T00:00:00Z"
_CELLS = {
    "balance_sheet": "row=ASSETS&column=total",
    "profit_loss_sheet": "row=INCOME&column=total",
    "trial_balance_sheet": "row=TOTAL&column=debit",
    "general_ledger": "row=1000&column=closing_balance",
    "cashflow_statement": "row=OPERATING&column=total",
    "customer_balance_summary": "row=TOTAL&column=total",
    "vendor_balance_summary": "row=TOTAL&column=total",
    "transactions_by_customers": "row=1&column=closing_balance",
    "transactions_by_vendors": "row=2&column=closing_balance",
    "journal": "row=LINE_1&column=debit&from_date=2026-01-01&to_date=2026-12-31",
    "realized_gain_loss": "row=TOTAL&column=net",
    "unrealized_gain_loss": "row=TOTAL&column=difference&rates[EUR]=1.2",
    "transactions_by_reference": f"row=1&column=debit&{_REFERENCE}",
    "customer_statement": "customer_id=1&row=CLOSING_BALANCE&column=balance",
    "receivable_aging_summary": "row=TOTAL&column=current",
    "sales_tax_liability_summary": "row=TOTAL&column=tax_amount",
    "sales_by_items": "row=TOTAL&column=quantity_sold",
}
QUERIES: Mapping[str, str] = {
    "get_credit_notes_applied_invoices": "?invoice_id=1",
    "get_export": "?resource=Customer",
    "get_import_sample": "?resource=Customer",
    "get_reports_customer_statement": "?customer_id=1",
    "get_recurring_invoices_upcoming": "?repeat_unit=month&starts_on=2026-01-31",
    "get_reports_transactions_by_reference": f"?{_REFERENCE}",
    **{f"get_reports_{name}_explain": f"?{cell}" for name, cell in _CELLS.items()},
    **{f"get_reports_{name}_changes": f"?{_SINCE}&{_REFERENCE}&customer_id=1" for name in _CELLS},
    "get_reports_unrealized_gain_loss": "?rates[EUR]=1.2",
}


def fill(endpoint: Endpoint, ids: Mapping[str, Any], canary: str) -> Filled:
    """A request that the endpoint's declaration allows. ``ids``: of what was created, by collection; ``key`` of a file, ``link``."""
    parameters = {name: ids.get(name) or PARAMETERS.get(_snake(name)) for name in endpoint.parameters}
    if "id" in parameters:
        parameters["id"] = ids.get(endpoint.tag, 1)
    unknown = [name for name, value in parameters.items() if value is None]
    assert not unknown, f"{endpoint.path}: teach the generator what {unknown} may be"
    body = None
    if endpoint.operation_id in BODIES:
        body = BODIES[endpoint.operation_id](f"canary-{canary}" if not endpoint.root else canary)
    elif endpoint.body is not None:
        body = example(endpoint.body.model_json_schema(), word=f"canary-{canary}")
    return Filled(parameters, QUERIES.get(endpoint.operation_id, ""), body)


def _snake(name: str) -> str:
    return "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in name)
