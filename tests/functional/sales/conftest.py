"""Something to sell, and somebody to sell it to."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bigcapital import clock
from bigcapital.starting import start
from bigcapital.tenancy.installation import Installation
from tests import template
from tests.client import Client
from tests.functional.contacts.conftest import at, member
from tests.functional.organization.conftest import invited, letters
from tests.functional.sales.selling import Shop, opened
from tests.functional.test_mail import Inbox, smtp
from tests.template import Units

__all__ = ["at", "invited", "letters", "member", "smtp"]


@pytest.fixture
def shop(ann: Client, tenant: Units) -> Shop:
    """A customer, three items and three tax rates."""
    return opened(ann, tenant)


@pytest.fixture
def inbox() -> Inbox:
    """What arrives by mail."""
    return Inbox()


@pytest.fixture
def mailing(data_dir: Path, smtp: str) -> Iterator[Installation]:
    """This test's installation, which hands its mails to a real server. To be called ``installation`` by whoever wants it."""
    made = start(template.settings(data_dir, mail__url=smtp, mail__sender="Books <books@example.com>"))
    yield made
    clock.use(None)
    made.close()
