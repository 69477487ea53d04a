"""Sending a mail of a document: rendered when it is sent, tried again while the mail server is away."""

from __future__ import annotations

from email.utils import formataddr

from bigcapital import clock, db
from bigcapital.documents.paper.resource import file_name, pdf_of
from bigcapital.jobs import job
from bigcapital.jobs.jobs import Undeliverable, deliver
from bigcapital.mail import Attachment, Mail
from bigcapital.sales.einvoices.operations import for_mail
from bigcapital.sales.mail.letters import as_html, filled, words
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
    row = tenant.session.get(DocumentMail, mail_id)
    if row is None or row.state == SENT:
        return
    mail = _mail(tenant, row)
    if mail is None:
        _note(tenant, mail_id, FAILED, "The document was deleted before it was sent.")
        return
    try:
        deliver(tenant, mail)
    except Exception as error:
        _note(tenant, mail_id, FAILED if isinstance(error, Undeliverable) else QUEUED, f"{type(error).__name__}: {error}"[:500])
        raise
    _note(tenant, mail_id, SENT)


def _mail(tenant: Tenant, row: DocumentMail) -> Mail | None:
    schema.import_all("letter")  # so that every kind is known by its name
    kind, content, record = KINDS[row.model_ref], content_of(row), tenant.record
    document = tenant.session.get(kind.model, row.model_id)
    if document is None:
        return None
    files: tuple[Attachment, ...] = ()
    if row.attached:
        paper = kind.paper(kind.whole(tenant, document))
        inside = for_mail(tenant, document, kind.own) if kind.own is not None else None
        files = (Attachment(file_name(paper), "application/pdf", pdf_of(tenant, paper, document.pdf_template_id, inside)),)
    link, links, text = kind.link, {}, content.message
    if link is not None and link.stands_in(text):
        address = link.address(tenant, row.id)
        links = {link.placeholder: (address, words(link.label, record.language))}
        text = filled(text, {link.placeholder: address})
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


def _note(tenant: Tenant, mail_id: int, state: str, error: str | None = None) -> None:
    """Write down what became of it."""
    with db.unit_of_work() as tm:
        unit = tenant.installation.open_tenant(tenant.record, tm, writer=True, user_id=tenant.user_id)
        row = unit.session.get(DocumentMail, mail_id)
        if row is not None:
            row.state, row.error = state, error
            row.sent_at = clock.now() if state == SENT else None
            unit.session.flush()
