"""Before a migration there is a backup, and one of an older revision becomes an organization of today."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import text

from bigcapital import clock
from bigcapital.exchange.copies import backup, restore
from bigcapital.exchange.copies.backup import before_migration
from bigcapital.tenancy import migrate
from tests import template
from tests.functional.tenancy.test_migrate import next_version  # noqa: F401


def backups(town) -> list[Path]:
    folder = town.installation.settings.data_dir / backup.FOLDER
    return sorted(folder.iterdir()) if folder.exists() else []


def owner(town) -> int:
    with town.system() as system:
        from bigcapital.tenancy.model import User

        user = User(email="ann@example.com", password_hash="-")
        system.session.add(user)
        system.session.flush()
        return user.id


def test_each_tenant_is_backed_up_before_it_is_migrated_and_not_when_there_is_nothing_to_do(town, next_version):  # noqa: F811
    for name in ("ann", "bob"):
        town.build(name)
    assert migrate.migrate_tenants(town.installation, before=before_migration)
    assert backups(town) == []
    next_version(town.installation)
    outcomes = migrate.migrate_tenants(town.installation, before=before_migration)
    assert [(outcome.revision, outcome.error) for outcome in outcomes] == [("9999", None)] * 2
    assert [path.name.split("-")[0] for path in backups(town)] == ["ann", "bob"]
    assert all(path.stat().st_mode & 0o077 == 0 for path in backups(town))


def test_a_backup_of_an_older_revision_is_restored_and_migrated(town, next_version):  # noqa: F811
    ann, user_id = town.build("ann"), owner(town)
    old = town.installation.revisions.tenant
    next_version(town.installation)
    migrate.migrate_tenants(town.installation, before=before_migration)
    [path] = backups(town)
    with restore.opened(path) as opened:
        assert opened.manifest.revision == old
        made = restore.restore(town.installation, opened, name="as it was", owner=lambda system: user_id)
    copy = template.Units(town.installation, made)
    assert made.schema_revision == "9999"
    with copy() as tenant:
        assert tenant.head.schema_revision == "9999"
        assert tenant.session.execute(text("SELECT count(*) FROM notes")).scalar() == 0
        tenant.session.execute(text("INSERT INTO notes (id) VALUES (1)"))  # granted, too
    assert copy.peek("SELECT id, name FROM accounts ORDER BY id") == ann.peek("SELECT id, name FROM accounts ORDER BY id")


def test_where_no_backup_can_be_written_nothing_is_migrated(town, next_version, monkeypatch):  # noqa: F811
    ann = town.build("ann")
    next_version(town.installation)

    def full(*_):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(backup, "digest", full)
        [outcome] = migrate.migrate_tenants(town.installation, before=before_migration)
    assert "No space" in outcome.error
    assert ann.peek("SELECT schema_revision FROM head") != [("9999",)]
    assert backups(town) == []
    assert [one.error for one in migrate.migrate_tenants(town.installation, before=before_migration)] == [None]


def test_the_newest_backups_are_kept(town, next_version):  # noqa: F811
    ann, bob = town.build("ann"), town.build("bob")
    kept = town.installation.settings.backups_kept
    moment = clock.now()
    engine = town.installation.tenant_engine(ann.record)
    with engine.connect() as connection:
        for _ in range(kept + 2):
            before_migration(town.installation, ann.record, connection)
        before_migration(town.installation, bob.record, connection)
    names = [path.name for path in backups(town)]
    assert len([name for name in names if name.startswith("ann-")]) == kept
    assert len([name for name in names if name.startswith("bob-")]) == 1
    assert moment < clock.now()


def test_an_installation_may_do_without(town, next_version):  # noqa: F811
    town.build("ann")
    next_version(town.installation)
    town.installation.settings = town.installation.settings.model_copy(update={"backups_kept": 0})
    assert [one.error for one in migrate.migrate_tenants(town.installation, before=before_migration)] == [None]
    assert backups(town) == []


def test_a_tenant_that_waits_for_its_migration_is_not_backed_up_by_hand(town, next_version, tmp_path):  # noqa: F811
    ann = town.build("ann")
    next_version(town.installation)
    from bigcapital.errors import Failed

    with pytest.raises(Failed, match="being upgraded"):
        backup.back_up(town.installation, ann.record, tmp_path / "file")
    assert not (tmp_path / "file").exists()
