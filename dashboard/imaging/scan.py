"""What a folder, or a list of files, holds: series with their slices in order, other objects, and what was refused."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from dashboard.imaging import geometry
from dashboard.imaging.descriptions import known_words
from dashboard.imaging.model import (
    ImageRefused,
    Instance,
    Letters,
    Listed,
    RefusedFile,
    SeriesImages,
    StudyImages,
)
from dashboard.imaging.stacks import Placed, Stack, positions, stacks_of

MAX_FILES = 20_000
SIDES = {"R": "right", "L": "left", "B": "both sides"}
QUIET_SUFFIXES = frozenset({".txt", ".md", ".toml", ".json", ".csv"})
Reading = tuple[list[Instance], list[RefusedFile]]


def scan_folder(folder: Path, study: str, read: Callable[[list[Path]], Reading]) -> StudyImages:
    """The series in `folder` and its subfolders; a broken file is listed as refused and stops nothing."""
    return study_of(study, *read(list(picture_files(folder))), folder)


def study_of(
    study: str, instances: list[Instance], refused: list[RefusedFile], root: Path | None = None
) -> StudyImages:
    """The series that `instances` make, named by their folders below `root`, else counted."""
    groups: dict[tuple[str, str], list[Instance]] = {}
    for one in instances:
        if one.kind != "none":
            groups.setdefault(_series_key(one, root), []).append(one)
    taken: set[str] = set()
    series = tuple(_series(stack, root, taken) for group in groups.values() for stack in stacks_of(group))
    counted = Counter((one.what, one.modality) for one in instances if one.kind == "none")
    listed = tuple(Listed(what, modality, count) for (what, modality), count in counted.items())
    return StudyImages(study, series, tuple(refused), listed)


def picture_files(folder: Path) -> Iterator[Path]:
    """Files of `folder` that may hold a picture, sorted; links that lead out of the folder are left out."""
    if not folder.is_dir():
        return
    root = folder.resolve()
    for count, path in enumerate(sorted(folder.rglob("*"))):
        if count >= MAX_FILES:
            raise ImageRefused(f"{folder.name} holds more than {MAX_FILES} files.")
        quiet = path.name.startswith(".") or path.suffix.lower() in QUIET_SUFFIXES or path.name == "DICOMDIR"
        if not quiet and path.is_file() and path.resolve().is_relative_to(root):
            yield path


def shown_as(stack: Stack) -> str:
    """How a viewer shows the stack: slices, mosaics, a film, colour pictures or pictures."""
    first = stack.frames[0]
    if first.instance.mosaic:
        return "mosaics"
    if positions(stack.frames):
        return "slices" if first.instance.kind == "grey" else "colour slices"
    if len(first.instance.frames) > 1:
        return "film" if first.instance.kind == "grey" else "colour film"
    return {"grey": "pictures", "colour": "colour pictures", "photo": "photos"}[first.instance.kind]


def _series_key(one: Instance, root: Path | None) -> tuple[str, str]:
    if one.kind == "photo":
        return "photos", _folder(one, root)
    return "dicom", one.series_uid or _folder(one, root)


def _folder(one: Instance, root: Path | None) -> str:
    return one.path.parent.relative_to(root).as_posix() if root and one.path.is_relative_to(root) else "."


def _series(stack: Stack, root: Path | None, taken: set[str]) -> SeriesImages:
    first, instances = stack.frames[0], [one.instance for one in stack.frames]
    folder = _folder(first.instance, root)
    orientation = first.header.orientation
    words = (known_words(first.instance.description), SIDES.get(first.instance.laterality, ""), stack.apart_by)
    return SeriesImages(
        name=_free_name("pictures" if folder == "." else folder, taken),
        description=", ".join(filter(None, words)),
        modality=_modality(first.instance),
        slices=tuple(one.slice for one in stack.frames),
        illustration=all(one.illustration for one in instances),
        shown_as=shown_as(stack),
        kind=first.instance.kind,
        rows=first.instance.rows,
        columns=first.instance.columns,
        orientation=orientation,
        letters=geometry.letters(orientation) or _stated(stack.frames),
        plane=geometry.plane(orientation),
        spacing=first.header.spacing,
        aspect=first.instance.aspect,
        frame_of_reference=first.instance.frame_of_reference,
        laterality=first.instance.laterality,
        lossy=any(one.lossy for one in instances),
        warnings=stack.warnings,
    )


def _stated(frames: Iterable[Placed]) -> Letters | None:
    """The letters that all pictures state alike; None where two differ: no letters are better than wrong ones."""
    found = {one.instance.letters for one in frames}
    return found.pop() if len(found) == 1 else None


def _modality(instance: Instance) -> str:
    short = instance.modality
    return short if short.isascii() and short.isalnum() and short.isupper() and len(short) <= 6 else ""


def _free_name(wanted: str, taken: set[str]) -> str:
    name, count = wanted, 1
    while name in taken:
        count += 1
        name = f"{wanted}-{count}"
    taken.add(name)
    return name
