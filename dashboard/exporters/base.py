"""The contract of an exporter: one file a format with `EXPORTER`, which writes what it is handed and asks nobody.

Rights, audit, de-identification and the choice of what is shown are done before (`services/exports.py`): a case that is
to be de-identified arrives de-identified, so that an exporter cannot let anything slip.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import BinaryIO, Protocol, runtime_checkable

from dashboard.domain.cases import Case
from dashboard.domain.chronology import Chronology
from dashboard.domain.placed import Placed
from dashboard.figures.lane import Lane
from dashboard.figures.stack import View

Step = Callable[[float, str], None]
"""Called between pieces of work with the share that is done (0 to 1) and what is being done, in a word or two. It
raises when the person has cancelled; let that pass."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """What every export says of itself. `drawn` and `rows` count records; `window` and `zero` are words."""

    product: str
    fingerprint: str
    code: str
    zero: str
    window: str
    hidden: tuple[str, ...]
    drawn: int
    rows: int
    made: str
    user: str
    identified: bool

    def lines(self) -> tuple[tuple[str, str], ...]:
        """(name, words) of each part, in the order in which every export tells them."""
        return (
            ("case", self.code),
            ("identity", "IDENTIFIED: holds what identifies the patient" if self.identified else "de-identified"),
            ("day 0", self.zero),
            ("window", self.window),
            ("hidden lanes", ", ".join(self.hidden) or "none"),
            ("rows", f"{self.drawn} drawn of {self.rows}"),
            ("made", f"{self.made} by {self.user}"),
            ("made with", self.product),
            ("data", self.fingerprint),
        )


@dataclass(frozen=True, slots=True)
class Row:
    """One record as the table of the page tells it: `cells` are words by column, `record` the numbers behind them
    (`services/records.py` names its keys); an order-only record has limits and no day."""

    id: str
    cells: Mapping[str, str]
    record: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Dossier:
    """One case, ready to be written in any format: the case as it goes out, its times on the chosen clock, the view
    that the person looks at, and the choices of the format by name."""

    case: Case
    chronology: Chronology
    placed: tuple[Placed, ...]
    rows: tuple[Row, ...]
    lanes: tuple[Lane, ...]
    view: View
    stamp: Stamp
    choices: Mapping[str, str] = field(default_factory=dict)


@runtime_checkable
class Exporter(Protocol):
    """One format. `write` writes the whole file to `out`; a format of several files writes a zip archive
    (`_archive.Archive`).
    """

    @property
    def name(self) -> str:
        """The word for it on the command line: small letters and -."""

    @property
    def title(self) -> str:
        """Its name for people."""

    @property
    def about(self) -> str:
        """What it is good for, in one sentence."""

    @property
    def suffix(self) -> str:
        """What the name of its file ends with, such as `.zip`."""

    @property
    def media_type(self) -> str:
        """The media type of its file."""

    @property
    def choices(self) -> Mapping[str, Sequence[str]]:
        """What can be chosen besides: {"paper": ("A4", "A3")}; the first value is the default."""

    def write(self, given: Dossier, out: BinaryIO, step: Step) -> None:
        """Write the file. What cannot be written raises `Refused` with a sentence."""
