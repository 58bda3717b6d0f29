"""Where the files of a study lie: a folder, one file, or a zip archive, which is unpacked under numbers of our own."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Final

from dashboard.errors import Refused
from dashboard.imaging.archives import STARTS, unpacked
from dashboard.importers._cbioportal.study import Wrong, is_study, read_meta
from dashboard.importers.base import ImportRefused, Refusal

MOST_FILES: Final = 2_000
MOST_UNPACKED: Final = 4 * 1024**3
_TAIL: Final = 4_000_000
_SIGNS: Final = (b"data_timeline", b"data_clinical_", b"data_clinical.", b"meta_study", b"meta_timeline")


@dataclass(slots=True)
class Found:
    """The files of one study, each with the name that it is told by, and those that are lost."""

    files: dict[Path, str]
    lost: list[Wrong] = field(default_factory=list)


def holds_a_study(path: Path) -> bool:
    """Whether a file, or one that lies in the folder or the archive, says that it is of this format."""
    if path.is_dir():
        return is_study({one: one.name for one in _inside(path)})
    return _names_a_study(path) if _is_zip(path) else is_study({path: path.name})


@contextmanager
def files_at(path: Path) -> Iterator[Found]:
    """The files of the one study at `path`. Raises ImportRefused where an archive holds none or several."""
    if path.is_dir():
        yield Found({one: one.name for one in _inside(path)})
    elif not _is_zip(path):
        yield Found({path: path.name} | _beside(path))
    else:
        folder = Path(tempfile.mkdtemp(prefix="timeline-"))
        try:
            yield _one_study(path, *_unpacked(path, folder))
        finally:
            shutil.rmtree(folder, ignore_errors=True)


def _inside(folder: Path) -> list[Path]:
    """The files of a study lie side by side."""
    files = sorted(one for one in folder.iterdir() if one.is_file() and not one.name.startswith("."))
    if len(files) > MOST_FILES:
        raise Refused(f"{folder.name} holds more than {MOST_FILES} files.")
    return files


def _beside(path: Path) -> dict[Path, str]:
    """The meta files that lie beside one file and speak of it or of its study: they say whose it is."""
    metas = {one: read_meta(one, one.name) for one in sorted(path.parent.glob("*meta*")) if one.is_file()}
    return {
        one: one.name
        for one, meta in metas.items()
        if meta and (meta.get("data_filename") == path.name or "type_of_cancer" in meta)
    }


def _is_zip(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(len(STARTS)) == STARTS


def _names_a_study(archive: Path) -> bool:
    """Whether a file of a study is among the names at the end of an archive; nothing is unpacked."""
    with archive.open("rb") as file:
        file.seek(max(archive.stat().st_size - _TAIL, 0))
        tail = file.read(_TAIL)
    return any(sign in tail for sign in _SIGNS)


def _unpacked(archive: Path, folder: Path) -> tuple[dict[Path, str], list[Wrong]]:
    """The members of an archive with their names, and those that cannot be had. Raises ImageRefused for the whole."""
    written: dict[Path, str] = {}
    lost: list[Wrong] = []
    for member, content in unpacked(archive, MOST_UNPACKED):
        if member.refused:
            lost.append(Wrong(member.name, member.refused))
            continue
        path = folder / f"{len(written):06d}"
        path.write_bytes(content)
        written[path] = member.name
    return written, lost


def _one_study(archive: Path, written: dict[Path, str], lost: list[Wrong]) -> Found:
    groups: dict[str, dict[Path, str]] = {}
    for path, told in written.items():
        name = PurePosixPath(told)
        if not name.name.startswith("."):
            groups.setdefault(str(name.parent), {})[path] = name.name
    studies = [files for files in groups.values() if is_study(files)]
    if len(studies) != 1:
        what = "no study" if not studies else f"{len(studies)} studies; import each by itself"
        raise ImportRefused([Refusal(archive.name, f"the archive holds {what}")])
    return Found(studies[0], lost)
