"""From the volume of a head to the slices of a scanner: slab averages, sampling, noise, the burned-in words."""

from dataclasses import dataclass

import numpy as np
from scipy import ndimage

from data.illustrations.anatomy import Head
from data.illustrations.contrast import AIR
from data.illustrations.mark import BOTTOM_ROWS, TOP_ROWS, burn
from data.illustrations.shapes import Volume

MATRIX = 192
PIXEL_MM = 1.35
HEAD_CENTRE = (0.0, -18.0)
CT_NOISE, MR_NOISE = 5.2, 0.011
CT_WHITE, MR_WHITE = 3071.0, 1.35


@dataclass(frozen=True, slots=True)
class Stack:
    """Slices (place, row, column): row 0 in front, column 0 on the patient's right. `corner` is RAS x, y of pixel 0."""

    slices: Volume
    heights: list[float]
    corner: tuple[float, float]


def acquire(head: Head, volume: Volume, is_ct: bool, note: str = "") -> Stack:
    """The stack that a scanner would give of the volume, with the words burned in."""
    blur = 0.55 if is_ct else 0.45
    volume = ndimage.gaussian_filter(volume, (blur, blur, 0))
    left, back = float(head.x.ravel()[0]), float(head.y.ravel()[0])
    corner = _corner()
    rows, columns = np.meshgrid(
        corner[1] - np.arange(MATRIX) * PIXEL_MM, corner[0] - np.arange(MATRIX) * PIXEL_MM, indexing="ij"
    )
    heights = head.field.heights()
    slices = np.stack(
        [
            ndimage.map_coordinates(
                _slab(head, volume, height), [columns - left, rows - back], order=1, cval=AIR if is_ct else 0.0
            )
            for height in heights
        ]
    )
    slices = _with_noise(slices, is_ct, head.rng)
    white = CT_WHITE if is_ct else MR_WHITE
    return Stack(np.stack([burn(one, white, note) for one in slices]), heights, corner)


def _corner() -> tuple[float, float]:
    """Centre of the head in the middle of what the words leave free."""
    half = (MATRIX - 1) / 2 * PIXEL_MM
    return HEAD_CENTRE[0] + half, HEAD_CENTRE[1] + half - (BOTTOM_ROWS - TOP_ROWS) / 2 * PIXEL_MM


def _slab(head: Head, volume: Volume, height: float) -> Volume:
    half, floor = head.field.spacing / 2, float(head.z.ravel()[0])
    return volume[:, :, round(height - half - floor) : round(height + half - floor)].mean(2)


def _with_noise(slices: Volume, is_ct: bool, rng: np.random.Generator) -> Volume:
    if is_ct:
        grain = ndimage.gaussian_filter(rng.standard_normal(slices.shape).astype(np.float32), (0, 0.6, 0.6))
        return slices + grain * CT_NOISE
    real, imaginary = (rng.standard_normal(slices.shape).astype(np.float32) * MR_NOISE for _ in range(2))
    return np.hypot(slices + real, imaginary)
