"""Realized and unrealized exchange gains and losses: whose they are, and that they add up to the books."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from python_calamine import CalamineWorkbook
from sqlalchemy import insert, text

from bigcapital import clock
from bigcapital.accounting import books
from bigcapital.accounting.accounts.model import Account
from bigcapital.contacts.model import Contact
from bigcapital.ledger.entry import Entry, Line
from tests.functional.reports.reading import Reader, every

YEAR = {"from_date": "2024-01-01", "to_date": "2024-12-31"}
AT = {"as_date": "2024-03-31", "rates": {"EUR": "1.2", "KWD": "3.3"}}
OWED, OWING, GAIN = "Accounts Receivable (A/R)", "Accounts Payable (A/P)", "Exchange Gain or Loss"
Leg = tuple[Any, ...]  # account, base amount, own amount, currency[, contact]; debit positive


class Trader(Reader):
    """Ann, with customers, a vendor, and accounts in euros and dinars."""

    def open(self) -> Trader:
        with self.tenant() as unit:
            for kind, name in (("customer", "Carl"), ("vendor", "Vera"), ("customer", "Dora")):
                unit.session.execute(insert(Contact).values(contact_service=kind, display_name=name, currency_code="EUR"))
            for name, kind, currency in (("Girokonto", "bank", "EUR"), ("Dinars", "cash", "KWD")):
                unit.session.add(Account(name=name, account_type=kind, currency_code=currency, active=True))
            unit.session.flush()
            unit.bump_metadata()
        return self

    def enter(self, day: str, *legs: Leg, kind: str = "Journal", id: int = 1, branch: int = 1) -> None:
        """Record an entry whose lines have rates of their own, as a payment's."""
        with self.tenant() as unit:
            chart = {row.name: row for row in unit.session.query(Account)}
            lines = []
            for name, base, own, currency, *contact in legs:
                value, amount = Decimal(base), Decimal(own)
                lines.append(
                    Line(
                        account_id=chart[name].id,
                        account_type=chart[name].account_type,
                        debit=max(value, Decimal(0)),
                        credit=max(-value, Decimal(0)),
                        currency=currency,
                        amount=abs(amount),
                        contact_id=contact[0] if contact else None,
                        branch_id=branch,
                    )
                )
            books.record(unit, Entry(date=date.fromisoformat(day), reference_type=kind, reference_id=id, lines=tuple(lines)))

    def realized(self, **query: Any) -> list[tuple[Any, ...]]:
        found = self.report("realized-gain-loss", **(YEAR | query))["data"]
        rows = [
            (one["account_name"], one["contact_name"], one["currency_code"], one["gain"]["amount"], one["loss"]["amount"])
            for one in found["realized"]
        ]
        for side in ("gain", "loss", "net"):
            assert sum(one[side]["amount"] for one in found["realized"]) == found["total"][side]["amount"]
        return rows

    def unrealized(self, **query: Any) -> list[tuple[Any, ...]]:
        found = self.report("unrealized-gain-loss", **(AT | query))["data"]
        for key in ("base_balance", "value", "recorded", "difference"):
            assert sum(one[key]["amount"] for one in found["unrealized"]) == found["total"][key]["amount"]
        return [
            (one["account_name"], one["contact_name"], one["currency_code"], one["balance"]["amount"], one["exchange_rate"])
            + tuple(one[key]["amount"] for key in ("base_balance", "value", "recorded", "difference"))
            for one in found["unrealized"]
        ]

    def revalue(self, day: str = "2024-03-31") -> int:
        body = {"date": day, "rates": AT["rates"]}
        return int(self.app.post_json("/api/accounting/revaluations", body, headers=self.headers, status=201).json["id"])


@pytest.fixture
def trader(ann: Reader) -> Trader:
    return Trader(ann.app, ann.tenant).open()


def pay(trader: Trader, day: str = "2024-02-01", id: int = 1, **more: Any) -> None:
    """Carl pays 100 euros, owed at 1.1, into the euro account at 1.15: 5 gained."""
    legs = (("Girokonto", 115, 100, "EUR"), (OWED, -110, 100, "EUR", 1), (GAIN, -5, 0, "EUR"))
    trader.enter(day, *legs, kind="PaymentReceive", id=id, **more)


# --- realized ---


def test_a_payment_realizes_its_difference_with_the_contact_not_the_bank(trader: Trader) -> None:
    pay(trader)
    legs = ((OWING, 120, 100, "EUR", 2), ("Girokonto", -123, 100, "EUR"), (GAIN, 3, 0, "EUR"))
    trader.enter("2024-02-02", *legs, kind="BillPayment")
    assert trader.realized() == [(OWED, "Carl", "EUR", 5, 0), (OWING, "Vera", "EUR", 0, 3)]
    assert trader.realized(to_date="2024-02-01") == [(OWED, "Carl", "EUR", 5, 0)]
    assert trader.realized(accounts_ids=[trader.account(OWING)]) == [(OWING, "Vera", "EUR", 0, 3)]
    assert trader.realized(from_date="2024-03-01") == []


def test_a_transfer_realizes_with_the_account_in_another_currency(trader: Trader) -> None:
    legs = (("Bank Account", 130, 100, "EUR"), ("Girokonto", -110, 100, "EUR"), (GAIN, -20, 0, "EUR"))
    trader.enter("2024-02-01", *legs, kind="CashflowTransaction")
    assert trader.realized() == [("Girokonto", "", "EUR", 20, 0)]  # the bank's account is held in dollars


def test_a_difference_over_several_contacts_is_split_in_proportion_unless_it_names_one(trader: Trader) -> None:
    several = (("Girokonto", 40, 30, "EUR"), (OWED, -10, 10, "EUR", 1), (OWED, -20, 20, "EUR", 3))
    trader.enter("2024-02-01", *several, (GAIN, -10, 0, "EUR"))
    assert trader.realized() == [(OWED, "Carl", "EUR", Decimal("3.33"), 0), (OWED, "Dora", "EUR", Decimal("6.67"), 0)]
    trader.enter("2024-02-02", *several, (GAIN, -10, 0, "EUR", 3), id=2)
    assert trader.realized(from_date="2024-02-02") == [(OWED, "Dora", "EUR", 10, 0)]


def test_a_journal_by_hand_belongs_to_whom_it_names_or_to_nobody(trader: Trader) -> None:
    trader.post("2024-02-01", ("Bank Account", 7), (GAIN, -7))
    trader.post("2024-02-02", ("Rent", -2), (GAIN, 2))
    assert trader.realized() == [("Bank Account", "", "USD", 7, 0), ("Other", "", "USD", 0, 2)]


def test_what_was_undone_and_what_was_revalued_realized_nothing(trader: Trader) -> None:
    pay(trader)
    pay(trader, id=2)
    trader.undo(2, "PaymentReceive")
    trader.revalue()
    assert trader.realized() == [(OWED, "Carl", "EUR", 5, 0)]
    account = trader.account(GAIN)
    rows = every(trader.report("trial-balance-sheet", **YEAR)["data"]["accounts"])
    assert [one["debit"] - one["credit"] for one in rows if one["id"] == account] == [-5]  # revalued there and back


def test_branches_and_zeros_are_left_out_when_asked(trader: Trader) -> None:
    north = trader.add_branch("North")
    pay(trader)
    pay(trader, id=2, branch=north)
    assert trader.realized(branches_ids=[north]) == [(OWED, "Carl", "EUR", 5, 0)]
    trader.enter("2024-02-03", ("Girokonto", 105, 100, "EUR"), (OWED, -115, 100, "EUR", 1), (GAIN, 10, 0, "EUR"), id=3)
    assert trader.realized() == [(OWED, "Carl", "EUR", 10, 10)]
    assert trader.realized(none_zero="1") == []


# --- unrealized ---


def hold(trader: Trader) -> None:
    """100 euros in the bank at 1.1, 50 owed by Carl at 1.1, 30 owed to Vera at 1.3, 1.234 dinars at 3."""
    trader.enter("2024-01-05", ("Girokonto", 110, 100, "EUR"), ("Sales of Product Income", -110, 100, "EUR"))
    trader.enter("2024-01-06", (OWED, 55, 50, "EUR", 1), ("Sales of Product Income", -55, 50, "EUR"), id=2)
    trader.enter("2024-01-07", ("Rent", 39, 30, "EUR"), (OWING, -39, 30, "EUR", 2), id=3)
    trader.enter("2024-01-08", ("Dinars", "3.70", "1.234", "KWD"), ("Sales of Product Income", "-3.70", "1.234", "KWD"), id=4)


HELD = {
    "Dinars": (Decimal("1.234"), Decimal("3.3"), Decimal("3.7"), Decimal("4.07")),
    "Girokonto": (100, Decimal("1.2"), 110, 120),
    OWED: (50, Decimal("1.2"), 55, 60),
    OWING: (-30, Decimal("1.2"), -39, -36),
}
WHOSE = {"Dinars": ("", "KWD"), "Girokonto": ("", "EUR"), OWED: ("Carl", "EUR"), OWING: ("Vera", "EUR")}


def test_what_stands_open_is_shown_at_the_rates(trader: Trader) -> None:
    hold(trader)
    rows = trader.unrealized()
    assert {row[0]: (row[1], row[2]) for row in rows} == WHOSE
    assert {row[0]: row[3:7] for row in rows} == HELD
    assert all(row[7] == 0 and row[8] == row[6] - row[5] for row in rows)
    assert trader.unrealized(as_date="2024-01-04") == []
    assert [row[0] for row in trader.unrealized(accounts_ids=[trader.account(OWED)])] == [OWED]


def test_a_revaluation_at_that_day_is_recorded_already(trader: Trader) -> None:
    hold(trader)
    before = {row[0]: row[8] for row in trader.unrealized()}
    id = trader.revalue()
    rows = trader.unrealized()
    assert {row[0]: row[7] for row in rows} == before and all(row[8] == 0 and row[5] == row[6] for row in rows)
    assert {row[0]: row[7:] for row in trader.unrealized(rates={"EUR": "1.3", "KWD": "3.3"})}["Girokonto"] == (10, 10)
    assert {row[0]: row[8] for row in trader.unrealized(as_date="2024-04-01")} == before  # it is taken back there
    trader.app.delete(f"/api/accounting/revaluations/{id}", headers=trader.headers)
    assert {row[0]: row[8] for row in trader.unrealized()} == before


def test_a_rate_that_is_missing_is_named(trader: Trader) -> None:
    hold(trader)
    refused = trader.ask("unrealized-gain-loss", status=400, as_date="2024-03-31", rates={"EUR": "1.2"}).json
    assert [one["property"] for one in refused["message"]] == ["rates.KWD"]
    for rates in ({"EUR": "0"}, {"EUR": "x"}, {"EUR": ""}):
        assert trader.ask("unrealized-gain-loss", status=400, rates=rates).json["message"][0]["property"] == "rates.EUR"


def test_an_empty_book_has_a_total_of_nothing(trader: Trader) -> None:
    assert trader.unrealized(rates={}) == [] == trader.realized()
    query = trader.report("unrealized-gain-loss", **AT)["query"]
    assert (query["as_date"], query["rates"]) == ("2024-03-31", {"EUR": Decimal("1.2"), "KWD": Decimal("3.3")})
    assert "from_date" not in query and "to_date" not in query


def test_each_branch_is_valued_by_itself_as_a_revaluation_does(trader: Trader) -> None:
    north = trader.add_branch("North")
    for number, branch in enumerate((1, north), start=1):
        trader.enter("2024-01-05", ("Girokonto", 1, "1.05", "EUR"), ("Rent", -1, "1.05", "EUR"), id=number, branch=branch)
    [row] = trader.unrealized(rates={"EUR": "1.1"})
    assert row[3:7] == (Decimal("2.10"), Decimal("1.1"), 2, Decimal("2.32"))
    [row] = trader.unrealized(rates={"EUR": "1.1"}, branches_ids=[north])
    assert row[3:7] == (Decimal("1.05"), Decimal("1.1"), 1, Decimal("1.16"))


def test_files_carry_every_currency_with_its_own_decimals(trader: Trader) -> None:
    hold(trader)
    rows = list(csv.reader(io.StringIO(trader.ask("unrealized-gain-loss", "text/csv", **AT).text)))
    assert rows[0][3:6] == ["Balance", "Exchange rate", "Balance in base currency"]
    [dinars] = [row for row in rows if row[0] == "Dinars"]
    assert dinars[2:] == ["KWD", "1.234", "3.3", "3.70", "4.07", "", "0.37"]
    assert rows[-1] == ["Total", "", "", "", "", "129.70", "148.07", "0.00", "18.37"]
    xlsx = trader.ask("unrealized-gain-loss", "application/xlsx", **AT).body
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(xlsx)).get_sheet_by_index(0).to_python()
    assert [row[3:5] for row in sheet if row[0] == "Dinars"] == [[1.234, 3.3]]
    thousands = trader.ask("unrealized-gain-loss", "text/csv", number_format={"divide_on1000": "1", "precision": 3}, **AT).text
    assert "Girokonto,,EUR,0.100,1.2,0.110,0.120" in thousands
    shown = [one["balance"] for one in trader.report("unrealized-gain-loss", **AT)["data"]["unrealized"]]
    assert {"amount": Decimal("1.234"), "formatted_amount": "1.234", "currency_code": "KWD"} in shown


@pytest.mark.parametrize(("name", "query"), [("realized-gain-loss", YEAR), ("unrealized-gain-loss", AT)])
def test_both_answer_in_every_form_and_in_arabic(trader: Trader, installation: Any, tenant: Any, name: str, query: dict[str, Any]) -> None:
    hold(trader)
    pay(trader)
    table = trader.table(name, **query)
    assert len({len(row["cells"]) for row in table["rows"]} | {len(table["columns"])}) == 1
    assert table["rows"][-1]["row_types"] == ["TOTAL"]
    with installation.system_writer_engine.begin() as connection:
        connection.execute(text("UPDATE organizations SET language = 'ar' WHERE id = :id"), {"id": tenant.record.id})
    labels = [column["label"] for column in trader.table(name, **query)["columns"]]
    assert labels[:3] == ["الحساب", "جهة الاتصال", "العملة"] and not any(label.isascii() for label in labels)


def test_rights_are_those_of_the_statements_that_they_are_part_of(trader: Trader, tenant: Any, installation: Any) -> None:
    from bigcapital.security.model import RolePermission

    with installation.system_writer_engine.begin() as connection:
        connection.execute(text("UPDATE memberships SET role_id = 2"))
    for ability, allowed in (("read-profit-loss", "realized-gain-loss"), ("read-balance-sheet", "unrealized-gain-loss")):
        with tenant() as unit:
            unit.session.query(RolePermission).filter_by(role_id=2).delete()
            unit.session.add(RolePermission(role_id=2, subject="Report", ability=ability, value=True))
            unit.bump_metadata()
        for name in ("realized-gain-loss", "unrealized-gain-loss"):
            trader.ask(name, status=200 if name == allowed else 403)


def _statements(act: Callable[[], Any]) -> int:
    from tests.statements import counted

    with counted() as sent:
        act()
    return len(sent)


def test_they_take_the_same_statements_for_any_number_of_contacts(trader: Trader) -> None:
    hold(trader)
    pay(trader)
    trader.unrealized()  # the process is warm
    few = [_statements(lambda: trader.unrealized(rates={"EUR": 1, "KWD": 1})), _statements(lambda: trader.realized())]
    for number in range(2, 12):
        pay(trader, id=number)
    assert [_statements(lambda: trader.unrealized()), _statements(lambda: trader.realized())] == few
    assert max(few) <= 6


# --- why, and what since ---


def why(trader: Trader, name: str, row: str, column: str, **query: Any) -> dict[str, Any]:
    """An explanation, whose figure is the sum of its lines or parts."""
    found: dict[str, Any] = trader.report(f"{name}/explain", row=row, column=column, **query)
    amount = found["cell"]["amount"]
    if found["total"] is not None:
        assert sum((one["amount"] for one in found["lines"]), Decimal(0)) == found["total"] == amount
    if found["formula"]["parts"]:
        assert sum(one["sign"] * one["amount"] for one in found["formula"]["parts"]) == amount
    return found


def test_every_realized_figure_is_the_sum_of_its_shares_of_lines(trader: Trader) -> None:
    pay(trader)
    several = (("Girokonto", 40, 30, "EUR"), (OWED, -10, 10, "EUR", 1), (OWED, -20, 20, "EUR", 3), (GAIN, -10, 0, "EUR"))
    trader.enter("2024-02-02", *several, id=2)
    trader.enter("2024-02-03", ("Girokonto", -3, 0, "EUR"), (GAIN, 3, 0, "EUR"), id=3)
    pay(trader, "2024-02-04", id=4)
    trader.undo(4, "PaymentReceive")
    found = trader.report("realized-gain-loss", **YEAR)["data"]
    for one in (*found["realized"], found["total"] | {"id": "TOTAL"}):
        for column in ("gain", "loss", "net"):
            explained = why(trader, "realized-gain-loss", one["id"], column, **YEAR)
            assert explained["cell"]["amount"] == one[column]["amount"], (one["id"], column)
            assert {line["account_name"] for line in explained["lines"]} <= {GAIN}
    carl = found["realized"][0]["id"] if found["realized"][0]["contact_name"] == "Carl" else found["realized"][1]["id"]
    shares = why(trader, "realized-gain-loss", carl, "gain", **YEAR)["lines"]
    assert [(one["credit"], one["amount"]) for one in shares] == [(5, 5), (10, Decimal("3.33"))]
    [row] = trader.table("realized-gain-loss", **YEAR, accounts_ids=[trader.account("Girokonto")])["rows"][:-1]
    assert why(trader, "realized-gain-loss", row["id"], "loss", **YEAR)["total"] == 3


def test_every_figure_of_what_stands_open_is_explained(trader: Trader) -> None:
    trader.enter("2024-01-01", (OWED, 110, 100, "EUR", 1), ("Sales of Service Income", -110, 100, "EUR"))
    trader.enter("2024-01-02", ("Girokonto", 55, 50, "EUR"), (OWED, -55, 50, "EUR", 1), id=2, branch=trader.add_branch("North"))
    trader.enter("2024-01-03", ("Dinars", "9.9", "3.001", "KWD"), ("Owner's Equity", "-9.9", "3.001", "KWD"), id=3)
    trader.revalue()
    found = trader.report("unrealized-gain-loss", **AT)["data"]
    for one in (*found["unrealized"], found["total"] | {"id": "TOTAL"}):
        for column in ("base_balance", "value", "recorded", "difference", *(("balance",) if one["id"] != "TOTAL" else ())):
            explained = why(trader, "unrealized-gain-loss", one["id"], column, **AT)
            assert explained["cell"]["amount"] == one[column]["amount"], (one["id"], column)
    dinars = next(one for one in found["unrealized"] if one["currency_code"] == "KWD")
    worth = why(trader, "unrealized-gain-loss", dinars["id"], "value", **AT)
    assert worth["formula"]["words"].endswith("= 3.001 KWD × 3.3")
    [balance] = worth["figures"]
    assert [one["amount"] for one in balance["lines"]] == [Decimal("3.001")] and "3.001" in balance["cell"]["formatted_amount"]


@pytest.mark.parametrize(("name", "query"), [("realized-gain-loss", YEAR), ("unrealized-gain-loss", AT)])
def test_a_gain_that_is_not_there_is_refused_by_name(trader: Trader, name: str, query: dict[str, Any]) -> None:
    pay(trader)
    row = trader.report(name, **query)["data"][name.split("-")[0]][0]["id"]
    for asked, bad in (((row, "nothing"), "column"), (("1_2_XYZ", "value" if query is AT else "gain"), "row")):
        answer = trader.ask(f"{name}/explain", status=400, row=asked[0], column=asked[1], **query).json
        assert [one["property"] for one in answer["message"]] == [bad]


def test_what_gains_have_changed_since_is_listed_entry_by_entry(trader: Trader) -> None:
    pay(trader)
    trader.revalue()
    moment = clock.now().isoformat()
    before, opened_then = trader.realized(), trader.unrealized()
    legs = ((OWING, 120, 100, "EUR", 2), ("Girokonto", -123, 100, "EUR"), (GAIN, 3, 0, "EUR"))
    trader.enter("2024-02-02", *legs, kind="BillPayment", id=7)
    trader.undo(1, "PaymentReceive")
    found = trader.report("realized-gain-loss/changes", **YEAR | {"as_known_at": moment})
    effects = [(one["reference_type"], [(each["name"], each["amount"]) for each in one["effect"]]) for one in found["changes"]]
    assert effects == [("PaymentReceive", [(f"{OWED}, Carl, EUR", -5)]), ("BillPayment", [(f"{OWING}, Vera, EUR", -3)])]
    assert before == [(OWED, "Carl", "EUR", 5, 0)] and trader.realized() == [(OWING, "Vera", "EUR", 0, 3)]
    narrowed = trader.report("realized-gain-loss/changes", **YEAR, as_known_at=moment, accounts_ids=[trader.account(OWING)])
    assert [one["reference_type"] for one in narrowed["changes"]] == ["BillPayment"]
    assert trader.unrealized(as_known_at=moment) == opened_then != trader.unrealized()
    opened = trader.report("unrealized-gain-loss/changes", **AT, as_known_at=moment)
    moved = {each["name"]: each["amount"] for one in opened["changes"] for each in one["effect"] if one["reference_type"] == "BillPayment"}
    assert moved == {"Girokonto, EUR": -123, f"{OWING}, Vera, EUR": 120}
