"""``bigcapital backup``, ``restore`` and ``clone``, as a person at a terminal meets them."""

from __future__ import annotations

import re

import pytest

from tests.functional.tenancy.test_cli import acme, run  # noqa: F401


def test_an_organization_becomes_a_file_and_the_file_another_organization(run, acme, tmp_path):  # noqa: F811
    file = str(tmp_path / "acme.bigcapital")
    status, out, err = run("backup", acme, file)
    assert (status, "written:" in out) == (0, True)
    assert re.search(r"Backing up: (\d+) of \1, rows", err)
    status, _, err = run("restore", file)
    assert status == 2
    assert "there is an organization called Acme Ltd already" in err
    status, out, err = run("restore", file, "--as", "Acme again")
    assert status == 0
    assert "Acme again is ready: tenant 2" in out
    assert "owner ann@example.com" in out
    assert re.search(r"Restoring: (\d+) of \1, rows", err)
    assert run("ledger", "audit", "2")[1] == "Acme again: the books are in order\n"


def test_a_clone_is_a_copy_and_leaves_no_file(run, acme, tmp_path):  # noqa: F811
    status, out, _ = run("clone", acme, "--as", "Sandbox", "--owner", "new@example.com", typed="a long password\n")
    assert status == 0
    assert "Sandbox is ready: tenant 2" in out
    assert "owner new@example.com" in out
    assert not list((tmp_path / "var").glob("clone-*"))
    assert run("clone", acme, "--as", "Sandbox")[0] == 2
    assert not list((tmp_path / "var").glob("clone-*"))


def test_another_installation_restores_with_the_key_and_an_owner_of_its_own(run, acme, tmp_path, monkeypatch):  # noqa: F811
    file, key = str(tmp_path / "acme.bigcapital"), tmp_path / "acme.key"
    assert run("backup", acme, file, "--key-file", str(key))[0] == 0
    assert key.stat().st_mode & 0o077 == 0
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "there"))
    status, _, err = run("restore", file)
    assert status == 2
    assert "ann@example.com, whose organization it was, has no account here" in err
    bo = ("--owner", "bo@example.com")
    status, _, err = run("restore", file, *bo, typed="a long password\n")
    assert status == 2
    assert "made by another installation" in err
    status, _, err = run("restore", file, *bo, "--key-file", str(tmp_path / "nowhere"))
    assert status == 2
    assert "does not hold a key" in err
    assert run("restore", file, *bo, "--key-file", str(key), typed="short\n")[0] == 2
    assert "Acme" not in run("tenant", "list")[1]
    status, out, _ = run("restore", file, *bo, "--key-file", str(key), typed="a long password\n")
    assert status == 0
    assert "Acme Ltd is ready" in out


def test_what_cannot_be_done_is_said_in_a_sentence(run, acme, tmp_path):  # noqa: F811
    assert run("backup", "77", str(tmp_path / "file"))[2] == "bigcapital: there is no organization 77\n"
    status, _, err = run("backup", acme, str(tmp_path / "nowhere" / "file"))
    assert status == 2
    assert "cannot be written" in err
    (tmp_path / "torn").write_bytes(b"SQLite format 3\0")
    for wrong in (("--owner", "nobody"), ("--as", "x" * 300)):
        with pytest.raises(SystemExit):
            run("clone", acme, "--as", "Copy", *wrong, typed="correct horse\n")
    assert run("tenant", "list")[1].count("\n") == 2
    for path in ("nowhere", "torn"):
        status, _, err = run("restore", str(tmp_path / path))
        assert status == 2
        assert len(err.splitlines()) == 1
