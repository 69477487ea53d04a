"""Tax rates, through the API: what they are, what becomes of one that is changed, who may change them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from bigcapital import db
from bigcapital.accounting.taxes.rates import taxes
from bigcapital.tenancy import schema
from tests.client import Client, codes
from tests.functional.inventory.goods import GOODS, SERVICE, made, taxed
from tests.functional.sales.selling import customer, line, receipt
from tests.template import Units

SEEDED = ["Sales Tax on Imports", "Tax Exempt", "Tax on Purchases", "Tax on Sales"]


def listed(ann: Client, query: str = "") -> list[str]:
    return [one["name"] for one in ann.get(f"tax-rates?{query}").json["data"]]


def properties(refused: Any) -> list[str]:
    return [fault["property"] for fault in refused.json["message"]]


def test_an_organization_begins_with_four_rates_of_nothing(ann: Client) -> None:
    assert listed(ann) == SEEDED
    first = ann.get("tax-rates/1").json
    assert (first["code"], first["rate"], first["active"], first["is_compound"]) == ("TAX-EXEMPT", 0, True, False)


def test_a_tax_rate_is_what_was_entered(ann: Client) -> None:
    created = ann.post(
        "tax-rates", {"name": "VAT", "code": "VAT-S", "rate": "8.875", "isCompound": True, "description": ""}, status=201
    ).json
    assert (created["rate"], created["active"], created["is_compound"], created["is_non_recoverable"]) == (8.875, False, True, False)
    assert (created["name_formatted"], created["rate_formatted"], created["description"]) == ("VAT [8.875%]", "8.875%", None)
    assert ann.get(f"tax-rates/{created['id']}").json == created
    assert "VAT" in listed(ann, "search_keyword=vat-s")


def test_a_percentage_outside_0_to_100_is_refused_by_its_name(ann: Client) -> None:
    for rate in ("101", "-1", "1.00001", "", None, "1e1", "a tenth"):
        assert properties(ann.post("tax-rates", {"name": "A", "code": "A", "rate": rate}, status=400)) == ["rate"], rate
    assert listed(ann) == SEEDED


def test_two_rates_cannot_have_one_code_in_any_case_of_letters(ann: Client) -> None:
    other = taxed(ann, code="OTHER")
    assert codes(ann.post("tax-rates", {"name": "A", "code": "tax-sales", "rate": 1}, status=400)) == ["TAX_CODE_NOT_UNIQUE"]
    body = {"name": "A", "code": "TAX-SALES", "rate": 1}
    assert codes(ann.put(f"tax-rates/{other['id']}", body, status=400)) == ["TAX_CODE_NOT_UNIQUE"]
    assert ann.get(f"tax-rates/{other['id']}").json == other


@pytest.mark.parametrize("change", [{"rate": "16"}, {"name": "Value added tax"}, {"code": "VAT2"}])
def test_a_change_of_what_a_tax_is_makes_a_new_one_of_it(ann: Client, peek: Callable[..., list[Any]], change: dict[str, str]) -> None:
    before = taxed(ann, description="on all", is_non_recoverable=True)
    after = ann.put(f"tax-rates/{before['id']}", {"name": "VAT", "code": "VAT", "rate": "15"} | change).json
    assert after["id"] > before["id"]
    assert (after["description"], after["is_non_recoverable"], after["active"], after["deleted_at"]) == ("on all", True, True, None)
    assert [after[name] for name in change] == [float(value) if name == "rate" else value for name, value in change.items()]
    assert codes(ann.get(f"tax-rates/{before['id']}", status=400)) == ["TAX_RATE_NOT_FOUND"]
    old = peek("SELECT name, code, deleted_at IS NOT NULL FROM tax_rates WHERE id = :id", id=before["id"])
    assert old == [("VAT", "VAT", 1)]
    assert len(listed(ann)) == 5


def test_a_change_of_anything_else_keeps_it(ann: Client) -> None:
    before = taxed(ann)
    after = ann.put(f"tax-rates/{before['id']}", {"name": "VAT", "code": "VAT", "rate": 15, "description": "on all"}).json
    assert {name for name in after if after[name] != before[name]} == {"description", "updated_at"}
    assert ann.put(f"tax-rates/{before['id']}", {"name": "VAT", "code": "VAT", "rate": "15.0"}).json["description"] == "on all"


def test_items_propose_the_rate_that_took_the_place_of_theirs(ann: Client) -> None:
    rate, other = taxed(ann), taxed(ann, code="OTHER")
    sold = made(ann, sell_tax_rate_id=rate["id"], purchase_tax_rate_id=other["id"])["id"]
    bought = made(ann, GOODS, purchase_tax_rate_id=rate["id"])["id"]
    after = ann.put(f"tax-rates/{rate['id']}", {"name": "VAT", "code": "VAT", "rate": 16}).json
    item = ann.get(f"items/{sold}").json
    assert (item["sell_tax_rate_id"], item["purchase_tax_rate_id"], item["sell_tax_rate"]["rate"]) == (after["id"], other["id"], 16)
    assert ann.get(f"items/{bought}").json["purchase_tax_rate_id"] == after["id"]


def test_a_deleted_rate_is_proposed_no_more_and_its_code_is_free_again(ann: Client, peek: Callable[..., list[Any]]) -> None:
    rate = taxed(ann)
    item = made(ann, sell_tax_rate_id=rate["id"])["id"]
    assert ann.delete(f"tax-rates/{rate['id']}").body == b""
    assert ann.get(f"items/{item}").json["sell_tax_rate"] is None
    assert codes(ann.delete(f"tax-rates/{rate['id']}", status=400)) == ["TAX_RATE_NOT_FOUND"]
    refused = ann.post("items", SERVICE | {"name": "B", "sell_tax_rate_id": rate["id"]}, status=400)
    assert codes(refused) == ["SELL_TAX_RATE_NOT_FOUND"]
    assert taxed(ann)["id"] > rate["id"]
    assert peek("SELECT COUNT(*) FROM tax_rates") == [(6,)]


def test_a_rate_is_offered_and_withdrawn_once(ann: Client) -> None:
    path = f"tax-rates/{taxed(ann)['id']}"
    assert codes(ann.put(f"{path}/activate", status=400)) == ["TAX_RATE_ALREADY_ACTIVE"]
    assert ann.put(f"{path}/inactivate").body == b""
    assert codes(ann.put(f"{path}/inactivate", status=400)) == ["TAX_RATE_ALREADY_INACTIVE"]
    ann.put(f"{path}/activate", status=200)
    assert ann.get(path).json["active"] is True


def test_every_member_reads_them_and_who_may_change_preferences_writes_them(ann: Client, member: Callable[..., Client]) -> None:
    clerk = member(("Item", "Create"))
    assert listed(clerk) == SEEDED
    assert clerk.get("tax-rates/1").json["code"] == "TAX-EXEMPT"
    for refused in (clerk.post, clerk.put, clerk.delete):
        refused("tax-rates/1" if refused != clerk.post else "tax-rates", status=403)
    clerk.put("tax-rates/1/inactivate", status=403)


def test_a_rate_tells_what_it_has_been_by_whom_and_on_how_many_documents(ann: Client, member: Callable[..., Client]) -> None:
    first = taxed(ann)
    sold = line(made(ann)["id"], tax_rate_id=first["id"])
    who = customer(ann)
    for _ in range(2):
        ann.post("sale-receipts", receipt(who, sold, sold), status=201)
    clerk = member(("Preferences", "Mutate"))
    second = clerk.put(f"tax-rates/{first['id']}", {"name": "VAT", "code": "VAT", "rate": "16.5", "is_compound": True}).json
    newest, oldest = clerk.get(f"tax-rates/{second['id']}/history").json
    assert (oldest["id"], oldest["rate_formatted"], oldest["is_compound"], oldest["documents_count"]) == (first["id"], "15%", False, 2)
    assert (newest["id"], newest["rate_formatted"], newest["is_compound"], newest["documents_count"]) == (second["id"], "16.5%", True, 0)
    assert oldest["valid_from"] == first["created_at"] < newest["valid_from"] <= oldest["valid_until"]
    assert newest["valid_until"] is None
    assert oldest["user_name"] and oldest["user_name"] != newest["user_name"]
    [seeded] = ann.get("tax-rates/1/history").json
    assert (seeded["code"], seeded["user_id"], seeded["user_name"]) == ("TAX-EXEMPT", None, None)
    assert codes(ann.get(f"tax-rates/{first['id']}/history", status=400)) == ["TAX_RATE_NOT_FOUND"]


def test_documents_find_current_rates_by_code_and_old_ones_by_id(ann: Client, tenant: Units) -> None:
    rate = taxed(ann)
    after = ann.put(f"tax-rates/{rate['id']}", {"name": "VAT", "code": "vat", "rate": "16.5"}).json
    with tenant(writer=False) as t:
        known = taxes(t)
    found = known.of_code("VAT")
    assert found is not None and (found.id, str(found.rate).rstrip("0"), found.retired) == (after["id"], "16.5", False)
    assert known.get(rate["id"]) is None
    assert (known.by_id[rate["id"]].retired, int(known.by_id[rate["id"]].rate)) == (True, 15)
    assert [one.name for one in known if one.name == "VAT"] == ["VAT"]


# --- organizations that were there before there were taxes ---


@pytest.fixture(params=["sqlite", pytest.param("mariadb", marks=pytest.mark.services)])
def upgraded(request: pytest.FixtureRequest, tmp_path: Any) -> Iterator[Callable[..., list[Any]]]:
    """A tenant's database as it was before a migration; called with rows to have, it is brought up to date and answers a query."""
    url = f"sqlite:///{tmp_path}/old.sqlite"
    if request.param == "mariadb":
        root = request.getfixturevalue("mariadb")
        schema.run_script(root, "CREATE DATABASE before_taxes CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci")
        url = schema.several_statements(f"{root}before_taxes").render_as_string(hide_password=False)
    engine = db.connect_to(url)

    def upgraded(before: str, after: str, table: str, columns: str, rows: list[str], query: str) -> list[Any]:
        with engine.execution_options(writer=True).connect() as connection:
            schema.upgrade(connection, "tenant", before)
            for values in rows:
                connection.exec_driver_sql(f"INSERT INTO {table} ({columns}) VALUES ({values})")
            connection.commit()
            assert schema.upgrade(connection, "tenant", after) == after
            return [tuple(row) for row in connection.exec_driver_sql(query)]

    yield upgraded
    engine.dispose()
    if request.param == "mariadb":
        schema.run_script(request.getfixturevalue("mariadb"), "DROP DATABASE before_taxes")


def before_taxes(upgraded: Callable[..., list[Any]], accounts: int) -> list[Any]:
    columns = "name, account_type, currency_code, active, predefined, is_system_account, uncategorized_transactions,"
    columns += " is_feeds_active, is_syncing_owner, created_at"
    rows = [f"'Bank {n}', 'bank', 'USD', 1, 1, 0, 0, 0, 0, '2024-01-01'" for n in range(accounts)]
    query = "SELECT code, active, created_at IS NOT NULL FROM tax_rates ORDER BY id"
    return upgraded("revaluations", "selling", "accounts", columns, rows, query)


def test_an_organization_from_before_gets_the_four_rates(upgraded: Callable[..., list[Any]]) -> None:
    codes_of_new = ["TAX-EXEMPT", "TAX-PURCHASES", "TAX-SALES", "TAX-IMPORTS"]
    assert before_taxes(upgraded, 2) == [(code, 1, 1) for code in codes_of_new]


def test_an_empty_database_is_left_empty(upgraded: Callable[..., list[Any]]) -> None:
    assert before_taxes(upgraded, 0) == []


def test_what_took_the_place_of_what_is_found_out_where_it_was_not_written_down(upgraded: Callable[..., list[Any]]) -> None:
    day, columns = "2024-05-01 10:00:00", "id, name, code, rate, is_non_recoverable, is_compound, active, created_at, deleted_at"
    rows = [
        f"101, 'VAT', 'VAT', 15, 0, 0, 1, '2024-01-01 08:00:00.000000', '{day}.000300'",
        f"102, 'VAT', 'VAT', 16, 0, 0, 1, '{day}.000200', '{day}.500300'",  # for 101
        f"103, 'VAT', 'NEW', 16, 0, 0, 1, '{day}.500200', '2024-06-01 10:00:00.000300'",  # for 102: by its name
        "104, 'Other', 'New', 17, 0, 0, 1, '2024-06-01 10:00:00.000200', '2024-07-01 10:00:00.000000'",  # for 103; then deleted
        "105, 'Another', 'NEW', 18, 0, 0, 1, '2024-07-01 10:00:01.000000', NULL",  # a code that was free again
        "106, 'VAT', 'VAT', 18, 0, 0, 1, '2024-08-01 10:00:00.000000', NULL",
    ]
    query = "SELECT id, replaces_id FROM tax_rates ORDER BY id"
    found = upgraded("recurring_methods", "tax_history", "tax_rates", columns, rows, query)
    assert found == [(101, None), (102, 101), (103, 102), (104, 103), (105, None), (106, None)]
