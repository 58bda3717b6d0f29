"""Bringing cases in: a path at somebody's wish, or the library at the start. Each comes whole or not at all."""

import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from sqlalchemy import Connection

from dashboard import importers
from dashboard.config import Settings
from dashboard.domain.cases import Case
from dashboard.domain.chronology import solve
from dashboard.domain.people import PROGRAM, Action, User
from dashboard.errors import CaseRefused, Misconfigured, NotFound, Refused
from dashboard.importers._assembly.packed import PackedCase
from dashboard.importers._child.client import Watched, answered, read_apart
from dashboard.importers._child.wire import packed_cases
from dashboard.importers._spread.hands import Spread
from dashboard.importers._spread.shelf import ids_of
from dashboard.importers.base import (
    NO_CHOICES,
    Choices,
    ImagingStudy,
    Import,
    Importer,
    ImportRefused,
    Refusal,
    Report,
)
from dashboard.registry import extensions
from dashboard.services.acting import acting
from dashboard.services.bringing_up import bring_up
from dashboard.services.cases import kept as opened_case
from dashboard.services.context import Context
from dashboard.services.joining import Choice, Joining, join_study, with_joined
from dashboard.services.ledgers import ledger
from dashboard.services.roster import read_roster
from dashboard.services.saving import Saved, accounted, save_all
from dashboard.store.cases import Change, Save, save_case, unchanged

LOG = logging.getLogger(__name__)
NO_CHOICE = Choice()
TABLES = "tables"
SEEMING = ("dicom", "tables")  # an archive may hold pictures or tables; one that another format has read need not
CASES = "case-folder"  # what the library is made of; other things that lie there wait for somebody to import them


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one path: its cases, the importer's report and what saving changed; or why it was refused.

    Cases of another system are `packed`, and their events come from the `origin`. Imaging studies are no cases:
    `joinings` says which case each has joined. `source` keeps what was unpacked."""

    path: Path
    format: str
    cases: tuple[Case, ...] = ()
    report: Report | None = None
    changes: tuple[Change, ...] = ()
    refusals: tuple[Refusal, ...] = ()
    studies: tuple[ImagingStudy, ...] = ()
    joinings: tuple[Joining, ...] = ()
    source: object = None
    origin: str = ""
    packed: Sequence[PackedCase] = ()
    saved: tuple[Saved, ...] = ()


@cache
def formats() -> tuple[Importer, ...]:
    """The importers, one for each format."""
    return extensions(importers, "IMPORTER", Importer, but=frozenset({"base"}))


def found_at(path: Path, choices: Choices = NO_CHOICES) -> tuple[tuple[Path, Importer], ...]:
    """What can be imported at `path`: itself, by each format that knows something in it, and the case folders that lie
    in it; else each thing that lies directly in it. `NotFound` when nothing can."""
    if not path.exists():
        raise NotFound(f"There is nothing at {path}.")
    if choices.format or choices.mapping:
        return ((path, _named(choices)),)
    inside = sorted(path.iterdir()) if path.is_dir() else []
    own = tuple(_known([path]))
    if own and own[0][1].name != CASES:
        return (*own, *(found for found in _known(inside) if found[1].name == CASES))
    found = own or tuple(_known(inside))
    if not found:
        known = ", ".join(importer.title for importer in formats())
        raise NotFound(f"{path} holds nothing that can be imported. Known: {known}.")
    return found


def read(
    path: Path,
    importer: Importer,
    choices: Choices = NO_CHOICES,
    settings: Settings | None = None,
    watched: Watched | None = None,
) -> Outcome:
    """What importing would bring, times solved and all; nothing is stored and no stored case is touched. With
    `settings` files of other systems are read by a process of their own, within its limits; `watched` says where its
    answer stays and who is told how far it is."""
    return _outcome(path, importer, lambda: _read(path, importer, choices, settings, watched))


def read_again(path: Path, importer: Importer, choices: Choices, folder: Path) -> Outcome:
    """The same once more, from the answer that a reading process left in `folder`; what is read without one is read
    anew. Raises ValueError where that answer is not whole."""
    if getattr(importer, "limited", True):
        return _outcome(path, importer, lambda: answered(folder, folder))
    return _outcome(path, importer, lambda: importer.read(path, choices))


def _outcome(path: Path, importer: Importer, bring: Callable[[], Import]) -> Outcome:
    try:
        brought = bring()
        for case in () if brought.origin else brought.cases:
            solve(case)
        packed = _packed(brought) if brought.origin else ()
    except ImportRefused as refusal:
        return Outcome(path, importer.name, refusals=refusal.refusals)
    except CaseRefused as refusal:
        return Outcome(path, importer.name, refusals=tuple(Refusal(path.name, one) for one in refusal.problems))
    except Refused as refusal:
        return Outcome(path, importer.name, refusals=(Refusal(path.name, str(refusal).rstrip(".")),))
    except OSError as problem:
        reason = f"{Path(problem.filename or path).name} cannot be read: {problem.strerror}"
        return Outcome(path, importer.name, refusals=(Refusal(path.name, reason),))
    named = brought.report.format or importer.name
    outcome = Outcome(path, named, () if brought.origin else brought.cases, brought.report)
    return replace(outcome, studies=brought.studies, source=brought.source, origin=brought.origin, packed=packed)


def _read(
    path: Path, importer: Importer, choices: Choices, settings: Settings | None, watched: Watched | None
) -> Import:
    if settings is None or not getattr(importer, "limited", True):
        return importer.read(path, choices)
    limits = {"megabytes": settings.import_megabytes, "seconds": settings.import_minutes * 60}
    return read_apart(importer, path, choices, **limits, watched=watched, spread=_spread(settings))


def _spread(settings: Settings) -> Spread:
    """Who reads a large import; what a cluster reads lies in the data folder, for its workers must see it."""
    return Spread(
        settings.import_processes,
        settings.dask,
        str(settings.dask_ca_file or ""),
        str(settings.dask_cert_file or ""),
        str(settings.dask_key_file or ""),
        part=settings.import_part_megabytes * 1024**2,
        folder=str(settings.data_dir) if settings.dask else "",
    )


def _packed(brought: Import) -> Sequence[PackedCase]:
    return tuple(packed_cases(brought)) if brought.cases else brought.packed


def import_path(
    user: User, context: Context, path: Path, choice: Choice = NO_CHOICE, choices: Choices = NO_CHOICES
) -> tuple[Outcome, ...]:
    """Import what is at `path`, or each thing in it; what is refused changes nothing and says why. `choice` is the case
    that imaging studies join, `choices` what else somebody has said."""
    found = found_at(path, choices)
    kept: list[Outcome] = []
    for one, importer in found:
        outcome = read(one, importer, choices, context.settings)
        if not is_seeming(outcome, kept):
            kept.append(_kept(user, context, outcome, choice))
    bring_up(context)
    return tuple(kept)


def is_seeming(outcome: Outcome, others: Sequence[Outcome]) -> bool:
    """Whether a file only seemed to be of this format: it was refused, and another format has read it."""
    if not outcome.refusals or all(outcome.format != one for one in SEEMING):
        return False
    return outcome.path.is_file() and any(one.path == outcome.path and not one.refusals for one in others)


def _kept(user: User, context: Context, outcome: Outcome, choice: Choice) -> Outcome:
    if outcome.studies:
        return _join(user, context, outcome, choice)
    if outcome.packed:
        return _save_packed(user, context, outcome)
    return _save(user, context, outcome)


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
        for case, change in zip(outcome.cases, outcome.changes, strict=False):
            ledger(opened_case(context, case.id, change.version))  # for all processes that part from this one
    bring_up(context)
    read_roster(context)  # once, before the processes part
    return outcomes


def _known(paths: list[Path]) -> Iterator[tuple[Path, Importer]]:
    """Each path with every format that knows something there. A case folder is one whole, pictures and all."""
    for path in paths:
        known = [one for one in formats() if one.sniff(path)]
        whole = [one for one in known if one.name == CASES]
        yield from ((path, one) for one in whole or known)


def _named(choices: Choices) -> Importer:
    """The format that somebody named: by its own name, by one that it knows besides, or by a mapping of tables."""
    wanted = choices.format or TABLES
    for one in formats():
        if wanted == one.name or wanted in getattr(one, "also", ()):
            return one
    names = sorted({name for one in formats() for name in (one.name, *getattr(one, "also", ()))})
    raise Refused(f"There is no format {wanted[:80]!r}. Known: {', '.join(names)}.")


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
    case_ids = [case.id for case in outcome.cases]
    try:
        with acting(user, context, Action.IMPORT, *case_ids, subject=outcome.path.name) as db:
            if outcome.refusals:
                raise CaseRefused([str(refusal) for refusal in outcome.refusals])
            changes = save_cases(db, user, outcome)
    except Refused as refusal:
        refusals = outcome.refusals or (Refusal(outcome.path.name, str(refusal).removesuffix(".")),)
        return Outcome(outcome.path, outcome.format, refusals=refusals)
    return replace(outcome, changes=changes)


def save_cases(db: Connection, user: User, outcome: Outcome, location: str = "") -> tuple[Change, ...]:
    """Save the cases of case folders; `location` is where each lies, if not where it was read. Raises Refused."""
    save = Save(who=user.name, what=f"import ({outcome.format})", location=location or _location(outcome.path))
    return tuple(save_case(db, with_joined(db, case), save) for case in outcome.cases)


def _save_packed(user: User, context: Context, outcome: Outcome) -> Outcome:
    """All cases of an import in one transaction: all of them come, or none."""
    case_ids = ids_of(outcome.packed)
    try:
        with acting(user, context, Action.IMPORT, *case_ids, subject=outcome.path.name) as db:
            saved = save_all(db, outcome.packed, save_of(user, outcome))
    except Refused as refusal:
        return Outcome(outcome.path, outcome.format, refusals=(Refusal(outcome.path.name, str(refusal).rstrip(".")),))
    return with_saved(outcome, saved)


def save_of(user: User, outcome: Outcome) -> Save:
    """As whose act, and as whose events, the cases of another system are saved."""
    return Save(who=user.name, what=f"import ({outcome.format})", origin=outcome.origin)


def with_saved(outcome: Outcome, saved: tuple[Saved, ...]) -> Outcome:
    """The outcome with what saving did; rows that were stored before count as merged."""
    assert outcome.report is not None, "what was read has a report"
    return replace(outcome, saved=saved, report=accounted(outcome.report, saved))


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
