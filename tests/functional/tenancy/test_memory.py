"""Two processes of one installation, each remembering for some seconds who may enter where."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from webtest import TestApp

import bigcapital
from bigcapital.jobs import run_pending
from bigcapital.starting import start
from bigcapital.tenancy.installation import Installation
from tests import template
from tests.client import Client, codes

BO = {"first_name": "Bo", "last_name": "Ek", "email": "bo@example.com", "password": "long enough"}


@pytest.fixture
def processes(data_dir: Path) -> Iterator[tuple[Installation, Installation]]:
    """Two processes over the same files, with the memory of production."""
    chosen = template.settings(data_dir, security__memory_seconds="5")
    both = start(chosen), start(chosen)
    yield both
    for one in both:
        one.close()


def test_a_company_built_by_another_process_is_entered_at_once(processes: tuple[Installation, Installation]) -> None:
    web, worker = processes
    app = TestApp(bigcapital.main(installation=web))
    Client(app).post("auth/signup", BO)
    answer = Client(app).post("auth/signin", {"email": BO["email"], "password": BO["password"]}).json
    bo = Client(app, {"Authorization": f"Bearer {answer['access_token']}", "organization-id": answer["organization_id"]})
    bo.post("organization/build", template.METADATA)
    assert codes(bo.get("accounts", status=401)) == ["TENANT.DATABASE.NOT.INITALIZED"]
    run_pending(worker)
    assert bo.get("organization/current").json["is_ready"]
    assert bo.get("accounts").json["accounts"]


def test_an_organization_founded_at_another_process_is_known_at_once(processes: tuple[Installation, Installation]) -> None:
    here, there = (TestApp(bigcapital.main(installation=one)) for one in processes)
    answer = Client(here).post("auth/signin", {"email": template.ANN["email"], "password": template.ANN["password"]}).json
    token = {"Authorization": f"Bearer {answer['access_token']}"}
    Client(here, token).get("auth/account")
    second = Client(there, token).post("organizations", {"name": "Second"}).json["organization_id"]
    Client(here, token | {"organization-id": second}).get("organization/current")
