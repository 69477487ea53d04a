"""The letter that asks somebody into an organization."""

from __future__ import annotations

from bigcapital.jobs import job
from bigcapital.jobs.jobs import deliver
from bigcapital.mail import write
from bigcapital.security.tokens import letter_token
from bigcapital.tenancy.installation import System
from bigcapital.tenancy.model import Invitation, Organization, User


@job("invite.send", system=True, effect=False)
def send_invitation(system: System, invitation_id: int, nonce: str) -> None:
    """Mail the invitation, unless it was replaced or taken back meanwhile."""
    invitation = system.session.get(Invitation, invitation_id)
    if invitation is None or invitation.used_at is not None:
        return
    organization = system.session.get_one(Organization, invitation.tenant_id)
    inviter = system.session.get(User, invitation.invited_by)
    token = letter_token(system.installation.settings, "invite", nonce)
    mail = write(
        "invite",
        invitation.email,
        language=organization.language,
        organization=organization.name,
        inviter=f"{inviter.first_name} {inviter.last_name}".strip() if inviter is not None else "Somebody",
        link=f"{system.installation.settings.public_url}/auth/invite/{token}/accept",
        days=7,
    )
    deliver(system, mail)
