"""Stores of files: the same promises on disk and in memory."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from bigcapital import clock
from bigcapital.files import DiskFiles, FileStore, MemoryFiles

STORES: dict[str, Callable[[Path], FileStore]] = {"disk": DiskFiles, "memory": lambda folder: MemoryFiles()}


@pytest.fixture(params=STORES)
def store(request: pytest.FixtureRequest, tmp_path: Path) -> FileStore:
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
