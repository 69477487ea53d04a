"""``make bench``: figures on real servers. Printed, never asserted.

``python -m bench [part …]`` measures those parts alone (``PARTS``). ``BENCH_REQUESTS`` is the number of requests of one
measurement, ``BENCH_LINES`` the size of the large ledger (10,000,000: making it takes a while), ``BENCH_CONTACTS`` how many
contacts it has, ``BENCH_INVOICES`` how many invoices are open (100,000), ``BENCH_COPIED_LINES`` the size of the ledger that is
backed up and restored, ``BENCH_IMPORTED_ROWS`` how many items are imported.
"""

from __future__ import annotations

import os
import platform
import sys
from collections.abc import Callable

from bench import stage
from bench.copies import copies
from bench.imports import imports
from bench.selling import selling
from bench.shares import second_process, shares
from bench.statements import embedded_ledger, large_ledger, trial_balance
from bigcapital.cli.memory import settle_memory


def _hot_path() -> None:
    with stage.on_servers() as standing:
        shares(standing)
        second_process(standing)


def _selling() -> None:
    with stage.on_servers() as standing:
        selling(standing)


def _million() -> None:
    with stage.on_servers() as standing:
        trial_balance(standing)


def _statements() -> None:
    with stage.on_servers() as standing:
        large_ledger(standing)


def _embedded() -> None:
    with stage.embedded() as standing:
        embedded_ledger(standing)


def _copies() -> None:
    with stage.on_servers() as standing:
        copies(standing)


def _imports() -> None:
    with stage.on_servers() as standing:
        imports(standing)


PARTS: dict[str, Callable[[], None]] = {
    "shares": _hot_path,
    "selling": _selling,
    "million": _million,
    "statements": _statements,
    "embedded": _embedded,
    "copies": _copies,
    "imports": _imports,
}


def main() -> None:
    """Measure the parts asked for, or all."""
    asked = sys.argv[1:] or list(PARTS)
    if unknown := [name for name in asked if name not in PARTS]:
        sys.exit(f"there is no {', '.join(unknown)}; there are {', '.join(PARTS)}")
    print(
        f"machine: {platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}; MariaDB durable; 1 process, 4 threads"
    )
    settle_memory()  # as every command of the product does
    for name in asked:
        print(f"\n--- {name} ---", flush=True)
        PARTS[name]()


if __name__ == "__main__":
    main()
