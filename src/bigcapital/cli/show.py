"""``bigcapital openapi`` and ``bigcapital demo``: what there is to see."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from bigcapital.cli.command import command, running, settings_of, writing
from bigcapital.cli.tenant import build, checked, found


def add(commands: Any) -> None:
    """Declare them."""
    made = command(commands, "openapi", openapi, "Write the description of the HTTP API.", "  bigcapital openapi --output openapi.json")
    made.add_argument("--output", type=Path, help="file to write (default: standard output)")
    made = command(commands, "demo", demo, "Make a sample company with a year of books, and say how to sign in.")
    made.add_argument("--email", default="demo@example.com", help="who signs in (default: %(default)s)")


def openapi(arguments: argparse.Namespace) -> int:
    """The description that the server answers at ``/openapi.json``, made without any database."""
    import tempfile

    import bigcapital
    from bigcapital.config import Settings
    from bigcapital.rest.openapi import describe, write

    with tempfile.TemporaryDirectory() as folder, running(Settings.from_ini({"data_dir": folder})) as installation:
        registry: Any = bigcapital.main(installation=installation).registry
        text = write(describe(registry["bigcapital.endpoints"], registry["bigcapital.collections"], registry["bigcapital.version"]))
    if arguments.output is None:
        print(text)
    else:
        with writing(arguments.output) as file:
            file.write(text if text.endswith("\n") else text + "\n")
    return 0


def demo(arguments: argparse.Namespace) -> int:
    """A company with a year of books."""
    import secrets

    from bigcapital import db
    from bigcapital.sample.books import found as begin
    from bigcapital.sample.filling import fill
    from bigcapital.tenancy import migrate

    settings, _ = settings_of(arguments)
    drawn: list[str] = []

    def password() -> str:
        drawn.append(secrets.token_urlsafe(12))
        return drawn[0]

    metadata = {"name": "Demo Trading Ltd", "base_currency": "USD", "location": "US", "timezone": "UTC", "language": "en"}
    metadata |= {"fiscal_year": "january", "date_format": "DD MMM yyyy", "industry": "Retail"}
    metadata = checked(metadata, arguments.email)
    with running(settings) as installation:
        if not settings.production:
            migrate.migrate_system(installation)
        record = build(installation, found(installation, arguments.email, metadata, password))
        for write in (begin, fill):
            with db.unit_of_work() as tm:
                write(installation.open_tenant(record, tm, writer=True))
    print(f"{record.name} is ready. Sign in as {arguments.email}" + (f" with the password {drawn[0]}" if drawn else ""))
    return 0
