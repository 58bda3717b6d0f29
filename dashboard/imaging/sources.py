"""Where the files of an import lie: a file, a folder, a disc with its DICOMDIR, a zip archive. Nothing is read here."""

import shutil
import tempfile
import weakref
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from dashboard.imaging import readers
from dashboard.imaging.archives import STARTS, first_bytes
from dashboard.imaging.model import ImageRefused, RefusedFile
from dashboard.imaging.scan import QUIET_SUFFIXES, picture_files

INDEX = "DICOMDIR"
LOOKED_AT = 500
_MARK, _MARK_AT = b"DICM", 128


@dataclass(frozen=True)
class Source:
    """Files by path, each with the name that it is told by, and what was refused before it was opened.

    What was unpacked lies in a temporary folder that goes away with this object.
    """

    files: dict[Path, str]
    refused: tuple[RefusedFile, ...] = ()
    passed_over: int = 0


def holds_dicom(path: Path) -> bool:
    """Whether there is DICOM at `path`, by content: a file, a zip archive with one among its first members (or of which
    no member can be looked at), or a folder with one among its first files."""
    try:
        if path.is_dir():
            looked = (one for one, _ in zip(_inside(path), range(LOOKED_AT), strict=False))
            return any(map(_is_dicom, looked))
        if not path.is_file():
            return False
        if _starts(path) != STARTS:
            return _is_dicom(path)
        starts = first_bytes(path, LOOKED_AT, _MARK_AT + len(_MARK))
        return not starts or any(start[_MARK_AT:] == _MARK for start in starts)
    except OSError:
        return False


def source_at(path: Path) -> Source:
    """The files at `path`. Raises ImageRefused where it is an archive or an index that cannot be read."""
    if path.is_dir():
        return _of_folder(path)
    if path.name.upper() == INDEX:
        return Source(*_of_index(path))
    return _of_archive(path) if _starts(path) == STARTS else Source({path: path.name})


def _of_folder(folder: Path) -> Source:
    files = {path: path.relative_to(folder).as_posix() for path in picture_files(folder)}
    refused: list[RefusedFile] = []
    for index in sorted(folder.rglob(INDEX)):
        named, missing = _of_index(index)
        files |= {path: path.relative_to(folder).as_posix() for path in named if path not in files}
        refused += missing
    passed = sum(path.is_file() and path.suffix.lower() in QUIET_SUFFIXES for path in folder.rglob("*"))
    return Source(files, tuple(refused), passed)


def _of_index(index: Path) -> tuple[dict[Path, str], tuple[RefusedFile, ...]]:
    """The files that a DICOMDIR names, below its own folder and nowhere else."""
    root = index.parent.resolve()
    files: dict[Path, str] = {}
    refused = []
    for parts in readers.referenced_files(index):
        name = "/".join(parts)
        # A disc read by another system may show its names in small letters.
        spelled = [root.joinpath(*parts), root.joinpath(*(part.lower() for part in parts))]
        path = next((one for one in spelled if one.is_file()), None)
        if path is not None and path.resolve().is_relative_to(root):
            files[index.parent / path.relative_to(root)] = name
        else:
            refused.append(RefusedFile(Path(name), f"{index.name} names it, but it is not there"))
    return files, tuple(refused)


def _of_archive(archive: Path) -> Source:
    folder = Path(tempfile.mkdtemp(prefix="timeline-"))
    try:
        written, refused = readers.unpacked(archive, folder)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    quiet = [path for path, name in written.items() if Path(name).suffix.lower() in QUIET_SUFFIXES]
    kept = {path: name for path, name in written.items() if path not in quiet and Path(name).name.upper() != INDEX}
    source = Source(kept, tuple(refused), len(quiet))
    weakref.finalize(source, shutil.rmtree, folder, ignore_errors=True)
    if not kept and not refused:
        raise ImageRefused(f"{archive.name} holds no DICOM.")
    return source


def _inside(folder: Path) -> Iterator[Path]:
    return (path for path in folder.rglob("*") if path.is_file() and path.suffix.lower() not in QUIET_SUFFIXES)


def _is_dicom(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(_MARK_AT + 4)[_MARK_AT:] == _MARK


def _starts(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(4)
