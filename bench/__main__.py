"""``make bench``: figures on real servers, each beside a trivial JSON view served the same way in the same run.

MariaDB commits durably; the application is one process of four threads. ``BENCH_REQUESTS`` is the number of requests
of one measurement, ``BENCH_LINES`` the size of the large ledger. Figures are printed, never asserted.
"""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench import ledger, load
from bigcapital.tenancy.installation import Installation
from bigcapital.tenancy.tenant import TenantRecord
from tests import services, template

REQUESTS = int(os.environ.get("BENCH_REQUESTS", "600"))
ROUNDS = 3
PROGRAM = Path(sys.executable).parent / "bigcapital"
AIMS = {"GET accounts": (0.10, 0.12), "POST journal, 2 lines": (0.065, 0.08), "POST journal, 10 lines": (0.05, 0.065)}


@dataclass
class Stage:
    """What is measured: the running servers, and who asks."""

    port: int
    trivial: int
    process: subprocess.Popen[bytes]
    headers: dict[str, str]
    installation: Installation
    record: TenantRecord
    ini: Path


def main() -> None:
    """Set the stage, measure, print."""
    print(
        f"machine: {platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}; MariaDB durable; 1 process, 4 threads"
    )
    with ExitStack() as stack:
        stage = stack.enter_context(_stage(stack))
        _shares(stage)
        _statement(stage)
        _second_process(stage)
        print(f"resident memory of the application after the run: {_resident(stage.process.pid)} MB")


@contextmanager
def _stage(stack: ExitStack) -> Iterator[Stage]:
    folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="bench-")))
    mariadb = stack.enter_context(services.start_mariadb(folder / "mariadb", durable=True))
    redis = stack.enter_context(services.start_redis(folder / "redis"))
    mongo = stack.enter_context(services.start_mongo(folder / "mongo"))
    root = services.mariadb_url(mariadb)
    more = {
        "cache__url": services.redis_url(redis),
        "jobs__url": services.mongo_url(mongo, "bench"),
        "security__memory_seconds": "5",
        "limits__requests": "100000000/60",  # the limits are raised here, and in the fuzz run, by these keys
        "limits__signin": "100000000/60",
    }
    settings = template.on_mariadb(folder / "data", root, **more)
    with template.running(settings) as installation:
        record = template.found(installation)
        ini = folder / "bench.ini"
        ini.write_text(_ini(installation, more))
        began = time.perf_counter()
        process, port = _serve(stack, ini)
        print(f"start-up until it answers: {time.perf_counter() - began:.2f} s")
        trivial = services.free_port()
        other = subprocess.Popen([sys.executable, "-m", "bench.trivial", str(trivial)])
        stack.callback(_stop, other)
        _wait(trivial)
        yield Stage(port, trivial, process, _sign_in(port), installation, record, ini)


def _ini(installation: Installation, more: dict[str, str]) -> str:
    settings = installation.settings
    lines = {
        "bigcapital.environment": "testing",
        "data_dir": str(settings.data_dir),
        "public_url": settings.public_url,
        "secret": settings.secret,
        "system.url": settings.system_url,
        "tenants.server.main": settings.servers["main"],
        "provision.server.main": settings.provision["main"],
        "jobs.worker_thread": "false",
        "security.argon2_time_cost": "1",
        "security.argon2_memory_cost": "8",
        "log.level": "WARNING",
    } | {key.replace("__", "."): value for key, value in more.items()}
    return "[app:main]\n" + "".join(f"{key} = {value}\n" for key, value in lines.items())


def _serve(stack: ExitStack, ini: Path) -> tuple[subprocess.Popen[bytes], int]:
    port = services.free_port()
    process = subprocess.Popen([PROGRAM, "serve", "--config", ini, "--port", str(port), "--threads", "4"], stdout=subprocess.DEVNULL)
    stack.callback(_stop, process)
    _wait(port)
    return process, port


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


def _postable(lines: int) -> dict[str, Any]:
    """A journal over accounts that need no contact."""
    free = [id for id in range(1000, 1034) if id not in (1006, 1008)]
    sides = ("debit", "credit")
    entries = [{"index": n + 1, "account_id": free[n], sides[n % 2]: 100 + n // 2} for n in range(lines)]
    return {"date": "2026-01-15", "publish": True, "entries": entries}


def _shares(stage: Stage) -> None:
    """Requests per second as shares of the trivial view; rounds interleaved, the best of three."""
    measured: dict[str, tuple[Callable[[int], bytes], int, int]] = {
        "trivial": (lambda n: load.request("GET", "/api/nothing", stage.headers), 200, stage.trivial),
        "GET accounts": (lambda n: load.request("GET", "/api/accounts?structure=flat", stage.headers), 200, stage.port),
        "POST journal, 2 lines": (lambda n: load.request("POST", "/api/manual-journals", stage.headers, _postable(2)), 201, stage.port),
        "POST journal, 10 lines": (lambda n: load.request("POST", "/api/manual-journals", stage.headers, _postable(10)), 201, stage.port),
    }
    print(f"\n{'':26}{'clients':>8}{'per second':>12}{'share':>8}{'at least':>10}{'aim':>7}{'median':>10}{'p95':>10}  errors")
    for clients in (1, 8):
        best: dict[str, load.Result] = {}
        errors: dict[str, int] = dict.fromkeys(measured, 0)
        for _ in range(ROUNDS):
            for name, (message, wanted, port) in measured.items():
                count = REQUESTS * 5 if name == "trivial" else REQUESTS
                result = load.run(port, clients, count, message, wanted=wanted)
                errors[name] += len(result.errors)
                for error in result.errors[:2]:
                    print(f"  {name}: {error}")
                if name not in best or result.rate > best[name].rate:
                    best[name] = result
        for name, result in best.items():
            share = result.rate / best["trivial"].rate
            least, aim = AIMS.get(name, (None, None))
            aims = f"{least:>10}{aim:>7}" if least is not None else " " * 17
            print(
                f"{name:26}{clients:>8}{result.rate:>12.0f}{share:>8.3f}{aims}"
                f"{result.median:>7.1f} ms{result.percentile(0.95):>7.1f} ms  {errors[name]}"
            )


def _statement(stage: Stage) -> None:
    """The trial balance over a large ledger, uncached, and the same figures by a full scan."""
    added = ledger.grow(stage.installation, stage.record)
    print(f"\nledger grown by {added:,} lines")
    days = [f"{2017 + n % 9}-{1 + n * 5 % 12:02d}-{1 + n * 7 % 28:02d}" for n in range(60)]

    def message(n: int) -> bytes:
        return load.request("GET", f"/api/reports/trial-balance-sheet?from_date=2016-01-01&to_date={days[n]}", stage.headers)

    result = load.run(stage.port, 1, len(days), message, wanted=200)
    print(f"trial balance over HTTP, each day asked once: median {result.median:.1f} ms, p95 {result.percentile(0.95):.1f} ms (aim: 20 ms)")
    again = load.run(stage.port, 1, len(days), message, wanted=200)
    print(f"the same from the cache: median {again.median:.1f} ms")
    ours, scanned, seconds = ledger.compare(stage.installation, stage.record)
    print(f"sums equal to a full scan: {ours == scanned}; full scan / ours in seconds: {seconds[1] / seconds[0]:.0f}")


def _second_process(stage: Stage) -> None:
    """What one process wrote, the other reads at once."""
    with ExitStack() as stack:
        _, port = _serve(stack, stage.ini)
        writer, reader = load.Connection(stage.port), load.Connection(port)
        stale = 0
        for _ in range(50):
            status, answer = writer.ask(load.request("POST", "/api/manual-journals", stage.headers, _postable(2)))
            assert status == 201, answer
            id = json.loads(answer)["id"]
            status, _ = reader.ask(load.request("GET", f"/api/manual-journals/{id}", stage.headers))
            stale += status != 200
        print(f"reads of a second process that did not see the first's write: {stale} of 50")
        message = load.request("GET", "/api/accounts?structure=flat", stage.headers)
        both = load.run(port, 8, REQUESTS, lambda n: message, wanted=200)
        print(f"GET accounts from the second process, 8 clients: {both.rate:.0f} per second, {len(both.errors)} errors")


def _resident(pid: int) -> int:
    """Megabytes."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1]) // 1024
    return 0


if __name__ == "__main__":
    main()
