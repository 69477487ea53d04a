"""What a rule refuses is told in the reader's words: the web app has some for each code, in each of its languages."""

from __future__ import annotations

import importlib
import json
import pkgutil
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import bigcapital
from bigcapital.errors import DomainError

LOCALES = Path(__file__).parents[2] / "webapp" / "src" / "locales"
# Their sentence says more than a code can, in the reader's language; or only programs meet them.
TOLD_BY_THE_SERVER = {
    "DOMAIN_ERROR", "BACKUP_REFUSED", "OPTIONS.KEY.NOT.DEFINED", "TRANSACTIONS_LOCKING_MODULE_NOT_FOUND",
    "DOCUMENT_LINK_REF_INVALID", "DOCUMENT_LINK_ID_INVALID", "DOCUMENT_LINK_ALREADY_LINKED",
    "IMPORT_FILE_INVALID", "IMPORTED_SHEET_EMPTY", "INVALID_MAP_ATTRS", "DUPLICATED_FROM_MAP_ATTR", "DUPLICATED_TO_MAP_ATTR",
    "INVALID_MAP_DATE_FORMAT", "IMPORT_FILE_NOT_MAPPED", "ParamsValidationError", "IMPORT_REFUSED",
    "RESOURCE_NOT_IMPORTABLE", "RESOURCE_NOT_EXPORTABLE", "STRIPE_REFUSED", "STRIPE_SIGNATURE_INVALID",
}  # fmt: skip


def rules(kind: type[DomainError] = DomainError) -> Iterator[type[DomainError]]:
    yield kind
    for under in kind.__subclasses__():
        yield from rules(under)


@pytest.mark.parametrize("language", sorted(folder.name for folder in LOCALES.iterdir()))
def test_every_rule_has_words(language: str) -> None:
    for module in pkgutil.walk_packages(bigcapital.__path__, "bigcapital."):
        importlib.import_module(module.name)
    words: set[str] = set()
    for path in (LOCALES / language).glob("*.json"):
        words |= json.loads(path.read_text("utf-8")).get("errors", {}).keys()
    codes = {rule.type for rule in rules() if rule.__module__.startswith("bigcapital.")} - TOLD_BY_THE_SERVER
    assert sorted(code for code in codes if re.sub(r"[^a-z0-9_]", "_", code.lower()) not in words) == []
