"""What every endpoint does the same: envelopes, keys, tags, sizes, headers. Accounts and journals stand in for all."""

from __future__ import annotations

import threading
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import text
from webtest import TestApp

from bigcapital import clock
from bigcapital.rest.jobs import sweep_keys
from bigcapital.tenancy.installation import Installation
from tests.client import Client, codes

RENT = {"name": "Rent of the shop", "account_type": "expense"}
JOURNAL = {
    "date": "2026-01-31",
    "publish": True,
    "entries": [{"index": 1, "account_id": 1000, "debit": 10}, {"index": 2, "account_id": 1001, "credit": 10}],
}


def names(ann: Client) -> list[str]:
    return [one["name"] for one in ann.get("accounts?structure=flat").json["accounts"]]


# --- Idempotency-Key ---


def test_the_same_key_replays_the_answer_and_writes_once(ann: Client) -> None:
    first = ann.post("accounts", RENT, Idempotency_Key="k-1")
    again = ann.post("accounts", RENT, Idempotency_Key="k-1")
    assert (again.status_int, again.body) == (first.status_int, first.body)
    assert again.headers["Idempotency-Replayed"] == "true"
    assert names(ann).count(RENT["name"]) == 1


def test_another_body_under_the_same_key_is_a_422(ann: Client) -> None:
    ann.post("accounts", RENT, Idempotency_Key="k-1")
    refused = ann.post("accounts", RENT | {"name": "Other"}, status=422, Idempotency_Key="k-1")
    assert refused.json["statusCode"] == 422
    assert "Other" not in names(ann)


def test_a_refused_write_lets_its_key_go(ann: Client, peek: Any) -> None:
    ann.post("accounts", RENT | {"account_type": "nonsense"}, status=400, Idempotency_Key="k-1")
    assert peek("SELECT * FROM idempotency_keys") == []
    ann.post("accounts", RENT, Idempotency_Key="k-1")


def test_a_key_of_somebody_else_is_another_key(ann: Client, anyone: Client, installation: Installation) -> None:
    ann.post("accounts", RENT, Idempotency_Key="k-1")
    key = ann.post("api-keys/generate", {"name": "robot"}).json["key"]
    robot = Client(ann.app, {"Authorization": f"Bearer {key}"})
    assert robot.post("accounts", RENT, Idempotency_Key="k-1").headers["Idempotency-Replayed"] == "true"  # the same person


def test_while_the_first_is_running_a_second_is_a_409(ann: Client, installation: Installation, tenant: Any) -> None:
    ann.post("accounts", RENT, Idempotency_Key="k-1")
    engine = installation.tenant_engine(tenant.record)
    with engine.begin() as connection:
        connection.execute(text("UPDATE idempotency_keys SET state = 'running'"))
    assert ann.post("accounts", RENT, status=409, Idempotency_Key="k-1").headers["Retry-After"] == "1"


def test_a_run_that_died_is_taken_over_after_its_lease(ann: Client, installation: Installation, tenant: Any) -> None:
    ann.post("accounts", RENT, Idempotency_Key="k-1")
    with installation.tenant_engine(tenant.record).begin() as connection:
        connection.execute(text("UPDATE idempotency_keys SET state = 'running', created_at = '2020-01-01 00:00:00.000000'"))
    assert codes(ann.post("accounts", RENT, status=400, Idempotency_Key="k-1")) == ["account_name_not_unqiue"]


def test_many_with_one_key_at_once_write_once(app: TestApp, ann: Client) -> None:
    statuses: list[int] = []

    def send() -> None:
        client = Client(TestApp(app.app), ann.headers)
        statuses.append(
            client.send("POST", "accounts", b'{"name": "Once", "account_type": "expense"}', status="*", Idempotency_Key="k").status_int
        )  # type: ignore[arg-type]

    threads = [threading.Thread(target=send) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert set(statuses) <= {201, 409} and 201 in statuses
    assert names(ann).count("Once") == 1


def test_a_key_is_refused_where_the_answer_carries_a_secret(ann: Client) -> None:
    ann.post("api-keys/generate", {"name": "robot"}, status=400, Idempotency_Key="k-1")


# --- ETag and If-Match ---


def test_a_change_by_someone_else_is_noticed(ann: Client) -> None:
    id = ann.post("accounts", RENT).json["id"]
    shown = ann.get(f"accounts/{id}")
    ann.put(f"accounts/{id}", RENT | {"name": "By someone else"}, If_Match=shown.headers["ETag"])
    refused = ann.put(f"accounts/{id}", RENT | {"name": "By me"}, status=412, If_Match=shown.headers["ETag"])
    assert refused.json["error"] == "Precondition Failed"
    assert "By me" not in names(ann)


def test_a_change_that_was_made_is_replayed_under_its_key_though_the_tag_is_another_by_then(ann: Client) -> None:
    id = ann.post("accounts", RENT).json["id"]
    tag = ann.get(f"accounts/{id}").headers["ETag"]
    body = RENT | {"name": "Once"}
    first = ann.put(f"accounts/{id}", body, If_Match=tag, Idempotency_Key="k-1")
    again = ann.put(f"accounts/{id}", body, If_Match=tag, Idempotency_Key="k-1")
    assert again.headers["Idempotency-Replayed"] == "true" and again.json == first.json
    ann.put(f"accounts/{id}", RENT, status=412, If_Match=tag, Idempotency_Key="k-2")
    ann.put(f"accounts/{id}", RENT, If_Match=ann.get(f"accounts/{id}").headers["ETag"], Idempotency_Key="k-2")


def test_what_the_client_has_is_not_sent_again(ann: Client) -> None:
    tag = ann.get("accounts/1000").headers["ETag"]
    assert ann.get("accounts/1000", status=304, If_None_Match=tag).body == b""


# --- dry run ---


def test_a_dry_run_shows_the_entry_and_writes_nothing(ann: Client, peek: Any) -> None:
    before = peek("SELECT * FROM head")
    answer = ann.post("manual-journals?dry_run=1", JOURNAL, status=200).json
    assert answer["dry_run"] is True
    [entry] = answer["entries"]
    assert [(line["account_name"], line["debit"], line["credit"]) for line in entry["lines"]] == [
        ("Bank Account", 10, 0),
        ("Saving Bank Account", 0, 10),
    ]
    assert answer["result"]["journal_number"]
    assert peek("SELECT * FROM head") == before
    assert peek("SELECT * FROM manual_journals") == peek("SELECT * FROM ledger_lines") == peek("SELECT * FROM outbox") == []


def test_a_dry_run_is_refused_where_there_are_no_books(ann: Client) -> None:
    assert ann.post("api-keys/generate?dry_run=1", {"name": "x"}, status=400).json["message"].startswith("dry_run")


@pytest.mark.parametrize("said", ["yes", "maybe", "2", "on"])
def test_a_dry_run_that_is_not_understood_is_refused_and_not_done_for_real(ann: Client, peek: Any, said: str) -> None:
    assert ann.post(f"manual-journals?dry_run={said}", JOURNAL, status=400).json["message"][0]["property"] == "dryRun"
    assert peek("SELECT * FROM manual_journals") == []
    ann.post("manual-journals?dry_run=0", JOURNAL, status=201)


# --- envelopes and input ---


def test_a_bad_field_is_named_for_old_clients_and_new(ann: Client) -> None:
    refused = ann.post("accounts", {"name": "x"}, status=400).json
    assert [one["property"] for one in refused["message"]] == ["name", "accountType"]
    assert {error["type"] for error in refused["errors"]} == {"VALIDATION_ERROR"}
    assert refused["errors"][1]["payload"] == {"property": "accountType"}


def test_an_endless_number_is_refused_by_name(ann: Client) -> None:
    refused = ann.send("POST", "accounts/bulk-delete", b'{"ids": [' + b"9" * 400 + b", " + b"9" * 30 + b".5]}", status=400).json
    assert [one["property"] for one in refused["message"]] == ["ids.0", "ids.1"]


def test_a_secret_is_never_echoed(anyone: Client) -> None:
    refused = anyone.post("auth/signup", {"password": "hunter2"}, status=400)
    assert "hunter2" not in refused.text


@pytest.mark.parametrize("body", [b"{", b"[]", b"null", b'{"name": NaN}', b'{"name": 1e400}', b"\xff", b"[" * 5000])
def test_broken_json_is_a_400(ann: Client, body: bytes) -> None:
    assert ann.send("POST", "accounts", body, status=400).json["errors"][0]["type"] == "VALIDATION_ERROR"


def test_a_body_that_is_too_large_is_a_413(ann: Client) -> None:
    assert ann.send("POST", "accounts", b'{"name": "' + b"x" * 10_000_000 + b'"}', status=413).json["statusCode"] == 413


@pytest.mark.parametrize("query", ["page=0", "page=-1", "page_size=0", "page_size=10001", "page=x", "page=99999999999999999999"])
def test_a_page_that_cannot_be_is_a_400(ann: Client, query: str) -> None:
    for listed in ("manual-journals", "accounts", "branches"):
        ann.get(f"{listed}?{query}", status=400)


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("view_slug=nope", "view_not_found"),
        ("column_sort_by=nope", "sort_column_not_found"),
        ("stringified_filter_roles=nope", "stringified_filter_roles_invalid"),
        ('stringified_filter_roles=[{"fieldKey":"nope","value":"x"}]', "filter_roles_fields_not_found"),
    ],
)
def test_unknown_views_fields_and_filters_have_codes_of_their_own(ann: Client, query: str, code: str) -> None:
    assert codes(ann.get(f"manual-journals?{query}", status=400)) == [code]


def test_an_unknown_route_is_a_404_that_names_it(ann: Client) -> None:
    assert ann.get("nope", status=404).json == {"statusCode": 404, "error": "Not Found", "message": "Cannot GET /api/nope"}


@pytest.mark.parametrize("path", ["/socket", "/socket/?EIO=4&transport=polling", "/api"])
def test_what_clients_poll_and_is_not_there_is_no_page(app: TestApp, path: str) -> None:
    assert app.get(path, status=404).json["statusCode"] == 404


def test_an_id_that_is_no_number_is_a_400(ann: Client) -> None:
    assert ann.get("accounts/abc", status=400).json["message"] == "Validation failed (numeric string is expected)"


# --- headers, health ---


def test_every_answer_has_an_id_and_the_security_headers(ann: Client) -> None:
    answer = ann.get("accounts", X_Request_Id="abc-12345678")
    assert answer.headers["X-Request-Id"] == "abc-12345678"
    assert answer.headers["Cache-Control"] == "no-store"
    assert "script-src 'self';" in answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_health_names_each_dependency(app: TestApp) -> None:
    assert app.get("/healthz").json == {"status": "ok"}
    ready = app.get("/readyz").json
    assert ready["status"] == "ok"
    assert ready["dependencies"] == dict.fromkeys(("system_database", "tenants.main", "jobs", "cache"), "ok")


def test_the_figures_count_requests(app: TestApp, ann: Client) -> None:
    ann.get("accounts")
    assert 'bigcapital_requests_total{method="GET",path="/api/accounts",status="200"}' in app.get("/metrics").text


def test_methods_that_clients_make_up_are_one_figure(app: TestApp) -> None:
    for number in range(3):
        app.request(f"/api/accounts?{number}", method=f"MADEUP{number}", expect_errors=True)
    assert "MADEUP" not in app.get("/metrics").text
    assert 'method="other"' in app.get("/metrics").text


def test_search_finds_accounts_and_journals_that_the_caller_may_see(ann: Client) -> None:
    ann.post("manual-journals", JOURNAL | {"reference": "petty surprise"})
    found = ann.get("search?q=petty").json["results"]
    assert {(one["resource"], one["title"].split()[0]) for one in found} >= {("Account", "Petty")}
    assert {one["resource"] for one in found} == {"Account", "ManualJournal"}


def test_keys_are_forgotten_after_a_day(ann: Client, system: Any, peek: Any) -> None:
    ann.post("accounts", RENT, Idempotency_Key="k-1")
    ann.post("organizations", {"name": "Second"}, Idempotency_Key="k-2")
    for hours, kept in ((23, 1), (25, 0)):
        moment = clock.now() + timedelta(hours=hours)
        clock.use(lambda moment=moment: moment)
        with system(writer=False) as unit:
            sweep_keys(unit)
        clock.use(None)
        assert len(peek("SELECT * FROM idempotency_keys")) == kept
        assert len(system.peek("SELECT * FROM idempotency_keys")) == kept
