"""The same tests on the embedded default and on the servers that production uses."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from uuid import uuid4

import pymysql
import pytest
from sqlalchemy import text

from bigcapital.config import Settings
from bigcapital.starting import start
from bigcapital.tenancy.installation import Installation
from bigcapital.tenancy.tenant import Tenant
from tests import template
from tests.functional.jobs import deeds as deeds  # the jobs are known from here on
from tests.services import services


@pytest.fixture(params=["embedded", pytest.param("servers", marks=pytest.mark.services)])
def house(request: pytest.FixtureRequest) -> Settings:
    """Settings of an installation with Ann's organization: SQLite, or MariaDB and MongoDB."""
    if request.param == "embedded":
        return template.settings(request.getfixturevalue("data_dir"))
    standing: Settings = request.getfixturevalue("standing_house")
    wipe(standing)
    return standing.model_copy(update={"jobs_url": request.getfixturevalue("mongo_database")})


@pytest.fixture(scope="session")
def standing_house(tmp_path_factory: pytest.TempPathFactory, mariadb: str) -> Settings:
    """An installation on MariaDB, built once, since that takes a second."""
    port = services().mariadb_port
    name = f"system_{uuid4().hex[:8]}"
    with contextlib.closing(pymysql.connect(host="127.0.0.1", port=port, user="root")) as connection:
        connection.cursor().execute(f"CREATE DATABASE {name}")
    settings = template.settings(
        tmp_path_factory.mktemp("servers"),
        system__url=mariadb + name,
        tenants__server__main=f"mysql+pymysql://{{user}}:{{password}}@127.0.0.1:{port}/{{database}}",
        provision__server__main=mariadb,
    )
    with template.running(settings) as installation:
        template.found(installation)
    return settings


def wipe(settings: Settings) -> None:
    """Take away what the last test left."""
    made = start(settings)
    try:
        for unit in (template.the_tenant(made), template.Systems(made)):
            with unit() as opened:
                for table in ("outbox", "job_effects"):
                    opened.session.execute(text(f"DELETE FROM {table}"))
                if isinstance(opened, Tenant):
                    opened.head.numbering = "{}"
    finally:
        made.close()


@pytest.fixture
def installation(house: Settings) -> Iterator[Installation]:
    made = start(house)
    yield made
    made.close()


@pytest.fixture
def deeds_done(tenant: template.Units) -> Callable[[str], int]:
    """How often a deed has had its effect."""

    def ask(what: str = "deed") -> int:
        with tenant(writer=False) as t:
            return deeds.count_of(t, what)

    return ask
