"""People in front of the API: each a client of the real application over this test's own files."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import pytest
from webtest import TestApp

import bigcapital
from bigcapital.jobs import run_pending
from bigcapital.starting import start
from bigcapital.tenancy.installation import Installation
from tests import template
from tests.client import Client

ADMIN, STAFF = 1, 2
Letters = Callable[[], list[EmailMessage]]


def link_in(letter: EmailMessage) -> str:
    """The path that a letter leads to."""
    body = letter.get_body(("plain",))
    assert body is not None
    found = re.search(r"http://localhost(/\S+)", body.get_content())
    assert found is not None
    return found[1]


@pytest.fixture
def installation(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Installation]:
    """Over this test's files; on the real MariaDB where the test is marked so."""
    if request.node.get_closest_marker("services") is None:
        made = start(template.settings(request.getfixturevalue("data_dir")))
        yield made
        made.close()
        return
    with template.running(template.on_mariadb(tmp_path / "data", request.getfixturevalue("mariadb"))) as made:
        template.found(made)
        yield made


@pytest.fixture
def letters(installation: Installation) -> Letters:
    """Do what is due, and read all mail that was ever written, oldest first."""
    folder = Path(installation.settings.data_dir) / "mail"

    def read() -> list[EmailMessage]:
        run_pending(installation)
        files = sorted(folder.glob("*.eml"), key=lambda path: path.stat().st_mtime_ns) if folder.exists() else []
        return [message_from_bytes(path.read_bytes(), policy=default) for path in files]  # type: ignore[misc]

    return read


@pytest.fixture
def invited(ann: Client, anyone: Client, sign_in: Callable[..., Client], letters: Letters) -> Callable[..., Client]:
    """Invite somebody new into Ann's organization, accept as them, and sign in."""

    def join(email: str, role_id: int = STAFF, password: str = "a long password") -> Client:
        ann.patch("invite", {"email": email, "role_id": role_id})
        token = link_in(letters()[-1]).split("/")[3]
        anyone.post(f"invite/accept/{token}", {"first_name": "Bo", "last_name": "Ek", "password": password})
        return sign_in(email, password)

    return join


@pytest.fixture
def started(data_dir: Path) -> Iterator[Callable[..., TestApp]]:
    """The application over this test's files under other settings (``ini`` keys with ``__`` for the dot)."""
    made: list[Installation] = []

    def begin(**ini: str) -> TestApp:
        made.append(start(template.settings(data_dir, **ini)))
        return TestApp(bigcapital.main(installation=made[-1]))

    yield begin
    for installation in made:
        installation.close()
