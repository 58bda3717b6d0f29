"""One file of a case folder as text: there, not too large, UTF-8, without NUL. What the text means lives elsewhere."""

from pathlib import Path

from dashboard.importers._folder.problems import Problems

MEGABYTE = 1_000_000
LARGEST_FILE = 64 * MEGABYTE

_OTHER_MARKS = {b"\xff\xfe": "UTF-16", b"\xfe\xff": "UTF-16", b"PK\x03\x04": "a spreadsheet workbook or zip"}


def read_text(path: Path, problems: Problems) -> str | None:
    """The text of a file; None, with the reason noted, when it cannot be had. A byte order mark is left out."""
    data = _bytes(path, problems)
    if data is None:
        return None
    reason = _wrong(data)
    if reason:
        problems.add(path.name, reason)
        return None
    return data.decode("utf-8-sig")


def _bytes(path: Path, problems: Problems) -> bytes | None:
    try:
        size = path.stat().st_size
        if size > LARGEST_FILE:
            problems.add(path.name, f"the file has {size} bytes; at most {LARGEST_FILE // MEGABYTE} million are read")
            return None
        return path.read_bytes()
    except OSError as error:
        problems.add(path.name, f"the file cannot be read ({(error.strerror or 'no reason given').lower()})")
        return None


def _wrong(data: bytes) -> str:
    for mark, name in _OTHER_MARKS.items():
        if data.startswith(mark):
            return f"the file is {name}, expected text in UTF-8"
    try:
        data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = _line(data, error.start)
        return f"line {line} is not UTF-8 (byte 0x{data[error.start]:02X}); save the file as UTF-8"
    nul = data.find(b"\0")
    return "" if nul < 0 else f"line {_line(data, nul)} holds a NUL character, which no text has"


def _line(data: bytes, place: int) -> int:
    return data.count(b"\n", 0, place) + 1
