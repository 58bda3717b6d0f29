"""The cases of an import into the store: what a case that is there keeps, and which rows had been told before."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice

from sqlalchemy import Connection

from dashboard.domain.cases import Case, Grain, Study
from dashboard.domain.chronology import solve
from dashboard.domain.statements import day
from dashboard.domain.when import When
from dashboard.errors import NotFound, Refused
from dashboard.importers._assembly.packed import PackedCase
from dashboard.importers.base import Report
from dashboard.store.bulk import add_cases, stored_ids
from dashboard.store.cases import Change, Save, Told, load_case, load_head, save_import

_MANY, _AT_ONCE = 50, 1000
_FILLED = ("age", "sex", "diagnosis", "question", "birth_date", "patient_id")
_AGE = re.compile(r"(?P<about>about )?(?P<low>[0-9]{1,3})(?: or (?P<high>[0-9]{1,3}))? years?")
_SEXES = {"f": "female", "m": "male", "woman": "female", "man": "male", "w": "female"}


@dataclass(frozen=True, slots=True)
class Saved:
    """What saving did to one case, how many of its rows had been told before, and how many days later than the import's
    own day 0 the day 0 of the stored case is."""

    change: Change
    merged: int = 0
    shift: int = 0


def save_packed(db: Connection, case: PackedCase, save: Save) -> Saved:
    """Add the events of an import to its case, or update them. Raises Refused where the two do not fit together."""
    stored = _stored(db, case.head.id)
    if stored is None and case.is_empty:
        return Saved(Change(0))
    head = case.head if stored is None else _joined(stored, case.head, case.withdrawn)
    told = Told(case.packs, frozenset(case.withdrawn), case.parted)
    change = save_import(db, head, told, save)
    if stored is None:
        return Saved(change)
    if change.anything and (stored.origin != case.head.origin or stored.zero != case.head.zero):
        solve(load_case(db, head.id))
    merged = sum(map(case.rows.of, change.same)) + (case.rows.person if head == stored else 0)
    return Saved(change, merged, _shift(stored, case.head))


def save_all(db: Connection, cases: Iterable[PackedCase], save: Save) -> tuple[Saved, ...]:
    """`save_packed` for each case; where very many are new they go in together. Of the cases only some stand in the
    memory at once."""
    steady, saved = iter(cases), list[Saved]()
    while part := list(islice(steady, _AT_ONCE)):
        saved += _save_some(db, part, save)
    return tuple(saved)


def _save_some(db: Connection, cases: Sequence[PackedCase], save: Save) -> list[Saved]:
    known = stored_ids(db, [case.head.id for case in cases])
    new = [case for case in cases if case.head.id not in known and not case.is_empty]
    if len(new) < _MANY:
        return [save_packed(db, case, save) for case in cases]
    add_cases(db, ((case.head, case.packs) for case in new), save)
    added = {id(case) for case in new}
    return [
        Saved(Change(1, unlisted=case.summary.events, anything=True))
        if id(case) in added
        else save_packed(db, case, save)
        for case in cases
    ]


def accounted(report: Report, saved: tuple[Saved, ...]) -> Report:
    """The report, in which rows that were stored before count as merged."""
    merged = sum(one.merged for one in saved)
    return replace(report, accepted=report.accepted - merged, merged=report.merged + merged)


def _stored(db: Connection, case_id: str) -> Case | None:
    try:
        return load_head(db, case_id)
    except NotFound:
        return None


def _joined(stored: Case, new: Case, withdrawn: Sequence[str] = ()) -> Case:
    """The stored case with what it lacks. What it says stands: its day 0 is the one that people know."""
    _refuse_other_person(stored, new)
    filled = {name: getattr(stored, name) or getattr(new, name) for name in _FILLED}
    joined = replace(stored, **filled, studies=_studies(stored, new, withdrawn))
    if not stored.source and Grain.INSTANT in (stored.grain, new.grain):
        joined = replace(joined, grain=Grain.INSTANT)
    if _counts_from_nothing(stored):
        joined = replace(joined, zero=new.zero, origin=new.origin, moments=new.moments, age=new.age or stored.age)
    return joined


def _studies(stored: Case, new: Case, withdrawn: Sequence[str]) -> tuple[Study, ...]:
    """The studies of the case, and those of the import that are not among them."""
    kept = tuple(one for one in stored.studies if one.event not in withdrawn)
    ids, uids = {one.id for one in kept}, {one.uid for one in kept if one.uid}
    return kept + tuple(one for one in new.studies if one.id not in ids and one.uid not in uids)


def _counts_from_nothing(case: Case) -> bool:
    """A case that an import made before any of its events had a date."""
    return not case.origin and case.moments.get(case.zero) == When((day(0),)) and case.zero.startswith("first event")


def _refuse_other_person(stored: Case, new: Case) -> None:
    sexes = [_SEXES.get(word, word) for word in (stored.sex.strip().lower(), new.sex.strip().lower())]
    if all(sexes) and sexes[0] != sexes[1]:
        raise Refused(
            f"Case {stored.id} is of a {stored.sex} patient and the import says {new.sex}. Nothing was changed: "
            "correct the one that is wrong, or name another case."
        )
    ours, theirs = _birth_years(stored), _birth_years(new)
    if ours and theirs and (ours[1] < theirs[0] or theirs[1] < ours[0]):
        raise Refused(
            f"Case {stored.id} is of somebody of {stored.age} on {stored.origin}, and the import of somebody of "
            f"{new.age} on {new.origin}. Nothing was changed: correct the one that is wrong, or name another source."
        )


def _birth_years(case: Case) -> tuple[int, int] | None:
    """The years between which the patient was born, by the age on day 0; None where a case does not tell both."""
    match = _AGE.fullmatch(case.age)
    if match is None or not case.origin:
        return None
    about, year = (1 if match["about"] else 0), int(case.origin[:4])
    low, high = int(match["low"]), int(match["high"] or match["low"])
    return year - high - 1 - about, year - low + about


def _shift(stored: Case, new: Case) -> int:
    if not stored.origin or not new.origin:
        return 0
    return (date.fromisoformat(stored.origin) - date.fromisoformat(new.origin)).days
