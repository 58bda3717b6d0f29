"""A case at a glance: how its times are known, what has no time, where its source contradicts itself. A browser does
not hold every event of a large case, so it is counted here."""

from collections import Counter
from typing import Final

from dashboard.domain.brief import told_label
from dashboard.domain.cases import Case
from dashboard.domain.placed import Mark, Placed
from dashboard.figures.ledger import Ledger
from dashboard.figures.scale import drawable
from dashboard.services.records import Record

KINDS: Final = (
    ("exact", (Mark.EXACT,)),
    ("bounded or on another clock", (Mark.BOUNDED, Mark.CLOCK)),
    ("approximate", (Mark.APPROXIMATE,)),
    ("order only", (Mark.ORDER_ONLY,)),
    ("as of writing", (Mark.AS_OF_WRITING,)),
)


def glance(case: Case, ledger: Ledger) -> Record:
    """`kinds` of time with their counts, best known first, those without a time last; `timeless` events; `conflicts` of
    the source, each with the events that are part of it."""
    studies = {study.event: study.label for study in case.studies}

    def name(item: Placed) -> str:
        return studies.get(item.event.id) or told_label(item.event)

    marks = Counter(item.time.mark for item in ledger.placed if drawable(item))
    for one in ledger.series:
        marks[Mark(one.teller.kind.value)] += len(one)
    timeless = [item for item in ledger.placed if not drawable(item)]
    counts = [(words, sum(marks[mark] for mark in own)) for words, own in KINDS]
    return {
        "kinds": [[words, count] for words, count in (*counts, ("without a time", len(timeless))) if count],
        "timeless": [
            {"id": item.event.id, "label": name(item), "details": {"link": item.event.detail("link")}}
            for item in timeless
        ],
        "conflicts": [
            {
                "id": issue.id,
                "summary": issue.summary,
                "events": [{"id": item.event.id, "label": name(item)} for item in _part_of(issue.id, ledger)],
            }
            for issue in case.issues
            if issue.conflict
        ],
    }


def _part_of(issue: str, ledger: Ledger) -> list[Placed]:
    ranks = [ledger.rank(item.event.id) for item in ledger.placed if issue in item.event.issues]
    for series in ledger.series:
        ranks += [ledger.rank(event.id) for event in series.events if issue in event.issues]
    return [ledger.item(rank) for rank in sorted(rank for rank in ranks if rank is not None)]
