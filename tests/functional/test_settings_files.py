"""The three ini files, and what deployments give the settings of production.ini."""

from __future__ import annotations

import re
from configparser import RawConfigParser
from pathlib import Path

import pytest
import yaml

from bigcapital.config import KEYS, ConfigError, Settings

ROOT = Path(__file__).resolve().parents[2]
FILES = ("development.ini", "production.ini", "testing.ini")
NAMED = {"tenants.server.main", "provision.server.main"}
ENVIRONMENT = {
    "BIGCAPITAL_PUBLIC_URL": "https://books.example.com",
    "BIGCAPITAL_SECRET": "0f1e2d3c4b5a69788796a5b4c3d2e1f0deadbeefcafe",
    "BIGCAPITAL_SYSTEM_URL": "mysql+pymysql://system:pw@localhost/system",
    "BIGCAPITAL_TENANTS_URL": "mysql+pymysql://{user}:{password}@localhost/{database}",
    "BIGCAPITAL_REDIS_URL": "redis://:pw@localhost:6379/0",
    "BIGCAPITAL_JOBS_URL": "mongodb://jobs:pw@localhost/jobs?replicaSet=rs0",
    "BIGCAPITAL_MAIL_URL": "smtp://mail:pw@localhost:587",
    "BIGCAPITAL_MAIL_SENDER": "Books <books@example.com>",
}


def section(name: str) -> dict[str, str]:
    """``[app:main]`` of one of the files, as it is written."""
    parser = RawConfigParser()
    parser.read(ROOT / name)
    return dict(parser["app:main"])


@pytest.mark.parametrize("name", FILES)
def test_each_file_names_every_setting_there_is_and_no_other(name: str) -> None:
    assert set(section(name)) - {"use"} == set(KEYS) | NAMED


def test_the_files_name_them_in_the_same_order_with_the_same_words() -> None:
    def skeleton(name: str) -> list[str]:
        text = (ROOT / name).read_text()
        lines = text[text.index("[app:main]") : text.index("[server:main]")].splitlines()
        return [line if line.startswith("#") else line.partition("=")[0].strip() for line in lines]

    assert skeleton("development.ini") == skeleton("production.ini") == skeleton("testing.ini")


def test_the_development_and_testing_files_start_with_no_environment_at_all(tmp_path: Path) -> None:
    for name in ("development.ini", "testing.ini"):
        settings = Settings.from_ini(section(name), serving=True, environ={"DATA_DIR": str(tmp_path)})
        assert settings.system_url.startswith("sqlite:")
        assert not settings.production


def test_the_production_file_starts_when_its_environment_is_whole() -> None:
    settings = Settings.from_ini(section("production.ini"), serving=True, environ=ENVIRONMENT)
    assert settings.production
    assert settings.provision == {}


def test_the_production_file_keeps_no_secret_and_names_every_variable_that_is_missing() -> None:
    with pytest.raises(ConfigError) as refused:
        Settings.from_ini(section("production.ini"), serving=True, environ={})
    missing = {variable for variable in ENVIRONMENT if any(variable in fault for fault in refused.value.faults)}
    assert missing == set(ENVIRONMENT)


def test_a_web_server_that_was_given_the_administrator_is_refused_and_a_worker_is_not() -> None:
    environ = ENVIRONMENT | {"BIGCAPITAL_PROVISION_URL": "mysql+pymysql://root:pw@localhost/"}
    assert Settings.from_ini(section("production.ini"), environ=environ).provision
    with pytest.raises(ConfigError, match=r"provision\.server"):
        Settings.from_ini(section("production.ini"), serving=True, environ=environ)


def test_the_compose_file_gives_each_process_what_the_production_file_asks_for() -> None:
    compose = yaml.safe_load((ROOT / "deploy/compose.yaml").read_text())
    needed = set(re.findall(r"\$\{(\w+)\}", (ROOT / "production.ini").read_text())) - {"NAME"}
    known = set(re.findall(r"\$\{(\w+)", (ROOT / "production.ini").read_text()))
    for process in ("app", "worker", "migrate"):
        given = set(compose["services"][process]["environment"])
        assert needed <= given <= known
        assert ("BIGCAPITAL_PROVISION_URL" in given) == (process != "app")


def test_the_compose_file_asks_for_what_its_example_names_and_for_nothing_else() -> None:
    asked = set(re.findall(r"(?<!\$)\$\{(\w+)", (ROOT / "deploy/compose.yaml").read_text()))
    named = set(re.findall(r"^(\w+)=", (ROOT / "deploy/.env.example").read_text(), re.M))
    assert asked == named


def test_only_nginx_listens_to_the_outside() -> None:
    services = yaml.safe_load((ROOT / "deploy/compose.yaml").read_text())["services"]
    assert [name for name, service in services.items() if "ports" in service] == ["nginx"]


def locked(name: str) -> dict[str, str]:
    """Package → version of a lock."""
    return dict(re.findall(r"^([\w.-]+)==(\S+)", (ROOT / "requirements" / name).read_text(), re.M))


def test_every_locked_package_has_a_hash() -> None:
    for name in ("run.txt", "dev.txt", "uv.txt", "node.txt", "mongod.txt"):
        entries = re.split(r"^(?=[\w.-]+==)", (ROOT / "requirements" / name).read_text(), flags=re.M)[1:]
        assert entries
        assert [entry.split()[0] for entry in entries if "--hash=sha256:" not in entry] == []


def test_the_tests_run_on_exactly_what_is_shipped() -> None:
    shipped = locked("run.txt")
    assert {name: version for name, version in locked("dev.txt").items() if name in shipped} == shipped
