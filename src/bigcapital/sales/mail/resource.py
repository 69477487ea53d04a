"""``…/:id/mail``: what a mail of a document starts from and what became of earlier ones, and asking for one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from bigcapital.rest import Collection, Trait
from bigcapital.rest.declare import Action
from bigcapital.rest.schema import snake
from bigcapital.sales.mail import operations
from bigcapital.sales.mail.jobs import send_document
from bigcapital.sales.mail.letters import filled, one_line
from bigcapital.sales.mail.model import DocumentMail
from bigcapital.sales.mail.operations import Asked, Mailed
from bigcapital.sales.mail.schema import MailIn, MailState


@dataclass(frozen=True)
class ByMail(Trait):
    """``GET`` and ``POST :id/mail`` of a kind of document."""

    kind: Mailed

    def actions(self, declared: type[Collection]) -> Iterable[Action]:
        assert declared.item is not None
        yield Action(declared.item, "mail", "GET", self._state, "View", {"answer": MailState})
        yield Action(declared.item, "mail", "POST", self._send, "Edit", {"status": 200, "body": MailIn})

    @property
    def _state(self) -> Any:
        kind = self.kind

        def mail_state(document: Any) -> dict[str, Any]:
            """What a mail of the document starts from, and what became of earlier ones."""
            return state(document, kind)

        return mail_state

    @property
    def _send(self) -> Any:
        kind = self.kind

        def send_mail(document: Any, data: MailIn) -> None:
            """Send the document by mail; a draft is delivered by that."""
            given = {name: getattr(data, name) for name in ("sender", "to", "cc", "bcc", "subject", "message")}
            attach = getattr(data, kind.letter.attach)
            row = operations.ask(document.tenant, kind, document.row, Asked(**given, attach=data.attach_pdf if attach is None else attach))
            document.tenant.jobs.enqueue(send_document, mail_id=row.id)

        return send_mail


def state(document: Any, kind: Mailed) -> dict[str, Any]:
    """What a mail of the document starts from."""
    tenant, letter = document.tenant, kind.letter
    whole = operations.whole_of(tenant, kind, document.row)
    start, values = operations.proposed(tenant, kind, whole), letter.values(whole, tenant.record.name)
    if kind.link is not None:  # there is none yet
        values[kind.link.placeholder] = f"{tenant.installation.settings.public_url}/payment/…"
    (sender,) = start["from"]
    shown = one_line(filled(start["subject"], values)), filled(start["message"], values)
    return {
        **{name: whole[key] for name, key in letter.figures.items()},
        **start,
        letter.attach: True,
        "to_options": [{"label": values["Customer Name"], "mail": one, "primary": True} for one in start["to"]],
        "from_options": [{"label": sender["name"], "mail": sender, "primary": True}],
        "format_args": {snake(name): value for name, value in values.items()},
        "preview": {"subject": shown[0], "message": shown[1]},
        "mails": [mail_shown(row) for row in operations.mails_of(tenant, kind.ref, document.id)],
        "company_name": tenant.record.name,
        "company_logo_uri": None,
        "primary_color": tenant.record.primary_color,
        "customer_name": values["Customer Name"],
        "discount_label": "Discount",
        "entries": [_entry(entry) for entry in whole["entries"]],
    }


def _entry(entry: dict[str, Any]) -> dict[str, Any]:
    """A line as the mail's dialog shows it."""
    if "item" not in entry:
        return {"paid_amount": entry["payment_amount_formatted"], "invoice_number": entry["invoice"]["invoice_no"]}
    keys = ("quantity", "rate", "total", "quantity_formatted", "rate_formatted", "total_formatted")
    return {"name": entry["item"]["name"], **{key: entry[key] for key in keys}}


def mail_shown(row: DocumentMail) -> dict[str, Any]:
    """A mail that was asked for, and what became of it."""
    content = operations.content_of(row)
    return {
        **{name: getattr(row, name) for name in ("id", "attached", "state", "error", "created_at", "sent_at")},
        **{name: getattr(content, name) for name in ("to", "cc", "bcc", "subject", "message")},
    }
