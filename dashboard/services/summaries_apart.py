"""Summaries of very many cases, as after the import of a whole hospital: made side by side on the cores of this
machine. What they hold, and how few of them are made, is in `summaries`."""

from typing import Final

from dashboard.importers._spread.hands import Hands, Spread
from dashboard.importers._spread.jobs import Answer, Job
from dashboard.services.context import Context
from dashboard.services.summaries import RULES, bring_up, made_of
from dashboard.store import summaries as stored
from dashboard.store.session import Store

MANY: Final = 2000
_AT_ONCE, _ROUND = 250, 16


def bring_all_up(context: Context) -> int:
    """Make all summaries that are behind their cases, where there are very many by several processes; returns how many
    were made."""
    spread, made = Spread(context.settings.import_processes), 0
    with Hands(spread) as hands:
        while len(behind := _behind(context)) >= MANY:
            parts = [behind[start : start + _AT_ONCE] for start in range(0, len(behind), _AT_ONCE)]
            answers = hands.do(make, [{"database": context.settings.database_url, "cases": part} for part in parts])
            with context.store.writing() as db:
                for one in answers:
                    stored.write(db, RULES, {(name, version): record for name, version, record in one["made"]})
            made += sum(len(one["made"]) for one in answers)
            if not any(one["made"] for one in answers):
                break
    return made + bring_up(context)


def make(job: Job) -> Answer:
    """Make the summaries of some cases: a job for a process of this machine, which may read the database."""
    store = Store(job["database"])
    try:
        records = made_of(store, job["cases"])
    finally:
        store.close()
    return {"made": [[name, version, record] for (name, version), record in records.items()]}


def _behind(context: Context) -> list[str]:
    with context.store.reading() as db:
        return stored.behind(db, RULES, _AT_ONCE * _ROUND)
