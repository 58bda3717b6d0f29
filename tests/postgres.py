"""A private PostgreSQL server for the tests: made in a temporary folder, reached by a socket in it, gone afterwards.

TIMELINE_TEST_POSTGRES=postgresql+psycopg://USER:PASSWORD@HOST/DATABASE uses a server that runs already.
"""

import atexit
import getpass
import os
import pwd
import shutil
import subprocess
import tempfile
from functools import cache
from itertools import count
from pathlib import Path

from sqlalchemy import create_engine, make_url

_NUMBER = count(1)
# Nothing outlives a test, so the server need not wait for the disk.
_OPTIONS = "-c listen_addresses= -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=60"


def new_database() -> str | None:
    """The URL of an empty database, or None where PostgreSQL is not installed."""
    server = _server()
    if server is None:
        return None
    name = f"timeline_test_{os.getpid()}_{next(_NUMBER)}"
    _run(server, f"CREATE DATABASE \"{name}\" ENCODING 'UTF8' TEMPLATE template0")
    return make_url(server).set(database=name).render_as_string(hide_password=False)


def drop_database(url: str) -> None:
    """Remove a database that `new_database` made."""
    name = make_url(url).database
    server = _server()
    assert server is not None
    _run(server, f'DROP DATABASE "{name}" WITH (FORCE)')


@cache
def _server() -> str | None:
    given = os.environ.get("TIMELINE_TEST_POSTGRES")
    if given:
        return given
    programs = _programs()
    return None if programs is None else _started(programs)


def _programs() -> Path | None:
    on_path = shutil.which("initdb")
    found = [Path(on_path).resolve()] if on_path else []
    found += Path("/usr/lib/postgresql").glob("*/bin/initdb")
    return max(found, key=lambda path: path.parts).parent if found else None


def _started(programs: Path) -> str:
    # The server refuses to run as root, so the folder is that of the user whom Debian's package makes.
    owner = "postgres" if os.geteuid() == 0 else getpass.getuser()
    folder = Path(tempfile.mkdtemp(prefix="timeline-postgres-"))
    os.chown(folder, pwd.getpwnam(owner).pw_uid, -1)

    def run(program: str, *words: str) -> None:
        command = [str(programs / program), *words]
        subprocess.run(command, user=owner if os.geteuid() == 0 else None, cwd=folder, check=True,
                       stdout=subprocess.DEVNULL)  # fmt: skip

    data = str(folder / "data")
    run("initdb", "--pgdata", data, "--username", owner, "--auth", "trust", "--encoding", "UTF8", "--locale", "C",
        "--no-sync")  # fmt: skip
    log, options = str(folder / "log"), f"{_OPTIONS} -c unix_socket_directories={folder}"
    run("pg_ctl", "--pgdata", data, "--wait", "--log", log, "--options", options, "start")

    def stop() -> None:
        run("pg_ctl", "--pgdata", data, "--mode", "immediate", "--wait", "stop")
        shutil.rmtree(folder)

    atexit.register(stop)
    return f"postgresql+psycopg://{owner}@/postgres?host={folder}"


def _run(server: str, statement: str) -> None:
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.exec_driver_sql(statement)
    engine.dispose()
