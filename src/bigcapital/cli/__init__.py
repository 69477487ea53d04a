"""The ``bigcapital`` command. Each subcommand imports what it needs when it runs, so that ``--help`` is quick."""

from __future__ import annotations

import argparse
import sys

from bigcapital import __version__
from bigcapital.cli import copies, exchange, ledger, serve, show, tenant
from bigcapital.cli.command import Command, CommandError

EXAMPLES = """\
examples:
  bigcapital serve                                  the product on http://localhost:6543, files in ./var
  bigcapital serve --config production.ini          as the ini says
  bigcapital worker --config production.ini --processes 2
  bigcapital demo                                   a sample company to look at
  bigcapital tenant list                            every organization and how it is
  bigcapital tenant migrate                         bring all databases up to date, before serving a new version
  bigcapital ledger verify 7                        is every entry of organization 7 as it was recorded?
  bigcapital export 7 --format hledger              the books as plain text, for other programs to read
  bigcapital backup 7 acme.bigcapital               an organization as one file; `restore` makes one of it again

`bigcapital COMMAND --help` says more.
"""


def main(argv: list[str] | None = None) -> int:
    """Run a command; the exit status: 0 done, 1 something is wrong with what was looked at, 2 it could not be done."""
    arguments = parser().parse_args(argv)
    from sqlalchemy.exc import OperationalError

    from bigcapital.config import ConfigError
    from bigcapital.errors import Refusal

    try:
        return int(arguments.run(arguments))
    except (KeyboardInterrupt, BrokenPipeError):
        return 130
    except OperationalError as error:
        print(f"bigcapital: a database does not answer as it should: {error.orig}", file=sys.stderr)
    except (CommandError, ConfigError, Refusal, LookupError, PermissionError) as error:
        print(f"bigcapital: {error}", file=sys.stderr)
    return 2


def parser() -> argparse.ArgumentParser:
    """Every command and option."""
    top = argparse.ArgumentParser(
        "bigcapital",
        description="Accounting for many organizations: the server, its workers and its tools.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    top.add_argument("--version", action="version", version=f"bigcapital {__version__}")
    commands = top.add_subparsers(title="commands", required=True, metavar="COMMAND", parser_class=Command)
    for module in (serve, tenant, ledger, exchange, copies, show):
        module.add(commands)
    return top
