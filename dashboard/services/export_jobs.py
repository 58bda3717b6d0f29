"""Exports that take their time: a thread in one process, its state in a folder of its own, so that every process can
tell how far it is, stop it, and hand the file out. Nothing stays: a job is swept an hour after its end.

data folder/exports/<id>/   state.json   how far, and whose; its time says that the job is alive
                            file         the export, once it is whole
                            cancel       somebody wants it to stop
"""

import logging
import os
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from threading import Semaphore, Thread

from dashboard.domain.people import User
from dashboard.errors import NotFound, Refused, TimelineError, Unavailable
from dashboard.imaging import ImageRefused
from dashboard.services.context import Context
from dashboard.services.exports import Ready, Wish, prepare
from dashboard.services.job_folders import JobFolders

LOG = logging.getLogger(__name__)
FOLDER = "exports"
AT_ONCE = Semaphore(1)
MOST_OF_ONE = 3
KEPT_SECONDS = 3600.0
MOST_SECONDS = 900.0
BEAT_SECONDS = 3.0
RUNNING, DONE, FAILED, CANCELLED = "running", "done", "failed", "cancelled"
UNEXPECTED = "The export could not be made. Nothing was changed."
INTERRUPTED = "The export was interrupted. Start it again."
TOO_LONG = "The export took too long and was stopped."
_MISSING = "There is no such export."


@dataclass(frozen=True, slots=True)
class State:
    """How far an export is: `share` from 0 to 1 with words for what is being done, or why it ended."""

    id: str
    owner: str
    case: str
    name: str = ""
    media_type: str = ""
    state: str = RUNNING
    share: float = 0.0
    words: str = "waiting"


class _Stopped(Exception):
    """Somebody cancelled the job, or its time is up."""


def start(user: User, context: Context, case_id: str, wish: Wish) -> State:
    """Begin an export; its rights are asked and its audit line written before this returns."""
    _sweep(context)
    mine = [state for state in _states(context) if state.owner == user.name and state.state == RUNNING]
    if len(mine) >= MOST_OF_ONE:
        raise Unavailable(f"{MOST_OF_ONE} of your exports are on their way. Wait for one, or cancel it.")
    ready = prepare(user, context, case_id, wish)
    state = State(_jobs(context).make(), user.name, case_id, ready.name, ready.exporter.media_type)
    _write(context, state)
    Thread(target=_run, args=(context, state, ready), name="export", daemon=True).start()
    return state


def state_of(user: User, context: Context, job_id: str) -> State:
    """How far the export of that id is. `NotFound` when it is not there or not this user's."""
    state = _read(context, job_id)
    if state is None or state.owner != user.name:
        raise NotFound(_MISSING)
    if state.state == RUNNING and not _jobs(context).is_alive(job_id):
        return replace(state, state=FAILED, words=INTERRUPTED)
    return state


def cancel(user: User, context: Context, job_id: str) -> State:
    """Stop an export; a file that is there is thrown away."""
    state = state_of(user, context, job_id)
    folder = _folder(context, job_id)
    (folder / "cancel").touch()
    if state.state != RUNNING:
        (folder / "file").unlink(missing_ok=True)
    return state


def file_of(user: User, context: Context, job_id: str) -> tuple[State, Path]:
    """The finished export and where it lies. `NotFound` when there is none (any more)."""
    state = state_of(user, context, job_id)
    path = _folder(context, job_id) / "file"
    if state.state != DONE or not path.is_file():
        raise NotFound(_MISSING)
    return state, path


def _run(context: Context, state: State, ready: Ready) -> None:
    try:
        with _jobs(context).beating(state.id, BEAT_SECONDS), AT_ONCE:
            state = _written(context, state, ready)
    except _Stopped as stopped:
        state = replace(state, state=CANCELLED, words=str(stopped))
    except (TimelineError, ImageRefused) as problem:
        state = replace(state, state=FAILED, words=str(problem))
    except Exception as problem:  # a thread has nobody above it; whatever it was, nothing of it is shown
        LOG.error("an export could not be made: %s", type(problem).__name__)
        state = replace(state, state=FAILED, words=UNEXPECTED)
    finally:
        (_folder(context, state.id) / "new").unlink(missing_ok=True)
        _write(context, state)


def _written(context: Context, state: State, ready: Ready) -> State:
    folder, until = _folder(context, state.id), time.monotonic() + MOST_SECONDS

    def step(share: float, words: str) -> None:
        if (folder / "cancel").exists():
            raise _Stopped("cancelled")
        if time.monotonic() > until:
            raise Refused(TOO_LONG)
        _write(context, replace(state, share=share, words=words))

    step(0.0, "begins")
    with os.fdopen(os.open(folder / "new", os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out:
        ready.write(out, step)
    step(1.0, "done")
    (folder / "new").rename(folder / "file")
    return replace(state, state=DONE, share=1.0, words="done")


def _sweep(context: Context) -> None:
    """Remove what nobody has touched for an hour."""
    jobs = _jobs(context)
    for job_id in jobs.all():
        if jobs.untouched(job_id) > KEPT_SECONDS:
            jobs.remove(job_id)


def _states(context: Context) -> Iterator[State]:
    jobs = _jobs(context)
    for job_id in jobs.all():
        state = _read(context, job_id)
        if state is not None and jobs.is_alive(job_id):
            yield state


def _jobs(context: Context) -> JobFolders:
    return JobFolders(context.settings.data_dir / FOLDER, _MISSING)


def _folder(context: Context, job_id: str) -> Path:
    return _jobs(context).folder(job_id)


def _write(context: Context, state: State) -> None:
    _jobs(context).write(state.id, asdict(state))


def _read(context: Context, job_id: str) -> State | None:
    found = _jobs(context).read(job_id)
    try:
        return None if found is None else State(**found)
    except TypeError:
        return None
