"""Answers have at least the keys, of the kinds, that clients in the field rely on (``wire.json``: method and path → shape)."""

from __future__ import annotations

import json
import re
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from bigcapital.rest.declare import Endpoint
from tests.contract.conftest import World
from tests.contract.filling import fill

WIRE: dict[str, dict[str, Any]] = json.loads((Path(__file__).parent / "wire.json").read_text())
# The shape of this one was merged over all resources: no single one has all the fields.
MERGED = {"GET /api/resources/{}/meta"}
# Some keys are there only when they are asked for.
_PERIODS = "display_columns_type=date_periods&display_columns_by=month&previous_period=true&previous_year=true"
ASKING = {
    "get_customers": "?search_keyword=name",
    "get_items": "?search_keyword=name",
    "get_sale_invoices": "?search_keyword=INV",
    "get_credit_notes": "?search_keyword=CN",
    "get_payments_received": "?search_keyword=PAY",
    "get_reports_balance_sheet": f"?{_PERIODS}&percentage_of_column=true",
    "get_reports_profit_loss_sheet": f"?{_PERIODS}",
    "get_reports_cashflow_statement": f"?{_PERIODS}",
    "get_reports_customer_balance_summary": "?none_transactions=false",
    "get_reports_vendor_balance_summary": "?none_transactions=false",
    "get_reports_transactions_by_customers": "?none_transactions=false",
    "get_reports_transactions_by_vendors": "?none_transactions=false",
    "get_reports_sales_by_items": "?from_date=2026-01-01&to_date=2026-12-31",
    "get_reports_sales_tax_liability_summary": "?from_date=2026-01-01&to_date=2026-12-31",
    "get_reports_general_ledger": "?from_date=2026-01-01&to_date=2026-12-31",
    "get_reports_journal": "?from_date=2026-01-01&to_date=2026-12-31",
}
SOMETIMES = {"multi_currency", "closing_balance_subaccounts", "html_content"}  # when it is so, when asked for


def differences(shape: Any, value: Any, where: str = "") -> list[str]:
    """What ``value`` lacks of ``shape``, or has of another kind."""
    if isinstance(shape, dict):
        if not isinstance(value, dict):
            return [] if value is None else [f"{where} is no object but {value!r:.60}"]
        missing = [f"{where}.{key} is missing" for key in shape if key not in value and key not in SOMETIMES]
        return missing + [found for key in shape if key in value for found in differences(shape[key], value[key], f"{where}.{key}")]
    if isinstance(shape, list):
        if not isinstance(value, list):
            return [] if value is None else [f"{where} is no array but {value!r:.60}"]
        return _of_all([differences(shape[0], one, f"{where}[]") for one in value]) if shape and value else []
    return [] if value is None or shape is None or fits(shape, value) else [f"{where} should be {shape} and is {value!r:.60}"]


def _of_all(found: list[list[str]]) -> list[str]:
    """What is wrong with the elements of an array. A shape is merged over many, so a key may stand in one of them alone."""
    missing = set.intersection(*({one for one in each if one.endswith("is missing")} for each in found))
    return sorted(missing | {one for each in found for one in each if not one.endswith("is missing")})


def fits(kinds: str, value: Any) -> bool:
    """Whether a value is of one of the kinds ``number|string|bool|date|datetime|null``."""
    for kind in kinds.split("|"):
        if kind == "null":  # only empty was seen: its type is another's business
            return True
        if kind == "number" and isinstance(value, int | float) and not isinstance(value, bool):
            return True
        if kind == "bool" and isinstance(value, bool):
            return True
        if kind == "string" and isinstance(value, str):
            return True
        if kind in {"date", "datetime"} and isinstance(value, str) and re.match(r"\d{4}[-/]\d{2}[-/]\d{2}", value):
            datetime.fromisoformat(value[:10].replace("/", "-"))
            return True
    return False


def shape_of(endpoint: Endpoint) -> tuple[str, Any]:
    """The wire's entry for an endpoint, whatever its parameters are called."""
    place = f"{endpoint.method} " + re.sub(r"\{\w+\}", "{}", endpoint.path)
    for key, entry in WIRE.items():
        if re.sub(r":\w+", "{}", key) == place:
            return place, entry
    return place, None


def test_what_is_served_answers_as_clients_know_it(world: World) -> None:
    wrong: list[str] = []
    compared = 0
    for endpoint in world.endpoints:
        place, entry = shape_of(endpoint)
        if entry is None:
            continue
        if entry["success"] != endpoint.status:
            wrong.append(f"{place}: answers {endpoint.status}, clients know {entry['success']}")
        if entry["shape"] is None or place in MERGED or {"job_id", "jobId", "token"} & set(endpoint.parameters):
            continue
        created = world.created.get(f"{endpoint.method} {endpoint.path}")
        if created is None and endpoint.method != "GET":
            continue
        if created is None:
            filled = fill(endpoint, world.ids["acme"], "acme")
            filled.query = ASKING.get(endpoint.operation_id, filled.query)
            answer = world.ask(endpoint, world.ann.headers, filled)
            if answer.status_int != endpoint.status:
                wrong.append(f"{place}: {answer.status} {answer.text[:200]}")
                continue
            created = answer.json
        compared += 1
        shape = entry["shape"]
        # A report's ``table`` is another form of the same answer.
        shape = {key: inner for key, inner in shape.items() if key != "table"} if isinstance(shape, dict) else shape
        found = differences(shape, created)
        wrong += [f"{place}: {one}" for one in found]
    assert compared > 15
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize(
    ("shape", "value"), [("number", "1"), ("string", 1), ({"a": "bool"}, {"a": 0}), ({"a": "bool"}, {}), (["number"], {})]
)
def test_the_comparison_sees_a_difference(shape: Any, value: Any) -> None:
    assert differences(shape, value)
