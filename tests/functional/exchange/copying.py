"""What tests of backups share: an installation to restore into, and everything that a company's books say."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from webtest import TestApp

import bigcapital
from bigcapital.accounting.books import key_of_chain
from bigcapital.config import Settings
from bigcapital.exchange.copies import backup, restore
from bigcapital.tenancy import servers
from bigcapital.tenancy.installation import Installation
from bigcapital.tenancy.tenant import TenantRecord
from tests import template
from tests.campaigns.house import House, quiet
from tests.client import Client
from tests.contract.filling import QUERIES

SIGNED_UP = {key: template.ANN[key] for key in ("email", "password")}
LISTS = ("accounts?structure=flat", "customers?page_size=1000", "vendors?page_size=1000", "manual-journals?page_size=1000", "currencies",
         "branches", "roles", "settings", "transactions-locking")  # fmt: skip


@contextmanager
def another(settings: Settings) -> Iterator[Installation]:
    """An installation where Ann has an account, and an organization of her own."""
    with quiet(), template.running(settings) as installation:
        template.found(installation, name="Somebody else's")
        yield installation


def inside(installation: Installation, record: TenantRecord) -> House:
    """A company as its owner Ann sees it."""
    app = bigcapital.main(installation=installation)
    signed = Client(TestApp(app)).post("auth/signin", SIGNED_UP).json
    headers = {"Authorization": f"Bearer {signed['access_token']}", "organization-id": record.organization_id}
    return House(installation, app, template.Units(installation, record), headers)


def said(house: House) -> dict[str, Any]:
    """Every report in every form, and every list."""
    ann, found = house.ann(), {}
    used = (code for (code,) in house.tenant.peek("SELECT DISTINCT currency_code FROM ledger_lines"))
    rates = "&".join(f"rates[{code}]=1.2" for code in sorted(used) if code != house.tenant.record.base_currency)
    [(customer,)] = house.tenant.peek("SELECT MIN(id) FROM contacts WHERE contact_service = 'customer'")
    for endpoint in house.app.registry["bigcapital.endpoints"]:
        if endpoint.tag != "reports" or endpoint.method != "GET" or endpoint.parameters or endpoint.path.endswith("/explain"):
            continue  # (who asks why asks about a cell of a company of its own)
        if "/customer-statement" in endpoint.path and customer is None:
            continue
        query = (
            f"?{rates}"
            if endpoint.path.endswith("/unrealized-gain-loss")
            else f"?customer_id={customer}"
            if endpoint.path.endswith("/customer-statement")
            else QUERIES[endpoint.operation_id].replace("customer_id=1", f"customer_id={customer}")
            if endpoint.path.endswith("/customer-statement/changes")
            else QUERIES.get(endpoint.operation_id, "?from_date=2020-01-01&to_date=2030-12-31&as_date=2026-01-01&none_transactions=false")
        ).replace("customer_id=1", f"customer_id={customer}")
        for accept in ("application/json", "application/json+table"):
            answer = ann.get(endpoint.path.removeprefix("/api/") + query, Accept=accept)
            found[endpoint.path, accept] = _without_users(answer.json)
    assert len(found) > 15
    return found | {(path, ""): _without_users(ann.get(path).json) for path in LISTS}


def _without_users(value: Any) -> Any:
    """Who wrote a document is known in its own installation alone."""
    if isinstance(value, dict):
        return {key: _without_users(inner) for key, inner in value.items() if key not in ("user_id", "user_name")}
    return [_without_users(inner) for inner in value] if isinstance(value, list) else value


def backed_up(house: House, path: Path) -> tuple[backup.Manifest, bytes]:
    """A backup of a company; its manifest, and the key of its ledger."""
    manifest = backup.back_up(house.installation, house.tenant.record, path)
    return manifest, key_of_chain(house.installation.settings, manifest.ledger.chain)


def restored(installation: Installation, path: Path, **options: Any) -> TenantRecord:
    """The backup as an organization of the first user's."""
    given: dict[str, Any] = {"name": None, "owner": lambda system: 1} | options
    with restore.opened(path) as opened:
        return restore.restore(installation, opened, **given)


def rewritten(path: Path, key: bytes | None, *statements: str, **changes: Any) -> None:
    """Change a backup as somebody would who knows its format: rows, checksums, the manifest; sealed where the key is known."""
    with sqlite3.connect(path) as file:
        for statement in statements:
            file.execute(statement)
        body, _, seal = file.execute("SELECT body, sha256, seal FROM manifest").fetchone()
        manifest = backup.Manifest.model_validate(backup.Manifest.model_validate_json(body).model_dump() | changes)
        tables = {}
        for name, table in manifest.tables.items():
            rows = file.execute(f'SELECT * FROM "{name}" ORDER BY rowid').fetchall()
            tables[name] = table.model_copy(update={"rows": len(rows), "sha256": sha256(backup.digest(rows)).hexdigest()})
        body = manifest.model_copy(update={"tables": tables}).model_dump_json(indent=1)
        sealed = seal if key is None else backup.seal_of(key, body)
        file.execute("UPDATE manifest SET body = ?, sha256 = ?, seal = ?", (body, sha256(body.encode()).hexdigest(), sealed))


@contextmanager
def nothing_left(installation: Installation, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """After the block, neither a row of the system database nor a database is there that was not before."""
    system, drawn = template.Systems(installation), []
    real = servers.fresh_name

    def draw(tenant_id: int) -> str:
        drawn.append(real(tenant_id))
        return drawn[-1]

    def rows() -> dict[str, Any]:
        return {name: system.peek(f"SELECT * FROM {name} ORDER BY id") for name in ("organizations", "memberships", "placements", "users")}

    before = rows()
    with monkeypatch.context() as patched:
        patched.setattr(servers, "fresh_name", draw)
        yield
    assert rows() == before
    assert not [name for name in drawn if servers.exists(installation.settings, "main", name)]
