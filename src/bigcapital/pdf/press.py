"""A process of its own that turns long pages into PDFs, so that the one that asks goes on answering others meanwhile.

It is started when it is first needed, and ends with whoever started it or when nothing came for some minutes; it is killed when
a page takes too long. They speak over its standard input and output: a byte that says what follows, its length, and the bytes.
"""

from __future__ import annotations

import json
import os
import select
import struct
import subprocess
import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass
from threading import BoundedSemaphore, Lock, Timer
from typing import IO, Final

from bigcapital.errors import Failed

LONGEST: Final = 120.0  # seconds that a page may take
IDLE: Final = 300.0  # seconds without one, after which the process ends
AT_ONCE: Final = 2  # requests that may wait for it: each keeps a thread from others
_HEAD: Final = struct.Struct(">cQ")
_DONE, _REFUSED, _BROKEN = b"d", b"r", b"b"


@dataclass(frozen=True, slots=True)
class Embedded:
    """A file inside a PDF, which then is a PDF/A-3. ``relationship``: what it is to the pages, a word of PDF's.

    ``metadata``: what the PDF says of it, as descriptions of RDF with their namespaces, but rdf itself.
    """

    name: str
    content: bytes
    relationship: str
    description: str
    metadata: str


class Press:
    """Who asks. One page is in the press at a time, one more waits; any further one is refused."""

    def __init__(self, *, longest: float = LONGEST, idle: float = IDLE):
        self._longest, self._idle = longest, idle
        self._waiting, self._lock = BoundedSemaphore(AT_ONCE), Lock()
        self._child: subprocess.Popen[bytes] | None = None

    def render(self, html: str, embedded: Embedded | None = None) -> bytes:
        """The page as a PDF, with a file inside if one is given.

        :raises Failed: 503, other long documents are being printed, this one takes too long, or nothing can be printed here.
        """
        if not self._waiting.acquire(blocking=False):
            raise Failed(503, "Service Unavailable", "Other long documents are being printed. Try again in a moment.", retry_after=5)
        try:
            with self._lock:
                return self._pressed(_packed(html, embedded))
        finally:
            self._waiting.release()

    def close(self) -> None:
        """End the process."""
        child, self._child = self._child, None
        if child is not None:
            child.kill()
            child.communicate()

    def _pressed(self, page: bytes) -> bytes:
        for _ in range(2):  # it may end for want of work just when some comes
            child = self._child = self._running()
            assert child.stdin is not None and child.stdout is not None
            timer = Timer(self._longest, child.kill)
            timer.start()
            try:
                _send(child.stdin, _DONE, page)
                kind, said = _received(child.stdout)
            except (OSError, EOFError):
                ended = child.wait()
                self.close()
                if ended:
                    raise Failed(503, "Service Unavailable", "The document is too long to be printed.") from None
                continue
            finally:
                timer.cancel()
            if kind == _REFUSED:
                raise Failed(503, "Service Unavailable", said.decode())
            if kind == _BROKEN:
                raise RuntimeError(said.decode())
            return said
        raise Failed(503, "Service Unavailable", "The document could not be printed. Try again.")

    def _running(self) -> subprocess.Popen[bytes]:
        if self._child is not None and self._child.poll() is None:
            return self._child
        self.close()
        command = [sys.executable, "-m", "bigcapital.pdf.press", str(self._idle)]
        return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, start_new_session=True)


def serve(idle: float, render: Callable[[str, Embedded | None], bytes], asked: IO[bytes], answers: IO[bytes]) -> None:
    """Print what is asked for until nobody asks."""
    while select.select([asked], [], [], idle)[0]:
        try:
            _, page = _received(asked)
        except EOFError:
            return
        try:
            kind, said = _DONE, render(*_unpacked(page))
        except Failed as error:
            kind, said = _REFUSED, str(error.message).encode()
        except Exception as error:
            kind, said = _BROKEN, repr(error).encode()
        _send(answers, kind, said)


def _packed(html: str, embedded: Embedded | None) -> bytes:
    file = None if embedded is None else asdict(embedded) | {"content": embedded.content.decode()}
    return json.dumps([html, file]).encode()


def _unpacked(page: bytes) -> tuple[str, Embedded | None]:
    html, file = json.loads(page)
    return html, None if file is None else Embedded(**file | {"content": file["content"].encode()})


def _send(stream: IO[bytes], kind: bytes, body: bytes) -> None:
    stream.write(_HEAD.pack(kind, len(body)))
    stream.write(body)
    stream.flush()


def _received(stream: IO[bytes]) -> tuple[bytes, bytes]:
    kind, length = _HEAD.unpack(_read(stream, _HEAD.size))
    return kind, _read(stream, length)


def _read(stream: IO[bytes], length: int) -> bytes:
    body = b""
    while len(body) < length:
        piece = stream.read(length - len(body))
        if not piece:
            raise EOFError
        body += piece
    return body


if __name__ == "__main__":
    from bigcapital.pdf.printers import WeasyPrinter

    os.nice(5)  # whoever waits for a page waits anyway
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what libraries say is none of the answers
    serve(float(sys.argv[1]), WeasyPrinter(long=sys.maxsize).render, os.fdopen(0, "rb", 0), answers)
