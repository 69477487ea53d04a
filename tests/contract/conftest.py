"""Two organizations with the same ids and different canaries, made over HTTP, and every endpoint that there is."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from webtest import TestApp, TestResponse

import bigcapital
from bigcapital import db
from bigcapital.config import Settings
from bigcapital.gateways.stripe import Account
from bigcapital.jobs import run_pending
from bigcapital.rest.declare import Endpoint
from bigcapital.sales.online.model import OnlinePayment
from bigcapital.sales.online.operations import connect
from bigcapital.starting import start
from bigcapital.tenancy.installation import Installation
from bigcapital.tenancy.migrate import migrate_system
from tests.contract.filling import FIRST, PREPARED, USED, Filled, fill
from tests.stripe_stand_in import ini

PASSWORD = "a long enough password"


@dataclass
class Person:
    """Somebody signed in, standing in one organization."""

    email: str
    token: str
    organization: str
    user_id: int = 0
    tenant_id: int = 0

    @property
    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}", "organization-id": self.organization}


@dataclass
class World:
    """An installation with two organizations: Ann owns acme, where Carl may do nothing; Bob owns globex."""

    app: TestApp
    installation: Installation
    endpoints: list[Endpoint]
    ann: Person
    bob: Person
    carl: Person
    ids: dict[str, dict[str, Any]] = field(default_factory=dict)  # canary → collection → id of what was created
    created: dict[str, Any] = field(default_factory=dict)  # "POST /api/accounts" → its answer

    def ask(self, endpoint: Endpoint, headers: dict[str, str], filled: Filled) -> TestResponse:
        """One request to an endpoint."""
        path = endpoint.path.format(**filled.parameters)
        if endpoint.body is not None or endpoint.writes:
            return self.app.request(
                path + filled.query, method=endpoint.method, headers={**headers, "Content-Type": "application/json"},
                body=filled.json(), expect_errors=True,
            )  # fmt: skip
        return self.app.request(path + filled.query, method=endpoint.method, headers=headers, expect_errors=True)

    def dump(self, person: Person) -> str:
        """All that a person's organization has in its own database, and what the system database says of it."""
        record = self.installation.directory.record(person.tenant_id)
        assert record is not None
        url = self.installation.tenant_url(record)
        return _dumped(url) + "".join(
            line for line in _dumped(self.installation.settings.system_url).splitlines(True) if person.organization in line
        )


def _dumped(url: str) -> str:
    with sqlite3.connect(url.removeprefix("sqlite:///")) as connection:
        return "\n".join(connection.iterdump())


@pytest.fixture(scope="session")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    made = make_world(tmp_path_factory.mktemp("contract"))
    yield made
    made.installation.close()


def make_world(folder: Path) -> World:
    """The two organizations, each with one of everything that can be created."""
    many = "100000/60"
    settings = Settings.from_ini(
        {
            "bigcapital.environment": "testing",
            "data_dir": str(folder),
            "security.argon2_time_cost": "1",
            "security.argon2_memory_cost": "8",
            "security.memory_seconds": "0",
            "limits.requests": many,
            "limits.signin": many,
            "limits.signup": many,
            "log.level": "ERROR",
            **ini("http://127.0.0.1:9"),  # where nobody answers
        }
    )
    installation = start(settings)
    migrate_system(installation)
    router = bigcapital.main({}, installation=installation)
    app = TestApp(router)
    ann, bob = (_found(app, installation, name) for name in ("acme", "globex"))
    carl = _member_without_rights(app, installation, ann)
    world = World(app, installation, list(router.registry["bigcapital.endpoints"]), ann, bob, carl)
    for canary, person in (("acme", ann), ("globex", bob)):
        world.ids[canary] = create_one_of_each(world, person, canary)
    return world


def _found(app: TestApp, installation: Installation, name: str) -> Person:
    """Sign up and build an organization called after its canary."""
    email = f"owner@{name}.example"
    app.post_json("/api/auth/signup", {"first_name": f"canary-{name}", "last_name": "Owner", "email": email, "password": PASSWORD})
    person = sign_in(app, email)
    metadata = {"name": f"canary-{name}", "location": "US", "base_currency": "USD", "timezone": "UTC", "fiscal_year": "january"}
    app.post_json("/api/organization/build", metadata | {"language": "en"}, headers=person.headers)
    run_pending(installation)
    return person


def sign_in(app: TestApp, email: str) -> Person:
    """A token for an API client."""
    answer = app.post_json("/api/auth/signin", {"email": email, "password": PASSWORD}).json
    return Person(email, answer["access_token"], answer["organization_id"], answer["user_id"], answer["tenant_id"])


def _member_without_rights(app: TestApp, installation: Installation, owner: Person) -> Person:
    role: dict[str, Any] = {"role_name": "Nobody", "role_description": "may do nothing", "permissions": []}
    role_id = app.post_json("/api/roles", role, headers=owner.headers).json["data"]["id"]
    app.patch_json("/api/invite", {"email": "carl@acme.example", "role_id": role_id}, headers=owner.headers)
    run_pending(installation)
    token = _invitation(installation.settings.data_dir / "mail")
    app.post_json(f"/api/invite/accept/{token}", {"first_name": "Carl", "last_name": "C", "password": PASSWORD})
    carl = sign_in(app, "carl@acme.example")
    carl.organization = owner.organization
    return carl


def _invitation(mails: Path) -> str:
    from email import message_from_bytes, policy

    for path in sorted(mails.glob("*.eml"), reverse=True):
        message = message_from_bytes(path.read_bytes(), policy=policy.default)
        body = message.get_body(("plain",))
        text = body.get_content() if body is not None else ""
        if "/invite/" in text:
            return str(text.split("/invite/")[1].split("/")[0].split()[0])
    raise AssertionError("there is no invitation among the mails")


def _uploaded(world: World, person: Person, canary: str) -> str:
    """A file of customers, mapped and waiting to be imported."""
    rows = f"Display name,Customer type\r\nImported canary-{canary},business\r\n".encode()
    form = {"resource": "Customer", "params": "{}"}
    found = world.app.post("/api/import/file", form, upload_files=[("file", "rows.csv", rows)], headers=person.headers).json
    world.created["POST /api/import/file"], id = found, str(found["import"]["import_id"])
    world.app.post_json(f"/api/import/{id}/mapping", {"mapping": found["mapping"]}, headers=person.headers)
    return id


def create_one_of_each(world: World, person: Person, canary: str) -> dict[str, Any]:
    """Create one row in every collection that takes one; collection → its id. A body that is refused fails the build."""
    made: dict[str, Any] = {}
    file = ("file", f"canary-{canary}.txt", f"canary-{canary}".encode())
    uploaded = world.app.post("/api/attachments", upload_files=[file], headers=person.headers).json
    world.created["POST /api/attachments"], made["key"] = uploaded, uploaded["data"]["key"]
    made["import_id"] = _uploaded(world, person, canary)
    for path, body in PREPARED:
        world.app.post_json(f"/api/{path}", body, headers=person.headers, status=201)
    for endpoint in sorted(world.endpoints, key=lambda one: (FIRST.index(one.tag) if one.tag in FIRST else len(FIRST), one.tag)):
        if endpoint.method != "POST" or endpoint.path != f"/api/{endpoint.tag}" or endpoint.body is None or endpoint.root:
            continue
        answer = world.ask(endpoint, person.headers, fill(endpoint, {}, canary))
        assert answer.status_int == endpoint.status, f"the generator cannot fill {endpoint.method} {endpoint.path}: {answer.text}"
        found = answer.json if answer.body else {}
        world.created[f"POST {endpoint.path}"] = found
        if found.get("id") or found.get("data"):
            made[endpoint.tag] = int(found.get("id") or found["data"]["id"])
    for path, body in USED:
        world.app.post_json(f"/api/{path}", body, headers=person.headers, status=201)
    made |= _paid_online(world, person, made["sale-invoices"])
    made_link = world.app.post_json(f"/api/sale-invoices/{made['sale-invoices']}/generate-link", {}, headers=person.headers).json
    world.created["POST /api/sale-invoices/{id}/generate-link"], made["link"] = made_link, made_link["link"].rpartition("/")[2]
    return made


def _paid_online(world: World, person: Person, invoice: int) -> dict[str, Any]:
    """A connected account, and a payment by it that is not booked yet."""
    record = world.installation.directory.record(person.tenant_id)
    assert record is not None
    with db.unit_of_work() as tm:
        tenant = world.installation.open_tenant(record, tm, writer=True)
        service = connect(tenant, Account(f"acct_{person.organization}", "canary", True, True))
        paid = OnlinePayment(
            service_id=service.id, intent=f"pi_{person.organization}", invoice_id=invoice, currency_code="USD", is_live=False
        )
        tenant.session.add(paid)
        tenant.session.flush()
        return {"payment-services": service.id, "online-payments": paid.id}
