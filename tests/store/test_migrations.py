"""The tables come from the migrations, whole or not at all, by one process of many."""

import subprocess
import sys
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, text

from dashboard.errors import Misconfigured
from dashboard.store import migrate
from dashboard.store.migrate import MIGRATIONS, stored_version
from dashboard.store.prepare import open_store
from dashboard.store.schema import SCHEMA_VERSION, metadata
from dashboard.store.session import Store

OPEN = "import sys; from dashboard.store.prepare import open_store; open_store(sys.argv[1])"


def test_the_migrations_make_the_tables_of_the_schema(store: Store) -> None:
    with store.reading() as db:
        assert stored_version(db) == SCHEMA_VERSION
        assert compare_metadata(MigrationContext.configure(db), metadata) == []


def test_the_newest_migration_is_the_version_of_the_schema() -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    assert ScriptDirectory.from_config(config).get_current_head() == SCHEMA_VERSION


def test_opening_again_changes_nothing(store: Store, database_url: str) -> None:
    with store.writing() as db:
        db.execute(text("INSERT INTO audit VALUES (7, '', '', '', '', '', '', '', '', '')"))
    again = open_store(database_url)
    with again.reading() as db:
        assert db.execute(text("SELECT id FROM audit")).scalars().all() == [7]
    again.close()


def test_a_migration_that_fails_midway_leaves_no_table(database_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def half(connection: object) -> None:
        migrate.migrate(connection)  # type: ignore[arg-type]
        raise ZeroDivisionError

    monkeypatch.setattr("dashboard.store.prepare.migrate", half)
    with pytest.raises(ZeroDivisionError):
        open_store(database_url)
    monkeypatch.undo()
    bare = Store(database_url)
    if bare.is_sqlite:
        assert not bare.file.exists()
    else:
        assert inspect(bare.engine).get_table_names() == []
    bare.close()
    open_store(database_url).close()


def test_a_database_of_a_newer_version_is_refused(store: Store, database_url: str) -> None:
    with store.writing() as db:
        db.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    store.close()
    with pytest.raises(Misconfigured, match="newer version.*its schema is 9999.*Nothing was changed"):
        open_store(database_url)


def test_four_processes_on_an_empty_database_make_it_once(database_url: str) -> None:
    starts = [
        subprocess.Popen([sys.executable, "-c", OPEN, database_url], stderr=subprocess.PIPE, text=True)
        for _ in range(4)
    ]
    said = [start.communicate(timeout=60)[1] for start in starts]
    assert [start.returncode for start in starts] == [0] * 4, said
    store = Store(database_url)
    with store.reading() as db:
        assert stored_version(db) == SCHEMA_VERSION
    store.close()


def test_a_path_with_a_percent_sign_is_no_obstacle(tmp_path: Path) -> None:
    assert open_store(f"sqlite:///{tmp_path / '100 %'}/t.db").answers()
