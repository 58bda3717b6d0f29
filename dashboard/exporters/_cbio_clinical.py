"""Clinical and resource files: patients and samples with what is listed of them, in the form that a portal takes.

The rules are those of cBioPortal's validator: attributes that belong to patients or to samples, numbers, words for
survival. What breaks one stands under the column's name with _AS_GIVEN behind it, so that nothing is lost.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from dashboard.exporters._cbio_tables import AS_GIVEN, MISSING, column_name, table

PLACEHOLDER: Final = "no sample in the record"
NO_WORD: Final = frozenset(("MUTATION_COUNT", "FRACTION_GENOME_ALTERED"))
_PATIENTS: Final = frozenset(
    ("AGE", "DFS_MONTHS", "DFS_STATUS", "GENDER", "OS_MONTHS", "OS_STATUS", "PATIENT_DISPLAY_NAME", "SEX", "TUMOR_SITE")
)
_SAMPLES: Final = frozenset(
    ("METASTATIC_SITE", "OTHER_SAMPLE_ID", "PRIMARY_SITE", "SAMPLE_CLASS", "SAMPLE_DISPLAY_NAME", "SAMPLE_TYPE")
    + ("TUMOR_TISSUE_SITE", "TUMOR_TYPE")
)
_TEXTS: Final = (
    _PATIENTS | _SAMPLES | {"CANCER_TYPE", "CANCER_TYPE_DETAILED", "HISTOLOGY", "KNOWN_MOLECULAR_CLASSIFIER"}
)
_NUMBERS: Final = frozenset(("AGE", "OS_MONTHS", "DFS_MONTHS"))
_WORDS: Final = {
    "OS_STATUS": frozenset(("LIVING", "DECEASED", "0:LIVING", "1:DECEASED")),
    "DFS_STATUS": frozenset(
        ("0:DiseaseFree", "1:Recurred/Progressed", "1:Recurred", "1:Progressed", "DiseaseFree", "Recurred/Progressed")
        + ("Recurred", "Progressed")
    ),
}
_NUMBER: Final = re.compile(r"[<>]?[+-]?[0-9]+(?:\.[0-9]+)?")
_SURVIVAL: Final = re.compile(r"[01]:.*")
_MONTHS: Final = frozenset(["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"])
_KEYS: Final = ("PATIENT_ID", "SAMPLE_ID")

Cells = dict[str, str]


def attributes(details: Mapping[str, str]) -> Cells:
    """What an event of attributes lists, by column."""
    own = {name: text for name, text in details.items() if name not in ("label", "event_type", "sample_id")}
    return {column_name(name.removeprefix("column ")): text for name, text in own.items()}


@dataclass(slots=True)
class Clinical:
    """Patients and samples by their codes, with their attributes by column."""

    patients: dict[str, Cells] = field(default_factory=dict)
    samples: dict[tuple[str, str], Cells] = field(default_factory=dict)

    def hold_place(self, patient: str, cells: Cells) -> None:
        """Give a patient without samples the one that a portal wants, which says that it is none."""
        told = {name: text for name, text in cells.items() if text}
        self.samples[patient, patient] = {"SAMPLE_NOTE": PLACEHOLDER, **told}

    def files(self) -> Iterator[tuple[str, str, str]]:
        """(name, datatype, text) of the clinical files."""
        of_samples = _kept(self.samples.values(), _PATIENTS)
        taken = frozenset(column for cells in of_samples for column in cells)
        of_patients = _kept(self.patients.values(), _SAMPLES | taken)
        rows = [
            {"PATIENT_ID": patient, "SAMPLE_ID": sample, **cells}
            for (patient, sample), cells in zip(self.samples, of_samples, strict=True)
        ]
        yield "data_clinical_sample.txt", "SAMPLE_ATTRIBUTES", _text(rows, _KEYS)
        told = [
            {"PATIENT_ID": patient, **cells} for patient, cells in zip(self.patients, of_patients, strict=True) if cells
        ]
        if told:
            yield "data_clinical_patient.txt", "PATIENT_ATTRIBUTES", _text(told, _KEYS[:1])


def _kept(rows: Collection[Cells], others: frozenset[str]) -> list[Cells]:
    """The rows of a file under names that a portal takes; `others` are names that belong to another file."""
    used = frozenset(column for cells in rows for column in cells)
    paired = frozenset(column for column in used if column.endswith("_STATUS") and f"{column[:-7]}_MONTHS" in used)
    return [
        {_name(column, text, others, paired): text for column, text in cells.items() if text.lower() not in MISSING}
        for cells in rows
    ]


def _name(column: str, text: str, others: frozenset[str], paired: frozenset[str]) -> str:
    wrong = column in others | NO_WORD or not column.isupper()
    wrong = wrong or (column in _NUMBERS and not _NUMBER.fullmatch(text))
    wrong = wrong or text not in _WORDS.get(column, (text,))
    wrong = wrong or (column in paired and column not in _WORDS and not _SURVIVAL.fullmatch(text))
    named = column + AS_GIVEN if wrong else column
    if _like_a_date(text) and "DATE" not in named:
        named = f"{column}{AS_GIVEN}_DATE"
    return f"{named}_2" if named in others else named


def _like_a_date(text: str) -> bool:
    """What a portal takes for a date that a spreadsheet has made."""
    parts = text.lower().split("-")
    return len(parts) == 2 and not any(sign in text for sign in ",.:;") and not _MONTHS.isdisjoint(parts)


def _text(rows: Sequence[Cells], first: Sequence[str]) -> str:
    used = {column for row in rows for column in row}
    columns = [*first, *sorted(used - set(first))]
    types = [_datatype(column, rows) for column in columns]
    titles = [_title(column) for column in columns]
    return table(columns, rows, (titles, titles, types, ["1"] * len(columns)))


def _datatype(column: str, rows: Iterable[Cells]) -> str:
    if column in _KEYS:
        return "STRING"
    given = [row[column] for row in rows if row.get(column)]
    number = column in _NUMBERS or (column not in _TEXTS and all(map(_NUMBER.fullmatch, given)))
    return "NUMBER" if number else "STRING"


def _title(column: str) -> str:
    words = " ".join(column.replace("_", " ").split()).capitalize()
    return f"Column {words}" if words.lower() in MISSING else words
