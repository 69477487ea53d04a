"""Who takes mail away: an SMTP server, or a folder of files for those who have none."""

from __future__ import annotations

import smtplib
import ssl
from pathlib import Path
from typing import Protocol
from urllib.parse import parse_qs, unquote, urlsplit

import structlog

from bigcapital.mail.message import Mail
from bigcapital.tenancy.installation import Installation

log = structlog.get_logger(__name__)

PATIENCE = 20.0  # seconds


class MailRefused(Exception):
    """The server will take this message never: trying again is of no use."""


class Mailer(Protocol):
    """Takes a message away, or raises: ``MailRefused`` for good, ``OSError`` and ``smtplib.SMTPException`` for now."""

    def send(self, mail: Mail) -> None: ...


class FileMailer:
    """Writes each message into a folder as ``<message id>.eml``: sending it again replaces it."""

    def __init__(self, folder: Path, sender: str):
        self.folder, self.sender = folder, sender

    def send(self, mail: Mail) -> None:
        """Write it, and tell the log where: in an installation without a mail server that is how its links are found."""
        message = mail.to_wire(self.sender)
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        name = str(message["Message-ID"]).strip("<>").partition("@")[0]
        path = self.folder / f"{name}.eml"
        path.with_suffix(".part").write_bytes(message.as_bytes())
        path.with_suffix(".part").replace(path)
        log.info("mail written", path=str(path), subject=mail.subject)


class SmtpMailer:
    """Hands each message to an SMTP server: ``smtp://`` turns to TLS where the server offers it, ``smtps://`` begins with it.

    With a user and password, ``smtp://`` refuses a server that offers no TLS, unless it is on this machine.
    """

    def __init__(self, url: str, sender: str):
        parts = urlsplit(url)
        self.sender = sender
        self._tls = parts.scheme == "smtps"
        self._host, self._port = parts.hostname or "localhost", parts.port or (465 if self._tls else 25)
        self._user, self._password = unquote(parts.username or ""), unquote(parts.password or "")
        self._patience = float(parse_qs(parts.query).get("timeout", [PATIENCE])[0])

    def send(self, mail: Mail) -> None:
        """Hand it over.

        :raises MailRefused: the server refused the message or all who should get it, for good.
        """
        message = mail.to_wire(self.sender)
        try:
            with self._connected() as server:
                refused = server.send_message(message, to_addrs=mail.recipients)
        except smtplib.SMTPRecipientsRefused as error:
            if all(code >= 500 for code, _ in error.recipients.values()):
                raise MailRefused(f"every recipient was refused: {_said(error.recipients)}") from error
            raise
        except smtplib.SMTPResponseException as error:
            if error.smtp_code >= 500 and not isinstance(error, smtplib.SMTPAuthenticationError):
                raise MailRefused(f"{error.smtp_code} {error.smtp_error!r}") from error
            raise
        if refused:
            log.warning("mail sent, but not to everyone", recipients_refused=len(refused), message_id=message["Message-ID"])
        log.info("mail sent", message_id=message["Message-ID"], recipients=len(mail.recipients))

    def _connected(self) -> smtplib.SMTP:
        if self._tls:
            server: smtplib.SMTP = smtplib.SMTP_SSL(self._host, self._port, timeout=self._patience, context=ssl.create_default_context())
        else:
            server = smtplib.SMTP(self._host, self._port, timeout=self._patience)
        try:
            server.ehlo_or_helo_if_needed()
            if not self._tls and server.has_extn("starttls"):
                server.starttls(context=ssl.create_default_context())
            elif not self._tls and self._user and self._host not in {"localhost", "127.0.0.1", "::1"}:
                raise smtplib.SMTPNotSupportedError("the server offers no TLS, and the password does not travel without")
            if self._user:
                server.login(self._user, self._password)
        except BaseException:
            server.close()
            raise
        return server


def _said(refused: dict[str, tuple[int, bytes]]) -> str:
    return "; ".join(f"{code} {text.decode(errors='replace')}" for code, text in refused.values())


def open_mailer(installation: Installation) -> Mailer:
    """The mailer that ``mail.url`` names. ``installation.plug("mail", open_mailer)``."""
    settings = installation.settings
    if settings.mail_url.startswith("file:"):
        return FileMailer(Path(unquote(urlsplit(settings.mail_url).path)), settings.mail_sender)
    return SmtpMailer(settings.mail_url, settings.mail_sender)
