"""Declarative bases and the exact column types.

A number never passes through a float on its way to a column: the types refuse one, and refuse more decimals than they
hold, since MariaDB would round them in silence and SQLite would store a binary fraction.
"""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import (
    BigInteger,
    DateTime,
    Dialect,
    Integer,
    MetaData,
    Numeric,
    String,
    TypeDecorator,
)
from sqlalchemy.dialects.mysql import DATETIME
from sqlalchemy.orm import DeclarativeBase

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}

# MariaDB: case- and accent-sensitive comparison would surprise a searcher; binary order would surprise a reader.
TABLE: dict[str, Any] = {
    "mysql_engine": "InnoDB",
    "mysql_charset": "utf8mb4",
    "mysql_collate": "utf8mb4_unicode_ci",
    "sqlite_autoincrement": True,
}


class SystemBase(DeclarativeBase):
    """Tables of the one system database. ``__table_args__`` of every table ends with ``TABLE``."""

    metadata = MetaData(naming_convention=NAMES)


class TenantBase(DeclarativeBase):
    """Tables of every tenant's database. ``__table_args__`` of every table ends with ``TABLE``."""

    metadata = MetaData(naming_convention=NAMES)


BigId = BigInteger().with_variant(Integer(), "sqlite")  # SQLite gives out ids for INTEGER PRIMARY KEY alone


class Exact(TypeDecorator[Decimal]):
    """A decimal of ``precision`` digits, ``scale`` of them after the point: NUMERIC, a scaled integer on SQLite.

    On SQLite 64 bits bound what a column and its SUM can hold: at scale 4, 922 million million.
    """

    impl = Numeric
    cache_ok = True

    def __init__(self, precision: int, scale: int):
        super().__init__(precision, scale)
        self.precision, self.scale = precision, scale
        self._limit = 10**precision  # of the smallest units

    def load_dialect_impl(self, dialect: Dialect) -> Any:
        if dialect.name == "sqlite":
            return dialect.type_descriptor(BigInteger())
        return dialect.type_descriptor(Numeric(self.precision, self.scale))

    def process_bind_param(self, value: Any, dialect: Dialect) -> Any:
        if value is None:
            return None
        if type(value) is int:
            value = Decimal(value)
        if not isinstance(value, Decimal) or not value.is_finite():
            raise TypeError(f"an exact column takes a finite Decimal, not {value!r}")
        scaled = value.scaleb(self.scale)
        if abs(scaled) >= self._limit:
            raise ValueError(f"{value} has more than {self.precision - self.scale} digits before the point")
        if scaled % 1:
            raise ValueError(f"{value} has more than {self.scale} decimals")
        return int(scaled) if dialect.name == "sqlite" else value

    def process_result_value(self, value: Any, dialect: Dialect) -> Decimal | None:
        return None if value is None else Decimal(int(value)).scaleb(-self.scale)

    def result_processor(self, dialect: Dialect, coltype: object) -> Any:
        """None where the driver hands out decimals: a call for each of a hundred thousand values is a tenth of a long report."""
        return super().result_processor(dialect, coltype) if dialect.name == "sqlite" else None


class ExactText(Exact):
    """As ``Exact``, but text on SQLite: for what is never summed and needs more than 64 bits (exchange rates)."""

    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> Any:
        if dialect.name == "sqlite":
            return dialect.type_descriptor(String(40))
        return super().load_dialect_impl(dialect)

    def process_bind_param(self, value: Any, dialect: Dialect) -> Any:
        checked = super().process_bind_param(value, dialect)
        return format(Decimal(value), "f") if dialect.name == "sqlite" and checked is not None else checked

    def process_result_value(self, value: Any, dialect: Dialect) -> Decimal | None:
        return None if value is None else Decimal(value)


class Moment(TypeDecorator[datetime]):
    """A moment with microseconds: aware UTC in Python, naive UTC on disk."""

    impl = DateTime
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> Any:
        return dialect.type_descriptor(DATETIME(fsp=6) if dialect.name == "mysql" or dialect.name == "mariadb" else DateTime())

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise TypeError("a moment needs its time zone")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return None if value is None else value.replace(tzinfo=UTC)


def amount() -> Exact:
    """Money of one line or document."""
    return Exact(16, 4)


def balance() -> Exact:
    """A sum of money."""
    return Exact(22, 4)


def unit_price() -> Exact:
    """A price of one unit."""
    return Exact(18, 6)


def quantity() -> Exact:
    """How many."""
    return Exact(16, 4)


def percentage() -> Exact:
    """0..100."""
    return Exact(9, 4)


def exchange_rate() -> ExactText:
    """Base-currency units for one unit of the other currency."""
    return ExactText(20, 10)
