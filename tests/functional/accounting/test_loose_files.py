"""Files that nothing has are deleted some days after they were let go, and no others; on disk and in a store that speaks S3."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from bigcapital import clock
from bigcapital.accounting.attachments import operations
from bigcapital.accounting.attachments.jobs import sweep_all, sweep_tenant
from bigcapital.accounting.attachments.model import Attachment
from bigcapital.files.s3 import S3Files
from tests import template
from tests.campaigns.house import House, house
from tests.functional.accounting.journal import sale

PDF = b"%PDF-1.7\n1 0 obj\n"
PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 20


@pytest.fixture(params=["file", pytest.param("s3", marks=pytest.mark.services)])
def made(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[House]:
    more = {"files__url": request.getfixturevalue("bucket")} if request.param == "s3" else {}
    with house(template.settings(tmp_path / "data", **more)) as one:
        assert isinstance(one.installation.services["files"].store, S3Files) is (request.param == "s3")
        yield one


def swept(made: House, *, after: int) -> int:
    """How many go in a night so many days from now."""
    later = clock.now() + timedelta(days=after)
    clock.use(lambda: later)
    with made.tenant() as tenant:
        return operations.sweep(tenant, 30)


def there(made: House, key: str) -> bool:
    with made.tenant(writer=False) as tenant:
        file = tenant.files.open(operations.place_of(key))
        if file is not None:
            file.close()
        known = tenant.session.scalar(select(Attachment.id).where(Attachment.key == key))
    assert (file is not None) is (known is not None)
    return file is not None


def uploaded(made: House, content: bytes = PDF) -> str:
    return str(made.ann().upload(content, "a file").json["data"]["key"])


def test_what_nothing_has_goes_after_its_days_and_what_something_has_stays(made: House) -> None:
    ann, loose, linked, let_go, logo = made.ann(), uploaded(made), uploaded(made), uploaded(made), uploaded(made, PNG)
    ann.post("manual-journals", sale(attachments=[{"key": linked}]), status=201)
    journal = ann.post("manual-journals", sale(attachments=[{"key": let_go}]), status=201).json["id"]
    template_id = ann.get("pdf-templates").json[0]["id"]
    ann.put(f"pdf-templates/{template_id}", {"template_name": "Ours", "attributes": {"company_logo_key": logo}}, status=200)

    assert swept(made, after=0) == 0
    ann.delete(f"manual-journals/{journal}", status=200)
    assert swept(made, after=20) == 0
    assert swept(made, after=11) == 1 and not there(made, loose)  # 31 days after the first night that found it
    assert there(made, linked) and there(made, let_go) and there(made, logo)
    assert swept(made, after=20) == 1 and not there(made, let_go)
    assert swept(made, after=4000) == 0 and there(made, linked) and there(made, logo)


def test_what_is_taken_up_again_has_all_its_days_anew(made: House) -> None:
    key = uploaded(made)
    assert swept(made, after=0) == 0
    journal = made.ann().post("manual-journals", sale(attachments=[{"key": key}]), status=201).json["id"]
    assert swept(made, after=40) == 0
    clock.use(None)
    made.ann().put(f"manual-journals/{journal}", sale(attachments=[]), status=200)
    assert swept(made, after=41) == 0 and there(made, key)
    assert swept(made, after=31) == 1 and not there(made, key)


def test_a_sweep_that_fails_keeps_the_bytes(made: House) -> None:
    key = uploaded(made)
    swept(made, after=0)
    later = clock.now() + timedelta(days=31)
    clock.use(lambda: later)

    def failing() -> None:
        with made.tenant() as tenant:
            assert operations.sweep(tenant, 30) == 1
            raise RuntimeError

    with pytest.raises(RuntimeError):
        failing()
    assert there(made, key)


def test_each_night_puts_a_job_for_each_tenant(made: House) -> None:
    with template.Systems(made.installation)() as system:
        sweep_all(system)
    put = made.installation.services["jobs"].store.lease("somebody", seconds=60, names=[sweep_tenant.name])
    assert put is not None and put.tenant == made.tenant.record.id
