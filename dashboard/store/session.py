"""Store: the way to the database, SQLite or PostgreSQL, by short transactions. The tables are not known here."""

import os
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import Any
from weakref import WeakMethod

from sqlalchemy import Connection, Engine, func, make_url, select
from sqlalchemy.engine import URL
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from dashboard.errors import Misconfigured, TimelineError
from dashboard.store.connections import BUSY_MS, engine_for
from dashboard.store.faults import translated
from dashboard.store.turns import Turns


class Store:
    """One database. Connections are made when first needed, by each process for itself: a fork inherits none."""

    def __init__(self, url: str) -> None:
        try:
            self.url: URL = make_url(url)
        except (ArgumentError, ValueError) as problem:
            raise Misconfigured("TIMELINE_DATABASE_URL cannot be read as an address of a database.") from problem
        if self.is_sqlite:
            if self.url.database in (None, "", ":memory:"):
                raise Misconfigured("TIMELINE_DATABASE_URL names no file: sqlite:///FILE is expected.")
            self.url = self.url.set(database=str(self.file))
        self._engines: dict[int, Engine] = {}
        self._turns: dict[int, Turns] = {}
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
        with translated(), self._turn(), self.engine.connect() as plain:
            connection = plain.execution_options(writes=True)
            with connection.begin():
                yield connection

    def _turn(self) -> AbstractContextManager[None]:
        if not self.is_sqlite:
            return nullcontext()
        return self._turns.setdefault(os.getpid(), Turns(self.file)).turn(BUSY_MS / 1000)

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


def one_at_a_time(db: Connection, name: str) -> None:
    """Make other transactions that give the same name wait for the end of this one."""
    # SQLite's writer is alone already; on PostgreSQL two first saves of one thing would both insert it.
    if db.dialect.name == "postgresql":
        db.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(name, 0))))
