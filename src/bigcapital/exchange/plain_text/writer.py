"""The whole ledger of a tenant as plain text: the same book gives the same bytes."""

from __future__ import annotations

from collections.abc import Iterator

from bigcapital.exchange.plain_text.book import Progress, book
from bigcapital.exchange.plain_text.syntaxes import SYNTAXES, Format
from bigcapital.tenancy.tenant import Tenant

_PIECE = 1 << 16  # characters


def text_of(tenant: Tenant, format: Format, *, progress: Progress | None = None) -> Iterator[str]:
    """The file in pieces, of which none is large. Reads the tenant's database as it goes: the unit of work must last as long."""
    gathered, size = list[str](), 0
    for part in _parts(tenant, format, progress):
        gathered.append(part)
        size += len(part)
        if size >= _PIECE:
            yield "".join(gathered)
            gathered, size = [], 0
    yield "".join(gathered)


def _parts(tenant: Tenant, format: Format, progress: Progress | None) -> Iterator[str]:
    syntax = SYNTAXES[format]
    found = book(tenant, syntax.step, syntax.join)
    yield from syntax.before(found)
    for one in found.transactions(progress):
        yield syntax.transaction(one, found)
