"""Asking for a mail of a document: whoever asks, it is written down in the books' transaction and sent by a job."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from email.utils import parseaddr
from typing import Any, Final

from sqlalchemy import select

from bigcapital.documents.paper.paper import Paper
from bigcapital.errors import DomainError, InvalidInput
from bigcapital.sales.einvoices.operations import OwnOf
from bigcapital.sales.mail.letters import Letter, filled, one_line, words
from bigcapital.sales.mail.model import DocumentMail
from bigcapital.tenancy.tenant import Tenant

_SHOWN: Final = 20  # earlier mails of a document
_LONGEST: Final = 65_535  # bytes of a message
_ADDRESSED: Final = ("to", "cc", "bcc", "reply_to", "subject")


class NoSender(DomainError):
    type = "Mail from address not found"


class NoReceiver(DomainError):
    type = "Mail to address not found"


class NoSubject(DomainError):
    type = "Mail subject not found"


class NoMessage(DomainError):
    type = "Mail body not found"


@dataclass(frozen=True, slots=True)
class MailedLink:
    """A link to the document in its mail. The message keeps the ``placeholder``, so that the link itself is kept nowhere: it is
    made when the mail is asked for (tenant, document, id of the mail), and ``address`` says what it is when the mail is sent.
    """

    placeholder: str
    label: str
    make: Callable[[Tenant, Any, int], None]
    address: Callable[[Tenant, int], str]

    def stands_in(self, message: str) -> bool:
        """Whether a message has it."""
        return f"{{{self.placeholder}}}" in message


@dataclass(frozen=True, slots=True)
class Mailed:
    """A kind of document that is mailed. ``whole``: its answer to GET, of which ``paper`` is made.

    ``deliver``: what sending it does to it. ``own``: what it says as an e-invoice, where it can be one.
    """

    ref: str
    model: Any
    whole: Callable[[Tenant, Any], Mapping[str, Any]]
    paper: Callable[[Mapping[str, Any]], Paper]
    letter: Letter
    deliver: Callable[[Tenant, Any], None] = lambda tenant, document: None
    own: OwnOf | None = None
    link: MailedLink | None = None

    def __post_init__(self) -> None:
        KINDS[self.ref] = self


KINDS: Final[dict[str, Mailed]] = {}


@dataclass(frozen=True, slots=True)
class Content:
    """Whom a mail goes to and what it says, ready to be sent. ``reply_to``: where answers go, if not to the sender."""

    to: Sequence[str]
    cc: Sequence[str]
    bcc: Sequence[str]
    reply_to: str
    subject: str
    message: str


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody wants to be sent; None is what is proposed."""

    sender: Sequence[str] | None = None
    to: Sequence[str] | None = None
    cc: Sequence[str] = ()
    bcc: Sequence[str] = ()
    subject: str | None = None
    message: str | None = None
    attach: bool | None = None


def proposed(tenant: Tenant, kind: Mailed, whole: Mapping[str, Any]) -> dict[str, Any]:
    """What a mail of a document starts from: addresses, and the texts with their placeholders."""
    email, language = whole["customer"].get("email"), tenant.record.language
    return {
        "to": [email] if email else [],
        "from": [{"name": tenant.record.name, "address": address_of(tenant)}],
        "subject": words(kind.letter.subject, language),
        "message": words(kind.letter.message, language),
    }


def whole_of(tenant: Tenant, kind: Mailed, document: Any) -> Mapping[str, Any]:
    """What a mail of a document is made of, in the organization's language: whoever asks, the customer reads it."""
    with tenant.speaking():
        return kind.whole(tenant, document)


def ask(tenant: Tenant, kind: Mailed, document: Any, asked: Asked) -> DocumentMail:
    """Write down a mail that is to be sent, deliver the document if it is not, and return the mail. The caller enqueues it.

    Mails are always the installation's, in the organization's name; another address that is given gets the answers.

    :raises DomainError: nobody to send it to, or nothing to say.
    """
    whole = whole_of(tenant, kind, document)
    content = composed(tenant, proposed(tenant, kind, whole), kind.letter.values(whole, tenant.record.name), asked)
    kind.deliver(tenant, document)
    row = write_down(tenant, kind.ref, document.id, content, attached=True if asked.attach is None else asked.attach)
    if kind.link is not None and kind.link.stands_in(content.message):
        kind.link.make(tenant, document, row.id)
    return row


def composed(tenant: Tenant, start: Mapping[str, Any], values: Mapping[str, Any], asked: Asked) -> Content:
    """What is to be sent: what is asked for, else what ``start`` proposes, with its placeholders filled.

    :raises DomainError: nobody to send it to, or nothing to say.
    """
    own = address_of(tenant)
    sender = [own] if asked.sender is None else list(asked.sender)
    content = Content(
        to=start["to"] if asked.to is None else asked.to,
        cc=asked.cc,
        bcc=asked.bcc,
        reply_to=next((one for one in sender if one != own), ""),
        subject=one_line(filled(start["subject"] if asked.subject is None else asked.subject, values)),
        message=filled(start["message"] if asked.message is None else asked.message, values).strip(),
    )
    for found, refusal in ((sender, NoSender), (content.to, NoReceiver), (content.subject, NoSubject), (content.message, NoMessage)):
        if not found:
            raise refusal(refusal.type)
    if len(content.message.encode()) > _LONGEST or len(content.subject) > 998:
        raise InvalidInput.of("message", "maxLength", "message must have at most 65535 bytes, and the subject one line of 998 characters")
    return content


def write_down(tenant: Tenant, ref: str, id: int, content: Content, *, attached: bool) -> DocumentMail:
    """A mail that is to be sent. The caller enqueues it."""
    row = DocumentMail(
        model_ref=ref,
        model_id=id,
        addressed=json.dumps({name: getattr(content, name) for name in _ADDRESSED}, ensure_ascii=False),
        message=content.message,
        attached=attached,
        user_id=tenant.user_id,
    )
    tenant.session.add(row)
    tenant.session.flush()
    return row


def mails_of(tenant: Tenant, ref: str, id: int) -> list[DocumentMail]:
    """The mails of a document, the latest first."""
    wanted = select(DocumentMail).where(DocumentMail.model_ref == ref, DocumentMail.model_id == id)
    return list(tenant.session.scalars(wanted.order_by(DocumentMail.id.desc()).limit(_SHOWN)))


def content_of(row: DocumentMail) -> Content:
    """What it says."""
    return Content(**json.loads(row.addressed), message=row.message)


def address_of(tenant: Tenant) -> str:
    """The address that the installation's mails are from."""
    return parseaddr(tenant.installation.settings.mail_sender)[1]
