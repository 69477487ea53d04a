"""What is measured: a running product on real servers, and who asks it."""

from __future__ import annotations

import compileall
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import bigcapital
from bench import load
from bigcapital.config import Settings
from bigcapital.tenancy.installation import Installation
from bigcapital.tenancy.tenant import TenantRecord
from tests import services, template

PROGRAM = Path(sys.executable).parent / "bigcapital"
MORE = {
    "security__memory_seconds": "5",
    "limits__requests": "100000000/60",  # the limits are raised here, and in the fuzz run, by these keys
    "limits__signin": "100000000/60",
}


@dataclass
class Stage:
    """One process of the product, with one organization; ``installation`` reaches the same books from here."""

    port: int
    process: subprocess.Popen[bytes]
    headers: dict[str, str]
    installation: Installation
    record: TenantRecord
    ini: Path
    started: float  # seconds until it answered
    database: int | None = None  # the process of the database server

    def get(self, path: str) -> bytes:
        """A prepared request."""
        return load.request("GET", f"/api/{path}", self.headers)

    def post(self, path: str, body: Any) -> bytes:
        """A prepared request."""
        return load.request("POST", f"/api/{path}", self.headers, body)

    def ask(self, message: bytes, wanted: int = 201) -> Any:
        """Send one request now; the JSON that it answers."""
        status, answer = load.Connection(self.port).ask(message)
        if status != wanted:
            raise RuntimeError(f"{status} {answer[:500]!r}")
        return json.loads(answer) if answer else None

    def memory(self) -> tuple[int, int]:
        """Resident megabytes of the process: now, and at the most."""
        said = dict(line.split(":", 1) for line in Path(f"/proc/{self.process.pid}/status").read_text().splitlines() if ":" in line)
        return int(said["VmRSS"].split()[0]) // 1024, int(said["VmHWM"].split()[0]) // 1024


def cpu(pid: int) -> float:
    """Seconds that a process has computed."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@contextmanager
def on_servers() -> Iterator[Stage]:
    """On MariaDB that commits durably and is reached over its socket, Redis and MongoDB."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="bench-")))
        mariadb = stack.enter_context(services.start_mariadb(folder / "mariadb", durable=True, options=("--innodb-buffer-pool-size=1G",)))
        redis = stack.enter_context(services.start_redis(folder / "redis"))
        mongo = stack.enter_context(services.start_mongo(folder / "mongo"))
        more = MORE | {"cache__url": services.redis_url(redis), "jobs__url": services.mongo_url(mongo, "bench")}
        yield stack.enter_context(
            _running(template.on_mariadb(folder / "data", services.mariadb_url(mariadb, socket=True), **more), more, folder, mariadb.pid)
        )


@contextmanager
def embedded() -> Iterator[Stage]:
    """On the embedded default: SQLite files, the cache in memory."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="bench-")))
        yield stack.enter_context(_running(template.settings(folder / "data", **MORE), MORE, folder))


@contextmanager
def _running(settings: Settings, more: dict[str, str], folder: Path, database: int | None = None) -> Iterator[Stage]:
    with ExitStack() as stack:
        compileall.compile_dir(Path(bigcapital.__file__).parent, quiet=2)  # as it is where the product was installed
        installation = stack.enter_context(template.running(settings))
        record = template.found(installation)
        ini = folder / "bench.ini"
        ini.write_text(_ini(settings, more))
        began = time.perf_counter()
        process, port = serve(stack, ini)
        yield Stage(port, process, _sign_in(port), installation, record, ini, time.perf_counter() - began, database)


def _ini(settings: Settings, more: dict[str, str]) -> str:
    lines = {
        "bigcapital.environment": "testing",
        "data_dir": str(settings.data_dir),
        "public_url": settings.public_url,
        "secret": settings.secret,
        "system.url": settings.system_url,
        "jobs.worker_thread": "false",
        "security.argon2_time_cost": "1",
        "security.argon2_memory_cost": "8",
        "log.level": "WARNING",
    }
    if "main" in settings.provision:
        lines |= {"tenants.server.main": settings.servers["main"], "provision.server.main": settings.provision["main"]}
    lines |= {key.replace("__", "."): value for key, value in more.items()}
    return "[app:main]\n" + "".join(f"{key} = {value.replace('%', '%%')}\n" for key, value in lines.items())


def serve(stack: ExitStack, ini: Path) -> tuple[subprocess.Popen[bytes], int]:
    """A process of the product with four threads, and its port."""
    port = services.free_port()
    process = subprocess.Popen([PROGRAM, "serve", "--config", ini, "--port", str(port), "--threads", "4"], stdout=subprocess.DEVNULL)
    stack.callback(_stop, process)
    _wait(port)
    return process, port


@contextmanager
def trivial() -> Iterator[tuple[int, int]]:
    """The view that everything is measured against: its port, and its process."""
    port = services.free_port()
    process = subprocess.Popen([sys.executable, "-m", "bench.trivial", str(port)])
    try:
        _wait(port)
        yield port, process.pid
    finally:
        _stop(process)


def _wait(port: int) -> None:
    until = time.monotonic() + 60
    while True:
        try:
            load.Connection(port).close()
            return
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.02)


def _stop(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    process.wait(20)


def _sign_in(port: int) -> dict[str, str]:
    body = {"email": template.ANN["email"], "password": template.ANN["password"]}
    status, answer = load.Connection(port).ask(load.request("POST", "/api/auth/signin", {}, body))
    assert status == 201, answer
    signed = json.loads(answer)
    return {"Authorization": f"Bearer {signed['access_token']}", "organization-id": signed["organization_id"]}
