"""``bigcapital export`` and ``bigcapital import``: books out and in, as plain text."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TextIO

from bigcapital.cli.command import CommandError, bar, command, opened, record_of, takes_tenant

_FORMATS = ("hledger", "ledger", "beancount")
_EXPORT_EXAMPLES = """\
  bigcapital export 7 --format hledger acme.journal
  bigcapital export 7 --format beancount                      to standard output"""
_IMPORT_EXAMPLES = """\
  bigcapital tenant create "Acme Ltd" --owner ann@example.com --currency USD
  bigcapital import 8 --format hledger acme.journal"""


def add(commands: Any) -> None:
    """Declare them."""
    made = command(commands, "export", write_out, "Write an organization's ledger as plain text.", _EXPORT_EXAMPLES)
    takes_tenant(made)
    made.add_argument("--format", required=True, choices=_FORMATS, help="the program that is to read it")
    made.add_argument("file", type=Path, nargs="?", help="file to write (default: standard output)")
    made = command(
        commands, "import", take_in, "Take a plain-text journal into a new organization: all of it, or nothing.", _IMPORT_EXAMPLES
    )
    takes_tenant(made)
    made.add_argument("--format", required=True, choices=("hledger",), help="the program that could read it")
    made.add_argument("file", type=Path, help="file to read")


def write_out(arguments: argparse.Namespace) -> int:
    """The whole ledger, in one snapshot."""
    from bigcapital import db
    from bigcapital.exchange.plain_text.writer import text_of

    with opened(arguments) as installation, db.unit_of_work() as tm:
        record = record_of(installation, arguments.tenant)
        tenant = installation.open_tenant(record, tm, writer=False)
        with bar(tenant.head.sequence, record.name) as advance, _output(arguments.file) as stream:
            for piece in text_of(tenant, arguments.format, progress=lambda done, _: advance(done, "entries")):
                stream.write(piece)
    if arguments.file is not None:
        print(f"written: {arguments.file}")
    return 0


@contextmanager
def _output(path: Path | None) -> Iterator[TextIO]:
    """The file, or standard output; UTF-8 either way, whatever the terminal speaks."""
    if path is None:
        sys.stdout.flush()
        with open(sys.stdout.fileno(), "w", encoding="utf-8", newline="\n", closefd=False) as stream:
            yield stream
    else:
        try:
            stream = path.open("w", encoding="utf-8", newline="\n")
        except OSError as error:
            raise CommandError(f"{path} cannot be written: {error.strerror}") from error
        with stream:
            yield stream


def take_in(arguments: argparse.Namespace) -> int:
    """One unit of work: what is wrong anywhere leaves nothing behind."""
    from bigcapital import db
    from bigcapital.exchange.plain_text import importing

    if not arguments.file.is_file():
        raise CommandError(f"there is no file {arguments.file}")
    with opened(arguments) as installation, db.unit_of_work() as tm:
        record = record_of(installation, arguments.tenant)
        if not record.ready:
            raise CommandError(f"{record.name} is not built yet")
        tenant = installation.open_tenant(record, tm, writer=True)
        scan = importing.scanned(tenant, arguments.file)
        with bar(scan.count, record.name) as advance:
            taken = importing.take_in(tenant, arguments.file, scan, progress=lambda done, _: advance(done, "transactions"))
    print(f"{record.name}: {taken.entries} entries, {taken.journals} journals, {taken.accounts} accounts")
    return 0
