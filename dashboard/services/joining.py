"""Imported studies and cases: which case a study joins, and how a case looks with the studies that joined it.

Nothing is guessed: somebody names the case, or exactly one case carries exactly the study's patient id.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Connection

from dashboard.domain.calendars import calendar_of
from dashboard.domain.cases import Case, Study
from dashboard.domain.events import Event, Kind
from dashboard.domain.people import Action, User
from dashboard.domain.when import When, parse_when
from dashboard.errors import Refused
from dashboard.importers.base import ImagingStudy
from dashboard.services.acting import acting
from dashboard.services.context import Context
from dashboard.store import joined as stored
from dashboard.store.blobs import Blobs
from dashboard.store.cases import Save, load_case, save_case
from dashboard.store.joined import Added, Joined
from dashboard.store.session import one_at_a_time

FOLDER = "pictures"
SOURCE = "DICOM import"


@dataclass(frozen=True, slots=True)
class Choice:
    """What somebody said of where studies belong: a case, and an event of it; "" = nothing."""

    case_id: str = ""
    event_id: str = ""


@dataclass(frozen=True, slots=True)
class Joining:
    """What became of one study: its case ("" = it waits for somebody to name one), its files, and what somebody should
    look at."""

    study: ImagingStudy
    case_id: str = ""
    added: Added = Added()
    reason: str = ""
    verify: str = ""


def blobs_of(context: Context) -> Blobs:
    """Where the contents of imported pictures lie."""
    return Blobs(context.settings.data_dir / FOLDER)


def join_study(user: User, context: Context, study: ImagingStudy, choice: Choice, subject: str) -> Joining:
    """Store the study with the case that was chosen, or that carries its patient id. Raises Refused or NotFound where
    a choice names nothing."""
    case_id = case_of_study(user, context, study, choice)
    if not case_id:
        return Joining(study, reason=why_waiting(study))
    with acting(user, context, Action.IMPORT, case_id, subject=subject) as db:
        load_case(db, case_id)
    kept = kept_files(context, study)
    with acting(user, context, Action.IMPORT, case_id, subject=subject) as db:
        return join_in(db, user, study, case_id, choice.event_id, kept)


def case_of_study(user: User, context: Context, study: ImagingStudy, choice: Choice) -> str:
    """The case that the study joins; "" where it waits for somebody to name one."""
    return (choice.case_id or _case_of_patient(user, context, study)) if study.uid else ""


def why_waiting(study: ImagingStudy) -> str:
    """Why a study joins no case."""
    return "no case was named, and no single case carries its patient id" if study.uid else "its files name no study"


def kept_files(context: Context, study: ImagingStudy) -> list[tuple[str, str]]:
    """The contents of the study's files, kept in the data folder: (UID of the object, hash). Nothing shows them yet."""
    return [(file.uid, blobs_of(context).put(file.path)) for file in study.files]


def join_in(
    db: Connection, user: User, study: ImagingStudy, case_id: str, event_id: str, kept: Sequence[tuple[str, str]]
) -> Joining:
    """Join the study to a case, within a transaction of somebody who has asked whether they may."""
    one_at_a_time(db, case_id)
    case = load_case(db, case_id)
    joined = _joined(db, case, study, Choice(case_id, event_id))
    stored.join(db, case_id, joined)
    added = stored.add_files(db, case_id, joined.study_id, kept)
    save_case(db, with_joined(db, case), Save(who=user.name, what="import (dicom)"))
    return Joining(study, case_id, added, verify=doubt(case, study))


def with_joined(db: Connection, case: Case) -> Case:
    """The case, and the studies that were imported into it; each with an event of its own where nobody named one."""
    for study in stored.joined_to(db, case.id):
        if any(known.id == study.study_id for known in case.studies):
            continue
        named = case.event(study.event_id) if study.event_id else None
        event = named or _event(case, study)
        shown = Study(study.study_id, event.id, _label(study), study.modality, uid=study.uid, accession=study.accession)
        events = case.events if case.event(event.id) else (*case.events, event)
        case = replace(case, events=events, studies=(*case.studies, shown))
    return case


def doubt(case: Case, study: ImagingStudy) -> str:
    """What speaks against the case that somebody named; the ids themselves are not told."""
    differs = case.patient_id and study.patient_id and case.patient_id != study.patient_id
    return "its files carry another patient id than the case" if differs else ""


def _case_of_patient(user: User, context: Context, study: ImagingStudy) -> str:
    with acting(user, context, Action.IMPORT) as db:
        found = stored.cases_of_patient(db, study.patient_id)
    seen = [case_id for case_id in found if user.cases is None or case_id in user.cases]
    return seen[0] if len(seen) == 1 else ""


def _joined(db: Connection, case: Case, study: ImagingStudy, choice: Choice) -> Joined:
    """The study as it was joined before, or as it joins now: to the case's own study of that UID or of the event."""
    before = next((one for one in stored.joined_to(db, case.id) if one.uid == study.uid), None)
    if before is not None:
        return before
    if choice.event_id and case.event(choice.event_id) is None:
        raise Refused(f"Case {case.id} has no event {choice.event_id[:80]!r}.")
    own = [one for one in case.studies if one.uid == study.uid]
    own += [one for one in case.studies if choice.event_id and one.event == choice.event_id and not one.uid]
    token = hashlib.sha256(study.uid.encode()).hexdigest()[:12]
    return Joined(
        uid=study.uid,
        study_id=own[0].id if own else f"study-{token}",
        event_id=choice.event_id,
        date=study.date,
        modality=study.modality,
        accession=study.accession,
    )


def _event(case: Case, study: Joined) -> Event:
    """An event of the study's own date; not dated where the case counts no dates, or the study has none."""
    calendar = calendar_of(case)
    dated = calendar is not None and calendar.settled and study.date
    note = "" if dated or not study.date else f"Study date in the header: {study.date}. The case has no dates."
    return Event(
        id=f"imaging-{study.study_id.removeprefix('study-')}",
        kind=Kind.IMAGING,
        term=f"{study.modality} study".strip(),
        at=parse_when(study.date) if dated else When(),
        source=SOURCE,
        note=note,
        details={"study": study.study_id, "label": _label(study), "modality": study.modality},
    )


def _label(study: Joined) -> str:
    return f"{study.modality or 'Imaging'} {study.date}".strip()
