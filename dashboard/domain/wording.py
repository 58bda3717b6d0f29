"""Days, lengths and statements in words for people. Which words a time gets is decided in `timing`."""

import re
from collections.abc import Callable
from decimal import Decimal
from typing import TypeGuard

from dashboard.domain.cases import Case
from dashboard.domain.spans import About, Between, Exactly, Span, Unit, plain
from dashboard.domain.statements import (
    END_OF,
    Count,
    Dated,
    DatedRange,
    Offset,
    On,
    Order,
    Relation,
    Statement,
    Unplaced,
)

Label = Callable[[str], str]
MINUS = "\u2212"

_UNITS = {
    Unit.MINUTE: "minute",
    Unit.HOUR: "hour",
    Unit.DAY: "day",
    Unit.WEEK: "week",
    Unit.MONTH: "month",
    Unit.YEAR: "year",
}
_LONGEST_LABEL = 40


def number_words(number: float | Decimal) -> str:
    """A number with at most two decimals and a true minus sign."""
    text = str(int(number)) if number == int(number) else plain(Decimal(str(round(number, 2))))
    return text.replace("-", MINUS)


def days_words(earliest: float | None, latest: float | None) -> str:
    """A window in days: "day 0", "day 0-2" (with an en dash), "from day 29", "until day 19"; "" without limits."""
    if earliest is None:
        return "" if latest is None else f"until day {number_words(latest)}"
    if latest is None:
        return f"from day {number_words(earliest)}"
    return f"day {range_words(earliest, latest)}"


def range_words(low: float | Decimal, high: float | Decimal) -> str:
    """Two limits with an en dash, or with "to" where a minus sign would run into the dash."""
    if low == high:
        return number_words(low)
    return f"{number_words(low)}{'–' if low >= 0 else ' to '}{number_words(high)}"


def length_words(span: Span) -> str:
    """A length in words: "2 days", "0-24 hours" (en dash), "~3 weeks", "at least 29 days"."""
    match span:
        case Exactly(number, unit):
            return _counted(number_words(number), number, unit)
        case About(number, unit):
            return "~" + _counted(number_words(number), number, unit)
        case Between(low, None, unit) if low is not None:
            return "at least " + _counted(number_words(low), low, unit)
        case _:
            low, high = span.low, span.high
            assert high is not None, "one of the limits is given"
            text = number_words(high) if low is None else range_words(low, high)
            return ("at most " if low is None else "") + _counted(text, high, span.unit)


def statement_words(statement: Statement, label: Label) -> str:
    """What a statement says, with labels for the ids that it mentions."""
    match statement:
        case Unplaced():
            return "at an unknown time"
        case On(span):
            return _on_words(span)
        case Dated(iso):
            return iso.replace("T", " ")
        case DatedRange(first, last):
            said = [iso.replace("T", " ") for iso in (first, last)]
            return " to ".join(said) if first and last else f"from {said[0]}" if first else f"until {said[1]}"
        case Count(clock, number):
            return f"{clock} {number_words(number)}"
        case Offset(reference, span):
            return offset_words(span, moment_words(reference, label))
        case _:
            return f"{statement.relation} {moment_words(statement.reference, label)}"


def offset_words(span: Span, reference: str) -> str:
    """A length and the moment that it is counted from."""
    away = span.negated() if span.backward else span
    direction = "before" if span.backward else "after"
    if isinstance(away, Between) and away.low == 0 and away.high is not None:
        return f"within {length_words(Exactly(away.high, away.unit))} {direction} {reference}"
    return f"{length_words(away)} {direction} {reference}"


def moment_words(moment: str, label: Label) -> str:
    """The label of an event, "end of" that label, or the name of a moment of the case."""
    return END_OF + label(moment.removeprefix(END_OF)) if moment.startswith(END_OF) else label(moment)


def labels_of(case: Case) -> Label:
    """What events are called in words: the label of their study, else their own, else their shortened term."""
    events = {event.id: event for event in case.events}
    studies = {study.event: study.label for study in reversed(case.studies)}

    def label(moment: str) -> str:
        event = events.get(moment)
        own = moment if event is None else _shortened(event.detail("label") or event.term)
        return studies.get(moment, own)

    return label


def is_same_time(statement: Statement) -> TypeGuard[Order]:
    """True for `with X`."""
    return isinstance(statement, Order) and statement.relation is Relation.WITH


def _on_words(span: Span) -> str:
    if span.unit is not Unit.DAY:
        far = offset_words(span, "day 0")
        return far if span.backward or not isinstance(span, About) else length_words(span)
    match span:
        case Exactly(number):
            return f"day {number_words(number)}"
        case About(number):
            return f"~day {number_words(number)}"
        case _:
            return days_words(*(None if limit is None else float(limit) for limit in (span.low, span.high)))


def _counted(text: str, number: Decimal, unit: Unit) -> str:
    return f"{text} {_UNITS[unit]}" + ("" if abs(number) == 1 else "s")


def _shortened(term: str) -> str:
    """The term up to its first comma, colon or bracket: a label stands in a list of labels."""
    term = re.split(r"[,;:] | \(", term, maxsplit=1)[0]
    if len(term) <= _LONGEST_LABEL:
        return term
    return term[:_LONGEST_LABEL].rsplit(" ", 1)[0].rstrip(",;:(") + "…"
