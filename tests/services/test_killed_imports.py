"""kill -9 at random moments of an import: afterwards all of it is there, or nothing."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

from dashboard.config import ROOT, settings_from
from dashboard.domain.people import LOCAL_USER
from dashboard.services import cases
from dashboard.services.context import open_context
from tests.importers.table_files import write

KILLS = 6
ROWS = 20_000
PATIENTS = 40


def begun(folder: Path, environ: dict[str, str]) -> "subprocess.Popen[bytes]":
    words = [sys.executable, "-m", "dashboard", "import", str(folder), "--mapping", str(folder / "m.toml"), "--json"]
    return subprocess.Popen(
        words, cwd=ROOT, env=os.environ | environ, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )


def stored(environ: dict[str, str]) -> tuple[int, int]:
    """How many cases and events are there."""
    context = open_context(settings_from(environ))
    try:
        found = cases.library(LOCAL_USER, context)
        return len(found), sum(one.events for one in found)
    finally:
        context.store.close()


def readers(folder: Path) -> list[int]:
    """The reading processes whose answers lie in that folder."""
    found = []
    for process in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            words = process.read_bytes().split(b"\0")
        except OSError:
            continue
        if (
            any(word.startswith(str(folder).encode()) for word in words)
            and b"dashboard.importers._child.worker" in words
        ):
            found.append(int(process.parent.name))
    return found


def test_an_import_that_is_killed_leaves_all_or_nothing_and_no_process(tmp_path: Path) -> None:
    (tmp_path / "cases").mkdir()
    (tmp_path / "temporary").mkdir()
    (tmp_path / "tables").mkdir()
    rows = (f"{number},P{number % PATIENTS},2024-03-01,WBC,{number % 90},K/uL" for number in range(ROWS))
    folder = write(tmp_path / "tables", *rows)
    environ = {
        "TIMELINE_CASES_DIR": str(tmp_path / "cases"),
        "TMPDIR": str(tmp_path / "temporary"),
        "TIMELINE_DATA_DIR": str(tmp_path / "data0"),
    }
    start = time.perf_counter()
    assert begun(folder, environ).wait(120) == 0
    took = time.perf_counter() - start
    assert stored(environ) == (PATIENTS, ROWS)
    moments = random.Random(11)
    for kill in range(KILLS):
        environ["TIMELINE_DATA_DIR"] = str(tmp_path / f"data{kill + 1}")
        process = begun(folder, environ)
        # The last part of an import is its transaction, so most kills fall there.
        time.sleep(took * (1 - (1 - (kill + moments.random()) / KILLS) ** 2))
        process.send_signal(signal.SIGKILL)
        process.wait(60)
        assert stored(environ) in ((0, 0), (PATIENTS, ROWS))
    for _ in range(100):
        if not readers(tmp_path / "temporary"):
            break
        time.sleep(0.1)
    assert readers(tmp_path / "temporary") == [], "a reading process outlived the program that started it"
    environ["TIMELINE_DATA_DIR"] = str(tmp_path / "data1")
    assert begun(folder, environ).wait(120) == 0
    assert stored(environ) == (PATIENTS, ROWS)
