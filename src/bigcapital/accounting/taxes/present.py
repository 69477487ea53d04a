"""Tax rates as they go out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bigcapital.accounting.taxes.model import TaxRate
from bigcapital.ledger.money import plain

_OF_HISTORY = ("replaces_id", "user_id")
COLUMNS = tuple(column.name for column in TaxRate.__table__.columns if column.name not in _OF_HISTORY)


def shown(row: Mapping[str, Any]) -> dict[str, Any]:
    """A tax rate's columns and how people write it: ``Tax on Sales [15%]``."""
    percentage = f"{plain(row['rate'])}%"
    columns = {name: row[name] for name in COLUMNS}
    return {**columns, "name_formatted": f"{row['name']} [{percentage}]", "rate_formatted": percentage}


def of_row(row: TaxRate) -> dict[str, Any]:
    """The same of a mapped row."""
    return shown({name: getattr(row, name) for name in COLUMNS})
