"""The tables of both kinds of database as this program knows them, found by walking the package."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Literal, Self

import bigcapital
from bigcapital.db import SystemBase, TenantBase

Kind = Literal["system", "tenant"]
METADATA = {"system": SystemBase.metadata, "tenant": TenantBase.metadata}


@cache
def load_models() -> None:
    """Import every module called ``model``, so that the metadata of both kinds is whole."""
    import_all("model")


def import_all(name: str) -> None:
    """Import every module of the package that is called ``name`` (``model``, ``seed``, ``jobs``)."""
    for found in sorted(_modules()):
        if found.rpartition(".")[2] == name:
            import_module(found)


def _modules() -> Iterator[str]:
    for path in bigcapital.__path__:
        yield from _below(Path(path), "bigcapital")


def _below(folder: Path, package: str) -> Iterator[str]:
    """Folders without ``__init__.py`` count too, which ``walk_packages`` would leave out."""
    for entry in folder.iterdir():
        if entry.is_dir() and entry.name.isidentifier():
            yield from _below(entry, f"{package}.{entry.name}")
        elif entry.suffix == ".py" and entry.stem.isidentifier() and entry.stem != "__init__":
            yield f"{package}.{entry.stem}"


@dataclass
class Revisions:
    """The last migration of each kind that this program knows; tenants at any other are not served."""

    system: str
    tenant: str

    @classmethod
    def known(cls) -> Self:
        return cls("unversioned", "unversioned")
