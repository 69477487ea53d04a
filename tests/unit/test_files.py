"""Stores of files: the same promises on disk, in memory, and in a bucket of a real server (``services``)."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from bigcapital import clock
from bigcapital.errors import Failed
from bigcapital.files import DiskFiles, FileStore, MemoryFiles
from bigcapital.files.s3 import S3Files
from tests.services import free_port

STORES: dict[str, Callable[[Path], FileStore]] = {"disk": DiskFiles, "memory": lambda folder: MemoryFiles()}


@pytest.fixture(params=[*STORES, pytest.param("s3", marks=pytest.mark.services)])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> FileStore:
    if request.param == "s3":
        return S3Files(request.getfixturevalue("bucket"))
    return STORES[request.param](tmp_path)


def read(store: FileStore, owner: str, name: str) -> bytes | None:
    file = store.open(owner, name)
    if file is None:
        return None
    with file:
        return file.read()


def test_a_file_is_what_was_written_last_and_belongs_to_its_owner(store: FileStore) -> None:
    store.write("a", "passing/x.pdf", io.BytesIO(b"one"))
    store.write("a", "passing/x.pdf", io.BytesIO(b"two"))
    assert read(store, "a", "passing/x.pdf") == b"two" and read(store, "b", "passing/x.pdf") is None
    store.delete("a", "passing/x.pdf")
    store.delete("a", "passing/x.pdf")
    assert read(store, "a", "passing/x.pdf") is None


def test_a_writing_that_fails_leaves_what_was_there(store: FileStore, tmp_path: Path) -> None:
    class Torn(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            raise OSError("the disk is away")

    store.write("a", "x", io.BytesIO(b"whole"))
    with pytest.raises(OSError, match="away"):
        store.write("a", "x", Torn())
    assert read(store, "a", "x") == b"whole" and not list(tmp_path.glob("**/.*"))


def test_only_what_passes_and_is_old_is_swept(store: FileStore) -> None:
    for name in ("passing/x.pdf", "kept/x.pdf", "x.pdf"):
        store.write("a", name, io.BytesIO(b"1"))
    assert store.sweep("passing", clock.now() - timedelta(hours=1)) == 0
    assert store.sweep("passing", clock.now() + timedelta(hours=1)) == 1
    assert [read(store, "a", name) for name in ("passing/x.pdf", "kept/x.pdf", "x.pdf")] == [None, b"1", b"1"]


@pytest.mark.parametrize("name", ["../x", "/x", "a/../x", "a/b/c", "", ".", "..", "a\\b", "a\0", "ü"])
def test_a_name_leads_nowhere_else(store: FileStore, name: str) -> None:
    for owner, file in ((name, "x"), ("a", name)):
        with pytest.raises(ValueError, match="cannot name"):
            store.write(owner, file, io.BytesIO(b""))


@pytest.mark.services
def test_a_file_of_several_parts_is_whole_and_its_address_needs_no_key(bucket: str) -> None:
    import urllib.request

    store, content = S3Files(bucket), bytes(range(256)) * 90_000  # 23 MB: three parts
    store.write("a", "attachments/x", io.BytesIO(content))
    assert read(store, "a", "attachments/x") == content
    address = store.link("a", "attachments/x", 60, "application/pdf", "Beleg ü.pdf")
    assert address is not None and "secret" not in address
    with urllib.request.urlopen(address) as answer:
        assert answer.read() == content and answer.headers["Content-Type"] == "application/pdf"


def test_a_store_that_is_away_is_a_refusal_and_no_crash() -> None:
    with pytest.raises(Failed) as refused:
        S3Files(f"s3+http://us:secret@127.0.0.1:{free_port()}/bucket").open("a", "x")
    assert refused.value.status == 503
