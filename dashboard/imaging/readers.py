"""Pictures by way of the workers: what the rest of the program calls. This process opens no file from outside."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from dashboard.imaging.archives import Member
from dashboard.imaging.model import ImageRefused, Instance, RefusedFile, SeriesImages, Slice, StudyImages
from dashboard.imaging.plain import from_plain
from dashboard.imaging.scan import Reading, scan_folder
from dashboard.imaging.stack import Display, Stack, stack_with
from dashboard.imaging.workers import Workers

WORKERS = Workers()
AT_ONCE = 40
MOST_UNPACKED = 8 * 1024**3
ENCODING = "JPEG"
T = TypeVar("T")


def scan_study(folder: Path, study: str) -> StudyImages:
    """The series in `folder` and its subfolders; a broken file is listed as refused and stops nothing."""
    return scan_folder(folder, study, read_instances)


def read_instances(paths: Iterable[Path]) -> Reading:
    """What the headers of these files say, in their order, and the files that were refused."""
    waiting = list(paths)
    instances: list[Instance] = []
    refused: list[RefusedFile] = []
    for start in range(0, len(waiting), AT_ONCE):
        some = waiting[start : start + AT_ONCE]
        for path, told in zip(some, _told(some), strict=True):
            if isinstance(told, Instance):
                instances.append(told)
            else:
                refused.append(RefusedFile(path, told))
    return instances, refused


def thumbnail(source: Slice, size: int, encoding: str = ENCODING) -> bytes:
    """The picture fitted into a square of `size` CSS pixels, at twice that density. Raises ImageRefused."""
    return _of_slice(source, "thumbnail", size=size, encoding=encoding)


def placeholder(text: str, size: int, encoding: str = ENCODING) -> bytes:
    """A square card with `text` on it, for a picture that is missing or cannot be shown."""
    return WORKERS.ask("The card", "placeholder", text=text, size=size, encoding=encoding)[1]


def wire_slice(source: Slice, *, alone: bool = False) -> bytes:
    """The slice for the browser (`wire`), before any compression. Raises ImageRefused, for a colour picture too."""
    return _of_slice(source, "slice", alone=alone)


def cleaned(path: Path, key: bytes, code: str) -> bytes:
    """The DICOM file anew, by an allow list and with its UIDs mapped by `key` (`cleaning`). Raises ImageRefused."""
    return WORKERS.ask(path.name, "cleaned", path=_told_path(path), key=key.hex(), code=code)[1]


def stack_of(series: SeriesImages) -> Stack:
    """What a viewer has to know of the series, by the header of its middle slice. Raises ImageRefused."""
    middle = series.slices[len(series.slices) // 2]
    said, _ = WORKERS.ask(middle.path.name, "display", path=_told_path(middle.path), frame=middle.frame)
    return stack_with(series, _checked(Display, said, middle.path))


def referenced_files(index: Path) -> list[tuple[str, ...]]:
    """The files that a DICOMDIR names, each in the parts of its path. Raises ImageRefused."""
    said, _ = WORKERS.ask(index.name, "references", path=_told_path(index))
    return [tuple(map(str, parts)) for parts in said["files"]]


def unpacked(archive: Path, folder: Path) -> tuple[dict[Path, str], list[RefusedFile]]:
    """The members of a zip archive, written to `folder` under numbers: their names there by path, and those refused.
    Raises ImageRefused for the whole."""
    written: dict[Path, str] = {}
    refused: list[RefusedFile] = []
    start, total = 0, 0
    while start is not None:
        said, contents = WORKERS.ask(archive.name, "members", path=_told_path(archive), start=start)
        rest = memoryview(contents)
        for member in (_checked(Member, told, archive) for told in said["members"]):
            if member.refused:
                refused.append(RefusedFile(Path(member.name), member.refused))
                continue
            path = folder / f"{len(written):06d}"
            path.write_bytes(rest[: member.size])
            written[path] = member.name
            rest = rest[member.size :]
        start, total = said["next"], total + len(contents)
        if total > MOST_UNPACKED:
            raise ImageRefused(f"{archive.name} unpacks to more than {MOST_UNPACKED // 1024**3} GB.")
    return written, refused


def _of_slice(source: Slice, job: str, **asked: object) -> bytes:
    return WORKERS.ask(source.path.name, job, path=_told_path(source.path), frame=source.frame, **asked)[1]


def _told(paths: list[Path]) -> list[Instance | str]:
    name = paths[0].name if len(paths) == 1 else "One of the files"
    try:
        found = WORKERS.ask(name, "instances", paths=[_told_path(path) for path in paths])[0]["found"]
        return [_one(path, told) for path, told in zip(paths, found, strict=True)]
    except ImageRefused as refusal:
        # One file ended the worker and took the others along: each is asked for alone.
        return [str(refusal)] if len(paths) == 1 else [told for path in paths for told in _told([path])]


def _one(path: Path, told: dict[str, object]) -> Instance | str:
    if "refused" in told:
        return str(told["refused"])
    return replace(_checked(Instance, told["instance"], path), path=path)


def _told_path(path: Path) -> str:
    """A worker does not stand in our folder."""
    return str(path.absolute())


def _checked(kind: type[T], said: object, path: Path) -> T:
    try:
        return from_plain(kind, said)
    except ValueError as problem:
        raise ImageRefused(f"{path.name} cannot be read.") from problem
