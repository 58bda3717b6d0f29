"""Pictures of synthetic studies: an oval with noise in it, and the word SYNTHETIC across."""

from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

EDGE = 256


def write_picture(path: Path, number: int) -> None:
    """One PNG, another for each number."""
    rng = np.random.default_rng(number)
    down, across = np.mgrid[-1 : 1 : EDGE * 1j, -1 : 1 : EDGE * 1j]
    inside = across**2 / 0.55 + down**2 / 0.8
    grey = np.where(inside < 1, 92 + 46 * np.sin(7 * across + number) * np.cos(6 * down - number), 0.0)
    grey += np.where((inside > 0.86) & (inside < 1), 90, 0) + np.where(inside < 1, rng.normal(0, 9, grey.shape), 0)
    picture = Image.fromarray(np.clip(grey, 0, 255).astype("uint8")).filter(ImageFilter.GaussianBlur(1.2))
    drawn = ImageDraw.Draw(picture)
    drawn.rectangle((0, EDGE - 38, EDGE, EDGE), fill=0)
    drawn.text((EDGE / 2, EDGE - 19), "SYNTHETIC", fill=255, anchor="mm", font_size=30)
    path.parent.mkdir(parents=True, exist_ok=True)
    picture.save(path, optimize=True)
