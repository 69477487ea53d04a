"""Puts an installation together: what the web application, the worker, the command line and the tests all start with."""

from __future__ import annotations

from importlib import import_module
from typing import Final

from bigcapital.config import ConfigError, Settings
from bigcapital.tenancy import resolvers, servers
from bigcapital.tenancy.installation import Installation

SERVICES: Final = {
    "cache": "bigcapital.cache:Cache",
    "mail": "bigcapital.mail:open_mailer",
    "files": "bigcapital.files:open_files",
    "pdf": "bigcapital.pdf:open_printer",
    "stripe": "bigcapital.gateways.stripe:open_stripe",
    "jobs": "bigcapital.jobs.service:Jobs",
}


def start(settings: Settings) -> Installation:
    """The installation of these settings, its services plugged. The caller closes it.

    :raises ConfigError: a resolver does not exist; in production, the database user of the system database may do more
        than it should.
    """
    try:
        resolvers.load(settings.resolvers)
    except LookupError as error:
        raise ConfigError([str(error)]) from error
    installation = Installation(settings)
    if settings.production:
        _refuse_global_rights(installation)
    for name, factory in SERVICES.items():
        module, _, attribute = factory.partition(":")
        installation.plug(name, getattr(import_module(module), attribute))
    return installation


def _refuse_global_rights(installation: Installation) -> None:
    """Who breaks into the web server must not reach every database of the server."""
    given = servers.global_rights(installation.system_engine)
    if given:
        installation.close()
        raise ConfigError([f"system.url: its user has rights on all databases: {grant}" for grant in given])
