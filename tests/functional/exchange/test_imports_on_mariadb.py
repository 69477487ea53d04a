"""What differs between kinds of servers, tried on the real MariaDB."""

from __future__ import annotations

import pytest

from bigcapital.exchange.importing import files
from bigcapital.jobs import run_pending
from bigcapital.tenancy.installation import Installation
from tests.client import Client
from tests.functional.exchange.test_exports import exported
from tests.functional.exchange.test_imports import ITEMS
from tests.functional.exchange.wizard import csv_of, imported, mapped
from tests.functional.organization.conftest import installation

__all__ = ["installation"]
pytestmark = pytest.mark.services


def test_what_the_server_takes_for_the_same_name_is_skipped_alone(ann: Client) -> None:
    names = ("Café", "Tea", "CAFE", "Milk", "cafe\u0301", "Straße", "Strasse")
    result = imported(ann, "Item", csv_of(("Item name", "Item type"), *((name, "service") for name in names)))
    assert [one["unique_value"] for one in result["errors"]] == ["CAFE", "cafe\u0301", "Strasse"]
    assert sorted(row["Item name"] for row in exported(ann, "Item")) == ["Café", "Milk", "Straße", "Tea"]


def test_documents_come_with_their_customers_items_and_payments(ann: Client) -> None:
    imported(
        ann,
        "Customer",
        csv_of(("Display name", "Customer type", "Opening balance", "Opening balance at"), ("Acme", "business", "5", "2025-12-31")),
    )
    imported(ann, "Item", ITEMS)
    head = ("Invoice number", "Customer", "Invoice date", "Due date", "Item", "Qty", "Price", "Delivered")
    lines = (("INV-7", "ACME", "2026-01-05", "2026-02-05", "chair", "2", "10", "yes"), ("inv-7", "", "", "", "Chair", "1", "2.5", ""))
    assert imported(ann, "SaleInvoice", csv_of(head, *lines))["created_count"] == 1
    paid = ("Customer", "Payment date", "Deposit account", "Invoice number", "Payment amount")
    assert imported(ann, "PaymentReceived", csv_of(paid, ("Acme", "2026-02-05", "Bank Account", "INV-7", "20")))["created_count"] == 1
    [first, second] = exported(ann, "SaleInvoice")
    assert (first["Due amount"], second["Line amount"], first["Delivered"]) == ("2.50", "2.50", "Yes")


def test_a_worker_previews_and_imports(ann: Client, installation: Installation, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "is_long", lambda row: True)
    id = mapped(ann, "Item", ITEMS)
    for path, ask in (("preview", ann.get), ("import", ann.post)):
        ask(f"import/{id}/{path}", status=202)
        run_pending(installation)
        assert ann.get(f"import/{id}/progress").json["result"]["created_count"] == 2
    assert len(exported(ann, "Item")) == 2
