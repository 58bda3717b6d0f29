"""Small pictures for the timeline: twice the pixels of their place on the page, re-encoded, without metadata."""

import io
from pathlib import Path
from textwrap import wrap

from PIL import Image, ImageDraw, ImageFont

from dashboard.imaging.frames import picture
from dashboard.imaging.model import ImageRefused, Slice

DENSITY = 2
SMALLEST, LARGEST = 16, 1024
GROUND, INK = "#2a2f35", "#e6eaee"
OPTIONS: dict[str, dict[str, int]] = {"WEBP": {"quality": 82, "method": 0}, "JPEG": {"quality": 88}, "PNG": {}}


def thumbnail(source: Slice | Path, size: int, encoding: str = "JPEG") -> bytes:
    """The picture fitted into a square of `size` CSS pixels, at twice that density; never enlarged."""
    edge = _edge(size)
    image = picture(source if isinstance(source, Slice) else Slice(source))
    image.thumbnail((edge, edge), Image.Resampling.BOX, reducing_gap=1)
    return _encoded(image, encoding)


def placeholder(text: str, size: int, encoding: str = "JPEG") -> bytes:
    """A square card with `text` on it, for a picture that is missing or cannot be shown."""
    edge = _edge(size)
    image = Image.new("RGB", (edge, edge), GROUND)
    font = ImageFont.load_default(max(edge // 12, 9))
    widest = max(int(edge * 0.86 / font.getlength("n")), 4)
    lines = "\n".join(wrap(text, widest)[:8])
    draw = ImageDraw.Draw(image)
    draw.multiline_text((edge / 2, edge / 2), lines, INK, font, "mm", spacing=edge // 40, align="center")
    return _encoded(image, encoding)


def _edge(size: int) -> int:
    if not SMALLEST <= size <= LARGEST:
        raise ImageRefused(f"A thumbnail is {SMALLEST} to {LARGEST} pixels wide, not {size}.")
    return size * DENSITY


def _encoded(image: Image.Image, encoding: str) -> bytes:
    if encoding not in OPTIONS:
        raise ImageRefused(f"A thumbnail is made as {', '.join(OPTIONS)}, not as {encoding}.")
    image.info.clear()  # else Pillow carries a photo's comment and profile into the new file
    out = io.BytesIO()
    image.save(out, encoding, **OPTIONS[encoding])
    return out.getvalue()
