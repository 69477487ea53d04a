"""Estimates by mail."""

from __future__ import annotations

from typing import Any

from bigcapital.documents import present
from bigcapital.sales.estimates import operations
from bigcapital.sales.estimates.model import SaleEstimate
from bigcapital.sales.estimates.paper import PAPER
from bigcapital.sales.estimates.present import shown
from bigcapital.sales.mail import letters
from bigcapital.sales.mail.operations import Mailed
from bigcapital.tenancy.tenant import Tenant


def _deliver(tenant: Tenant, estimate: Any) -> None:
    if not estimate.is_delivered:
        operations.deliver(tenant, estimate)


MAILED = Mailed(
    ref="SaleEstimate",
    model=SaleEstimate,
    whole=lambda tenant, row: present.whole(tenant, row, shown),
    paper=PAPER.of,
    deliver=_deliver,
    letter=letters.Letter(
        letters.ESTIMATE_SUBJECT,
        letters.ESTIMATE,
        placeholders={
            "Estimate Number": "estimate_number",
            "Estimate Date": "formatted_estimate_date",
            "Estimate Amount": "total_formatted",
            "Estimate Expiration Date": "formatted_expiration_date",
        },
        attach="attach_estimate",
        figures=letters.AMOUNTS
        | {
            "estimate_number": "estimate_number",
            "estimate_date": "estimate_date",
            "estimate_date_formatted": "formatted_estimate_date",
            "expiration_date": "expiration_date",
            "expiration_date_formatted": "formatted_expiration_date",
        },
    ),
)
