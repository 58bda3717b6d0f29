"""Day zero as a reader chooses it: a selector, stable in an address, becomes a moment of the chronology, or a sentence
says why there is none. What can be offered for choice lives in `offers`.

    P1-15                                 an event
    end:P1-24                             the end of an event
    clock:therapy day                     the first day of a named clock
    moment:publication                    a named moment
    nth:imaging/MR:2    nth:treatment/vincristine:1    nth:procedure:3
    highest:leukocytes    lowest:platelets
    crossing:leukocytes>100    crossing:leukocytes<0.5 10*9/L    crossing:creatinine>=1.5 mg/dL

An event goes before a selector of the same text. Ties, limits and an order that the record does not tell are refused
with the names of the candidates; nothing is guessed.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from dashboard.domain.cases import Case
from dashboard.domain.chronology import Chronology
from dashboard.domain.decimals import NumberError, plain_decimal, read_number
from dashboard.domain.events import Event, State
from dashboard.domain.extremes import Series, Verdict, beyond, extreme, key_of, limits_of, series_of, units_words
from dashboard.domain.occurrences import Occurrences, occurrences, ordinal
from dashboard.domain.ordering import nth
from dashboard.domain.statements import end_of
from dashboard.domain.ucum import canonical_unit, spoken_unit
from dashboard.domain.units import spoken
from dashboard.domain.when import When
from dashboard.domain.wording import labels_of
from dashboard.errors import Refused

# a group of three digits may be a thousand, what stands before "*" is the 10 of a unit
_NUMBER = r"-?[0-9]+(?:[., '][0-9]{3}(?![0-9*]))*(?:[.,][0-9]+)*"
_CROSSING = re.compile(rf"(?P<analyte>.+?) ?(?P<sign>>=|<=|>|<) ?(?P<number>{_NUMBER})(?P<unit>.*)")
_SIGNS = {">": "above", ">=": "at or above", "<": "below", "<=": "at or below"}
_MOST_NAMED = 4
_LAST = 100_000


@dataclass(frozen=True, slots=True)
class Zero:
    """A day zero: its selector ("" for the case's own), the moment of the chronology (None for the case's own clock),
    what it is called, the event that stands there ("" for a moment that is none), and what that is: "MRI 2" for the
    2nd MRI, its value for the highest count."""

    selector: str
    moment: str | None
    label: str
    event: str = ""
    note: str = ""

    @property
    def full(self) -> str:
        """What it is called, with what that is."""
        return f"{self.label} ({self.note})" if self.note else self.label


def resolve(case: Case, chronology: Chronology, selector: str) -> Zero:
    """The day zero that `selector` names. Raises Refused with a sentence where there is none."""
    return Zeros(case, chronology).resolve(selector)


class Zeros:
    """Resolves selectors of one case."""

    def __init__(self, case: Case, chronology: Chronology) -> None:
        self.case = case
        self._chronology = chronology
        self._events = {event.id: event for event in case.events}
        self._label = labels_of(case)
        self._ways = {
            "end": self._end,
            "clock": self._clock,
            "moment": self._moment,
            "nth": self._nth,
            "highest": self._highest,
            "lowest": self._lowest,
            "crossing": self._crossing,
        }

    @cached_property
    def series(self) -> dict[str, Series]:
        """The analytes of which the record gives numbers."""
        return series_of(self.case)

    @cached_property
    def occurrences(self) -> dict[str, Occurrences]:
        """What the record holds several of."""
        return occurrences(self.case)

    def resolve(self, selector: str) -> Zero:
        """The day zero that `selector` names. Raises Refused with a sentence where there is none."""
        if not selector:
            return self.own()
        if selector in self._events:
            return self._known(Zero(selector, selector, self.label(selector), selector))
        way, _, name = selector.partition(":")
        find = self._ways.get(way)
        if find is None or not name:
            raise _unknown(selector, "the case has no such event")
        return self._known(find(selector, name))

    def own(self) -> Zero:
        """The case's own clock. Where the record dates its zero only in part, days count from the first date."""
        zero = self.case.zero
        if zero not in self._events and zero not in self.case.moments:
            return Zero("", None, "the start of the record")
        window = self._chronology.window(zero)
        if window.earliest is None or window.latest is None or not 0 <= window.earliest <= window.latest < 1:
            return Zero("", None, "the first date of the record")
        return Zero("", None, self.label(zero), zero if zero in self._events else "")

    def label(self, moment: str) -> str:
        """What an event is called where days count from it; the name of a moment that is none."""
        event = self._events.get(moment)
        return (event.detail("zero_label") if event is not None else "") or self._label(moment)

    def _known(self, zero: Zero) -> Zero:
        """`zero`, unless nothing at all joins its moment to any other."""
        assert zero.moment is not None, "only the case's own clock has none"
        window = self._chronology.window(zero.moment)
        if window.earliest is None and window.latest is None and zero.moment not in self._chronology.related:
            raise Refused(f"The time of {zero.label} is not known, so it cannot be day 0.")
        return zero

    def _end(self, selector: str, name: str) -> Zero:
        event = self._events.get(name)
        if event is None or not isinstance(event.until, When):
            raise _unknown(selector, "the case has no such event" if event is None else "the record gives no such end")
        return Zero(selector, end_of(name), f"end of {self.label(name)}")

    def _clock(self, selector: str, name: str) -> Zero:
        clock = next((clock for clock in self.case.clocks if clock.name.casefold() == name.casefold()), None)
        if clock is None:
            raise _unknown(selector, f'the case has no clock "{name}"')
        return Zero(selector, clock.name, f"{clock.name} {clock.first}", clock.zero, self._label(clock.zero))

    def _moment(self, selector: str, name: str) -> Zero:
        if name not in self.case.moments:
            raise _unknown(selector, f'the case has no moment "{name}"')
        return Zero(selector, name, name)

    def _nth(self, selector: str, name: str) -> Zero:
        kind, _, number = name.rpartition(":")
        if not re.fullmatch("[0-9]{1,6}", number) or not 1 <= int(number) <= _LAST:
            raise _unknown(selector, "expected a kind and a number, such as nth:imaging/MR:2")
        found = self.occurrences.get(kind.casefold(), Occurrences(kind, kind.rpartition("/")[2], (), ()))
        what = f"{ordinal(int(number))} {found.noun}"
        if int(number) > len(found.sure):
            raise Refused(f"There is no {what}: the record has {len(found.sure)}.")
        place = nth(self._chronology, found.sure, int(number), found.perhaps)
        if not place.found:
            named = self._listed((*place.doubtful, *found.perhaps))
            raise Refused(f"Which was the {what} is not known: the record does not order {named}.")
        name = self._listed(place.found)
        note = "" if name.casefold() in what.casefold() else name
        return Zero(selector, place.found[0], what, place.found[0], note)

    def _highest(self, selector: str, name: str) -> Zero:
        return self._extreme(selector, name, highest=True)

    def _lowest(self, selector: str, name: str) -> Zero:
        return self._extreme(selector, name, highest=False)

    def _extreme(self, selector: str, name: str, *, highest: bool) -> Zero:
        series = self._series(name)
        found = extreme(series.events, highest=highest)
        what = f"{'highest' if highest else 'lowest'} {series.title.lower()}"
        if any(event.state is State.PRESUMED for event in found):
            raise Refused(f"The {what} is not known: {self._valued(found)}, of which not all is more than presumed.")
        if len(nth(self._chronology, [event.id for event in found], 1).found) < len(found):
            tied = all(limits_of(event) == limits_of(found[0]) and limits_of(event).is_value for event in found)
            why = "was reported more than once" if tied else "is not known, it may be any of these"
            raise Refused(f"The {what} {why}: {self._valued(found)}. Choose one of them.")
        return Zero(selector, found[0].id, what, found[0].id, _told_value(found[0]))

    def _crossing(self, selector: str, name: str) -> Zero:
        match = _CROSSING.fullmatch(" ".join(name.split()))
        if match is None:
            raise _unknown(selector, "expected an analyte, > or <, and a value, such as crossing:leukocytes>100 10*9/L")
        series = self._series(match["analyte"])
        value, typed = _threshold(series, match["number"], match["unit"].strip())
        told = {event.id: _beyond(event, match["sign"], value) for event in series.events}
        sure, perhaps = ([key for key in told if told[key] is verdict] for verdict in (Verdict.YES, Verdict.PERHAPS))
        what = f"{series.title.lower()} {_SIGNS[match['sign']]} {typed}"
        if not sure:
            but = f"; perhaps {self._valued([self._events[key] for key in perhaps])}" if perhaps else ""
            raise Refused(f"The record gives no {what}{but}.")
        place = nth(self._chronology, sure, 1, perhaps)
        if not place.found:
            named = self._valued([self._events[key] for key in dict.fromkeys((*place.doubtful, *perhaps))])
            raise Refused(f"Which were the first {what} is not known: {named}.")
        event = self._events[place.found[0]]
        return Zero(selector, event.id, f"first reported {what}", event.id, _told_value(event))

    def _series(self, name: str) -> Series:
        series = self.series.get(name.casefold()) or self.series.get(key_of(name))
        if series is None:
            raise Refused(f"The record gives no numbers of {name}.")
        if series.unit is None:
            units = units_words(series.units)
            raise Refused(f"The record gives {series.title.lower()} in {units}, which are not held against each other.")
        return series

    def _valued(self, events: Sequence[Event]) -> str:
        return _together([f"{name} ({_value(event)})" for name, event in zip(self._names(events), events, strict=True)])

    def _listed(self, moments: Iterable[str]) -> str:
        return _together(self._names([self._events[moment] for moment in moments]))

    def _names(self, events: Sequence[Event]) -> list[str]:
        """What the events are called; those of one name are told apart by their ids."""
        names = [self._label(event.id) for event in events]
        return [
            f"{name} [{event.id}]" if names.count(name) > 1 else name for name, event in zip(names, events, strict=True)
        ]


def _unknown(selector: str, why: str) -> Refused:
    return Refused(f'"{selector}" cannot be day 0: {why}.')


def _threshold(series: Series, number: str, unit: str) -> tuple[Decimal, str]:
    """The typed value in the unit of the series, and as it was typed; without a unit it is taken to be in that."""
    try:
        reading = read_number(number)
    except NumberError as error:
        raise Refused(f"{error}.") from error
    if reading is None:
        raise Refused(f'"{number}" is not a number.')
    code = canonical_unit(unit) if unit else series.unit
    if code is None:
        raise Refused(f'"{unit}" is not a unit that is known.')
    factor = Decimal(1) if code == series.unit else series.analyte.factor(code) if series.analyte is not None else None
    if factor is None:
        units = units_words(series.units)
        raise Refused(f'"{unit}" is not held against {series.title.lower()}, which the record gives in {units}.')
    return reading.number * factor, f"{plain_decimal(reading.number)} {spoken_unit(code)}".strip()


def _beyond(event: Event, sign: str, value: Decimal) -> Verdict:
    """What is only presumed is beyond a value at most perhaps."""
    told = beyond(event, sign, value)
    return Verdict.PERHAPS if event.state is State.PRESUMED and told is Verdict.YES else told


def _value(event: Event) -> str:
    assert event.quantity is not None, "an event of a series has a value"
    return spoken(event.quantity)


def _told_value(event: Event) -> str:
    """The value, and why it is to be verified if it is."""
    return "; ".join(part for part in (_value(event), event.detail("verify")) if part)


def _together(names: Sequence[str]) -> str:
    shown = list(names[:_MOST_NAMED])
    if len(names) > _MOST_NAMED:
        shown.append(f"{len(names) - _MOST_NAMED} more")
    return " and ".join([", ".join(shown[:-1]), shown[-1]] if len(shown) > 1 else shown)
