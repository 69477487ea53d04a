"""An installation without organizations on SQLite and, for the same tests again, on a real MariaDB."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, event

from bigcapital.config import Settings
from bigcapital.tenancy.installation import Installation
from bigcapital.tenancy.model import Organization
from bigcapital.tenancy.tenant import TenantRecord
from tests import template


@pytest.fixture(params=["sqlite", pytest.param("mariadb", marks=pytest.mark.services)])
def placed(request: pytest.FixtureRequest, tmp_path: Path) -> Settings:
    """Settings that place everything on one kind of server."""
    if request.param == "sqlite":
        return template.settings(tmp_path / "data")
    return template.on_mariadb(tmp_path / "data", request.getfixturevalue("mariadb"))


@pytest.fixture
def house(placed: Settings) -> Iterator[Installation]:
    """Nobody lives there yet."""
    with template.running(placed) as installation:
        yield installation


@pytest.fixture
def on_mariadb(tmp_path: Path, mariadb: str) -> Iterator[Installation]:
    """The same, on MariaDB alone."""
    with template.running(template.on_mariadb(tmp_path / "data", mariadb)) as installation:
        yield installation


class Town:
    """Founds organizations."""

    def __init__(self, installation: Installation):
        self.installation = installation
        self.system = template.Systems(installation)

    def request(self, name: str, **metadata: Any) -> int:
        """An organization whose build is asked for; its id."""
        with self.system() as system:
            organization = Organization(organization_id=name)
            system.session.add(organization)
            template.requested(system, organization, name=name, **metadata)
            return organization.id

    def build(self, name: str, **metadata: Any) -> template.Units:
        """A built organization."""
        from bigcapital.tenancy import provision

        return template.Units(self.installation, provision.build(self.installation, self.request(name, **metadata)))

    def record(self, tenant_id: int) -> TenantRecord:
        """As it is now."""
        found = self.installation.directory.record(tenant_id)
        assert found is not None
        return found


@pytest.fixture
def town(house: Installation) -> Town:
    return Town(house)


@pytest.fixture
def statements() -> Callable[[Engine], AbstractContextManager[list[str]]]:
    """``with statements(engine) as sent``: the statements that the block sends."""

    @contextmanager
    def counting(engine: Engine) -> Iterator[list[str]]:
        sent: list[str] = []

        def note(connection: Any, cursor: Any, statement: str, *_: Any) -> None:
            sent.append(statement)

        event.listen(engine, "before_cursor_execute", note)
        try:
            yield sent
        finally:
            event.remove(engine, "before_cursor_execute", note)

    return counting
