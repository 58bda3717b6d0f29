"""A whole study to entries: what must be known first (words for links, attributes of samples), then row by row."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from dashboard.domain.events import Event, Kind
from dashboard.importers._assembly.cases import FIRST_DIAGNOSIS
from dashboard.importers._assembly.entries import Entry, Person
from dashboard.importers._assembly.tally import Tally
from dashboard.importers._cbioportal.clinic import Clinic
from dashboard.importers._cbioportal.columns import SAMPLES
from dashboard.importers._cbioportal.dates import first_diagnoses
from dashboard.importers._cbioportal.links import Resource, definitions, link_entries, web_address
from dashboard.importers._cbioportal.persons import clinical_entries, of_samples
from dashboard.importers._cbioportal.study import DataFile, Role, Study
from dashboard.importers._cbioportal.timeline import Known, timeline_entries
from dashboard.importers._cbioportal.tsv import FileRefused, Table, opened
from dashboard.importers.base import Choices

DAY_ZERO: Final = "study day zero"
"""What day 0 is called where the study's own rows say that it is not the first diagnosis."""


@dataclass(slots=True)
class Reading:
    """One study on its way to entries. `dates` are the days of first diagnosis that the study gives, by patient."""

    study: Study
    choices: Choices
    tally: Tally
    dates: dict[str, str] = field(default_factory=dict)
    zero: str = ""
    _resources: dict[str, Resource] = field(default_factory=dict)
    _clinic: Clinic = field(default_factory=Clinic)
    _samples: dict[tuple[str, str], dict[str, str]] = field(default_factory=dict)

    def entries(self) -> Iterator[Entry]:
        """Everything that the files say. Rows of no patient (links of the study) are counted as not imported."""
        self.zero = self.study.zero or FIRST_DIAGNOSIS
        self._look_up()
        patients: dict[str, None] = {}
        known = Known(self.study.name, self._samples, self.choices)
        for file, table in self._tables(Role.TIMELINE):
            for entry in timeline_entries(table, file.name, known, self.tally):
                self._count_from(entry.event)
                patients[entry.patient] = None
                yield entry
        for entry in self._others():
            patients[entry.patient] = None
            yield entry
        yield from (Entry(patient, person=Person(zero=self.zero)) for patient in patients)

    def _look_up(self) -> None:
        for file, table in self._tables(Role.DEFINITIONS):
            self._resources |= definitions(table, file.name, self.tally)
        for role in (Role.PATIENTS, Role.SAMPLES):
            for file, table in self._tables(role):
                self._clinic.read(table, file.name, self.tally)
        self._samples |= of_samples(self._clinic)
        for _, table in self._tables(Role.SAMPLE_LINKS):
            _add_links(table, self._resources, self._samples)

    def _others(self) -> Iterator[Entry]:
        yield from clinical_entries(self._clinic, self.study.name, self.zero, self.tally)
        yield from self._links()
        for file, table in self._tables(Role.DATES):
            yield from first_diagnoses(table, file.name, self.dates, self.tally)
        for _, table in self._tables(Role.STUDY_LINKS):
            for _ in table.lines():
                self.tally.leave(self.tally.read(), "links of the study, which are of no patient")

    def _links(self) -> Iterator[Entry]:
        used: set[int] = set()
        for role in (Role.PATIENT_LINKS, Role.SAMPLE_LINKS):
            for file, table in self._tables(role):
                for entry in link_entries(table, file.name, self.study.name, self._resources, self.tally):
                    used.update(entry.rows)
                    yield entry
        for resource in self._resources.values():
            for row in set(resource.rows) - used:
                self.tally.leave(row, "words for links that no patient has")

    def _tables(self, role: Role) -> Iterator[tuple[DataFile, Table]]:
        for file in self.study.files:
            if file.role is role:
                self.tally.file(file.name)
                try:
                    with opened(file.path) as table:
                        yield file, table
                except FileRefused as refusal:
                    self.tally.refuse_file(file.name, refusal.reason, line=refusal.line)

    def _count_from(self, event: Event | None) -> None:
        """A diagnosis before day 0 says that day 0 is not the first diagnosis."""
        before = event is not None and event.kind is Kind.DIAGNOSIS and str(event.at).startswith("-")
        if before and not self.study.zero:
            self.zero = DAY_ZERO


def _add_links(table: Table, known: Mapping[str, Resource], samples: dict[tuple[str, str], dict[str, str]]) -> None:
    for line in table.lines():
        key = line.get("PATIENT_ID"), line.get("SAMPLE_ID")
        address, name = line.get("URL"), line.get("RESOURCE_ID")
        if all(key) and web_address(address):
            said, title = samples.setdefault(key, {}), SAMPLES + known.get(name, Resource(name)).name.lower()
            said[title] = f"{said[title]} {address}" if title in said else address
