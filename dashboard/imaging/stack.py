"""What a viewer has to know of a series before it shows a slice: geometry, letters, windows. No file is opened here.

Nothing here names a patient or an object: no UID, no free text of the header leaves this module but `frame`, which the
service turns into a token.
"""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from dashboard.imaging import geometry
from dashboard.imaging.model import SeriesImages, Window

Letters = tuple[str, str, str, str]
Vector = tuple[float, float, float]

# Centre and width in HU. Only CT has a scale on which they mean the same in every scan.
PRESETS = {
    "brain": (40, 80),
    "subdural": (75, 215),
    "stroke": (35, 40),
    "bone": (500, 2500),
    "soft tissue": (50, 350),
    "lung": (-600, 1500),
}


@dataclass(frozen=True, slots=True)
class Display:
    """How a grey frame wants to be shown: the windows that the file offers, by name ("" = it has none), whether high
    values are dark, and what the values are (`HU`, or "" where nothing is known)."""

    windows: tuple[tuple[str, Window], ...] = ()
    inverted: bool = False
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Stack:
    """One series as a viewer needs it. `spacing` is mm from row to row and from column to column in the patient;
    `aspect` the height of a pixel by its width; `letters` what lies left, right, top and bottom; None = the header does
    not say."""

    rows: int
    columns: int
    positions: tuple[float, ...] | None
    spacing: tuple[float, float] | None
    aspect: float
    letters: Letters | None
    normal: Vector | None
    windows: tuple[tuple[str, Window], ...]
    modality: str
    frame: str
    colour: bool
    inverted: bool
    lossy: bool
    illustration: bool
    plane: str = ""
    laterality: str = ""
    shown_as: str = ""
    unit: str = ""
    warnings: tuple[str, ...] = ()


def stack_with(series: SeriesImages, display: Display) -> Stack:
    """The stack of a series whose middle slice wants to be shown as `display` says."""
    positions = tuple(one.position for one in series.slices if one.position is not None)
    sides = series.letters
    down_and_across = series.spacing
    normal = None if series.orientation is None else geometry.normal(series.orientation)
    return Stack(
        rows=series.rows,
        columns=series.columns,
        positions=positions if len(positions) == len(series.slices) else None,
        spacing=None if down_and_across is None else (down_and_across[0], down_and_across[1]),
        aspect=series.aspect,
        letters=None if sides is None else (sides.left, sides.right, sides.top, sides.bottom),
        normal=None if normal is None else (normal[0], normal[1], normal[2]),
        windows=menu(display),
        modality=series.modality,
        frame=series.frame_of_reference,
        colour=series.kind != "grey",
        inverted=display.inverted,
        lossy=series.lossy or series.kind != "grey",  # colours are sent as JPEG
        illustration=series.illustration,
        plane=series.plane,
        laterality=series.laterality,
        shown_as=series.shown_as,
        unit=display.unit,
        warnings=series.warnings,
    )


def menu(display: Display) -> tuple[tuple[str, Window], ...]:
    """The windows to choose from, each by a name of its own: those of the file, and presets where values are HU."""
    told = [(name or "stored", window) for name, window in display.windows]
    presets = PRESETS if display.unit == "HU" else {}
    told += [(name, Window(float(center), float(width))) for name, (center, width) in presets.items()]
    names = [name for name, _ in told]
    return tuple((_counted(names, at), window) for at, (_, window) in enumerate(told))


def told_windows(windows: Iterable[tuple[str, Window]]) -> list[dict[str, Any]]:
    """The same as plain data for the browser."""
    given = [(name, asdict(window)) for name, window in windows]
    return [{"name": name} | {key: value for key, value in told.items() if value != ""} for name, told in given]


def _counted(names: list[str], at: int) -> str:
    """The name, with its number where others are called the same."""
    return names[at] if names.count(names[at]) == 1 else f"{names[at]} {names[: at + 1].count(names[at])}"
