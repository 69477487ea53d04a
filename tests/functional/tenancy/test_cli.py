"""The ``bigcapital`` command, as a person at a terminal meets it."""

from __future__ import annotations

import io
import json
import re

import pytest

from bigcapital import cli, clock
from bigcapital.cli import parser
from bigcapital.tenancy import provision


@pytest.fixture
def run(tmp_path, monkeypatch, capsys):
    """``run("tenant", "list")`` over a data directory of its own: exit status, what was printed, what was complained of."""
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "var"))
    monkeypatch.delenv("BIGCAPITAL_CONFIG", raising=False)

    def invoke(*words, typed=""):
        monkeypatch.setattr("sys.stdin", io.StringIO(typed))
        status = cli.main(list(words))
        printed = capsys.readouterr()
        return status, printed.out, printed.err

    return invoke


FOUND = ("tenant", "create", "Acme Ltd", "--owner", "ann@example.com", "--currency", "EUR")


@pytest.fixture
def acme(run):
    status, out, _ = run(*FOUND, typed="correct horse\n")
    assert status == 0
    return re.search(r"organization id (\w{32})", out)[1]


def test_founding_an_organization_builds_it_and_tells_how_far_it_is(run):
    status, out, err = run(*FOUND, typed="correct horse\n")
    assert status == 0
    assert "Acme Ltd is ready: tenant 1" in out
    assert "Building: 100 of 100, Ready" in err  # plain lines, since this is no terminal


def test_an_owner_with_an_account_is_asked_for_no_password(run, acme):
    status, out, _ = run("tenant", "create", "Second", "--owner", "ann@example.com", "--currency", "USD")
    assert status == 0
    assert "tenant 2" in out


def test_a_password_that_is_too_short_founds_nothing(run):
    status, _, err = run(*FOUND, typed="short\n")
    assert status == 2
    assert "8 to 128" in err
    assert "Acme" not in run("tenant", "list")[1]


def test_organizations_are_listed_and_shown_by_number_and_by_id(run, acme):
    assert re.search(r"^ +1  ready .* Acme Ltd$", run("tenant", "list")[1], re.M)
    for named in ("1", acme):
        status, out, _ = run("tenant", "info", named)
        assert status == 0
        assert re.search(rf"^organization_id +{acme}$", out, re.M)
        assert re.search(r"^entries +0$", out, re.M)


@pytest.mark.parametrize("words", [("tenant", "info", "77"), ("tenant", "info", "nowhere"), ("ledger", "verify", "77")])
def test_an_organization_that_is_not_there_is_a_sentence_not_a_traceback(run, words):
    status, _, err = run(*words)
    assert status == 2
    assert "there is no organization" in err
    assert "Traceback" not in err


def test_migrating_says_how_many_are_up_to_date(run, acme):
    status, out, _ = run("tenant", "migrate")
    assert status == 0
    assert "1 of 1 up to date" in out


def test_migrating_with_a_poisoned_organization_names_it_and_fails(run, acme, tmp_path):
    [database] = (tmp_path / "var" / "tenants").glob("*.sqlite")
    import sqlite3

    connection = sqlite3.connect(database)
    connection.execute("UPDATE head SET tenant_id = 9")
    connection.commit()
    connection.close()
    status, out, err = run("tenant", "migrate")
    assert status == 1
    assert "0 of 1" in out
    assert "tenant 1 (Acme Ltd): WrongDatabase" in err


def test_collecting_names_what_was_dropped(run, monkeypatch):
    with monkeypatch.context() as broken, pytest.raises(OSError, match="seeds"):
        broken.setattr(provision, "seeders", lambda: (_ for _ in ()).throw(OSError("no seeds")))
        run(*FOUND, typed="correct horse\n")
    assert "there are none" in run("tenant", "collect")[1]
    later = clock.now().replace(year=clock.now().year + 1)
    clock.use(lambda: later)
    assert run("tenant", "collect")[1].startswith("bigcapital_1_")


def test_the_ledger_of_a_new_organization_verifies_and_audits(run, acme):
    for command in ("verify", "audit"):
        status, out, _ = run("ledger", command, "1")
        assert status == 0, out


def test_a_ledger_is_exported_as_json_lines(run, acme, tmp_path):
    status, _, _ = run("ledger", "export", "1", str(tmp_path / "acme.jsonl"))
    assert status == 0
    assert all(isinstance(json.loads(line), dict) for line in (tmp_path / "acme.jsonl").read_text().splitlines())


def test_the_description_of_the_api_needs_no_database(run, tmp_path):
    status, _, _ = run("openapi", "--output", str(tmp_path / "openapi.json"))
    assert status == 0
    assert json.loads((tmp_path / "openapi.json").read_text())["openapi"].startswith("3.1")
    assert not (tmp_path / "var").exists()


def test_the_demo_says_how_to_sign_in(run):
    status, out, _ = run("demo")
    assert status == 0
    assert re.search(r"Sign in as demo@example.com with the password \S{16}", out)


def test_bad_settings_are_all_named_and_nothing_starts(run, tmp_path):
    ini = tmp_path / "bad.ini"
    ini.write_text("[app:main]\nbigcapital.environment = production\nsecurity.csrf = false\nlog.level = LOUD\n")
    status, _, err = run("tenant", "list", "--config", str(ini))
    assert status == 2
    assert all(key in err for key in ("secret: ", "security.csrf: ", "log.level: ", "system.url: "))


def test_an_ini_that_is_not_there_is_a_sentence(run):
    status, _, err = run("serve", "--config", "nowhere.ini")
    assert status == 2
    assert "there is no nowhere.ini" in err


def test_an_ini_may_use_its_own_place_and_the_environment(run, tmp_path, monkeypatch):
    monkeypatch.setenv("BOOKS", "books")
    ini = tmp_path / "own.ini"
    ini.write_text("[app:main]\nuse = egg:bigcapital\ndata_dir = %(here)s/${BOOKS}\n[server:main]\nlisten = ${HOST:-127.0.0.1}:0\n")
    assert run("tenant", "list", "--config", str(ini))[0] == 0
    assert (tmp_path / "books" / "system.sqlite").exists()


def commands(made, path=()):
    """Every command that does something."""
    choices = [action.choices for action in made._actions if hasattr(action, "choices") and isinstance(action.choices, dict)]
    if not choices:
        yield path, made
    for name, below in (choices[0] if choices else {}).items():
        yield from commands(below, (*path, name))


def test_every_command_says_what_it_does():
    for path, command in commands(parser()):
        assert command.description, path
        assert command.format_help().count("--config") >= 1, path
        for action in command._actions:
            assert action.help or action.choices, (path, action)


def test_the_examples_of_the_help_are_commands_that_exist():
    for path, command in [((), parser()), *commands(parser())]:
        for line in (command.epilog or "").splitlines():
            words = re.match(r"\s+(?:\w+=\S+ )*bigcapital ([a-z].*?)(?:\s{3,}.*)?$", line)
            if words:
                import shlex

                assert parser().parse_args(shlex.split(words[1])).run, (path, line)


