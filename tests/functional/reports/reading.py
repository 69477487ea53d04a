"""Somebody who reads statements over real books: post entries by account name, ask for reports."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from webtest import TestApp

from bigcapital.accounting import books
from bigcapital.accounting.accounts.model import Account
from bigcapital.ledger.conversion import Leg, convert
from bigcapital.ledger.entry import Entry
from bigcapital.organization.branches.model import Branch
from tests import template

Legs = tuple[str, str | int] | tuple[str, str | int, int]


class Reader:
    """Ann with her token. ``post`` writes the ledger; ``report`` asks the API."""

    def __init__(self, app: TestApp, tenant: template.Units):
        self.app, self.tenant = app, tenant
        answer = app.post_json("/api/auth/signin", {"email": template.ANN["email"], "password": template.ANN["password"]}).json
        self.headers = {"Authorization": f"Bearer {answer['access_token']}", "organization-id": answer["organization_id"]}
        self._next = 1

    def post(self, day: str, *legs: Any, kind: str = "Journal", id: int | None = None, **more: Any) -> int:
        """Record an entry from (account name, signed amount[, branch]) legs, debit positive; gives its document's id."""
        with self.tenant() as tenant:
            chart = {row.name: row for row in tenant.session.query(Account)}
            made = [
                Leg(
                    account_id=chart[name].id,
                    account_type=chart[name].account_type,
                    amount=Decimal(amount),
                    is_debit=True,
                    branch_id=branch[0] if branch else 1,
                    note=more.get("note"),
                    contact_id=more.get("contact"),
                )
                for name, amount, *branch in legs
            ]
            number = self._next if id is None else id
            self._next += 1
            lines = convert(made, currency="USD", rate=Decimal(1), base_currency="USD")
            entry = Entry(date=date.fromisoformat(day), reference_type=kind, reference_id=number, number=f"J-{number:05}", lines=lines)
            books.record(tenant, entry)
        return number

    def undo(self, id: int, kind: str = "Journal") -> None:
        """Reverse what a document posted."""
        with self.tenant() as tenant:
            books.reverse(tenant, kind, id)

    def account(self, name: str) -> int:
        """An account's id."""
        with self.tenant(writer=False) as tenant:
            return int(tenant.session.query(Account).filter_by(name=name).one().id)

    def add_account(self, name: str, under: str) -> int:
        """An account below another, of its type."""
        with self.tenant() as tenant:
            parent = tenant.session.query(Account).filter_by(name=under).one()
            made = Account(name=name, account_type=parent.account_type, currency_code="USD", active=True, parent_account_id=parent.id)
            tenant.session.add(made)
            tenant.session.flush()
            tenant.bump_metadata()
            return int(made.id)

    def add_branch(self, name: str) -> int:
        """A further branch."""
        with self.tenant() as tenant:
            made = Branch(name=name)
            tenant.session.add(made)
            tenant.session.flush()
            tenant.bump_metadata()
            return int(made.id)

    def ask(self, name: str, accept: str = "application/json", status: int = 200, **query: Any) -> Any:
        """The raw answer; list values repeat their key with ``[]``, dictionaries nest."""
        return self.app.get(f"/api/reports/{name}", _pairs(query), headers=self.headers | {"Accept": accept}, status=status)

    def report(self, name: str, **query: Any) -> Any:
        """A report's JSON, amounts exact."""
        import json

        return json.loads(self.ask(name, **query).body, parse_float=Decimal)

    def table(self, name: str, **query: Any) -> Any:
        """A report's rows and columns."""
        return self.ask(name, "application/json+table", **query).json["table"]


def _pairs(query: dict[str, Any]) -> list[tuple[str, str]]:
    pairs: list[tuple[str, str]] = []
    for key, value in query.items():
        if isinstance(value, dict):
            pairs += [(f"{key}[{inner}]", str(each)) for inner, each in value.items()]
        elif isinstance(value, list):
            pairs += [(f"{key}[]", str(each)) for each in value]
        else:
            pairs.append((key, str(value)))
    return pairs


def every(nodes: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """All nodes of a tree, parents first."""
    return [one for node in nodes for one in (node, *every(node.get("children", [])))]


def node(answer: dict[str, Any], wanted: Any) -> dict[str, Any]:
    """The one node of a report with this id or name."""
    found = [one for one in every(answer["data"]) if wanted in (one["id"], one["name"])]
    assert len(found) == 1, (wanted, found)
    return found[0]


def amount(answer: dict[str, Any], wanted: Any, field: str = "total") -> Decimal:
    """What a node holds."""
    return Decimal(node(answer, wanted)[field]["amount"])
