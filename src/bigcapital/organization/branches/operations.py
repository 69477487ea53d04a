"""Branches. There is always one, the primary; while the feature is off it works unseen."""

from __future__ import annotations

from typing import Any

from sqlalchemy import func, select, update

from bigcapital.accounting.model import account_balances
from bigcapital.accounting.settings import operations as settings
from bigcapital.errors import DomainError
from bigcapital.organization.branches.model import Branch
from bigcapital.tenancy.tenant import Tenant

DETAILS = ("name", "code", "address", "city", "country", "phone_number", "email", "website")


class AlreadyActivated(DomainError):
    """The organization works in branches already."""

    type = "MUTLI_BRANCHES_ALREADY_ACTIVATED"


class CodeNotUnique(DomainError):
    """Another branch has the code."""

    type = "BRANCH_CODE_NOT_UNIQUE"


class OnlyBranch(DomainError):
    """There is always a branch."""

    type = "COULD_NOT_DELETE_ONLY_BRANCH"


class BranchInUse(DomainError):
    """Something is recorded for the branch."""

    type = "BRANCH_HAS_ASSOCIATED_TRANSACTIONS"


def is_on(tenant: Tenant) -> bool:
    """Whether the organization works in branches."""
    return bool(settings.value(tenant, "features", "branches"))


def activate(tenant: Tenant) -> None:
    """Turn the feature on, and nothing else."""
    if is_on(tenant):
        raise AlreadyActivated("Branches are activated already.")
    settings.put(tenant, "features", "branches", True)


def primary(tenant: Tenant) -> Branch:
    """The branch of whatever names none."""
    return tenant.session.scalars(select(Branch).where(Branch.primary.is_(True)).order_by(Branch.id)).first() or _oldest(tenant)


def create(tenant: Tenant, details: dict[str, Any]) -> Branch:
    """A further branch."""
    _check_code(tenant, details.get("code"), None)
    row = Branch(primary=False, **{key: details.get(key) for key in DETAILS})
    tenant.session.add(row)
    tenant.session.flush()
    if details.get("primary"):
        mark_primary(tenant, row)
    tenant.bump_metadata()
    return row


def edit(tenant: Tenant, row: Branch, details: dict[str, Any]) -> Branch:
    """Change what ``details`` says; it stays primary until another branch is."""
    _check_code(tenant, details.get("code"), row.id)
    for key in DETAILS:
        setattr(row, key, details.get(key))
    if details.get("primary"):
        mark_primary(tenant, row)
    tenant.session.flush()
    tenant.bump_metadata()
    return row


def mark_primary(tenant: Tenant, row: Branch) -> Branch:
    """From now on what names no branch is this one's."""
    tenant.session.execute(update(Branch).where(Branch.id != row.id).values(primary=False))
    row.primary = True
    tenant.session.flush()
    tenant.bump_metadata()
    return row


def delete(tenant: Tenant, row: Branch) -> None:
    """Remove a branch that nothing was ever recorded for; if it was primary, the oldest other one is."""
    if (tenant.session.scalar(select(func.count()).select_from(Branch)) or 0) < 2:
        raise OnlyBranch("The only branch cannot be deleted.")
    recorded = select(account_balances.c.account_id).where(account_balances.c.branch_id == row.id).limit(1)
    if tenant.session.execute(recorded).first() is not None:
        raise BranchInUse("The branch has transactions and cannot be deleted.")
    was_primary = row.primary
    tenant.session.delete(row)
    tenant.session.flush()
    if was_primary:
        mark_primary(tenant, _oldest(tenant))
    tenant.bump_metadata()


def present(row: Branch) -> dict[str, Any]:
    """The branch as clients read it."""
    return {
        "id": row.id,
        **{key: getattr(row, key) for key in DETAILS},
        "primary": row.primary,
        "created_at": row.created_at,
        "updated_at": row.updated_at,
    }


def _oldest(tenant: Tenant) -> Branch:
    return tenant.session.scalars(select(Branch).order_by(Branch.id).limit(1)).one()


def _check_code(tenant: Tenant, code: str | None, own_id: int | None) -> None:
    if code and tenant.session.scalar(select(Branch.id).where(Branch.code == code, Branch.id != (own_id or 0)).limit(1)) is not None:
        raise CodeNotUnique("Another branch has this code.")
