"""Audits as people ask for them and as the night runs them: what is kept, who may read it, and that one failure stops no other."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from bigcapital.accounting.audit import CHECKS, INVARIANTS
from bigcapital.accounting.audits import operations
from bigcapital.accounting.audits.jobs import audit_all
from bigcapital.accounting.phrases import PHRASES
from bigcapital.jobs import run_pending
from bigcapital.tenancy import servers
from bigcapital.tenancy.installation import Installation
from tests import template
from tests.client import Client
from tests.functional.accounting.journal import sale
from tests.functional.organization.conftest import invited, letters  # noqa: F401

PATH = "accounting/audits"


def audited(client: Client, installation: Installation) -> dict[str, Any]:
    """Ask for an audit, have it done, read the newest."""
    job_id = client.post(PATH, status=202).json["data"]["job_id"]
    done = run_pending(installation)
    assert [(job.id, job.state) for job in done if job.name == "ledger.audit"] == [(job_id, "completed")]
    newest: dict[str, Any] = client.get(PATH).json["audits"][0]
    return newest


def spoil(installation: Installation, record: Any, statement: str) -> None:
    engine = servers.engine_of(installation.settings, record.server, record.database)
    with engine.connect() as connection:
        connection.exec_driver_sql(statement)
        connection.commit()
    engine.dispose()


def nightly(installation: Installation) -> list[int | None]:
    """Run the night's job and what comes of it; whose books were checked."""
    with template.Systems(installation)() as system:
        audit_all(system)
    return [job.tenant for job in run_pending(installation) if job.name == "ledger.audit"]


def test_before_the_first_audit_there_is_none_and_the_checks_are_named(ann: Client) -> None:
    answer = ann.get(PATH).json
    assert (answer["audits"], answer["job_id"], answer["ledger_revision"]) == ([], None, 0)
    assert answer["checks"] == list(INVARIANTS)
    assert len(INVARIANTS) == len(CHECKS) + 1  # and the chain


def test_books_in_order_are_green(ann: Client, installation: Installation) -> None:
    ann.post("manual-journals", sale())
    newest = audited(ann, installation)
    assert newest["is_green"] is True and newest["findings"] == [] and newest["finding_count"] == 0
    assert newest["entries"] == newest["ledger_revision"] == ann.get(PATH).json["ledger_revision"] == 1


def test_what_is_broken_is_named_with_its_place_and_a_sentence(ann: Client, installation: Installation, record: Any) -> None:
    ann.post("manual-journals", sale())
    spoil(installation, record, "UPDATE account_balances SET debit = debit + 10000 WHERE period_kind = 2")
    newest = audited(ann, installation)
    assert newest["is_green"] is False
    assert newest["finding_count"] == len(newest["findings"]) > 0
    assert {finding["invariant"] for finding in newest["findings"]} <= set(INVARIANTS)
    assert all(finding["where"] and finding["sentence"] for finding in newest["findings"])
    assert all(PHRASES[finding["code"]].format(**finding["values"]) == finding["sentence"] for finding in newest["findings"])
    assert "month_balance_wrong" in {finding["code"] for finding in newest["findings"]}


def test_what_an_audit_of_an_earlier_version_found_is_still_told(ann: Client, installation: Installation, record: Any) -> None:
    ann.post("manual-journals", sale())
    audited(ann, installation)
    spoil(
        installation,
        record,
        """UPDATE audits SET finding_count = 1, findings = '[{"invariant": "chain", "where": "x", "sentence": "s"}]'""",
    )
    [found] = ann.get(PATH).json["audits"][0]["findings"]
    assert found == {"invariant": "chain", "where": "x", "sentence": "s", "code": None, "values": {}}


def test_every_phrase_has_words_in_every_language_with_the_same_values() -> None:
    locales = Path(__file__).parents[3] / "webapp" / "src" / "locales"
    for language in ("en", "ar"):
        words = json.loads((locales / language / "audit.json").read_text())["audit"]["finding"]
        assert words.keys() == PHRASES.keys()
        for code, phrase in PHRASES.items():
            assert set(re.findall(r"{{(\w+)}}", words[code])) == set(re.findall(r"{(\w+)}", phrase)), (language, code)


def test_while_an_audit_waits_asking_again_answers_its_job(ann: Client, installation: Installation) -> None:
    first = ann.post(PATH, status=202).json["data"]["job_id"]
    assert ann.post(PATH, status=202).json["data"]["job_id"] == first
    assert ann.get(PATH).json["job_id"] == first
    state = ann.get(f"organization/build/{first}").json
    assert (state["is_waiting"], state["is_completed"]) == (True, False)
    assert [job.name for job in run_pending(installation)].count("ledger.audit") == 1
    assert ann.get(PATH).json["job_id"] is None
    assert ann.get(f"organization/build/{first}").json["is_completed"] is True
    assert ann.post(PATH, status=202).json["data"]["job_id"] != first


def test_findings_that_are_too_many_to_keep_are_counted(
    ann: Client, installation: Installation, record: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(3):
        ann.post("manual-journals", sale())
    monkeypatch.setattr(operations, "_LARGEST", 900)
    spoil(installation, record, "DELETE FROM account_balances")
    newest = audited(ann, installation)
    assert newest["finding_count"] > len(newest["findings"]) > 0


def test_old_audits_are_forgotten(
    ann: Client, installation: Installation, peek: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(operations, "KEPT", 2)
    ids = [audited(ann, installation)["id"] for _ in range(4)]
    assert ids == sorted(set(ids))
    assert [id for (id,) in peek("SELECT id FROM audits ORDER BY id")] == ids[-2:]


def test_the_night_checks_what_moved_what_is_broken_and_what_was_never_checked(
    ann: Client, installation: Installation, record: Any
) -> None:
    assert nightly(installation) == [record.id]  # never checked
    assert nightly(installation) == []
    ann.post("manual-journals", sale())
    assert nightly(installation) == [record.id]  # moved
    assert nightly(installation) == []
    spoil(installation, record, "UPDATE account_balances SET debit = debit + 10000 WHERE period_kind = 2")
    assert audited(ann, installation)["is_green"] is False
    assert nightly(installation) == [record.id]  # broken, though nothing moved
    spoil(installation, record, "UPDATE account_balances SET debit = debit - 10000 WHERE period_kind = 2")
    assert nightly(installation) == [record.id]
    assert nightly(installation) == []


def test_a_tenant_that_cannot_be_read_keeps_no_other_from_its_audit(installation: Installation, record: Any) -> None:
    bob = template.found(installation, template.ANN | {"email": "bob@example.com"}, name="Bob's")
    spoil(installation, record, "ALTER TABLE audits RENAME TO gone")
    assert nightly(installation) == [bob.id]


def test_an_audit_that_dies_leaves_the_next_one_free(ann: Client, installation: Installation, monkeypatch: pytest.MonkeyPatch) -> None:
    def stumble(*_: Any, **__: Any) -> None:
        raise LookupError("no")

    with monkeypatch.context() as patched:
        patched.setattr(operations, "audit", stumble)
        job_id = ann.post(PATH, status=202).json["data"]["job_id"]
        [failed] = run_pending(installation)
    assert failed.state == "failed"
    assert ann.get(PATH).json["job_id"] == job_id  # it is tried again
    installation.services["jobs"].store.cancel(job_id)
    assert ann.get(PATH).json["job_id"] is None
    assert audited(ann, installation)["is_green"] is True


def test_who_may_read_the_trial_balance_may_ask_and_nobody_else(
    ann: Client,
    sign_in: Callable[..., Client],
    invited: Callable[..., Any],  # noqa: F811
) -> None:
    for email, permissions, status in (
        ("carl@example.com", [{"subject": "Report", "ability": "read-trial-balance-sheet", "value": True}], 200),
        ("dora@example.com", [{"subject": "Report", "ability": "read-balance-sheet", "value": True}], 403),
    ):
        role = {"role_name": email, "role_description": "", "permissions": permissions}
        role_id = ann.post("roles", role, status=201).json["data"]["id"]
        member = invited(email, role_id)
        member.get(PATH, status=status)
        member.post(PATH, status=202 if status == 200 else 403)


def test_the_books_are_written_while_they_are_checked(ann: Client, installation: Installation, monkeypatch: pytest.MonkeyPatch) -> None:
    """No writer waits for an audit, and an anchor that is younger than what it reads does not look like a cut tail."""
    from bigcapital.accounting import audit as module
    from bigcapital.accounting.anchors import anchor, moved

    ann.post("manual-journals", sale())

    def meanwhile(tenant: Any) -> Any:
        ann.post("manual-journals", sale())
        with template.Systems(installation)() as system:
            anchor(system, moved(installation))
        yield from ()

    assert ann.get(PATH).json["ledger_revision"] == 1
    monkeypatch.setattr(module, "CHECKS", (module.entries_balance, meanwhile, *module.CHECKS[1:]))
    newest = audited(ann, installation)
    assert newest["findings"] == []
    assert newest["entries"] == 1 and ann.get(PATH).json["ledger_revision"] == 2


@pytest.mark.services
def test_an_audit_on_mariadb_is_kept(mariadb: str, tmp_path: Any) -> None:
    with template.running(template.on_mariadb(tmp_path / "data", mariadb)) as installation:
        record = template.found(installation)
        units = template.Units(installation, record)
        for _ in range(2):
            with units() as tenant:
                operations.ask(tenant)
            assert [job.state for job in run_pending(installation)] == ["completed"]
        with units(writer=False) as tenant:
            assert [audit.finding_count for audit in operations.latest(tenant, 10)] == [0, 0]
            assert operations.running(tenant) is None
            tenant.session.execute(text("SELECT 1"))
        assert nightly(installation) == []
