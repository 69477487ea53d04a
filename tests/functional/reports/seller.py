"""Who sells, for the tests of what reports say of sales: the owner over HTTP, a shop that may sell, and members with fewer rights."""

from __future__ import annotations

import pytest

from tests import template
from tests.client import Client
from tests.functional.contacts.conftest import member
from tests.functional.organization.conftest import invited, letters
from tests.functional.sales.selling import Shop, opened

__all__ = ["ann", "invited", "letters", "member", "shop"]


@pytest.fixture
def ann(sign_in) -> Client:
    return sign_in(template.ANN["email"], template.ANN["password"])


@pytest.fixture
def shop(ann, tenant) -> Shop:
    return opened(ann, tenant)
