"""The hash chain that makes a silent change of the ledger impossible: canonical bytes, seals and links.

Each line and each entry has a *seal*, a keyed hash over every material column, its own id included: it proves the row.
Each entry has a *hash* over its predecessor's hash, its seal and its lines' seals: it proves the row's place, and that
nothing stands between. The key never enters the database, so who can write there still cannot make a row that verifies.

The canonical bytes are the same whatever database the values came from: a version byte, then every field in a fixed order,
each as a length (4 bytes, big endian; ff ff ff ff for none) and that many bytes. Text is UTF-8 in NFC; numbers and amounts
are plain decimals without exponent or trailing zeros; days are YYYY-MM-DD; moments are UTC with microseconds.
``docs/ledger-format.md`` says the same to others.
"""

from __future__ import annotations

import hmac
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any

from bigcapital.ledger.money import plain

VERSION = 1
GENESIS = bytes(32)  # what the first entry's predecessor would have as its hash
_VERSION = bytes((VERSION,))
_NONE = b"\xff\xff\xff\xff"
ENTRY, LINE = b"E", b"L"  # what canonical bytes are of

# Every material column, in the order of the canonical bytes. New columns are appended, under a new version.
ENTRY_FIELDS = (
    "id",
    "sequence",
    "date",
    "reference_type",
    "reference_id",
    "subtype",
    "number",
    "reference",
    "costable",
    "user_id",
    "recorded_at",
    "reverses",
    "first_line_id",
    "line_count",
)
LINE_FIELDS = (
    "id",
    "entry_id",
    "index",
    "date",
    "account_id",
    "debit",
    "credit",
    "currency_code",
    "exchange_rate",
    "amount",
    "contact_id",
    "item_id",
    "branch_id",
    "warehouse_id",
    "project_id",
    "tax_rate_id",
    "tax_percentage",
    "note",
)


def entry_seal(key: bytes, row: Mapping[str, Any]) -> bytes:
    """The seal of an entry's row (column → value)."""
    return mac(key, canonical(ENTRY, row, ENTRY_FIELDS))


def line_seal(key: bytes, row: Mapping[str, Any]) -> bytes:
    """The seal of a line's row (column → value)."""
    return mac(key, canonical(LINE, row, LINE_FIELDS))


def link(key: bytes, previous: bytes, seal: bytes, line_seals: Iterable[bytes]) -> bytes:
    """The hash of an entry: of its predecessor's hash, its own seal and its lines' seals by line id."""
    return mac(key, b"".join((previous, seal, *line_seals)))


def canonical(kind: bytes, row: Mapping[str, Any], fields: tuple[str, ...]) -> bytes:
    """The bytes that a seal is made of; ``kind`` tells entries from lines."""
    parts = [_VERSION, kind]
    for name in fields:
        value = row[name]
        parts.append(_NONE if value is None else _SIZED.get(type(value), _sized)(value))
    return b"".join(parts)


def _sized(value: Any) -> bytes:
    """A value's length and its spelling."""
    data = text(value).encode()
    return len(data).to_bytes(4, "big") + data


def text(value: Any) -> str:
    """The one spelling of a value that is not None."""
    spell = _SPELLINGS.get(type(value))
    if spell is None:
        spell = next((spelling for kind, spelling in _SPELLINGS.items() if isinstance(value, kind)), None)
    if spell is None:
        raise TypeError(f"{value!r} has no canonical spelling")
    return spell(value)


def _normal(value: str) -> str:
    return value if value.isascii() else unicodedata.normalize("NFC", value)


def _moment(value: datetime) -> str:
    return value.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"


# By exact type, which is nearly every value; of others the first kind that they are: a moment before the day that it also is.
_SPELLINGS: dict[type, Callable[[Any], str]] = {
    str: _normal,
    bool: lambda value: "1" if value else "0",
    int: str,
    Decimal: plain,
    datetime: _moment,
    date: date.isoformat,
}
_SIZED: dict[type, Callable[[Any], bytes]] = {  # the same, quicker: days and words come again and again
    str: lru_cache(4096)(_sized),
    date: lru_cache(4096)(_sized),
    int: lambda value: len(data := b"%d" % value).to_bytes(4, "big") + data,
    Decimal: lambda value: len(data := plain(value).encode()).to_bytes(4, "big") + data,
}


def mac(key: bytes, message: bytes) -> bytes:
    """The keyed hash: a row's seal, of its canonical bytes."""
    made = _keyed(key).copy()  # sooner than keying one for each row
    made.update(message)
    return made.digest()


@lru_cache(maxsize=64)
def _keyed(key: bytes) -> hmac.HMAC:
    return hmac.new(key, digestmod="sha256")
