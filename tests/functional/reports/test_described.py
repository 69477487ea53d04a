"""Answers are what the description of the API says they are."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import BaseModel, TypeAdapter

from bigcapital.contacts.model import Contact
from bigcapital.reports import contacts_schema, schema
from tests.functional.reports.reading import Reader

COMPARED = {
    "display_columns_type": "date_periods", "display_columns_by": "quarter", "previous_period": "1", "previous_period_amount_change": "1",
    "previous_year": "1", "previous_year_percentage_change": "1",
}  # fmt: skip


@pytest.mark.parametrize(
    ("name", "model", "query"),
    [
        ("balance-sheet", schema.StatementOut, COMPARED | {"percentage_of_row": "1", "percentage_of_column": "1"}),
        ("profit-loss-sheet", schema.StatementOut, COMPARED | {"percentage_income": "1", "percentage_row": "1"}),
        ("trial-balance-sheet", schema.TrialBalanceOut, {}),
        ("general-ledger", schema.GeneralLedgerOut, {"page": 1}),
        ("journal", schema.JournalSheetOut, {"page": 1}),
        ("journal", schema.JournalSheetOut, {"after": "start", "page_size": 1}),
        ("cashflow-statement", schema.CashFlowOut, COMPARED),
        ("customer-balance-summary", contacts_schema.CustomerBalancesOut, {"percentage_column": "1"}),
        ("vendor-balance-summary", contacts_schema.VendorBalancesOut, {"percentage_column": "1"}),
        ("transactions-by-customers", contacts_schema.CustomerLinesOut, {"page": 1}),
        ("transactions-by-vendors", contacts_schema.VendorLinesOut, {"after": "start"}),
        ("realized-gain-loss", contacts_schema.RealizedGainLossOut, {}),
        ("unrealized-gain-loss", contacts_schema.UnrealizedGainLossOut, {}),
        ("sales-tax-liability-summary", contacts_schema.SalesTaxOut, {}),
        ("sales-by-items", contacts_schema.SalesByItemsOut, {}),
        ("receivable-aging-summary", contacts_schema.ReceivableAgingOut, {}),
        ("transactions-by-reference", schema.ByReferenceOut, {"reference_type": "Journal", "reference_id": 1}),
    ],
)
def test_an_answer_has_the_keys_of_its_description_and_no_others(
    ann: Reader, name: str, model: type[BaseModel], query: dict[str, Any]
) -> None:
    ann.add_account("Garage", under="Rent")
    ann.post("2024-01-05", ("Garage", 5), ("Bank Account", -5))
    with ann.tenant() as tenant:
        made = [Contact(contact_service=kind, currency_code="USD", display_name=kind, active=True) for kind in ("customer", "vendor")]
        tenant.session.add_all(made)
        tenant.session.flush()
        customer, vendor = (one.id for one in made)
    ann.post("2024-01-06", ("Accounts Receivable (A/R)", 5), ("Bank Account", -5), contact=customer)
    ann.post("2024-01-06", ("Bank Account", 5), ("Accounts Payable (A/P)", -5), contact=vendor)
    dates = {} if name == "transactions-by-reference" else {"from_date": "2024-01-01", "to_date": "2024-12-31"}
    answer = ann.report(name, **dates, **query)
    found = TypeAdapter(model).validate_python(answer)
    assert _undescribed(found) == []


def _undescribed(value: Any) -> list[str]:
    """Keys that no model names, as ``Model.key``."""
    if isinstance(value, list):
        return [one for inner in value for one in _undescribed(inner)]
    if not isinstance(value, BaseModel):
        return []
    own = [f"{type(value).__name__}.{key}" for key in value.model_extra or {}]
    return own + [one for inner in vars(value).values() for one in _undescribed(inner)]
