"""Zip archives from outside: their members, limited by the bytes that come out and not by what their headers promise.

Nothing is written here: what comes out is handed on and kept under numbers of our own, so a name leads nowhere.
"""

import stat
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from dashboard.imaging.model import ImageRefused

STARTS = b"PK\x03\x04"
MOST_MEMBERS = 20_000
MOST_BYTES = 256 * 1024 * 1024
MOST_RATIO = 100
SMALL = 1024 * 1024
AT_ONCE = 32 * 1024 * 1024
STEP = 256 * 1024
MOST_LISTED = 8 * 1024 * 1024
_END = b"PK\x05\x06"
_LONGEST_END = 22 + 65_535


@dataclass(frozen=True, slots=True)
class Member:
    """One file of an archive: its name, and its size or the sentence why it is refused."""

    name: str
    size: int = 0
    refused: str = ""


def first_bytes(path: Path, count: int, length: int) -> list[bytes]:
    """The first `length` bytes of the first `count` members that can be read. Empty for what is no archive, or one
    whose list of members is too long to be looked at by a process that serves people."""
    try:
        if not 0 <= _listed_bytes(path) <= MOST_LISTED:
            return []
        with zipfile.ZipFile(path) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir() and not _wrong(entry)]
            return [found for entry in entries[:count] if (found := _start_of(archive, entry, length)) is not None]
    except Exception:  # a hostile archive raises nearly anything
        return []


def names_in(path: Path) -> list[str]:
    """The names of the members of an archive as it lists them; empty like `first_bytes`. They are words, not paths."""
    try:
        if not 0 <= _listed_bytes(path) <= MOST_LISTED:
            return []
        with zipfile.ZipFile(path) as archive:
            return [entry.filename for entry in archive.infolist() if not entry.is_dir()]
    except Exception:  # a hostile archive raises nearly anything
        return []


def _listed_bytes(path: Path) -> int:
    """How long the list of members is, as the end of the archive says; -1 where it says nothing."""
    with path.open("rb") as file:
        file.seek(max(path.stat().st_size - _LONGEST_END, 0))
        tail = file.read(_LONGEST_END)
    at = tail.rfind(_END)
    return -1 if at < 0 or len(tail) < at + 16 else int.from_bytes(tail[at + 12 : at + 16], "little")


def _start_of(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, length: int) -> bytes | None:
    try:
        with archive.open(entry) as file:
            return file.read(length)
    except Exception:  # each kind of damage and of compression has its own
        return None


def members(path: Path, start: int) -> tuple[list[Member], bytes, int | None]:
    """Members from number `start` on, their contents one after the other, and where to go on; None = that was all.
    Raises ImageRefused where it is no archive that can be read."""
    found: list[Member] = []
    contents = bytearray()
    try:
        with zipfile.ZipFile(path) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
            if len(entries) > MOST_MEMBERS:
                raise ImageRefused(f"{path.name} holds more than {MOST_MEMBERS} files.")
            for number in range(start, len(entries)):
                if len(contents) > AT_ONCE:
                    return found, bytes(contents), number
                found.append(_member(archive, entries[number], contents))
    except ImageRefused:
        raise
    except Exception as error:  # a hostile archive raises nearly anything
        raise ImageRefused(f"{path.name} is not a zip archive that can be read.") from error
    return found, bytes(contents), None


def unpacked(path: Path, most: int) -> Iterator[tuple[Member, bytes]]:
    """Each member with its content, b"" for one that is refused. Raises ImageRefused where it is no archive that can be
    read, or where all together are more than `most` bytes."""
    start: int | None = 0
    total = 0
    while start is not None:
        found, contents, start = members(path, start)
        total += len(contents)
        if total > most:
            raise ImageRefused(f"{path.name} unpacks to more than {most // 1024**3} GB.")
        place = 0
        for member in found:
            yield member, contents[place : place + member.size]
            place += member.size


def _member(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, contents: bytearray) -> Member:
    name = entry.filename
    reason = _wrong(entry)
    if reason:
        return Member(name, refused=reason)
    before = len(contents)
    most = min(MOST_BYTES, max(SMALL, MOST_RATIO * entry.compress_size))
    try:
        with archive.open(entry) as file:
            while part := file.read(STEP):
                contents += part
                if len(contents) - before > most:
                    raise OverflowError
    except OverflowError:
        del contents[before:]
        return Member(name, refused=f"it unpacks to more than {MOST_RATIO} times its size, or more than it may")
    except Exception:  # each kind of damage and of compression has its own
        del contents[before:]
        return Member(name, refused="it cannot be unpacked")
    if contents[before : before + 4] == STARTS:
        del contents[before:]
        return Member(name, refused="it is an archive within an archive, which is not opened")
    return Member(name, len(contents) - before)


def _wrong(entry: zipfile.ZipInfo) -> str:
    mode = entry.external_attr >> 16
    parts = PurePosixPath(entry.filename.replace("\\", "/")).parts
    if stat.S_IFMT(mode) not in (0, stat.S_IFREG):
        return "it is a link or a device"
    if ".." in parts or entry.filename.startswith(("/", "\\")) or entry.filename[1:2] == ":":
        return "its name leads out of the archive"
    return "it is encrypted" if entry.flag_bits & 1 else ""
