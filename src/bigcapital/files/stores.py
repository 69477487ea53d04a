"""Where files are: on disk, in a store that speaks S3's protocol (``s3``), or in the memory of a test.

A store keeps bytes under a tenant and a name, and knows no more of them.
"""

from __future__ import annotations

import io
import os
import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from secrets import token_hex
from typing import BinaryIO, Final, Protocol
from urllib.parse import unquote, urlsplit

from bigcapital import clock
from bigcapital.tenancy.installation import Installation
from bigcapital.tenancy.tenant import Tenant

PASSING: Final = "passing"  # the folder of what is fetched once and then swept
_NAME = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9._-]{0,120}(/[A-Za-z0-9_-][A-Za-z0-9._-]{0,120})?")


class FileStore(Protocol):
    """Bytes by owner (an organization's id) and name (``folder/file``). Names are ours, never a user's."""

    def write(self, owner: str, name: str, content: BinaryIO) -> None:
        """Keep what ``content`` holds from here on, in place of what was there; whoever reads sees the one or the other whole."""

    def open(self, owner: str, name: str) -> BinaryIO | None:
        """The file, to be closed by the caller; None if there is none."""

    def delete(self, owner: str, name: str) -> None:
        """Remove it; none is no error."""

    def sweep(self, folder: str, before: datetime) -> int:
        """Remove what was written into ``folder``, whoever's, before that moment; how many files."""

    def link(self, owner: str, name: str, seconds: int, content_type: str, shown_name: str) -> str | None:
        """An address where anybody can fetch the file for so long; None where the store is reached by nobody but us."""


class DiskFiles:
    """``<root>/<owner>/<name>``, readable by this system user alone. Several machines share the folder."""

    def __init__(self, root: Path):
        self._root = root

    def write(self, owner: str, name: str, content: BinaryIO) -> None:
        path = self._path(owner, name)
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        part = path.with_name(f".{path.name}.{token_hex(4)}")
        try:
            with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                for piece in _pieces(content):
                    file.write(piece)
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)

    def open(self, owner: str, name: str) -> BinaryIO | None:
        try:
            return self._path(owner, name).open("rb")
        except FileNotFoundError:
            return None

    def delete(self, owner: str, name: str) -> None:
        self._path(owner, name).unlink(missing_ok=True)

    def sweep(self, folder: str, before: datetime) -> int:
        old = [path for path in self._root.glob(f"*/{checked_name(folder)}/*") if path.stat().st_mtime < before.timestamp()]
        for path in old:
            path.unlink(missing_ok=True)
        return len(old)

    def link(self, owner: str, name: str, seconds: int, content_type: str, shown_name: str) -> str | None:
        return None

    def _path(self, owner: str, name: str) -> Path:
        return self._root / checked_name(owner) / checked_name(name)


class MemoryFiles:
    """The same in a dictionary, for tests."""

    def __init__(self) -> None:
        self._files: dict[tuple[str, str], tuple[datetime, bytes]] = {}

    def write(self, owner: str, name: str, content: BinaryIO) -> None:
        self._files[checked_name(owner), checked_name(name)] = clock.now(), b"".join(_pieces(content))

    def open(self, owner: str, name: str) -> BinaryIO | None:
        found = self._files.get((checked_name(owner), checked_name(name)))
        return None if found is None else io.BytesIO(found[1])

    def delete(self, owner: str, name: str) -> None:
        self._files.pop((checked_name(owner), checked_name(name)), None)

    def sweep(self, folder: str, before: datetime) -> int:
        old = [key for key, (written, _) in self._files.items() if key[1].startswith(f"{folder}/") and written < before]
        for key in old:
            del self._files[key]
        return len(old)

    def link(self, owner: str, name: str, seconds: int, content_type: str, shown_name: str) -> str | None:
        return None


class Files:
    """``installation.services["files"]``: the store, and ``tenant.files``."""

    def __init__(self, store: FileStore):
        self.store = store

    def bind(self, unit: Tenant) -> TenantFiles:
        """``tenant.files``."""
        return TenantFiles(self.store, unit.record.organization_id)


class TenantFiles:
    """One tenant's files; there is no way to another's."""

    def __init__(self, store: FileStore, owner: str):
        self._store, self._owner = store, owner

    def write(self, name: str, content: BinaryIO) -> None:
        """Keep it under ``name``."""
        self._store.write(self._owner, name, content)

    def open(self, name: str) -> BinaryIO | None:
        """The file, to be closed by the caller; None if there is none."""
        return self._store.open(self._owner, name)

    def delete(self, name: str) -> None:
        """Remove it; none is no error."""
        self._store.delete(self._owner, name)

    def link(self, name: str, seconds: int, content_type: str, shown_name: str) -> str | None:
        """An address where anybody can fetch it for so long; None where the store has none to give."""
        return self._store.link(self._owner, name, seconds, content_type, shown_name)


def checked_name(name: str) -> str:
    """``name``, which is one of ours. :raises ValueError: it is none."""
    if not _NAME.fullmatch(name):
        raise ValueError(f"{name!r} cannot name a file")
    return name


def _pieces(content: BinaryIO) -> Iterator[bytes]:
    while piece := content.read(1 << 20):
        yield piece


def open_files(installation: Installation) -> Files:
    """The files that ``files.url`` names. ``installation.plug("files", open_files)``."""
    url = installation.settings.files_url
    if url.startswith("s3"):
        from bigcapital.files.s3 import S3Files

        return Files(S3Files(url))
    return Files(MemoryFiles() if url.startswith("memory:") else DiskFiles(Path(unquote(urlsplit(url).path))))
