"""Fixtures that all tests share. Every test has databases of its own, copied from one template and really committed to."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from webtest import TestApp

from bigcapital import clock
from bigcapital.starting import start
from bigcapital.tenancy.installation import Installation
from bigcapital.tenancy.tenant import TenantRecord
from tests import template
from tests.client import Client

pytest_plugins = ("tests.services",)

# No test asserts how long something took: machines are busy.
hypothesis.settings.register_profile("untimed", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow])
hypothesis.settings.load_profile("untimed")


@pytest.fixture(scope="session")
def template_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data directory with Ann and her organization in it. Copy it, never open it."""
    return template.make(tmp_path_factory.mktemp("template"))


@pytest.fixture
def data_dir(template_folder: Path, tmp_path: Path) -> Path:
    """This test's copy."""
    return Path(shutil.copytree(template_folder, tmp_path / "data"))


@pytest.fixture
def installation(data_dir: Path) -> Iterator[Installation]:
    """The embedded default over this test's files, with all services."""
    made = start(template.settings(data_dir))
    yield made
    made.close()


@pytest.fixture
def tenant(installation: Installation) -> template.Units:
    """Ann's organization: ``with tenant() as t`` is a unit of work, committed at its end, undone when it raises."""
    return template.the_tenant(installation)


@pytest.fixture
def record(tenant: template.Units) -> TenantRecord:
    """What the system database says of Ann's organization."""
    return tenant.record


@pytest.fixture
def system(installation: Installation) -> template.Systems:
    """``with system() as s`` is a unit of work on the system database."""
    return template.Systems(installation)


@pytest.fixture
def peek(tenant: template.Units) -> Callable[..., list[Any]]:
    """``peek("SELECT …", name=value)``: what is on the disk of Ann's organization."""
    return tenant.peek


@pytest.fixture
def app(installation: Installation) -> TestApp:
    """The web application over this test's files."""
    return template.app(installation)


@pytest.fixture
def anyone(app: TestApp) -> Client:
    """Somebody who is not signed in."""
    return Client(app)


@pytest.fixture
def sign_in(anyone: Client) -> Callable[..., Client]:
    """A client with a token, standing where sign-in says."""

    def signed(email: str, password: str) -> Client:
        answer = anyone.post("auth/signin", {"email": email, "password": password}).json
        headers = {"Authorization": f"Bearer {answer['access_token']}"}
        if answer["organization_id"]:
            headers["organization-id"] = answer["organization_id"]
        return Client(anyone.app, headers)

    return signed


@pytest.fixture
def ann(sign_in: Callable[..., Client]) -> Client:
    """The administrator of a built organization."""
    return sign_in(template.ANN["email"], template.ANN["password"])


@pytest.fixture(autouse=True)
def _real_clock() -> Iterator[None]:
    """Whatever a test does to the clock ends with it."""
    yield
    clock.use(None)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The files that take longest first: begun last, one would keep a core busy for a minute while the other has nothing to do.

    (`tools/prove` keeps this order, where the runner of two processes would begin with the files of most tests.)
    """
    items.sort(key=lambda item: "campaigns" not in item.path.parts)
