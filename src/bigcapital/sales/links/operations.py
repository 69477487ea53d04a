"""Making links to invoices, and following them.

A link carries its organization's public id and 128 random bits, so that it is found without a table of all links, and no
guess finds another.
"""

from __future__ import annotations

import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error
from datetime import date
from hashlib import sha256
from typing import Final

from sqlalchemy import select
from transaction import TransactionManager

from bigcapital.errors import NotFound
from bigcapital.sales.invoices.model import SaleInvoice
from bigcapital.sales.links.model import PaymentLink
from bigcapital.tenancy.installation import Installation
from bigcapital.tenancy.tenant import Tenant

_PUBLIC, _RANDOM = 16, 16  # bytes
_LENGTH: Final = 43  # letters of both together


def make(tenant: Tenant, invoice: SaleInvoice, publicity: str, expires_on: date | None) -> tuple[PaymentLink, str]:
    """A new link to an invoice, and the address that it is; the address is kept nowhere."""
    token = _written(bytes.fromhex(tenant.record.organization_id) + secrets.token_bytes(_RANDOM))
    row = PaymentLink(resource_type=invoice.REFERENCE_TYPE, resource_id=invoice.id, publicity=publicity, token_hash=_hashed(token))
    row.expires_on, row.user_id = expires_on, tenant.user_id
    tenant.session.add(row)
    tenant.session.flush()
    return row, f"{tenant.installation.settings.public_url}/payment/{token}"


def follow(installation: Installation, tm: TransactionManager, token: str) -> tuple[Tenant, SaleInvoice]:
    """The invoice behind a link, in its organization, to be read.

    :raises NotFound: there is no such link, it has run out, or its invoice is gone or not delivered; nobody is told which.
    """
    record = installation.directory.record_of(_organization(token))
    if record is None or not record.ready:
        raise NotFound
    tenant = installation.open_tenant(record, tm, writer=False)
    link = tenant.session.scalar(select(PaymentLink).where(PaymentLink.token_hash == _hashed(token)))
    if link is None or link.resource_type != SaleInvoice.REFERENCE_TYPE or (link.expires_on or date.max) < tenant.today():
        raise NotFound
    invoice = tenant.session.get(SaleInvoice, link.resource_id)
    if invoice is None or not invoice.is_delivered:
        raise NotFound
    return tenant, invoice


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
