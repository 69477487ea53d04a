"""One organization as one file: how long a backup takes, a restore with all its proofs, and the proof of a chain alone."""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import select

from bench import ledger
from bench.stage import Stage
from bigcapital import db
from bigcapital.accounting.verify import verify
from bigcapital.exchange.copies import backup, restore
from bigcapital.tenancy.model import Membership

LINES = int(os.environ.get("BENCH_COPIED_LINES", "1000000"))


def copies(stage: Stage) -> None:
    """Of a ledger of ``LINES`` lines, on whatever server the stage has."""
    ledger.furnish(stage)
    ledger.grow(stage, LINES)
    print(f"\nledger of {LINES:,} lines, {ledger.CONTACTS:,} contacts")
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        path = Path(folder) / "copy"
        with _timed("backup", 60):
            backup.back_up(stage.installation, stage.record, path)
        print(f"the file: {path.stat().st_size / 2**20:.0f} MB")
        with stage.installation.system_engine.connect() as connection:
            owner = connection.execute(select(Membership.user_id).where(Membership.tenant_id == stage.record.id)).scalar_one()
        with _timed("restore with verification", 120), restore.opened(path) as opened:
            restore.restore(stage.installation, opened, name="A copy", owner=lambda system: owner)
    with _timed("chain verification", 30), db.unit_of_work() as tm:
        assert not verify(stage.installation.open_tenant(stage.record, tm, writer=False))


@contextmanager
def _timed(what: str, aim: int) -> Iterator[None]:
    wall, own = time.perf_counter(), time.process_time()
    yield
    wall, own = time.perf_counter() - wall, time.process_time() - own
    print(f"{what}: {wall:.1f} s, of which this process {own:.1f} s (aim for 1,000,000 lines: ≤ {aim} s)", flush=True)
