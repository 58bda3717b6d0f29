"""What is known of pictures without their pixels: Instance, Slice, Series, Study. Plain data, nothing is read here."""

from dataclasses import dataclass
from pathlib import Path

from dashboard.errors import Refused

Numbers = tuple[float, ...]
TABLE = "TABLE"


class ImageRefused(Refused):
    """A picture that cannot be shown; the text is one sentence that says why."""


@dataclass(frozen=True, slots=True)
class Window:
    """A grey window in the units of the rescaled values (CT: HU). `function` as VOI LUT Function (0028,1056).

    With TABLE it is a table of the file: `levels` holds the grey level of each whole value in it, in base64.
    """

    center: float
    width: float
    function: str = "LINEAR"
    levels: str = ""


@dataclass(frozen=True, slots=True)
class Letters:
    """The patient's directions at the four sides of a picture: R L A P F H, the strongest first."""

    left: str
    right: str
    top: str
    bottom: str


@dataclass(frozen=True, slots=True)
class FrameHeader:
    """Where one frame lies, and what tells it from others at its place (`marks`, such as echo time: 12)."""

    orientation: Numbers | None = None
    corner: Numbers | None = None
    spacing: Numbers | None = None
    marks: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Instance:
    """One file, as its header tells. `kind` is grey, colour, photo or none; `what` names the object.

    UIDs, dates, ids and descriptions are as received: they are for imports and never handed to a browser.
    """

    path: Path
    kind: str
    what: str
    rows: int = 0
    columns: int = 0
    frames: tuple[FrameHeader, ...] = ()
    modality: str = ""
    description: str = ""
    study_uid: str = ""
    series_uid: str = ""
    instance_uid: str = ""
    patient_id: str = ""
    date: str = ""
    time: str = ""
    accession: str = ""
    frame_of_reference: str = ""
    aspect: float = 1.0
    letters: Letters | None = None
    laterality: str = ""
    mosaic: bool = False
    lossy: bool = False
    illustration: bool = False


@dataclass(frozen=True, slots=True)
class Slice:
    """One frame of one file. `position` is in mm along the normal of its series; None = no geometry."""

    path: Path
    frame: int = 0
    position: float | None = None


@dataclass(frozen=True, slots=True)
class SeriesImages:
    """One stack of pictures: its slices in order of position (axial: from the feet up), else of time and file name.

    `letters` None = orientation unknown; `spacing` (down, across, in mm) None = no mm; `aspect` is the height of a
    pixel by its width; two series may be compared in mm where `frame_of_reference` is the same and not "".
    """

    name: str
    description: str
    modality: str
    slices: tuple[Slice, ...]
    illustration: bool = False
    shown_as: str = "pictures"
    kind: str = "grey"
    rows: int = 0
    columns: int = 0
    orientation: Numbers | None = None
    letters: Letters | None = None
    plane: str = ""
    spacing: Numbers | None = None
    aspect: float = 1.0
    frame_of_reference: str = ""
    laterality: str = ""
    lossy: bool = False
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Listed:
    """Objects of one kind that hold no picture, such as a report or a segmentation: what they are, and how many."""

    what: str
    modality: str
    count: int


@dataclass(frozen=True, slots=True)
class RefusedFile:
    """A file of the folder that is no picture, with the sentence that says why."""

    path: Path
    reason: str


@dataclass(frozen=True, slots=True)
class StudyImages:
    """All series of one study by name, what it holds besides pictures, and the files that were refused."""

    study: str
    series: tuple[SeriesImages, ...]
    refused: tuple[RefusedFile, ...] = ()
    listed: tuple[Listed, ...] = ()
