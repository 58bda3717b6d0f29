"""Bringing cases in: a folder at somebody's wish, or the library at the start. A case comes whole or not at all."""

import logging
from dataclasses import dataclass, replace
from pathlib import Path

from dashboard.domain.cases import Case
from dashboard.domain.people import PROGRAM, Action, User
from dashboard.errors import CaseRefused, Misconfigured, NotFound, Refused
from dashboard.importers import case_folder
from dashboard.services.acting import acting
from dashboard.services.context import Context
from dashboard.store.cases import Change, Save, save_case, unchanged

LOG = logging.getLogger(__name__)
CASE_FILE = "case.toml"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one case folder: the case and what saving it changed, or the problems that refused it."""

    folder: Path
    case: Case | None = None
    change: Change | None = None
    problems: tuple[str, ...] = ()


def case_folders(path: Path) -> tuple[Path, ...]:
    """The case folders that `path` means: itself, or those in it; `NotFound` when there is none."""
    if not path.is_dir():
        raise NotFound(f"{path} is no folder.")
    if (path / CASE_FILE).is_file():
        return (path,)
    found = tuple(sorted(folder for folder in path.iterdir() if (folder / CASE_FILE).is_file()))
    if not found:
        raise NotFound(f"{path} is no case folder and holds none: there is no {CASE_FILE}.")
    return found


def read_folder(folder: Path) -> Outcome:
    """What importing that folder would read; nothing is stored and nobody's data is touched."""
    try:
        return Outcome(folder, case_folder.read(folder))
    except CaseRefused as refusal:
        return Outcome(folder, problems=refusal.problems)
    except Refused as refusal:
        return Outcome(folder, problems=(str(refusal),))


def import_path(user: User, context: Context, path: Path) -> tuple[Outcome, ...]:
    """Import the case folder at `path`, or each in it; a refused one changes nothing and says why."""
    return tuple(_save(user, context, read_folder(folder)) for folder in case_folders(path))


def load_library(context: Context) -> tuple[Outcome, ...]:
    """Bring the stored cases up to their folders in the library, as the program itself. Many processes may do so at
    once, and one killed midway leaves each case as it was or as it should be."""
    folder = context.settings.cases_dir
    if not folder.is_dir():
        raise Misconfigured(f"TIMELINE_CASES_DIR names {folder}, which is no folder.")
    if not any(folder.glob(f"*/{CASE_FILE}")):
        return ()
    outcomes = tuple(_brought_up(context, read_folder(one)) for one in case_folders(folder))
    for outcome in outcomes:
        for problem in outcome.problems:
            LOG.error("case folder %s refused, nothing changed: %s", outcome.folder.name, problem)
    return outcomes


def _brought_up(context: Context, read: Outcome) -> Outcome:
    # Nothing is done when nothing differs, not even an audit line: each worker comes by here at each start.
    if read.case is not None:
        with context.store.reading() as db:
            standing = unchanged(db, read.case, _location(read.folder))
        if standing is not None:
            return replace(read, change=standing)
    return _save(PROGRAM, context, read)


def _save(user: User, context: Context, read: Outcome) -> Outcome:
    case_id = read.case.id if read.case else None
    save = Save(who=user.name, what="import of a case folder", location=_location(read.folder))
    try:
        with acting(user, context, Action.IMPORT, case_id, subject=read.folder.name) as db:
            if read.case is None:
                raise CaseRefused(read.problems)
            change = save_case(db, read.case, save)
    except Refused as refusal:
        return replace(read, problems=read.problems or (str(refusal),))
    return replace(read, change=change)


def _location(folder: Path) -> str:
    return str(folder.resolve())
