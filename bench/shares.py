"""The hot path as shares of a trivial JSON view served the same way in the same run."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import Any

from bench import load
from bench.stage import Stage, cpu, serve, trivial

REQUESTS = int(os.environ.get("BENCH_REQUESTS", "600"))
ROUNDS = 3
Message = Callable[[int], bytes]
AIMS = {"GET accounts": (0.10, 0.12), "POST journal, 2 lines": (0.065, 0.08), "POST journal, 10 lines": (0.05, 0.065)}


def postable(lines: int) -> dict[str, Any]:
    """A journal over accounts that need no contact."""
    free = [id for id in range(1000, 1034) if id not in (1006, 1008)]
    sides = ("debit", "credit")
    entries = [{"index": n + 1, "account_id": free[n], sides[n % 2]: 100 + n // 2} for n in range(lines)]
    return {"date": "2026-01-15", "publish": True, "entries": entries}


def shares(stage: Stage) -> None:
    """Requests per second beside the trivial view's; rounds interleaved, the best of three."""
    print(f"start-up until it answers: {stage.started:.2f} s")
    asked: dict[str, Message] = {
        "GET accounts": lambda n: stage.get("accounts?structure=flat"),
        "POST journal, 2 lines": lambda n: stage.post("manual-journals", postable(2)),
        "POST journal, 10 lines": lambda n: stage.post("manual-journals", postable(10)),
    }
    compared(stage, asked, AIMS)
    print(f"resident memory of the application after it: {stage.memory()[0]} MB")


@dataclass
class Asked:
    """A request that is measured, and what its rounds gave: the fastest one, errors, and the least that its process computed."""

    message: Message
    wanted: int
    port: int
    pid: int
    best: load.Result = field(default_factory=lambda: load.Result(0.0))
    errors: int = 0
    cpu: float = float("inf")  # seconds for each request

    def ask(self, clients: int, count: int) -> None:
        """One round."""
        before = cpu(self.pid)
        result = load.run(self.port, clients, count, self.message, wanted=self.wanted)
        self.cpu = min(self.cpu, (cpu(self.pid) - before) / count)
        self.errors += len(result.errors)
        for error in result.errors[:2]:
            print(f"  {error}")
        if result.rate > self.best.rate:
            self.best = result


def compared(stage: Stage, asked: Mapping[str, Message], aims: Mapping[str, tuple[float, float]]) -> None:
    """Each request beside the trivial view, from one client and from eight. What begins with GET reads, anything else writes.

    ``cpu`` is what the process computes for one, in milliseconds, and as a share of the trivial view's: on a machine with other
    work, where rates depend on what that does, this still says something.
    """
    with trivial() as (port, pid):
        head = f"{'clients':>8}{'per second':>12}{'share':>8}{'at least':>10}{'aim':>7}{'median':>10}{'p95':>10}{'cpu':>10}{'share':>7}"
        print(f"\n{'':26}{head}  errors")
        for clients in (1, 8):
            measured = {"trivial": Asked(lambda n: load.request("GET", "/api/nothing", stage.headers), 200, port, pid)}
            for name, message in asked.items():
                measured[name] = Asked(message, 200 if name.startswith("GET") else 201, stage.port, stage.process.pid)
            _rounds(measured, clients, aims)


def _rounds(measured: dict[str, Asked], clients: int, aims: Mapping[str, tuple[float, float]]) -> None:
    for _ in range(ROUNDS):
        for name, one in measured.items():
            one.ask(clients, REQUESTS * 5 if name == "trivial" else REQUESTS)
    trivial = measured["trivial"]
    for name, one in measured.items():
        (least, aim), best = aims.get(name, ("", "")), one.best
        rates = f"{best.rate:>12.0f}{best.rate / trivial.best.rate:>8.3f}{least:>10}{aim:>7}"
        times = f"{best.median:>7.1f} ms{best.percentile(0.95):>7.1f} ms{one.cpu * 1000:>7.2f} ms{trivial.cpu / one.cpu:>7.3f}"
        print(f"{name:26}{clients:>8}{rates}{times}  {one.errors}", flush=True)


def second_process(stage: Stage) -> None:
    """What one process wrote, the other reads at once."""
    with ExitStack() as stack:
        _, port = serve(stack, stage.ini)
        writer, reader = load.Connection(stage.port), load.Connection(port)
        stale = 0
        for _ in range(50):
            status, answer = writer.ask(stage.post("manual-journals", postable(2)))
            assert status == 201, answer
            status, _ = reader.ask(stage.get(f"manual-journals/{json.loads(answer)['id']}"))
            stale += status != 200
        print(f"reads of a second process that did not see the first's write: {stale} of 50")
        both = load.run(port, 8, REQUESTS, lambda n: stage.get("accounts?structure=flat"), wanted=200)
        print(f"GET accounts from the second process, 8 clients: {both.rate:.0f} per second, {len(both.errors)} errors")
