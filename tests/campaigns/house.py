"""A whole product over one kind of database server, for the campaigns to work on."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import structlog
from webtest import TestApp

import bigcapital
from bigcapital.config import Settings
from bigcapital.tenancy.installation import Installation
from tests import template
from tests.client import Client

BOTH = ("sqlite", pytest.param("mariadb", marks=pytest.mark.services))


@dataclass(frozen=True)
class House:
    """Ann's organization, and callers who are signed in as Ann. ``ann()`` makes one for a thread of its own."""

    installation: Installation
    app: Any
    tenant: template.Units
    headers: dict[str, str]

    def ann(self) -> Client:
        return Client(TestApp(self.app), self.headers)


def placed_on(server: str, request: pytest.FixtureRequest, folder: Path) -> Settings:
    """Settings that place everything on ``server``: sqlite, or the real MariaDB."""
    if server == "sqlite":
        return template.settings(folder)
    return template.on_mariadb(folder, request.getfixturevalue("mariadb"))


@contextmanager
def quiet() -> Iterator[None]:
    """Nothing is logged: a campaign breaks things on purpose, thousands of times."""
    before = structlog.get_config()
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    try:
        yield
    finally:
        structlog.configure(**before)


@contextmanager
def house(settings: Settings, **metadata: Any) -> Iterator[House]:
    """A running product with one organization of this metadata."""
    with quiet(), template.running(settings) as installation:
        template.found(installation, **metadata)
        app = bigcapital.main(installation=installation)
        signed = Client(TestApp(app)).post("auth/signin", {key: template.ANN[key] for key in ("email", "password")}).json
        headers = {"Authorization": f"Bearer {signed['access_token']}", "organization-id": signed["organization_id"]}
        yield House(installation, app, template.the_tenant(installation), headers)
