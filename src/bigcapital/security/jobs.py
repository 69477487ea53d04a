"""What sign-ins and letters leave behind is swept away once it opens nothing any more."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import delete, or_

from bigcapital import clock
from bigcapital.jobs import job
from bigcapital.tenancy.directory import IDLE
from bigcapital.tenancy.installation import System
from bigcapital.tenancy.model import AccessToken, PasswordReset, WebSession

TOLD_APART = timedelta(days=7)  # for so long a reset link is "expired"; after that it is "invalid"


@job("security.tidy", system=True, cron="40 * * * *")
def tidy(system: System) -> None:
    """Delete ended sessions, tokens and resets."""
    now = clock.now()
    for ended in (
        delete(AccessToken).where(AccessToken.expires_at <= now),
        delete(WebSession).where(or_(WebSession.expires_at <= now, WebSession.last_seen_at <= now - IDLE)),
        delete(PasswordReset).where(PasswordReset.expires_at <= now - TOLD_APART),
    ):
        system.session.execute(ended.execution_options(synchronize_session=False, unscoped=True))
