"""Bringing cases in: a path at somebody's wish, or the library at the start. Each comes whole or not at all."""

import logging
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from dashboard import importers
from dashboard.domain.cases import Case
from dashboard.domain.chronology import solve
from dashboard.domain.people import PROGRAM, Action, User
from dashboard.errors import CaseRefused, Misconfigured, NotFound, Refused
from dashboard.importers.base import ImagingStudy, Importer, ImportRefused, Refusal, Report
from dashboard.registry import extensions
from dashboard.services.acting import acting
from dashboard.services.context import Context
from dashboard.services.joining import Choice, Joining, join_study, with_joined
from dashboard.services.series import current
from dashboard.services.summaries import bring_up
from dashboard.store.cases import Change, Save, save_case, unchanged

LOG = logging.getLogger(__name__)
NO_CHOICE = Choice()
CASES = "case-folder"  # what the library is made of; other things that lie there wait for somebody to import them


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one path: its cases, the importer's report and what saving changed; or why it was refused.

    Imaging studies are no cases: `joinings` says which case each has joined. `source` keeps what was unpacked."""

    path: Path
    format: str
    cases: tuple[Case, ...] = ()
    report: Report | None = None
    changes: tuple[Change, ...] = ()
    refusals: tuple[Refusal, ...] = ()
    studies: tuple[ImagingStudy, ...] = ()
    joinings: tuple[Joining, ...] = ()
    source: object = None


@cache
def formats() -> tuple[Importer, ...]:
    """The importers, one for each format."""
    return extensions(importers, "IMPORTER", Importer, but=frozenset({"base"}))


def found_at(path: Path) -> tuple[tuple[Path, Importer], ...]:
    """What can be imported at `path`: itself, else each thing that lies directly in it; `NotFound` when nothing can."""
    if not path.exists():
        raise NotFound(f"There is nothing at {path}.")
    inside = sorted(path.iterdir()) if path.is_dir() else []
    found = tuple(_known([path])) or tuple(_known(inside))
    if not found:
        known = ", ".join(importer.title for importer in formats())
        raise NotFound(f"{path} holds nothing that can be imported. Known: {known}.")
    return found


def read(path: Path, importer: Importer) -> Outcome:
    """What importing would bring, times solved and all; nothing is stored and no stored case is touched."""
    try:
        brought = importer.read(path)
        for case in brought.cases:
            solve(case)
    except ImportRefused as refusal:
        return Outcome(path, importer.name, refusals=refusal.refusals)
    except CaseRefused as refusal:
        return Outcome(path, importer.name, refusals=tuple(Refusal(path.name, one) for one in refusal.problems))
    except Refused as refusal:
        return Outcome(path, importer.name, refusals=(Refusal(path.name, str(refusal)),))
    except OSError as problem:
        reason = f"{Path(problem.filename or path).name} cannot be read: {problem.strerror}"
        return Outcome(path, importer.name, refusals=(Refusal(path.name, reason),))
    return Outcome(path, importer.name, brought.cases, brought.report, studies=brought.studies, source=brought.source)


def import_path(user: User, context: Context, path: Path, choice: Choice = NO_CHOICE) -> tuple[Outcome, ...]:
    """Import what is at `path`, or each thing in it; what is refused changes nothing and says why. `choice` is the case
    that imaging studies join."""
    outcomes = (read(one, importer) for one, importer in found_at(path))
    done = tuple(_join(user, context, one, choice) if one.studies else _save(user, context, one) for one in outcomes)
    bring_up(context)
    return done


def load_library(context: Context) -> tuple[Outcome, ...]:
    """Bring the stored cases up to their folders in the library, as the program itself. Many processes may do so at
    once, and one killed midway leaves each case as it was or as it should be."""
    folder = context.settings.cases_dir
    if not folder.is_dir():
        raise Misconfigured(f"TIMELINE_CASES_DIR names {folder}, which is no folder.")
    found = [(one, importer) for one, importer in _known(sorted(folder.iterdir())) if importer.name == CASES]
    outcomes = tuple(_brought_up(context, read(one, importer)) for one, importer in found)
    for outcome in outcomes:
        for refusal in outcome.refusals:
            LOG.error("%s refused, nothing changed: %s", outcome.path.name, refusal)
    bring_up(context)
    current(context)  # read once, before the processes part
    return outcomes


def _known(paths: list[Path]) -> Iterator[tuple[Path, Importer]]:
    for path in paths:
        importer = next((one for one in formats() if one.sniff(path)), None)
        if importer is not None:
            yield path, importer


def _brought_up(context: Context, outcome: Outcome) -> Outcome:
    # Nothing is done when nothing differs, not even an audit line: each worker comes by here at each start.
    with context.store.reading() as db:
        cases = [with_joined(db, case) for case in outcome.cases]
        standing = [unchanged(db, case, _location(outcome.path)) for case in cases]
    same = tuple(change for change in standing if change is not None)
    if not outcome.refusals and len(same) == len(outcome.cases):
        return replace(outcome, changes=same)
    return _save(PROGRAM, context, outcome)


def _save(user: User, context: Context, outcome: Outcome) -> Outcome:
    save = Save(who=user.name, what=f"import ({outcome.format})", location=_location(outcome.path))
    case_ids = [case.id for case in outcome.cases]
    try:
        with acting(user, context, Action.IMPORT, *case_ids, subject=outcome.path.name) as db:
            if outcome.refusals:
                raise CaseRefused([str(refusal) for refusal in outcome.refusals])
            changes = tuple(save_case(db, with_joined(db, case), save) for case in outcome.cases)
    except Refused as refusal:
        refusals = outcome.refusals or (Refusal(outcome.path.name, str(refusal).removesuffix(".")),)
        return Outcome(outcome.path, outcome.format, refusals=refusals)
    return replace(outcome, changes=changes)


def _join(user: User, context: Context, outcome: Outcome, choice: Choice) -> Outcome:
    joinings: list[Joining] = []
    refusals: list[Refusal] = []
    for study in outcome.studies:
        try:
            joinings.append(join_study(user, context, study, choice, outcome.path.name))
        except (Refused, NotFound) as problem:
            joinings.append(Joining(study, reason=str(problem).rstrip(".")))
            refusals.append(Refusal(outcome.path.name, str(problem).rstrip(".")))
    return replace(outcome, joinings=tuple(joinings), refusals=tuple(dict.fromkeys(refusals)))


def _location(path: Path) -> str:
    return str(path.resolve())
