"""What must hold of an installation's settings: each check yields sentences that begin with the key."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import parse_qs, urlsplit

if TYPE_CHECKING:
    from bigcapital.config import Settings

SHORTEST_SECRET: Final = 32


def faults_of(settings: Settings, ini: Mapping[str, Any], *, serving: bool) -> list[str]:
    """All that is wrong with settings that were read from ``ini``; in production, what is unsafe too."""
    faults = [fault for check in _CHECKS for fault in check(settings)]
    if settings.production:
        faults += [fault for check in _PRODUCTION_CHECKS for fault in check(settings)]
        faults += _debugging(ini)
        if serving and settings.provision:
            faults.append("provision.server.*: the web server must not know how to create databases; leave them to the worker")
    return faults


def _is_sqlite(url: str) -> bool:
    return url.startswith("sqlite:")


def _urls(settings: Settings) -> list[str]:
    """Every URL has a scheme that we can speak."""
    schemes = {
        "public_url": ({"http", "https"}, settings.public_url),
        "system.url": ({"sqlite", "mysql+pymysql", "mysql+mysqldb"}, settings.system_url),
        "cache.url": ({"memory", "redis", "rediss", "unix", "null"}, settings.cache_url),
        "jobs.url": ({"sql", "mongodb", "mongodb+srv"}, settings.jobs_url),
        "mail.url": ({"file", "smtp", "smtps"}, settings.mail_url),
        "files.url": ({"file", "memory", "s3", "s3+http"}, settings.files_url),
        "limits.url": ({"memory", "redis", "rediss", "redis+unix"}, settings.limits_url),
    }
    faults = []
    for key, (known, url) in schemes.items():
        if not url:
            faults.append(f"{key}: is missing")
        elif url.split(":", 1)[0] not in known:
            faults.append(f"{key}: must start with {' or '.join(sorted(known))}")
        elif not _has_a_port_that_can_be(url):
            faults.append(f"{key}: its port is no number from 0 to 65535")
    if faults:
        return faults  # what follows reads URLs that are ones
    files = urlsplit(settings.files_url)
    if files.scheme.startswith("s3") and not (files.hostname and files.username and files.password and files.path.strip("/")):
        faults.append("files.url: must be s3://key:secret@host/bucket")
    return faults


def _has_a_port_that_can_be(url: str) -> bool:
    """Whether what stands for a port in a URL is one, of whatever scheme; of several hosts, the last one's."""
    hosts = re.split("[/?]", url.partition("://")[2].rpartition("@")[2], maxsplit=1)[0]
    port = hosts.rpartition("]")[2].partition(":")[2] if "," not in hosts else hosts.rpartition(":")[2]
    return not port or (port.isdecimal() and len(port) < 6 and int(port) <= 65535)


def _placement(settings: Settings) -> list[str]:
    """New tenants have somewhere to go, and every server's URL leaves room for what differs between tenants."""
    faults = []
    if not settings.servers:
        faults.append("tenants.server.<name>: at least one is needed")
    elif settings.default_server not in settings.servers:
        faults.append(f"tenants.default_server: there is no tenants.server.{settings.default_server}")
    for name, url in settings.servers.items():
        needed = ["{database}"] if _is_sqlite(url) else ["{user}", "{password}", "{database}"]
        missing = [part for part in needed if part not in url]
        if missing:
            faults.append(f"tenants.server.{name}: the URL must contain {' '.join(missing)}")
    faults += [f"provision.server.{name}: there is no tenants.server.{name}" for name in settings.provision if name not in settings.servers]
    return faults


def _bounds(settings: Settings) -> list[str]:
    faults = []
    if settings.secret and len(settings.secret) < SHORTEST_SECRET:
        faults.append(f"secret: must have at least {SHORTEST_SECRET} characters")
    if settings.memory_seconds > 5:
        faults.append("security.memory_seconds: at most 5, or a revoked token stays valid")
    if not 1024 <= settings.body_limit <= 1024**3:
        faults.append("http.body_limit: between 1024 bytes and 1 GiB")
    if not settings.body_limit <= settings.import_limit <= 1024**3:
        faults.append("http.import_limit: between http.body_limit and 1 GiB")
    if settings.argon2_time_cost < 1 or settings.argon2_memory_cost < 8:
        faults.append("security.argon2_*: time_cost at least 1, memory_cost at least 8")
    return faults


def _stripe(settings: Settings) -> list[str]:
    """Whole or absent; and a key that moves real money is used only where that was said."""
    given = {
        "stripe.secret_key": settings.stripe_secret_key,
        "stripe.publishable_key": settings.stripe_publishable_key,
        "stripe.client_id": settings.stripe_client_id,
        "stripe.webhook_secret": settings.stripe_webhook_secrets,
    }
    if not any(given.values()):
        return []
    faults = [f"{key}: is missing, and the other keys of Stripe are there" for key, value in given.items() if not value]
    mode = "test" if settings.stripe_test_mode else "live"
    for key in ("stripe.secret_key", "stripe.publishable_key"):
        value = str(given[key])
        if value and f"_{mode}_" not in value[:8]:
            faults.append(f"{key}: is no key of the {mode} mode; see stripe.test_mode")
    if settings.production and settings.stripe_api_base and not settings.stripe_api_base.startswith("https://"):
        faults.append("stripe.api_base: must be https")
    return faults


_GUESSABLE: Final = re.compile(r"change.?me|default|development|example|insecure|testing|secret|password", re.I)


def _weak_secrets(settings: Settings) -> list[str]:
    faults = []
    if not settings.secret:
        faults.append("secret: is missing")
    elif len(set(settings.secret)) < 10 or _GUESSABLE.search(settings.secret):
        faults.append("secret: is a default or a guessable one; draw one with: openssl rand -hex 32")
    if settings.metrics and len(settings.metrics_token) < SHORTEST_SECRET:
        faults.append(f"metrics.token: metrics need a token of at least {SHORTEST_SECRET} characters, or metrics.enabled = false")
    if settings.argon2_time_cost < 2 or settings.argon2_memory_cost < 19456:
        faults.append("security.argon2_*: too cheap for passwords; time_cost at least 2, memory_cost at least 19456")
    return faults


def _open_doors(settings: Settings) -> list[str]:
    faults = []
    if not settings.csrf:
        faults.append("security.csrf: must be on")
    if not settings.public_url.startswith("https://"):
        faults.append("public_url: must be https, since sign-in cookies travel over nothing else")
    if settings.trusted_proxy == "*":
        faults.append("http.trusted_proxy: everybody could say whence they come, and limits would bind nobody; name the proxy's address")
    if settings.log_level == "DEBUG":
        faults.append("log.level: DEBUG shows what logs may not show")
    if settings.worker_thread and not all(map(_is_sqlite, settings.servers.values())):
        faults.append("jobs.worker_thread: run `bigcapital worker` beside the web server, which may not create databases")
    if settings.files_url.startswith("memory:"):
        faults.append("files.url: what is kept in memory is gone after a restart, and no worker shares it; name a folder")
    if settings.mail_url.startswith("file:"):
        faults.append("mail.url: mail that is written to files reaches nobody; name an SMTP server")
    return faults


def _unguarded_services(settings: Settings) -> list[str]:
    """A service that listens on TCP without a password answers everyone who reaches it."""
    faults = []
    named = {"cache.url": settings.cache_url, "limits.url": settings.limits_url, "jobs.url": settings.jobs_url}
    for key, url in (named | {"system.url": settings.system_url}).items():
        if url.split(":", 1)[0] in {"memory", "null", "sql", "sqlite", "unix", "redis+unix"}:
            continue
        parts = urlsplit(url)
        if "unix_socket" in parse_qs(parts.query) or (parts.hostname or "").endswith(".sock"):
            continue
        if url and not parts.password:
            faults.append(f"{key}: has no password, and is reached over TCP")
    return faults


def _debugging(ini: Mapping[str, Any]) -> list[str]:
    """What Pyramid itself would show to strangers."""
    faults = []
    for key, value in ini.items():
        on = str(value).strip().lower() in {"true", "yes", "on", "1"}
        if on and (key == "debug" or key.startswith(("pyramid.debug", "pyramid.reload"))):
            faults.append(f"{key}: must be off")
        if key == "pyramid.includes" and "debugtoolbar" in str(value):
            faults.append("pyramid.includes: no debug toolbar")
    return faults


_CHECKS: Final = (_urls, _placement, _bounds, _stripe)
_PRODUCTION_CHECKS: Final = (_weak_secrets, _open_doors, _unguarded_services)
