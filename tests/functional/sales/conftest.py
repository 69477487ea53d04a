"""Something to sell, and somebody to sell it to."""

from __future__ import annotations

import pytest

from tests.client import Client
from tests.functional.contacts.conftest import at, member
from tests.functional.organization.conftest import invited, letters
from tests.functional.sales.selling import Shop, opened
from tests.template import Units

__all__ = ["at", "invited", "letters", "member"]


@pytest.fixture
def shop(ann: Client, tenant: Units) -> Shop:
    """A customer, three items and three tax rates."""
    return opened(ann, tenant)
