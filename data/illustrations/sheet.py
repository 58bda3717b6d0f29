"""Contact sheets: all slices of a series on one page, for the eye that checks a drawing."""

from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from data.illustrations.dicom import MR_SCALE
from data.illustrations.scanner import MATRIX, Stack
from data.illustrations.series import Series, Study

ACROSS, TITLE_ROWS = 6, 20


def write_sheet(path: Path, study: Study, series: Series, stack: Stack) -> None:
    """Writes a PNG with every slice in the series' own window; the key slice is framed."""
    path.parent.mkdir(parents=True, exist_ok=True)
    center, width = series.window
    values = stack.slices if series.is_ct else stack.slices * MR_SCALE
    levels = (np.clip((values - (center - width / 2)) / width, 0, 1) * 255).astype(np.uint8)
    down = -(-len(levels) // ACROSS)
    page = Image.new("L", (ACROSS * MATRIX, down * MATRIX + TITLE_ROWS))
    draw = ImageDraw.Draw(page)
    draw.text((4, 3), f"{study.case} {study.label}: {series.description}", 255, ImageFont.load_default(13))
    for place, level in enumerate(levels):
        corner = (place % ACROSS * MATRIX, place // ACROSS * MATRIX + TITLE_ROWS)
        page.paste(Image.fromarray(level), corner)
        if place + 1 == study.key:
            draw.rectangle((*corner, corner[0] + MATRIX - 1, corner[1] + MATRIX - 1), outline=200)
    page.save(path)
