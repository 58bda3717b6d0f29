"""Directions and positions in the patient (LPS, mm), as DICOM PS3.3 C.7.6.2 defines them. Pure numbers, no files."""

import math

from dashboard.imaging.model import Letters, Numbers

SEEN = 0.25  # a direction further than about 75 degrees from a side is not named there
SAME_DIRECTION = 1e-3
SAME_LENGTH = 1e-3
_OPPOSITE = str.maketrans("RLAPFH", "LRPAHF")
_PLANES = {0: "sagittal", 1: "coronal", 2: "axial"}
_STRAIGHT = 0.99


def numbers(value: object, count: int) -> Numbers | None:
    """The `count` finite numbers of a header element, or None where it holds anything else."""
    try:
        parsed = tuple(float(part) for part in value)  # type: ignore[attr-defined]
    except (TypeError, ValueError):
        return None
    return parsed if len(parsed) == count and all(math.isfinite(part) for part in parsed) else None


def direction_cosines(value: object) -> Numbers | None:
    """Six numbers that are two unit vectors at a right angle, as the standard asks; None for anything else."""
    found = numbers(value, 6)
    if found is None:
        return None
    row, column = found[:3], found[3:]
    square = abs(_dot(row, row) - 1) < 0.01 and abs(_dot(column, column) - 1) < 0.01
    return found if square and abs(_dot(row, column)) < 0.01 else None


def normal(orientation: Numbers) -> Numbers:
    """The direction in which a stack grows: the cross product of its row and its column direction."""
    (a, b, c), (d, e, f) = orientation[:3], orientation[3:]
    return (b * f - c * e, c * d - a * f, a * e - b * d)


def position(orientation: Numbers | None, corner: Numbers | None) -> float | None:
    """The position in mm along the normal; None where the header does not say."""
    return None if orientation is None or corner is None else _dot(normal(orientation), corner)


def same_direction(one: Numbers | None, other: Numbers | None) -> bool:
    """Whether two orientations are the same but for rounding."""
    if one is None or other is None:
        return one is other
    return all(abs(a - b) <= SAME_DIRECTION for a, b in zip(one, other, strict=True))


def same_lengths(one: Numbers | None, other: Numbers | None) -> bool:
    """Whether two sets of lengths are the same but for rounding."""
    if one is None or other is None:
        return one is other
    return all(math.isclose(a, b, rel_tol=SAME_LENGTH) for a, b in zip(one, other, strict=True))


def letters(orientation: Numbers | None) -> Letters | None:
    """The letters of all four sides, or None."""
    if orientation is None:
        return None
    return _sides(_named(orientation[:3]), _named(orientation[3:]))


def stated_letters(value: object) -> Letters | None:
    """The letters of Patient Orientation (0020,0020): the directions of the row and of the column; None unless both
    are made of the letters of a person."""
    if isinstance(value, str) or not hasattr(value, "__iter__"):
        return None
    words = [str(word).strip() for word in value]
    if len(words) != 2 or not all(word and set(word) <= set("RLAPFH") for word in words):
        return None
    return _sides(*words)


def plane(orientation: Numbers | None) -> str:
    """axial, coronal, sagittal or oblique; "" where unknown."""
    if orientation is None:
        return ""
    parts = [abs(part) for part in normal(orientation)]
    return _PLANES[parts.index(max(parts))] if max(parts) >= _STRAIGHT else "oblique"


def _sides(right: str, bottom: str) -> Letters:
    return Letters(right.translate(_OPPOSITE), right, bottom.translate(_OPPOSITE), bottom)


def _named(direction: Numbers) -> str:
    strongest_first = sorted(range(3), key=lambda axis: -abs(direction[axis]))
    pairs = ("RL", "AP", "FH")
    return "".join(pairs[axis][direction[axis] > 0] for axis in strongest_first if abs(direction[axis]) > SEEN)


def _dot(one: Numbers, other: Numbers) -> float:
    return sum(a * b for a, b in zip(one, other, strict=True))
