"""The system database is asked about somebody, never about everybody by oversight."""

from __future__ import annotations

import pytest
from sqlalchemy import delete, func, select, update

from bigcapital.tenancy.model import AccessToken, ApiKey, Membership, Organization, User
from bigcapital.tenancy.scope import Unscoped

NAMELESS = [
    select(Membership),
    select(Membership).where(Membership.id == 1),
    select(Membership.role_id).where(Membership.active, Membership.role_id == 1),
    select(ApiKey).where(ApiKey.id == 1),
    select(func.count()).select_from(User),
    select(User).where(User.id > 0),
    select(Membership).join(User, Membership.user_id == User.id),
    select(Organization).where(Organization.name == "Acme"),
    update(Membership).values(active=True),
    delete(AccessToken),
]
NAMED = [
    select(Membership).where(Membership.tenant_id == 1),
    select(Membership).where(Membership.user_id.in_([1, 2])),
    select(User).join(Membership, Membership.user_id == User.id).where(Membership.tenant_id == 1),
    select(func.count()).select_from(Membership).where(Membership.tenant_id == 1, Membership.id != 3),
    select(Organization).where(Organization.organization_id == "a"),
    select(ApiKey).where(ApiKey.id == 1, ApiKey.tenant_id == 1),
    update(Membership).where(Membership.user_id == 1).values(active=True),
    select(Membership).where(Membership.id == 1).execution_options(unscoped=True),
    delete(AccessToken).execution_options(unscoped=True),
]


@pytest.mark.parametrize("statement", NAMELESS, ids=str)
@pytest.mark.parametrize("writer", [True, False])
def test_a_query_that_names_nobody_is_an_error(system, statement, writer):
    with pytest.raises(RuntimeError, match="names no|only reads"), system(writer=writer) as s:
        s.session.execute(statement)


@pytest.mark.parametrize("statement", NAMED, ids=str)
def test_a_query_that_names_somebody_is_answered(system, statement):
    with system() as s:
        s.session.execute(statement)


def test_a_row_is_got_by_its_id_only_where_the_id_names_somebody(system):
    with system() as s:
        user = s.session.get(User, 1)
        assert user is not None
        s.session.expire(user)
        assert user.email == "ann@example.com"
        with pytest.raises(Unscoped):
            s.session.get(Membership, 1)
