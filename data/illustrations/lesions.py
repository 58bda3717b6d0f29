"""Lesions as layers: hemorrhage, edema, white-matter change, rings. Sites come from the case, looks from here."""

from collections.abc import Sequence

import numpy as np
from scipy import ndimage

from data.illustrations.anatomy import Head
from data.illustrations.contrast import Layer
from data.illustrations.shapes import Site, Volume, distance_to, inside


def mark(head: Head, name: str, sites: Sequence[Site]) -> None:
    """Lays down `sites` as a distance field that moves with the brain when it is deformed."""
    head.marks[name] = distance_to(head.axes, sites)


def from_ventricles(head: Head) -> Volume:
    """Distance in mm from the ventricles' wall."""
    return ndimage.distance_transform_edt(head.ventricles < 0.4).astype(np.float32)


def fresh_hemorrhage_ct(head: Head, distance: Volume) -> list[Layer]:
    """Bright on CT, with a dark rim of edema in the white matter round it."""
    edema = inside(distance - 9 - 2.5 * head.noise(7), 3) * np.clip(0.30 + head.white * 1.1, 0, 1)
    return [Layer(edema, 13, spares_csf=True), Layer(inside(distance, 0.9), 68 + 5 * head.noise(3))]


def new_hemorrhage_flair(head: Head, distance: Volume) -> list[Layer]:
    """Dark core of fresh blood inside a bright rim."""
    uneven = distance + 0.7 * head.noise(3)
    return [
        Layer(inside(distance - 4.5, 2.0) * (1 - head.csf), 0.90),
        Layer(inside(uneven, 1.0), 0.10 + 0.05 * np.clip(head.noise(3), -1, 1)),
    ]


def evolving_hemorrhage_flair(head: Head, distance: Volume, value: float = 0.76) -> list[Layer]:
    """Bright core inside the thin dark rim that older blood leaves, little edema."""
    return [
        Layer(inside(distance - 3.0, 2.0) * (1 - head.csf) * 0.5, 0.60),
        Layer(inside(distance - 0.5, 0.9) * 0.85, 0.17),
        Layer(inside(distance + 1.3, 1.0), value + 0.06 * np.clip(head.noise(3), -1.5, 1.5)),
    ]


def subacute_change_flair(head: Head, distance: Volume) -> list[Layer]:
    """Bright and uneven, with a fainter surround."""
    surround = inside(distance - 4 - 1.5 * head.noise(6), 2.5) * (1 - head.csf) * 0.55
    return [Layer(surround, 0.64), Layer(inside(distance, 1.1), 0.84 + 0.07 * np.clip(head.noise(3), -1.5, 1.5))]


def patchy_enhancement_t1(head: Head, distance: Volume) -> list[Layer]:
    """Uneven enhancement of the whole lesion, a little fainter in its middle."""
    middle = inside(distance + 5.0, 2.5)
    strength = np.clip(0.85 - 0.25 * middle + 0.20 * head.noise(3), 0, 1) * inside(distance, 1.2)
    surround = inside(distance - 4, 2.5) * (1 - head.csf) * 0.5
    return [Layer(surround, 0.44), Layer(strength, 0.95)]


def white_matter_share(head: Head) -> Volume:
    """Where a white-matter lesion can be: white matter and a little beyond its edge."""
    return np.clip(head.white * 1.3 + 0.15, 0, 1)


def bright_foci_flair(head: Head, distance: Volume, value: float = 0.77) -> list[Layer]:
    """White-matter lesions on FLAIR: bright, a little uneven, fading out at their edge."""
    uneven = value + 0.05 * np.clip(head.noise(3), -1.5, 1.5)
    return [Layer(inside(distance - 0.5, 2.0) * white_matter_share(head), uneven)]


def dark_foci_ct(head: Head, distance: Volume) -> list[Layer]:
    """White-matter lesions on CT."""
    return [Layer(inside(distance - 0.8, 2.0) * white_matter_share(head), 12.0 + 1.5 * head.noise(5), spares_csf=True)]


def edema_round(head: Head, distance: Volume, width: float) -> Volume:
    """Share of edema in the white matter, up to about `width` mm round lesions."""
    return inside(distance - width - 1.6 * head.noise(6), 2.5) * np.clip(head.white * 1.15 - 0.05, 0, 1)


def rings_t1(head: Head, distance: Volume, wall: float = 1.5) -> list[Layer]:
    """Ring enhancement: bright wall, dark centre, dark edema round it."""
    middle = distance + wall + 0.5 * head.noise(4)
    return [
        Layer(edema_round(head, distance, 6) * 0.8, 0.38),
        Layer(inside(distance, 0.8), 0.20),
        Layer(inside(np.abs(middle) - wall, 0.6), 0.98),
    ]


def caps(head: Head, width: float) -> Volume:
    """Share of the bright seam round the ventricles, widest at their horns."""
    distance = from_ventricles(head)
    horns = np.clip(np.abs(head.y + 8) / 40, 0.15, 1)
    seam = np.clip((width * horns + 0.6 * head.noise(4) - distance) / 1.5, 0, 1)
    return seam * np.clip(head.white * 1.4, 0, 1) * (distance > 0)


def diffuse_white_matter(head: Head, coverage: float, seed: int) -> Volume:
    """Share of confluent white-matter change that takes about `coverage` of the white matter above the tentorium.

    The pattern follows from `seed` and rides on the head, so that two scans of one case can show the same.
    """
    still = np.random.default_rng(seed)
    plain = head.rng
    head.rng = still
    pattern = 0.75 * head.noise(14) + 0.35 * head.noise(5)
    head.rng = plain
    white = (head.white > 0.6) & (head.z > -6)
    limit = float(np.quantile(pattern[white], 1 - coverage))
    fade = np.clip((head.z + 10) / 8, 0, 1)
    return np.clip((pattern - limit) / 0.5 + 0.5, 0, 1) * np.clip(head.white * 1.25 - 0.1, 0, 1) * fade
