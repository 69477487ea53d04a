"""The ``bigcapital`` command, as a person at a terminal meets it."""

from __future__ import annotations

import io
import json
import re
import socket

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


def test_what_no_organization_can_have_is_named_by_its_options_and_founds_nothing(run):
    words = (
        "tenant",
        "create",
        " ",
        "--owner",
        "nobody",
        "--currency",
        "ZZZ",
        "--country",
        "QQ",
        "--timezone",
        "Mars",
        "--fiscal-year",
        "x",
    )
    status, _, err = run(*words, typed="correct horse\n")
    assert status == 2
    assert all(
        option in err for option in ("name should", "--owner must", "--currency must", "--country must", "--timezone must", "--fiscal-year")
    )
    assert run("tenant", "list")[1].count("\n") == 1


def test_an_owner_in_capitals_is_the_same_person(run, acme):
    status, _, _ = run("tenant", "create", "Second", "--owner", "Ann@Example.COM", "--currency", "usd")
    assert status == 0  # no password was asked for
    assert "USD" in run("tenant", "info", "2")[1]


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


def test_the_first_faults_are_named_and_the_others_counted(run, acme, monkeypatch):
    from bigcapital.accounting import verify
    from bigcapital.accounting.phrases import said

    def many(*_, **__):
        yield from (verify.Fault("head", "ledger_entries", id, id, said("head_place", last=id, place=0)) for id in range(1, 1001))

    monkeypatch.setattr(verify, "faults", many)
    status, out, _ = run("ledger", "verify", "1")
    assert (status, out.splitlines()[0], len(out.splitlines()), "and 980 more" in out) == (
        1,
        "the head row ends with entry 1, the ledger with 0",
        21,
        True,
    )


def test_a_ledger_is_exported_as_json_lines(run, acme, tmp_path):
    status, _, _ = run("ledger", "export", "1", str(tmp_path / "acme.jsonl"))
    assert status == 0
    assert all(isinstance(json.loads(line), dict) for line in (tmp_path / "acme.jsonl").read_text().splitlines())


def test_the_key_of_an_export_is_for_its_owner_alone(run, acme, tmp_path):
    key = tmp_path / "acme.key"
    key.write_text("an older one")
    key.chmod(0o644)
    status, _, _ = run("ledger", "export", "1", str(tmp_path / "acme.jsonl"), "--key-file", str(key))
    assert status == 0
    assert key.stat().st_mode & 0o777 == 0o600
    assert re.fullmatch(r"[0-9a-f]{64}\n", key.read_text())


def test_what_cannot_be_written_is_a_sentence(run, acme, tmp_path):
    status, _, err = run("ledger", "export", "1", str(tmp_path / "nowhere" / "acme.jsonl"))
    assert status == 2
    assert "acme.jsonl cannot be written" in err


def test_an_organization_without_books_has_none_to_check(run, acme, monkeypatch):
    def fails(*_):
        raise RuntimeError("no room")

    monkeypatch.setattr(provision, "_create", fails)
    with pytest.raises(RuntimeError):
        run("tenant", "create", "Second", "--owner", "ann@example.com", "--currency", "USD")
    for words in (("verify", "2"), ("audit", "2"), ("export", "2", "x.jsonl")):
        status, _, err = run("ledger", *words)
        assert (status, "has no books: it is failed" in err) == (2, True)


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


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[app:main\n", "cannot be read"),
        ("[server:main]\n", "has no section [app:main]"),
        ("[app:main]\nmail.url = smtp://u:p%40x@host\n", "a % in a value is written %%"),
        ("[app:main]\n[server:main]\nlisten = ${NO_SUCH_HOST}:1\n", "NO_SUCH_HOST is not set"),
        ("[app:main]\ndata_dir = %(here)s/d\n[server:main]\nthreads = many\n", "many is no whole number"),
        ("[app:main]\ndata_dir = %(here)s/d\n[server:main]\nlisten = 127.0.0.1:none\n", "cannot listen on 127.0.0.1:none"),
        ("[app:main]\nsystem.url = mysql+pymysql://u:p@127.0.0.1:1/d\n", "a database does not answer"),
    ],
)
def test_an_ini_that_cannot_serve_is_a_sentence(run, tmp_path, text, said):
    ini = tmp_path / "bad.ini"
    ini.write_text(text)
    status, _, err = run("serve", "--config", str(ini))
    assert status == 2
    assert said in err


def test_a_port_that_is_taken_is_a_sentence(run):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        status, _, err = run("serve", "--port", str(taken.getsockname()[1]))
    assert status == 2
    assert "cannot listen on 127.0.0.1:" in err


@pytest.mark.parametrize("words", [("serve", "--port", "65536"), ("serve", "--threads", "0"), ("worker", "--processes", "-1")])
def test_options_out_of_range_are_refused(run, words):
    with pytest.raises(SystemExit) as refused:
        run(*words)
    assert refused.value.code == 2


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
