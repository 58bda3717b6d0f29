"""Opaque ids of pictures: random, one for each series and one for each study. Where the files lie is not known here."""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection, insert, select

from dashboard.store.schema import pictures
from dashboard.store.session import one_at_a_time
from dashboard.store.text import trouble

Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Picture:
    """What an id stands for: a series of a study, or with `series` "" the picture that stands for the study."""

    case_id: str
    study_id: str
    series: str


def ids(db: Connection, case_id: str) -> dict[Key, str]:
    """The ids known for a case, by (study, series)."""
    query = select(pictures).where(pictures.c.case_id == case_id)
    return {(row.study_id, row.series): row.id for row in db.execute(query)}


def add(db: Connection, case_id: str, keys: Iterable[Key]) -> None:
    """Give an id to each (study, series) that has none."""
    one_at_a_time(db, case_id)
    known = ids(db, case_id)
    new = [
        {"id": secrets.token_urlsafe(16), "case_id": case_id, "study_id": study, "series": series}
        for study, series in dict.fromkeys(keys)
        if (study, series) not in known
    ]
    if new:
        db.execute(insert(pictures), new)


def find(db: Connection, image_id: str) -> Picture | None:
    """What the id stands for, or None."""
    if trouble(image_id):
        return None
    row = db.execute(select(pictures).where(pictures.c.id == image_id)).first()
    return None if row is None else Picture(row.case_id, row.study_id, row.series)
