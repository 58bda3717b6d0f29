"""Imports by way of the page, as tests bring them: files given as texts, read, and waited for."""

import io
import time
from pathlib import Path

from dashboard.domain.people import LOCAL_USER, User
from dashboard.importers.base import NO_CHOICES, Choices
from dashboard.services import import_jobs as jobs
from dashboard.services.context import Context
from dashboard.services.import_jobs import State
from tests.importers.table_files import HEADER, LABS, ROWS

COUNTS = ("\n".join((HEADER, *ROWS)) + "\n").encode()


def came(context: Context, files: dict[str, bytes], user: User = LOCAL_USER) -> State:
    """An import with these files."""
    begun = jobs.begin(user, context)
    for name, content in files.items():
        jobs.receive(user, context, begun.id, name, len(content), io.BytesIO(content).read)
    return begun


def rested(context: Context, state: State, user: User = LOCAL_USER) -> State:
    """The job when nothing is done any more."""
    until = time.monotonic() + 60
    while (state := jobs.state_of(user, context, state.id)).state in jobs.AT_WORK:
        assert time.monotonic() < until, state
        time.sleep(0.05)
    return state


def read(context: Context, files: dict[str, bytes], choices: Choices = NO_CHOICES, user: User = LOCAL_USER) -> State:
    """An import with these files, read."""
    begun = came(context, files, user)
    return rested(context, jobs.start_reading(user, context, begun.id, choices), user)


def labs(folder: Path) -> Choices:
    """The choices that read `COUNTS`."""
    path = folder / "labs.toml"
    path.write_text(LABS, encoding="utf-8")
    return Choices(mapping=path)
