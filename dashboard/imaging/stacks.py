"""Instances to series: one stack of slices for each series, orientation, size and time point, in order of position."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations, pairwise
from statistics import median

from dashboard.imaging import geometry
from dashboard.imaging.model import FrameHeader, Instance, Slice

TOUCHING = 0.01  # mm: two frames closer than this lie at one position
UNEVEN = 0.1  # a gap that differs by more than this share of the usual one
UNITS = {"echo time": " ms", "inversion time": " ms", "trigger time": " ms", "b": " s/mm2"}
ORDINALS = {"acquired": "time point", "made": "time point", "stack": "stack", "image type": "kind"}


@dataclass(frozen=True, slots=True)
class Placed:
    """One frame with its slice and all that sorts it."""

    instance: Instance
    header: FrameHeader
    slice: Slice

    def mark(self, name: str) -> str:
        """What the header says of `name`, or ""."""
        return dict(self.header.marks).get(name, "")


@dataclass(frozen=True, slots=True)
class Stack:
    """Frames that lie in one direction, in order, with what sets them apart from others of their series."""

    frames: tuple[Placed, ...]
    apart_by: str = ""
    warnings: tuple[str, ...] = ()


def stacks_of(instances: Iterable[Instance]) -> list[Stack]:
    """The stacks of one series."""
    groups: list[list[Placed]] = []
    for one in (placed for instance in instances for placed in _placed(instance)):
        group = next((group for group in groups if _belongs(one, group[0])), None)
        if group is None:
            groups.append([one])
        else:
            group.append(one)
    return [stack for group in groups for stack in _time_points(group)]


def positions(frames: Iterable[Placed]) -> list[float]:
    """The distinct positions of frames, in mm, in order; empty where one of them states none."""
    found = [one.slice.position for one in frames]
    known = sorted(place for place in found if place is not None)
    if len(known) < len(found):
        return []
    return [place for number, place in enumerate(known) if not number or place - known[number - 1] >= TOUCHING]


def _placed(instance: Instance) -> Iterable[Placed]:
    for number, header in enumerate(instance.frames):
        place = None if instance.mosaic else geometry.position(header.orientation, header.corner)
        if len(instance.frames) > 1 and len(set(instance.frames)) == 1:
            place = None  # one place for all frames is no place: a film, or frames that do not say where they lie
        yield Placed(instance, header, Slice(instance.path, number, place))


def _belongs(one: Placed, other: Placed) -> bool:
    """Whether one set of words, letters and mm holds for both."""
    return (
        _alike(one) == _alike(other)
        and geometry.same_direction(one.header.orientation, other.header.orientation)
        and geometry.same_lengths(one.header.spacing, other.header.spacing)
    )


def _alike(placed: Placed) -> tuple[object, ...]:
    one = placed.instance
    sides = () if placed.header.orientation else (one.letters, one.laterality)
    return one.rows, one.columns, one.kind, one.modality, one.frame_of_reference, round(one.aspect, 2), sides


def _time_points(group: list[Placed]) -> list[Stack]:
    places = positions(group)
    if not places or len(places) == len(group):
        return [_stack(group, "")]
    fullest = max(_crowds(group))
    for names in _ways_to_part(group):
        parts = _parted(group, names)
        if 1 < len(parts) <= 2 * fullest and all(max(_crowds(part)) == 1 for part in parts.values()):
            return [_stack(part, _apart_by(names, key, list(parts))) for key, part in parts.items()]
    return [_stack(group, "")]


def _ways_to_part(group: list[Placed]) -> list[tuple[str, ...]]:
    names = list(dict.fromkeys(name for one in group[:1000] for name, _ in one.header.marks))
    telling = [name for name in names if len({one.mark(name) for one in group}) > 1]
    return [(name,) for name in telling] + list(combinations(telling, 2))


def _parted(group: list[Placed], names: tuple[str, ...]) -> dict[tuple[str, ...], list[Placed]]:
    parts: dict[tuple[str, ...], list[Placed]] = {}
    for one in group:
        parts.setdefault(tuple(one.mark(name) for name in names), []).append(one)
    return dict(sorted(parts.items(), key=lambda part: [_sortable(word) for word in part[0]]))


def _crowds(group: list[Placed]) -> list[int]:
    """How many frames lie at each position."""
    places = sorted(one.slice.position or 0.0 for one in group)
    crowds = [1]
    for before, after in pairwise(places):
        if after - before < TOUCHING:
            crowds[-1] += 1
        else:
            crowds.append(1)
    return crowds


def _apart_by(names: tuple[str, ...], key: tuple[str, ...], keys: list[tuple[str, ...]]) -> str:
    words = []
    for place, (name, value) in enumerate(zip(names, key, strict=True)):
        values = list(dict.fromkeys(other[place] for other in keys))
        # Texts and times of day of the header are counted and not told: anything may stand in them.
        plain = name not in ORDINALS and _sortable(value)[0] == 0
        told = f"{float(value):g}{UNITS.get(name, '')}" if plain else str(values.index(value) + 1)
        words.append(f"{ORDINALS.get(name, name)} {told}")
    return ", ".join(words)


def _stack(group: list[Placed], apart_by: str) -> Stack:
    if positions(group):
        ordered = sorted(group, key=lambda one: (one.slice.position or 0.0, *_by_time(one)))
        return Stack(tuple(ordered), apart_by, tuple(_warnings(ordered)))
    stated = sum(one.slice.position is not None for one in group)
    warnings = ("Some pictures do not say where they lie, so they are in order of time.",) if stated else ()
    unplaced = [Placed(one.instance, one.header, Slice(one.slice.path, one.slice.frame)) for one in group]
    return Stack(tuple(sorted(unplaced, key=_by_time)), apart_by, warnings)


def _by_time(one: Placed) -> tuple[object, ...]:
    return _sortable(one.instance.time), str(one.slice.path), one.slice.frame


def _warnings(ordered: list[Placed]) -> Iterable[str]:
    """What is not regular about the positions, in sentences."""
    crowded = sum(crowd for crowd in _crowds(ordered) if crowd > 1)
    if crowded:
        yield f"{crowded} slices share their position with another one."
    places = positions(ordered)
    gaps = [after - before for before, after in pairwise(places)]
    if len(gaps) < 2:
        return
    usual = median(gaps)
    missing = sum(round(gap / usual) - 1 for gap in gaps if _is_multiple(gap / usual))
    if missing:
        yield f"{missing} {'slice is' if missing == 1 else 'slices are'} missing."
    rest = [gap for gap in gaps if not _is_multiple(gap / usual)]
    if max(rest) - min(rest) > UNEVEN * usual:
        yield f"The gaps between slices are uneven ({min(rest):.1f} to {max(rest):.1f} mm)."


def _is_multiple(ratio: float) -> bool:
    return ratio > 1.5 and abs(ratio - round(ratio)) <= UNEVEN


def _sortable(word: str) -> tuple[int, float, str]:
    try:
        return 0, float(word), word
    except ValueError:
        return 1, 0.0, word
