"""An import before anybody has accepted it: read, kept apart, and tried against the store without a trace.

In the folder of the job: choices.json (what was said), found.json (what was read by which format), answers/<n>/ (what
reading processes brought, in their own format).
"""

import json
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from itertools import islice
from pathlib import Path

from sqlalchemy import Connection

from dashboard.domain.cases import Case
from dashboard.domain.people import Action, User, may
from dashboard.errors import NotFound, Refused
from dashboard.importers._assembly.packed import PackedCase
from dashboard.importers._child import wire
from dashboard.importers._child.client import Watched
from dashboard.importers._spread.shelf import ids_of
from dashboard.importers.base import Choices, Refusal
from dashboard.services.context import Context
from dashboard.services.import_files import left_out, received, tree_of
from dashboard.services.imports import (
    Outcome,
    formats,
    found_at,
    is_seeming,
    read,
    read_again,
    save_cases,
    save_of,
    with_saved,
)
from dashboard.services.joining import Choice, Joining, case_of_study, doubt, why_waiting
from dashboard.services.saving import Saved, save_all, save_packed
from dashboard.store.bulk import stored_ids
from dashboard.store.cases import Change, Save, load_case, load_head
from dashboard.store.session import Store

Tell = Callable[[float, str], None]
"""Called with the share that is done and words for it; raises where somebody has stopped the job."""

CHOICES, FOUND, ANSWERS = "choices.json", "found.json", "answers"
NOTHING = "Nothing in these files can be imported. docs/import.md says which formats are known."
_FEW = 50
_AT_ONCE = 20


def read_all(context: Context, folder: Path, choices: Choices, tell: Tell) -> list[Outcome]:
    """Read all files of a job, and keep what was read in its folder. Raises Refused where no format knows any."""
    shutil.rmtree(folder / ANSWERS, ignore_errors=True)
    (folder / FOUND).unlink(missing_ok=True)
    tell(0.0, "looking at the files")
    path = tree_of(folder)
    try:
        found = found_at(path, choices)
    except NotFound:
        raise Refused(NOTHING) from None
    (folder / CHOICES).write_text(json.dumps(wire.choices_to_plain(choices)), encoding="utf-8")
    whole = max(sum(one.size for one in received(folder)), 1)
    kept: list[Outcome] = []
    noted: list[tuple[str, str, int]] = []
    for number, (one, importer) in enumerate(found):
        answers = folder / ANSWERS / str(number)
        answers.mkdir(parents=True, mode=0o700)
        base, width = number / len(found), 1 / len(found)

        def told(count: int, base: float = base, width: float = width, title: str = importer.title) -> None:
            tell(base + width * min(count / whole, 0.99), f"reading: {title}")

        told(0)
        outcome = read(one, importer, choices, context.settings, Watched(answers, told))
        if not is_seeming(outcome, kept):
            kept.append(outcome)
            noted.append((str(one.relative_to(folder)), importer.name, number))
    (folder / FOUND).write_text(json.dumps(noted), encoding="utf-8")
    left = tuple(Refusal(name, why) for name, why in left_out(folder))
    return [*kept, Outcome(path, "zip", refusals=left)] if left else kept


def read_choices(folder: Path) -> Choices:
    """What was said when the job was read."""
    return wire.choices_from_plain(json.loads((folder / CHOICES).read_text(encoding="utf-8")))


def kept_outcomes(folder: Path) -> list[Outcome]:
    """What `read_all` has brought, once more. Raises Refused where it is not there any more."""
    try:
        noted, choices = json.loads((folder / FOUND).read_text(encoding="utf-8")), read_choices(folder)
        importers = {one.name: one for one in formats()}
        return [
            read_again(folder / path, importers[name], choices, folder / ANSWERS / str(number))
            for path, name, number in noted
        ]
    except (OSError, ValueError, KeyError) as problem:
        raise Refused("What was read of this import is not there any more. Read the files again.") from problem


def choice_of(folder: Path, event_id: str = "") -> Choice:
    """The case that imaging studies join."""
    return Choice(read_choices(folder).case_id, event_id)


def tried(user: User, context: Context, outcomes: Sequence[Outcome], choice: Choice) -> list[Outcome]:
    """What accepting would do, tried in transactions that are taken back. Where it would be refused, so is the
    outcome."""
    return [_tried(user, context, outcome, choice) for outcome in outcomes]


def expected_case(user: User, context: Context, outcomes: Sequence[Outcome], case_id: str) -> Case:
    """A case as it would be after accepting. Raises NotFound, and Refused like accepting."""
    _refuse_hidden(user, [case_id])
    with taken_back(context.store) as db:
        for outcome in outcomes:
            one = replace(outcome, cases=tuple(case for case in outcome.cases if case.id == case_id))
            save_cases(db, user, one)
            for at, name in enumerate(ids_of(outcome.packed)):
                if name == case_id:
                    save_packed(db, outcome.packed[at], save_of(user, outcome))
        return load_case(db, case_id)


@contextmanager
def taken_back(store: Store) -> Iterator[Connection]:
    """A transaction of which nothing stays."""
    try:
        with store.writing() as db:
            yield db
            raise _TakenBack
    except _TakenBack:
        pass


class _TakenBack(Exception):
    """Undoes a transaction that has shown what it would do."""


def _tried(user: User, context: Context, outcome: Outcome, choice: Choice) -> Outcome:
    try:
        if outcome.studies:
            return replace(outcome, joinings=tuple(_joining(user, context, outcome, choice)))
        if outcome.packed:
            return with_saved(outcome, _saved(user, context, outcome))
        _refuse_hidden(user, [case.id for case in outcome.cases])
        with taken_back(context.store) as db:
            return replace(outcome, changes=save_cases(db, user, outcome))
    except (Refused, NotFound) as problem:
        return Outcome(outcome.path, outcome.format, refusals=(Refusal(outcome.path.name, str(problem).rstrip(".")),))


def _joining(user: User, context: Context, outcome: Outcome, choice: Choice) -> Iterator[Joining]:
    for study in outcome.studies:
        case_id = case_of_study(user, context, study, choice)
        if not case_id:
            yield Joining(study, reason=why_waiting(study))
            continue
        _refuse_hidden(user, [case_id])
        with context.store.reading() as db:
            yield Joining(study, case_id, verify=doubt(load_head(db, case_id), study))


def _saved(user: User, context: Context, outcome: Outcome) -> tuple[Saved, ...]:
    """What saving would do to each case. Very many new ones are not tried one by one: all of each would be added."""
    ids = ids_of(outcome.packed)
    _refuse_hidden(user, ids)
    save = save_of(user, outcome)
    if len(ids) <= _FEW:
        with taken_back(context.store) as db:
            return save_all(db, outcome.packed, save)
    with context.store.reading() as db:
        known = stored_ids(db, ids)
    found: list[Saved] = []
    steady = iter(outcome.packed)
    while part := list(islice(steady, _AT_ONCE)):  # short transactions, so that others can write between them
        found += _tried_part(context, part, known, save)
    return tuple(found)


def _tried_part(context: Context, part: Sequence[PackedCase], known: set[str], save: Save) -> Iterator[Saved]:
    if not any(case.head.id in known for case in part):
        yield from (_new(case.summary.events, case.is_empty) for case in part)
        return
    with taken_back(context.store) as db:
        for case in part:
            there = case.head.id in known
            yield save_packed(db, case, save) if there else _new(case.summary.events, case.is_empty)


def _new(events: int, is_empty: bool) -> Saved:
    return Saved(Change(0) if is_empty else Change(1, unlisted=events, anything=True))


def _refuse_hidden(user: User, case_ids: Sequence[str]) -> None:
    """One sentence, whether such a case is there or not."""
    if any(not may(user, Action.IMPORT, case_id) for case_id in case_ids):
        raise Refused("The files hold a case that you may not change.")
