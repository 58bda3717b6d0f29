"""Two reported values of one analyte held against each other: difference, ratio, and the time in which they would
double or halve. Arithmetic and nothing more; what would be nonsense is refused with a sentence."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from math import log2

from dashboard.domain.cases import Case, Grain
from dashboard.domain.chronology import Chronology
from dashboard.domain.clockwork import elapsed_words
from dashboard.domain.decimals import plain_decimal, significant, stripped
from dashboard.domain.events import End, Event, Kind, State
from dashboard.domain.extremes import series_key
from dashboard.domain.intervals import is_lowered, told_interval
from dashboard.domain.measures import Grade
from dashboard.domain.statements import end_of
from dashboard.domain.ucum import spoken_unit
from dashboard.domain.when import When
from dashboard.domain.wording import MINUS, labels_of

DIGITS = 3
CHANGES_COUNTS = re.compile(
    r"apheresis|transfus|transplant|stem.cell|splenectom|dialysis|ha?emofiltration|ha?emoperfusion|plasma exchange"
    r"|filgrastim|g-csf|colony.stimulating",
    re.IGNORECASE,
)
"""What changes a count by itself, so that a doubling or halving time across it would be nonsense."""
_GIVEN = (Kind.PROCEDURE, Kind.TREATMENT, Kind.ENCOUNTER, Kind.DECISION, Kind.NOTE)
_ALSO = "so no time of doubling or halving is computed"


@dataclass(frozen=True, slots=True)
class Comparison:
    """What is computed, as (name, words); why something is not; and what a reader would have to confirm first."""

    rows: tuple[tuple[str, str], ...] = ()
    refused: tuple[str, ...] = ()
    confirm: str = ""


def compare(
    case: Case, chronology: Chronology, first: Event, second: Event, *, confirmed: bool = False
) -> Comparison | None:
    """`second` against `first`; None where the two are not both laboratory values. With `confirmed` the reader knows of
    what lies between them."""
    if Kind.LAB not in (first.kind, second.kind) or first.kind is not second.kind:
        return None
    why = _no_values(first, second)
    if why:
        return Comparison(refused=(why,))
    one, two = _number(first), _number(second)
    unit = "" if first.quantity is None else spoken_unit(first.quantity.unit or "")
    rows = [("difference", _signed(two - one, unit))]
    if one <= 0 or two <= 0:
        return Comparison(tuple(rows), ("A ratio needs two values above 0.",))
    rows.append(("ratio", f"×{_rounded(two / one)}"))
    why = _no_time(case, chronology, first, second, one == two)
    if why:
        return Comparison(tuple(rows), (why,))
    between = list(_between(case, chronology, first, second))
    if between and not confirmed:
        names = ", ".join(dict.fromkeys(between))
        return Comparison(tuple(rows), confirm=f"{names} lies or may lie between the two and changes the value itself.")
    return Comparison((*rows, _speed(case, chronology, first, second, two / one)))


def _no_values(first: Event, second: Event) -> str:
    """Why the two cannot be subtracted, or ""."""
    for event in (first, second):
        quantity = event.quantity
        if quantity is None or quantity.number is None or event.state is not State.PRESENT:
            return f"{event.detail('label') or event.term} is no number that can be computed with."
        if quantity.comparator:
            value = f"{quantity.received} {quantity.unit_received}".strip()
            return f"“{value}” is a limit and no value, so nothing is computed from it."
    if series_key(first) != series_key(second):
        return "The two are different quantities."
    units = [event.quantity.unit or "" for event in (first, second) if event.quantity is not None]
    if units[0] != units[1]:
        named = " and ".join(spoken_unit(unit) or "no unit" for unit in units)
        return f"The two have different units ({named})."
    return ""


def _no_time(case: Case, chronology: Chronology, first: Event, second: Event, equal: bool) -> str:
    """Why no speed follows from the two, or ""."""
    if equal:
        return f"The two values are equal, {_ALSO}."
    gap = chronology.interval(first.id, second.id)
    lowered = is_lowered(first) or is_lowered(second)
    if lowered or not gap.is_point or gap.grade is not Grade.EXACT:
        told = told_interval(case, chronology, first.id, second.id)
        return f"The time between the two is not known exactly ({told}), {_ALSO}."
    return f"Both are of the same time, {_ALSO}." if gap.earliest == 0 else ""


def _between(case: Case, chronology: Chronology, first: Event, second: Event) -> Iterator[str]:
    """What changes counts and is not surely before both or after both. On the same day it may be between."""
    if (chronology.interval(first.id, second.id).earliest or 0) < 0:
        first, second = second, first
    label = labels_of(case)
    for event in case.events:
        text = " ".join((event.term, event.detail("label"), *event.components))
        given = event.kind in _GIVEN and event.state in (State.PRESENT, State.PRESUMED)
        if not given or CHANGES_COUNTS.search(text) is None:
            continue
        after = chronology.interval(second.id, event.id).earliest
        if (after is None or after <= 0) and not _is_over(chronology, event, first.id):
            yield label(event.id)


def _is_over(chronology: Chronology, event: Event, moment: str) -> bool:
    """Whether it had surely ended before the moment's day."""
    if isinstance(event.until, End):
        return False
    end = end_of(event.id) if isinstance(event.until, When) else event.id
    gap = chronology.interval(moment, end).latest
    return gap is not None and gap < 0


def _speed(case: Case, chronology: Chronology, first: Event, second: Event, ratio: Decimal) -> tuple[str, str]:
    days = chronology.interval(first.id, second.id).earliest
    assert days is not None, "the time between the two is exact"
    turns = log2(float(ratio)) * (1 if days > 0 else -1)
    whole = ", counted in whole days" if case.grain is Grain.DAY else ""
    return ("doubling time" if turns > 0 else "halving time", f"{_days(abs(days) / abs(turns))}{whole}")


def _days(days: float) -> str:
    if days < 2:
        return elapsed_words(days, days)
    return f"{_rounded(Decimal(days))} days"


def _number(event: Event) -> Decimal:
    assert event.quantity is not None and event.quantity.number is not None, "only numbers are compared"
    return event.quantity.number


def _rounded(number: Decimal) -> str:
    return plain_decimal(stripped(significant(number, DIGITS)))


def _signed(number: Decimal, unit: str) -> str:
    sign = "+" if number > 0 else MINUS if number < 0 else ""
    return f"{sign}{plain_decimal(stripped(abs(number)))} {unit}".strip()
