"""The settings of one installation: read from an ini's mapping once, checked whole, then never changed.

A start with bad, missing or unsafe settings is refused with all of them named at once, so that an administrator repairs
the file in one go. A value may name environment variables: ``${NAME}`` must be set, ``${NAME:-other}`` has a default.
An empty value counts as absent, so ``provision.server.main = ${BIGCAPITAL_PROVISION_URL:-}`` is there for the worker,
whose environment has the variable, and absent for the web server, whose environment has not.
"""

from __future__ import annotations

import os
import re
import secrets
from collections.abc import Callable, Mapping
from hashlib import sha256
from hmac import digest
from pathlib import Path
from typing import Any, Final, Literal

from pydantic import BaseModel, ConfigDict

from bigcapital.config.checks import SHORTEST_SECRET, faults_of

Environment = Literal["development", "production", "testing"]


class ConfigError(Exception):
    """The settings cannot be served; ``faults`` has a sentence for each bad, missing or unsafe key."""

    def __init__(self, faults: list[str]):
        super().__init__("the settings are refused:\n" + "\n".join(f"  - {fault}" for fault in faults))
        self.faults = faults


class Settings(BaseModel):
    """Everything an installation can be told. The ini key of each field is in ``KEYS``."""

    model_config = ConfigDict(frozen=True)

    environment: Environment = "development"
    data_dir: Path = Path("var")
    public_url: str = "http://localhost:6543"
    secret: str = ""  # the installation secret: all others are derived from it (see ``derive``)
    system_url: str = ""  # the system database
    servers: dict[str, str] = {}  # server name -> URL with {database}, and on MariaDB {user} and {password}
    default_server: str = "main"  # where new tenants go
    provision: dict[str, str] = {}  # server name -> URL of an administrator: worker and command line only
    resolvers: tuple[str, ...] = ("session", "token", "api_key", "subdomain", "header")
    domain: str = ""  # tenants at <organization id>.<domain>; "" for none
    cache_url: str = "memory://"
    jobs_url: str = "sql://"
    worker_thread: bool = True
    mail_url: str = ""
    mail_sender: str = "Bigcapital <no-reply@localhost>"
    files_loose_days: int = 30  # after which a file that nothing has is deleted; 0 for never
    backups_kept: int = 3  # of each organization, made before its migrations; 0 for none
    files_url: str = ""
    pdf_engine: Literal["weasyprint", "none"] = "weasyprint"
    stripe_secret_key: str = ""  # the platform's; without one, nothing is paid online
    stripe_publishable_key: str = ""
    stripe_client_id: str = ""  # of the platform, for organizations that connect their accounts
    stripe_webhook_secrets: tuple[str, ...] = ()  # several while one is being replaced
    stripe_test_mode: bool = True
    stripe_api_base: str = ""  # "" for Stripe itself
    signup_disabled: bool = False
    signup_allowed_emails: tuple[str, ...] = ()
    signup_allowed_domains: tuple[str, ...] = ()
    signup_email_confirmation: bool = False
    limit_requests: str = "1200/60"  # how many / in how many seconds
    limit_signin: str = "10/60"
    limit_signup: str = "10/60"
    limits_url: str = "memory://"
    metrics_enabled: bool | None = None  # see ``metrics``
    metrics_token: str = ""
    log_level: str = "INFO"
    log_format: Literal["json", "text"] = "json"
    body_limit: int = 5 * 1024 * 1024  # bytes
    import_limit: int = 25 * 1024 * 1024  # bytes of a file of rows
    trusted_proxy: str = ""
    csrf: bool = True
    argon2_time_cost: int = 3
    argon2_memory_cost: int = 65536  # KiB
    memory_seconds: float = 5  # how long a process may remember who a token belongs to

    @property
    def production(self) -> bool:
        """Whether the checks of a public installation apply."""
        return self.environment == "production"

    @property
    def metrics(self) -> bool:
        """Whether there are metrics: in production where a token is set, elsewhere always, unless the ini says otherwise."""
        if self.metrics_enabled is not None:
            return self.metrics_enabled
        return not self.production or bool(self.metrics_token)

    def derive(self, purpose: str, *parts: object) -> bytes:
        """32 bytes that only this installation can compute, different for each purpose and parts.

        Each part is length-prefixed, so no two lists of parts meet.
        """
        message = b"".join(len(text).to_bytes(4, "big") + text for text in (str(part).encode() for part in (purpose, *parts)))
        return digest(self.secret.encode(), message, sha256)

    @classmethod
    def from_ini(cls, ini: Mapping[str, Any], *, serving: bool = False, environ: Mapping[str, str] = os.environ) -> Settings:
        """The checked settings of an ini's ``[app:main]``.

        ``serving``: this process answers the public, so in production it may not know how to create databases.
        Outside production a missing secret is drawn once and kept in ``data_dir/secret``.

        :raises ConfigError: naming everything that is wrong.
        """
        values, faults = _read({key: str(value) for key, value in ini.items()}, environ)
        settings = cls(**values)
        settings = settings.model_copy(update=_embedded_defaults(settings))
        faults += faults_of(settings, ini, serving=serving)
        if faults:
            raise ConfigError(list({fault.partition(":")[0]: fault for fault in reversed(faults)}.values())[::-1])  # the first of a key
        return settings if settings.secret else settings.model_copy(update={"secret": _kept_secret(settings.data_dir)})


# --- reading ---


def _flag(text: str) -> bool:
    known = {"true": True, "yes": True, "on": True, "1": True, "false": False, "no": False, "off": False, "0": False}
    if text.lower() not in known:
        raise ValueError("must be true or false")
    return known[text.lower()]


def _words(text: str) -> tuple[str, ...]:
    return tuple(re.split(r"[\s,]+", text.strip()))


def _whole(text: str) -> int:
    if not re.fullmatch(r"\d{1,12}", text):
        raise ValueError("must be a whole number")
    return int(text)


def _seconds(text: str) -> float:
    if not re.fullmatch(r"\d{1,6}(\.\d{1,6})?", text):
        raise ValueError("must be a number of seconds")
    return float(text)


def _limit(text: str) -> str:
    if not re.fullmatch(r"[1-9]\d{0,8}/[1-9]\d{0,6}", text):
        raise ValueError("must be <how many>/<seconds>, as 1200/60")
    return text


def _one_of(*choices: str) -> Callable[[str], str]:
    def read(text: str) -> str:
        if text not in choices:
            raise ValueError(f"must be one of {', '.join(choices)}")
        return text

    return read


KEYS: Final[dict[str, tuple[str, Callable[[str], Any]]]] = {
    "bigcapital.environment": ("environment", _one_of("development", "production", "testing")),
    "data_dir": ("data_dir", lambda text: Path(text).expanduser()),
    "public_url": ("public_url", lambda text: text.rstrip("/")),
    "secret": ("secret", str),
    "system.url": ("system_url", str),
    "tenants.default_server": ("default_server", str),
    "tenancy.resolvers": ("resolvers", _words),
    "tenancy.domain": ("domain", lambda text: text.lower().strip(".")),
    "cache.url": ("cache_url", str),
    "jobs.url": ("jobs_url", str),
    "jobs.worker_thread": ("worker_thread", _flag),
    "mail.url": ("mail_url", str),
    "mail.sender": ("mail_sender", str),
    "backups.kept": ("backups_kept", _whole),
    "files.url": ("files_url", str),
    "files.loose_days": ("files_loose_days", _whole),
    "pdf.engine": ("pdf_engine", _one_of("weasyprint", "none")),
    "stripe.secret_key": ("stripe_secret_key", str),
    "stripe.publishable_key": ("stripe_publishable_key", str),
    "stripe.client_id": ("stripe_client_id", str),
    "stripe.webhook_secret": ("stripe_webhook_secrets", _words),
    "stripe.test_mode": ("stripe_test_mode", _flag),
    "stripe.api_base": ("stripe_api_base", lambda text: text.rstrip("/")),
    "signup.disabled": ("signup_disabled", _flag),
    "signup.allowed_emails": ("signup_allowed_emails", lambda text: _words(text.lower())),
    "signup.allowed_domains": ("signup_allowed_domains", lambda text: _words(text.lower())),
    "signup.email_confirmation": ("signup_email_confirmation", _flag),
    "limits.requests": ("limit_requests", _limit),
    "limits.signin": ("limit_signin", _limit),
    "limits.signup": ("limit_signup", _limit),
    "limits.url": ("limits_url", str),
    "metrics.enabled": ("metrics_enabled", _flag),
    "metrics.token": ("metrics_token", str),
    "log.level": ("log_level", _one_of("DEBUG", "INFO", "WARNING", "ERROR")),
    "log.format": ("log_format", _one_of("json", "text")),
    "http.body_limit": ("body_limit", _whole),
    "http.import_limit": ("import_limit", _whole),
    "http.trusted_proxy": ("trusted_proxy", str),
    "security.csrf": ("csrf", _flag),
    "security.argon2_time_cost": ("argon2_time_cost", _whole),
    "security.argon2_memory_cost": ("argon2_memory_cost", _whole),
    "security.memory_seconds": ("memory_seconds", _seconds),
}
_NAMED: Final = {"tenants.server.": "servers", "provision.server.": "provision"}
_OURS: Final = {key.split(".")[0] for key in KEYS if "." in key} | {"provision"}


def _read(ini: Mapping[str, str], environ: Mapping[str, str]) -> tuple[dict[str, Any], list[str]]:
    """The fields that the ini sets, and what is wrong with how they are written."""
    values: dict[str, Any] = {}
    faults: list[str] = []
    for key, raw in ini.items():
        named = next((prefix for prefix in _NAMED if key.startswith(prefix)), None)
        if key not in KEYS and named is None:
            if key.split(".")[0] in _OURS and "." in key:
                faults.append(f"{key}: there is no such setting")
            continue
        try:
            text = expanded(raw, environ).strip()
            if not text:
                continue
            if named is not None:
                values.setdefault(_NAMED[named], {})[key.removeprefix(named)] = text
            else:
                field, read = KEYS[key]
                values[field] = read(text)
        except ValueError as error:
            faults.append(f"{key}: {error}")
    return values, faults


def expanded(text: str, environ: Mapping[str, str]) -> str:
    """``text`` with the environment variables that it names.

    :raises ValueError: one that has no default is not set.
    """

    def value(match: re.Match[str]) -> str:
        name, default = match["name"], match["default"]
        if environ.get(name):
            return environ[name]
        if default is None:
            raise ValueError(f"the environment variable {name} is not set")
        return default

    return re.sub(r"\$\{(?P<name>\w+)(?::-(?P<default>[^}]*))?\}", value, text)


def _embedded_defaults(settings: Settings) -> dict[str, Any]:
    """Files under the data directory for what a development installation was not told; production is told all but where files go."""
    root = settings.data_dir.absolute()
    given: dict[str, Any] = {} if settings.files_url else {"files_url": f"file://{root}/files"}
    if settings.production:
        return given
    if not settings.system_url:
        given["system_url"] = f"sqlite:///{root}/system.sqlite"
    if not settings.servers:
        given["servers"] = {settings.default_server: f"sqlite:///{root}/tenants/{{database}}.sqlite"}
    if not settings.mail_url:
        given["mail_url"] = f"file://{root}/mail"
    return given


def _kept_secret(data_dir: Path) -> str:
    """The secret of an installation that was given none: drawn once, readable by its owner alone."""
    path = data_dir / "secret"
    try:
        data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise ConfigError([f"data_dir: {data_dir} cannot be made: {error.strerror}"]) from None
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_hex(32))
    except FileExistsError:
        pass
    text = path.read_text().strip()
    if len(text) < SHORTEST_SECRET:
        raise ConfigError([f"secret: {path} does not hold one"])
    return text
