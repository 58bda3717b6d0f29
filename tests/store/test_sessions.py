"""Connections are set up and read back, writers wait for each other, a fork inherits none, errors tell no data."""

import os
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from sqlalchemy import text

from dashboard.errors import Misconfigured, Unavailable
from dashboard.store import connections, session
from dashboard.store.audit import Line, entries, write
from dashboard.store.connections import engine_for, set_up_sqlite
from dashboard.store.driver import journal_mode, sqlite_driver, wal_is_safe
from dashboard.store.faults import fault_for
from dashboard.store.prepare import open_store
from dashboard.store.session import Store

LINE = Line("who", "viewer", "view")


@pytest.fixture
def embedded(sqlite_file: Path) -> Store:
    return open_store(f"sqlite:///{sqlite_file}")


@pytest.mark.parametrize(
    ("version", "safe"),
    [
        ((3, 40, 1), False), ((3, 44, 5), False), ((3, 44, 6), True), ((3, 45, 0), False), ((3, 50, 6), False),
        ((3, 50, 7), True), ((3, 51, 0), False), ((3, 51, 2), False), ((3, 51, 3), True), ((3, 53, 4), True),
        ((4, 0, 0), True),
    ],
)  # fmt: skip
def test_the_write_ahead_log_is_used_only_where_it_is_safe(version: tuple[int, ...], safe: bool) -> None:
    assert wal_is_safe(version) is safe
    assert journal_mode(version) == ("wal" if safe else "delete")


def test_every_connection_is_set_up_as_the_design_asks(embedded: Store) -> None:
    expected = {"synchronous": 2, "foreign_keys": 1, "busy_timeout": 10_000, "trusted_schema": 0}
    expected |= {"journal_mode": journal_mode(sqlite_driver().sqlite_version_info)}
    with embedded.reading() as one, embedded.reading() as other:
        for connection in (one, other):
            found = {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar_one() for name in expected}
            assert found == expected


class Deaf:
    """A connection that takes every PRAGMA and obeys none."""

    def __init__(self, file: Path) -> None:
        self._inner = sqlite3.connect(file)

    def execute(self, statement: str) -> Any:
        return self._inner.execute(statement.partition("=")[0])


@pytest.mark.parametrize("journal", ["delete", "wal"])
def test_a_setting_that_did_not_take_refuses_the_connection(tmp_path: Path, journal: str) -> None:
    with pytest.raises(Misconfigured, match="SQLite did not accept .* not opened"):
        set_up_sqlite(Deaf(tmp_path / "x.db"), journal)


def test_a_journal_mode_that_did_not_take_refuses_the_connection() -> None:
    with pytest.raises(Misconfigured, match="SQLite did not accept journal_mode=wal: it is memory"):
        set_up_sqlite(sqlite3.connect(":memory:"), "wal")


@pytest.mark.parametrize("url", ["sqlite://", "sqlite:///:memory:"])
def test_a_database_without_a_file_is_refused(url: str) -> None:
    with pytest.raises(Misconfigured, match="names no file"):
        open_store(url)


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("postgresql+psycopg://host:port/name", "cannot be read as an address"),
        ("postgresql+pg8000://host/name", "needs the package pg8000"),
    ],
)
def test_an_address_that_cannot_be_used_is_told_in_a_sentence(url: str, said: str) -> None:
    with pytest.raises(Misconfigured, match=said):
        open_store(url)


def test_an_unreachable_server_is_told_in_a_sentence() -> None:
    with pytest.raises(Misconfigured, match=r"could not be used \(OperationalError\)"):
        open_store("postgresql+psycopg://nobody:secret@127.0.0.1:1/none")


def test_writers_wait_for_each_other_and_lose_nothing(store: Store) -> None:
    def work() -> None:
        for _ in range(25):
            with store.writing() as db:
                db.execute(text("SELECT count(*) FROM audit")).scalar_one()
                write(db, LINE)

    threads = [Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with store.reading() as db:
        assert len(entries(db)) == 100


def test_a_reader_sees_one_moment(store: Store) -> None:
    with store.writing() as db:
        write(db, LINE)
    if store.is_sqlite and journal_mode(sqlite_driver().sqlite_version_info) == "delete":
        pytest.skip("with a rollback journal a writer waits for the reader, so nothing can change meanwhile")
    with store.reading() as reader:
        before = len(entries(reader))
        with store.writing() as db:
            write(db, LINE)
        assert len(entries(reader)) == before


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_a_reader_cannot_write_to_a_server(store: Store) -> None:
    with pytest.raises(Misconfigured), store.reading() as db:
        write(db, LINE)


def test_a_busy_database_is_told_in_a_sentence(monkeypatch: pytest.MonkeyPatch, sqlite_file: Path) -> None:
    monkeypatch.setitem(connections.PRAGMAS, "busy_timeout", 20)
    monkeypatch.setattr(session, "BUSY_MS", 20)
    impatient = Store(f"sqlite:///{sqlite_file}")
    with impatient.writing(), pytest.raises(Unavailable, match="The database is busy"), impatient.writing():
        pass
    outside = engine_for(impatient.url).connect().execution_options(writes=True)
    with outside.begin(), pytest.raises(Unavailable, match="The database is busy"), impatient.writing():
        pass
    outside.engine.dispose()


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("database is locked", Unavailable), ("canceling statement due to lock timeout", Unavailable),
        ("database or disk is full", Unavailable), ("disk I/O error", Misconfigured),
        ("database disk image is malformed", Misconfigured), ("no such table: Canary", Misconfigured),
    ],
)  # fmt: skip
def test_what_may_pass_by_itself_is_told_from_what_somebody_must_mend(said: str, kind: type[Exception]) -> None:
    found = fault_for(sqlite3.OperationalError(said))
    assert type(found) is kind
    assert "Nothing was changed" in str(found) and "Canary" not in str(found)


def test_no_writer_starves_while_others_write_without_a_pause(sqlite_file: Path) -> None:
    store = Store(f"sqlite:///{sqlite_file}")
    waits: dict[int, list[float]] = {}

    def work(number: int) -> None:
        waits[number] = []
        for _ in range(40):
            begun = time.perf_counter()
            with store.writing() as db:
                waits[number].append(time.perf_counter() - begun)
                write(db, LINE)

    threads = [Thread(target=work, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [len(one) for one in waits.values()] == [40] * 6
    assert max(map(max, waits.values())) < 5


def test_an_error_of_the_database_shows_none_of_the_data(store: Store, caplog: pytest.LogCaptureFixture) -> None:
    with pytest.raises(Misconfigured) as problem, store.writing() as db:
        db.execute(text("INSERT INTO nowhere VALUES (:name)"), {"name": "Canary Surname"})
    said = f"{problem.value} {problem.value.__cause__} {caplog.text}"
    assert "Nothing was changed" in said
    assert "Canary" not in said


def test_a_store_says_whether_it_answers(store: Store) -> None:
    assert store.answers()
    assert not Store("postgresql+psycopg://nobody@127.0.0.1:1/none").answers()


def test_a_fork_inherits_no_connection(store: Store) -> None:
    with store.writing() as db:
        write(db, LINE)
    child = os.fork()
    if child == 0:
        status = 1
        try:
            with store.writing() as db:
                write(db, LINE)
            status = 0 if list(store._engines) == [os.getpid()] else 2
        finally:
            os._exit(status)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    with store.writing() as db:
        write(db, LINE)
        assert len(entries(db)) == 3


FULL_DISK = """
import resource, sys
from dashboard.errors import TimelineError
from dashboard.store.audit import Line, write
from dashboard.store.session import Store
store = Store(sys.argv[1])
resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, 400_000))
try:
    with store.writing() as db:
        for _ in range(20_000):
            write(db, Line("x" * 100, "viewer", "view"))
except TimelineError as problem:
    print(problem)
with store.writing() as db:
    write(db, Line("after", "viewer", "view"))
"""


def test_a_disk_that_is_full_fails_the_write_and_nothing_else(sqlite_file: Path) -> None:
    run = [sys.executable, "-c", FULL_DISK, f"sqlite:///{sqlite_file}"]
    done = subprocess.run(run, capture_output=True, text=True, timeout=60, check=True)
    assert "The disk of the database" in done.stdout and "Nothing was changed" in done.stdout
    with Store(f"sqlite:///{sqlite_file}").reading() as db:
        assert [entry.line.who for entry in entries(db)] == ["after"]
