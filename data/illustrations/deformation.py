"""What disease does to the shape of a brain: ventricles grow or close, tissue is pushed, swells or is lost."""

from collections.abc import Sequence

import numpy as np
from scipy import ndimage

from data.illustrations.anatomy import Head
from data.illustrations.shapes import Point, Site, Volume, box_around, distance_to, inside

CSF_ON_T1 = 0.22


def open_temporal_horns(head: Head) -> None:
    """Adds temporal horns to the ventricles; in the averaged template they are too thin to be seen."""
    steps = np.linspace(0, 1, 9)
    right = [Site((29 + 4 * t, -10 - 24 * t, -20 + 15 * t), (2.6, 2.6, 2.6), 0.05) for t in steps]
    horns = inside(distance_to(head.axes, [*right, *(site.mirrored() for site in right)]))
    head.ventricles = np.maximum(head.ventricles, horns)


def grow_ventricles(head: Head, growth: float, reach: float = 26.0) -> None:
    """Enlarges the ventricles by `growth` mm (negative: narrows them); tissue within `reach` mm gives way."""
    body = head.ventricles > 0.5
    signed = ndimage.distance_transform_edt(~body) - ndimage.distance_transform_edt(body)
    distance = ndimage.gaussian_filter(signed.astype(np.float32), 1.0)
    slope = np.stack(np.gradient(distance))
    slope /= np.maximum(np.sqrt((slope**2).sum(0)), 0.3)
    share = np.clip((reach - distance) / (reach - growth), 0, 1) * np.clip(head.depth / 12, 0, 1)
    if growth < 0:
        share *= distance > -6
    head.deform([ndimage.gaussian_filter(-part * share * growth, 1.6) for part in slope])
    if growth > 0:
        _fill_with_csf(head, distance, growth)
    else:
        narrowed = head.csf * np.clip(head.ventricles * 1.6, 0.25, 1)
        head.csf = np.where(head.depth > 14, narrowed, head.csf)


def _fill_with_csf(head: Head, distance: Volume, growth: float) -> None:
    """Inside the grown ventricles there is CSF only, but for the septum between the two."""
    grown = np.clip(growth * np.clip(head.depth / 12, 0, 1) + 0.5 - distance, 0, 1) * (head.depth > 6)
    grown = ndimage.gaussian_filter(grown, 0.6)
    head.ventricles = np.maximum(head.ventricles, grown)
    front_to_back = np.clip((head.y + 22) / 4, 0, 1) * np.clip((24 - head.y) / 4, 0, 1)
    septum = np.exp(-((head.x / 0.8) ** 2)) * front_to_back * (head.z > 4) * (head.z < 26) * grown
    head.grey = head.grey * (1 - grown)
    head.white = np.maximum(head.white * (1 - grown), septum * 0.8)
    fluid = grown * (1 - septum)
    head.csf = np.maximum(head.csf * (1 - septum), fluid)
    head.t1 = head.t1 * (1 - fluid) + CSF_ON_T1 * fluid


def push(head: Head, centre: Point, by: Point, sigma: float | Sequence[float]) -> None:
    """Moves the tissue round `centre` by `by` mm, fading over `sigma` mm; the falx follows by half."""
    spread = np.broadcast_to(np.asarray(sigma, np.float32), 3)
    box = box_around(head.axes, centre, list(3 * spread))
    near = [(axis.ravel()[part] - place) for axis, part, place in zip(head.axes, box, centre, strict=True)]
    x, y, z = np.meshgrid(*near, indexing="ij", sparse=True)
    fall = np.exp(-0.5 * ((x / spread[0]) ** 2 + (y / spread[1]) ** 2 + (z / spread[2]) ** 2)) - np.exp(-4.5)
    weight = np.clip(fall, 0, 1) * np.clip(head.depth[box] / 10, 0, 1)
    head.deform([(-part * weight).astype(np.float32) for part in by], box)
    head.falx_shift[box] += by[0] * weight * 0.5


def efface(head: Head, amount: float, where: Volume | float = 1.0) -> None:
    """Swollen gyri: cortex takes the place of the CSF in the sulci."""
    taken = head.csf * amount * where * np.clip(1 - head.ventricles * 3, 0, 1)
    head.csf = head.csf - taken
    head.grey = head.grey + taken


def lose_volume(head: Head, amount: float = 1.0, shrink: float = 0.035) -> None:
    """Global volume loss: the brain shrinks inside the skull and its sulci widen."""
    centre = (0, -18, 8)
    towards = [
        np.broadcast_to((axis - place) * shrink, head.shape).astype(np.float32)
        for axis, place in zip(head.axes, centre, strict=True)
    ]
    head.deform(towards)
    wide = ndimage.gaussian_filter(head.sulci, 1.1) * np.clip((40 - head.depth) / 12, 0, 1)
    lost = np.clip((wide - 0.075) * 6 * amount, 0, 1)
    head.grey, head.white = head.grey * (1 - lost), head.white * (1 - lost)
    head.csf = np.clip(head.cavity - head.grey - head.white, 0, 1)
    head.t1 = head.t1 * (1 - head.csf) + CSF_ON_T1 * head.csf
