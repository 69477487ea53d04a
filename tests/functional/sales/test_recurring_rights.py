"""Who may have invoices written by themselves, and see them."""

from __future__ import annotations

from collections.abc import Callable

from tests.client import Client
from tests.functional.sales.selling import Shop
from tests.functional.sales.test_recurring import PATH, post, schedule


def test_who_may_not_write_invoices_may_not_have_them_written(ann: Client, shop: Shop, member: Callable[..., Client]) -> None:
    post(ann, shop, starts_on="2050-01-01")
    reader = member(("SaleInvoice", "View"))
    assert len(reader.get(PATH).json["recurring_invoices"]) == 1
    reader.post(PATH, schedule(shop), status=403)
    for verb in ("pause", "resume", "retry"):
        reader.put(f"{PATH}/1/{verb}", status=403)
    assert ann.get(f"{PATH}/1").json["status"] == "active"


def test_who_may_not_see_invoices_may_not_see_what_writes_them(ann: Client, shop: Shop, member: Callable[..., Client]) -> None:
    post(ann, shop, starts_on="2050-01-01")
    stranger = member(("Item", "View"))
    for path in (PATH, f"{PATH}/1", f"{PATH}/1/upcoming", f"{PATH}/1/invoices"):
        stranger.get(path, status=403)
