"""Summaries of cases: one JSON text each and its digest for lists, made elsewhere and kept beside the case. What stands
in them is not known here, only which of them are behind their case."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, delete, func, insert, literal, select, tuple_

from dashboard.store.schema import case_summaries, cases, changes
from dashboard.store.session import one_at_a_time

NEAR = 100  # cases on either side of one


@dataclass(frozen=True, slots=True)
class Head:
    """What a list shows of a case before anything of its course."""

    id: str
    title: str
    question: str
    age: str
    sex: str
    diagnosis: str


@dataclass(frozen=True, slots=True)
class Listed:
    """A case of the list and the digest of its summary, empty where none is kept yet."""

    head: Head
    digest: bytes


_HEAD = (cases.c.id, cases.c.title, cases.c.question, cases.c.age, cases.c.sex, cases.c.diagnosis)


def stamp(db: Connection) -> tuple[int, int]:
    """Two numbers that are others as soon as a case or a summary is."""
    saves = db.execute(select(func.count()).select_from(changes)).scalar_one()
    written = db.execute(select(func.coalesce(func.sum(case_summaries.c.version), 0))).scalar_one()
    return saves, written


def _fresh(rules: int) -> ColumnElement[bool]:
    """The summary of a case's own version and of these rules."""
    same = (case_summaries.c.case_id == cases.c.id) & (case_summaries.c.version == cases.c.version)
    return same & (case_summaries.c.rules == rules)


def behind(db: Connection, rules: int, most: int) -> list[str]:
    """Cases without a summary of their version and of these rules; at most so many."""
    query = (
        select(cases.c.id)
        .outerjoin(case_summaries, _fresh(rules))
        .where(case_summaries.c.case_id.is_(None))
        .order_by(cases.c.position)
        .limit(most)
    )
    return list(db.execute(query).scalars())


def listed(db: Connection, rules: int) -> list[Listed]:
    """Every case with its digest, in the order in which they came; none where it is behind."""
    query = (
        select(*_HEAD, func.coalesce(case_summaries.c.digest, b""))
        .outerjoin(case_summaries, _fresh(rules))
        .order_by(cases.c.position, cases.c.id)
    )
    same: dict[str, str] = {}  # thousands of cases share their words
    return [Listed(Head(*(same.setdefault(text, text) for text in row[:-1])), row[-1]) for row in db.execute(query)]


def records(db: Connection, rules: int, case_ids: Sequence[str]) -> dict[str, str]:
    """The summaries of these cases that are not behind."""
    query = select(cases.c.id, case_summaries.c.record).join(case_summaries, _fresh(rules))
    return {row.id: row.record for row in db.execute(query.where(cases.c.id.in_(case_ids)))}


def write(db: Connection, rules: int, records: Mapping[tuple[str, int], tuple[str, bytes]]) -> None:
    """Keep a summary with its digest for each (case, version); what was kept of the case before gives way."""
    one_at_a_time(db, "case summaries")
    ids = {case_id for case_id, _ in records}
    db.execute(delete(case_summaries).where(case_summaries.c.case_id.in_(ids)))
    rows = [
        {"case_id": case_id, "version": version, "rules": rules, "record": record, "digest": digest}
        for (case_id, version), (record, digest) in records.items()
    ]
    if rows:
        db.execute(insert(case_summaries), rows)


def around(db: Connection, case_id: str) -> tuple[list[str], list[str]]:
    """The ids of cases before a case, the nearest first, and of those after it, in the order of `cases.summaries`."""
    own = select(cases.c.position, cases.c.id).where(cases.c.id == case_id)
    position, name = db.execute(own).one_or_none() or (None, None)
    here, place = tuple_(literal(position), literal(name)), tuple_(cases.c.position, cases.c.id)
    before = select(cases.c.id).where(place < here).order_by(cases.c.position.desc(), cases.c.id.desc())
    after = select(cases.c.id).where(place > here).order_by(cases.c.position, cases.c.id)
    return tuple(list(db.execute(query.limit(NEAR)).scalars()) for query in (before, after))  # type: ignore[return-value]
