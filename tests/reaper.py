"""Stops what a test run started, however the run ended: ``reaper.py DIRECTORY`` with a pipe from the run as its stdin.

The pipe closes when the run ends, be it by itself, by Ctrl-C or by SIGKILL. The files go too, so there is nothing to be gentle
for. Standard library alone, so that it is up at once.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import sys
import time
from pathlib import Path


def living(note: Path) -> int | None:
    """The process a note ``pid folder`` speaks of, if it still lives there: a number given out anew is left alone."""
    with contextlib.suppress(OSError, ValueError):
        number, folder = note.read_text().split(" ", 1)
        if Path(os.readlink(f"/proc/{number}/cwd")).is_relative_to(Path(folder).resolve()):
            return int(number)
    return None


def kill_all(pids: Path, patience: float = 5.0) -> None:
    """SIGKILL to each process noted in ``pids``, and wait until they are gone."""
    until = time.monotonic() + patience
    while time.monotonic() < until and (alive := [number for note in pids.glob("*") if (number := living(note))]):
        for number in alive:
            with contextlib.suppress(OSError):
                os.kill(number, signal.SIGKILL)
        time.sleep(0.02)


if __name__ == "__main__":
    for ignored in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(ignored, signal.SIG_IGN)
    sys.stdin.buffer.read()
    run = Path(sys.argv[1])
    kill_all(run / "pids")
    shutil.rmtree(run, ignore_errors=True)
