"""What all documents to customers have in common."""

from __future__ import annotations

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from bigcapital.db import BigId
from bigcapital.documents.model import Commercial


class Sale(Commercial):
    """The header of a document to a customer."""

    CONTACT = "customer"

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)  # said again to stand first, as in the migrations
    customer_id: Mapped[int] = mapped_column(BigId, ForeignKey("contacts.id"))
