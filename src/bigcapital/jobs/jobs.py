"""The platform's own jobs: mail, and the sweeping of outboxes."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, Final

from bigcapital import clock
from bigcapital.errors import DomainError
from bigcapital.files import PASSING
from bigcapital.jobs.job import State, job
from bigcapital.jobs.service import Jobs
from bigcapital.jobs.store import KEEP
from bigcapital.mail import Mail, Mailer, message_id
from bigcapital.mail.senders import MailRefused
from bigcapital.tenancy.installation import System
from bigcapital.tenancy.tenant import Tenant

KEPT: Final = timedelta(days=1)  # for how long a file that was made to be fetched is there


class Undeliverable(DomainError):
    """The mail server refused for good."""

    type = "MAIL_REFUSED"


def deliver(unit: Tenant | System, mail: Mail) -> None:
    """Send ``mail`` from a job, which it may do more than once: its Message-ID is made of the job's id.

    :raises Undeliverable: it was refused for good, so the job is dead.
    """
    mailer: Mailer = unit.installation.services["mail"]
    sender = mail.sender or unit.installation.settings.mail_sender
    try:
        mailer.send(mail.with_id(message_id(unit.job.id, sender)))
    except MailRefused as refused:
        raise Undeliverable(str(refused)) from refused


@job("mail.send", effect=False, attempts=8)
def send_mail(tenant: Tenant, **mail: Any) -> None:
    """Send a tenant's mail: the fields of ``Mail`` in plain JSON, without attachments, which the store should not carry."""
    deliver(tenant, Mail.from_plain(mail))


@job("mail.send-system", system=True, effect=False, attempts=8)
def send_system_mail(system: System, **mail: Any) -> None:
    """Send a mail of the installation's own."""
    deliver(system, Mail.from_plain(mail))


@job("outbox.sweep", system=True, effect=False, attempts=1, cron="* * * * *")
def sweep(system: System) -> None:
    """Move what hooks could not: each minute, in every tenant's outbox."""
    jobs: Jobs = system.installation.services["jobs"]
    jobs.relay.sweep()


@job("files.sweep", system=True, effect=False, attempts=1, cron="40 * * * *")
def sweep_files(system: System) -> None:
    """Each hour, remove the files that were made to be fetched and are a day old."""
    system.installation.services["files"].store.sweep(PASSING, clock.now() - KEPT)


@job("jobs.tidy", system=True, effect=False, attempts=1, cron="20 3 * * *")
def tidy(system: System) -> None:
    """Each night, forget the jobs that ended long ago, and the effects of those that cannot run again."""
    jobs: Jobs = system.installation.services["jobs"]
    jobs.store.tidy()
    jobs.relay.forget_effects(clock.now() - 2 * KEEP[State.DEAD])
