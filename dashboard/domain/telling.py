"""What a view of a story says in words: its event, when it was, what else is told, and the state at that moment. Slides
and a presentation say the same; how either looks is not known here.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from dashboard.domain.brief import told, told_name, when_words
from dashboard.domain.cases import Case, Finding, Trend
from dashboard.domain.chronology import Chronology
from dashboard.domain.moment import Last, end_words, moment_of
from dashboard.domain.placed import Placed
from dashboard.domain.story import StoryView
from dashboard.domain.units import spoken

NOT_REPORTED = "not reported"
MOST_COURSES = 2


@dataclass(frozen=True, slots=True)
class Told:
    """The words of a view: the event in focus, `term` in full where the label says less, what the study in focus found,
    the other events, and the state at that moment as (name, words)."""

    label: str
    when: str
    term: str
    findings: tuple[str, ...]
    others: tuple[str, ...]
    state: tuple[tuple[str, str], ...]


def told_view(case: Case, placed: Sequence[Placed], chronology: Chronology, view: StoryView) -> Told:
    """The words of a view, whose events are among `placed`."""
    known = {item.event.id: item for item in placed}
    focus = known[view.event]
    label = told_name(case, focus.event)
    return Told(
        label=label,
        when=when_words(case, focus),
        term="" if focus.event.term.casefold() == label.casefold() else focus.event.term,
        findings=tuple(_findings(case, view.event)),
        others=tuple(told(case, known[event_id]) for event_id in view.events if event_id != view.event),
        state=tuple(_state(case, placed, chronology, focus)),
    )


def finding_words(found: Finding | None) -> str:
    """What a study says of a finding: "new: ring, T1"."""
    if found is None or found.trend is Trend.NOT_REPORTED:
        return NOT_REPORTED
    trend = str(found.trend)
    words = trend if found.word in ("", trend) else f"{trend}: {found.word}"
    return f"{words} ({', '.join(found.issues)})" if found.issues else words


def _findings(case: Case, event: str) -> Iterator[str]:
    """What the study that an event is says, finding by finding."""
    study = _study_of(case, event)
    conflicts = {issue.id for issue in case.issues if issue.conflict}
    for one in case.findings:
        if study and one.study == study and one.trend is not Trend.NOT_REPORTED:
            doubt = " (the source contradicts itself)" if conflicts & set(one.issues) else ""
            yield f"{one.finding}: {finding_words(replace(one, issues=()))}{doubt}"


def _state(case: Case, placed: Sequence[Placed], chronology: Chronology, focus: Placed) -> Iterator[tuple[str, str]]:
    found = moment_of(case, placed, chronology, focus.event.id)
    if found.silent:
        yield "neurological status", "not reported at this time"
    else:
        yield "last status", _last(case, found.status)
    yield "last count", _last(case, found.count, bare=True)
    begun = [f"{told(case, item)}, {end_words(item)}" for item in found.begun[-MOST_COURSES:]]
    more = f"{len(found.begun) - MOST_COURSES} earlier; " if len(found.begun) > MOST_COURSES else ""
    yield "therapy", more + "; ".join(begun) if begun else "none reported as going on"
    silent = _silent(case, focus)
    if silent:
        yield NOT_REPORTED, silent


def _last(case: Case, last: Last | None, *, bare: bool = False) -> str:
    if last is None:
        return "none reported that surely lies before"
    quantity = last.item.event.quantity
    words = told(case, last.item)
    if bare and quantity is not None:
        words = f"{spoken(quantity)} ({when_words(case, last.item)})"
    return words if last.surely else f"{words}, surely before; another perhaps between"


def _silent(case: Case, focus: Placed) -> str:
    """The findings that the study in focus does not speak of."""
    study = _study_of(case, focus.event.id)
    said = {one.finding for one in case.findings if study and one.study == study}
    names = dict.fromkeys(one.finding for one in case.findings if one.study)
    return ", ".join(name for name in names if name not in said) if said else ""


def _study_of(case: Case, event: str) -> str:
    return next((one.id for one in case.studies if one.event == event), "")
