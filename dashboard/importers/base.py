"""The contract of an importer and its report: what was read, and what became of every row of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol, runtime_checkable

from dashboard.domain.cases import Case
from dashboard.domain.received import NOTHING_CONFIRMED, Coding, Confirmed
from dashboard.errors import CaseRefused
from dashboard.importers._assembly.entries import Rows
from dashboard.importers._assembly.packed import PackedCase


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


DECIMALS = ("point", "comma")
DATES = ("day first", "month first", "year first")


@dataclass(frozen=True, slots=True)
class Dialect:
    """How the text of a file is read: encoding, delimiter between cells, decimal mark (of DECIMALS) and order of dates
    (of DATES); "" where the file does not need it. `said` are those that a person has confirmed."""

    encoding: str = ""
    delimiter: str = ""
    decimal: str = ""
    dates: str = ""
    said: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Unmapped:
    """A code or a unit without a canonical value: what it is, why, and in how many rows. It is shown as received."""

    coding: Coding
    unit: str
    why: str
    count: int


@dataclass(frozen=True, slots=True)
class Route:
    """What went to which kind of event, why, and how often: a file's rows, a type of resource, an event type."""

    what: str
    kind: str
    why: str
    count: int


@dataclass(frozen=True, slots=True)
class Choices:
    """What the person who imports has said. Nothing here is ever guessed for them.

    `format` and `mapping` name what reads the path (else each format knows its own by content). `source` names the
    system that the files come from, where two systems of one format are imported: events are added and updated within a
    source. `case_id` is the case that the one patient of the files joins. `dialect` holds what of the files' text is
    confirmed; `confirmed` the codes and units that are.
    """

    format: str = ""
    mapping: Path | None = None
    source: str = ""
    case_id: str = ""
    dialect: Dialect = Dialect()
    confirmed: Confirmed = NOTHING_CONFIRMED


NO_CHOICES = Choices()


@dataclass(frozen=True, slots=True)
class Report:
    """What became of every row: `rows_read` is always accepted + merged + rows refused + not imported.

    `refused` are the refusals that are kept with their place (at most `tally.MOST_REFUSALS`), `rows_refused` counts
    all.
    `verify` are (what, why, count); `notes` are sentences for the person who imports.
    """

    format: str
    files: tuple[str, ...] = ()
    rows_read: int = 0
    accepted: int = 0
    merged: int = 0
    rows_refused: int = 0
    refused: tuple[Refusal, ...] = ()
    not_imported: Mapping[str, int] = field(default_factory=dict)
    unmapped: tuple[Unmapped, ...] = ()
    routes: tuple[Route, ...] = ()
    verify: tuple[tuple[str, str, int], ...] = ()
    dialects: Mapping[str, Dialect] = field(default_factory=dict)
    notes: tuple[str, ...] = ()

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
    stay until all is stored, such as an unpacked archive.

    `origin` names the system that the events come from: the store adds and updates events of that origin by id and
    removes none. With "" a case is whole: what came from its folder before and is not in it is removed. `rows` says by
    case id for how many rows the events stand, so that those that were stored before count as merged. `withdrawn` are,
    by case id, ids of events that the origin has told before and says not to hold: what is stored of them goes to the
    history. `parted`: an id with a part behind `EVENT_PART` is one of several events of one row; where the row is told
    anew, its parts that are not told any more go too. `packed` are cases of an origin whose events are packed already,
    where there are very many.
    """

    cases: tuple[Case, ...]
    report: Report
    studies: tuple[ImagingStudy, ...] = ()
    source: object = None
    origin: str = ""
    rows: Mapping[str, Rows] = field(default_factory=dict)
    packed: Sequence[PackedCase] = ()
    withdrawn: Mapping[str, Sequence[str]] = field(default_factory=dict)
    parted: bool = False


@runtime_checkable
class Importer(Protocol):
    """One format. `sniff` knows its own by content and never raises. `read` gives what can be read, with every row that
    cannot in the report, or raises ImportRefused where nothing of it can be trusted."""

    @property
    def name(self) -> str:
        """The word for it on the command line."""

    @property
    def title(self) -> str:
        """Its name for people."""

    @property
    def needs(self) -> str:
        """What must be there for it to be read, in words."""

    def sniff(self, path: Path) -> bool:
        """True when what lies at `path` is of this format."""

    def read(self, path: Path, choices: Choices = NO_CHOICES) -> Import:
        """All cases at `path`. Raises ImportRefused with every problem that was found."""
