"""An export as a job: how far it is, stopping it, its file, and what becomes of it when things go wrong."""

import io
import os
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from threading import Event
from typing import BinaryIO

import pytest

from dashboard.domain.people import LOCAL_USER, Role, User
from dashboard.errors import Denied, NotFound, Refused, Unavailable
from dashboard.exporters.base import Exporter
from dashboard.services import export_jobs as jobs
from dashboard.services.context import Context
from dashboard.services.export_jobs import State
from dashboard.services.exports import Ready, Wish, formats, prepare

OTHER = User("somebody else", Role.ADMIN)
WISH = Wish("care-csv")


@pytest.fixture
def context(shipped_context: Context, tmp_path) -> Context:
    """The shipped cases, with a data folder of their own for jobs."""
    return replace(shipped_context, settings=replace(shipped_context.settings, data_dir=tmp_path / "data"))


@pytest.fixture
def writing(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., None]]:
    """`writing(call)` has every export of the test be written by `call(out, step)`."""

    def install(call: Callable[[BinaryIO, Callable[[float, str], None]], None]) -> None:
        monkeypatch.setattr(Ready, "write", lambda self, out, step: call(out, step))

    yield install


def ended(context: Context, state: State, user: User = LOCAL_USER) -> State:
    until = time.monotonic() + 20
    while (state := jobs.state_of(user, context, state.id)).state == jobs.RUNNING:
        assert time.monotonic() < until, state
        time.sleep(0.02)
    return state


def test_a_job_ends_with_its_file(context: Context) -> None:
    begun = jobs.start(LOCAL_USER, context, "case-1", WISH)
    assert begun.state == jobs.RUNNING and len(begun.id) == 22
    done = ended(context, begun)
    assert (done.state, done.share, done.words) == (jobs.DONE, 1.0, "done")
    state, path = jobs.file_of(LOCAL_USER, context, begun.id)
    assert path.read_bytes().startswith(b"\xef\xbb\xbfOrder,Time") and state.name.endswith(".csv")
    assert path.stat().st_mode & 0o777 == 0o600 and path.parent.stat().st_mode & 0o777 == 0o700
    assert sorted(one.name for one in path.parent.iterdir()) == ["file", "state.json"]


def test_rights_are_asked_before_anything_begins(context: Context) -> None:
    with pytest.raises(Denied):
        jobs.start(User("v", Role.VIEWER), context, "case-1", WISH)
    with pytest.raises(Refused):
        jobs.start(LOCAL_USER, context, "case-1", Wish("no such"))
    assert not list((context.settings.data_dir / "exports").glob("*"))


def test_nobody_else_sees_stops_or_fetches_it(context: Context) -> None:
    begun = ended(context, jobs.start(LOCAL_USER, context, "case-1", WISH))
    for call in (jobs.state_of, jobs.cancel, jobs.file_of):
        with pytest.raises(NotFound):
            call(OTHER, context, begun.id)
        for wrong in ("x", "../../etc/passwd", "A" * 22):
            with pytest.raises(NotFound):
                call(LOCAL_USER, context, wrong)


def test_it_says_how_far_it_is_and_stops_when_told(context: Context, writing) -> None:
    reached, go_on = Event(), Event()

    def write(out: BinaryIO, step: Callable[[float, str], None]) -> None:
        step(0.4, "pictures")
        reached.set()
        go_on.wait(10)
        step(0.5, "pictures")

    writing(write)
    begun = jobs.start(LOCAL_USER, context, "case-1", WISH)
    assert reached.wait(10)
    assert jobs.state_of(LOCAL_USER, context, begun.id).share == 0.4
    with pytest.raises(NotFound):
        jobs.file_of(LOCAL_USER, context, begun.id)
    jobs.cancel(LOCAL_USER, context, begun.id)
    go_on.set()
    stopped = ended(context, begun)
    assert stopped.state == jobs.CANCELLED
    assert not (context.settings.data_dir / "exports" / begun.id / "new").exists()


def test_a_file_that_was_cancelled_after_its_end_is_gone(context: Context) -> None:
    begun = ended(context, jobs.start(LOCAL_USER, context, "case-1", WISH))
    jobs.cancel(LOCAL_USER, context, begun.id)
    with pytest.raises(NotFound):
        jobs.file_of(LOCAL_USER, context, begun.id)


def _refuse(out: BinaryIO, step: object) -> None:
    raise Refused("This cannot be written.")


def _fail(out: BinaryIO, step: object) -> None:
    raise ZeroDivisionError("secret of the patient")


@pytest.mark.parametrize(("call", "words"), [(_refuse, "This cannot be written."), (_fail, jobs.UNEXPECTED)])
def test_a_failure_is_told_in_a_sentence_without_what_it_held(context: Context, writing, call, words, caplog) -> None:
    writing(call)
    failed = ended(context, jobs.start(LOCAL_USER, context, "case-1", WISH))
    assert (failed.state, failed.words) == (jobs.FAILED, words)
    assert "secret" not in caplog.text


def test_what_takes_too_long_is_stopped(context: Context, writing, monkeypatch) -> None:
    monkeypatch.setattr(jobs, "MOST_SECONDS", -1.0)
    failed = ended(context, jobs.start(LOCAL_USER, context, "case-1", WISH))
    assert (failed.state, failed.words) == (jobs.FAILED, jobs.TOO_LONG)


def test_a_job_whose_process_is_gone_says_so(context: Context, writing) -> None:
    begun = ended(context, jobs.start(LOCAL_USER, context, "case-1", WISH))
    folder = context.settings.data_dir / "exports" / begun.id
    jobs._write(context, replace(begun, state=jobs.RUNNING))
    os.utime(folder / "state.json", (1, 1))
    lost = jobs.state_of(LOCAL_USER, context, begun.id)
    assert (lost.state, lost.words) == (jobs.FAILED, jobs.INTERRUPTED)


def test_a_living_job_says_that_it_is_alive(context: Context, writing, monkeypatch) -> None:
    monkeypatch.setattr(jobs, "BEAT_SECONDS", 0.02)
    go_on = Event()
    writing(lambda out, step: go_on.wait(10))
    begun = jobs.start(LOCAL_USER, context, "case-1", WISH)
    time.sleep(0.2)
    told = context.settings.data_dir / "exports" / begun.id / "state.json"
    os.utime(told, (1, 1))
    until = time.monotonic() + 5
    while told.stat().st_mtime < 100 and time.monotonic() < until:
        time.sleep(0.02)
    assert jobs.state_of(LOCAL_USER, context, begun.id).state == jobs.RUNNING
    go_on.set()
    ended(context, begun)


def test_one_person_has_three_at_once_and_no_more(context: Context, writing) -> None:
    go_on = Event()
    writing(lambda out, step: go_on.wait(10))
    begun = [jobs.start(LOCAL_USER, context, "case-1", WISH) for _ in range(3)]
    with pytest.raises(Unavailable, match="on their way"):
        jobs.start(LOCAL_USER, context, "case-1", WISH)
    other = jobs.start(OTHER, context, "case-1", WISH)
    go_on.set()
    assert {ended(context, one).state for one in begun} == {jobs.DONE}
    ended(context, other, OTHER)


def test_what_nobody_touched_for_an_hour_is_swept(context: Context) -> None:
    old = ended(context, jobs.start(LOCAL_USER, context, "case-1", WISH))
    folder = context.settings.data_dir / "exports" / old.id
    for path in (*folder.iterdir(), folder):
        os.utime(path, (1, 1))
    ended(context, jobs.start(LOCAL_USER, context, "case-1", WISH))
    assert not folder.exists()


def test_a_damaged_state_is_no_export(context: Context) -> None:
    begun = ended(context, jobs.start(LOCAL_USER, context, "case-1", WISH))
    (context.settings.data_dir / "exports" / begun.id / "state.json").write_text("{")
    with pytest.raises(NotFound):
        jobs.state_of(LOCAL_USER, context, begun.id)


@pytest.mark.parametrize("one", formats(), ids=lambda one: one.name)
def test_every_format_calls_back_so_that_it_can_be_stopped(shipped_context: Context, one: Exporter) -> None:
    ready = prepare(LOCAL_USER, shipped_context, "case-1", Wish(one.name))
    called: list[float] = []

    def stop(share: float, words: str) -> None:
        called.append(share)
        raise KeyboardInterrupt(words)

    with pytest.raises(KeyboardInterrupt):
        ready.write(io.BytesIO(), stop)
    assert 0 <= called[0] <= 1
