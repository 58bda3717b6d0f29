"""The thumbnail of a study or a series: its own picture, else the PACS's, else a card with the reason. Asks nobody."""

import hashlib
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from dashboard.imaging import ImageRefused, SeriesImages, Slice, key_slice, placeholder, stack_of
from dashboard.imaging import thumbnail as thumbnail_of
from dashboard.imaging.model import TABLE
from dashboard.pacs import PacsRefused
from dashboard.services.context import Context
from dashboard.services.scans import Scan, stamp


def drawn(context: Context, scan: Scan, series_name: str, label: str, size: int) -> bytes:
    """The thumbnail of the series of that name, or with "" of the study; `label` is for the card."""
    if not any(series_name in ("", one.name) for one in scan.images.series):
        return _card(context, f"{label}: {scan.reason or 'no picture'}", size)
    try:
        source = key_slice(scan.images, scan.key, series_name)
        key = (_content(context, source.path), source.frame, size)
        with unnamed(source):
            return context.thumbnails.get(key, lambda: thumbnail_of(source, size))
    except ImageRefused as refusal:
        return _rendered(context, scan, series_name, size) or _card(context, f"{label}: {refusal}", size)


@contextmanager
def unnamed(source: Slice) -> Iterator[None]:
    """Leaves the name of the file out of what is said of it: it may be called after the patient."""
    try:
        yield
    except ImageRefused as refusal:
        said = re.sub(rf"(?<!\S){re.escape(source.path.name)}(?!\S)", "the file", str(refusal))
        raise ImageRefused(said[:1].upper() + said[1:]) from refusal


def _rendered(context: Context, scan: Scan, series_name: str, size: int) -> bytes | None:
    """The thumbnail by way of the PACS, where the file is from there; None where it does not help either."""
    try:
        source = key_slice(scan.images, scan.key, series_name)
        series = next(one for one in scan.images.series if source in one.slices)
        window = _plain_window(series)
        if context.pacs is None or window is None:
            return None
        file = context.pacs.rendered(source.path, window, source.frame + 1, size * 2)
        return None if file is None else thumbnail_of(Slice(file), size)
    except (ImageRefused, PacsRefused, OSError):
        return None


def _plain_window(series: SeriesImages) -> tuple[float, float] | None:
    """Centre and width of the first window of a grey series; the PACS is asked for nothing without one."""
    windows = [window for _, window in stack_of(series).windows if window.function != TABLE]
    return (windows[0].center, windows[0].width) if windows and series.kind == "grey" else None


def _content(context: Context, path: Path) -> str:
    """What names the content of a file; it is read again when the file changed. Raises ImageRefused."""

    def digest() -> str:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()

    try:
        return context.contents.get((path, *stamp(path)), digest)
    except OSError as problem:  # its words would name the file
        raise ImageRefused("The file cannot be read.") from problem


def _card(context: Context, text: str, size: int) -> bytes:
    return context.thumbnails.get((text, size), lambda: placeholder(text, size))
