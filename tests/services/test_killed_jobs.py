"""kill -9 at random moments while an import is accepted: all of it is stored, or nothing, and the job can go on."""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from dashboard.config import ROOT, settings_from
from dashboard.domain.people import LOCAL_USER
from dashboard.errors import Refused
from dashboard.services import accepting, cases, staging
from dashboard.services import import_jobs as jobs
from dashboard.services.context import Context, open_context
from tests.importers.table_files import HEADER
from tests.services.uploads import COUNTS, labs, read, rested

KILLS = 4
ROWS, PATIENTS = 20_000, 40
ACCEPT = """
import os, sys, time
from dashboard.config import settings_from
from dashboard.domain.people import LOCAL_USER
from dashboard.services import import_jobs as jobs
from dashboard.services.context import open_context
context = open_context(settings_from(os.environ))
print("ready", flush=True)
jobs.accept(LOCAL_USER, context, sys.argv[1])
while jobs.state_of(LOCAL_USER, context, sys.argv[1]).state in jobs.AT_WORK:
    time.sleep(0.01)
"""


def opened(folder: Path) -> tuple[Context, dict[str, str]]:
    (folder / "cases").mkdir(parents=True, exist_ok=True)
    environ = {"TIMELINE_DATA_DIR": str(folder / "data"), "TIMELINE_CASES_DIR": str(folder / "cases")}
    return open_context(settings_from(environ)), environ


def begun(folder: Path, job: str) -> "subprocess.Popen[bytes]":
    context, environ = opened(folder)
    context.store.close()
    words = [sys.executable, "-c", ACCEPT, job]
    given = {name: word for name, word in os.environ.items() if not name.startswith("TIMELINE_")} | environ
    process = subprocess.Popen(words, cwd=ROOT, env=given, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    assert process.stdout is not None and process.stdout.readline() == b"ready\n"
    return process


def test_accepting_that_is_killed_leaves_all_or_nothing_and_can_be_done_again(tmp_path: Path) -> None:
    context, _ = opened(tmp_path / "first")
    rows = (f"{number},P{number % PATIENTS},2024-03-01,WBC,{number % 90},K/uL" for number in range(ROWS))
    job = read(context, {"labs.csv": "\n".join((HEADER, *rows)).encode()}, labs(tmp_path)).id
    context.store.close()
    shutil.copytree(tmp_path / "first", tmp_path / "timed")
    process, start = begun(tmp_path / "timed", job), time.perf_counter()
    assert process.wait(60) == 0
    process.stdout.close()
    took, moments = time.perf_counter() - start, random.Random(5)
    for number in range(KILLS):
        folder = tmp_path / str(number)
        shutil.copytree(tmp_path / "first", folder)
        process = begun(folder, job)
        time.sleep(moments.uniform(0.1, 1.0) * took)
        process.send_signal(signal.SIGKILL)
        process.wait(20)
        process.stdout.close()
        context, _ = opened(folder)
        found = cases.library(LOCAL_USER, context)
        assert (len(found), sum(one.events for one in found)) in {(0, 0), (PATIENTS, ROWS)}
        os.utime(jobs.folder_of(context, job) / "state.json", (1, 1))
        state = jobs.state_of(LOCAL_USER, context, job)
        assert state.state == (jobs.ACCEPTED if found else jobs.READY)
        assert rested(context, jobs.accept(LOCAL_USER, context, job)).state == jobs.ACCEPTED
        again = cases.library(LOCAL_USER, context)
        assert (len(again), sum(one.events for one in again)) == (PATIENTS, ROWS)
        context.store.close()


def test_of_many_who_accept_at_once_one_begins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    context, _ = opened(tmp_path)
    job = read(context, {"labs.csv": COUNTS}, labs(tmp_path)).id
    calls: list[str] = []
    inner = accepting.accept
    monkeypatch.setattr(accepting, "accept", lambda *what: (calls.append(job), time.sleep(0.2), inner(*what))[-1])
    with ThreadPoolExecutor(8) as people:
        states = list(people.map(lambda _: jobs.accept(LOCAL_USER, context, job).state, range(8)))
    assert set(states) <= {jobs.ACCEPTING, jobs.ACCEPTED}
    assert rested(context, jobs.state_of(LOCAL_USER, context, job)).state == jobs.ACCEPTED
    assert len(calls) == 1
    context.store.close()


def test_who_is_second_all_the_same_takes_nothing_from_the_first(tmp_path: Path) -> None:
    """A process that stood still is believed dead, somebody accepts again, and it wakes up."""
    context, _ = opened(tmp_path)
    folder = "case-1"
    files = {f"{folder}/{path.name}": path.read_bytes() for path in (ROOT / "data/cases" / folder).glob("*.*")}
    job = read(context, files).id
    outcomes = staging.kept_outcomes(jobs.folder_of(context, job))
    choice = staging.choice_of(jobs.folder_of(context, job), "")
    accepting.accept(LOCAL_USER, context, job, outcomes, choice)
    kept = context.settings.data_dir / accepting.FOLDERS / job
    had = sorted(kept.rglob("*"))
    assert had
    with pytest.raises(Refused, match="accepted or discarded already"):
        accepting.accept(LOCAL_USER, context, job, outcomes, choice)
    assert sorted(kept.rglob("*")) == had
    with pytest.raises(Refused, match="decided"):
        jobs.discard(LOCAL_USER, context, job)
    context.store.close()
