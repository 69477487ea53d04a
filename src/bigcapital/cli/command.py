"""What commands share: how they are declared, their settings, the installation they work on, and their progress."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Iterator
from configparser import ConfigParser, InterpolationError
from configparser import Error as ParserError
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from bigcapital.cli.memory import settle_memory

if TYPE_CHECKING:
    from bigcapital.config import Settings
    from bigcapital.tenancy.installation import Installation
    from bigcapital.tenancy.migrate import Outcome
    from bigcapital.tenancy.tenant import TenantRecord


class CommandError(Exception):
    """A command cannot do what it was asked; its text is for the person at the terminal."""


class Command(argparse.ArgumentParser):
    """A command's own parser: what may be left out (``[FILE]``) may also stand behind the options."""

    _mixing = False

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> Any:
        if self._mixing or self._subparsers is not None:
            return super().parse_known_args(args, namespace)
        self._mixing = True
        try:
            return self.parse_known_intermixed_args(args, namespace)
        finally:
            self._mixing = False


def command(commands: Any, name: str, run: Callable[[argparse.Namespace], int], text: str, examples: str = "") -> argparse.ArgumentParser:
    """Declare a command that ``run`` does. ``examples`` are shown below its options."""
    made: argparse.ArgumentParser = commands.add_parser(
        name,
        help=text[0].lower() + text[1:].rstrip("."),
        description=text,
        epilog=f"examples:\n{examples}" if examples else None,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    made.add_argument("--config", type=Path, metavar="INI", help="settings (default: $BIGCAPITAL_CONFIG, else the embedded defaults)")
    made.set_defaults(run=run)
    return made


def group(commands: Any, name: str, text: str) -> Any:
    """Declare a word that commands follow."""
    made = commands.add_parser(name, help=text[0].lower() + text[1:].rstrip("."), description=text)
    return made.add_subparsers(title="commands", required=True, metavar="COMMAND")


def takes_tenant(command: argparse.ArgumentParser) -> None:
    """Have a command ask which organization."""
    command.add_argument("tenant", help="a number of `tenant list`, or an organization id")


def whole(least: int, most: int) -> Callable[[str], int]:
    """The type of an option that is a whole number from ``least`` to ``most``."""

    def read(text: str) -> int:
        if not text.isdecimal() or len(text) > 9 or not least <= int(text) <= most:
            raise argparse.ArgumentTypeError(f"{text} is no whole number from {least} to {most}")
        return int(text)

    return read


def settings_of(arguments: argparse.Namespace, *, serving: bool = False) -> tuple[Settings, dict[str, str]]:
    """The settings, and the ini's ``[server:main]``."""
    from bigcapital.config import Settings, expanded

    path = arguments.config or (Path(os.environ["BIGCAPITAL_CONFIG"]) if os.environ.get("BIGCAPITAL_CONFIG") else None)
    if path is None:
        return Settings.from_ini({"data_dir": os.environ.get("DATA_DIR") or "var", "log.format": "text"}, serving=serving), {}
    sections = _sections(path)
    if "app:main" not in sections:
        raise CommandError(f"{path} has no section [app:main]")
    try:
        server = {key: expanded(value, os.environ) for key, value in sections.get("server:main", {}).items()}
    except ValueError as error:
        raise CommandError(f"{path}: [server:main]: {error}") from None
    return Settings.from_ini(sections["app:main"], serving=serving), server


def _sections(path: Path) -> dict[str, dict[str, str]]:
    """What an ini says, by section; ``%(here)s`` in it is the folder that it lies in."""
    if not path.exists():
        raise CommandError(f"there is no {path}")
    ini = ConfigParser(defaults={"here": str(path.absolute().parent)}, default_section="DEFAULT")
    ini.optionxform = str  # type: ignore[assignment,method-assign]
    try:
        ini.read(path, encoding="utf-8")
        return {name: dict(ini[name]) for name in ini.sections()}
    except InterpolationError as error:
        raise CommandError(f"{path}: a % in a value is written %%: {error.message}") from None
    except (ParserError, UnicodeDecodeError) as error:
        raise CommandError(f"{path} cannot be read: {error}") from None


@contextmanager
def running(settings: Settings) -> Iterator[Installation]:
    """The installation of these settings, while the block runs."""
    from bigcapital import log
    from bigcapital.starting import start

    log.configure(settings.log_level, settings.log_format)
    installation = start(settings)
    settle_memory()
    try:
        yield installation
    finally:
        installation.close()


@contextmanager
def opened(arguments: argparse.Namespace) -> Iterator[Installation]:
    """An installation whose system database is there."""
    from bigcapital.tenancy import migrate

    settings, _ = settings_of(arguments)
    with running(settings) as installation:
        if not settings.production:
            migrate.migrate_system(installation)
        migrate.require_system(installation)
        yield installation


def record_of(installation: Installation, named: str) -> TenantRecord:
    """The organization that the command line names."""
    record = installation.directory.record(int(named)) if named.isdecimal() and len(named) < 19 else None
    record = record or installation.directory.record_of(named)
    if record is None:
        raise CommandError(f"there is no organization {named}")
    return record


def built(installation: Installation, named: str) -> TenantRecord:
    """The organization that the command line names, which must have books."""
    record = record_of(installation, named)
    if not record.ready:
        raise CommandError(f"organization {named} has no books: it is {record.state}")
    return record


@contextmanager
def writing(path: Path, opener: Callable[[str, int], int] | None = None) -> Iterator[TextIO]:
    """The file that the command line names, to be written as UTF-8."""
    try:
        file = open(path, "w", encoding="utf-8", opener=opener)  # noqa: SIM115 (it is closed below; only opening is told in a sentence)
    except OSError as error:
        raise CommandError(f"{path} cannot be written: {error.strerror}") from None
    with file:
        yield file


def for_its_owner(path: str, flags: int) -> int:
    """Open a file that nobody else may read: whoever has a key could forge."""
    descriptor = os.open(path, flags, 0o600)
    os.fchmod(descriptor, 0o600)  # one that was there before has had its own mode
    return descriptor


@contextmanager
def bar(total: int, label: str) -> Iterator[Any]:
    """A progress bar on a terminal, plain lines otherwise: ``advance(done, message)``."""
    if not sys.stderr.isatty():
        yield lambda done, message: print(f"{label}: {done} of {total}, {message}", file=sys.stderr)
        return
    from tqdm import tqdm

    with tqdm(total=total, desc=label) as bar:

        def advance(done: int, message: str) -> None:
            bar.set_postfix_str(message, refresh=False)
            bar.update(done - bar.n)

        yield advance


def complain(outcomes: list[Outcome]) -> int:
    """Name the organizations that could not be migrated; the exit status."""
    failed = [outcome for outcome in outcomes if outcome.error]
    for outcome in failed:
        print(f"tenant {outcome.record.id} ({outcome.record.name}): {outcome.error}", file=sys.stderr)
    return 1 if failed else 0
