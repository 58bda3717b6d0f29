"""Connections to SQLite and PostgreSQL: set up as this project needs them, and every setting read back."""

from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL

from dashboard.errors import Misconfigured
from dashboard.store.driver import journal_mode, sqlite_driver

BUSY_MS = 10_000
PRAGMAS = {"synchronous": 2, "foreign_keys": 1, "busy_timeout": BUSY_MS, "trusted_schema": 0}
_POSTGRES = {"connect_args": {"connect_timeout": 5, "options": f"-c lock_timeout={BUSY_MS} -c client_encoding=UTF8"}}


def engine_for(url: URL) -> Engine:
    """An engine whose connections are set up, or refused with `Misconfigured`. SQLite's mark a writing transaction by
    the execution option `writes`."""
    # Parameters hold clinical text: hidden in every error and log line.
    if url.get_backend_name() != "sqlite":
        try:
            engine = create_engine(url, hide_parameters=True, pool_pre_ping=True, pool_timeout=5, **_POSTGRES)
        except ModuleNotFoundError as problem:
            raise Misconfigured(f"The database {url.drivername} needs the package {problem.name}.") from problem
        event.listen(engine, "connect", _check_postgres)
        return engine
    driver = sqlite_driver()
    engine = create_engine(url, hide_parameters=True, module=driver)
    journal = journal_mode(driver.sqlite_version_info)
    event.listen(engine, "connect", lambda connection, _: set_up_sqlite(connection, journal))
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def set_up_sqlite(connection: Any, journal: str) -> None:
    """Set what this project needs of a SQLite connection and read each back; `Misconfigured` when one did not take."""
    # The driver must not open transactions by itself: it would begin them too late and never before a SELECT.
    connection.isolation_level = None
    for name, value in PRAGMAS.items():
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
