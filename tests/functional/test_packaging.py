"""The wheel stands alone: installed into an empty environment, it serves from an empty folder."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.serving import ask, bare_environment, serving

ROOT = Path(__file__).resolve().parents[2]
SOURCES = ("src", "alembic", "requirements", "setup.py", "pyproject.toml", "LICENSE", "README.md", "webapp/dist")

pytestmark = pytest.mark.wheel


def run(*command: str | Path, cwd: Path = ROOT) -> str:
    """What it prints; a failure shows everything that it said."""
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True)
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built wheel, made of a copy of the sources so that nothing is left in the checkout."""
    assert (ROOT / "webapp/dist/index.html").exists(), "the web app is not built: `tools/setup run` builds it"
    copy = tmp_path_factory.mktemp("sources")
    for name in SOURCES:
        source, target = ROOT / name, copy / name
        if source.is_dir():
            shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__", "*.egg-info"))
        elif source.exists():
            shutil.copy2(source, target)
    run(sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "--no-build-isolation", "--wheel-dir", copy / "out", copy)
    (built,) = (copy / "out").glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of programs of an empty environment, into which the locked packages and the wheel were installed."""
    place = tmp_path_factory.mktemp("installed")
    run(sys.executable, "-m", "venv", *([] if not uv() else ["--without-pip"]), place)
    python = place / "bin/python"
    install = [uv(), "pip", "install", "-q", "--python", python] if uv() else [python, "-m", "pip", "install", "-q"]
    run(*install, "--require-hashes", "-r", ROOT / "requirements/run.txt")
    run(*install, "--no-deps", wheel)
    return place / "bin"


def uv() -> str | None:
    """uv, where there is one; pip does the same from the same lock, slowly."""
    return shutil.which("uv", path=f"{Path(sys.prefix) / 'bin'}:{os.environ.get('PATH', '')}")


def test_the_wheel_carries_the_migrations_and_the_web_app_and_nothing_of_the_tests(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert "bigcapital/webapp/index.html" in names
    for kind in ("system", "tenant"):
        assert f"bigcapital/alembic/{kind}/env.py" in names
        assert any(name.startswith(f"bigcapital/alembic/{kind}/versions/") and name.endswith(".py") for name in names)
    assert any(name.endswith("LICENSE") for name in names)
    assert {name.split("/")[0].split("-")[0] for name in names} == {"bigcapital"}
    assert not [name for name in names if "__pycache__" in name or "node_modules" in name]


def test_every_file_of_the_sources_is_in_the_wheel(wheel: Path) -> None:
    """A folder without ``__init__.py``, or a new kind of file, would be left out in silence."""
    carried = set(zipfile.ZipFile(wheel).namelist())
    files = {str(path.relative_to(ROOT / "src")) for path in (ROOT / "src/bigcapital").rglob("*") if path.is_file()}
    assert {name for name in files - carried if not name.endswith(".pyc")} == set()


def test_an_installed_wheel_serves_from_an_empty_folder(installed: Path, tmp_path: Path) -> None:
    with serving(tmp_path, program=installed / "bigcapital") as server:
        alive = ask(f"{server.address}/healthz")
        assert (alive.status, json.loads(alive.body)) == (200, {"status": "ok"})
        page = ask(f"{server.address}/")
        assert page.status == 200
        assert page.headers["Content-Type"].startswith("text/html")
        assert b'<div id="root">' in page.body
        ready = ask(f"{server.address}/readyz")
        assert ready.status == 200, ready.body
        description = ask(f"{server.address}/openapi.json")
        assert "/api/accounts" in json.loads(description.body)["paths"]


def test_an_interrupted_server_ends_cleanly(installed: Path, tmp_path: Path) -> None:
    with serving(tmp_path, program=installed / "bigcapital") as server:
        assert ask(f"{server.address}/healthz").status == 200
        assert server.interrupt() == 0
        assert "Traceback" not in server.log.read_text()


def test_a_file_with_unsafe_settings_is_refused_with_all_of_them_named(installed: Path, tmp_path: Path) -> None:
    environment = bare_environment(tmp_path) | {"BIGCAPITAL_SECRET": "changeme", "BIGCAPITAL_PUBLIC_URL": "http://books.example.com"}
    command = [installed / "bigcapital", "serve", "--config", ROOT / "production.ini"]
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True)
    assert done.returncode != 0
    for key in ("secret", "public_url", "system.url", "tenants.server.main", "cache.url", "jobs.url", "mail.url"):
        assert f"{key}:" in done.stderr
    assert "Traceback" not in done.stderr
