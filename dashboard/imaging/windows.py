"""Windows: grey values to what is seen, as DICOM PS3.3 C.11.2 says, and the windows that a file offers."""

from typing import Any

import numpy as np
from numpy.typing import NDArray
from pydicom.multival import MultiValue

from dashboard.imaging.descriptions import known_words
from dashboard.imaging.headers import Header
from dashboard.imaging.model import TABLE, Window
from dashboard.imaging.voi_tables import apply_table, stored_tables

Grey = NDArray[np.float32]
Bytes = NDArray[np.uint8]
FUNCTIONS = ("LINEAR", "LINEAR_EXACT", "SIGMOID")
LEAST = 1e-6
MOST = 24
_MIDDLE = 128  # 127.5, and the half that makes cutting off a rounding


def apply_window(values: NDArray[Any], window: Window) -> Bytes:
    """Grey levels 0 to 255; the linear function of PS3.3 C.11.2.1.2.1, in float32 (C.11.2.1.3 for the others)."""
    if window.function == TABLE:
        return apply_table(values, window)
    if window.function == "SIGMOID":
        center, width = window.center, window.width
        with np.errstate(over="ignore"):
            share = 1 / (1 + np.exp(-4 * (values - np.float32(center)) / np.float32(max(width, LEAST))))
        curved: Bytes = np.nan_to_num(np.rint(share * np.float32(255))).astype(np.uint8)
        return curved
    center, scale = _line(window)
    with np.errstate(over="ignore", invalid="ignore"):
        levels = values - np.float32(center)
        levels *= np.float32(scale)
    levels += np.float32(_MIDDLE)
    np.clip(levels, 0, 255, out=levels)
    shown: Bytes = (levels if np.isfinite(levels.max(initial=0)) else np.nan_to_num(levels)).astype(np.uint8)
    return shown


def apply_to_stored(stored: NDArray[Any], window: Window, slope: float, intercept: float) -> Bytes:
    """What `apply_window` gives for whole numbers and a linear window after rescaling, in one step."""
    center, scale = _line(window)
    levels: Grey = np.multiply(stored, np.float32(slope * scale), dtype=np.float32)
    levels += np.float32((intercept - center) * scale + _MIDDLE)
    np.clip(levels, 0, 255, out=levels)
    shown: Bytes = levels.astype(np.uint8)
    return shown


def _line(window: Window) -> tuple[float, float]:
    """The value in the middle of the grey levels, and the grey levels of one step of value."""
    if window.function == "LINEAR_EXACT":
        return window.center, 255 / max(window.width, LEAST)
    return window.center - 0.5, 255 / max(window.width - 1, LEAST)


def stored_windows(header: Header) -> list[tuple[str, Window]]:
    """All windows that the header offers, its tables first, each with its name in plain words or ""."""
    function = str(header.get("VOILUTFunction") or "LINEAR")
    centers, widths = all_numbers(header.get("WindowCenter")), all_numbers(header.get("WindowWidth"))
    told = header.get("WindowCenterWidthExplanation")
    names = [str(name) for name in told] if isinstance(told, MultiValue) else [str(told or "")]
    names += [""] * len(centers)
    windows = [
        (known_words(name), Window(center, width, function if function in FUNCTIONS else "LINEAR"))
        for name, center, width in zip(names, centers[:MOST], widths, strict=False)
        if center is not None and width is not None and width > 0
    ]
    return list(dict.fromkeys([*stored_tables(header), *windows]))


def stored_window(header: Header) -> Window | None:
    """The first window or table that the header names, or None."""
    return next((window for _, window in stored_windows(header)), None)


def automatic_window(values: Grey) -> Window:
    """A window over the middle 99 % of the values."""
    finite = values[np.isfinite(values)]
    if finite.size == 0:
        return Window(0.0, 1.0, "LINEAR_EXACT")
    low, high = (float(value) for value in np.percentile(finite, (0.5, 99.5)))
    return Window((low + high) / 2, max(high - low, LEAST), "LINEAR_EXACT")


def all_numbers(value: object) -> list[float | None]:
    """The numbers of an element that may hold one or several; None for each that is none."""
    return [_number(part) for part in (value if isinstance(value, MultiValue) else [value])]


def first_number(value: object) -> float | None:
    """The first number of an element that may hold several, or None where there is none."""
    return next(iter(all_numbers(value)), None)


def _number(part: object) -> float | None:
    try:
        number = float(part)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        return None
    return number if np.isfinite(number) else None
