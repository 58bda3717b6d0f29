"""The files of an import as they come in: each under a number of ours, and then a folder in which they bear their own
names again, made safe, for the importers to read. Nothing is opened here but lists of archives.

data folder/imports/<id>/   received/000001   the bytes of a file
                            names.jsonl       its number, name and size
                            upload/           the same files by name (hard links)
"""

import json
import os
import re
import shutil
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from dashboard.config import Settings
from dashboard.errors import Refused, Unavailable
from dashboard.imaging.archives import names_in
from dashboard.imaging.readers import unpacked

MOST_FILES = 20_000
STEP = 256 * 1024
DEEPEST = 12
LONGEST_PART = 120
CASE = "case.toml"
RECEIVED, NAMES, TREE, LEFT = "received", "names.jsonl", "upload", "left.json"
_ODD = re.compile(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_MEGA = 1024 * 1024


class TooLarge(Refused):
    """More bytes than may come."""

    status = 413


class TooSlow(Refused):
    """The bytes come too slowly, or have stopped."""

    status = 408


@dataclass(frozen=True, slots=True)
class Received:
    """A file that has come: its number, the name it was sent under, and its size in bytes."""

    number: int
    name: str
    size: int


def received(folder: Path) -> list[Received]:
    """The files that have come."""
    try:
        lines = (folder / NAMES).read_text(encoding="utf-8").splitlines()
    except OSError:
        return []
    return [Received(*json.loads(line)) for line in lines if line.endswith("]")]


def room(settings: Settings, folder: Path, length: int | None) -> int:
    """How many bytes may still come. Raises TooLarge where `length` more cannot, before any of them is read."""
    known = received(folder)
    if len(known) >= MOST_FILES:
        raise TooLarge(f"One import takes {MOST_FILES} files at most. Put them into a zip archive.")
    left = settings.upload_megabytes * _MEGA - sum(one.size for one in known)
    if (length or 0) > left:
        raise TooLarge(f"One import may bring {settings.upload_megabytes} MB (TIMELINE_UPLOAD_MEGABYTES).")
    free = shutil.disk_usage(folder).free - settings.upload_free_megabytes * _MEGA
    if (length or 0) > free or free <= 0:
        raise Unavailable("The disk of the data folder has no room for this. Nothing was kept.")
    return min(left, free)


def receive(settings: Settings, folder: Path, name: str, length: int | None, read: Callable[[int], bytes]) -> Received:
    """Take in one file as its bytes come, `read(n)` giving at most n of them and b"" at the end. Raises TooLarge, and
    whatever `read` raises; then nothing of the file stays."""
    most = room(settings, folder, length)
    place = folder / RECEIVED
    place.mkdir(mode=0o700, exist_ok=True)
    handle, number = _new_file(place, len(received(folder)))
    path, size = place / f"{number:06d}", 0
    try:
        with os.fdopen(handle, "wb") as file:
            while part := read(STEP):
                size += len(part)
                if size > most:
                    raise TooLarge("The files are larger than may come at once. Nothing of this one was kept.")
                file.write(part)
        if length is not None and size != length:
            raise Refused("The file came only in part. Send it again.")
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    line = json.dumps([number, name, size]) + "\n"
    with (folder / NAMES).open("a", encoding="utf-8") as file:
        file.write(line)
    return Received(number, name, size)


def _new_file(place: Path, number: int) -> tuple[int, int]:
    """A new file under the next free number: two may come at once."""
    while True:
        number += 1
        try:
            return os.open(place / f"{number:06d}", os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), number
        except FileExistsError:
            continue


class Pace:
    """How fast bytes come: raises TooSlow where they come slower than `least` bytes a second after `grace` seconds."""

    def __init__(self, least: int = 8 * 1024, grace: float = 20.0, now: Callable[[], float] = time.monotonic) -> None:
        self._least, self._grace, self._now = least, grace, now
        self._begun, self._bytes = now(), 0

    def took(self, count: int) -> None:
        """Note bytes that have come."""
        self._bytes += count
        seconds = self._now() - self._begun
        if seconds > self._grace and self._bytes < self._least * (seconds - self._grace):
            raise TooSlow("The file comes too slowly. Nothing of it was kept; send it again.")


def tree_of(folder: Path) -> Path:
    """The files under their names, and what an importer should be shown: a single file or folder itself. What lies in
    a zip archive of a case folder is unpacked. Raises ImageRefused for such an archive that cannot be read."""
    tree = folder / TREE
    if not tree.is_dir():
        making = folder / ".tree"
        shutil.rmtree(making, ignore_errors=True)
        making.mkdir(mode=0o700)
        left: list[tuple[str, str]] = []
        for one in received(folder):
            left += _place(folder / RECEIVED / f"{one.number:06d}", making, one.name)
        (folder / LEFT).write_text(json.dumps(left), encoding="utf-8")
        making.rename(tree)
    inside = list(tree.iterdir())
    return inside[0] if len(inside) == 1 else tree


def left_out(folder: Path) -> list[tuple[str, str]]:
    """What of archives was not unpacked: (name, why)."""
    return [(str(name), str(why)) for name, why in json.loads((folder / LEFT).read_text(encoding="utf-8"))]


def _place(path: Path, tree: Path, name: str) -> list[tuple[str, str]]:
    if name.casefold().endswith(".zip") and any(one.rpartition("/")[2] == CASE for one in names_in(path)):
        out = path.with_name(f"{path.name}.unpacked")
        out.mkdir(mode=0o700, exist_ok=True)
        written, refused = unpacked(path, out)
        for member, inner in written.items():
            _link(member, tree, inner)
        return [(str(one.path), one.reason.rstrip(".")) for one in refused]
    _link(path, tree, name)
    return []


def _link(path: Path, tree: Path, name: str) -> None:
    parts = list(safe_parts(name)) or ["file"]
    place = tree
    for part in parts[:-1]:
        place = place / part
        if place.exists() and not place.is_dir():
            place = place.with_name(f"{place.name} (folder)")
        place.mkdir(mode=0o700, exist_ok=True)
    target = place / parts[-1]
    for again in range(2, MOST_FILES):
        try:
            os.link(path, target)
            return
        except FileExistsError:
            stem, dot, ending = parts[-1].rpartition(".")
            target = place / (f"{stem} ({again}).{ending}" if dot and stem else f"{parts[-1]} ({again})")


def safe_parts(name: str) -> Iterator[str]:
    """The parts of a path that was sent, each fit to be a name here: nothing leads up, no control character, no sign
    that turns the direction of writing, nothing too long."""
    for part in name.replace("\\", "/").split("/")[-DEEPEST:]:
        plain = _ODD.sub("_", part).strip()
        if plain.strip(".") and plain not in (".", ".."):
            yield _shortened(plain)


def _shortened(part: str) -> str:
    if len(part.encode()) <= LONGEST_PART:
        return part
    stem, dot, ending = part.rpartition(".")
    ending = f".{ending}" if dot and len(ending) < 12 else ""
    most = LONGEST_PART - len(ending.encode())
    return (stem or part).encode()[:most].decode("utf-8", "ignore") + ending
