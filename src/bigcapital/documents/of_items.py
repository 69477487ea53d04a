"""The lines on which an item stands, by kind of document: what ``/api/items/:id/<documents>`` answers."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from bigcapital.accounting import dimensions
from bigcapital.documents.model import Commercial, document_lines
from bigcapital.documents.present import Writer
from bigcapital.inventory.items.resource import OneItem

_MOST = 10_000  # the newest


def lines_with(item: OneItem, kind: type[Commercial], noun: str, reference: Any) -> list[dict[str, Any]]:
    """The lines of one kind of document with the item, the newest first; ``noun`` is what clients call it.

    One statement, and one for contacts not met before.
    """
    line, day, number, effect = document_lines.c, *(getattr(kind, name) for name in (kind.DAY, kind.NUMBER, kind.EFFECT))
    whose: Any = getattr(kind, f"{kind.CONTACT}_id").label("whose")
    found = (
        select(line.id, kind.id.label("of"), day.label("day"), number.label("number"), reference.label("reference"), whose)
        .add_columns(line.quantity, line.rate, line.amount, line.discount_amount, kind.currency_code, effect.is_(None).label("is_draft"))
        .join(kind, kind.id == line.reference_id)
        .where(line.item_id == item.row.id, line.reference_type == kind.REFERENCE_TYPE)
        .order_by(day.desc(), line.id.desc())
        .limit(_MOST)
    )
    rows = item.session.execute(found).all()
    writer, contacts = Writer(item.tenant, ()), dimensions.contacts(item.tenant, {row.whose for row in rows})
    return [
        {
            "id": row.id,
            f"{noun}_id": row.of,
            f"{noun}_number": row.number,
            f"{noun}_date": row.day,
            f"{noun}_date_formatted": writer.day(row.day),
            "reference_number": row.reference,
            "is_draft": row.is_draft,
            f"{kind.CONTACT}_id": row.whose,
            f"{kind.CONTACT}_display_name": contacts[row.whose].display_name,
            "currency_code": row.currency_code,
            "quantity": row.quantity,
            "rate": row.rate,
            "total": row.amount - row.discount_amount,
            "rate_formatted": writer.price(row.rate, row.currency_code),
            "total_formatted": writer.money(row.amount - row.discount_amount, row.currency_code),
        }
        for row in rows
    ]
