"""The card that stands for the biopsy picture: words only, no drawn tissue."""

from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

EDGE = 640
GROUND, FRAME, INK, FAINT = "#e9ecef", "#9aa2ab", "#15191d", "#434a52"
LINES = (
    ("Histology", 84, INK, 190),
    ("figure 4 of the report", 44, INK, 274),
    ("no picture in this library", 34, FAINT, 356),
    ("drawn placeholder", 34, FAINT, 404),
    ("ILLUSTRATION", 62, INK, 520),
    ("NOT PATIENT DATA", 34, INK, 574),
)


def write_card(path: Path) -> None:
    """Writes the placeholder as a grey PNG."""
    path.parent.mkdir(parents=True, exist_ok=True)
    image = Image.new("RGB", (EDGE, EDGE), GROUND)
    draw = ImageDraw.Draw(image)
    draw.rectangle((24, 24, EDGE - 25, EDGE - 25), outline=FRAME, width=2)
    draw.line((96, 462, EDGE - 96, 462), fill=FRAME, width=2)
    for words, size, ink, height in LINES:
        draw.text((EDGE / 2, height), words, ink, ImageFont.load_default(size), "mm")
    image.convert("L").save(path, optimize=True)
