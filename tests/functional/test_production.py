"""A public installation as docs/operations.md makes it: production.ini, MariaDB, Redis, MongoDB, SMTP; web server and worker apart."""

from __future__ import annotations

import json
import re
import secrets
import subprocess
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pymysql
import pytest
import redis
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult
from pymongo import MongoClient

from tests.services import Server, find, free_port, mongo_url, start_mariadb, start_mongo, start_redis
from tests.serving import PROGRAM, Reply, Serving, ask, bare_environment, serving
from tests.template import ANN, METADATA

ROOT = Path(__file__).resolve().parents[2]
INI = ROOT / "production.ini"

pytestmark = [pytest.mark.services, pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS")]


class Letters:
    """An SMTP server's mailbox."""

    def __init__(self) -> None:
        self.received: list[bytes] = []

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        self.received.append(envelope.content)
        return "250 OK"


@dataclass
class Production:
    """The installation, and what a test asks of it."""

    web: Serving
    worker: subprocess.Popen[bytes]
    mariadb: Server
    letters: Letters
    environ: dict[str, str]
    provision: dict[str, str]
    folder: Path

    def api(self, method: str, path: str, body: Any = None, **headers: str) -> Reply:
        """A request as nginx would pass it on."""
        given = {name.replace("_", "-"): value for name, value in headers.items()} | {"Content-Type": "application/json"}
        return ask(f"{self.web.address}/api/{path}", None if body is None else json.dumps(body).encode(), given, method)

    def done(self, method: str, path: str, body: Any = None, **headers: str) -> Any:
        """The JSON of a request that must succeed."""
        answer = self.api(method, path, body, **headers)
        assert answer.status in (200, 201), (path, answer.status, answer.body)
        return json.loads(answer.body or b"null")

    def command(self, *words: str, environ: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
        """``bigcapital words``, with the administrator's rights unless ``environ`` says otherwise."""
        chosen = bare_environment(self.folder) | (self.environ | self.provision if environ is None else environ)
        return subprocess.run([PROGRAM, *words, "--config", INI], cwd=self.folder, env=chosen, capture_output=True, text=True, timeout=120)

    def rows(self, statement: str) -> list[Any]:
        """What MariaDB's root sees."""
        with pymysql.connect(unix_socket=self.mariadb.socket, user="root") as connection, connection.cursor() as cursor:
            cursor.execute(statement)
            return list(cursor.fetchall())


@pytest.fixture(scope="module")
def production(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Production]:
    """The stores with passwords, the databases of deploy/mariadb.sql, a migrated system, a web server and a worker."""
    folder = tmp_path_factory.mktemp("production")
    password = {name: secrets.token_hex(12) for name in ("system", "provision", "redis", "mongo", "mail")}
    with ExitStack() as stack:
        mariadb = stack.enter_context(start_mariadb(folder / "mariadb"))
        cache = stack.enter_context(start_redis(folder / "redis"))
        mongo = stack.enter_context(start_mongo(folder / "mongo"))
        letters = Letters()
        post = mailbox(letters, password["mail"])
        stack.callback(post.stop)
        sql = (ROOT / "deploy/mariadb.sql").read_text()
        sql = sql.replace("@SYSTEM_PASSWORD@", password["system"]).replace("@PROVISION_PASSWORD@", password["provision"])
        client = find("mariadb", "apt-get install mariadb-server")
        subprocess.run([client, "-uroot", f"--socket={mariadb.socket}"], input=sql, text=True, check=True)
        with redis.Redis(port=cache.port) as connection:
            connection.config_set("requirepass", password["redis"])
        with MongoClient(mongo_url(mongo)) as connected:
            connected["admin"].command("createUser", "jobs", pwd=password["mongo"], roles=[{"role": "readWrite", "db": "jobs"}])
        environ = {
            "BIGCAPITAL_PUBLIC_URL": "https://books.example.com",
            "BIGCAPITAL_SECRET": secrets.token_hex(32),
            "BIGCAPITAL_SYSTEM_URL": f"mysql+pymysql://bigcapital_system:{password['system']}@127.0.0.1:{mariadb.port}/bigcapital_system",
            "BIGCAPITAL_TENANTS_URL": f"mysql+pymysql://{{user}}:{{password}}@127.0.0.1:{mariadb.port}/{{database}}",
            "BIGCAPITAL_REDIS_URL": f"redis://:{password['redis']}@127.0.0.1:{cache.port}/0",
            "BIGCAPITAL_JOBS_URL": f"mongodb://jobs:{password['mongo']}@127.0.0.1:{mongo.port}/jobs?replicaSet=rs0&authSource=admin",
            "BIGCAPITAL_MAIL_URL": f"smtp://post:{password['mail']}@127.0.0.1:{post.port}",
            "BIGCAPITAL_MAIL_SENDER": "Books <books@example.com>",
        }
        provision = {"BIGCAPITAL_PROVISION_URL": f"mysql+pymysql://bigcapital_provision:{password['provision']}@127.0.0.1:{mariadb.port}/"}
        whole = bare_environment(folder) | environ | provision
        migrated = subprocess.run([PROGRAM, "tenant", "migrate", "--config", INI], cwd=folder, env=whole, capture_output=True, text=True)
        assert migrated.returncode == 0, migrated.stderr
        web = stack.enter_context(serving(folder / "web", "--config", INI, environ=environ))
        with (folder / "worker.log").open("wb") as log:
            worker = subprocess.Popen([PROGRAM, "worker", "--config", INI], cwd=folder, env=whole, stdout=log, stderr=log)
        stack.callback(worker.wait)
        stack.callback(worker.terminate)
        yield Production(web, worker, mariadb, letters, environ, provision, folder)


def mailbox(letters: Letters, password: str) -> Controller:
    """An SMTP server that asks for a password."""

    def authenticate(server: Any, session: Any, envelope: Any, mechanism: str, given: Any) -> AuthResult:
        return AuthResult(success=(given.login, given.password) == (b"post", password.encode()))

    controller = Controller(letters, "127.0.0.1", free_port(), authenticator=authenticate, auth_required=True, auth_require_tls=False)
    controller.start()
    return controller


def eventually(check: Any, seconds: float = 60) -> Any:
    """The first true answer of ``check``."""
    until = time.monotonic() + seconds
    while not (found := check()):
        assert time.monotonic() < until, "it never came"
        time.sleep(0.1)
    return found


@pytest.fixture(scope="module")
def signed_in(production: Production) -> dict[str, str]:
    """Ann, by the whole way: she signs up, follows the link of her mail, signs in, and founds a company that a worker builds."""
    production.done("POST", "auth/signup", ANN)
    [letter] = eventually(lambda: production.letters.received)
    text = message_from_bytes(letter, policy=default).get_body(("plain",)).get_content()  # type: ignore[attr-defined]
    link = re.search(r"https://books\.example\.com/\S+", text)
    assert link is not None
    query = {name: values[0] for name, values in parse_qs(urlsplit(link[0]).query).items()}
    production.done("POST", "auth/signup/confirm", {"email": query["email"], "token": query["token"]})
    answer = production.done("POST", "auth/signin", {"email": ANN["email"], "password": ANN["password"]})
    headers = {"Authorization": f"Bearer {answer['access_token']}", "organization_id": answer["organization_id"]}
    production.done("POST", "organization/build", METADATA, **headers)
    eventually(lambda: production.done("GET", "organization/current", **headers)["is_ready"])
    return headers


def test_a_company_keeps_its_books_in_it(production: Production, signed_in: dict[str, str]) -> None:
    accounts = {account["slug"]: account["id"] for account in production.done("GET", "accounts", **signed_in)["accounts"]}
    first, second = list(accounts.values())[:2]
    lines = [
        {"index": 1, "account_id": first, "debit": "125.50", "credit": "", "note": ""},
        {"index": 2, "account_id": second, "debit": "", "credit": "125.50", "note": ""},
    ]
    entry = {"date": "2026-01-31", "journal_number": "J-1", "publish": True, "entries": lines}
    production.done("POST", "manual-journals", entry, **signed_in)
    report = production.done("GET", "reports/trial-balance-sheet?from_date=2026-01-01&to_date=2026-12-31", **signed_in)
    assert '"125.5' in json.dumps(report) or "125.5" in json.dumps(report)
    for command in ("verify", "audit"):
        done = production.command("ledger", command, signed_in["organization_id"])
        assert done.returncode == 0, done.stdout + done.stderr


def test_everything_that_it_stands_on_answers(production: Production) -> None:
    ready = ask(f"{production.web.address}/readyz")
    assert ready.status == 200
    assert set(json.loads(ready.body)["dependencies"]) >= {"system_database", "tenants.main", "cache", "jobs"}


def test_an_organization_s_user_can_neither_alter_tables_nor_change_the_ledger(production: Production, signed_in: dict[str, str]) -> None:
    [(database,)] = production.rows("SHOW DATABASES LIKE 'bigcapital\\_1\\_%'")
    grants = [row[0] for row in production.rows(f"SHOW GRANTS FOR '{database}'@'%'")]
    assert [grant for grant in grants if " ON *.* " in grant] == [grant for grant in grants if grant.startswith("GRANT USAGE ON *.*")]
    rights = {re.search(r"\.`(\w+)` TO", grant)[1]: grant for grant in grants if not grant.startswith("GRANT USAGE")}  # type: ignore[index]
    assert {name for name, grant in rights.items() if "UPDATE" not in grant and "DELETE" not in grant} >= {"ledger_entries", "ledger_lines"}
    assert not [grant for grant in grants if re.search(r"ALTER|DROP|CREATE|TRIGGER|ALL PRIVILEGES", grant)]


def test_a_web_server_that_knows_the_administrator_does_not_start(production: Production) -> None:
    refused = production.command("serve", "--port", "0")
    assert refused.returncode == 2
    assert "provision.server" in refused.stderr


def test_a_web_server_whose_user_may_do_everything_does_not_start(production: Production) -> None:
    with pymysql.connect(unix_socket=production.mariadb.socket, user="root") as connection, connection.cursor() as cursor:
        cursor.execute("CREATE OR REPLACE USER 'mighty'@'%' IDENTIFIED BY 'pw'")
        cursor.execute("GRANT ALL PRIVILEGES ON *.* TO 'mighty'@'%'")
    url = f"mysql+pymysql://mighty:pw@127.0.0.1:{production.mariadb.port}/bigcapital_system"
    refused = production.command("serve", "--port", "0", environ=production.environ | {"BIGCAPITAL_SYSTEM_URL": url})
    assert refused.returncode == 2
    assert "rights on all databases" in refused.stderr


def test_no_password_is_in_what_it_logs(production: Production, signed_in: dict[str, str]) -> None:
    said = production.web.log.read_text() + (production.folder / "worker.log").read_text()
    assert said
    urls = [value for name, value in (production.environ | production.provision).items() if name.endswith("_URL") and "://" in value]
    for secret in (production.environ["BIGCAPITAL_SECRET"], ANN["password"], *(urlsplit(url).password or "" for url in urls)):
        assert not secret or "{" in secret or secret not in said


def test_web_server_and_worker_end_when_they_are_told_to(production: Production) -> None:
    """The last of this module: it stops both."""
    production.worker.terminate()
    assert production.worker.wait(60) == 0
    production.web.process.terminate()
    assert production.web.process.wait(60) == 0
