"""What a reader can choose as day zero besides single events: clocks, moments, extremes of values, the n-th of a kind.
Each is offered with its words, and one that is not known with the sentence that says why."""

from collections.abc import Iterator
from dataclasses import dataclass

from dashboard.domain.cases import Case
from dashboard.domain.chronology import Chronology
from dashboard.domain.occurrences import Occurrences, ordinal
from dashboard.domain.ucum import spoken_unit
from dashboard.domain.zeros import Zero, Zeros
from dashboard.errors import Refused

MOST_OF_A_KIND = 9
MOST_KINDS = 120
CLOCKS, VALUES, ORDER = "Clocks and moments", "Values", "First, second, third"


@dataclass(frozen=True, slots=True)
class Offer:
    """One choice: its group, the day zero (its moment is None where there is none, then `why` says it), and other
    words by which a search finds it."""

    group: str
    zero: Zero
    words: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class Measured:
    """An analyte of which a value can be typed, with the units that it can be typed in: its own first."""

    key: str
    title: str
    units: tuple[tuple[str, str], ...]


def offers(case: Case, chronology: Chronology) -> tuple[Offer, ...]:
    """Every choice of a case, in the order in which they are shown."""
    zeros = Zeros(case, chronology)
    return (*_clocks(zeros), *_values(zeros), *_ordered(zeros))


def measured(case: Case, chronology: Chronology) -> tuple[Measured, ...]:
    """The analytes whose values can be held against one that a reader types."""
    return tuple(
        Measured(series.key, series.title, tuple((code, spoken_unit(code)) for code in _units(series.unit)))
        for series in Zeros(case, chronology).series.values()
        if series.unit is not None
    )


def _units(own: str) -> tuple[str, ...]:
    more = {"10*9/L": ("/uL",), "umol/L": ("mg/dL",)}
    return own, *more.get(own, ())


def _clocks(zeros: Zeros) -> Iterator[Offer]:
    for clock in zeros.case.clocks:
        yield _offer(zeros, CLOCKS, f"clock:{clock.name}", clock.name)
    for name in zeros.case.moments:
        yield _offer(zeros, CLOCKS, f"moment:{name}", name)


def _values(zeros: Zeros) -> Iterator[Offer]:
    for series in zeros.series.values():
        for way, words in (("highest", "highest maximum peak"), ("lowest", "lowest minimum nadir")):
            if len(series.events) > 1:
                title = series.title.lower()
                yield _offer(zeros, VALUES, f"{way}:{series.key}", f"{way} {title}", f"{words} {title} {series.key}")


def _ordered(zeros: Zeros) -> Iterator[Offer]:
    """The n-th of all that is there twice, of every drug and of every kind of scan."""
    kinds = [found for found in zeros.occurrences.values() if _is_offered(found)]
    for found in kinds[:MOST_KINDS]:
        for number in range(1, min(len(found.sure), MOST_OF_A_KIND) + 1):
            what = f"{ordinal(number)} {found.noun}"
            yield _offer(zeros, ORDER, f"nth:{found.key}:{number}", what, f"{_search(found, number)} {what}")


def _is_offered(found: Occurrences) -> bool:
    kind, _, own = found.key.partition("/")
    return (
        bool(own) and kind != "lab" and (len(found.sure) > 1 or kind in ("treatment", "imaging") and bool(found.sure))
    )


def _search(found: Occurrences, number: int) -> str:
    """How people ask for it: "first dose of vincristine", "second MRI scan"."""
    spelled = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")[number - 1]
    more = {"treatment": "dose start given course", "imaging": "scan study image"}
    return f"{spelled} {more.get(found.key.partition('/')[0], '')} {found.noun}"


def _offer(zeros: Zeros, group: str, selector: str, what: str, words: str = "") -> Offer:
    try:
        return Offer(group, zeros.resolve(selector), words)
    except Refused as reason:
        return Offer(group, Zero(selector, None, what), words, str(reason))
