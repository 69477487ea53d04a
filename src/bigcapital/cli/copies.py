"""``bigcapital backup``, ``restore`` and ``clone``: one organization as one file, and the file as an organization."""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bigcapital.cli.command import CommandError, bar, built, command, for_its_owner, opened, takes_tenant, writing
from bigcapital.cli.tenant import owner_of, password_for

if TYPE_CHECKING:
    from bigcapital.exchange.copies.backup import Manifest
    from bigcapital.tenancy.installation import Installation
    from bigcapital.tenancy.tenant import TenantRecord

_STEPS = 25
_BACKUP_EXAMPLES = """\
  bigcapital backup 7 acme.bigcapital
  bigcapital backup 7 acme.bigcapital --key-file acme.key     to be restored by another installation"""
_RESTORE_EXAMPLES = """\
  bigcapital restore acme.bigcapital --as "Acme, as of May"
  bigcapital restore acme.bigcapital --key-file acme.key --owner ann@example.com     made by another installation
  an owner who has no account yet is asked for a password (or give it on standard input)"""


def add(commands: Any) -> None:
    """Declare them."""
    made = command(commands, "backup", back_up, "Write an organization, as it is now, into one file.", _BACKUP_EXAMPLES)
    takes_tenant(made)
    made.add_argument("file", type=Path, help="file to write")
    made.add_argument("--key-file", type=Path, help="write the key of its ledger here, for another installation; keep it apart")
    made = command(commands, "restore", restore, "Make a new organization of a backup: all of it, or nothing.", _RESTORE_EXAMPLES)
    made.add_argument("file", type=Path, help="file to read")
    made.add_argument("--as", dest="name", type=_name, metavar="NAME", help="of the new organization (default: as the original)")
    made.add_argument(
        "--owner", type=_email, metavar="EMAIL", help="its administrator (default: the original's owner, who must have an account)"
    )
    made.add_argument("--key-file", type=Path, help="the key of its ledger, if another installation made the backup")
    made = command(
        commands, "clone", clone, "Copy an organization into a new one, to try things in.", '  bigcapital clone 7 --as "Acme, to try"'
    )
    takes_tenant(made)
    made.add_argument("--as", dest="name", type=_name, metavar="NAME", required=True, help="of the copy")
    made.add_argument("--owner", type=_email, metavar="EMAIL", help="its administrator (default: the original's owner)")


def _name(text: str) -> str | None:
    from bigcapital.organization.companies.schema import OrganizationIn

    return _checked(OrganizationIn, "name", text).name


def _email(text: str) -> str:
    from bigcapital.organization.auth.schema import AskResetIn

    return _checked(AskResetIn, "email", text).email


def _checked(schema: type[Any], field: str, text: str) -> Any:
    """What the API would take as well."""
    from bigcapital.errors import InvalidInput
    from bigcapital.rest.schema import validate

    try:
        return validate(schema, {field: text})
    except InvalidInput as refused:
        raise argparse.ArgumentTypeError(refused.faults[0].sentence.partition(" ")[2]) from None


def back_up(arguments: argparse.Namespace) -> int:
    """One file, in one snapshot."""
    from bigcapital.accounting.books import key_of_chain

    with opened(arguments) as installation:
        record = built(installation, arguments.tenant)
        manifest = _written(installation, record, arguments.file)
        if arguments.key_file:
            with writing(arguments.key_file, opener=for_its_owner) as file:
                file.write(key_of_chain(installation.settings, manifest.ledger.chain).hex() + "\n")
    print(f"written: {arguments.file} ({manifest.total} rows, {manifest.ledger.entries} entries)")
    return 0


def restore(arguments: argparse.Namespace) -> int:
    """A new organization."""
    key = None if arguments.key_file is None else _key_in(arguments.key_file)
    with opened(arguments) as installation:
        _restored(installation, arguments.file, arguments.name, arguments.owner, key)
    return 0


def clone(arguments: argparse.Namespace) -> int:
    """By way of a backup, in the folder of data: nowhere else must there be room."""
    with opened(arguments) as installation:
        record = built(installation, arguments.tenant)
        with tempfile.TemporaryDirectory(prefix="clone-", dir=installation.settings.data_dir) as folder:
            path = Path(folder) / "copy"
            _written(installation, record, path)
            _restored(installation, path, arguments.name, arguments.owner, None)
    return 0


def _written(installation: Installation, record: TenantRecord, path: Path) -> Manifest:
    from bigcapital.exchange.copies import backup

    try:
        with _rows("Backing up") as progress:
            return backup.back_up(installation, record, path, progress=progress)
    except OSError as error:
        raise CommandError(f"{path} cannot be written: {error.strerror or error}") from None


def _restored(installation: Installation, path: Path, name: str | None, owner: str | None, key: bytes | None) -> None:
    from bigcapital.exchange.copies import restore

    with restore.opened(path) as backup:
        email = owner or backup.manifest.owner
        if email is None:
            raise CommandError("say whom the organization is to belong to: --owner EMAIL")
        password = _password_of(installation, email, owner)
        with _rows("Checking") as checked, _rows("Restoring") as loaded:
            made = restore.restore(
                installation,
                backup,
                name=name,
                owner=lambda system: owner_of(system, email, lambda: password),
                key=key,
                checked=checked,
                loaded=loaded,
            )
    print(f"{made.name} is ready: tenant {made.id}, organization id {made.organization_id}, owner {email}")


def _password_of(installation: Installation, email: str, asked: str | None) -> str:
    """Of an account that is to be made; asked for before the work begins."""
    from sqlalchemy import select

    from bigcapital.tenancy.model import User

    with installation.system_engine.connect() as connection:
        known = connection.execute(select(User.id).where(User.email == email.strip().lower())).first()
    if known is not None:
        return ""
    if asked is None:
        raise CommandError(f"{email}, whose organization it was, has no account here: say whom it is to belong to (--owner EMAIL)")
    return password_for(email)


def _key_in(path: Path) -> bytes:
    try:
        key = bytes.fromhex(path.read_text(encoding="ascii").strip())
    except (OSError, ValueError):
        key = b""
    if len(key) != 32:
        raise CommandError(f"{path} does not hold a key of 64 hexadecimal digits")
    return key


@contextmanager
def _rows(label: str) -> Iterator[Any]:
    """A bar that learns with its first news how many rows there are, and moves in steps that can be seen."""
    told = 0
    advance: Any = None
    with ExitStack() as stack:

        def progress(done: int, total: int) -> None:
            nonlocal told, advance
            if advance is None:
                advance = stack.enter_context(bar(total, label))
            if done - told >= total / _STEPS or done == total:
                advance(done, "rows")
                told = done

        yield progress
