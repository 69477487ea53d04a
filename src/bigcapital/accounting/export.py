"""The ledger as JSON lines, for whoever wants to prove it without us (``verify_ledger.py``, ``docs/ledger-format.md``).

The first line says whose ledger it is, then comes one entry a line with its lines, in the chain's order, then the end, sealed
like a row: so a file that was cut does not verify either. Every value is the text that the seals are made of, or null.
"""

from __future__ import annotations

import hmac
import json
from collections.abc import Mapping
from typing import Any, TextIO

from bigcapital import clock
from bigcapital.accounting.books import chain_key
from bigcapital.accounting.verify import Progress, batches
from bigcapital.ledger import chain
from bigcapital.tenancy.tenant import Tenant

FORMAT = "bigcapital-ledger"
END_FIELDS = ("organization", "chain", "base_currency", "entries", "lines", "chain_head", "exported_at")
_END = b"X"


def export_ledger(tenant: Tenant, stream: TextIO, *, progress: Progress | None = None) -> int:
    """Write the whole ledger; how many entries it has. ``stream`` is UTF-8 text."""
    head, key = tenant.head, chain_key(tenant)
    owner = {"organization": tenant.record.organization_id, "chain": head.chain_id, "base_currency": tenant.base_currency}
    _write(stream, {"format": FORMAT, "version": chain.VERSION, **owner})
    count = line_count = 0
    for rows, own in batches(tenant):
        for row in rows:
            lines = own.get(row["id"], [])
            _write(stream, {"entry": _texts(row, chain.ENTRY_FIELDS), "lines": [_texts(line, chain.LINE_FIELDS) for line in lines]})
            count, line_count = count + 1, line_count + len(lines)
        if progress is not None:
            progress(min(count, head.sequence), head.sequence)
    end = owner | {"entries": head.sequence, "lines": line_count, "chain_head": head.chain_head.hex(), "exported_at": clock.now()}
    seal = hmac.digest(key, chain.canonical(_END, end, END_FIELDS), "sha256")
    _write(stream, {"end": {name: chain.text(end[name]) for name in END_FIELDS} | {"seal": seal.hex()}})
    return count


def export_key(tenant: Tenant, stream: TextIO) -> None:
    """Write the key that the file verifies with, as 64 hexadecimal digits. Who has it can also forge: keep it apart."""
    stream.write(chain_key(tenant).hex() + "\n")


def _texts(row: Mapping[str, Any], fields: tuple[str, ...]) -> dict[str, str | None]:
    values = {name: None if row[name] is None else chain.text(row[name]) for name in fields}
    return values | {name: row[name].hex() for name in ("seal", "hash") if name in row}


def _write(stream: TextIO, value: Mapping[str, Any]) -> None:
    stream.write(json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n")
