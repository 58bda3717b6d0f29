"""The contract of an exporter: one file a format with `EXPORTER`, which writes what it is handed and asks nobody.

Rights, audit, de-identification and the choice of what is shown are done before (`services/exports.py`): a case that is
to be de-identified arrives de-identified, so that an exporter cannot let anything slip.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, Protocol, runtime_checkable

from dashboard.domain.cases import Case
from dashboard.domain.chronology import Chronology
from dashboard.domain.placed import Placed
from dashboard.domain.story import StoryView
from dashboard.figures.lane import Lane
from dashboard.figures.stack import View

Step = Callable[[float, str], None]
"""Called between pieces of work with the share that is done (0 to 1) and what is being done, in a word or two. It
raises when the person has cancelled; let that pass."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """What every export says of itself. `drawn` and `rows` count records; `window` and `zero` are words; `left_out` is
    what the export does not hold, of a de-identified one its manifest: a sentence for each kind of thing."""

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
    left_out: tuple[str, ...] = ()

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
            *(("left out", sentence) for sentence in self.left_out),
        )

    def text(self) -> str:
        """The same as a text file."""
        return "".join(f"{name}: {words}\n" for name, words in self.lines())


@dataclass(frozen=True, slots=True)
class Row:
    """One record as the table of the page tells it: `cells` are words by column, `record` the numbers behind them
    (`services/records.py` names its keys); an order-only record has limits and no day."""

    id: str
    cells: Mapping[str, str]
    record: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Shown:
    """The picture that stands for a study: its caption, whether it is a drawing, and whether there is one at all."""

    caption: str = ""
    illustration: bool = False
    available: bool = False


class Pictures(Protocol):
    """The pictures of a case, as they go out: re-encoded or by allow-list where the case is de-identified."""

    def shown(self, study_id: str) -> Shown:
        """What is to be said of the picture of a study."""

    def key(self, study_id: str, size: int) -> bytes:
        """The picture that stands for a study as JPEG, fitted into a square of `size` CSS px at twice that density;
        b"" where there is none."""

    def studies(self) -> frozenset[str]:
        """The studies whose files `members` gives."""

    def members(self) -> Iterator[tuple[str, bytes]]:
        """Every file of the pictures: its path below the folder images/, and its content. One at a time."""

    def remarks(self) -> tuple[str, ...]:
        """What became of files that `members` did not give, a sentence each; known when it has ended."""


class Page(Protocol):
    """The page of one case, as the program would serve it were that case all it had."""

    @property
    def case_id(self) -> str:
        """The id of the case in its addresses."""

    def body(self) -> str:
        """The HTML of the page, before any script has run."""

    def answer(self, address: str) -> bytes:
        """What is answered to an address of a script, such as `cases/x/table.json`. Raises Refused."""


PageMaker = Callable[[Path], AbstractContextManager[Page]]
"""The page of the case whose folder is given; it works in a folder beside it."""


class NoPictures:
    """A case without pictures."""

    def shown(self, study_id: str) -> Shown:
        """Nothing."""
        return Shown()

    def key(self, study_id: str, size: int) -> bytes:
        """Nothing."""
        return b""

    def studies(self) -> frozenset[str]:
        """None."""
        return frozenset()

    def members(self) -> Iterator[tuple[str, bytes]]:
        """None."""
        return iter(())

    def remarks(self) -> tuple[str, ...]:
        """None."""
        return ()


@dataclass(frozen=True, slots=True)
class Dossier:
    """One case, ready to be written in any format: the case as it goes out, its times on the chosen clock, the view
    that the person looks at, and the choices of the format by name. `zero` selects the chosen day 0
    (`domain/zeros.py`), "" for the case's own. `story` is the one that a presenter has kept, () where there is none."""

    case: Case
    chronology: Chronology
    placed: tuple[Placed, ...]
    rows: tuple[Row, ...]
    lanes: tuple[Lane, ...]
    view: View
    stamp: Stamp
    zero: str = ""
    pictures: Pictures = field(default_factory=NoPictures)
    choices: Mapping[str, str] = field(default_factory=dict)
    page: PageMaker | None = None
    story: tuple[StoryView, ...] = ()


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
