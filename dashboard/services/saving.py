"""The cases of an import into the store: what a case that is there keeps, and which rows had been told before."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import Connection

from dashboard.domain.cases import Case, Grain
from dashboard.domain.chronology import solve
from dashboard.domain.statements import day
from dashboard.domain.when import When
from dashboard.errors import NotFound, Refused
from dashboard.importers._assembly.packed import PackedCase
from dashboard.importers.base import Report
from dashboard.store.bulk import add_cases, stored_ids
from dashboard.store.cases import Change, Save, load_case, load_head, save_import

_MANY = 50
_FILLED = ("age", "sex", "diagnosis", "question", "patient_id")
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
    head = case.head if stored is None else _joined(stored, case.head)
    change = save_import(db, head, case.packs, save)
    if stored is None:
        return Saved(change)
    if change.anything and (stored.origin != case.head.origin or stored.zero != case.head.zero):
        solve(load_case(db, head.id))
    merged = sum(map(case.rows.of, change.same)) + (case.rows.person if head == stored else 0)
    return Saved(change, merged, _shift(stored, case.head))


def save_all(db: Connection, cases: Sequence[PackedCase], save: Save) -> tuple[Saved, ...]:
    """`save_packed` for each case; very many new ones go in together."""
    known = stored_ids(db, [case.head.id for case in cases])
    new = [case for case in cases if case.head.id not in known]
    if len(new) < _MANY:
        return tuple(save_packed(db, case, save) for case in cases)
    add_cases(db, ((case.head, case.packs) for case in new), save)
    added = {id(case) for case in new}
    return tuple(
        Saved(Change(1, unlisted=case.summary.events, anything=True))
        if id(case) in added
        else save_packed(db, case, save)
        for case in cases
    )


def accounted(report: Report, saved: tuple[Saved, ...]) -> Report:
    """The report, in which rows that were stored before count as merged."""
    merged = sum(one.merged for one in saved)
    return replace(report, accepted=report.accepted - merged, merged=report.merged + merged)


def _stored(db: Connection, case_id: str) -> Case | None:
    try:
        return load_head(db, case_id)
    except NotFound:
        return None


def _joined(stored: Case, new: Case) -> Case:
    """The stored case with what it lacks. What it says stands: its day 0 is the one that people know."""
    _refuse_other_person(stored, new)
    filled = {name: getattr(stored, name) or getattr(new, name) for name in _FILLED}
    joined = replace(stored, **filled)
    if not stored.source and Grain.INSTANT in (stored.grain, new.grain):
        joined = replace(joined, grain=Grain.INSTANT)
    if _counts_from_nothing(stored):
        joined = replace(joined, zero=new.zero, origin=new.origin, moments=new.moments, age=new.age or stored.age)
    return joined


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


def _shift(stored: Case, new: Case) -> int:
    if not stored.origin or not new.origin:
        return 0
    return (date.fromisoformat(stored.origin) - date.fromisoformat(new.origin)).days
