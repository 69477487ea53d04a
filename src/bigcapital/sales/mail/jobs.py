"""Sending a mail of a document: rendered when it is sent, tried again while the mail server is away."""

from __future__ import annotations

from collections.abc import Callable
from email.utils import formataddr

from bigcapital import clock, db
from bigcapital.documents.paper.resource import file_name, pdf_of
from bigcapital.jobs import job
from bigcapital.jobs.jobs import Undeliverable, deliver
from bigcapital.mail import Attachment, Mail
from bigcapital.sales.einvoices.operations import for_mail
from bigcapital.sales.mail.letters import as_html, words
from bigcapital.sales.mail.model import FAILED, QUEUED, SENT, DocumentMail
from bigcapital.sales.mail.operations import KINDS, address_of, content_of
from bigcapital.tenancy import schema
from bigcapital.tenancy.tenant import Tenant

ATTEMPTS = 8


@job("document.mail", effect=False, attempts=ATTEMPTS)
def send_document(tenant: Tenant, *, mail_id: int) -> None:
    """Send it, and say on the document how it went.

    The unit of work only reads, so that nobody waits for a mail server behind the books' lock; what became of it is written
    in another.
    """
    send(tenant, mail_id, _files)


def send(tenant: Tenant, mail_id: int, files: Callable[[Tenant, DocumentMail], tuple[Attachment, ...] | None]) -> None:
    """Send a mail that was written down, with its ``files`` (None: what it is about is gone), and say on it how it went."""
    row = tenant.session.get(DocumentMail, mail_id)
    if row is None or row.state == SENT:
        return
    attached = files(tenant, row)
    if attached is None:
        note(tenant, mail_id, FAILED, "The document was deleted before it was sent.")
        return
    try:
        deliver(tenant, _mail(tenant, row, attached))
    except Exception as error:
        note(tenant, mail_id, FAILED if isinstance(error, Undeliverable) else QUEUED, f"{type(error).__name__}: {error}"[:500])
        raise
    note(tenant, mail_id, SENT)


def _files(tenant: Tenant, row: DocumentMail) -> tuple[Attachment, ...] | None:
    schema.import_all("letter")  # so that every kind is known by its name
    kind = KINDS[row.model_ref]
    document = tenant.session.get(kind.model, row.model_id)
    if document is None:
        return None
    if not row.attached:
        return ()
    paper = kind.paper(kind.whole(tenant, document))
    inside = for_mail(tenant, document, kind.own) if kind.own is not None else None
    return (Attachment(file_name(paper), "application/pdf", pdf_of(tenant, paper, document.pdf_template_id, inside)),)


def _mail(tenant: Tenant, row: DocumentMail, files: tuple[Attachment, ...]) -> Mail:
    content, record = content_of(row), tenant.record
    link, links, text = KINDS[row.model_ref].link if row.model_ref in KINDS else None, {}, content.message
    if link is not None and link.stands_in(text):
        address = link.address(tenant, row.id)
        links = {link.placeholder: (address, words(link.label, record.language))}
        text = text.replace(f"{{{link.placeholder}}}", address)  # bare, so that mail programs make a link of it
    return Mail(
        to=tuple(content.to),
        cc=tuple(content.cc),
        bcc=tuple(content.bcc),
        sender=formataddr((record.name, address_of(tenant))),
        reply_to=content.reply_to,
        subject=content.subject,
        text=text + "\n",
        html=as_html(content.message, record.language, links),
        attachments=files,
    )


def note(tenant: Tenant, mail_id: int, state: str, error: str | None = None) -> None:
    """Write down what became of it."""
    with db.unit_of_work() as tm:
        unit = tenant.installation.open_tenant(tenant.record, tm, writer=True, user_id=tenant.user_id)
        row = unit.session.get(DocumentMail, mail_id)
        if row is not None:
            row.state, row.error = state, error
            row.sent_at = clock.now() if state == SENT else None
            unit.session.flush()
