"""``/readyz`` against real servers: what is away is named, and counts as far as requests need it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from webtest import TestApp

import bigcapital
from tests import template
from tests.services import Server, mariadb_url

pytestmark = pytest.mark.services


def test_a_server_of_organizations_that_is_away_is_named_and_the_last_one_makes_the_process_unready(
    own_mariadb: Callable[..., Server], tmp_path: Path
) -> None:
    server = own_mariadb()
    placed = {
        "tenants__server__main": f"mysql+pymysql://{{user}}:{{password}}@127.0.0.1:{server.port}/{{database}}",
        "provision__server__main": mariadb_url(server),
    }
    both = placed | {"tenants__server__files": f"sqlite:///{tmp_path}/tenants/{{database}}.sqlite", "tenants__default_server": "files"}
    bo = template.ANN | {"email": "bo@example.com"}
    for chosen, person, status in (placed, template.ANN, 503), (both, bo, 200):
        with template.running(template.settings(tmp_path / "data", **chosen)) as installation:
            app = TestApp(bigcapital.main(installation=installation))
            assert app.get("/readyz", status=200).json["status"] == "ok"
            template.found(installation, person)
            assert app.get("/readyz", status=200).json["dependencies"]["tenants.main"] == "ok"
            server.kill()
            away = app.get("/readyz", status=status).json["dependencies"]
            server.start()
            assert away["system_database"] == "ok"
            assert away["tenants.main"].startswith("away: ")
            assert app.get("/readyz", status=200).json["status"] == "ok"
