"""Long files: in bulk, by a worker, who says how far it is."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from bigcapital import clock
from bigcapital.exchange.importing import files
from bigcapital.files import PASSING
from bigcapital.jobs import run_pending
from bigcapital.tenancy.installation import Installation
from tests.client import Client, codes
from tests.functional.exchange.wizard import csv_of, mapped
from tests.statements import counted
from tests.template import Units


def rows(count: int, mark: str = "a") -> bytes:
    head = ("Item name", "Item type", "Sellable", "Sell price", "Sell account", "Item code")
    return csv_of(
        head, *((f"Article {mark}{n}", "service", "yes", f"{n}.5", "Sales of Product Income", f"{mark}{n}") for n in range(count))
    )


def importing(ann: Client, id: str) -> int:
    with counted() as sent:
        assert ann.post(f"import/{id}/import", status=201).json["skipped_count"] == 0
    return len(sent)


def test_a_thousand_rows_more_take_ten_statements_more(ann: Client) -> None:
    few, many = mapped(ann, "Item", rows(1_000, "a")), mapped(ann, "Item", rows(4_000, "b"))
    assert importing(ann, many) - importing(ann, few) <= 3 * 10


def test_the_last_of_many_names_is_looked_up_among_the_first(ann: Client, tenant: Units) -> None:
    id = mapped(ann, "Item", rows(1_500) + b"Article a3,service\r\nARTICLE A1400,service\r\n")
    result = ann.post(f"import/{id}/import", status=201).json
    assert [(one["row_number"], one["unique_value"]) for one in result["errors"]] == [(1502, "Article a3"), (1503, "ARTICLE A1400")]
    assert tenant.peek("select count(*) from items") == [(1_500,)]


@pytest.fixture
def short(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits for more than two rows."""
    monkeypatch.setattr(files, "is_long", lambda row: row.rows_count > 2)


def waited(ann: Client, installation: Installation, path: str, told: dict[str, Any]) -> dict[str, Any]:
    assert told["poll"].startswith(path) and told["is_waiting"] and told["result"] is None
    run_pending(installation)
    done: dict[str, Any] = ann.app.get(told["poll"], headers=ann.headers).json
    assert done["is_completed"] and done["progress"] == 100
    return done


@pytest.mark.usefixtures("short")
def test_a_long_file_is_previewed_and_imported_by_a_worker(ann: Client, installation: Installation, tenant: Units) -> None:
    id = mapped(ann, "Item", rows(5))
    assert ann.get(f"import/{id}/progress").json["state"] == "idle"
    told = ann.get(f"import/{id}/preview", status=202).json
    assert ann.get(f"import/{id}/preview", status=202).json["id"] == told["id"]  # asked twice, done once
    foreseen = waited(ann, installation, f"/api/import/{id}", told)
    assert foreseen["action"] == "preview" and foreseen["result"]["created_count"] == 5
    assert ann.get(f"import/{id}/preview", status=200).json == foreseen["result"]
    assert tenant.peek("select count(*) from items") == [(0,)]
    told = ann.post(f"import/{id}/import", status=202).json
    assert ann.post(f"import/{id}/import", status=202).json["id"] == told["id"]
    other = {"mapping": [{"from": "Item name", "to": "name"}]}
    assert codes(ann.post(f"import/{id}/mapping", other, status=400)) == ["IMPORT_FILE_ALREADY_IMPORTED"]  # or it will be at once
    done = waited(ann, installation, f"/api/import/{id}", told)
    assert done["action"] == "import" and done["result"] == foreseen["result"]
    assert tenant.peek("select count(*) from items") == [(5,)]
    assert ann.get(f"import/{id}").json["created_count"] == 5
    run_pending(installation)
    assert tenant.peek("select count(*) from items") == [(5,)]


@pytest.mark.usefixtures("short")
def test_another_mapping_is_previewed_anew(ann: Client, installation: Installation) -> None:
    id = mapped(ann, "Item", rows(5))
    first = waited(ann, installation, "/api/import", ann.get(f"import/{id}/preview", status=202).json)
    ann.post(f"import/{id}/mapping", {"mapping": [{"from": "Item name", "to": "name"}]}, status=200)
    second = waited(ann, installation, "/api/import", ann.get(f"import/{id}/preview", status=202, Accept_Language="ar").json)
    assert (first["result"]["created_count"], second["result"]["created_count"]) == (5, 0)
    assert "نوع الصنف" in second["result"]["errors"][0]["error_message"], "in the language of who asked"


@pytest.mark.usefixtures("short")
def test_a_file_that_is_gone_before_its_turn_is_told_in_a_sentence(ann: Client, installation: Installation) -> None:
    id = mapped(ann, "Item", rows(5))
    told = ann.get(f"import/{id}/preview", status=202).json
    installation.services["files"].store.sweep(PASSING, clock.now() + timedelta(hours=1))
    run_pending(installation)
    done = ann.app.get(told["poll"], headers=ann.headers).json
    assert done["is_failed"] and done["message"] == "The file is here no more: upload it again."
