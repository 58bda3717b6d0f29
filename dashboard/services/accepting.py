"""An import becomes part of the record: all of it in one transaction with its line in the log, or nothing."""

import os
import shutil
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from dashboard.domain.people import Action, User
from dashboard.errors import Refused
from dashboard.importers._spread.shelf import ids_of
from dashboard.services.acting import acting
from dashboard.services.context import Context
from dashboard.services.imports import Outcome, save_cases, save_of, with_saved
from dashboard.services.joining import Choice, Joining, case_of_study, join_in, kept_files, why_waiting
from dashboard.services.saving import save_all
from dashboard.store import imports as log

FOLDERS = "case-folders"
Kept = dict[str, tuple[str, list[tuple[str, str]]]]
"""By the UID of a study: the case that it joins, and its files."""


def accept(user: User, context: Context, job_id: str, outcomes: Sequence[Outcome], choice: Choice) -> list[Outcome]:
    """Store all that was read. Raises Refused, NotFound or Unavailable, and then nothing is stored; so for an import
    that was decided about meanwhile."""
    taken = [one for one in outcomes if not one.refusals and one.report is not None]
    if not any(one.cases or one.packed or one.studies for one in taken):
        raise Refused("There is nothing to accept: no case and no study was read.")
    studies: Kept = {}
    try:
        places = {id(one): _kept_folder(context, job_id, number, one) for number, one in enumerate(taken)}
        for one in taken:
            for study in one.studies:
                case_id = case_of_study(user, context, study, choice)
                studies[study.uid] = (case_id, kept_files(context, study) if case_id else [])
        with acting(user, context, Action.IMPORT, *_case_ids(taken, studies), subject=f"accepted {job_id}") as db:
            stored = [_stored(db, user, one, places[id(one)], studies, choice) for one in taken]
            if not log.end(db, job_id, log.ACCEPTED, **_told(stored)):
                raise Refused("This import was accepted or discarded already.")
    except BaseException:
        with context.store.reading() as db:
            accepted = log.is_accepted(db, job_id)
        if not accepted:  # else the folders are those of who was first
            shutil.rmtree(context.settings.data_dir / FOLDERS / job_id, ignore_errors=True)
        raise
    return [one for one in outcomes if one not in taken] + stored


def _case_ids(taken: Sequence[Outcome], studies: Kept) -> list[str]:
    ids = [case.id for one in taken for case in one.cases]
    ids += [case_id for one in taken for case_id in ids_of(one.packed)]
    return list(dict.fromkeys([*ids, *(case_id for case_id, _ in studies.values() if case_id)]))


def _stored(db: Connection, user: User, one: Outcome, place: str, studies: Kept, choice: Choice) -> Outcome:
    if one.studies:
        return replace(one, joinings=tuple(_joined(db, user, study, studies, choice) for study in one.studies))
    if one.packed:
        return with_saved(one, save_all(db, one.packed, save_of(user, one)))
    return replace(one, changes=save_cases(db, user, one, place))


def _joined(db: Connection, user: User, study: Any, studies: Kept, choice: Choice) -> Joining:
    case_id, files = studies[study.uid]
    if not case_id:
        return Joining(study, reason=why_waiting(study))
    return join_in(db, user, study, case_id, choice.event_id, files)


def _told(stored: Sequence[Outcome]) -> dict[str, Any]:
    reports = [one.report for one in stored if one.report is not None]
    cases = [case.id for one in stored for case in one.cases]
    cases += [case_id for one in stored for case_id in ids_of(one.packed)]
    cases += [joining.case_id for one in stored for joining in one.joinings if joining.case_id]
    return {
        "format": ", ".join(dict.fromkeys(one.format for one in stored)),
        "rows": sum(one.rows_read for one in reports),
        "accepted": sum(one.accepted for one in reports),
        "refused": sum(one.rows_refused for one in reports),
        "cases": list(dict.fromkeys(cases))[:100],
    }


def _kept_folder(context: Context, job_id: str, number: int, one: Outcome) -> str:
    """Where the folder of a case lies from now on: its pictures are read from there. "" for other formats."""
    if not one.cases or not one.path.is_dir():
        return ""
    place = context.settings.data_dir / FOLDERS / job_id / str(number)
    place.parent.mkdir(parents=True, mode=0o700, exist_ok=True)
    shutil.copytree(one.path, place, copy_function=_linked, dirs_exist_ok=True)
    return str(place)


def _linked(source: str, target: str) -> str:
    if not Path(target).exists():
        os.link(source, target)
    return target
