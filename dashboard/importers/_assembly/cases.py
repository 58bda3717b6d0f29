"""A patient's entries to a case. The same entries give the same case, in whatever order and however often they come."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, replace

from dashboard.domain.cases import Case, Grain
from dashboard.domain.events import Event, Kind, State
from dashboard.domain.order import order_of, starts
from dashboard.domain.statements import Dated, DatedRange, day
from dashboard.domain.when import When
from dashboard.importers._assembly.ages import age_at
from dashboard.importers._assembly.entries import Entry, Person, Rows
from dashboard.importers._assembly.ids import case_id, content_id, digest, said
from dashboard.importers._assembly.tally import Tally
from dashboard.importers.base import ImportRefused, Refusal

FIRST_DIAGNOSIS = "first diagnosis"
FIRST_EVENT = "first event"
FIRST_DATE = "first date"
_WHOLE = len("2024-03-01")


@dataclass(frozen=True, slots=True)
class Assembled:
    """The cases of a source in the order of its patients' keys, and for how many rows their events stand."""

    cases: tuple[Case, ...]
    rows: dict[str, Rows]


def cases_of(entries: Iterable[Entry], tally: Tally, source: str, chosen_case: str = "") -> Assembled:
    """One case for each patient; their rows are accepted or merged in `tally`. `chosen_case` is the id that somebody
    gave to the case of the one patient. The patients' keys are also their `patient_id`, by which pictures join. Raises
    ImportRefused where there are several patients for that id."""
    patients: dict[str, list[Entry]] = {}
    for entry in entries:
        patients.setdefault(entry.patient, []).append(entry)
    refuse_several(len(patients), chosen_case, source)
    made = [case_of(key, patients[key], tally, chosen_case or case_id(source, key)) for key in sorted(patients)]
    return Assembled(tuple(case for case, _ in made), {case.id: rows for case, rows in made})


def refuse_several(patients: int, chosen_case: str, what: str) -> None:
    """Raises ImportRefused where one case is named for several patients; `what` is the file or the source."""
    if chosen_case and patients > 1:
        raise ImportRefused([Refusal(what, f"it holds {patients} patients, and one case is named for them")])


def case_of(patient: str, entries: Sequence[Entry], tally: Tally, name: str) -> tuple[Case, Rows]:
    """The case of one patient from all that was said of them."""
    events, rows = _events(entries, tally)
    person = agreed_person((entry.person for entry in entries), name, tally)
    told = _accepted(_telling(entry for entry in entries if entry.event is None), tally)
    for entry in entries:
        for row in entry.rows:
            tally.merge(row)
    return case_from(patient, name, person, events), Rows(rows, told)


def case_from(patient: str, name: str, person: Person, events: Sequence[Event]) -> Case:
    """The case of a person and their events, which stand in their canonical order. Day 0 is the day that the source
    counts from, else that of the first diagnosis, else that of the first event; the name of day 0 says which."""
    zero, origin = (person.zero, "") if person.zero else zero_of(events)
    return replace(head_of(patient, name, person, zero, origin, grain_of(events)), events=tuple(events))


def head_of(patient: str, name: str, person: Person, zero: str, origin: str, grain: Grain) -> Case:
    """A case without events: who it is about, and what its days count from."""
    return Case(
        id=name,
        title=name,
        question=person.question,
        zero=zero,
        age=age_at(person, origin),
        sex=person.sex,
        diagnosis=person.diagnosis,
        grain=grain,
        origin=origin,
        moments={zero: When((day(0),))},
        birth_date=person.birth,
        patient_id=person.patient_id or patient,
    )


def zero_of(events: Iterable[Event]) -> tuple[str, str]:
    """What day 0 of a record with dates is, and its ISO date ("" where no event has one)."""
    listed = list(events)
    dated = [(starts(event.at), _is_diagnosis(event), iso) for event in listed if (iso := _date(event.at))]
    whole = [one for one in dated if len(one[2]) == _WHOLE] or dated
    diagnoses = [one for one in whole if one[1]]
    first = min(diagnoses or whole, default=None)
    if first is None:
        limit = min((iso for event in listed for iso in _limits(event)), default="")
        return (FIRST_DATE, f"{limit}-01-01"[:_WHOLE]) if limit else (FIRST_EVENT, "")
    name = FIRST_DIAGNOSIS if diagnoses else FIRST_EVENT
    if len(first[2]) == _WHOLE:
        return name, first[2]
    return f"earliest day of the {name}", f"{first[2]}-01-01"[:_WHOLE]


def grain_of(events: Iterable[Event]) -> Grain:
    """Instants where any time of day is known, else days."""
    whens = (when for event in events for when in (event.at, event.until) if isinstance(when, When))
    timed = any(isinstance(part, Dated | DatedRange) and "T" in str(part) for when in whens for part in when)
    return Grain.INSTANT if timed else Grain.DAY


def _is_diagnosis(event: Event) -> bool:
    """A diagnosis that the record states; one that was only considered, or refuted, begins nothing."""
    return event.kind is Kind.DIAGNOSIS and event.state is State.PRESENT


def _limits(event: Event) -> Iterator[str]:
    """Dates that only limit when something was: an end alone, the sides of a range."""
    for when in (event.at, event.until):
        for part in when if isinstance(when, When) else ():
            if isinstance(part, Dated):
                yield part.iso[:_WHOLE]
            elif isinstance(part, DatedRange):
                yield from (iso[:_WHOLE] for iso in (part.first, part.last) if iso)


def _date(when: When) -> str:
    return next((part.iso[:_WHOLE] for part in when if isinstance(part, Dated)), "")


def _events(entries: Iterable[Entry], tally: Tally) -> tuple[list[Event], dict[str, int]]:
    groups: dict[str, list[tuple[Event, Entry]]] = {}
    for entry in entries:
        if entry.event is not None:
            named = entry.event if entry.event.id else replace(entry.event, id=content_id("", entry.event))
            groups.setdefault(named.id, []).append((named, entry))
    kept = [one for group in groups.values() for one in _standing(group, tally)]
    kept.sort(key=lambda one: order_of(one[0]))
    rows = {event.id: _accepted(entry.rows, tally) for event, entry in kept}
    return [event for event, _ in kept], {name: count for name, count in rows.items() if count != 1}


def _telling(entries: Iterable[Entry]) -> list[int]:
    """The rows that tell about the person what no row before them does."""
    first: dict[Person, tuple[int, ...]] = {}
    for entry in entries:
        first.setdefault(entry.person, entry.rows)
    return [row for rows in first.values() for row in rows]


def _accepted(rows: Iterable[int], tally: Tally) -> int:
    """How many of the rows are counted with this event: those that no event before has been counted for."""
    new = [row for row in rows if tally.is_read(row)]
    for row in new:
        tally.accept(row)
    return len(new)


def _standing(group: list[tuple[Event, Entry]], tally: Tally) -> list[tuple[Event, Entry]]:
    """Of the entries of one id those that stand: the newest version; of equal ones that of the first place. Different
    ones that no version tells apart are all kept: nothing says which is right."""
    newest = max(entry.updated for _, entry in group)
    distinct: dict[str, tuple[Event, Entry]] = {}
    for event, entry in group:
        if entry.updated == newest:
            key = said(event)
            before = distinct.get(key)
            if before is None or _place(event) < _place(before[0]):
                distinct[key] = (event, entry)
    if len(distinct) == 1:
        return list(distinct.values())
    tally.note(f"{group[0][0].source or 'The source'}: rows of one key that differ are kept side by side")
    first, *others = sorted(distinct)
    return [distinct[first], *(_renamed(distinct[key], digest(key)) for key in others)]


def _renamed(one: tuple[Event, Entry], mark: str) -> tuple[Event, Entry]:
    event, entry = one
    return replace(event, id=f"{event.id[:47]}.{mark}"), entry


def _place(event: Event) -> tuple[int, str]:
    return len(event.place), event.place


def agreed_person(told: Iterable[Person], name: str, tally: Tally) -> Person:
    """What all that was told of a person comes to: a fact in part gives way to the whole one, and of facts that differ
    both are told."""
    facts: dict[str, Counter[str]] = {field.name: Counter() for field in fields(Person)}
    for person in told:
        for fact, words in facts.items():
            words[getattr(person, fact)] += 1
    return Person(**{fact: _agreed(fact, sorted(filter(None, words)), name, tally) for fact, words in facts.items()})


def _agreed(fact: str, said_: list[str], name: str, tally: Tally) -> str:
    longest = max(said_, key=len, default="")
    if all(longest.startswith(words) for words in said_):
        return longest
    tally.note(f"{name}: the source gives more than one {fact.replace('_', ' ')}")
    return " / ".join(said_) if fact in ("sex", "diagnosis", "question") else ""
