"""``GET /api/export/ledger`` and the commands: who may, what comes, and what is left open afterwards."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from webob import Request

from bigcapital.cli import main
from bigcapital.tenancy.installation import Installation
from tests import template
from tests.client import Client


def post(ann: Client, **more: Any) -> int:
    """A published journal; its id."""
    entries = [{"index": 1, "account_id": 1000, "debit": 5, "note": "a; b, c\nd"}, {"index": 2, "account_id": 1001, "credit": 5}]
    return int(ann.post("manual-journals", {"date": "2024-01-31", "publish": True, "entries": entries, **more}, status=201).json["id"])


@pytest.mark.parametrize("format,first", [("hledger", "; bigcapital: 1"), ("ledger", "; bigcapital: 1"), ("beancount", 'option "title"')])
def test_the_ledger_comes_as_a_file(ann: Client, format: str, first: str) -> None:
    post(ann, description="Cash: moved")
    answer = ann.get(f"export/ledger?format={format}", status=200)
    assert answer.content_type == "text/plain" and answer.charset.lower() == "utf-8"
    assert answer.headers["Content-Disposition"].startswith('attachment; filename="ledger.')
    assert answer.text.startswith(first) and "2024-01-31 *" in answer.text and "Cash" in answer.text


def test_an_empty_book_is_its_accounts(ann: Client) -> None:
    text = ann.get("export/ledger", status=200).text
    assert "account Assets:Bank Account  ; type: C, kind: bank, code: 10001" in text
    assert "* " not in text


def test_another_format_is_refused(ann: Client) -> None:
    assert ann.get("export/ledger?format=gnucash", status=400).json["message"][0]["property"] == "format"


def test_whoever_may_not_read_the_general_ledger_may_not_take_it_along(ann: Client, anyone: Client, invited: Any) -> None:
    def role(name: str, ability: str) -> int:
        permissions = [{"subject": "Report", "ability": ability, "value": True}]
        ann.post("roles", {"role_name": name, "role_description": "", "permissions": permissions}, status=201)
        return max(int(one["id"]) for one in ann.get("roles").json)

    anyone.get("export/ledger", status=401)
    invited("bo@example.com", role("Banker", "read-balance-sheet")).get("export/ledger", status=403)
    invited("ed@example.com", role("Auditor", "read-general-ledger")).get("export/ledger", status=200)


def test_a_reader_who_goes_away_leaves_nothing_open(ann: Client, installation: Installation, tenant: template.Units) -> None:
    """The body is read after the request's own unit of work, and may be left at any piece."""
    for _ in range(3):
        post(ann, description="x" * 40_000)
    request = Request.blank("/api/export/ledger", headers=ann.headers)
    status, headers, body = request.call_application(ann.app.app)
    assert status.startswith("200") and "Content-Length" not in dict(headers)
    pieces = iter(body)
    assert next(pieces).startswith(b"; bigcapital")
    pool = installation.tenant_engine(tenant.record).pool
    held = pool.checkedout()  # type: ignore[attr-defined]
    body.close()
    assert pool.checkedout() == held - 1  # type: ignore[attr-defined]


def test_what_is_posted_meanwhile_is_not_in_it(ann: Client) -> None:
    """It is one snapshot, from its first byte to its last."""
    for _ in range(3):
        post(ann, description="x" * 40_000)
    _, _, body = Request.blank("/api/export/ledger", headers=ann.headers).call_application(ann.app.app)
    pieces = iter(body)
    read = next(pieces)
    post(ann, description="much later")
    assert b"much later" not in read + b"".join(pieces)
    assert "much later" in ann.get("export/ledger").text


def test_books_move_by_the_command_line(
    ann: Client, installation: Installation, data_dir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: Any
) -> None:
    post(ann, description="Cash: moved")
    other = template.found(installation, template.ANN | {"email": "other@example.com"}, name="Other Books")
    monkeypatch.setenv("DATA_DIR", str(data_dir))
    monkeypatch.setattr("bigcapital.cli.command.settings_of", lambda arguments, **_: (installation.settings, {}))
    file = tmp_path / "book.journal"
    assert main(["export", "1", "--format", "hledger", str(file)]) == 0
    assert main(["export", "1", "--format", "hledger"]) == 0
    shown = capfd.readouterr().out
    assert file.read_text(encoding="utf-8") in shown
    assert main(["import", str(other.id), "--format", "hledger", str(file)]) == 0
    assert "Other Books: 1 entries, 1 journals, 34 accounts" in capfd.readouterr().out
    assert main(["import", str(other.id), "--format", "hledger", str(file)]) == 2
    assert "books are taken into a new one only" in capfd.readouterr().err
    assert main(["import", str(other.id), "--format", "hledger", str(tmp_path / "nowhere")]) == 2
    assert main(["export", "1", "--format", "hledger", str(tmp_path / "no" / "where")]) == 2
    assert "cannot be written" in capfd.readouterr().err
