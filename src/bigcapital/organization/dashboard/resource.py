"""``/api/dashboard``."""

from __future__ import annotations

from typing import Any

from bigcapital.accounting.settings.operations import value
from bigcapital.organization.here import books_of, record_of
from bigcapital.rest import Answer, Collection, action, collection
from bigcapital.security.grants import grants_of


class AbilityOut(Answer):
    """What the caller may do; ``all``/``manage`` is everything."""

    subject: str
    action: str


class FeatureOut(Answer):
    """A part of the product that an organization can have or not."""

    name: str
    is_accessible: bool
    default_accessible: bool


class Boot(Answer):
    """What the app shows to this caller."""

    abilities: list[AbilityOut]
    features: list[FeatureOut]
    is_bigcapital_cloud: bool


FEATURES = ("warehouses", "branches")


@collection("dashboard", root=True)
class Dashboard(Collection):
    """What a client needs to know before it shows anything."""


@action(Dashboard, "boot", method="GET", access="user", answer=Boot)
def boot(dashboard: Dashboard) -> dict[str, Any]:
    """What the caller may do, and which features are on."""
    request = dashboard.request
    record, books = record_of(request), books_of(request)
    allowed = grants_of(request.installation, record, request.caller.member.role_id).allowed
    abilities = [("all", "manage")] if allowed is None else sorted(allowed)
    on = {name: books is not None and bool(value(books, "features", name)) for name in FEATURES} | {"BankSyncing": False}
    return {
        "abilities": [{"subject": subject, "action": ability} for subject, ability in abilities],
        "features": [{"name": name, "is_accessible": is_on, "default_accessible": False} for name, is_on in on.items()],
        "is_bigcapital_cloud": False,
    }
