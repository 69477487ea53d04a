"""Building an organization: whole or not at all, as often as it takes."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import event, text

from bigcapital import clock
from bigcapital.tenancy import provision, schema, servers
from bigcapital.tenancy.model import Organization, State


class Crash(BaseException):
    """The process ends here: nothing that follows runs."""


def test_a_built_organization_is_ready_and_seeded(town):
    ann = town.build("ann", base_currency="EUR")
    assert ann.record.state == State.READY
    assert ann.record.schema_revision == town.installation.revisions.tenant
    assert None not in (ann.record.initialized_at, ann.record.seeded_at, ann.record.built_at)
    assert ann.peek("SELECT tenant_id FROM head") == [(ann.record.id,)]
    assert ann.peek("SELECT count(*), min(id) FROM accounts") == [(34, 1000)]
    assert ann.peek("SELECT DISTINCT currency_code FROM accounts") == [("EUR",)]


def test_what_is_seeded_is_in_the_organizations_language(town):
    english, arabic = town.build("en", language="en"), town.build("ar", language="ar")
    names = "SELECT slug, name FROM accounts WHERE slug IN ('bank-account', 'drawings')"
    assert {slug for slug, _ in english.peek(names)} == {slug for slug, _ in arabic.peek(names)}
    assert not {name for _, name in english.peek(names)} & {name for _, name in arabic.peek(names)}
    assert [each.peek("SELECT name FROM branches") for each in (english, arabic)] == [[("Head Branch",)], [("الفرع الرئيسي",)]]


def test_progress_is_told_from_beginning_to_end(town):
    told = []
    provision.build(town.installation, town.request("ann"), lambda fraction, message: told.append((fraction, message)))
    assert told == sorted(told)
    assert told[-1] == (1.0, "Ready")
    assert all(message for _, message in told)


def test_building_what_is_ready_changes_nothing(town):
    ann = town.build("ann")
    assert provision.build(town.installation, ann.record.id) == ann.record


def test_what_nobody_asked_for_is_not_built(town):
    with town.system() as system:
        system.session.add(Organization(organization_id="idle"))
    for tenant_id in (1, 999):
        with pytest.raises(LookupError):
            provision.build(town.installation, tenant_id)


STEPS = ["create_database", "create", "grant", "open_tenant", "seeders"]


def break_at(monkeypatch, installation, step, error):
    """Have one step of the build raise once."""
    place = {"create": schema, "open_tenant": installation, "seeders": provision}.get(step, servers)
    real = getattr(place, step)
    broken = []

    def stumble(*args, **values):
        if not broken:
            broken.append(step)
            raise error
        return real(*args, **values)

    monkeypatch.setattr(place, step, stumble)
    return broken


@pytest.mark.parametrize("step", STEPS)
def test_a_build_that_fails_at_any_step_is_failed_and_succeeds_under_another_name(town, monkeypatch, step):
    if step == "grant" and town.installation.settings.servers["main"].startswith("sqlite"):
        step = "create"  # files know no grants
    broken = break_at(monkeypatch, town.installation, step, OSError("the disk is full of customers' names"))
    tenant_id = town.request("ann")
    with pytest.raises(OSError, match="full"):
        provision.build(town.installation, tenant_id)
    assert broken
    failed = town.record(tenant_id)
    assert failed.state == State.FAILED
    assert town.system.peek("SELECT build_error FROM organizations") == [("OSError",)]  # says nothing of what was in it
    built = provision.build(town.installation, tenant_id)
    assert built.state == State.READY
    assert built.database != failed.database
    assert town.system.peek("SELECT build_error FROM organizations") == [(None,)]
    with template_unit(town, built) as tenant:
        assert tenant.head.tenant_id == tenant_id


@pytest.mark.parametrize("step", STEPS)
def test_a_build_whose_process_dies_at_any_step_can_be_run_again(town, monkeypatch, step):
    if step == "grant" and town.installation.settings.servers["main"].startswith("sqlite"):
        step = "create"
    break_at(monkeypatch, town.installation, step, Crash())
    tenant_id = town.request("ann")
    with pytest.raises(Crash):
        provision.build(town.installation, tenant_id)
    assert State(town.record(tenant_id).state).building
    assert provision.build(town.installation, tenant_id).state == State.READY


@pytest.mark.slow
def test_every_statement_of_a_build_may_fail_once_and_leaves_no_half_built_organization(town):
    """The failing statement moves through the whole build, on whatever connection it is sent."""
    total = count_statements(lambda: provision.build(town.installation, town.request("first")))
    tenant_id = town.request("second")
    reached = 0
    while failing_at(reached, lambda: provision.build(town.installation, tenant_id)):
        reached += 1
        if town.record(tenant_id).ready:  # all was done, and only reading it once more failed
            break
    assert total - 5 < reached < total
    record = provision.build(town.installation, tenant_id)
    assert record.state == State.READY
    with template_unit(town, record) as tenant:
        assert tenant.session.execute(text("SELECT count(*) FROM accounts")).scalar() == 34


def test_of_two_builds_at_once_the_later_one_counts(town, monkeypatch):
    tenant_id = town.request("ann")
    real, nested = provision._create, []

    def interrupted(installation, record, contents):
        real(installation, record, contents)
        if not nested:
            nested.append(record.database)
            nested.append(provision.build(installation, tenant_id).database)

    monkeypatch.setattr(provision, "_create", interrupted)
    with pytest.raises(provision.Superseded):
        provision.build(town.installation, tenant_id)
    record = town.record(tenant_id)
    assert (record.state, record.database) == (State.READY, nested[1])
    assert nested[0] != nested[1]


def test_the_collector_drops_what_failed_builds_left_and_nothing_else(town, monkeypatch):
    bob = town.build("bob")
    break_at(monkeypatch, town.installation, "seeders", OSError("no"))
    tenant_id = town.request("ann")
    with pytest.raises(OSError, match="no"):
        provision.build(town.installation, tenant_id)
    orphan = town.record(tenant_id).database
    ann = provision.build(town.installation, tenant_id)
    assert provision.collect_orphans(town.installation) == []  # too young
    later = clock.now() + timedelta(days=2)
    clock.use(lambda: later)
    assert provision.collect_orphans(town.installation) == [orphan]
    assert provision.collect_orphans(town.installation) == []
    settings = town.installation.settings
    assert not servers.exists(settings, "main", orphan)
    assert servers.exists(settings, "main", ann.database)
    assert servers.exists(settings, "main", bob.record.database)


def test_the_collector_leaves_a_database_that_holds_entries_or_is_somebody_elses(town):
    ann, bob = town.build("ann"), town.build("bob")
    with ann() as t:
        t.head.sequence = 1
    with bob() as t:
        t.head.tenant_id = 77
    with town.system() as system:
        system.session.execute(text("UPDATE organizations SET `database` = 'elsewhere'"))
    later = clock.now() + timedelta(days=2)
    clock.use(lambda: later)
    assert provision.collect_orphans(town.installation) == []
    assert servers.exists(town.installation.settings, "main", ann.record.database)
    assert servers.exists(town.installation.settings, "main", bob.record.database)


@pytest.mark.parametrize("name", ["mysql", "bigcapital_1_0123456", "bigcapital_1_01234567; DROP", "bigcapital_01_01234567", ""])
def test_only_names_that_were_drawn_can_be_dropped(town, name):
    with pytest.raises(ValueError, match="not the name"):
        servers.drop_database(town.installation.settings, "main", name)


def template_unit(town, record):
    from tests.template import Units

    return Units(town.installation, record)(writer=False)


def count_statements(act):
    sent = []

    def note(connection, cursor, statement, *_):
        sent.append(statement)

    listening(note, act)
    return len(sent)


def failing_at(number, act):
    """Run ``act`` with its statement of this number failing; whether it got that far."""
    sent = []

    def note(connection, cursor, statement, *_):
        sent.append(statement)
        if len(sent) == number + 1:
            raise OSError("injected")

    try:
        listening(note, act)
    except OSError:
        return True
    return False


def listening(note, act):
    from sqlalchemy import Engine

    event.listen(Engine, "before_cursor_execute", note)
    try:
        act()
    finally:
        event.remove(Engine, "before_cursor_execute", note)
