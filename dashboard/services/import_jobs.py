"""Imports by way of the page as jobs: files come, are read by a thread with a process of its own, a person reads the
report and accepts all or discards all. Each has a folder (`job_folders`) and a line in the log of imports.

A job whose process is gone says so and can be read or accepted again; nothing of it was stored.
"""

import logging
import shutil
from collections.abc import Callable
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from threading import Thread
from typing import Any

from dashboard.domain.people import Action, User
from dashboard.errors import NotFound, Refused, TimelineError
from dashboard.imaging import ImageRefused
from dashboard.importers.base import Choices
from dashboard.services import accepting, import_files, staging
from dashboard.services.acting import acting
from dashboard.services.bringing_up import bring_up
from dashboard.services.context import Context
from dashboard.services.import_files import Received
from dashboard.services.import_reports import REPORT, told_of, write, written
from dashboard.services.imports import Outcome
from dashboard.services.job_folders import JobFolders
from dashboard.store import imports as log
from dashboard.store.confirmed import confirmed_of
from dashboard.store.imports import Logged

LOG = logging.getLogger(__name__)
FOLDER, CANCEL = "imports", "cancel"
RECEIVING, READING, READY, ACCEPTING = "receiving", "reading", "ready", "accepting"
ACCEPTED, DISCARDED = "accepted", "discarded"
AT_WORK = (READING, ACCEPTING)
MOST_OPEN = 5
KEPT_SECONDS = 24 * 3600.0
BEAT_SECONDS = 3.0
STOPPED = "Stopped. Nothing was stored."
INTERRUPTED = "The program was restarted meanwhile. Nothing was stored; go on from here."
UNEXPECTED = "This could not be done. Nothing was stored."
_MISSING = "There is no such import."


@dataclass(frozen=True, slots=True)
class State:
    """How far an import is: `share` from 0 to 1 of what is being done, with words for it, or why it ended. `event_id`
    is the event that imaging studies belong to."""

    id: str
    owner: str
    state: str = RECEIVING
    share: float = 0.0
    words: str = ""
    event_id: str = ""
    read: bool = field(default=False)


class _Stopped(Exception):
    """Somebody has stopped the job."""


def begin(user: User, context: Context) -> State:
    """A new import, without files yet. Raises Denied, and Refused where too many of this person wait."""
    sweep(context)
    jobs = jobs_of(context)
    open_ones = [one for one in map(jobs.read, jobs.all()) if one and one["owner"] == user.name]
    if sum(one["state"] not in (ACCEPTED, DISCARDED) for one in open_ones) >= MOST_OPEN:
        raise Refused(f"{MOST_OPEN} of your imports wait to be accepted or discarded. Decide about one of them.")
    job_id = jobs.make()
    with acting(user, context, Action.IMPORT, subject=f"begun {job_id}") as db:
        log.begin(db, job_id, user.name)
    return _written(context, State(job_id, user.name))


def receive(
    user: User, context: Context, job_id: str, name: str, length: int | None, read: Callable[[int], bytes]
) -> Received:
    """Take in one file of an import. Raises TooLarge, TooSlow, Refused."""
    state = state_of(user, context, job_id)
    if state.state != RECEIVING:
        raise Refused("This import takes no more files. Begin another one.")
    shutil.rmtree(folder_of(context, job_id) / import_files.TREE, ignore_errors=True)
    found = import_files.receive(context.settings, folder_of(context, job_id), name[:1000], length, read)
    (folder_of(context, job_id) / "state.json").touch()
    return found


def state_of(user: User, context: Context, job_id: str) -> State:
    """How far the import of that id is. `NotFound` when it is not there or not this user's."""
    jobs = jobs_of(context)
    found = jobs.read(job_id)
    if found is None or found["owner"] != user.name:
        raise NotFound(_MISSING)
    state = State(**found)
    if state.state in AT_WORK and not jobs.is_alive(job_id):
        return _after_interruption(context, state)
    return state


def start_reading(user: User, context: Context, job_id: str, choices: Choices, event_id: str = "") -> State:
    """Begin to read the files, by a thread of this process."""
    state = state_of(user, context, job_id)
    if state.state not in (RECEIVING, READY):
        raise Refused("This import is not to be read now.")
    _refuse_second(user, context)
    files = import_files.received(folder_of(context, job_id))
    if not files:
        raise Refused("No file has come yet.")
    with acting(user, context, Action.IMPORT, subject=f"read {job_id}") as db:
        log.came(db, job_id, _name(files), len(files), sum(one.size for one in files))
    begun = _written(context, replace(state, state=READING, share=0.0, words="waiting", event_id=event_id, read=False))
    _begin(context, begun, lambda: _read(user, context, begun, choices), RECEIVING)
    return begun


def accept(user: User, context: Context, job_id: str, *, pictures_read: bool = False) -> State:
    """Begin to store all that was read. `pictures_read`: the person says that no name is burned into the pictures."""
    with jobs_of(context).alone(job_id):  # two may say so at once; one of them begins
        state = state_of(user, context, job_id)
        if state.state in (ACCEPTING, ACCEPTED):
            return state
        if state.state != READY:
            raise Refused("There is no report yet that could be accepted.")
        if not pictures_read and _holds_pictures(report_of(user, context, job_id)):
            raise Refused("Say first that the pictures show no name and nothing else that identifies the patient.")
        begun = _written(context, replace(state, state=ACCEPTING, share=0.0, words="storing"))
    _begin(context, begun, lambda: _accept(user, context, begun), READY)
    return begun


def _holds_pictures(told: dict[str, Any] | None) -> bool:
    return told is not None and any(study["case"] for study in told["studies"])


def stop(user: User, context: Context, job_id: str) -> State:
    """Stop what is being done; what is being stored is stored whole."""
    state = state_of(user, context, job_id)
    if state.state == READING:
        (folder_of(context, job_id) / CANCEL).touch()
    return state


def discard(user: User, context: Context, job_id: str) -> State:
    """Throw the import away, files and all."""
    with jobs_of(context).alone(job_id):
        state = state_of(user, context, job_id)
        if state.state in (ACCEPTED, ACCEPTING):
            raise Refused("This import has been accepted.")
        if state.state == DISCARDED:
            return state
        with acting(user, context, Action.IMPORT, subject=f"discarded {job_id}") as db:
            if not log.end(db, job_id, log.DISCARDED):
                raise Refused("This import has been decided about.")
        (folder_of(context, job_id) / CANCEL).touch()
        words = "Discarded. Nothing was stored."
        discarded = _written(context, replace(state, state=DISCARDED, words=words, read=False))
    _clear(folder_of(context, job_id), REPORT)
    return discarded


def report_of(user: User, context: Context, job_id: str) -> dict[str, Any] | None:
    """The report of an import that was read."""
    state = state_of(user, context, job_id)
    return written(folder_of(context, job_id)) if state.read else None


def logged(user: User, context: Context, job_id: str) -> Logged | None:
    """The line of the import in the log."""
    state_of(user, context, job_id)
    with context.store.reading() as db:
        return log.find(db, job_id)


def latest(user: User, context: Context) -> list[Logged]:
    """The latest imports of this person, the newest first."""
    with acting(user, context, Action.IMPORT, subject="imports so far") as db:
        return log.latest(db, user.name)


def jobs_of(context: Context) -> JobFolders:
    """The folders of imports."""
    return JobFolders(context.settings.data_dir / FOLDER, _MISSING)


def folder_of(context: Context, job_id: str) -> Path:
    """The folder of an import."""
    return jobs_of(context).folder(job_id)


def sweep(context: Context) -> None:
    """Remove what nobody has touched for a day."""
    jobs = jobs_of(context)
    for job_id in jobs.all():
        if jobs.untouched(job_id) > KEPT_SECONDS:
            jobs.remove(job_id)
            with context.store.writing() as db:
                found = log.find(db, job_id)
                if found is not None and found.outcome == log.OPEN:
                    log.end(db, job_id, "expired")


def _refuse_second(user: User, context: Context) -> None:
    jobs = jobs_of(context)
    for job_id in jobs.all():
        found = jobs.read(job_id)
        if found and found["owner"] == user.name and found["state"] in AT_WORK and jobs.is_alive(job_id):
            raise Refused("Another import of yours is being read. Wait for it, or stop it.")


def _after_interruption(context: Context, state: State) -> State:
    """What holds of a job whose process is gone: the log says whether it had been accepted."""
    with context.store.reading() as db:
        accepted = log.is_accepted(db, state.id)
    if accepted:
        _clear(folder_of(context, state.id))
        return _written(context, replace(state, state=ACCEPTED, words=""))
    return _written(context, replace(state, state=READY if state.read else RECEIVING, words=INTERRUPTED))


def _begin(context: Context, state: State, work: Callable[[], State], otherwise: str) -> None:
    (folder_of(context, state.id) / CANCEL).unlink(missing_ok=True)
    Thread(target=_run, args=(context, state, work, otherwise), name="import", daemon=True).start()


def _run(context: Context, state: State, work: Callable[[], State], otherwise: str) -> None:
    try:
        with jobs_of(context).beating(state.id, BEAT_SECONDS):
            ended = work()
    except _Stopped:
        ended = replace(state, state=otherwise, words=STOPPED)
    except (TimelineError, ImageRefused) as problem:
        ended = replace(state, state=otherwise, words=str(problem))
    except Exception as problem:  # a thread has nobody above it; whatever it was, nothing of it is shown
        LOG.error("an import could not go on: %s", type(problem).__name__)
        ended = replace(state, state=otherwise, words=UNEXPECTED)
    found = jobs_of(context).read(state.id)
    if found is not None and found["state"] not in (ACCEPTED, DISCARDED):
        _written(context, ended)


def _read(user: User, context: Context, state: State, choices: Choices) -> State:
    folder = folder_of(context, state.id)

    def tell(share: float, words: str) -> None:
        if (folder / CANCEL).exists():
            raise _Stopped
        _written(context, replace(state, share=share, words=words))

    outcomes = staging.read_all(context, folder, choices, tell)
    confirmed = _confirmed(context, outcomes, choices)
    if confirmed != choices:
        outcomes = staging.read_all(context, folder, confirmed, tell)
    tell(0.99, "comparing with what is stored")
    choice = staging.choice_of(folder, state.event_id)
    tried = staging.tried(user, context, outcomes, choice)
    told = told_of(tried)
    write(folder, told)
    with context.store.writing() as db:
        log.tell(db, state.id, format=told["format"], rows=told["rows_read"], accepted=told["accepted"],
                 refused=told["refused_rows"])  # fmt: skip
    return replace(state, state=READY, share=1.0, words="", read=True)


def _confirmed(context: Context, outcomes: list[Outcome], choices: Choices) -> Choices:
    """The choices with what was confirmed of these sources before; only reading tells which sources they are."""
    sources = dict.fromkeys(one.format for one in outcomes if one.report is not None)
    with context.store.reading() as db:
        found = [confirmed_of(db, source) for source in sources]
    analytes = {said: means for one in found for said, means in one.analytes.items()}
    units = {said: means for one in found for said, means in one.units.items()}
    return replace(choices, confirmed=replace(choices.confirmed, analytes=analytes, units=units))


def _accept(user: User, context: Context, state: State) -> State:
    folder = folder_of(context, state.id)
    outcomes = staging.kept_outcomes(folder)
    stored = accepting.accept(user, context, state.id, outcomes, staging.choice_of(folder, state.event_id))
    bring_up(context)
    write(folder, told_of(stored))
    _clear(folder)
    return replace(state, state=ACCEPTED, share=1.0, words="")


def _clear(folder: Path, *also: str) -> None:
    """Remove the files; that they were there, the log remembers."""
    for name in (import_files.RECEIVED, import_files.TREE, ".tree", staging.ANSWERS):
        shutil.rmtree(folder / name, ignore_errors=True)
    for name in (import_files.NAMES, import_files.LEFT, staging.FOUND, staging.CHOICES, *also):
        (folder / name).unlink(missing_ok=True)


def _name(files: list[Received]) -> str:
    tops = list(dict.fromkeys(next(import_files.safe_parts(one.name), "file") for one in files))
    return tops[0] if len(tops) == 1 else f"{tops[0]} and {len(tops) - 1} more"


def _written(context: Context, state: State) -> State:
    jobs_of(context).write(state.id, asdict(state))
    return state
