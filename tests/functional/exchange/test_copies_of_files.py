"""A backup has the files that people attached: they come along into whatever store, and a damaged one is refused."""

from __future__ import annotations

import io
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bigcapital.exchange.copies import backup
from bigcapital.exchange.copies.backup import BackupRefused
from bigcapital.files.s3 import S3Files
from tests import template
from tests.campaigns.house import House, house
from tests.functional.accounting.journal import sale
from tests.functional.exchange.copying import another, backed_up, inside, restored, rewritten

PDF = b"%PDF-1.7\n1 0 obj\n"
LONG = PDF + bytes(range(256)) * 10_000  # more than two pieces
OTHER_SECRET = "another-installations-own-0123456789abcdefghijkl"


@pytest.fixture
def here(tmp_path: Path) -> Iterator[House]:
    """A company with a journal that has two files, kept on disk."""
    with house(template.settings(tmp_path / "here")) as made:
        ann = made.ann()
        keys = [ann.upload(content, status=200).json["data"]["key"] for content in (PDF, LONG)]
        ann.post("manual-journals", sale("100", attachments=[{"key": key} for key in keys]), status=201)
        yield made


def files_of(company: House) -> list[bytes]:
    """The files of the journal, fetched as its reader does."""
    ann = company.ann()
    return [ann.get(f"attachments/{one['key']}").body for one in ann.get("manual-journals/1").json["attachments"]]


def stored(folder: Path) -> set[Path]:
    return {path for path in folder.glob("**/attachments/*") if path.is_file()}


def test_files_come_along_and_are_the_copys_own(here: House, tmp_path: Path) -> None:
    manifest, _ = backed_up(here, tmp_path / "file")
    assert sorted(one.size for one in manifest.files.values()) == [len(PDF), len(LONG)]
    before = stored(tmp_path / "here")
    copy = inside(here.installation, restored(here.installation, tmp_path / "file", name="A copy"))
    assert files_of(copy) == [PDF, LONG]
    for path in before:
        path.unlink()
    assert files_of(copy) == [PDF, LONG]
    again, _ = backed_up(copy, tmp_path / "again")
    assert again.files == manifest.files


@pytest.mark.parametrize("url", ["memory:", pytest.param("s3", marks=pytest.mark.services)])
def test_files_go_into_the_store_of_another_installation_and_back(
    here: House, tmp_path: Path, request: pytest.FixtureRequest, url: str
) -> None:
    _, key = backed_up(here, tmp_path / "file")
    url = request.getfixturevalue("bucket") if url == "s3" else url
    with another(template.settings(tmp_path / "there", secret=OTHER_SECRET, files__url=url)) as there:
        assert isinstance(there.services["files"].store, S3Files) == url.startswith("s3")
        copy = inside(there, restored(there, tmp_path / "file", key=key))
        assert [one.read() for one in _opened(copy)] == [PDF, LONG]
        _, second = backed_up(copy, tmp_path / "again")
    back = inside(here.installation, restored(here.installation, tmp_path / "again", key=second, name="Back again"))
    assert files_of(back) == [PDF, LONG]


def _opened(company: House) -> list[Any]:
    with company.tenant(writer=False) as tenant:
        keys = [key for (key,) in company.tenant.peek("SELECT attachments.key FROM attachments ORDER BY id")]
        return [io.BytesIO(tenant.files.open(f"attachments/{key}").read()) for key in keys]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE stored_files SET content = x'00' WHERE rowid = 2",
        "UPDATE stored_files SET content = 'text' WHERE rowid = 1",
        "DELETE FROM stored_files WHERE rowid = (SELECT MAX(rowid) FROM stored_files)",
        "UPDATE stored_files SET name = 'other' WHERE rowid = 1",
        "INSERT INTO stored_files SELECT name, x'01' FROM stored_files LIMIT 1",
        "DROP TABLE stored_files",
    ],
)
def test_a_damaged_file_is_refused_and_nothing_is_left(here: House, tmp_path: Path, statement: str) -> None:
    backed_up(here, tmp_path / "file")
    before = stored(tmp_path)
    with sqlite3.connect(tmp_path / "file") as file:
        file.execute(statement)
    with pytest.raises(BackupRefused, match="is damaged"):
        restored(here.installation, tmp_path / "file", name="A copy")
    assert stored(tmp_path) == before


def test_a_name_that_leads_out_of_the_store_is_refused(here: House, tmp_path: Path) -> None:
    manifest, key = backed_up(here, tmp_path / "file")
    name = next(iter(manifest.files))
    files = {one if one != name else "../../escaped": stored.model_dump() for one, stored in manifest.files.items()}
    rewritten(tmp_path / "file", key, f"UPDATE stored_files SET name = '../../escaped' WHERE name = '{name}'", files=files)
    with pytest.raises(BackupRefused):
        restored(here.installation, tmp_path / "file", name="A copy")


def test_a_restore_that_fails_takes_its_files_back(here: House, tmp_path: Path) -> None:
    backed_up(here, tmp_path / "file")
    before = stored(tmp_path)

    def nobody(system: Any) -> int:
        raise RuntimeError("no owner")

    with pytest.raises(RuntimeError):
        restored(here.installation, tmp_path / "file", name="A copy", owner=nobody)
    assert stored(tmp_path) == before


def test_a_file_that_the_store_has_lost_does_not_keep_the_rest_from_being_backed_up(here: House, tmp_path: Path) -> None:
    longest = max(stored(tmp_path), key=lambda path: path.stat().st_size)
    longest.unlink()
    manifest, _ = backed_up(here, tmp_path / "file")
    assert [one.size for one in manifest.files.values()] == [len(PDF)]


def test_a_backup_of_an_earlier_version_has_no_files(here: House, tmp_path: Path) -> None:
    manifest, _ = backed_up(here, tmp_path / "file")
    body = manifest.model_dump(exclude={"files"})
    assert backup.Manifest.model_validate(body).files == {}
