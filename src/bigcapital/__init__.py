"""Bigcapital: ``main`` is the table of contents of the product."""

from __future__ import annotations

import warnings
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pyramid.router import Router

    from bigcapital.tenancy.installation import Installation

# Pyramid imports pkg_resources, which warns on every start. Whoever imports Pyramid through us imported this package first.
warnings.filterwarnings("ignore", message="pkg_resources is deprecated", module="pyramid")

try:
    __version__ = version("bigcapital")
except PackageNotFoundError:  # a checkout that was not installed
    __version__ = "0"

FEATURES = (
    "bigcapital.rest",
    "bigcapital.organization",
    "bigcapital.contacts",
    "bigcapital.accounting",
    "bigcapital.inventory",
    "bigcapital.documents",
    "bigcapital.sales",
    "bigcapital.reports",
    "bigcapital.exchange",
)


def main(global_config: dict[str, str] | None = None, *, installation: Installation | None = None, **ini: Any) -> Router:
    """The web application, from an ini's settings or around an installation that is already started."""
    from pyramid.config import Configurator

    from bigcapital.config import Settings
    from bigcapital.rest.tree import root_factory
    from bigcapital.security.policy import stand_on
    from bigcapital.starting import start

    if installation is None:
        installation = start(Settings.from_ini(ini, serving=True))
    settings = {
        "tm.manager_hook": "pyramid_tm.explicit_manager",
        "tm.commit_veto": "pyramid_tm.default_commit_veto",
        "tm.annotate_user": "false",
        "tm.activate_hook": "bigcapital.rest.site.is_api",
        "retry.attempts": "3",
    }
    with Configurator(settings=settings, root_factory=root_factory) as config:
        stand_on(config.registry, installation)
        config.registry["bigcapital.version"] = __version__
        config.include("pyramid_retry")
        config.include("pyramid_tm")
        config.include("bigcapital.rest.passage")  # ids, sizes, log lines, headers
        config.include("bigcapital.security.policy")  # who the caller is, what they may do
        config.include("bigcapital.rest")  # declarations → endpoints, errors → envelopes
        config.include("bigcapital.rest.health")
        config.include("bigcapital.rest.site")  # the web app and the API description
        for categories in ("bigcapital",), ("bigcapital.actions",):
            for feature in FEATURES:
                config.scan(feature, categories=categories)
        return config.make_wsgi_app()
