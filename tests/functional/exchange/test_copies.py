"""A backup is the whole organization: what is restored from it says the same, wherever; what is not it is refused."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bigcapital.accounting.audit import audit
from bigcapital.exchange.copies import backup, portable, restore
from bigcapital.exchange.copies.backup import BackupRefused
from bigcapital.tenancy import migrate
from tests import template
from tests.campaigns.house import BOTH, House, house, placed_on, quiet
from tests.functional.accounting.journal import sale
from tests.functional.exchange.companies import Town, random_company
from tests.functional.exchange.copying import another, backed_up, inside, nothing_left, restored, rewritten, said

OTHER_SECRET = "another-installations-own-0123456789abcdefghijkl"
LEDGER = {"ledger_entries", "ledger_lines"}


def place(server: str, request: pytest.FixtureRequest, folder: Path, **ini: str) -> Any:
    """Settings of another installation on this kind of server."""
    if server == "sqlite":
        return template.settings(folder, **ini)
    return template.on_mariadb(folder, request.getfixturevalue("mariadb"), **ini)


def ledger_of(company: House) -> list[Any]:
    """Entries and lines without seals, hashes and users."""
    with company.tenant(writer=False) as tenant:
        read = portable.shapes(tenant.connection)
        found = []
        for name in sorted(LEDGER):
            dropped = [place for place, column in enumerate(read[name].names) if column in {"seal", "hash", "user_id"}]
            rows = tenant.connection.exec_driver_sql(portable.reading(read[name], tenant.connection.dialect.name))
            found += [[value for place, value in enumerate(row) if place not in dropped] for row in rows]
        return found


def in_order(company: House) -> None:
    with company.tenant(writer=False) as tenant:
        assert audit(tenant) == []


@pytest.mark.parametrize("first, second", [("sqlite", "sqlite"), pytest.param("mariadb", "sqlite", marks=pytest.mark.services)])
@pytest.mark.slow
def test_copies_of_copies_in_other_installations_say_what_the_original_says(
    where: Town, tmp_path: Path, request: pytest.FixtureRequest, first: str, second: str
) -> None:
    """From SQLite to ``first``, and from there to ``second``: each with a secret of its own."""
    with quiet():
        original = random_company(where, seed=5, steps=25)
    statements, entries = said(original), ledger_of(original)
    _, key = backed_up(original, tmp_path / "original")
    with another(place(first, request, tmp_path / "first", secret=OTHER_SECRET)) as there:
        one = inside(there, restored(there, tmp_path / "original", key=key))
        assert said(one) == statements
        assert ledger_of(one) == entries
        in_order(one)
        again, second_key = backed_up(one, tmp_path / "again")
        assert again.ledger.chain != backup.Manifest.model_validate_json(_body(tmp_path / "original")).ledger.chain
        assert second_key != key
    with another(place(second, request, tmp_path / "second", secret=OTHER_SECRET[::-1])) as beyond:
        two = inside(beyond, restored(beyond, tmp_path / "again", key=second_key))
        assert said(two) == statements
        assert ledger_of(two) == entries
        in_order(two)
        final, _ = backed_up(two, tmp_path / "final")
        for name in again.tables.keys() - LEDGER - {"head"}:
            assert final.tables[name] == again.tables[name], name
        assert final.next_ids == again.next_ids
        two.ann().post("manual-journals", sale(branch_id=1), status=201)
        in_order(two)


@pytest.fixture(params=BOTH)
def here(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[House]:
    """A company with a few journals, one of them deleted."""
    with house(placed_on(request.param, request, tmp_path / "here")) as made:
        ann = made.ann()
        for amount in ("100", "12.5", "7.77", "3"):
            last = ann.post("manual-journals", sale(amount, description='it\'s \\ "quoted"\n\0بيع 100%'.replace("\0", ""))).json["id"]
        ann.delete(f"manual-journals/{last}")
        yield made


def test_a_copy_beside_the_original_is_its_own_organization(here: House, tmp_path: Path) -> None:
    backed_up(here, tmp_path / "file")
    record = restored(here.installation, tmp_path / "file", name="A copy")
    copy = inside(here.installation, record)
    assert (record.name, record.ready, record.base_currency) == ("A copy", True, here.tenant.record.base_currency)
    assert record.organization_id != here.tenant.record.organization_id
    assert ledger_of(copy) == ledger_of(here)
    with copy.tenant(writer=False) as mine, here.tenant(writer=False) as its:
        assert mine.head.tenant_id == record.id
        assert (mine.head.sequence, mine.head.revision, mine.head.numbering) == (its.head.sequence, its.head.revision, its.head.numbering)
        assert mine.head.chain_id != its.head.chain_id and mine.head.chain_head != its.head.chain_head
    users = "SELECT DISTINCT user_id FROM ledger_entries"
    assert copy.tenant.peek(users) == here.tenant.peek(users) == [(1,)]  # the same people are here
    before = said(here)
    made = copy.ann().post("manual-journals", sale("1000")).json["id"]
    assert made == here.ann().get("manual-journals").json["manual_journals"][0]["id"] + 2  # the deleted one's id is not given again
    assert said(here) == before
    in_order(copy)


def test_backups_of_unchanged_books_are_equal_to_the_byte_and_private(here: House, tmp_path: Path) -> None:
    for name in ("one", "two"):
        backed_up(here, tmp_path / name)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()
    assert (tmp_path / "one").stat().st_mode & 0o077 == 0
    here.ann().post("manual-journals", sale())
    backed_up(here, tmp_path / "two")
    assert (tmp_path / "one").read_bytes() != (tmp_path / "two").read_bytes()


def test_a_backup_is_of_one_moment_while_people_go_on(here: House, tmp_path: Path) -> None:
    told = []

    def meanwhile(done: int, total: int) -> None:
        if not told:
            here.ann().post("manual-journals", sale("1"))
        told.append((done, total))

    with here.tenant(writer=False) as tenant:
        entries = tenant.head.sequence
    manifest = backup.back_up(here.installation, here.tenant.record, tmp_path / "file", progress=meanwhile)
    assert manifest.ledger.entries == manifest.tables["ledger_entries"].rows == entries
    assert told[-1][0] == told[-1][1] == manifest.total
    copy = inside(here.installation, restored(here.installation, tmp_path / "file", name="A copy"))
    in_order(copy)
    with here.tenant(writer=False) as tenant:
        assert tenant.head.sequence == entries + 1


def test_work_under_way_does_not_happen_again_in_a_copy(here: House, tmp_path: Path) -> None:
    with here.tenant() as tenant:
        tenant.jobs.enqueue("mail.send", to=["bo@example.com"], subject="Once", text="Once")
        tenant.session.flush()
    backed_up(here, tmp_path / "file")
    with sqlite3.connect(tmp_path / "file") as file:
        tables = {name for (name,) in file.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    assert not tables & {"outbox", "job_effects", "idempotency_keys"}
    assert {"ledger_lines", "accounts", "roles", "head", "manifest"} <= tables


def test_a_backup_that_cannot_be_finished_leaves_the_former_one(here: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "out" / "file"
    path.parent.mkdir()
    path.write_text("the former one")

    def full(*_: Any) -> bytes:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(backup, "digest", full)
    with pytest.raises(OSError, match="No space"):
        backed_up(here, path)
    assert [one.name for one in path.parent.iterdir()] == ["file"]
    assert path.read_text() == "the former one"


def test_an_organization_that_is_being_migrated_is_not_backed_up(here: House, refused: Refused, tmp_path: Path) -> None:
    with migrate.held(here.installation, here.tenant.record), pytest.raises(BackupRefused, match="is being migrated"):
        backed_up(here, tmp_path / "file")
    assert not (tmp_path / "file").exists()
    backed_up(here, tmp_path / "file")  # the lock is given back
    backed_up(here, tmp_path / "file")


# --- what is refused ---


class Refused:
    """``refused(path, match)``: the file is refused, in one sentence, and nothing is left behind."""

    def __init__(self, company: House, monkeypatch: pytest.MonkeyPatch):
        self.company, self.monkeypatch = company, monkeypatch

    def __call__(self, path: Path, match: str, *, by: Any = None, **options: Any) -> None:
        installation = by or self.company.installation
        with nothing_left(installation, self.monkeypatch), pytest.raises(BackupRefused, match=match) as error:
            restored(installation, path, **{"name": "A copy"} | options)
        assert "\n" not in str(error.value)


@pytest.fixture
def refused(here: House, monkeypatch: pytest.MonkeyPatch) -> Refused:
    return Refused(here, monkeypatch)


def test_a_restore_over_an_organization_that_is_there_is_refused(here: House, refused: Refused, tmp_path: Path) -> None:
    backed_up(here, tmp_path / "file")
    refused(tmp_path / "file", "there is an organization called", name=None)


def test_what_is_no_backup_is_refused(here: House, refused: Refused, tmp_path: Path) -> None:
    refused(tmp_path / "nowhere", "there is no file")
    for content in (b"", b"nothing of the kind", b"SQLite format 3\0" + bytes(4000)):
        (tmp_path / "file").write_bytes(content)
        refused(tmp_path / "file", "no backup|damaged")
    with sqlite3.connect(tmp_path / "plain") as file:
        file.execute("CREATE TABLE manifest (body, sha256, seal)")
    refused(tmp_path / "plain", "no backup")


def test_a_changed_row_of_any_table_is_found(here: House, refused: Refused, tmp_path: Path) -> None:
    manifest, _ = backed_up(here, tmp_path / "file")
    whole = (tmp_path / "file").read_bytes()
    changed = []
    for name, table in manifest.tables.items():
        if table.rows:
            column = table.columns[-1]
            (tmp_path / "file").write_bytes(whole)
            with sqlite3.connect(tmp_path / "file") as file:
                file.execute(f'UPDATE "{name}" SET "{column}" = \'other\' WHERE rowid = 1')
            refused(tmp_path / "file", f"damaged: {name} is not what was backed up")
            (tmp_path / "file").write_bytes(whole)
            with sqlite3.connect(tmp_path / "file") as file:
                file.execute(f'DELETE FROM "{name}" WHERE rowid = 1')
            refused(tmp_path / "file", f"damaged: {name} is not what was backed up")
            changed.append(name)
    assert {"accounts", "account_balances", "head", "manual_journals", "roles", "settings", *LEDGER} <= set(changed)


@pytest.mark.parametrize("here", ["sqlite"], indirect=True)
@pytest.mark.slow
def test_a_byte_that_flipped_anywhere_is_found_or_makes_no_difference(here: House, tmp_path: Path) -> None:
    backed_up(here, tmp_path / "file")
    whole, dice, found = (tmp_path / "file").read_bytes(), random.Random(3), 0
    used = [place for place, byte in enumerate(whole) if byte]  # most of a small file is room that nothing stands in
    for place in dice.sample(used, 300):
        spoiled = bytearray(whole)
        spoiled[place] ^= 1 << dice.randrange(8)
        (tmp_path / "file").write_bytes(spoiled)
        found += not is_whole(here, tmp_path / "file")
    assert found > 250


@pytest.mark.parametrize("here", ["sqlite"], indirect=True)
@pytest.mark.slow
def test_a_file_that_was_cut_anywhere_is_refused(here: House, tmp_path: Path) -> None:
    backed_up(here, tmp_path / "file")
    whole, dice = (tmp_path / "file").read_bytes(), random.Random(4)
    for length in [len(whole) - 1, len(whole) - 8192, *(dice.randrange(len(whole)) for _ in range(60))]:
        (tmp_path / "file").write_bytes(whole[:length])
        assert not is_whole(here, tmp_path / "file"), length


def is_whole(company: House, path: Path) -> bool:
    """Whether a restore would begin to load it; nothing but a refusal may come instead."""
    try:
        with restore.opened(path) as opened:
            opened.key(company.installation, None)
            opened.check()
    except BackupRefused:
        return False
    return True


def test_a_file_whose_checksums_were_made_anew_is_found_by_its_seal(here: House, refused: Refused, tmp_path: Path) -> None:
    backed_up(here, tmp_path / "file")
    whole = (tmp_path / "file").read_bytes()
    rewritten(tmp_path / "file", None, "UPDATE accounts SET name = 'Mine'")
    refused(tmp_path / "file", "was changed")
    refused(tmp_path / "file", "was changed", key=bytes(32))
    (tmp_path / "file").write_bytes(whole)
    rewritten(tmp_path / "file", None, owner="eve@example.com")
    refused(tmp_path / "file", "was changed")
    (tmp_path / "file").write_bytes(whole)
    with sqlite3.connect(tmp_path / "file") as file:
        file.execute("UPDATE manifest SET body = replace(body, 'USD', 'EUR')")
    refused(tmp_path / "file", "its manifest is not what was written")


@pytest.mark.parametrize(
    "statement, match",
    [
        ("UPDATE ledger_lines SET debit = debit + 1 WHERE id = 3", "line 3 of entry 2 is not as it was recorded"),
        ("UPDATE ledger_entries SET date = '2020-01-01' WHERE id = 2", "entry 2 .place 2. is not as it was recorded"),
        ("UPDATE ledger_entries SET hash = seal WHERE id = 2", "entry 2 .place 2. does not follow"),
        ("DELETE FROM ledger_lines WHERE id = 4", "line 4 of entry 2 is not there"),
        ("DELETE FROM ledger_entries WHERE id = 2", "entry 3 .place 2. is not as it was recorded"),
        ("DELETE FROM ledger_entries WHERE id = 5", "line 9 belongs to no entry"),
        ("UPDATE ledger_lines SET account_id = 'x' WHERE id = 3", "line 3 of entry 2 is not as it was recorded"),
        ("UPDATE ledger_lines SET debit = 1.5 WHERE id = 3", "line 3 of entry 2 is not as it was recorded"),
        ("UPDATE ledger_lines SET debit = 'much' WHERE id = 3", "entry 2 or a line of it is not as it was recorded"),
        ("UPDATE ledger_lines SET seal = NULL WHERE id = 3", "entry 2 or a line of it is not as it was recorded"),
        ("UPDATE ledger_entries SET recorded_at = 5 WHERE id = 2", "entry 2 or a line of it is not as it was recorded"),
    ],
)
def test_a_ledger_that_was_tampered_with_before_its_backup_is_not_restored(
    here: House, refused: Refused, tmp_path: Path, statement: str, match: str
) -> None:
    _, key = backed_up(here, tmp_path / "file")
    rewritten(tmp_path / "file", key, statement)
    refused(tmp_path / "file", match)


def test_a_ledger_whose_tail_was_cut_before_its_backup_is_not_restored(here: House, refused: Refused, tmp_path: Path) -> None:
    _, key = backed_up(here, tmp_path / "file")
    rewritten(tmp_path / "file", key, "DELETE FROM ledger_entries WHERE id = 5", "DELETE FROM ledger_lines WHERE entry_id = 5")
    refused(tmp_path / "file", "ends with entry 4, and should with 5")


def test_what_the_database_cannot_hold_is_refused(here: House, refused: Refused, tmp_path: Path) -> None:
    _, key = backed_up(here, tmp_path / "file")
    rewritten(tmp_path / "file", key, "UPDATE accounts SET name = NULL")
    refused(tmp_path / "file", "holds what this database cannot")


def test_where_no_database_can_be_made_nothing_is_begun(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with house(template.settings(tmp_path / "here")) as made:
        backed_up(made, tmp_path / "file")
        settings = made.installation.settings
        elsewhere = {"other": "mysql+pymysql://{user}:{password}@127.0.0.1:1/{database}"}
        made.installation.settings = settings.model_copy(update={"servers": settings.servers | elsewhere, "default_server": "other"})
        before = template.Systems(made.installation).peek("SELECT * FROM organizations")
        with pytest.raises(PermissionError, match="provision.server.other"):
            restored(made.installation, tmp_path / "file", name="A copy")
        assert template.Systems(made.installation).peek("SELECT * FROM organizations") == before


def test_another_version_of_the_format_and_a_newer_revision_are_refused(here: House, refused: Refused, tmp_path: Path) -> None:
    _, key = backed_up(here, tmp_path / "file")
    whole = (tmp_path / "file").read_bytes()
    for changes, match in (({"version": 2}, "has format 2"), ({"revision": "from_the_future"}, "made by a newer version")):
        (tmp_path / "file").write_bytes(whole)
        rewritten(tmp_path / "file", key, **changes)
        refused(tmp_path / "file", match)


def test_another_installation_needs_the_key_of_the_ledger(
    here: House, refused: Refused, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    _, key = backed_up(here, tmp_path / "file")
    with another(template.settings(tmp_path / "there", secret=OTHER_SECRET)) as there:
        refused(tmp_path / "file", "made by another installation", by=there)
        refused(tmp_path / "file", "another ledger's", by=there, key=bytes(32))
        copy = inside(there, restored(there, tmp_path / "file", key=key))
        assert copy.tenant.peek("SELECT DISTINCT user_id FROM ledger_entries") == [(None,)]  # who is 1 there is nobody's business here
        assert copy.tenant.peek("SELECT DISTINCT user_id FROM manual_journals") == [(None,)]
        in_order(copy)


@pytest.mark.parametrize("moment", ["tables", "rows", "ledger", "owner"])
def test_a_restore_that_fails_at_any_moment_leaves_nothing_behind(
    here: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    backed_up(here, tmp_path / "file")

    def stumble(*_: Any, **__: Any) -> Any:
        raise OSError("injected")

    options: dict[str, Any] = {}
    if moment == "owner":
        options["owner"] = stumble
    else:
        target: tuple[Any, str] = {
            "tables": (portable, "make"), "rows": (portable, "writer"), "ledger": (restore.Rechaining, "ends_at")
        }[moment]  # fmt: skip
        monkeypatch.setattr(*target, stumble)
    with nothing_left(here.installation, monkeypatch), pytest.raises(OSError, match="injected"):
        restored(here.installation, tmp_path / "file", name="A copy", **options)


def _body(path: Path) -> str:
    with sqlite3.connect(path) as file:
        body: str = file.execute("SELECT body FROM manifest").fetchone()[0]
    return body
