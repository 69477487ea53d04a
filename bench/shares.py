"""The hot path as shares of a trivial JSON view served the same way in the same run."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from typing import Any

from bench import load
from bench.stage import Stage, serve, trivial

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


def compared(stage: Stage, asked: Mapping[str, Message], aims: Mapping[str, tuple[float, float]]) -> None:
    """Each request beside the trivial view, from one client and from eight. What begins with GET reads, anything else writes."""
    with trivial() as other:
        measured: dict[str, tuple[Message, int, int]] = {
            "trivial": (lambda n: load.request("GET", "/api/nothing", stage.headers), 200, other),
            **{name: (message, 200 if name.startswith("GET") else 201, stage.port) for name, message in asked.items()},
        }
        print(f"\n{'':26}{'clients':>8}{'per second':>12}{'share':>8}{'at least':>10}{'aim':>7}{'median':>10}{'p95':>10}  errors")
        for clients in (1, 8):
            _round(measured, clients, aims)


def _round(measured: dict[str, tuple[Message, int, int]], clients: int, aims: Mapping[str, tuple[float, float]]) -> None:
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
        least, aim = aims.get(name, (None, None))
        wanted = f"{least:>10}{aim:>7}" if least is not None else " " * 17
        print(
            f"{name:26}{clients:>8}{result.rate:>12.0f}{share:>8.3f}{wanted}"
            f"{result.median:>7.1f} ms{result.percentile(0.95):>7.1f} ms  {errors[name]}"
        )


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
