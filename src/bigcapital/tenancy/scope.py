"""No question to the system database without saying whom it is about.

Its tables hold everyone's rows side by side, so a query that forgets its tenant or user would read across all of them. Here
that is an error, on every session of the system database: a statement over the tables below must compare one of their
naming columns with a value. What is about everyone on purpose (a sweeper, a list for the administrator) says
``execution_options(unscoped=True)``.
"""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy import BinaryExpression, BindParameter, Table
from sqlalchemy.orm import ORMExecuteState
from sqlalchemy.sql import visitors
from sqlalchemy.sql.operators import eq, in_op

from bigcapital.tenancy.model import (
    AccessToken,
    ApiKey,
    Invitation,
    Membership,
    Organization,
    PasswordReset,
    PaymentAccount,
    User,
    VerifyToken,
    WebSession,
)

_WHOSE: Final = {"tenant_id", "user_id"}
_NAMING: Final[dict[str, set[str]]] = {
    User.__tablename__: {"id", "email"},
    Organization.__tablename__: {"id", "organization_id"},
    Membership.__tablename__: _WHOSE,  # clients see its ids, and those of API keys, so an id alone names nobody
    ApiKey.__tablename__: _WHOSE | {"key_hash"},
    WebSession.__tablename__: _WHOSE | {"id", "cookie_hash"},
    AccessToken.__tablename__: _WHOSE | {"id", "token_hash"},
    Invitation.__tablename__: _WHOSE | {"id", "membership_id", "token_hash"},
    PasswordReset.__tablename__: _WHOSE | {"token_hash"},
    VerifyToken.__tablename__: _WHOSE | {"token_hash"},
    PaymentAccount.__tablename__: _WHOSE | {"account_id"},
}


class Unscoped(RuntimeError):
    """A query over people's or organizations' rows that names nobody."""


def check(state: ORMExecuteState) -> None:
    """A listener for ``do_orm_execute``."""
    if state.is_insert or state.is_column_load or state.execution_options.get("unscoped"):  # a column load: of a row we have
        return
    statement: Any = state.statement
    asked = {table.name for table in visitors.iterate(statement) if isinstance(table, Table) and table.name in _NAMING}
    if asked and not any(_names(part) for part in visitors.iterate(statement)):
        raise Unscoped(f"a query over {', '.join(sorted(asked))} names no tenant, user or secret")


def _names(part: Any) -> bool:
    """Whether this is ``naming column = value`` or ``naming column IN (values)``."""
    if not isinstance(part, BinaryExpression) or part.operator not in (eq, in_op):
        return False
    sides = (part.left, part.right)
    if not any(isinstance(side, BindParameter) for side in sides):
        return False
    return any(getattr(side, "key", None) in _NAMING.get(getattr(getattr(side, "table", None), "name", ""), ()) for side in sides)
