"""A tenant with books and nothing else, on SQLite or on the real MariaDB: what the ledger's own tests stand on."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import uuid4

from sqlalchemy import Engine, create_engine, event, insert, text
from transaction import TransactionManager

from bigcapital import db
from bigcapital.accounting.accounts.model import Account
from bigcapital.accounting.model import account_balances, contact_balances, entries, lines
from bigcapital.cache import Cache
from bigcapital.config import Settings
from bigcapital.db import SystemBase, TenantBase
from bigcapital.ledger.conversion import Leg, convert
from bigcapital.ledger.entry import Entry
from bigcapital.organization.branches.model import Branch
from bigcapital.tenancy.installation import Installation, System
from bigcapital.tenancy.model import ChainAnchor, Head, HeadRow, Organization, State
from bigcapital.tenancy.tenant import Tenant, TenantRecord

BANK, RECEIVABLE, PAYABLE, INCOME, EXPENSE, EQUITY = range(1000, 1006)
TYPES = {
    BANK: "bank",
    RECEIVABLE: "accounts-receivable",
    PAYABLE: "accounts-payable",
    INCOME: "income",
    EXPENSE: "expense",
    EQUITY: "equity",
}
TABLES: list[Any] = [HeadRow.__table__, Account.__table__, Branch.__table__, entries, lines, account_balances, contact_balances]
SYSTEM_TABLES: list[Any] = [Organization.__table__, ChainAnchor.__table__]
MOMENT = datetime(2024, 5, 1, 12, tzinfo=UTC)


class Books:
    """One tenant's database. ``write()`` and ``read()`` are units of work; ``tamper`` goes behind everyone's back."""

    def __init__(self, folder: Path, url: str, *, exists: bool = False):
        self.folder = folder
        settings = Settings(secret="s" * 40, system_url=f"sqlite:///{folder}/system.db", servers={"main": url}, data_dir=folder)
        self.installation = Installation(settings)
        self.installation.plug("cache", Cache)
        self.record = TenantRecord(
            id=1,
            organization_id="a" * 32,
            state=State.READY,
            server="main",
            database="books",
            base_currency="USD",
            timezone="UTC",
            schema_revision=self.installation.revisions.tenant,
        )
        self.engine: Engine = self.installation.tenant_engine(self.record)
        if not exists:
            self._create()

    def _create(self) -> None:
        SystemBase.metadata.create_all(self.installation.system_writer_engine, tables=SYSTEM_TABLES)
        with self.installation.system_writer_engine.begin() as connection:
            place = {"server": "main", "database": "books", "schema_revision": self.record.schema_revision}
            connection.execute(insert(Organization).values(id=1, organization_id="a" * 32, state=State.READY, created_at=MOMENT, **place))
        with self.engine.connect() as connection:
            TenantBase.metadata.create_all(connection, tables=TABLES)
            head = Head(tenant_id=1, chain_id="c" * 32, schema_revision=self.installation.revisions.tenant)
            connection.execute(insert(HeadRow).values(id=1, **head.values()))
            connection.execute(
                insert(Account),
                [{"name": kind, "account_type": kind, "currency_code": "USD", "created_at": MOMENT} for kind in TYPES.values()],
            )
            connection.execute(insert(Branch), [{"name": f"branch {n}", "created_at": MOMENT} for n in (1, 2)])
            connection.commit()

    def copied_to(self, folder: Path) -> Books:
        """The same books again, in files of their own (SQLite)."""
        self.installation.engines.dispose()
        for file in self.folder.glob("*.db*"):
            shutil.copy(file, folder)
        return Books(folder, f"sqlite:///{folder}/{{database}}.db", exists=True)

    @contextmanager
    def write(self, user_id: int | None = 5) -> Iterator[Tenant]:
        with self._unit(writer=True, user_id=user_id) as tenant:
            yield tenant

    @contextmanager
    def read(self) -> Iterator[Tenant]:
        with self._unit(writer=False, user_id=5) as tenant:
            yield tenant

    @contextmanager
    def _unit(self, *, writer: bool, user_id: int | None) -> Iterator[Tenant]:
        tm = TransactionManager(explicit=True)
        tm.begin()
        tenant = self.installation.open_tenant(self.record, tm, writer=writer, user_id=user_id)
        try:
            yield tenant
            tm.commit()
        except BaseException:
            tm.abort()
            raise

    @contextmanager
    def system(self) -> Iterator[System]:
        with db.unit_of_work() as tm:
            yield self.installation.open_system(tm, writer=True)

    def query(self, sql: str) -> list[Any]:
        with self.engine.connect() as connection:
            return list(connection.execute(text(sql)).all())

    def tamper(self, *statements: str, **values: Any) -> None:
        """Run statements as someone who can do all in the database: without triggers and constraints."""
        with self.engine.connect() as connection:
            for name in _triggers(self.engine):
                connection.execute(text(f"DROP TRIGGER IF EXISTS {name}"))
            connection.commit()
        raw = create_engine(self.engine.url)
        with raw.connect() as connection:
            off = "PRAGMA foreign_keys=OFF" if raw.dialect.name == "sqlite" else "SET foreign_key_checks=0"
            connection.exec_driver_sql(off)
            for statement in statements:
                connection.execute(text(statement), values)
            connection.commit()
        raw.dispose()

    @contextmanager
    def counted(self) -> Iterator[list[str]]:
        """The statements that the block sends."""
        seen: list[str] = []

        def note(connection: Any, cursor: Any, statement: str, *_: Any) -> None:
            seen.append(statement)

        event.listen(self.engine, "before_cursor_execute", note)
        try:
            yield seen
        finally:
            event.remove(self.engine, "before_cursor_execute", note)

    def close(self) -> None:
        self.installation.close()


def _triggers(engine: Engine) -> list[str]:
    from bigcapital.accounting.model import TRIGGER_NAMES

    return TRIGGER_NAMES[engine.dialect.name]


def sqlite_books(folder: Path) -> Books:
    return Books(folder, f"sqlite:///{folder}/{{database}}.db")


def mariadb_books(folder: Path, root_url: str) -> Books:
    name = f"books_{uuid4().hex[:12]}"
    engine = create_engine(root_url)
    with engine.connect() as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {name} CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci")
    engine.dispose()
    return Books(folder, f"{root_url}{name}")


def entry(
    day: Any,
    *legs: tuple[int, str],
    id: int = 1,
    kind: str = "Journal",
    currency: str = "USD",
    rate: str = "1",
    contact: int | None = None,
    branches: Callable[[int], int | None] = lambda place: 1,
    **more: Any,
) -> Entry:
    """An entry from (account, signed amount) pairs: positive is a debit."""
    made = [
        Leg(
            account_id=account,
            account_type=TYPES[account],
            amount=Decimal(amount),
            is_debit=True,
            contact_id=contact if account in (RECEIVABLE, PAYABLE) else None,
            branch_id=branches(place),
        )
        for place, (account, amount) in enumerate(legs)
    ]
    lines = convert(made, currency=currency, rate=Decimal(rate), base_currency="USD")
    return Entry(date=day, reference_type=kind, reference_id=id, lines=lines, **more)
