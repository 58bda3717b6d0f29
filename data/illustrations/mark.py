"""The words burned into every picture. Needs Pillow and numpy only, so that tests can look for them."""

from functools import cache

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

WORDS = "ILLUSTRATION - NOT PATIENT DATA"
FIRST, SECOND = WORDS.split(" - ")
TOP_ROWS, BOTTOM_ROWS = 13, 29


@cache
def mark(matrix: int, note: str = "") -> NDArray[np.float32]:
    """Share of white ink: the words in one line above, in two large lines below; `note` small, beside the head."""
    image = Image.new("L", (matrix, matrix))
    draw = ImageDraw.Draw(image)
    middle = matrix / 2
    draw.text((middle, 6), WORDS, 255, ImageFont.load_default(10), "mm")
    draw.text((middle, matrix - 20), FIRST, 255, ImageFont.load_default(17), "mm")
    draw.text((middle, matrix - 7), SECOND, 255, ImageFont.load_default(11), "mm")
    if note:
        draw.multiline_text((2, matrix - BOTTOM_ROWS), note, 255, ImageFont.load_default(9), "ld", spacing=1)
    return np.asarray(image, np.float32) / 255


def burn(pixels: NDArray[np.float32], white: float, note: str = "") -> NDArray[np.float32]:
    """One slice with the words in it."""
    ink = mark(pixels.shape[0], note)
    return pixels * (1 - ink) + white * ink
