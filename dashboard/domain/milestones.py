"""Milestones of a case: moments that many cases share, found by the rules of `milestone_rules` and never guessed.

What a case itself names among its days zero comes first: whoever wrote the case knows. Else the event is picked from
those that are stated as present and have a time before the moment of writing. How long lies between two milestones is
said by `distances`.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from re import IGNORECASE, fullmatch
from typing import Final

from dashboard.domain.cases import Case
from dashboard.domain.chronology import Chronology
from dashboard.domain.events import Event, Kind, State
from dashboard.domain.leukocytes import highest
from dashboard.domain.links import ORIGIN
from dashboard.domain.milestone_rules import BY_KEY, MILESTONES, About, Milestone, Pick
from dashboard.domain.precedence import Precedence

__all__ = ["BY_KEY", "MILESTONES", "OWN", "Found", "Milestone", "milestones_of", "moment_of", "name_of"]

OWN: Final = "own"
"""The key of the one milestone that every case has: the day 0 of its own clock."""


@dataclass(frozen=True, slots=True)
class Found:
    """What a case says of a milestone: the `event` at whose start it is, "" where the record tells none. `among` are
    then the events of which one must be it, where it is not known which."""

    event: str = ""
    among: tuple[str, ...] = ()
    words: str = ""


def moment_of(found: Mapping[str, Found], key: str) -> str:
    """The moment of a milestone that was found, as the chronology names it: for the case's own day 0 the origin of its
    clock, which need not be an event."""
    return ORIGIN if key == OWN else found[key].event


NOT_REPORTED: Final = Found(words="not reported")
_UNSETTLED: Final = {
    Pick.FIRST: "cannot be told which is first",
    Pick.SECOND: "cannot be told which is second",
    Pick.LAST: "cannot be told which is last",
    Pick.HIGHEST: "cannot be told which is highest",
}


def name_of(key: str) -> str:
    """What a milestone is called."""
    return "own day 0" if key == OWN else BY_KEY[key].name


def milestones_of(case: Case, chronology: Chronology) -> dict[str, Found]:
    """Every milestone by its key, `OWN` included, in the order of the rules."""
    search = _Search(case, chronology)
    return {OWN: Found(case.zero) if case.zero else NOT_REPORTED} | {one.key: search.found(one) for one in MILESTONES}


class _Search:
    """Applies the rules to one case."""

    def __init__(self, case: Case, chronology: Chronology) -> None:
        self._about = About(case.zero, _scans(case))
        self._labelled = [event for event in case.events if event.detail("zero_label")]
        self._of_kind: dict[Kind, list[Event]] = defaultdict(list)
        for event in case.events:
            if event.state is State.PRESENT and event.at and not _is_as_of_writing(event, case, chronology):
                self._of_kind[event.kind].append(event)
        self._precedence = Precedence(chronology)

    def found(self, rule: Milestone) -> Found:
        """What the case says of one milestone."""
        named = [event for event in self._labelled if fullmatch(rule.label, event.detail("zero_label"), IGNORECASE)]
        events = named or [event for event in self._of_kind[rule.kind] if rule.takes(event, self._about)]
        if rule.pick is Pick.HIGHEST:
            events = list(highest(events))
        if not events or (rule.pick is Pick.SECOND and len(events) == 1):
            return NOT_REPORTED
        chosen = self._chosen(rule.pick, events)
        if chosen is None:
            return Found(among=self._among(rule.pick, events), words=_UNSETTLED[rule.pick])
        return Found(chosen.id)

    def _among(self, pick: Pick, events: Sequence[Event]) -> tuple[str, ...]:
        """The events of which one must be it."""
        if pick is Pick.SECOND:
            first = self._precedence.first(events)
            return _ids(self._precedence.rivals([event for event in events if event is not first]))
        return _ids(self._precedence.rivals(events, last=pick is Pick.LAST) if pick is not Pick.HIGHEST else events)

    def _chosen(self, pick: Pick, events: Sequence[Event]) -> Event | None:
        match pick:
            case Pick.LAST:
                return self._precedence.last(events)
            case Pick.SECOND:
                return self._precedence.second(events)
            case Pick.HIGHEST:
                return _first_of_equal(events, self._precedence)
            case _:
                return self._precedence.first(events)


def _ids(events: Iterable[Event]) -> tuple[str, ...]:
    return tuple(event.id for event in events)


def _first_of_equal(counts: Sequence[Event], precedence: Precedence) -> Event | None:
    """The first of equal counts; None where a limit leaves open which is the highest."""
    numbers = {(event.quantity.number, event.quantity.comparator) for event in counts if event.quantity is not None}
    limited = any(comparator for _, comparator in numbers)
    return None if len(counts) > 1 and (limited or len(numbers) > 1) else precedence.first(counts)


def _scans(case: Case) -> Mapping[str, str]:
    """The modality of every event that is a scan: those of the case's studies, else those that name a modality."""
    if case.studies:
        return {study.event: _modality(study.modality) for study in case.studies}
    named: Iterable[Event] = (event for event in case.events if event.detail("modality"))
    return {event.id: _modality(event.detail("modality")) for event in named}


def _modality(text: str) -> str:
    code = text.strip().upper()
    return "MR" if code == "MRI" else code


def _is_as_of_writing(event: Event, case: Case, chronology: Chronology) -> bool:
    """What holds when the record is written says nothing of when it began to hold."""
    if not case.writing or not event.at.references:
        return False
    window = chronology.interval(case.writing, event.id)
    return window.is_point and window.earliest == 0
