"""``bigcapital ledger …``: is what was recorded still what is there?"""

from __future__ import annotations

import argparse
from itertools import islice
from pathlib import Path
from typing import Any

from bigcapital.cli.command import bar, built, command, for_its_owner, group, opened, takes_tenant, writing

NAMED = 20  # faults; the others are counted


def add(commands: Any) -> None:
    """Declare them."""
    ledger = group(commands, "ledger", "Is what was recorded still what is there?")
    verify = "Check the hash chain of every entry, and the anchors outside."
    takes_tenant(command(ledger, "verify", check_chain, verify, "  bigcapital ledger verify 7"))
    takes_tenant(command(ledger, "audit", check_books, "Check the accounting: balances, statements, chain.", "  bigcapital ledger audit 7"))
    example = "  bigcapital ledger export 7 acme.jsonl"
    made = command(ledger, "export", write_out, "Write the ledger as JSON lines, for a verifier of your own.", example)
    takes_tenant(made)
    made.add_argument("file", type=Path, help="file to write")
    made.add_argument("--key-file", type=Path, help="write the key that the file verifies with here; keep it apart from the file")


def check_chain(arguments: argparse.Namespace) -> int:
    """Name the first entries that are not what was recorded, and count the others; 1 when there is one."""
    from bigcapital.accounting.verify import faults

    return _report(arguments, "the chain is whole", faults)


def check_books(arguments: argparse.Namespace) -> int:
    """Name the first broken invariants, and count the others; 1 when there is one."""
    from bigcapital.accounting.audit import audit

    def check(tenant: Any, progress: Any) -> list[Any]:
        total = tenant.head.sequence
        return audit(tenant, progress=lambda fraction: progress(round(fraction * total), total))

    return _report(arguments, "the books are in order", check)


def _report(arguments: argparse.Namespace, fine: str, check: Any) -> int:
    from bigcapital import db

    with opened(arguments) as installation, db.unit_of_work() as tm:
        record = built(installation, arguments.tenant)
        tenant = installation.open_tenant(record, tm, writer=False)
        with bar(tenant.head.sequence, record.name) as advance:
            faults = iter(check(tenant, progress=lambda done, _: advance(done, "entries")))
            named = [str(fault) for fault in islice(faults, NAMED)]
            others = sum(1 for _ in faults)
        entries = tenant.head.sequence
    print("\n".join(named) if named else f"{record.name}: {fine}")
    if others:
        print(f"and {others} more")
    if len(named) + others >= entries > NAMED:
        print("Nothing fits: is the secret of this installation the one that these books were sealed with?")
    return 1 if named else 0


def write_out(arguments: argparse.Namespace) -> int:
    """One entry a line."""
    from bigcapital import db
    from bigcapital.accounting.export import export_key, export_ledger

    with opened(arguments) as installation, db.unit_of_work() as tm:
        record = built(installation, arguments.tenant)
        tenant = installation.open_tenant(record, tm, writer=False)
        with writing(arguments.file) as file, bar(tenant.head.sequence, record.name) as advance:
            export_ledger(tenant, file, progress=lambda done, _: advance(done, "entries"))
        if arguments.key_file:
            with writing(arguments.key_file, opener=for_its_owner) as file:
                export_key(tenant, file)
    print(f"written: {arguments.file}")
    return 0
