"""MariaDB is killed while journals are being posted: what was acknowledged is there, and nothing is there twice.

Each client keeps asking with the same ``Idempotency-Key`` until it is told that its journal is saved, as a careful
client does. ``BIGCAPITAL_KILLS`` is how often the server is killed.
"""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from webtest import TestApp

import bigcapital
from bigcapital.accounting.audit import audit
from tests import template
from tests.client import Client
from tests.services import Server, mariadb_url

KILLS = int(os.environ.get("BIGCAPITAL_KILLS", "3"))
CLIENTS = 4

pytestmark = [pytest.mark.services, pytest.mark.campaign]


def journal(key: str) -> dict[str, Any]:
    sides = [{"index": 1, "account_id": 1000, "debit": 7.25}, {"index": 2, "account_id": 1001, "credit": 7.25}]
    return {"date": "2026-01-31", "reference": key, "publish": True, "entries": sides}


def test_nothing_acknowledged_is_lost_and_nothing_is_doubled(own_mariadb: Callable[..., Server], tmp_path: Path) -> None:
    server = own_mariadb(durable=True)
    with template.running(template.on_mariadb(tmp_path / "data", mariadb_url(server))) as installation:
        template.found(installation)
        app = bigcapital.main(installation=installation)
        signed = Client(TestApp(app)).post("auth/signin", {k: template.ANN[k] for k in ("email", "password")}).json
        headers = {"Authorization": f"Bearer {signed['access_token']}", "organization-id": signed["organization_id"]}
        acknowledged: dict[str, int] = {}
        unexpected: list[str] = []
        over = threading.Event()

        def client(number: int) -> None:
            caller, count = Client(TestApp(app), headers), 0
            while not over.is_set():
                key = f"client {number}, journal {count}"
                while True:
                    answer = caller.app.post_json(
                        "/api/manual-journals", journal(key), headers=headers | {"Idempotency-Key": key}, expect_errors=True
                    )
                    if answer.status_int == 201:
                        acknowledged[key] = answer.json["id"]
                        break
                    if answer.status_int not in {409, 503}:
                        unexpected.append(f"{answer.status} {answer.text}")
                        return
                    time.sleep(0.05)
                count += 1

        threads = [threading.Thread(target=client, args=(number,)) for number in range(CLIENTS)]
        for thread in threads:
            thread.start()
        for _ in range(KILLS):
            before = len(acknowledged)
            while len(acknowledged) < before + 15 and not unexpected:
                time.sleep(0.02)
            server.kill()
            server.start()
        until = time.monotonic() + 3
        while time.monotonic() < until and not unexpected:
            time.sleep(0.05)
        over.set()
        for thread in threads:
            thread.join(90)  # longer than the lease of a key whose run died
        assert not unexpected, unexpected[:3]
        assert not any(thread.is_alive() for thread in threads)

        units = template.the_tenant(installation)
        kept = units.peek("SELECT id, reference, journal_number FROM manual_journals")
        assert {row.reference: row.id for row in kept} == acknowledged
        assert len(kept) == len(acknowledged) > KILLS * 15
        assert sorted(row.journal_number for row in kept) == [f"J-{n:05d}" for n in range(1, len(kept) + 1)]
        assert units.peek("SELECT COUNT(*) FROM ledger_entries")[0][0] == len(kept)
        with units(writer=False) as tenant:
            assert audit(tenant) == []
