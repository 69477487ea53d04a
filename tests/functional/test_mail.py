"""Letters as a reader gets them, through files and through a real SMTP server."""

from __future__ import annotations

import email
import re
import time
from collections.abc import Iterator
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import Envelope, Session
from jinja2 import UndefinedError

from bigcapital.jobs import State, run_pending
from bigcapital.languages import LANGUAGES
from bigcapital.mail import LETTERS, Attachment, FileMailer, Mail, SmtpMailer, message_id, write
from bigcapital.mail.senders import MailRefused
from bigcapital.starting import start
from bigcapital.tenancy.installation import Installation
from tests import template
from tests.services import free_port

SENDER = "Books <no-reply@books.test>"
VALUES = {
    "name": "Ann <script>alert(1)</script>",
    "link": "https://books.test/x?a=1&b=2",
    "hours": 1,
    "days": 7,
    "organization": "Lee & Söhne",
    "inviter": "Bob",
}


class Inbox:
    """Keeps what a server is handed; refuses what its rules name."""

    def __init__(self) -> None:
        self.received: list[tuple[Envelope, EmailMessage]] = []
        self.refuse: dict[str, str] = {}
        self.answer = "250 OK"

    async def handle_RCPT(self, server: Any, session: Session, envelope: Envelope, address: str, options: list[str]) -> str:
        if address in self.refuse:
            return self.refuse[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Session, envelope: Envelope) -> str:
        if self.answer.startswith("250"):
            self.received.append((envelope, email.message_from_bytes(envelope.content, policy=default)))  # type: ignore[arg-type]
        return self.answer


@pytest.fixture
def inbox() -> Inbox:
    return Inbox()


@pytest.fixture
def smtp(inbox: Inbox) -> Iterator[str]:
    server = Controller(inbox, hostname="127.0.0.1", port=free_port())
    server.start()
    yield f"smtp://127.0.0.1:{server.port}"
    server.stop()


def a_mail(**values: Any) -> Mail:
    return Mail(**{"to": ("Ann Lee <ann@example.com>",), "subject": "Grüße", "text": "Hello\n", "id": "fixed@books.test"} | values)


def test_a_message_arrives_as_it_was_written(smtp: str, inbox: Inbox) -> None:
    file = Attachment("Rechnung ü.pdf", "application/pdf", b"%PDF\x00\xff")
    SmtpMailer(smtp, SENDER).send(a_mail(html="<p>Hello</p>", cc=("bob@example.com",), bcc=("eve@example.com",), attachments=(file,)))
    ((envelope, message),) = inbox.received
    assert envelope.rcpt_tos == ["ann@example.com", "bob@example.com", "eve@example.com"]
    assert (message["From"], message["To"], message["Subject"]) == (SENDER, "Ann Lee <ann@example.com>", "Grüße")
    assert message["Message-ID"] == "<fixed@books.test>"
    assert "eve" not in message.as_string()
    assert message.get_body(("plain",)).get_content().strip() == "Hello"
    assert message.get_body(("html",)).get_content().strip() == "<p>Hello</p>"
    (attached,) = message.iter_attachments()
    assert (attached.get_filename(), attached.get_content()) == ("Rechnung ü.pdf", b"%PDF\x00\xff")


@pytest.mark.parametrize("evil", ["Ann\r\nBcc: x@example.com <a@example.com>", "no address", "", "a@example.com\nb@example.com"])
def test_an_address_that_is_none_goes_nowhere(evil: str, smtp: str, inbox: Inbox) -> None:
    with pytest.raises(ValueError):
        SmtpMailer(smtp, SENDER).send(a_mail(to=(evil,)))
    assert inbox.received == []


def test_a_subject_cannot_carry_headers(smtp: str, inbox: Inbox) -> None:
    with pytest.raises(ValueError):
        SmtpMailer(smtp, SENDER).send(a_mail(subject="x\r\nBcc: eve@example.com"))
    assert inbox.received == []


def test_a_refusal_for_good_is_told_from_one_for_now(smtp: str, inbox: Inbox) -> None:
    mailer = SmtpMailer(smtp, SENDER)
    for answer, error in (("554 spam", MailRefused), ("451 come back", OSError)):
        inbox.answer = answer
        with pytest.raises(error) as raised:
            mailer.send(a_mail())
        assert isinstance(raised.value, MailRefused) == answer.startswith("5")
    inbox.answer = "250 OK"
    inbox.refuse = {"ann@example.com": "550 nobody here"}
    with pytest.raises(MailRefused):
        mailer.send(a_mail())
    inbox.refuse = {"ann@example.com": "450 full"}
    with pytest.raises(OSError) as raised:
        mailer.send(a_mail())
    assert not isinstance(raised.value, MailRefused)


def test_one_bad_recipient_does_not_cost_the_others_their_mail(smtp: str, inbox: Inbox) -> None:
    inbox.refuse = {"gone@example.com": "550 nobody here"}
    SmtpMailer(smtp, SENDER).send(a_mail(to=("ann@example.com", "gone@example.com")))
    assert [envelope.rcpt_tos for envelope, _ in inbox.received] == [["ann@example.com"]]


def test_a_server_that_is_away_is_an_error_for_now() -> None:
    with pytest.raises(OSError):
        SmtpMailer(f"smtp://127.0.0.1:{free_port()}", SENDER).send(a_mail())


def test_without_a_server_mail_becomes_files(tmp_path: Path) -> None:
    mailer = FileMailer(tmp_path / "mail", SENDER)
    mailer.send(a_mail())
    mailer.send(a_mail())
    (path,) = (tmp_path / "mail").iterdir()
    message = email.message_from_bytes(path.read_bytes(), policy=default)
    assert (message["Subject"], message.get_content().strip()) == ("Grüße", "Hello")


@pytest.mark.parametrize("language", [*LANGUAGES, "ar-EG", "fr", None])
@pytest.mark.parametrize("letter", LETTERS)
def test_every_letter_says_what_it_should_in_every_language(letter: str, language: str | None) -> None:
    needed = {key: VALUES[key] for key in LETTERS[letter]}
    mail = write(letter, "ann@example.com", language=language, **needed)
    arabic = str(language).startswith("ar")
    assert VALUES["link"] in mail.text
    assert mail.html is not None
    assert "https://books.test/x?a=1&amp;b=2" in mail.html
    assert f'dir="{"rtl" if arabic else "ltr"}"' in mail.html.splitlines()[1]
    assert bool(re.search("[\u0600-\u06ff]", mail.subject + mail.text)) == arabic
    assert "<script>" not in mail.html
    assert "&amp;" not in mail.text and "&lt;" not in mail.text
    assert "\n" not in mail.subject
    for key in needed:
        with pytest.raises(UndefinedError):
            write(letter, "ann@example.com", language=language, **{name: value for name, value in needed.items() if name != key})


def test_a_name_cannot_break_the_subject_line() -> None:
    mail = write("invite", "ann@example.com", **VALUES | {"inviter": "Bob\nBcc: eve@example.com"})
    assert mail.subject.startswith("Bob Bcc: eve@example.com invites")


@pytest.fixture
def posting(data_dir: Path, smtp: str) -> Iterator[Installation]:
    installation = start(template.settings(data_dir, mail__url=smtp, mail__sender=SENDER))
    yield installation
    installation.close()


def test_a_job_sends_it_under_an_id_that_stays(posting: Installation, inbox: Inbox) -> None:
    with template.the_tenant(posting)() as tenant:
        job_id = tenant.jobs.enqueue("mail.send", to=["ann@example.com"], subject="Invoice", text="Due")
    inbox.answer = "451 come back"
    assert run_pending(posting)[0].state is State.FAILED
    store = posting.services["jobs"].store
    inbox.answer = "250 OK"
    until = time.monotonic() + 30
    while store.get(job_id).state is not State.COMPLETED:
        assert time.monotonic() < until
        run_pending(posting)
        time.sleep(0.05)
    ((_, message),) = inbox.received
    assert message["Message-ID"] == f"<{message_id(job_id, SENDER)}>"
    assert message["From"] == SENDER


def test_what_the_server_refuses_for_good_is_dead_with_its_reason(posting: Installation, inbox: Inbox) -> None:
    inbox.refuse = {"gone@example.com": "550 nobody here"}
    with template.Systems(posting)() as system:
        system.jobs.enqueue("mail.send-system", to=["gone@example.com"], subject="Hello", text="there")
    (job,) = run_pending(posting)
    assert job.state is State.DEAD
    assert "nobody here" in job.error
