"""Observation: a measured, scored or worded value with what makes it readable: time, status, interpretation, reference
range, specimen. Components that are measured are events of their own; the others are told with the Observation."""

from collections.abc import Iterator

from dashboard.domain.events import Event, Kind, Quantity, State
from dashboard.importers._assembly.measured import term_of
from dashboard.importers._fhir.codes import codes, first_code, said, said_all
from dashboard.importers._fhir.context import Context, details, notes, sentence
from dashboard.importers._fhir.measuring import as_number, coding_of, measured
from dashboard.importers._fhir.observation_kinds import GCS_PARTS, Place, place_of
from dashboard.importers._fhir.references import referred
from dashboard.importers._fhir.shape import Json, Unreadable, each, inner, words
from dashboard.importers._fhir.times import Times, choice, issued_by
from dashboard.importers._fhir.told import Fact, Told, left, withdrawn
from dashboard.importers._fhir.values import Value, absence, range_of, value_of

KIND = "Observation"
WITHDRAWN = ("entered-in-error", "cancelled")
_SCORES = ("{score}", "(score)", "score", "{points}", "points", "{Score}")
_FINAL = "final"


def observation(resource: Json, at: Context) -> Told:
    """What an Observation tells. Raises Unreadable."""
    status = words(resource, "status")
    if status in WITHDRAWN:
        return withdrawn(KIND, status)
    value, parts = value_of(resource), [(one, value_of(one)) for one in each(resource, "component")]
    if value is None and not parts and "hasMember" in resource:
        return left(f"{KIND}: only groups others")
    if value is None and status == "registered":
        return left(f"{KIND}: registered, no value yet")
    if not said(inner(resource, "code")):
        raise Unreadable("code", "it does not say what was observed")
    return Told(tuple(_facts(resource, value, parts, at)))


def _facts(resource: Json, value: Value | None, parts: list[tuple[Json, Value | None]], at: Context) -> Iterator[Fact]:
    times = choice(resource, "effective", at.birth) if _has_time(resource) else issued_by(words(resource, "issued"))
    scored = value is not None and _is_score(value, resource)
    some = any(one is not None and one.measured for _, one in parts)
    place = place_of(resource, measured=(value is not None and value.measured) or some, scored=scored)
    at.tally.route(KIND, str(place.kind), place.why)
    about = _Common(resource, times, place, at)
    own = [] if place.scale else [(one, found) for one, found in parts if found is not None and found.measured]
    told = tuple(_part_words(one, found) for one, found in parts if (one, found) not in own)
    if value is not None or told or not own:
        yield about.fact(resource, value, told)
    for number, (one, found) in enumerate(own):
        yield about.fact(one, found, (), part=first_code(inner(one, "code")) or f"c{number + 1}")


def _has_time(resource: Json) -> bool:
    return any(name.startswith("effective") for name in resource)


def _is_score(value: Value, resource: Json) -> bool:
    """A number that is counted and not measured: its unit says so, or it has none and comes from a survey."""
    if not value.measured:
        return False
    if value.unit in _SCORES or value.code in _SCORES:
        return True
    survey = any(code == "survey" for one in each(resource, "category") for _, code in codes(one))
    return survey and value.unit in ("", "1")


def _part_words(component: Json, value: Value | None) -> str:
    """A component in words; a part of a coma scale by its letter: "E4", "VT"."""
    name, letter = said(inner(component, "code")), GCS_PARTS.get(first_code(inner(component, "code")), "")
    text = f"{value.received} {value.unit}".strip() if value is not None else absence(component) or "no value"
    if not letter:
        return f"{name}: {text}" if name else text
    number = "" if value is None else value.ordinal or value.received
    return f"{letter}{number}" if 0 < len(number) <= 2 else f"{letter}: {text}"


class _Common:
    """What all events of one Observation share."""

    def __init__(self, resource: Json, times: Times, place: Place, at: Context) -> None:
        self._resource, self._times, self._place, self._at = resource, times, place, at
        status = words(resource, "status")
        specimen = at.named(resource, "specimen", resource, at.known.specimens, "Specimen")
        self._specimen = specimen
        self._details = details(
            scale=place.scale,
            event_type=place.event_type,
            category=said_all(each(resource, "category")),
            status="" if status == _FINAL else status,
            specimen=specimen,
            method=said(inner(resource, "method")),
            sites=said(inner(resource, "bodySite")),
        )
        encounter = referred(resource, "encounter", resource, at.url, "Encounter")
        self._links = {"encounter": (encounter,)} if encounter else {}

    def fact(self, element: Json, value: Value | None, told: tuple[str, ...], part: str = "") -> Fact:
        """The event of the Observation itself or of one of its components."""
        term, quantity, more = self._value(element, value)
        why = absence(element) if value is None else ""
        note = sentence(f"no value: {why}" if why else "", self._times.said, *notes(self._resource))
        event = Event(
            id="",
            kind=self._place.kind,
            term=term,
            at=self._times.at,
            until=self._times.until,
            state=State.NOT_REPORTED if value is None and not told else State.PRESENT,
            quantity=quantity,
            components=told,
            note=note,
            details=self._details
            | more
            | details(
                interpretation=said_all(each(element, "interpretation")),
                reference_range=range_of(element),
                data="" if value is None else value.data,
            ),
        )
        return Fact(event, part, self._links)

    def _value(self, element: Json, value: Value | None) -> tuple[str, Quantity | None, dict[str, str]]:
        coding = coding_of(inner(element, "code"), self._specimen)
        term, code = term_of(coding), details(system=coding.system, code=coding.code)
        if value is None:
            return term, None, code
        if self._place.scale:
            return term, as_number(value), code
        if not value.measured and self._place.kind is not Kind.LAB:
            return term, Quantity(value.received, value.unit), code
        return term, *measured(coding, term, value, self._at)
