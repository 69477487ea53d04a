"""The ids that a question names must be those of something: a filter by what does not exist is a mistake, not an empty book.

Asked of what the process remembers, so that it costs no statement, and only when an answer is made.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable

from bigcapital.accounting import dimensions
from bigcapital.accounting.accounts import chart
from bigcapital.accounting.dimensions import ContactKind
from bigcapital.errors import Fault, InvalidInput
from bigcapital.inventory.items.known import items
from bigcapital.reports.query import ReportQuery
from bigcapital.rest.schema import camel
from bigcapital.tenancy.tenant import Tenant

Known = Callable[[Tenant, Collection[int]], Iterable[int]]


def _accounts(tenant: Tenant, ids: Collection[int]) -> Iterable[int]:
    return chart.chart(tenant).accounts


def _branches(tenant: Tenant, ids: Collection[int]) -> Iterable[int]:
    return dimensions.branches(tenant).by_id


def _contacts(kind: ContactKind) -> Known:
    return lambda tenant, ids: [one.id for one in dimensions.contacts(tenant, ids).values() if one.kind == kind]


def _items(tenant: Tenant, ids: Collection[int]) -> Iterable[int]:
    return items(tenant, ids)


_NAMED: tuple[tuple[str, str, Known], ...] = (
    ("account_ids", "account", _accounts),
    ("accounts_ids", "account", _accounts),
    ("branches_ids", "branch", _branches),
    ("items_ids", "item", _items),
    ("customers_ids", "customer", _contacts("customer")),
    ("vendors_ids", "vendor", _contacts("vendor")),
)


def check_ids(tenant: Tenant, query: ReportQuery) -> None:
    """Raises ``InvalidInput`` naming every id in ``query`` that is nothing's."""
    faults = []
    for field, word, known in _NAMED:
        ids = getattr(query, field, ())
        there = set(known(tenant, ids)) if ids else set()
        faults += [
            Fault(f"{field}.{place}", "exists", f"{camel(field)}.{place}: there is no {word} {id}", id)
            for place, id in enumerate(ids)
            if id not in there
        ]
    if faults:
        raise InvalidInput(faults)
