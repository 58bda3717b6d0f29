"""An event in as few words as are true: its name with its state, and when it was. Longer words live in `timing`."""

from dashboard.domain.cases import Case, Grain
from dashboard.domain.events import Event, State
from dashboard.domain.placed import Mark, Placed
from dashboard.domain.units import spoken
from dashboard.domain.wording import days_words


def has_time(item: Placed) -> bool:
    """False for what has no time at all: not dated, or at an unknown time without any limit."""
    if item.time.mark is Mark.AS_OF_WRITING:
        return True
    return item.time.mark is not Mark.NOT_DATED and not (item.time.earliest is None and item.time.latest is None)


def when_words(case: Case, item: Placed) -> str:
    """When an event was: "day 0–2", "about day 11–19", "day unknown, 0–19", "at publication"."""
    time = item.time
    if time.mark is Mark.AS_OF_WRITING or not has_time(item):
        return time.words
    if case.grain is not Grain.DAY:
        return "day unknown" if time.mark is Mark.ORDER_ONLY else time.words
    days = days_words(time.earliest, time.latest)
    if time.mark is Mark.ORDER_ONLY:
        return "day unknown" if time.earliest == time.latest else f"day unknown, {days.replace('day ', '', 1)}"
    return f"about {days}" if time.mark is Mark.APPROXIMATE else days


def told_label(event: Event) -> str:
    """The short name of an event; of a fact that is not stated as present also how it is stated."""
    return _stated(event.detail("label") or event.term, event)


def told_name(case: Case, event: Event) -> str:
    """As `told_label`; a study has the name of its label."""
    study = next((study for study in case.studies if study.event == event.id), None)
    return _stated(study.label, event) if study else told_label(event)


def told(case: Case, item: Placed) -> str:
    """Name, value and time: "first leukocyte count 211 ×10⁹/L (day 0)"."""
    value = f" {spoken(item.event.quantity)}" if item.event.quantity else ""
    return f"{told_name(case, item.event)}{value} ({when_words(case, item)})"


def _stated(name: str, event: Event) -> str:
    said = "" if event.state is State.PRESENT else str(event.state)
    return name if not said or said in name.lower() else f"{name}: {said}"
