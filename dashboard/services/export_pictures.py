"""The pictures of a case on their way out: as they are, or anew and under numbers. Asks nobody: `exports` does."""

import secrets
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from dashboard.domain.cases import Study
from dashboard.domain.people import User
from dashboard.exporters._case_toml import table
from dashboard.exporters.base import NoPictures, Shown
from dashboard.imaging import ImageRefused, Slice, cleaned, key_slice
from dashboard.imaging import thumbnail as thumbnail_of
from dashboard.imaging.folders import INDEX
from dashboard.services.context import Context
from dashboard.services.joining import blobs_of
from dashboard.services.scans import PATIENCE, Scan, scan_of, stamp
from dashboard.store import joined

LARGEST = 1024
DICOM_MARK, DICOM_AT = b"DICM", 128


@dataclass(frozen=True, slots=True)
class CasePictures:
    """The pictures of a case as its page shows them, and their files. Those of a PACS are waited for `wait` seconds;
    with None nothing is sent for."""

    context: Context
    user: User
    case_id: str
    location: str
    known: tuple[Study, ...]
    wait: float | None = PATIENCE

    def shown(self, study_id: str) -> Shown:
        """Caption and kind of the picture that stands for a study."""
        scan = self._scan(study_id)
        drawn = scan.key.illustration or any(one.illustration for one in scan.images.series)
        said = any(one.id == study_id and one.illustration for one in self.known) and not scan.replaced
        return Shown(scan.key.caption, drawn or said, bool(scan.images.series))

    def coming(self, study_id: str) -> bool:
        """Whether the PACS has them and has to be asked."""
        return self._scan(study_id).arriving is not None

    def key(self, study_id: str, size: int) -> bytes:
        """The picture that stands for a study; b"" where there is none."""
        scan = self._scan(study_id)
        try:
            source = key_slice(scan.images, scan.key)
            key = (source.path, *stamp(source.path), source.frame, "export", size)
            return self.context.thumbnails.get(key, lambda: thumbnail_of(source, size))
        except (ImageRefused, OSError):
            return b""

    def studies(self) -> frozenset[str]:
        """The studies that have files here; those of a PACS stay there."""
        return frozenset(study.id for study in self.known if self.files(study.id))

    def members(self) -> Iterator[tuple[str, bytes]]:
        """Every file: loose ones beside the studies first, then study by study."""
        folder = self.folder
        for path in sorted(folder.iterdir()) if folder.is_dir() else ():
            if path.is_file() and not path.is_symlink() and not path.name.startswith("."):
                yield path.name, path.read_bytes()
        for study in self.known:
            for name, path in self.files(study.id):
                yield f"{study.id}/{name}", path.read_bytes()

    def remarks(self) -> tuple[str, ...]:
        """Nothing is left out."""
        return ()

    @property
    def folder(self) -> Path:
        """The picture folder of the case itself."""
        return Path(self.location) / "images"

    def files(self, study_id: str) -> list[tuple[str, Path]]:
        """The files of a study by name: those that an import joined to it, else those of its folder."""
        with self.context.store.reading() as db:
            hashes = joined.files_of(db, self.case_id).get(study_id, ())
        if hashes:
            blobs = blobs_of(self.context)
            return [(f"{at:04d}.dcm", blobs.path(one)) for at, one in enumerate(hashes, start=1) if blobs.is_whole(one)]
        folder = self.folder / study_id
        found = [path for path in sorted(folder.rglob("*")) if path.is_file() and not path.is_symlink()]
        return [(path.relative_to(folder).as_posix(), path) for path in found if not path.name.startswith(".")]

    def _scan(self, study_id: str) -> Scan:
        return scan_of(self.context, self.case_id, study_id, self.location, user=self.user, wait=self.wait)


@dataclass(frozen=True, slots=True)
class RenamedPictures(NoPictures):
    """The same under other ids of their studies and with other captions, both told by `studies_by_name` and `captions`.
    Their files stay here: a header holds dates."""

    own: CasePictures
    studies_by_name: Mapping[str, str]
    captions: Mapping[str, str]

    def shown(self, study_id: str) -> Shown:
        """Its kind, and its caption where that may go out."""
        found = self.own.shown(self._old(study_id))
        return Shown(self.captions.get(study_id, ""), found.illustration, found.available)

    def key(self, study_id: str, size: int) -> bytes:
        """The pixels, encoded anew."""
        return self.own.key(self._old(study_id), size)

    def _old(self, study_id: str) -> str:
        return next(old for old, new in self.studies_by_name.items() if new == study_id)


@dataclass(frozen=True, slots=True)
class NamelessPictures(RenamedPictures):
    """The same without whose they are: files anew and numbered, captions as far as they are known or confirmed. What is
    burned into the pixels stays: somebody has said that it names nobody."""

    code: str
    uid_key: bytes = field(default_factory=lambda: secrets.token_bytes(32), repr=False)
    refused: list[str] = field(default_factory=list)

    def studies(self) -> frozenset[str]:
        """The studies that have files."""
        had = self.own.studies()
        return frozenset(new for old, new in self.studies_by_name.items() if old in had)

    def members(self) -> Iterator[tuple[str, bytes]]:
        """Which slice stands for each study, then every file anew."""
        index = self._index()
        if index:
            yield INDEX, index.encode()
        for old, new in self.studies_by_name.items():
            series: dict[Path, str] = {}
            for at, (name, path) in enumerate(self.own.files(old), start=1):
                folder = series.setdefault(Path(name).parent, f"series-{len(series) + 1}")
                yield from self._anew(f"{new}/{folder}/{at:04d}", path)

    def remarks(self) -> tuple[str, ...]:
        """How many files could not be made anew."""
        count = len(self.refused)
        return (f"files that are no pictures, or could not be made anew: {count}",) if count else ()

    def _anew(self, name: str, path: Path) -> Iterator[tuple[str, bytes]]:
        try:
            if _is_dicom(path):
                yield f"{name}.dcm", cleaned(path, self.uid_key, self.code)
            else:
                yield f"{name}.jpg", thumbnail_of(Slice(path), LARGEST)
        except ImageRefused:
            self.refused.append(name)

    def _index(self) -> str:
        """index.toml with numbers and known captions only; series are named by their new folders."""
        path = self.own.folder / INDEX
        try:
            found = tomllib.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
        except (tomllib.TOMLDecodeError, UnicodeDecodeError):
            found = {}
        lines: list[str] = []
        for old, new in self.studies_by_name.items():
            entry = found.get(old)
            if isinstance(entry, dict):
                lines += table(f"[{new}]", self._entry(old, new, entry))
        return "\n".join([*lines, ""]) if lines else ""

    def _entry(self, old: str, new: str, entry: Mapping[str, object]) -> dict[str, str | int | bool]:
        kept: dict[str, str | int | bool] = {"illustration": entry.get("illustration") is True}
        folders = list(dict.fromkeys(Path(name).parent for name, _ in self.own.files(old)))
        names = ["pictures" if folder == Path() else folder.as_posix() for folder in folders]
        series, number = entry.get("series"), entry.get("slice")
        if series in names:
            kept["series"] = f"series-{names.index(str(series)) + 1}"
        if isinstance(number, int) and not isinstance(number, bool):
            kept["slice"] = number
        if self.captions.get(new):
            kept["caption"] = self.captions[new]
        return kept


def _is_dicom(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(DICOM_AT + 4)[DICOM_AT:] == DICOM_MARK
