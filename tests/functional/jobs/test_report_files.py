"""Long reports become files: asked for, made by a worker, fetched by whoever asked, swept away; on SQL and on MongoDB."""

from __future__ import annotations

import io
import os
import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from pypdf import PdfReader

from bigcapital import clock
from bigcapital.files import PASSING
from bigcapital.jobs import run_pending
from bigcapital.jobs.jobs import sweep_files
from bigcapital.tenancy.installation import Installation
from tests import template
from tests.functional.reports.reading import Reader

pytestmark = pytest.mark.slow

ASKED = {"from_date": "2031-01-01", "to_date": "2031-12-31"}


@pytest.fixture
def ann(installation: Installation, tenant: template.Units) -> Reader:
    """Ann, with a journal of 300 lines in 2031."""
    reader = Reader(template.app(installation), tenant)
    reader.post("2031-05-05", *(("Bank Account", 1 if place % 2 else -1) for place in range(300)), id=int.from_bytes(os.urandom(3), "big"))
    return reader


def asked(reader: Reader, name: str = "journal", accept: str = "application/pdf") -> dict[str, Any]:
    """The answer to a report that takes long."""
    answer = reader.ask(name, accept=accept, status=202, **ASKED)
    assert answer.headers["Location"].endswith(answer.json["poll"])
    found: dict[str, Any] = answer.json
    return found


def fetch(reader: Reader, path: str, status: int = 200, **headers: str) -> Any:
    return reader.app.get(path, headers=reader.headers | headers, status=status)


def test_a_long_pdf_is_asked_for_waited_for_and_fetched(ann: Reader, installation: Installation) -> None:
    told = asked(ann)
    assert (told["state"], told["progress"], told["is_waiting"], told["file"]) == ("waiting", 0, True, None)
    assert fetch(ann, told["poll"]).json["is_waiting"]
    fetch(ann, f"{told['poll']}/content", status=404)
    run_pending(installation)
    done = fetch(ann, told["poll"]).json
    assert (done["state"], done["progress"], done["is_completed"]) == ("completed", 100, True)
    file = fetch(ann, done["file"])
    assert file.content_type == "application/pdf" and file.headers["Cache-Control"] == "private, no-cache"
    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(file.body)).pages)
    whole = ann.report("journal", **ASKED)["data"]
    assert whole[0]["formatted_debit"] in text and "Carried forward" in text and "From 2031/01/01 To 2031/12/31" in text
    assert fetch(ann, done["file"]).body == file.body


def test_a_question_means_in_the_job_what_it_meant_when_it_was_asked(ann: Reader, installation: Installation) -> None:
    ann.post("2021-05-05", *(("Bank Account", 1 if place % 2 else -1) for place in range(300)))
    ann.headers |= {"Accept-Language": "ar"}
    told = ann.ask("journal", accept="application/pdf", status=202, from_date="2021-01-01").json  # to today
    with ann.tenant(writer=False) as unit:
        today = unit.today().isoformat()
    record = installation.services["jobs"].store.get(told["id"])
    assert record is not None and record.args["query"] == {"from_date": "2021-01-01", "to_date": today}
    run_pending(installation)
    page = PdfReader(io.BytesIO(fetch(ann, f"{told['poll']}/content").body)).pages[0].extract_text()
    assert re.search("[\u0600-\u06ff]", page) and "Carried forward" not in page


def test_a_file_is_for_whoever_asked_and_for_nobody_else(ann: Reader, installation: Installation, tenant: template.Units) -> None:
    told = asked(ann)
    run_pending(installation)
    with tenant() as unit:  # somebody else of the same organization asks for one of their own
        unit.user_id = 4711
        other = unit.jobs.enqueue("report.file", report="journal", form="pdf", query=ASKED)
        foreign = unit.jobs.enqueue("report.file", report="journal", form="pdf", query=ASKED, tenant=unit.id)
    jobs = installation.services["jobs"].store
    record = jobs.get(told["id"])
    assert record is not None and record.user == 1 and record.tenant == tenant.record.id
    elsewhere = uuid4().hex
    jobs.put([replace(record, id=elsewhere, tenant=tenant.record.id + 1)])  # the same user's, in another organization
    for id in (other, foreign, elsewhere, "0" * 32, "..%2f..%2fsecret"):
        for path in (f"/api/reports/files/{id}", f"/api/reports/files/{id}/content"):
            assert fetch(ann, path, status=404).json["statusCode"] == 404
    ann.app.get(told["poll"], status=401)


def test_no_other_job_can_be_watched_here(ann: Reader, tenant: template.Units) -> None:
    with tenant() as unit:
        mail = unit.jobs.enqueue("mail.send", to=["a@example.com"], subject="s", text="t")
    fetch(ann, f"/api/reports/files/{mail}", status=404)


def test_a_file_is_swept_when_it_is_a_day_old(ann: Reader, installation: Installation, system: template.Systems) -> None:
    told = asked(ann, accept="application/pdf")
    run_pending(installation)
    with system(writer=False) as unit:
        sweep_files(unit)
    fetch(ann, f"{told['poll']}/content")
    clock.use(lambda: datetime.now(UTC) + timedelta(hours=25))
    with system(writer=False) as unit:
        sweep_files(unit)
    clock.use(None)
    fetch(ann, f"{told['poll']}/content", status=404)
    assert fetch(ann, told["poll"]).json["is_completed"]


def test_what_a_worker_cannot_make_is_told_in_a_sentence(ann: Reader, installation: Installation, tenant: template.Units) -> None:
    with tenant() as unit:
        bad = unit.jobs.enqueue("report.file", report="journal", form="pdf", query={"from_date": "2031-12-31", "to_date": "2031-01-01"})
    run_pending(installation)
    told = fetch(ann, f"/api/reports/files/{bad}").json
    assert told["is_failed"] and told["message"] == "The file could not be made." and told["file"] is None


def test_files_of_two_organizations_never_meet(installation: Installation, tenant: template.Units) -> None:
    store = installation.services["files"].store
    with tenant(writer=False) as unit:
        unit.files.write(f"{PASSING}/a.pdf", io.BytesIO(b"ours"))
        store.write("another", f"{PASSING}/a.pdf", io.BytesIO(b"theirs"))
        ours = unit.files.open(f"{PASSING}/a.pdf")
        assert ours is not None and ours.read() == b"ours"
        ours.close()
        for bad in ("../another/passing/a.pdf", "/etc/passwd", "passing/../../x", "", "a\0b", ".hidden"):
            with pytest.raises(ValueError):
                unit.files.open(bad)
