"""One message, and how it looks on the wire."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr
from hashlib import sha256
from typing import Any, Self

from bigcapital import clock


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that goes along. ``content_type`` is ``main/sub``."""

    name: str
    content_type: str
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Mail:
    """A message to people. ``id``: its Message-ID without brackets, the same whenever the same job sends it again.

    Addresses are ``a@example.com`` or ``Name <a@example.com>``. ``sender`` empty: the installation's.
    """

    to: tuple[str, ...]
    subject: str
    text: str = field(repr=False)
    html: str | None = field(default=None, repr=False)
    sender: str = ""
    cc: tuple[str, ...] = ()
    bcc: tuple[str, ...] = ()
    reply_to: str = ""
    attachments: tuple[Attachment, ...] = ()
    id: str = ""

    @property
    def recipients(self) -> list[str]:
        """The bare addresses that it goes to."""
        return [parseaddr(one)[1] for one in (*self.to, *self.cc, *self.bcc)]

    @classmethod
    def from_plain(cls, fields: Mapping[str, Any]) -> Self:
        """The mail whose fields are given in plain JSON, lists for tuples."""
        given: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in fields.items()}
        return cls(**given)

    def with_id(self, id: str) -> Self:
        """The same mail under this Message-ID, unless it has one."""
        return self if self.id else replace(self, id=id)

    def to_wire(self, sender: str) -> EmailMessage:
        """The message from ``self.sender`` or else ``sender``; bcc appears nowhere in it.

        :raises ValueError: an address or the subject is none (a line break in it, say).
        """
        if not self.to:
            raise ValueError("a mail needs someone to go to")
        message = EmailMessage(policy=SMTP)
        message["From"] = _address(self.sender or sender)
        message["To"] = [_address(one) for one in self.to]
        if self.cc:
            message["Cc"] = [_address(one) for one in self.cc]
        if self.reply_to:
            message["Reply-To"] = _address(self.reply_to)
        message["Subject"] = self.subject
        message["Date"] = format_datetime(clock.now())
        message["Message-ID"] = f"<{self.id or message_id(repr(self), sender)}>"
        message["Auto-Submitted"] = "auto-generated"
        message.set_content(self.text)
        if self.html is not None:
            message.add_alternative(self.html, subtype="html")
        for file in self.attachments:
            main, _, sub = file.content_type.partition("/")
            message.add_attachment(file.content, maintype=main, subtype=sub, filename=file.name)
        return message


def message_id(job_id: str, sender: str) -> str:
    """The Message-ID of what the job ``job_id`` sends: a mailbox that gets it twice can tell."""
    domain = parseaddr(sender)[1].rpartition("@")[2] or "localhost"
    return f"{sha256(job_id.encode()).hexdigest()[:32]}@{domain}"


def _address(text: str) -> Address:
    name, spec = parseaddr(text)
    if not spec or "@" not in spec or any(char in text for char in "\r\n\0"):
        raise ValueError(f"{text!r} is no mail address")
    return Address(display_name=name, addr_spec=spec)
