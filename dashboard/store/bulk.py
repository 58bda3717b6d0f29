"""Very many new cases at once, as an import of a whole hospital brings them. One by one they are saved in `cases`."""

from collections.abc import Iterable, Sequence
from itertools import islice

import orjson
from sqlalchemy import Connection, func, insert, select

from dashboard.domain.cases import Case
from dashboard.store.cases import Save
from dashboard.store.clock import now
from dashboard.store.rows import case_row
from dashboard.store.schema import cases, changes, event_packs
from dashboard.store.session import one_at_a_time
from dashboard.store.text import refuse_long_id, refuse_unstorable

Packed = tuple[Case, Sequence[tuple[int, bytes]]]
_AT_ONCE = 500


def stored_ids(db: Connection, case_ids: Sequence[str]) -> set[str]:
    """Which of these cases are there."""
    found: set[str] = set()
    for start in range(0, len(case_ids), _AT_ONCE):
        part = case_ids[start : start + _AT_ONCE]
        found.update(db.execute(select(cases.c.id).where(cases.c.id.in_(part))).scalars())
    return found


def add_cases(db: Connection, new: Iterable[Packed], save: Save) -> None:
    """Add cases that are not there, each with its events in packs, as their first version. `Refused` for text that
    cannot be kept."""
    one_at_a_time(db, "many new cases")
    position = int(db.execute(select(func.coalesce(func.max(cases.c.position), 0))).scalar_one())
    steady, at = iter(new), now()
    while part := list(islice(steady, _AT_ONCE)):
        heads = []
        for head, _ in part:
            position += 1
            heads.append(_checked(head) | {"fingerprint": "", "location": "", "position": position, "version": 1})
        db.execute(insert(cases), heads)
        act = {"version": 1, "at": at, "who": save.who, "what": save.what, "changed": 0, "removed": 0}
        db.execute(insert(changes), [act | {"case_id": head.id, "added": _count(packs)} for head, packs in part])
        packed = [pack for head, packs in part for pack in _packs(head.id, packs, save.origin)]
        if packed:
            db.execute(insert(event_packs), packed)


def _checked(head: Case) -> dict[str, object]:
    row = case_row(head)
    if not _is_plain(row):
        refuse_unstorable(row["id"], "The id of the case")
        refuse_unstorable(row, f"Case {row['id']}")
    refuse_long_id(row["id"], "The id of the case")
    return row


def _is_plain(row: dict[str, object]) -> bool:
    """Whether nothing in it can be a text that cannot be kept: one look at all of it, where each text takes ten."""
    try:
        return b"\\u0000" not in orjson.dumps(row)
    except orjson.JSONEncodeError:
        return False


def _count(packs: Sequence[tuple[int, bytes]]) -> int:
    return sum(count for count, _ in packs)


def _packs(case_id: str, packs: Sequence[tuple[int, bytes]], origin: str) -> Iterable[dict[str, object]]:
    for number, (count, content) in enumerate(packs):
        key = {"case_id": case_id, "origin": origin, "number": number, "version": 1}
        yield key | {"events": count, "content": content}
