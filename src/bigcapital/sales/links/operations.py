"""Making links to invoices, and following them.

A link carries its organization's public id and 128 random bits, so that it is found without a table of all links, and no
guess finds another.
"""

from __future__ import annotations

import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error
from collections.abc import Sequence
from datetime import date
from hashlib import sha256
from typing import Final

from sqlalchemy import Select, select
from transaction import TransactionManager

from bigcapital.errors import NotFound
from bigcapital.sales.invoices.model import SaleInvoice
from bigcapital.sales.links.model import PaymentLink
from bigcapital.tenancy.installation import Installation
from bigcapital.tenancy.tenant import Tenant

_PUBLIC, _RANDOM = 16, 16  # bytes
_SHOWN: Final = 50  # links of an invoice
_LENGTH: Final = 43  # letters of both together


def make(
    tenant: Tenant, invoice: SaleInvoice, publicity: str = "private", expires_on: date | None = None, random: bytes | None = None
) -> tuple[PaymentLink, str]:
    """A new link to an invoice, and the address that it is; the address is kept nowhere. ``random``: drawn, unless a mail's is given."""
    token = _token(tenant, secrets.token_bytes(_RANDOM) if random is None else random)
    row = PaymentLink(resource_type=invoice.REFERENCE_TYPE, resource_id=invoice.id, publicity=publicity, token_hash=_hashed(token))
    row.expires_on, row.user_id = expires_on, tenant.user_id
    tenant.session.add(row)
    tenant.session.flush()
    return row, _address(tenant, token)


def make_for_mail(tenant: Tenant, invoice: SaleInvoice, mail_id: int) -> None:
    """A link that stands in a mail. It is written into it when it is sent, by ``address_in_mail``, so that it is kept nowhere either."""
    make(tenant, invoice, random=_of_mail(tenant, mail_id))


def address_in_mail(tenant: Tenant, mail_id: int) -> str:
    """What ``make_for_mail`` made."""
    return _address(tenant, _token(tenant, _of_mail(tenant, mail_id)))


def links_of(tenant: Tenant, invoice: SaleInvoice) -> Sequence[PaymentLink]:
    """The links to an invoice, the latest first."""
    return tenant.session.scalars(_of(invoice).order_by(PaymentLink.id.desc()).limit(_SHOWN)).all()


def revoke(tenant: Tenant, invoice: SaleInvoice, id: int) -> None:
    """Take a link back; whoever follows it is told what is told of one that never was.

    :raises NotFound: the invoice has no such link.
    """
    row = tenant.session.scalar(_of(invoice).where(PaymentLink.id == id))
    if row is None:
        raise NotFound
    tenant.session.delete(row)
    tenant.session.flush()


def _of(invoice: SaleInvoice) -> Select[PaymentLink]:
    return select(PaymentLink).where(PaymentLink.resource_type == invoice.REFERENCE_TYPE, PaymentLink.resource_id == invoice.id)


def follow(installation: Installation, tm: TransactionManager, token: str) -> tuple[Tenant, SaleInvoice]:
    """The invoice behind a link, in its organization, to be read.

    :raises NotFound: there is no such link, it has run out, or its invoice is gone or not delivered; nobody is told which.
    """
    record = installation.directory.record_of(_organization(token))
    if record is None or not record.ready:
        raise NotFound
    tenant = installation.open_tenant(record, tm, writer=False)
    link = tenant.session.scalar(select(PaymentLink).where(PaymentLink.token_hash == _hashed(token)))
    if link is None or link.resource_type != SaleInvoice.REFERENCE_TYPE or not link.works_on(tenant.today()):
        raise NotFound
    invoice = tenant.session.get(SaleInvoice, link.resource_id)
    if invoice is None or not invoice.is_delivered:
        raise NotFound
    return tenant, invoice


def _of_mail(tenant: Tenant, mail_id: int) -> bytes:
    """As good as drawn: nobody without the installation's secret has it."""
    return tenant.installation.settings.derive("link in a mail", tenant.record.organization_id, mail_id)[:_RANDOM]


def _token(tenant: Tenant, random: bytes) -> str:
    return _written(bytes.fromhex(tenant.record.organization_id) + random)


def _address(tenant: Tenant, token: str) -> str:
    return f"{tenant.installation.settings.public_url}/payment/{token}"


def _organization(token: str) -> str:
    try:
        carried = urlsafe_b64decode(f"{token}=") if len(token) == _LENGTH else b""
    except (ValueError, Error):
        carried = b""
    if len(carried) != _PUBLIC + _RANDOM:
        raise NotFound
    return carried[:_PUBLIC].hex()


def _written(carried: bytes) -> str:
    return urlsafe_b64encode(carried).decode().rstrip("=")


def _hashed(token: str) -> str:
    return sha256(token.encode()).hexdigest()
