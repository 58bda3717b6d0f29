"""A case as the files of a study: which event goes into which file, and what goes into none."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from dashboard.domain.cases import Case
from dashboard.domain.chronology import Chronology
from dashboard.domain.events import Event, Kind
from dashboard.domain.placed import Placed, TimeKind
from dashboard.domain.timing import place
from dashboard.domain.wording import labels_of
from dashboard.exporters._cbio_clinical import Cells, Clinical, attributes
from dashboard.exporters._cbio_rows import DERIVED, LISTED, Row, columns_of, row_of
from dashboard.exporters._cbio_tables import meta, portal_id, study_id, table

FIRST_DIAGNOSIS: Final = "first diagnosis"
NOT_EXPORTED: Final = "not_exported.txt"
_AGE: Final = re.compile(r"([0-9]{1,3}(?:\.[0-9]+)?) years?")
_NO_NAME: Final = re.compile(r"[^A-Za-z0-9_:-]+")
_LINKS: Final = {
    True: ("SAMPLE", ("PATIENT_ID", "SAMPLE_ID", "RESOURCE_ID", "URL")),
    False: ("PATIENT", ("PATIENT_ID", "RESOURCE_ID", "URL")),
}


@dataclass(frozen=True, slots=True)
class Left:
    """An event, or a part of one, that is not exported, and why."""

    event: str
    term: str
    time: str
    reason: str


@dataclass(slots=True)
class Study:
    """The files of one case as they come to be; `name` is what the study is called, `patient` its code in it."""

    case: Case
    name: str
    id: str
    patient: str
    rows: list[Row] = field(default_factory=list)
    left: list[Left] = field(default_factory=list)
    clinical: Clinical = field(default_factory=Clinical)
    links: dict[tuple[str, str, str], Event] = field(default_factory=dict)

    def take(self, item: Placed) -> None:
        """Put an event where it belongs."""
        event, event_type = item.event, item.event.detail("event_type")
        if event_type in DERIVED:
            return
        if event_type in LISTED and item.time.kind is TimeKind.NOT_DATED:
            self._list(event, event_type)
            return
        row = row_of(item, self.case.grain, self.name)
        if isinstance(row, str):
            self.left.append(Left(event.id, event.term, item.time.words, row))
            return
        self.rows.append(row)
        if row.lost:
            self.left.append(Left(event.id, event.term, item.time.words, row.lost))

    def files(self, zero: str) -> Iterator[tuple[str, str]]:
        """(name, text) of each file, meta files included; `zero` is what day 0 is."""
        self._complete(zero)
        yield "meta_study.txt", meta(self.id, _about(self.name, self.patient, zero))
        for name, rows in sorted(_by_file(self.rows).items()):
            yield from self._with_meta(name, "TIMELINE", self._timeline(rows))
        for name, datatype, text in self.clinical.files():
            yield from self._with_meta(name, datatype, text)
        yield from self._resources()

    def not_exported(self) -> str:
        """What is left out, and why, as a table."""
        columns = ("EVENT", "TERM", "TIME", "REASON")
        rows = ((one.event, one.term, one.time, one.reason) for one in self.left)
        return table(columns, [dict(zip(columns, row, strict=True)) for row in rows])

    def _list(self, event: Event, event_type: str) -> None:
        sample = portal_id(event.detail("sample_id")) if event.detail("sample_id") else ""
        if event_type == "resource link":
            resource = portal_id(event.detail("resource_id"))
            self.links[resource, sample, event.detail("link")] = event
        elif sample:
            self.clinical.samples[self.patient, sample] = attributes(event.details)
        else:
            self.clinical.patients.setdefault(self.patient, {}).update(attributes(event.details))

    def _complete(self, zero: str) -> None:
        """Facts about the person that no listed attribute has told, and the sample that a portal wants."""
        told = self.patient in self.clinical.patients or bool(self.clinical.samples)
        if not told:
            self.clinical.patients[self.patient] = _person(self.case, zero)
        if not self.clinical.samples:
            diagnosis = {} if told else {"CANCER_TYPE": self.case.diagnosis}
            self.clinical.hold_place(self.patient, diagnosis)

    def _timeline(self, rows: list[Row]) -> str:
        cells = [{**row.cells, "PATIENT_ID": self.patient} for row in rows]
        cells.sort(key=lambda one: (int(one["START_DATE"]), sorted(one.items())))
        return table(columns_of(rows), cells)

    def _resources(self) -> Iterator[tuple[str, str]]:
        if not self.links:
            return
        yield from self._with_meta("data_resource_definition.txt", "DEFINITION", self._definitions())
        for of_sample, (kind, columns) in _LINKS.items():
            rows = [
                {"PATIENT_ID": self.patient, "RESOURCE_ID": resource, "SAMPLE_ID": sample, "URL": address}
                for resource, sample, address in sorted(self.links)
                if bool(sample) is of_sample
            ]
            if rows:
                yield from self._with_meta(f"data_resource_{kind.lower()}.txt", kind, table(columns, rows))

    def _definitions(self) -> str:
        rows: dict[tuple[str, str], Cells] = {}
        for (resource, sample, _), event in sorted(self.links.items(), key=lambda one: one[0]):
            kind = _LINKS[bool(sample)][0]
            cells = {"RESOURCE_ID": resource, "DISPLAY_NAME": event.detail("label"), "RESOURCE_TYPE": kind}
            rows.setdefault((resource, kind), cells | {"DESCRIPTION": event.detail("about")})
        return table(("RESOURCE_ID", "DISPLAY_NAME", "RESOURCE_TYPE", "DESCRIPTION"), rows.values())

    def _with_meta(self, name: str, kind: str, text: str) -> Iterator[tuple[str, str]]:
        resource = kind in ("DEFINITION", "SAMPLE", "PATIENT")
        said = {"resource_type": kind} if resource else {"genetic_alteration_type": "CLINICAL", "datatype": kind}
        yield name.replace("data_", "meta_", 1), meta(self.id, said | {"data_filename": name})
        yield name, text


def study_of(case: Case, chronology: Chronology, *, identified: bool) -> Study:
    """The study of a case, its days on the case's own clock. Without leave to identify, its code stands for the
    patient."""
    patient = case.patient_id if identified and case.patient_id else case.id
    prefix = case.id.removesuffix(f"-{patient}") if case.id != patient else case.id
    sources = Counter(event.source for event in case.events if event.source and event.detail("event_type"))
    name = sources.most_common(1)[0][0] if sources else case.title or case.id
    study = Study(case, name, study_id(prefix), portal_id(patient))
    for item in place(case, chronology):
        study.take(item)
    return study


def zero_of(case: Case) -> str:
    """What day 0 of the case is, in words that may name a moment."""
    event = case.event(case.zero)
    if event is not None and event.kind is Kind.DIAGNOSIS:
        return FIRST_DIAGNOSIS
    words = _NO_NAME.sub(" ", case.zero if event is None else labels_of(case)(case.zero))
    named = re.sub(r" +(?![A-Za-z])", "-", words.strip())  # a word of a moment's name begins with a letter: CT-1
    return named if named[:1].isalpha() else "day zero of the case"


def _about(name: str, patient: str, zero: str) -> dict[str, str]:
    return {
        "type_of_cancer": "mixed",
        "name": name,
        "description": f"Timeline of {patient}. Day 0: {zero}.",
        "add_global_case_list": "true",
    }


def _person(case: Case, zero: str) -> Cells:
    age = _AGE.fullmatch(case.age)
    of_diagnosis = age is not None and zero == FIRST_DIAGNOSIS
    ages = {"AGE": age[1]} if age is not None and of_diagnosis else {"AGE_AT_DAY_0": case.age}
    return {name: text for name, text in {**ages, "SEX": case.sex}.items() if text}


def _by_file(rows: list[Row]) -> Mapping[str, list[Row]]:
    """The rows by file: one for each event type; a portal wants a colour or shape in all rows of a file or in none."""
    names: dict[str, str] = {}
    found: dict[str, list[Row]] = {}
    for row in sorted(rows, key=lambda one: one.event_type):
        styled = [part for part, column in (("color", "STYLE_COLOR"), ("shape", "STYLE_SHAPE")) if column in row.cells]
        name = "_".join([names.setdefault(row.event_type, _file_name(row.event_type, names)), *styled])
        found.setdefault(f"data_timeline_{name}.txt", []).append(row)
    return found


def _file_name(event_type: str, taken: Mapping[str, str]) -> str:
    """A name for the file of an event type that no other type has."""
    plain = study_id(event_type)[:60]
    name, number = plain, 1
    while name in taken.values():
        number += 1
        name = f"{plain}_{number}"
    return name
