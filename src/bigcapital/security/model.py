"""Roles of an organization, in its own database; who has which is a membership in the system database."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Boolean, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bigcapital.db import TABLE, BigId, Moment, TenantBase


class Role(TenantBase):
    """A named set of grants. 1 is the administrator, who may do everything; 2 the staff; both predefined."""

    __tablename__ = "roles"
    __table_args__ = (TABLE,)

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    name: Mapped[str] = mapped_column(String(255))
    slug: Mapped[str | None] = mapped_column(String(255))
    description: Mapped[str] = mapped_column(String(1000), default="")
    predefined: Mapped[bool] = mapped_column(Boolean, default=False)
    created_at: Mapped[datetime | None] = mapped_column(Moment)
    updated_at: Mapped[datetime | None] = mapped_column(Moment)
    permissions: Mapped[list[RolePermission]] = relationship(
        back_populates="role", cascade="all, delete-orphan", passive_deletes=True, order_by="RolePermission.id", lazy="selectin"
    )


class RolePermission(TenantBase):
    """One ability on one subject, given (``value``) or withheld."""

    __tablename__ = "role_permissions"
    __table_args__ = (TABLE,)

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    role_id: Mapped[int] = mapped_column(BigId, ForeignKey("roles.id", ondelete="CASCADE"), index=True)
    subject: Mapped[str] = mapped_column(String(64))
    ability: Mapped[str] = mapped_column(String(64))
    value: Mapped[bool] = mapped_column(Boolean, default=True)
    role: Mapped[Role] = relationship(back_populates="permissions")
