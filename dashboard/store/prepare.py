"""A database made ready at the start: created whole, migrated, damage reported. Many may start, any be killed."""

import fcntl
import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import URL, Connection

from dashboard.errors import Misconfigured
from dashboard.store.connections import BUSY_MS, engine_for
from dashboard.store.driver import sqlite_driver, wal_is_safe
from dashboard.store.faults import fault_for, translated
from dashboard.store.migrate import migrate
from dashboard.store.place import damaged, refuse_damaged, refuse_remote
from dashboard.store.session import Store

LOG = logging.getLogger(__name__)
_LOCK_KEY = 0x7_11E_11E


def open_store(url: str) -> Store:
    """The store at `url`, its tables of this version; `Misconfigured`, and nothing changed, if that is unsafe."""
    store = Store(url)
    try:
        with translated():
            if store.is_sqlite:
                _prepare_file(store)
            else:
                _migrate_server(store)
    except BaseException:
        store.close()
        raise
    return store


def _migrate_server(store: Store) -> None:
    with store.writing() as connection:
        # Of several starting at once one migrates; the others wait here and then find it done.
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_LOCK_KEY})")
        migrate(connection)


def _prepare_file(store: Store) -> None:
    file = store.file
    driver = sqlite_driver()
    if not wal_is_safe(driver.sqlite_version_info):
        LOG.warning(
            "SQLite %s may lose data with a write-ahead log (WAL-reset bug, mended in 3.51.3); "
            "a rollback journal is used instead, which is safe and slower.",
            driver.sqlite_version,
        )
    refuse_remote(_existing(file.parent))
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with _alone(file):
        if not file.exists():
            _create(file, store.url)
        else:
            _check(file, store.url)


def _existing(folder: Path) -> Path:
    return folder if folder.exists() or folder == folder.parent else _existing(folder.parent)


@contextmanager
def _alone(file: Path) -> Iterator[None]:
    """Hold the lock beside the database; the system frees it when a process dies."""
    with file.with_name(f".{file.name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _create(file: Path, url: URL) -> None:
    """Make the database under another name and move it in place, so that it is never there half made."""
    for journal in (file.with_name(f"{file.name}-journal"), file.with_name(f"{file.name}-wal")):
        if journal.exists():
            raise Misconfigured(damaged(file, f"is missing, but its journal {journal.name} is there"))
    new = file.with_name(f".{file.name}.new")
    for left in file.parent.glob(f"{new.name}*"):
        left.unlink()
    new.touch(mode=0o600)
    with _opened(url.set(database=str(new))) as connection:
        migrate(connection)
    _sync(new)
    new.rename(file)
    _sync(file.parent)


def _check(file: Path, url: URL) -> None:
    refuse_damaged(file)
    found = _looked_at(file)
    if found:
        raise Misconfigured(damaged(file, found))
    with _opened(url) as connection:
        migrate(connection)


def _looked_at(file: Path) -> str | None:
    """What is wrong with the file, or None. Setting up a connection of ours would change a file that is not ours."""
    driver = sqlite_driver()
    connection = driver.connect(f"file:{quote(str(file))}?mode=rw", uri=True, timeout=BUSY_MS / 1000)
    try:
        if connection.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
            return "is damaged"
        ours = connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'").fetchone()
        return None if ours else "holds no tables of this program"
    except driver.DatabaseError as problem:
        if "malformed" in str(problem) or "not a database" in str(problem):
            return "is damaged"
        raise fault_for(problem) from problem
    finally:
        connection.close()


@contextmanager
def _opened(url: URL) -> Iterator[Connection]:
    engine = engine_for(url)
    try:
        with engine.connect().execution_options(writes=True) as connection, connection.begin():
            yield connection
    finally:
        engine.dispose()


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
