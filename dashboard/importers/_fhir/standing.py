"""Which version of each resource stands, and what the resources of one patient come to: the entries from which every
format makes cases, with the words that one resource borrows from another."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from dashboard.domain.cases import Case, Study
from dashboard.domain.events import Event
from dashboard.importers._assembly.cases import case_of
from dashboard.importers._assembly.entries import Entry, Rows
from dashboard.importers._assembly.ids import digest, event_id
from dashboard.importers._assembly.tally import Tally
from dashboard.importers._fhir.reading import Heard
from dashboard.importers._fhir.told import Fact
from dashboard.store.events import EVENT_PART

SOURCE: Final = "FHIR"
_LONGEST_BASE: Final = 56
_LONGEST_PART: Final = 7
_PART: Final = re.compile(r"[A-Za-z0-9-]+")
_SHORT: Final = {"MedicationAdministration": "MedicationAdmin", "MedicationStatement": "MedicationStated"}


@dataclass(frozen=True, slots=True)
class Standing:
    """The resources that stand, and the ids of events that do not any more, each by patient."""

    heard: Mapping[str, Sequence[Heard]] = field(default_factory=dict)
    withdrawn: Mapping[str, Sequence[str]] = field(default_factory=dict)


ELSEWHERE: Final = -1
"""Stands for the row of a version that is told with another patient, and counted there."""


def standing(heard: Iterable[Heard], tally: Tally) -> Standing:
    """The newest version of each resource; the rows of the others are merged. A resource that was entered in error,
    cancelled or deleted does not stand, and nothing that it said before."""
    groups: dict[str, list[Heard]] = {}
    for one in heard:
        groups.setdefault(one.key or f"row {one.row}", []).append(one)
    kept: dict[str, list[Heard]] = {}
    gone: dict[str, list[str]] = {}
    for group in groups.values():
        newest = max(one.updated for one in group)
        latest = [one for one in group if one.updated == newest]
        if any(one.told.withdrawn for one in latest):
            _withdraw(group, tally, gone)
            continue
        for one in group:
            if one.updated != newest:
                tally.merge(one.row)
        for one in latest:
            if one.told.left:
                tally.leave(one.row, one.told.left)
            elif one.row != ELSEWHERE:
                kept.setdefault(one.patient, []).append(one)
    return Standing(kept, gone)


def _withdraw(group: list[Heard], tally: Tally, gone: dict[str, list[str]]) -> None:
    first = True
    for one in group:
        if one.told.withdrawn and first:
            tally.leave(one.row, one.told.left)
            first = False
        else:
            tally.merge(one.row)
    for patient in {one.patient for one in group} - {""}:
        gone.setdefault(patient, []).append(base_id(group[0].kind, group[0].name))


def case_of_patient(
    patient: str, heard: Sequence[Heard], tally: Tally, name: str, source: str = SOURCE
) -> tuple[Case, Rows]:
    """The case of one patient, with the studies by which pictures join it."""
    entries, studies = _entries(patient, heard, source)
    case, rows = case_of(patient, entries, tally, name)
    present = {event.id for event in case.events}
    return replace(case, studies=tuple(one for one in studies if one.event in present)), rows


def _entries(patient: str, heard: Sequence[Heard], source: str) -> tuple[list[Entry], list[Study]]:
    by_key = _by_key(heard)
    entries: list[Entry] = []
    studies: dict[str, Study] = {}
    for one in heard:
        for event, fact in _events(one, source, by_key):
            entries.append(Entry(patient, event, rows=(one.row,), updated=one.updated))
            if fact.study is not None:
                studies.setdefault(fact.study.id, replace(fact.study, event=event.id))
        if one.kind == "Patient" or one.told.person.diagnosis:
            entries.append(Entry(patient, person=one.told.person, rows=(one.row,), updated=one.updated))
    return entries, sorted(studies.values(), key=lambda study: study.id)


def _by_key(heard: Sequence[Heard]) -> dict[str, Heard]:
    """What others may mean, by the keys that they use."""
    found: dict[str, Heard] = {}
    for one in heard:
        for key in (one.key, one.url, f"{one.kind}/{one.name}"):
            if key:
                found.setdefault(key, one)
    return found


def _events(one: Heard, source: str, by_key: Mapping[str, Heard]) -> Iterator[tuple[Event, Fact]]:
    base = base_id(one.kind, one.name)
    place = f"{one.kind}/{one.name}" if one.name else one.kind
    for fact in one.told.facts:
        event_name = f"{base}{EVENT_PART}{_part(fact.part)}" if fact.part and base else base
        group, more = _linked(fact, by_key)
        yield _placed(fact.event, event_name, one.source or source, place, group, more), fact


def _placed(event: Event, name: str, source: str, place: str, group: str, more: dict[str, str]) -> Event:
    """The event with its id and where it comes from; `replace` takes three times as long."""
    return Event(
        name,
        event.kind,
        event.term,
        event.at,
        event.until,
        event.state,
        event.quantity,
        event.components,
        group,
        source,
        place,
        note=event.note,
        details=more | dict(event.details) if more else event.details,
    )


def _linked(fact: Fact, by_key: Mapping[str, Heard]) -> tuple[str, dict[str, str]]:
    """The group that an event belongs to, and what its links say in words."""
    group, found = "", {}
    for name, keys in fact.links.items():
        meant = [by_key[key] for key in keys if key in by_key and by_key[key].told.facts]
        if name == "encounter" and meant:
            group = base_id(meant[0].kind, meant[0].name)
        words = "; ".join(dict.fromkeys(_words(name, one.told.facts[0]) for one in meant))
        if words:
            found[name] = words
    return group, found


def _words(name: str, fact: Fact) -> str:
    if name == "study":
        return "" if fact.study is None else fact.study.id
    return fact.event.term


def base_id(kind: str, name: str) -> str:
    """The id of the first event of a resource, and the beginning of those of all its events; "" without a name."""
    if not name:
        return ""
    whole = event_id(_SHORT.get(kind, kind), name)
    return whole if len(whole) <= _LONGEST_BASE else f"{whole[: _LONGEST_BASE - 9]}-{digest(whole)[:8]}"


def _part(part: str) -> str:
    """What tells the events of one resource apart, short enough for an id."""
    fits = len(part) <= _LONGEST_PART and _PART.fullmatch(part)
    return part if fits else f"x{digest(part)[:6]}"
