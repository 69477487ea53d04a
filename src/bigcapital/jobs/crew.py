"""Workers together: threads of this process (the embedded default) or processes of their own (``bigcapital worker``)."""

from __future__ import annotations

import contextlib
import multiprocessing
import signal
from collections.abc import Callable
from multiprocessing.process import BaseProcess
from threading import Event, Thread
from time import monotonic
from typing import Any

import structlog

from bigcapital.config import Settings
from bigcapital.jobs.service import Jobs
from bigcapital.jobs.worker import LEASE, Worker
from bigcapital.log import configure
from bigcapital.tenancy.installation import Installation

log = structlog.get_logger(__name__)

Start = Callable[[Settings], Installation]
GRACE = 25.0  # seconds that jobs at hand have to finish once we are told to stop; systemd's patience is 90


class WorkerThreads:
    """Workers in threads; ``stop`` lets the jobs at hand finish, within ``grace`` seconds, and then tells them to end."""

    def __init__(self, installation: Installation, threads: int = 1, *, lease: float = LEASE):
        self._jobs: Jobs = installation.services["jobs"]
        self._stop, self._giving_up = Event(), Event()
        workers = [Worker(installation, lease=lease, giving_up=self._giving_up) for _ in range(threads)]
        self._threads = [Thread(target=worker.run, args=(self._stop,), name="worker", daemon=True) for worker in workers]
        for thread in self._threads:
            thread.start()

    def stop(self, grace: float = GRACE) -> bool:
        """Whether all have ended. A job that looks neither at ``check`` nor at ``progress`` may not have."""
        self._stop.set()
        for patience in (grace, 5.0):
            until = monotonic() + patience
            for thread in self._threads:
                while thread.is_alive() and monotonic() < until:
                    self._jobs.arrived.set()  # wake who waits for work
                    thread.join(0.05)
            if not any(thread.is_alive() for thread in self._threads):
                return True
            self._giving_up.set()
        return False

    close = stop


def start_worker_thread(installation: Installation) -> WorkerThreads:
    """One worker in a thread of this process. Stop it before the installation is closed."""
    return WorkerThreads(installation)


def run_worker(
    installation: Installation,
    *,
    processes: int = 0,
    threads: int = 1,
    stop_event: Event | None = None,
    start: Start | None = None,
    lease: float = LEASE,
) -> None:
    """Work until SIGTERM, SIGINT or ``stop_event``: in ``processes`` processes of ``threads`` threads, or, for 0, in this one.

    ``start`` makes a process its installation from the settings; it must be importable by name. A process that dies is
    replaced.
    """
    stop = stop_event or Event()
    with _told_by_signals(stop):
        if processes and start is not None:
            _supervise(installation.settings, start, processes, threads, stop, lease)
            return
        crew = WorkerThreads(installation, threads, lease=lease)
        log.info("working", threads=threads)
        while not stop.wait(1.0):  # a wait without end would keep signals out on some systems
            pass
        if not crew.stop():
            log.warning("stopped with a job unfinished; it comes back when its lease runs out")


@contextlib.contextmanager
def _told_by_signals(stop: Event) -> Any:
    """SIGTERM and SIGINT set ``stop`` within the block; outside the main thread signals are someone else's."""

    def tell(number: int, frame: Any) -> None:
        stop.set()

    before = {}
    with contextlib.suppress(ValueError):
        before = {number: signal.signal(number, tell) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _work(start: Start, settings: Settings, threads: int, lease: float) -> None:
    """What one process does."""
    configure(settings.log_level, settings.log_format)
    installation = start(settings)
    try:
        run_worker(installation, threads=threads, lease=lease)
    finally:
        installation.close()


def _supervise(
    settings: Settings, start: Callable[[Settings], Installation], processes: int, threads: int, stop: Event, lease: float
) -> None:
    spawn = multiprocessing.get_context("spawn")  # nothing of ours, no connection above all, is shared

    def hire() -> BaseProcess:
        process = spawn.Process(target=_work, args=(start, settings, threads, lease))
        process.start()
        return process

    crew = [hire() for _ in range(processes)]
    log.info("working", processes=processes, threads=threads)
    while not stop.wait(1.0):
        for place, process in enumerate(crew):
            if not process.is_alive():
                log.error("a worker process died; starting another", exitcode=process.exitcode)
                crew[place] = hire()
    for process in crew:
        process.terminate()
    until = monotonic() + GRACE + 10
    for process in crew:
        process.join(max(0.1, until - monotonic()))
        if process.is_alive():
            process.kill()
            process.join()
