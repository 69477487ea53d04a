"""What a cell of a file names instead of an id: accounts, branches and tax rates, by name or code."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

from bigcapital.accounting import dimensions
from bigcapital.accounting.accounts.chart import chart
from bigcapital.accounting.taxes.rates import taxes
from bigcapital.rest.exchanged import Given, Relation, Taken, fold
from bigcapital.tenancy.tenant import Tenant


def by_names(rows: Iterable[tuple[int, Iterable[str | None]]], wanted: Collection[str]) -> dict[str, set[int]]:
    """Folded name → ids, of ``rows`` (an id, and what it is called), for the ``wanted`` names. A name of several has them all."""
    found: defaultdict[str, set[int]] = defaultdict(set)
    folds = {fold(name) for name in wanted}
    for id, names in rows:
        for name in names:
            if name and (folded := fold(name)) in folds:
                found[folded].add(id)
    return found


def _accounts(tenant: Tenant, names: Collection[str]) -> Mapping[str, Collection[int]]:
    return by_names(((one.id, (one.name, one.code)) for one in chart(tenant)), names)


def _branches(tenant: Tenant, names: Collection[str]) -> Mapping[str, Collection[int]]:
    return by_names(((id, (one["name"], one["code"])) for id, one in dimensions.branches(tenant).by_id.items()), names)


def _taxes(tenant: Tenant, names: Collection[str]) -> Mapping[str, Collection[int]]:
    return by_names(((one.id, (one.code, one.name)) for one in taxes(tenant)), names)


def branches_shown(tenant: Tenant) -> bool:
    """Whether the organization works with branches."""
    return dimensions.branches(tenant).shown


def _contacts(tenant: Tenant, names: Collection[str]) -> Mapping[str, Collection[int]]:
    return by_names(((id, (name,)) for id, name in dimensions.contacts_called(tenant, names)), names)


ACCOUNT = Relation("Account", _accounts)
BRANCH = Relation("Branch", _branches)
CONTACT = Relation("Contact", _contacts)
TAX_RATE = Relation("TaxRate", _taxes)

TAKEN_BRANCH = Taken("branch_id", "Branch", of=BRANCH, when=branches_shown)
GIVEN_BRANCH = Given("branch", "Branch", "branch.name", when=branches_shown)
