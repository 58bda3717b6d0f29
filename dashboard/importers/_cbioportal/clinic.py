"""Rows of clinical files, gathered by patient and by sample: a study may tell of one person in several rows and files.

What an attribute means for the case is said in `persons`; here is who it is about. Values that differ are all kept.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from dashboard.importers._assembly.tally import Tally
from dashboard.importers._cbioportal.columns import meant
from dashboard.importers._cbioportal.tsv import Line, Table

OF_PATIENTS: Final = frozenset(
    ("AGE", "GENDER", "SEX", "TUMOR_SITE", "OS_STATUS", "OS_MONTHS", "DFS_STATUS", "DFS_MONTHS", "VITAL_STATUS")
    + ("DAYS_TO_DEATH", "DAYS_TO_LAST_FOLLOWUP", "DAYS_TO_LAST_FOLLOW_UP", "PATIENT_DISPLAY_NAME")
)
"""What is a patient's in any file: older studies have one file for patients and samples."""

NAMES: Final = frozenset(("PATIENT_DISPLAY_NAME", "PATIENT_NAME"))
"""Columns that may hold the name of a person: read and not kept, as a case has a code and no name."""

PLACEHOLDER: Final = "no sample in the record"
"""In SAMPLE_NOTE: the row is there because a portal wants a sample for each patient."""

_KEYS: Final = ("PATIENT_ID", "SAMPLE_ID")


@dataclass(slots=True)
class Told:
    """What rows say of one patient or sample: values by column, the rows, and the first place of any."""

    values: dict[str, set[str]] = field(default_factory=dict)
    rows: list[int] = field(default_factory=list)
    places: list[tuple[str, int]] = field(default_factory=list)

    def add(self, values: Mapping[str, str], row: int, place: tuple[str, int]) -> None:
        """Take what a row says."""
        for column, text in values.items():
            self.values.setdefault(column, set()).add(text)
        self.rows.append(row)
        self.places.append(place)

    def line(self) -> Line:
        """Everything as one row; values that differ stand side by side."""
        return Line(0, {column: " / ".join(sorted(texts)) for column, texts in self.values.items()})

    @property
    def place(self) -> str:
        """Where it stands first."""
        file, line = min(self.places)
        return f"{file}, line {line}"


@dataclass(slots=True)
class Clinic:
    """All clinical files of a study. `held` are patients whose one sample only holds the place of one."""

    patients: dict[str, Told] = field(default_factory=dict)
    samples: dict[tuple[str, str], Told] = field(default_factory=dict)
    held: dict[str, Told] = field(default_factory=dict)
    _seen: set[tuple[tuple[str, str], ...]] = field(default_factory=set)

    def read(self, table: Table, file: str, tally: Tally) -> None:
        """Take the rows of a file; each is counted once, one that says what another one says as merged."""
        for line in table.lines():
            row = tally.read()
            wrong = line.wrong or _wrong(line, table)
            if wrong:
                tally.refuse(row, file, wrong, line=line.number)
                continue
            values = dict(_values(line))
            key = tuple(sorted(values.items()))
            if key in self._seen:
                tally.merge(row)
                continue
            self._seen.add(key)
            self._take(values, "SAMPLE_ID" in table.columns, row, (file, line.number))

    def _take(self, values: Mapping[str, str], of_sample: bool, row: int, place: tuple[str, int]) -> None:
        patient = values["PATIENT_ID"]
        own = {column: text for column, text in values.items() if column not in _KEYS}
        if not of_sample:
            self.patients.setdefault(patient, Told()).add(own, row, place)
        elif own.get("SAMPLE_NOTE") == PLACEHOLDER:
            self.held.setdefault(patient, Told()).add(own, row, place)
        else:
            personal = {column: text for column, text in own.items() if column in OF_PATIENTS}
            if personal:
                self.patients.setdefault(patient, Told()).add(personal, row, place)
            of_its_own = {column: text for column, text in own.items() if column not in OF_PATIENTS}
            self.samples.setdefault((patient, values["SAMPLE_ID"]), Told()).add(of_its_own, row, place)


def _values(line: Line) -> Iterator[tuple[str, str]]:
    for column, text in line.cells.items():
        if column not in NAMES:
            yield meant(column), text


def _wrong(line: Line, table: Table) -> str:
    if not line.get("PATIENT_ID"):
        return "the row names no patient (PATIENT_ID)"
    return "the row names no sample (SAMPLE_ID)" if "SAMPLE_ID" in table.columns and not line.get("SAMPLE_ID") else ""
