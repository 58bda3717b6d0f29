"""kill -9 at random moments of a first load, and several processes at once: afterwards every case is whole."""

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from dashboard.config import settings_from
from dashboard.domain.cases import Case
from dashboard.domain.people import LOCAL_USER
from dashboard.services import cases, imports
from dashboard.services.context import Context, open_context
from dashboard.store.session import Store
from tests import postgres
from tests.services.folders import ROWS, write_case

KILLS = 6
EVENTS = 150
# One process imports everything and then forks a fresh one for each start, as gunicorn does. "plain" hides the newer
# SQLite, so that Python's own, with a rollback journal, is killed as well.
NURSERY = """
import json, os, sys, traceback
if sys.argv[1] == "plain":
    sys.modules["pysqlite3"] = None
from dashboard.config import settings_from
from dashboard.services.context import open_context
from dashboard.services.imports import load_library, formats
formats()
while line := sys.stdin.readline():
    count, environ = json.loads(line)
    children = []
    for _ in range(count):
        child = os.fork()
        if child == 0:
            try:
                load_library(open_context(settings_from(environ)))
                os._exit(0)
            except BaseException:
                traceback.print_exc()
                os._exit(1)
        children.append(child)
    print(json.dumps(children), flush=True)
    sys.stdin.readline()
    print(json.dumps([os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]), flush=True)
"""


class Nursery:
    """Starts processes that load the library, and says how they ended."""

    def __init__(self, kind: str) -> None:
        command = [sys.executable, "-W", "ignore", "-c", NURSERY, kind]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def start(self, environ: dict[str, str], count: int = 1) -> list[int]:
        """The ids of `count` processes that begin now."""
        return self._asked(json.dumps([count, environ]))

    def ended(self) -> list[int]:
        """How the processes started last ended: 0, or minus the signal."""
        return self._asked("")

    def close(self) -> None:
        self._process.communicate(timeout=60)

    def _asked(self, line: str) -> list[int]:
        assert self._process.stdin is not None and self._process.stdout is not None
        self._process.stdin.write(f"{line}\n")
        self._process.stdin.flush()
        found: list[int] = json.loads(self._process.stdout.readline())
        return found


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two cases, large enough that loading them takes a while."""
    folder = tmp_path_factory.mktemp("library")
    rows = tuple(f"N{number},note,Note {number},after E1,,," for number in range(EVENTS - len(ROWS)))
    for name in ("a", "b"):
        write_case(folder / name, rows=ROWS + rows)
    return folder


@pytest.fixture(scope="module", params=["sqlite", "plain", "postgresql"])
def kind(request: pytest.FixtureRequest) -> str:
    """The database, and which SQLite library."""
    name: str = request.param
    return name


@pytest.fixture(scope="module")
def nursery(kind: str) -> Iterator[Nursery]:
    """Starts of that kind."""
    one = Nursery(kind)
    yield one
    one.close()


@pytest.fixture
def environ(kind: str, library: Path, tmp_path: Path) -> Iterator[dict[str, str]]:
    """The environment of a process on an empty database."""
    found = {"TIMELINE_DATA_DIR": str(tmp_path / "data"), "TIMELINE_CASES_DIR": str(library)}
    url = postgres.new_database() if kind == "postgresql" else ""
    if url is None:
        pytest.skip("PostgreSQL is not installed: initdb was not found (Debian: apt-get install postgresql)")
    yield found | {"TIMELINE_DATABASE_URL": url}
    if url:
        postgres.drop_database(url)


def emptied(environ: dict[str, str]) -> None:
    """Make the database as empty as before the first start."""
    url = environ["TIMELINE_DATABASE_URL"]
    if not url:
        shutil.rmtree(environ["TIMELINE_DATA_DIR"], ignore_errors=True)
        return
    store = Store(url)
    with store.writing() as db:
        db.exec_driver_sql("DROP SCHEMA public CASCADE")
        db.exec_driver_sql("CREATE SCHEMA public")
    store.close()


def stored_whole(context: Context) -> list[tuple[str, int, int]]:
    return [(one.id, one.events, one.version) for one in cases.library(LOCAL_USER, context)]


@cache
def expected(folder: Path) -> Case:
    return imports.read(folder, imports.formats()[0]).cases[0]


def assert_whole_after_a_start(environ: dict[str, str]) -> None:
    context = open_context(settings_from(environ))
    try:
        before = stored_whole(context)
        assert all((events, version) == (EVENTS, 1) for _, events, version in before), "a case was stored in part"
        imports.load_library(context)
        assert stored_whole(context) == [("a", EVENTS, 1), ("b", EVENTS, 1)]
        library = Path(environ["TIMELINE_CASES_DIR"])
        for name in ("a", "b"):
            assert cases.open_case(LOCAL_USER, context, name).case == expected(library / name)
    finally:
        context.store.close()


def test_killed_during_the_first_load_the_next_start_has_both_cases_whole(
    nursery: Nursery, environ: dict[str, str]
) -> None:
    begun = time.perf_counter()
    nursery.start(environ)
    assert nursery.ended() == [0]
    took = time.perf_counter() - begun
    moments = random.Random(7)
    for kill in range(KILLS):
        emptied(environ)
        (child,) = nursery.start(environ)
        # One kill in each tenth of the time, so that every phase is met.
        time.sleep(took * (kill + moments.random()) / KILLS)
        # Ended already or not: nobody else can have this id before the nursery has waited for it.
        os.kill(child, signal.SIGKILL)
        assert nursery.ended() in ([0], [-signal.SIGKILL])
        assert_whole_after_a_start(environ)


def test_four_processes_starting_at_once_load_each_case_once(nursery: Nursery, environ: dict[str, str]) -> None:
    nursery.start(environ, 4)
    assert nursery.ended() == [0] * 4
    assert_whole_after_a_start(environ)


HOT = """
import os, signal, sys
sys.modules["pysqlite3"] = None
from dashboard.store.audit import Line, write
from dashboard.store.session import Store
with Store(sys.argv[1]).writing() as db:
    db.exec_driver_sql("PRAGMA cache_size=5")
    for _ in range(3000):
        write(db, Line("x" * 100, "viewer", "view"))
    os.kill(os.getpid(), signal.SIGKILL)
"""


def test_a_journal_left_by_a_kill_is_rolled_back_at_the_next_start(tmp_path: Path) -> None:
    environ = {"TIMELINE_DATA_DIR": str(tmp_path), "TIMELINE_CASES_DIR": str(tmp_path)}
    settings = settings_from(environ)
    open_context(settings).store.close()
    subprocess.run([sys.executable, "-c", HOT, settings.database_url], check=False, capture_output=True, timeout=60)
    assert (tmp_path / "timeline.db-journal").exists(), "the kill came too early to leave a journal"
    context = open_context(settings)
    with context.store.reading() as db:
        assert db.exec_driver_sql("SELECT count(*) FROM audit").scalar_one() == 0
    context.store.close()
