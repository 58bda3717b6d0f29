"""Summaries that are behind their cases, made and kept: after an import, at the start, or while somebody asks."""

from typing import Final

import orjson

from dashboard.domain.chronology import solve
from dashboard.errors import NotFound
from dashboard.services.context import Context
from dashboard.services.digests import digest_of
from dashboard.services.summaries import RULES, summary_of
from dashboard.store import cases as stored_cases
from dashboard.store import summaries as stored

AT_ONCE: Final = 100


def bring_up(context: Context, most: int | None = None) -> int:
    """Make the summaries that are behind their cases, at most so many; returns how many were made."""
    made = 0
    while most is None or made < most:
        with context.store.reading() as db:
            behind = stored.behind(db, RULES, AT_ONCE if most is None else min(AT_ONCE, most - made))
        records = dict(filter(None, (_made(context, case_id) for case_id in behind)))
        if not records:
            break
        with context.store.writing() as db:
            stored.write(db, RULES, records)
        made += len(records)
    return made


def _made(context: Context, case_id: str) -> tuple[tuple[str, int], tuple[str, bytes]] | None:
    """The summary of a case as text and its digest, with the id and version of the case; None where it has just
    gone."""
    try:
        with context.store.reading() as db:
            case, version = stored_cases.load_version(db, case_id)
    except NotFound:
        return None
    record = summary_of(case, solve(case))
    return (case_id, version), (orjson.dumps(record).decode(), digest_of(record))
