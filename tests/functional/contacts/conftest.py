"""Each test of contacts is run for customers and for vendors."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest

from bigcapital import clock
from tests.client import Client
from tests.functional.contacts.people import BOTH, Kind
from tests.functional.organization.conftest import invited, letters

__all__ = ["invited", "letters"]


@pytest.fixture(params=BOTH, ids=lambda kind: kind.path)
def kind(request: pytest.FixtureRequest) -> Kind:
    return request.param


@pytest.fixture
def at() -> Callable[[str], None]:
    """Make it another moment."""

    def set_clock(moment: str) -> None:
        clock.use(lambda: datetime.fromisoformat(moment))

    return set_clock


@pytest.fixture
def member(ann: Client, invited: Callable[..., Client]) -> Callable[..., Client]:
    """Somebody in Ann's organization who may do only this."""

    def join(*permissions: tuple[str, str]) -> Client:
        granted = [{"subject": subject, "ability": ability, "value": True} for subject, ability in permissions]
        body = {"role_name": "Clerk", "role_description": "a clerk", "permissions": granted}
        return invited("clerk@example.com", ann.post("roles", body).json["data"]["id"])

    return join
