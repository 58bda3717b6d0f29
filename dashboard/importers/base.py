"""The contract of an importer and its report: what was read, and what became of every row of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol, runtime_checkable

from dashboard.domain.cases import Case
from dashboard.errors import CaseRefused


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why something was refused, and where it stands. `line` counts as a spreadsheet does: the header is row 1."""

    file: str
    reason: str
    line: int | None = None
    field: str = ""

    def __str__(self) -> str:
        row = "" if self.line is None else f", row {self.line}"
        column = f", {'key' if self.file.endswith('.toml') else 'column'} {self.field}" if self.field else ""
        return f"{self.file}{row}{column}: {self.reason}."


class ImportRefused(CaseRefused):
    """An import that was refused whole; `refusals` are its problems with file, row and column apart."""

    def __init__(self, refusals: Sequence[Refusal]) -> None:
        super().__init__([str(refusal) for refusal in refusals])
        self.refusals = tuple(refusals)


@dataclass(frozen=True, slots=True)
class Report:
    """What became of every row: `rows_read` is always accepted + merged + rows refused + not imported."""

    format: str
    files: tuple[str, ...] = ()
    rows_read: int = 0
    accepted: int = 0
    merged: int = 0
    rows_refused: int = 0
    refused: tuple[Refusal, ...] = ()
    not_imported: Mapping[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        accounted = self.accepted + self.merged + self.rows_refused + sum(self.not_imported.values())
        if accounted != self.rows_read:
            raise ValueError(f"{self.rows_read} rows were read and {accounted} accounted for")


@dataclass(frozen=True, slots=True)
class ImagingSeries:
    """One series as it was sent. `positions` are the places in the patient, `frames` the pictures."""

    uid: str
    modality: str
    description: str
    instances: int
    positions: int
    frames: int
    rows: int
    columns: int
    shown_as: str


@dataclass(frozen=True, slots=True)
class PictureFile:
    """A file of a study, and the UID of the object in it."""

    path: Path
    uid: str


@dataclass(frozen=True, slots=True)
class ImagingStudy:
    """One study as it was sent; `date` is ISO 8601 or ""."""

    uid: str
    date: str
    modality: str
    patient_id: str
    accession: str
    series: tuple[ImagingSeries, ...]
    files: tuple[PictureFile, ...]


@dataclass(frozen=True, slots=True)
class Import:
    """The cases that were read, and the report; or studies, which are no cases but join one. `source` holds what must
    stay until all is stored, such as an unpacked archive."""

    cases: tuple[Case, ...]
    report: Report
    studies: tuple[ImagingStudy, ...] = ()
    source: object = None


@runtime_checkable
class Importer(Protocol):
    """One format. `sniff` knows its own by content and never raises; `read` takes all or raises ImportRefused."""

    @property
    def name(self) -> str:
        """The word for it on the command line."""

    @property
    def title(self) -> str:
        """Its name for people."""

    def sniff(self, path: Path) -> bool:
        """True when what lies at `path` is of this format."""

    def read(self, path: Path) -> Import:
        """All cases at `path`. Raises ImportRefused with every problem that was found."""
