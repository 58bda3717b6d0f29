"""Studies fetched from the PACS, kept in a folder of the data directory: files named by their content, whole or not at
all. Whose they are is asked of the PACS, of its metadata and of each file before any is kept."""

import fcntl
import hashlib
import json
import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from dashboard.pacs.answers import InstanceRecord
from dashboard.pacs.dicomweb import Dicomweb
from dashboard.pacs.failures import AnotherPatient, Gone, PacsRefused
from dashboard.pacs.multipart import WRONG

MANIFEST, PICTURES, RENDERED, INCOMING = "manifest.json", "pictures", "rendered", ".incoming-"
EXPECTED = "expected"
ABANDONED_AFTER = 24 * 3600


@dataclass(frozen=True, slots=True)
class Identity:
    """What a file says it is."""

    patient_id: str
    study: str
    series: str
    instance: str


Identify = Callable[[Sequence[Path]], Mapping[Path, Identity]]
"""Reads what files say they are; one that cannot be read has no entry, and is then not kept."""


@dataclass(frozen=True, slots=True)
class Held:
    """A study that is here: the folder of its pictures, whose it is, its instances, and when it was last compared."""

    folder: Path
    patient_id: str
    instances: frozenset[str]
    compared: float


@dataclass(frozen=True, slots=True)
class Arriving:
    """How many files of a study have come, and how many there are; 0 while the PACS has not said."""

    received: int = 0
    expected: int = 0


@dataclass(frozen=True, slots=True)
class Cache:
    """The folder, and how many bytes it may hold."""

    root: Path
    most: int

    def held(self, source: Dicomweb, study: str) -> Held | None:
        """The study as it was fetched from `source`, or None."""
        place = self._place(source, study)
        try:
            told = json.loads((place / MANIFEST).read_text(encoding="utf-8"))
            compared = (place / MANIFEST).stat().st_mtime
            return Held(place / PICTURES, told["patient_id"], frozenset(told["instances"]), compared)
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def compared(self, source: Dicomweb, study: str) -> None:
        """Remember that the PACS still says the same of this study."""
        with suppress(OSError):
            os.utime(self._place(source, study) / MANIFEST)

    def drop(self, source: Dicomweb, study: str) -> None:
        """Forget a study."""
        shutil.rmtree(self._place(source, study), ignore_errors=True)

    def fetch(self, source: Dicomweb, study: str, patient_id: str, identify: Identify) -> Held:
        """The study, fetched now; where `patient_id` is given, its own. Else PacsRefused, and nothing is kept."""
        with self._incoming(source, study) as incoming:
            expected = described(source, study, patient_id)
            (incoming / EXPECTED).write_text(str(len(expected)), encoding="ascii")
            files = self._receive(source, incoming / PICTURES, expected, identify)
            told = {
                "study": study,
                "patient_id": expected[0].patient_id,
                "instances": sorted(one.uid for one in expected),
                "files": files,
            }
            (incoming / MANIFEST).write_text(json.dumps(told), encoding="utf-8")
            self._publish(incoming, self._place(source, study))
        with suppress(OSError):  # another process may be doing the same
            self._make_room(self._place(source, study))
        held = self.held(source, study)
        if held is None:
            raise PacsRefused("The pictures from the PACS could not be kept in the data folder.")
        return held

    def rendered(self, source: Dicomweb, file: Path, window: tuple[float, float], frame: int, edge: int) -> Path:
        """A picture of a kept file as the PACS itself draws it, for one that cannot be decoded here. PacsRefused."""
        place = file.parents[2]
        kept = place / RENDERED / f"{file.stem}-{frame}-{window[0]:g}-{window[1]:g}-{edge}.jpg"
        if kept.is_file():
            return kept
        try:
            told = json.loads((place / MANIFEST).read_text(encoding="utf-8"))
            study, patient_id, instance = told["study"], told["patient_id"], told["files"][file.name]
        except (OSError, ValueError, KeyError, TypeError) as problem:
            raise PacsRefused(WRONG) from problem
        record = next((one for one in described(source, study, patient_id) if one.uid == instance), None)
        if record is None:
            raise Gone("The PACS does not have this picture.")
        body = source.rendered(record, window, frame, edge)
        kept.parent.mkdir(mode=0o700, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=kept.parent, prefix=".", delete=False) as new:
            new.write(body)
        return Path(new.name).rename(kept)

    def arriving(self, source: Dicomweb, study: str) -> Arriving | None:
        """How far a fetch of this study has come, by this process or another; None while nobody fetches it."""
        for place in self.root.glob(f"{self._incoming_name(source, study)}*"):
            if _is_in_use(place):
                with suppress(OSError, ValueError):
                    expected = int((place / EXPECTED).read_text(encoding="ascii"))
                    return Arriving(sum(1 for _ in place.rglob("*.dcm")), expected)
                return Arriving()
        return None

    @contextmanager
    def _incoming(self, source: Dicomweb, study: str) -> Iterator[Path]:
        """A folder to fetch into; locked, so that other processes see that somebody is at it, and gone afterwards."""
        self.root.mkdir(parents=True, exist_ok=True, mode=0o700)
        folder = Path(tempfile.mkdtemp(prefix=self._incoming_name(source, study), dir=self.root))
        opened = os.open(folder, os.O_RDONLY)
        try:
            fcntl.flock(opened, fcntl.LOCK_EX)
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)
            os.close(opened)

    def _incoming_name(self, source: Dicomweb, study: str) -> str:
        return f"{INCOMING}{self._place(source, study).name}-"

    def _receive(
        self, source: Dicomweb, folder: Path, expected: tuple[InstanceRecord, ...], identify: Identify
    ) -> dict[str, str]:
        """The instance of each file that was kept, by its name."""
        limits = source.transport.limits
        left, end = limits.size, time.monotonic() + limits.whole
        wanted, broken = {one.uid: one for one in expected}, 0
        folder.mkdir(mode=0o700)
        kept = {}
        for series in dict.fromkeys(one.series for one in expected):
            place = folder / f"series-{hashlib.sha256(series.encode()).hexdigest()[:10]}"
            place.mkdir(mode=0o700)
            files = []
            for blocks in source.files(expected[0].study, series, left):
                if time.monotonic() > end:
                    raise PacsRefused(f"The PACS took longer than {limits.whole:g} seconds; the study was given up.")
                files.append(_written(place, blocks))
                left -= files[-1].stat().st_size
            identities = identify(files)
            for file in files:
                if file in identities:
                    _accept(identities[file], wanted)
                    kept[file.name] = identities[file].instance
                else:
                    broken += 1
                    file.unlink(missing_ok=True)
        if len(wanted) > broken:
            sent = len(expected) - len(wanted) + broken
            raise PacsRefused(f"The PACS sent {sent} of {len(expected)} files of the study.")
        return kept

    def _publish(self, incoming: Path, place: Path) -> None:
        if place.exists():
            place.rename(incoming / "before")
        try:
            incoming.rename(place)
        except OSError:
            if not (place / MANIFEST).is_file():  # else another process was faster
                raise
        shutil.rmtree(place / "before", ignore_errors=True)

    def _place(self, source: Dicomweb, study: str) -> Path:
        origin = source.transport.origin
        return self.root / hashlib.sha256(f"{origin.base} {study}".encode()).hexdigest()[:32]

    def _make_room(self, but: Path) -> None:
        """Remove what was compared longest ago until the rest fits, and what a killed process left behind."""
        places = [place for place in self.root.iterdir() if place.is_dir()]
        ages = {place: _age(place) for place in places}
        sizes = {place: sum(file.stat().st_size for file in _files(place)) for place in places}
        for place in sorted(places, key=lambda one: ages[one], reverse=True):
            abandoned = place.name.startswith(INCOMING) and ages[place] > ABANDONED_AFTER
            full = sum(sizes.values()) > self.most and place != but and not place.name.startswith(INCOMING)
            if abandoned or full:
                shutil.rmtree(place, ignore_errors=True)
                sizes.pop(place)


def described(source: Dicomweb, study: str, patient_id: str) -> tuple[InstanceRecord, ...]:
    """The instances of a study, after the PACS said twice whose they are. Raises PacsRefused."""
    record = source.study(study)
    if record is None:
        raise Gone("The PACS does not have this study.")
    owner = patient_id or record.patient_id
    instances = source.instances(study)
    if record.patient_id != owner or any(one.patient_id != owner for one in instances):
        raise AnotherPatient
    if not instances:
        raise Gone("The PACS has no pictures of this study.")
    return instances


def _is_in_use(folder: Path) -> bool:
    """Whether a process that lives fetches into the folder: the lock goes with it."""
    try:
        opened = os.open(folder, os.O_RDONLY)
    except OSError:
        return False
    try:
        fcntl.flock(opened, fcntl.LOCK_SH | fcntl.LOCK_NB)
        return False
    except OSError:
        return True
    finally:
        os.close(opened)


def _written(folder: Path, blocks: Iterator[bytes]) -> Path:
    digest = hashlib.sha256()
    with tempfile.NamedTemporaryFile(dir=folder, prefix=".", delete=False) as file:
        for block in blocks:
            digest.update(block)
            file.write(block)
    return Path(file.name).rename(folder / f"{digest.hexdigest()}.dcm")


def _accept(identity: Identity, wanted: dict[str, InstanceRecord]) -> None:
    """Take a file out of what is wanted; a foreign one ends everything."""
    record = wanted.get(identity.instance)
    if record is None or (identity.study, identity.series) != (record.study, record.series):
        raise PacsRefused(WRONG)
    if identity.patient_id != record.patient_id:
        raise AnotherPatient
    del wanted[identity.instance]


def _age(place: Path) -> float:
    for file in (place / MANIFEST, place):
        with suppress(OSError):
            return time.time() - file.stat().st_mtime
    return 0.0


def _files(place: Path) -> Iterator[Path]:
    return (file for file in place.rglob("*") if file.is_file())
