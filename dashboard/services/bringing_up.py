"""Summaries that are behind their cases, made and kept: after an import, at the start, while somebody asks, and what is
left by a thread of the process, with pauses so that it is in nobody's way."""

import logging
import time
from threading import Lock, Thread
from typing import Final

import orjson

from dashboard.domain.chronology import solve
from dashboard.errors import NotFound
from dashboard.services.context import Context
from dashboard.services.digests import digest_of
from dashboard.services.summaries import RULES, summary_of
from dashboard.store import cases as stored_cases
from dashboard.store import summaries as stored

LOG = logging.getLogger(__name__)
AT_ONCE: Final = 100
BEFORE: Final = 2000  # so many are made before an import or a start is done; the rest while people work
STATEMENTS: Final = 10_000  # and none after those made say so much: nobody waits for a million values in lists
PAUSE: Final = 0.2
_WORKING: Final = Lock()


def bring_up(context: Context, most: int = BEFORE, statements: int = STATEMENTS) -> int:
    """Make the summaries that are behind their cases, at most so many, and none after those made tell of that many
    statements; returns how many were made."""
    made = 0
    while made < most and statements > 0:
        with context.store.reading() as db:
            behind = stored.behind(db, RULES, min(AT_ONCE, most - made))
        records: dict[tuple[str, int], tuple[str, bytes]] = {}
        for case_id in behind:
            if (found := _made(context, case_id)) is not None:
                version, record, size = found
                records[version] = record
                statements -= size
            if statements <= 0:
                break
        if not records:
            break
        with context.store.writing() as db:
            stored.write(db, RULES, records)
        made += len(records)
    return made


def bring_up_later(context: Context) -> None:
    """Make what is behind in a thread of its own; one at a time in a process."""
    if _WORKING.acquire(blocking=False):
        Thread(target=_keep_on, args=(context,), name="summaries", daemon=True).start()


def _keep_on(context: Context) -> None:
    try:
        while bring_up(context, AT_ONCE // 2):
            time.sleep(PAUSE)
    except Exception:  # a list says how many are behind, and the next one tries again
        LOG.exception("summaries of cases could not be made")
    finally:
        _WORKING.release()


def _made(context: Context, case_id: str) -> tuple[tuple[str, int], tuple[str, bytes], int] | None:
    """The id and version of a case, its summary as text with its digest, and how many statements it has; None where
    it has just gone."""
    try:
        with context.store.reading() as db:
            case, version = stored_cases.load_version(db, case_id)
    except NotFound:
        return None
    record = summary_of(case, solve(case))
    return (case_id, version), (orjson.dumps(record).decode(), digest_of(record)), len(case.events)
