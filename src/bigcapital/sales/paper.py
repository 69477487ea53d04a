"""Documents to customers on paper, made of what the API answers, so that paper and screen say the same to the cent."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from bigcapital.documents.paper.paper import Paper, Party, Sum
from bigcapital.ledger.money import plain

Whole = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class SalePaper:
    """How a kind of document becomes paper: field of the template → key of the answer.

    ``sums``: what stands below the total where it is not zero. ``stamp``: the word beside the title.
    """

    resource: str
    number: str
    details: Mapping[str, str]
    notes: Mapping[str, str]
    sums: Mapping[str, str]
    stamp: Callable[[Whole], str]

    def of(self, whole: Whole) -> Paper:
        """The paper of a document, of which this is the answer to its GET."""
        return Paper(
            resource=self.resource,
            number=whole[self.number] or "",
            customer=party(whole["customer"]),
            details={field: whole[key] or "" for field, key in self.details.items()},
            lines=[_line(entry) for entry in whole["entries"]],
            totals=[*totals(whole), *(Sum(field, whole[f"{key}_formatted"]) for field, key in self.sums.items() if whole[key])],
            notes={field: whole[key] or "" for field, key in self.notes.items()},
            stamp=self.stamp(whole),
        )


def party(customer: Mapping[str, Any]) -> Party:
    """Whom a document is for, at the address that bills go to."""
    town = " ".join(str(customer[key]) for key in ("billing_address_postcode", "billing_address_city") if customer.get(key))
    given = (customer.get(f"billing_address{key}") for key in ("1", "2"))
    rest = (customer.get(f"billing_address_{key}") for key in ("state", "country"))
    return Party(customer["display_name"], "\n".join(str(line) for line in (*given, town, *rest) if line))


def totals(whole: Whole) -> list[Sum]:
    """From the subtotal to the total; what is zero is left out, but not the two."""
    found = [Sum("subtotal", whole["subtotal_formatted"])]
    if whole["discount_amount"]:
        found.append(Sum("discount", f"-{whole['discount_amount_formatted']}"))
    for tax in whole["taxes"]:
        label = f"{tax['name']} ({plain(tax['tax_rate'])}%)"
        found.append(Sum("taxes", tax["tax_rate_amount_formatted"], label, included=whole["is_inclusive_tax"]))
    if whole["adjustment"]:
        found.append(Sum("adjustment", whole["adjustment_formatted"]))
    return [*found, Sum("total", whole["total_formatted"])]


def _line(entry: Mapping[str, Any]) -> dict[str, str]:
    return {
        "item": entry["item"]["name"],
        "description": entry["description"] or "",
        "quantity": entry["quantity_formatted"],
        "rate": entry["rate_formatted"],
        "total": entry["total_formatted"],
    }
