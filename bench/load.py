"""A load generator that costs little beside what it measures: raw sockets, keep-alive, requests prepared as bytes.

It sends a bounded number of requests to a server on this machine and stops.
"""

from __future__ import annotations

import json
import socket
import statistics
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any


@dataclass
class Result:
    """What a run gave: seconds of each request, and the statuses that were not the wanted one."""

    seconds: float
    latencies: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    @property
    def rate(self) -> float:
        """Requests answered per second."""
        return len(self.latencies) / self.seconds if self.seconds else 0.0

    def percentile(self, share: float) -> float:
        """Milliseconds within which this share of the requests was answered."""
        ordered = sorted(self.latencies)
        return ordered[min(len(ordered) - 1, int(len(ordered) * share))] * 1000 if ordered else 0.0

    @property
    def median(self) -> float:
        """Milliseconds."""
        return statistics.median(self.latencies) * 1000 if self.latencies else 0.0


def request(method: str, path: str, headers: dict[str, str], body: Any = None) -> bytes:
    """An HTTP request as bytes."""
    payload = b"" if body is None else json.dumps(body).encode()
    lines = [f"{method} {path} HTTP/1.1", "Host: localhost", *(f"{name}: {value}" for name, value in headers.items())]
    if body is not None:
        lines += ["Content-Type: application/json", f"Content-Length: {len(payload)}"]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + payload


class Connection:
    """One kept-alive connection to a server on this machine."""

    def __init__(self, port: int):
        self._socket = socket.create_connection(("127.0.0.1", port), timeout=120)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._rest = b""

    def ask(self, message: bytes) -> tuple[int, bytes]:
        """Send a request; its status and body."""
        self._socket.sendall(message)
        head, _, rest = self._until(b"\r\n\r\n")
        status = int(head[9:12])
        lower = head.lower()
        start = lower.find(b"content-length:")
        if start < 0:
            raise ValueError("an answer without a length")
        length = int(lower[start + 15 :].split(b"\r\n", 1)[0])
        while len(rest) < length:
            rest += self._socket.recv(262144)
        self._rest = rest[length:]
        return status, rest[:length]

    def _until(self, mark: bytes) -> tuple[bytes, bytes, bytes]:
        data = self._rest
        while mark not in data:
            received = self._socket.recv(65536)
            if not received:
                raise ConnectionError("the server closed the connection")
            data += received
        return data.partition(mark)

    def close(self) -> None:
        """Hang up."""
        self._socket.close()


def run(port: int, clients: int, count: int, message: Callable[[int], bytes], *, wanted: int) -> Result:
    """``count`` requests over ``clients`` connections; ``message(n)`` makes the n-th."""
    result, lock, numbers = Result(0.0), threading.Lock(), iter(range(count))

    def work() -> None:
        connection = Connection(port)
        try:
            while True:
                with lock:
                    number = next(numbers, None)
                if number is None:
                    return
                prepared = message(number)
                began = time.perf_counter()
                status, body = connection.ask(prepared)
                took = time.perf_counter() - began
                with lock:
                    if status == wanted:
                        result.latencies.append(took)
                    else:
                        result.errors.append(f"{status} {body[:300]!r}")
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _ in range(clients)]
    began = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    result.seconds = time.perf_counter() - began
    return result


def stream(port: int, message: bytes, most: float) -> tuple[float, int, float]:
    """Read an answer of any length for ``most`` seconds without keeping it: seconds in all, bytes, seconds until the first of them."""
    with socket.create_connection(("127.0.0.1", port), timeout=600) as connection:
        began, first, size = time.perf_counter(), 0.0, 0
        connection.sendall(message.replace(b"\r\n", b"\r\nConnection: close\r\n", 1))
        while (received := connection.recv(262144)) and time.perf_counter() - began < most:
            if not size and not received.startswith(b"HTTP/1.1 200"):
                raise RuntimeError(received[:500].decode(errors="replace"))
            first, size = first or time.perf_counter() - began, size + len(received)
        return time.perf_counter() - began, size, first
