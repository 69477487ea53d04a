"""``bigcapital tenant …``: organizations and their databases."""

from __future__ import annotations

import argparse
import getpass
import sys
from collections.abc import Callable
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from bigcapital.cli.command import (
    CommandError,
    bar,
    command,
    complain,
    group,
    opened,
    record_of,
    running,
    settings_of,
    takes_tenant,
    whole,
)

if TYPE_CHECKING:
    from bigcapital.tenancy.installation import Installation, System
    from bigcapital.tenancy.tenant import TenantRecord

_CREATE_EXAMPLES = """\
  bigcapital tenant create "Acme Ltd" --owner ann@example.com --currency GBP --country GB --timezone Europe/London
  an owner who has no account yet is asked for a password (or give it on standard input)"""
_MIGRATE_EXAMPLES = """\
  bigcapital tenant migrate --config production.ini --threads 8
  Stop the web servers of the old version, migrate, start those of the new. What fails is named and stays unserved; running
  it again goes on where it stopped."""


def add(commands: Any) -> None:
    """Declare them."""
    tenant = group(commands, "tenant", "Organizations and their databases.")
    command(tenant, "list", show_all, "Every organization: id, state, revision, where it is, its name.")
    takes_tenant(command(tenant, "info", show, "All about one organization.", "  bigcapital tenant info 7"))
    takes_metadata(command(tenant, "create", create, "Found an organization and build its books.", _CREATE_EXAMPLES))
    made = command(tenant, "migrate", migrate_all, "Bring the system database, then all others, up to date.", _MIGRATE_EXAMPLES)
    made.add_argument("--threads", type=whole(1, 100), default=4, help="organizations at once (default: 4)")
    command(tenant, "collect", collect, "Drop databases that failed builds left behind a day ago or earlier.")


def show_all(arguments: argparse.Namespace) -> int:
    """A line for each organization."""
    with opened(arguments) as installation:
        print(f"{'id':>6}  {'state':<10} {'revision':<12} {'server':<10} {'database':<32} name")
        for record in installation.directory.records():
            where = f"{record.server or '-':<10} {record.database or '-':<32}"
            print(f"{record.id:>6}  {record.state:<10} {record.schema_revision or '-':<12} {where} {record.name}")
    return 0


def show(arguments: argparse.Namespace) -> int:
    """What the system database and the tenant's own head row say."""
    from bigcapital import db

    with opened(arguments) as installation:
        record = record_of(installation, arguments.tenant)
        for name, value in asdict(record).items():
            print(f"{name:<24} {'-' if value is None else value}")
        if record.ready:
            with db.unit_of_work() as tm:
                head = installation.open_tenant(record, tm, writer=False).head
                print(f"{'entries':<24} {head.sequence}\n{'last recorded at':<24} {head.last_recorded_at if head.sequence else '-'}")
                print(f"{'ledger revision':<24} {head.revision}\n{'chain head':<24} {head.chain_head.hex()}")
    return 0


def create(arguments: argparse.Namespace) -> int:
    """Found and build, in this process."""
    metadata = checked({name: getattr(arguments, name) for name in _METADATA}, arguments.owner)
    with opened(arguments) as installation:
        tenant_id = found(installation, arguments.owner, metadata, lambda: password_for(arguments.owner))
        record = build(installation, tenant_id)
    print(f"{record.name} is ready: tenant {record.id}, organization id {record.organization_id}")
    return 0


_METADATA = ("name", "base_currency", "location", "timezone", "language", "fiscal_year", "date_format", "industry")


_OPTIONS = {"baseCurrency": "--currency", "location": "--country", "fiscalYear": "--fiscal-year", "dateFormat": "--date-format"}


def checked(metadata: dict[str, Any], owner: str) -> dict[str, Any]:
    """The metadata as the API would take it.

    :raises CommandError: it would not; every option that is wrong is named.
    """
    from bigcapital.errors import InvalidInput
    from bigcapital.organization.auth.schema import AskResetIn
    from bigcapital.organization.companies.schema import BuildIn
    from bigcapital.rest.schema import validate

    faults, taken = [], metadata
    try:
        validate(AskResetIn, {"email": owner})
    except InvalidInput as refused:
        faults += [f"--owner {fault.sentence.partition(' ')[2]}" for fault in refused.faults]
    try:
        taken = {name: value for name, value in validate(BuildIn, metadata).model_dump().items() if name in _METADATA}
    except InvalidInput as refused:
        told = [fault.sentence.partition(" ") for fault in refused.faults]
        faults += [f"{_OPTIONS.get(name, name if name == 'name' else '--' + name)} {rest}" for name, _, rest in told]
    if faults:
        raise CommandError("; ".join(faults))
    return taken


def found(installation: Installation, owner: str, metadata: dict[str, Any], password: Callable[[], str]) -> int:
    """The new organization's id; its owner's account is made when there is none."""
    from bigcapital import db
    from bigcapital.organization.companies.operations import create_organization
    from bigcapital.tenancy.provision import request_build

    with db.unit_of_work() as tm:
        system = installation.open_system(tm, writer=True)
        organization = create_organization(system, owner_of(system, owner, password), metadata["name"])
        for key, value in metadata.items():
            setattr(organization, key, value)
        request_build(system.session, organization, None)
        return organization.id


def owner_of(system: System, owner: str, password: Callable[[], str]) -> int:
    """The user with this address; an account is made when there is none."""
    from sqlalchemy import select

    from bigcapital.security.passwords import hash_password
    from bigcapital.tenancy.model import User

    owner = owner.strip().lower()
    user = system.session.scalar(select(User).where(User.email == owner))
    if user is None:
        first, _, last = owner.partition("@")[0].replace(".", " ").title().partition(" ")
        user = User(email=owner, first_name=first, last_name=last, password_hash=hash_password(system.installation.settings, password()))
        system.session.add(user)
        system.session.flush()
    return user.id


def build(installation: Installation, tenant_id: int) -> TenantRecord:
    """Its database, with progress on the terminal."""
    from bigcapital.tenancy import provision

    with bar(100, "Building") as advance:
        return provision.build(installation, tenant_id, lambda fraction, message: advance(round(100 * fraction), message))


def password_for(owner: str) -> str:
    """The password of a new account, from the terminal or from standard input."""
    at_terminal = sys.stdin.isatty()
    given = getpass.getpass(f"Password for the new account {owner}: ") if at_terminal else sys.stdin.readline().rstrip("\n")
    if not 8 <= len(given) <= 128:
        raise CommandError("a password of 8 to 128 characters is expected" + ("" if at_terminal else " on standard input"))
    return given


def migrate_all(arguments: argparse.Namespace) -> int:
    """All databases, each after a backup; 1 when some organization failed."""
    from bigcapital.exchange.copies.backup import before_migration
    from bigcapital.tenancy import migrate

    settings, _ = settings_of(arguments)
    with running(settings) as installation:
        print(f"system database: revision {migrate.migrate_system(installation)}")
        with bar(len(installation.directory.records()), "Migrating") as advance:
            done = iter(range(1, sys.maxsize))
            outcomes = migrate.migrate_tenants(
                installation,
                threads=arguments.threads,
                tell=lambda outcome, total: advance(next(done), outcome.record.name),
                before=before_migration,
            )
    print(f"organizations: {sum(outcome.error is None for outcome in outcomes)} of {len(outcomes)} up to date")
    return complain(outcomes)


def collect(arguments: argparse.Namespace) -> int:
    """Orphans, named as they go."""
    from bigcapital.tenancy.provision import collect_orphans

    with opened(arguments) as installation:
        dropped = collect_orphans(installation)
    print("\n".join(dropped) if dropped else "there are none")
    return 0


def takes_metadata(command: argparse.ArgumentParser) -> None:
    """Have a command ask what an organization is like."""
    command.add_argument("name", help="of the organization")
    command.add_argument("--owner", required=True, metavar="EMAIL", help="its administrator")
    command.add_argument("--currency", dest="base_currency", required=True, help="ISO 4217 code of the currency that the books are kept in")
    command.add_argument("--country", dest="location", default="US", help="ISO 3166 code (default: US)")
    command.add_argument("--timezone", default="UTC", help="as Europe/Berlin (default: UTC)")
    command.add_argument("--language", default="en", choices=("en", "ar"), help="of what is seeded (default: en)")
    command.add_argument("--fiscal-year", default="january", help="the month that it begins with (default: january)")
    command.add_argument("--date-format", default="DD MMM yyyy", help="how dates are shown (default: %(default)s)")
    command.add_argument("--industry", default="", help="a word or two")
