"""Random companies, copied: whatever has happened to one, its copy says the same, and no flipped byte gets through unseen."""

from __future__ import annotations

import os
import random
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from bigcapital.accounting.audit import audit
from bigcapital.exchange.copies import backup, restore
from bigcapital.exchange.copies.backup import BackupRefused
from bigcapital.tenancy.installation import Installation
from tests import template
from tests.campaigns.house import quiet
from tests.functional.exchange.companies import Town, random_company, town
from tests.functional.exchange.copying import another, backed_up, inside, restored, said

COMPANIES = int(os.environ.get("BIGCAPITAL_COPIES", "3"))
STEPS = int(os.environ.get("BIGCAPITAL_HISTORY", "12"))
SEED = int(os.environ.get("BIGCAPITAL_SEED", "1"))
FLIPS = 60

pytestmark = pytest.mark.campaign


@pytest.fixture(scope="module")
def where(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    with town(tmp_path_factory.mktemp("companies")) as made:
        yield made


@pytest.mark.parametrize("seed", range(SEED, SEED + COMPANIES))
def test_a_copy_of_a_random_company_says_the_same(where: Town, tmp_path: Path, seed: int) -> None:
    with quiet():
        original = random_company(where, seed, STEPS)
    manifest, key = backed_up(original, tmp_path / "file")
    with another(template.settings(tmp_path / "there", secret=f"of-another-installation-{seed:030}")) as there:
        copy = inside(there, restored(there, tmp_path / "file", key=key))
        assert said(copy) == said(original)
        with copy.tenant(writer=False) as tenant:
            assert audit(tenant) == []
        again = backup.back_up(there, copy.tenant.record, tmp_path / "again")
        resealed = {"ledger_entries", "ledger_lines", "head"}
        forgotten = {name for name, table in manifest.tables.items() if "user_id" in table.columns}
        for name in manifest.tables.keys() - resealed - forgotten:
            assert again.tables[name] == manifest.tables[name], name
        assert {name: table.rows for name, table in again.tables.items()} == {name: table.rows for name, table in manifest.tables.items()}
        _flipped(there, tmp_path / "file", key, random.Random(seed))


def _flipped(there: Installation, path: Path, key: bytes, dice: random.Random) -> None:
    """A flipped bit is refused, or every checksum says that nothing that is read has changed; no other end is good."""
    whole = path.read_bytes()
    for _ in range(FLIPS):
        spoiled = bytearray(whole)
        spoiled[dice.randrange(len(whole))] ^= 1 << dice.randrange(8)
        path.write_bytes(spoiled)
        with suppress(BackupRefused), restore.opened(path) as opened:
            opened.key(there, key)
            opened.check()
