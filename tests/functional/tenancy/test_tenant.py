"""One tenant in one unit of work."""

from __future__ import annotations

from dataclasses import replace

import pytest
import transaction
from sqlalchemy import select, text, update
from sqlalchemy.exc import DBAPIError, IntegrityError

from bigcapital import db
from bigcapital.errors import Failed
from bigcapital.tenancy.model import HeadRow, Organization
from bigcapital.tenancy.tenant import WrongDatabase


def test_a_connection_to_another_tenants_database_is_refused(town):
    ann, bob = town.build("ann"), town.build("bob")
    misled = replace(ann.record, database=bob.record.database, generation=bob.record.generation)
    with pytest.raises((WrongDatabase, DBAPIError)), db.unit_of_work() as tm:
        town.installation.open_tenant(misled, tm, writer=True).session  # noqa: B018


def test_a_database_that_was_swapped_on_the_server_is_noticed(town):
    ann = town.build("ann")
    other = {"tenant_id": ann.record.id + 1}
    with ann() as t:
        t.connection.execute(update(HeadRow).values(other))
    for writer in (False, True):
        with pytest.raises(WrongDatabase), ann(writer=writer) as t:
            t.head  # noqa: B018


def test_what_a_writer_changes_in_the_head_row_is_stored_by_one_statement(town, statements):
    ann = town.build("ann")
    engine = town.installation.tenant_engine(ann.record)
    before = ann.peek("SELECT metadata_version FROM head")[0][0]
    with statements(engine) as sent, ann() as t:
        t.head.sequence += 3
        t.bump_metadata()
        t.head.numbering = '{"manual_journals": {"next": 2}}'
    assert [sql for sql in sent if sql.startswith("UPDATE")] == [sql for sql in sent if "UPDATE head" in sql]
    assert len([sql for sql in sent if sql.startswith("UPDATE head")]) == 1
    assert ann.peek("SELECT sequence, metadata_version FROM head") == [(3, before + 1)]
    with ann(writer=False) as t:
        assert t.head.sequence == 3


def test_a_writer_who_changes_nothing_in_the_head_row_does_not_write_it(town, statements):
    ann = town.build("ann")
    with statements(town.installation.tenant_engine(ann.record)) as sent, ann() as t:
        t.session.execute(text("SELECT 1"))
    assert not [sql for sql in sent if sql.startswith("UPDATE")]


def test_a_savepoint_that_fails_restores_rows_the_head_and_what_was_recorded(town):
    ann = town.build("ann")
    with ann() as t:
        t.head.sequence = 7
        t.recorded.append("before")
        with pytest.raises(KeyError), t.savepoint():
            t.head.sequence = 9
            t.recorded.append("inside")
            t.session.execute(text("DELETE FROM currencies"))
            raise KeyError
        assert (t.head.sequence, t.recorded) == (7, ["before"])
        with t.savepoint():
            t.head.revision = 2
    assert ann.peek("SELECT sequence, revision FROM head") == [(7, 2)]
    assert ann.peek("SELECT count(*) FROM currencies")[0][0] >= 8


def test_core_statements_of_a_writer_are_committed_without_being_announced(town):
    ann = town.build("ann")
    with ann() as t:
        t.connection.execute(text("UPDATE currencies SET currency_name = 'Taler'"))
    assert {row[0] for row in ann.peek("SELECT currency_name FROM currencies")} == {"Taler"}


def test_a_reader_cannot_write(town):
    ann = town.build("ann")
    with pytest.raises(RuntimeError, match="only reads"), ann(writer=False) as t:
        t.session.execute(update(HeadRow).values(sequence=5))
    with ann(writer=False) as t:
        t.connection.execute(text("UPDATE head SET sequence = 5"))
    assert ann.peek("SELECT sequence FROM head") == [(0,)]


def test_an_error_that_somebody_swallows_still_undoes_everything(town):
    ann = town.build("ann")
    with pytest.raises(transaction.interfaces.DoomedTransaction), ann() as t:
        t.connection.execute(text("UPDATE currencies SET currency_name = 'Taler'"))
        with pytest.raises(DBAPIError):
            t.connection.execute(text("SELECT nothing FROM nowhere"))
    assert ("Taler",) not in ann.peek("SELECT currency_name FROM currencies")


def test_a_refused_statement_inside_a_savepoint_can_be_survived(town):
    ann = town.build("ann")
    with ann() as t:
        t.connection.execute(text("UPDATE currencies SET currency_name = 'Taler'"))
        with pytest.raises(IntegrityError), t.savepoint():
            t.connection.execute(text("UPDATE currencies SET currency_code = 'USD'"))
    assert ("Taler",) in ann.peek("SELECT currency_name FROM currencies")


def test_a_tenant_at_a_revision_that_this_program_does_not_know_is_answered_503(town):
    ann = town.build("ann")
    town.installation.revisions.tenant = "9999"
    for record in (ann.record, replace(ann.record, schema_revision="9999")):  # the system database may be behind, or ahead
        ann.record = record
        with pytest.raises(Failed) as refused, ann() as t:
            t.session  # noqa: B018
        assert refused.value.status == 503
        assert refused.value.retry_after


def test_a_head_row_of_an_older_shape_is_answered_503_too(town):
    ann = town.build("ann")
    from bigcapital.tenancy import servers

    engine = servers.engine_of(town.installation.settings, ann.record.server, ann.record.database)
    with engine.connect() as connection:
        connection.execute(text("ALTER TABLE head DROP COLUMN numbering"))
        connection.commit()
    engine.dispose()
    with pytest.raises(Failed) as refused, ann(writer=False) as t:
        t.session  # noqa: B018
    assert refused.value.status == 503


def test_the_system_database_is_read_outside_any_transaction_and_written_inside_one(town):
    with pytest.raises(KeyError), town.system() as system:
        system.session.add(Organization(organization_id="gone"))
        system.session.flush()
        with db.unit_of_work() as tm:
            reader = town.installation.open_system(tm, writer=False)
            assert reader.session.scalars(select(Organization).where(Organization.organization_id == "gone")).all() == []
        raise KeyError
    assert town.system.peek("SELECT count(*) FROM organizations") == [(0,)]


def test_today_is_the_organizations(town):
    from datetime import UTC, date, datetime

    from bigcapital import clock

    ann = town.build("ann", timezone="Pacific/Auckland")
    clock.use(lambda: datetime(2026, 12, 31, 20, tzinfo=UTC))
    with ann(writer=False) as t:
        assert t.today() == date(2027, 1, 1)
