"""Store: the way to the database, SQLite or PostgreSQL, by short transactions. The tables are not known here."""

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from weakref import WeakMethod

from sqlalchemy import Connection, Engine, create_engine, event, func, make_url, select
from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from dashboard.errors import Misconfigured, TimelineError
from dashboard.store.driver import journal_mode, sqlite_driver

LOG = logging.getLogger(__name__)
BUSY_MS = 10_000
_PRAGMAS = {"synchronous": 2, "foreign_keys": 1, "busy_timeout": BUSY_MS, "trusted_schema": 0}
_POSTGRES = {"connect_timeout": 5, "options": f"-c lock_timeout={BUSY_MS} -c client_encoding=UTF8"}
_SENTENCES = {
    "database is locked": "The database is busy. Nothing was changed; try again in a moment.",
    "lock timeout": "The database is busy. Nothing was changed; try again in a moment.",
    "disk is full": "The disk of the database is full. Nothing was changed; free some space.",
    "disk i/o error": "The disk of the database cannot be read or written. Nothing was changed.",
    "readonly database": "The database file may not be written by this program. Nothing was changed.",
    "malformed": "The database file is damaged. Nothing was changed; put back a backup.",
    "not a database": "The database file is damaged. Nothing was changed; put back a backup.",
}


class Store:
    """One database. Connections are made when first needed, by each process for itself: a fork inherits none."""

    def __init__(self, url: str) -> None:
        self.url: URL = make_url(url)
        if self.is_sqlite:
            if self.url.database in (None, "", ":memory:"):
                raise Misconfigured("TIMELINE_DATABASE_URL names no file: sqlite:///FILE is expected.")
            self.url = self.url.set(database=str(self.file))
        self._engines: dict[int, Engine] = {}
        # SQLite forbids connections open across a fork: those of the parent are closed before, its pool refills.
        closing = WeakMethod(self.close)
        os.register_at_fork(before=lambda: (closing() or _nothing)())

    @property
    def is_sqlite(self) -> bool:
        """Whether the database is a file of our own."""
        return self.url.get_backend_name() == "sqlite"

    @property
    def file(self) -> Path:
        """The file of the embedded database."""
        return Path(self.url.database or "").absolute()

    @property
    def engine(self) -> Engine:
        """The engine of this process. A parent's is kept unused: closing it here would break its locks."""
        process = os.getpid()
        if process not in self._engines:
            self._engines.setdefault(process, engine_for(self.url))
        return self._engines[process]

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that sees one moment of the database and changes nothing."""
        options: dict[str, Any] = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
        with translated(), self.engine.connect() as plain:
            connection = plain if self.is_sqlite else plain.execution_options(**options)
            with connection.begin():
                yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that may write: all of it is kept, or after any error none."""
        with translated(), self.engine.connect() as plain:
            connection = plain.execution_options(writes=True)
            with connection.begin():
                yield connection

    def answers(self) -> bool:
        """Whether the database takes a question now."""
        try:
            with self.reading() as connection:
                connection.execute(select(1))
        except (TimelineError, SQLAlchemyError):
            return False
        return True

    def close(self) -> None:
        """Close the connections of this process."""
        engine = self._engines.pop(os.getpid(), None)
        if engine is not None:
            engine.dispose()


def _nothing() -> None:
    """Stand for a store that is gone."""


def engine_for(url: URL, *, journal: str | None = None) -> Engine:
    """An engine for `url`, with every connection set up and read back; `journal` overrides SQLite's journal mode."""
    # Parameters hold clinical text: hidden in every error and log line.
    if url.get_backend_name() != "sqlite":
        engine = create_engine(url, hide_parameters=True, pool_pre_ping=True, connect_args=_POSTGRES)
        event.listen(engine, "connect", _check_postgres)
        return engine
    driver = sqlite_driver()
    engine = create_engine(url, hide_parameters=True, module=driver)
    wanted = journal or journal_mode(driver.sqlite_version_info)
    event.listen(engine, "connect", lambda connection, _: set_up_sqlite(connection, wanted))
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def set_up_sqlite(connection: Any, journal: str) -> None:
    """Set what this project needs of a SQLite connection and read each back; `Misconfigured` when one did not take."""
    # The driver must not open transactions by itself: it would begin them too late and never before a SELECT.
    connection.isolation_level = None
    for name, value in _PRAGMAS.items():
        connection.execute(f"PRAGMA {name}={value}")
        _read_back(connection, name, value)
    if _pragma(connection, "journal_mode") != journal:
        connection.execute(f"PRAGMA journal_mode={journal}")
        _read_back(connection, "journal_mode", journal)


def _pragma(connection: Any, name: str) -> Any:
    return connection.execute(f"PRAGMA {name}").fetchone()[0]


def _read_back(connection: Any, name: str, wanted: object) -> None:
    found = _pragma(connection, name)
    if found != wanted:
        raise Misconfigured(f"SQLite did not accept {name}={wanted}: it is {found}. The database was not opened.")


def _begin_sqlite(connection: Connection) -> None:
    # A deferred transaction that turns to writing fails at once when another wrote meanwhile, whatever the time-out.
    writes = connection.get_execution_options().get("writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _check_postgres(connection: Any, _: Any) -> None:
    encoding = connection.info.parameter_status("server_encoding")
    if encoding != "UTF8":
        raise Misconfigured(f"The PostgreSQL database has the encoding {encoding}; make one with ENCODING 'UTF8'.")


def one_at_a_time(db: Connection, name: str) -> None:
    """Make other transactions that give the same name wait for the end of this one."""
    # SQLite's writer is alone already; on PostgreSQL two first saves of one thing would both insert it.
    if db.dialect.name == "postgresql":
        db.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(name, 0))))


@contextmanager
def translated() -> Iterator[None]:
    """Turn the errors of SQLAlchemy and the drivers into one sentence without any data; the cause is kept."""
    try:
        yield
    except DBAPIError as problem:
        raise Misconfigured(sentence_for(problem.orig)) from problem


def sentence_for(problem: BaseException | None) -> str:
    """What to tell people of an error of a driver: never its own text, which may quote what was being written."""
    text, kind = str(problem).lower(), type(problem).__name__
    found = next((sentence for words, sentence in _SENTENCES.items() if words in text), None)
    LOG.error("database error %s: %s", kind, found or "not a known one")
    return found or f"The database could not be used ({kind}). Nothing was changed."
