"""Files on documents: uploaded, named by documents, fetched through their own organization alone."""

from __future__ import annotations

import urllib.request
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from webtest import TestApp

import bigcapital
from bigcapital import clock
from bigcapital.accounting.attachments.operations import pictures
from bigcapital.starting import start
from tests import template
from tests.client import Client, codes
from tests.functional.accounting.journal import sale
from tests.functional.contacts.conftest import invited, letters, member  # noqa: F401
from tests.template import Units

PDF = b"%PDF-1.7\n1 0 obj\n"


def stored(data_dir: Path) -> list[Path]:
    return [path for path in data_dir.glob("files/*/attachments/*") if path.is_file()]


def keys(ann: Client, journal: int) -> list[str]:
    return [one["key"] for one in ann.get(f"manual-journals/{journal}").json["attachments"]]


def test_a_file_is_what_its_content_says_and_comes_back_whole(ann: Client) -> None:
    answer = ann.upload(PDF, "../Beleg ü.exe", status=200).json
    assert answer["data"] | {"id": 0, "key": ""} == {
        "id": 0, "key": "", "mime_type": "application/pdf", "size": len(PDF), "origin_name": "Beleg ü.exe",
    }  # fmt: skip
    got = ann.get(f"attachments/{answer['data']['key']}")
    assert got.body == PDF and got.content_type == "application/pdf"
    assert "sandbox" in got.headers["Content-Security-Policy"] and got.headers["X-Content-Type-Options"] == "nosniff"
    assert got.headers["Content-Disposition"].startswith("inline; filename=")


@pytest.mark.parametrize("content", [b"", b"<html><script>", b"MZ\x90\x00"])
def test_a_file_that_may_not_be_attached_leaves_nothing_behind(ann: Client, data_dir: Path, content: bytes) -> None:
    assert codes(ann.upload(content, "receipt.pdf", status=400)) == ["FILE_UPLOAD_FAILED"]
    assert stored(data_dir) == []


def test_what_is_no_form_is_refused(ann: Client) -> None:
    assert codes(ann.post("attachments", {"file": "x"}, status=400)) == ["FILE_UPLOAD_FAILED"]


def test_a_file_larger_than_a_request_may_be_is_413(ann: Client) -> None:
    ann.upload(PDF + b"x" * 5 * 1024 * 1024, status=413)


def test_a_dry_run_keeps_no_file(ann: Client, data_dir: Path) -> None:
    ann.app.post("/api/attachments?dry_run=1", upload_files=[("file", "x.pdf", PDF)], headers=ann.headers)
    assert stored(data_dir) == []


def test_a_journal_keeps_the_files_that_it_names(ann: Client) -> None:
    one, two = (ann.upload(PDF + tail).json["data"]["key"] for tail in (b"1", b"2"))
    journal = ann.post("manual-journals", sale(attachments=[{"key": one}])).json["id"]
    assert keys(ann, journal) == [one]
    ann.put(f"manual-journals/{journal}", sale(attachments=[{"key": two}, {"key": one}, {"key": two}]))
    assert keys(ann, journal) == [two, one]
    ann.put(f"manual-journals/{journal}", sale("7"))
    assert keys(ann, journal) == [two, one], "an edit that says nothing of files leaves them"
    ann.put(f"manual-journals/{journal}", sale(attachments=[]))
    assert keys(ann, journal) == []
    before = ann.get(f"manual-journals/{journal}").json["transactions"]
    kept = ann.put(f"manual-journals/{journal}/attachments", {"attachments": [{"key": two}]}, status=200).json
    assert [file["key"] for file in kept] == keys(ann, journal) == [two]
    assert ann.get(f"manual-journals/{journal}").json["transactions"] == before, "nothing is posted anew for a file"


def test_a_journal_that_names_a_file_that_is_not_there_is_refused_whole(ann: Client, peek: Callable[..., list[Any]]) -> None:
    real = ann.upload(PDF).json["data"]["key"]
    refused = ann.post("manual-journals", sale(attachments=[{"key": real}, {"key": "nothing"}]), status=400)
    assert codes(refused) == ["DOCUMENT_KEYS_INVALID"] and refused.json["errors"][0]["payload"] == {"keys": ["nothing"]}
    assert peek("SELECT COUNT(*) FROM manual_journals") == [(0,)] and peek("SELECT COUNT(*) FROM attachment_links") == [(0,)]


def test_a_deleted_journal_lets_its_files_go_and_a_deleted_file_its_journals(ann: Client, data_dir: Path, peek: Any) -> None:
    key = ann.upload(PDF).json["data"]["key"]
    first, second = (ann.post("manual-journals", sale(attachments=[{"key": key}])).json["id"] for _ in range(2))
    ann.delete(f"manual-journals/{first}")
    assert keys(ann, second) == [key] and len(stored(data_dir)) == 1
    assert ann.delete(f"attachments/{key}").json["status"] == 200
    assert keys(ann, second) == [] and stored(data_dir) == [] and peek("SELECT COUNT(*) FROM attachment_links") == [(0,)]
    ann.get(f"attachments/{key}", status=404)


def test_only_invoices_take_files_by_hand(ann: Client) -> None:
    key = ann.upload(PDF).json["data"]["key"]
    journal = ann.post("manual-journals", sale()).json["id"]
    for ref in ("ManualJournal", "Nonsense"):
        body = {"model_ref": ref, "model_id": journal}
        assert codes(ann.post(f"attachments/{key}/link", body, status=400)) == ["DOCUMENT_LINK_REF_INVALID"]
        assert codes(ann.post(f"attachments/{key}/unlink", body, status=400)) == ["DOCUMENT_LINK_REF_INVALID"]


def test_who_may_not_edit_journals_cannot_take_their_files_away(ann: Client, member: Any) -> None:  # noqa: F811
    key = ann.upload(PDF).json["data"]["key"]
    journal = ann.post("manual-journals", sale(attachments=[{"key": key}])).json["id"]
    clerk = member(("ManualJournal", "View"))
    clerk.delete(f"attachments/{key}", status=403)
    assert keys(clerk, journal) == [key]


def test_a_signed_address_needs_no_sign_in_and_lives_for_five_minutes(ann: Client, anyone: Client) -> None:
    key = ann.upload(PDF).json["data"]["key"]
    address = ann.get(f"attachments/{key}/presigned-url").json["presigned_url"]
    path = address.removeprefix("http://localhost/api/")
    assert anyone.get(path).body == PDF
    for place in (6, len(path) // 2 + 20, -5):
        torn = list(path)
        torn[place] = "A" if torn[place] != "A" else "B"
        anyone.get("".join(torn), status=404)
    later = clock.now() + timedelta(minutes=6)
    clock.use(lambda: later)
    anyone.get(path, status=404)


def test_a_picture_for_a_page_is_a_picture_of_this_organization(ann: Client, tenant: Units) -> None:
    png, pdf = ann.upload(b"\x89PNG\r\n\x1a\n12").json["data"]["key"], ann.upload(PDF).json["data"]["key"]
    with tenant(writer=False) as t:
        assert pictures(t, [png, pdf, "nothing"]) == {png: ("image/png", b"\x89PNG\r\n\x1a\n12")}


@pytest.mark.services
def test_files_in_a_bucket_are_fetched_from_the_bucket(bucket: str, data_dir: Path) -> None:
    installation = start(template.settings(data_dir, files__url=bucket))
    app = TestApp(bigcapital.main(installation=installation))
    signed = app.post_json("/api/auth/signin", {name: template.ANN[name] for name in ("email", "password")}).json
    ann = Client(app, {"Authorization": f"Bearer {signed['access_token']}", "organization-id": signed["organization_id"]})
    key = ann.upload(PDF, "bill.pdf").json["data"]["key"]
    assert ann.get(f"attachments/{key}").body == PDF and stored(data_dir) == []
    with urllib.request.urlopen(ann.get(f"attachments/{key}/presigned-url").json["presigned_url"]) as answer:
        assert answer.read() == PDF
    ann.delete(f"attachments/{key}")
    with template.the_tenant(installation)(writer=False) as t:
        assert t.files.open(f"attachments/{key}") is None
    installation.close()
