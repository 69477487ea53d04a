"""The settings: read whole, refused whole."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest
from pydantic import ValidationError

from bigcapital.config import KEYS, ConfigError, Settings

SECRET = "4f0c9f7be2a84d1e9b6a3c5d7e8f90123456789abcdef0aa"
SAFE = {
    "bigcapital.environment": "production",
    "data_dir": "/srv/bigcapital",
    "public_url": "https://books.example.com",
    "secret": SECRET,
    "system.url": "mysql+pymysql://bigcapital:pw@db/bigcapital",
    "tenants.server.main": "mysql+pymysql://{user}:{password}@db/{database}",
    "cache.url": "redis://:pw@cache:6379/0",
    "limits.url": "redis://:pw@cache:6379/1",
    "jobs.url": "mongodb://bigcapital:pw@mongo/bigcapital",
    "jobs.worker_thread": "false",
    "mail.url": "smtp://user:pw@mail:587",
    "metrics.token": "f" * 16 + "0123456789abcdef",
}


def faults(ini, **options):
    with pytest.raises(ConfigError) as refused:
        Settings.from_ini(ini, environ=options.pop("environ", {}), **options)
    return refused.value.faults


def keys_of(found):
    return {fault.partition(":")[0] for fault in found}


def test_without_an_ini_the_embedded_defaults_serve(tmp_path):
    settings = Settings.from_ini({"data_dir": str(tmp_path)}, environ={})
    assert settings.system_url == f"sqlite:///{tmp_path}/system.sqlite"
    assert settings.servers == {"main": f"sqlite:///{tmp_path}/tenants/{{database}}.sqlite"}
    assert settings.mail_url == f"file://{tmp_path}/mail"
    assert (settings.cache_url, settings.jobs_url, settings.worker_thread) == ("memory://", "sql://", True)
    assert not settings.production


def test_a_missing_secret_is_drawn_once_and_kept_from_others_eyes(tmp_path):
    place = tmp_path / "var"
    first = Settings.from_ini({"data_dir": str(place)}, environ={})
    assert len(first.secret) == 64
    assert Settings.from_ini({"data_dir": str(place)}, environ={}).secret == first.secret
    assert stat.S_IMODE(os.stat(place / "secret").st_mode) == 0o600
    assert stat.S_IMODE(os.stat(place).st_mode) == 0o700


def test_a_file_that_holds_no_secret_is_refused(tmp_path):
    (tmp_path / "secret").write_text("short")
    assert keys_of(faults({"data_dir": str(tmp_path)})) == {"secret"}


def test_safe_production_settings_are_taken():
    settings = Settings.from_ini(SAFE, environ={})
    assert settings.production
    assert settings.servers["main"].endswith("{database}")


def test_metrics_are_off_in_production_unless_they_have_a_token(tmp_path):
    assert Settings.from_ini(SAFE, environ={}).metrics
    assert not Settings.from_ini(SAFE | {"metrics.token": ""}, environ={}).metrics
    assert not Settings.from_ini(SAFE | {"metrics.enabled": "false"}, environ={}).metrics
    assert Settings.from_ini({"data_dir": str(tmp_path)}, environ={}).metrics


def test_settings_cannot_be_changed():
    settings = Settings.from_ini(SAFE, environ={})
    with pytest.raises(ValidationError):
        settings.csrf = False  # type: ignore[misc]


STRIPE = {
    "stripe.secret_key": "sk_live_1",
    "stripe.publishable_key": "pk_live_1",
    "stripe.client_id": "ca_1",
    "stripe.webhook_secret": "whsec_1 whsec_2",
    "stripe.test_mode": "false",
}
UNSAFE = [
    (STRIPE | {"stripe.webhook_secret": ""}, "stripe.webhook_secret"),
    (STRIPE | {"stripe.secret_key": ""}, "stripe.secret_key"),
    (STRIPE | {"stripe.secret_key": "sk_test_1"}, "stripe.secret_key"),
    (STRIPE | {"stripe.test_mode": "true", "stripe.publishable_key": "pk_test_1"}, "stripe.secret_key"),
    (STRIPE | {"stripe.api_base": "http://stripe.example.com"}, "stripe.api_base"),
    ({"secret": ""}, "secret"),
    ({"secret": "f4a7c19e"}, "secret"),
    ({"secret": "change-me-0123456789-abcdefghijklmnop"}, "secret"),
    ({"secret": "development-0123456789-abcdefghijkl"}, "secret"),
    ({"secret": "a" * 64}, "secret"),
    ({"metrics.token": "", "metrics.enabled": "true"}, "metrics.token"),
    ({"metrics.token": "short"}, "metrics.token"),
    ({"security.csrf": "false"}, "security.csrf"),
    ({"public_url": "http://books.example.com"}, "public_url"),
    ({"http.trusted_proxy": "*"}, "http.trusted_proxy"),
    ({"log.level": "DEBUG"}, "log.level"),
    ({"debug": "true"}, "debug"),
    ({"pyramid.debug_all": "true"}, "pyramid.debug_all"),
    ({"pyramid.reload_templates": "1"}, "pyramid.reload_templates"),
    ({"pyramid.includes": "pyramid_debugtoolbar"}, "pyramid.includes"),
    ({"cache.url": "redis://cache:6379/0"}, "cache.url"),
    ({"limits.url": "redis://cache:6379/0"}, "limits.url"),
    ({"jobs.url": "mongodb://mongo/bigcapital"}, "jobs.url"),
    ({"system.url": "mysql+pymysql://bigcapital@db/bigcapital"}, "system.url"),
    ({"mail.url": "file:///tmp/mail"}, "mail.url"),
    ({"jobs.worker_thread": "true"}, "jobs.worker_thread"),
    ({"security.argon2_time_cost": "1"}, "security.argon2_*"),
    ({"security.memory_seconds": "60"}, "security.memory_seconds"),
    ({"system.url": ""}, "system.url"),
    ({"tenants.server.main": ""}, "tenants.server.<name>"),
    ({"tenants.server.main": "mysql+pymysql://root:pw@db/{database}"}, "tenants.server.main"),
    ({"tenants.default_server": "other"}, "tenants.default_server"),
    ({"provision.server.other": "mysql+pymysql://root:pw@db/"}, "provision.server.other"),
]


def test_stripes_keys_are_taken_whole_and_of_the_mode_that_was_said():
    settings = Settings.from_ini(SAFE | STRIPE, environ={})
    assert settings.stripe_webhook_secrets == ("whsec_1", "whsec_2") and not settings.stripe_test_mode


@pytest.mark.parametrize(("change", "key"), UNSAFE, ids=[f"{key}-{number}" for number, (_, key) in enumerate(UNSAFE)])
def test_production_refuses(change, key):
    assert keys_of(faults(SAFE | change)) == {key}


def test_everything_that_is_wrong_is_named_at_once():
    change = {"secret": "short", "security.csrf": "off", "cache.url": "redis://cache", "log.level": "LOUD", "limits.signin": "many"}
    assert keys_of(faults(SAFE | change)) == {"secret", "security.csrf", "cache.url", "log.level", "limits.signin"}


@pytest.mark.parametrize("place", ["file/data", "file"])
def test_a_folder_that_cannot_be_made_is_named(tmp_path, place):
    (tmp_path / "file").touch()
    assert keys_of(faults({"data_dir": str(tmp_path / place)})) == {"data_dir"}


def test_a_socket_needs_no_password():
    local = {"cache.url": "unix:///run/redis.sock", "limits.url": "redis+unix:///run/redis.sock"}
    local["system.url"] = "mysql+pymysql://bigcapital@localhost/bigcapital?unix_socket=/run/mysqld.sock"
    assert Settings.from_ini(SAFE | local, environ={}).cache_url.startswith("unix:")


def test_a_web_server_in_production_may_not_know_how_to_create_databases():
    ini = SAFE | {"provision.server.main": "mysql+pymysql://root:pw@db/"}
    assert Settings.from_ini(ini, environ={}).provision
    assert keys_of(faults(ini, serving=True)) == {"provision.server.*"}


def test_environment_variables_fill_in():
    ini = SAFE | {"secret": "${SECRET}", "mail.sender": "${SENDER:-Books <a@b.c>}", "provision.server.main": "${PROVISION:-}"}
    settings = Settings.from_ini(ini, environ={"SECRET": SECRET})
    assert (settings.secret, settings.mail_sender, settings.provision) == (SECRET, "Books <a@b.c>", {})


def test_a_variable_that_is_not_set_is_named():
    [fault] = faults(SAFE | {"secret": "${SECRET}"})
    assert fault == "secret: the environment variable SECRET is not set"


@pytest.mark.parametrize("key", ["cache.ulr", "jobs.thread", "provision.main", "security.crsf"])
def test_a_misspelt_key_is_named(key):
    assert keys_of(faults(SAFE | {key: "x"})) == {key}


def test_other_programs_keys_in_the_same_ini_are_left_alone():
    assert Settings.from_ini(SAFE | {"use": "egg:bigcapital", "retry.attempts": "3"}, environ={})


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("jobs.worker_thread", "perhaps"),
        ("http.body_limit", "-5"),
        ("http.body_limit", "12"),
        ("security.memory_seconds", "five"),
        ("limits.requests", "1200"),
        ("limits.requests", "0/60"),
        ("bigcapital.environment", "staging"),
        ("log.format", "xml"),
        ("jobs.url", "kafka://x"),
        ("cache.url", "memcached://x"),
        ("cache.url", "redis://:p@cache:port/0"),
        ("system.url", "mysql+pymysql://u:p/w@db:99999/d"),
        ("jobs.url", "mongodb://a:1,b:port/d"),
        ("files.url", "s3://k:s@host:port/bucket"),
    ],
)
def test_a_value_that_cannot_be_read_is_named(key, value, tmp_path):
    assert keys_of(faults({"data_dir": str(tmp_path), key: value})) == {key}


def test_what_is_derived_differs_by_purpose_part_and_installation():
    one, other = Settings(secret=SECRET), Settings(secret=SECRET[::-1])
    derived = [one.derive("a", 1, 2), one.derive("a", 12), one.derive("a", 1), one.derive("b", 1), one.derive("a1"), other.derive("a", 1)]
    assert len(set(derived)) == len(derived)
    assert one.derive("a", 1) == Settings(secret=SECRET).derive("a", 1)
    assert {len(key) for key in derived} == {32}


@pytest.mark.parametrize("name", ["development", "production", "testing"])
def test_the_shipped_inis_set_every_key_and_no_other(name):
    from configparser import ConfigParser

    ini = ConfigParser()
    ini.optionxform = str  # type: ignore[assignment,method-assign]
    ini.read(Path(__file__).parents[2] / f"{name}.ini")
    assert set(KEYS) <= set(ini["app:main"])
