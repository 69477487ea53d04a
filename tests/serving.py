"""The product as its users have it: a process of ``bigcapital serve``, reached over HTTP."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import Message
from pathlib import Path

PROGRAM = Path(sys.prefix) / "bin" / "bigcapital"


@dataclass
class Serving:
    """One running server."""

    process: subprocess.Popen[bytes]
    port: int
    log: Path

    @property
    def address(self) -> str:
        """Its URL, without a slash at the end."""
        return f"http://127.0.0.1:{self.port}"

    def interrupt(self) -> int:
        """What Ctrl-C does; answers the exit code."""
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(30)

    def stop(self) -> None:
        """SIGTERM, and SIGKILL when patience ends."""
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(30)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()


@dataclass
class Reply:
    """What a server answered."""

    status: int
    headers: Message
    body: bytes


def ask(url: str, body: bytes | None = None, headers: Mapping[str, str] = {}, method: str | None = None) -> Reply:
    """One request, redirections followed; raises OSError when nobody answers."""
    request = urllib.request.Request(url, body, dict(headers), method=method)
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            return Reply(answer.status, answer.headers, answer.read())
    except urllib.error.HTTPError as refusal:
        with refusal:
            return Reply(refusal.code, refusal.headers, refusal.read())


@contextmanager
def serving(folder: Path, *arguments: str | Path, program: Path = PROGRAM, environ: Mapping[str, str] = {}) -> Iterator[Serving]:
    """``bigcapital serve`` on a free port, its files below ``folder``, in an environment that has nothing of this run's."""
    folder.mkdir(parents=True, exist_ok=True)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    log = folder / "serve.log"
    environment = {**bare_environment(folder), "PORT": str(port), **environ}
    with log.open("wb") as said:
        process = subprocess.Popen(
            [program, "serve", *arguments], cwd=folder, env=environment, stdin=subprocess.DEVNULL, stdout=said, stderr=said
        )
    server = Serving(process, port, log)
    try:
        _wait(server)
        yield server
    finally:
        server.stop()


def _wait(server: Serving) -> None:
    until = time.monotonic() + 90
    while time.monotonic() < until and server.process.poll() is None:
        try:
            ask(f"{server.address}/healthz")
            return
        except OSError:
            time.sleep(0.1)
    raise AssertionError(f"it does not serve:\n{server.log.read_text()}")


def bare_environment(folder: Path) -> dict[str, str]:
    """What a login shell has, with its home and the product's data in ``folder``."""
    return {"PATH": os.defpath, "HOME": str(folder), "LANG": "C.UTF-8", "DATA_DIR": str(folder / "data")}
