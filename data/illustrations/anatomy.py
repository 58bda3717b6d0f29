"""A head: tissue fractions of the template on a 1 mm grid, made individual, inside a drawn skull and scalp."""

import copy
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from nilearn import datasets
from PIL import Image, ImageDraw
from scipy import ndimage
from scipy.spatial import ConvexHull, QhullError

from data.illustrations.shapes import Volume, smooth_noise, warp


@dataclass(frozen=True, slots=True)
class Field:
    """What the scanner covers: slices from the lowest centre (mm, RAS z) upwards."""

    lowest: float = -30.0
    slices: int = 24
    spacing: float = 4.5

    def heights(self) -> list[float]:
        """RAS z of the slice centres, in mm."""
        return [self.lowest + place * self.spacing for place in range(self.slices)]


class Head:
    """Tissue fractions (0 to 1) and what bounds them. x, y, z are mm to the right, to the front and upwards.

    `deform` moves every tissue map and every field of `marks` (lesions as distances) together.
    """

    TISSUES = ("grey", "white", "csf", "t1", "ventricles", "sulci")

    def __init__(self, seed: int, field: Field) -> None:
        self.rng = np.random.default_rng(seed)
        self.field = field
        self.marks: dict[str, Volume] = {}
        self._load_template()
        self._find_ventricles()
        self._make_individual()
        self.depth = ndimage.distance_transform_edt(self.cavity > 0.5).astype(np.float32)
        self._add_skull()
        self.falx_shift = np.zeros(self.shape, np.float32)

    def copy(self, rng: np.random.Generator) -> "Head":
        """The same head, free to be changed, with other random numbers."""
        other = copy.copy(self)
        other.__dict__.update({name: part.copy() for name, part in vars(self).items() if isinstance(part, np.ndarray)})
        other.marks = dict(self.marks)
        other.rng = rng
        return other

    @property
    def axes(self) -> tuple[Volume, Volume, Volume]:
        """The three coordinates in mm."""
        return self.x, self.y, self.z

    @property
    def shape(self) -> tuple[int, ...]:
        """Voxels along each axis."""
        return self.cavity.shape

    def noise(self, sigma: float) -> Volume:
        """Smooth noise over this head."""
        return smooth_noise(self.shape, sigma, self.rng)

    def deform(self, shift: Sequence[Volume], part: tuple[slice, ...] = (slice(None),) * 3) -> None:
        """Samples everything that moves at its place plus `shift`; the brain cavity stays."""
        for name in self.TISSUES:
            volume = getattr(self, name)
            volume[part] = warp(volume[part], shift)
        for name, field in self.marks.items():
            moved = field.copy()
            moved[part] = warp(field[part], shift)
            self.marks[name] = moved

    def _load_template(self) -> None:
        whole = datasets.load_mni152_template(resolution=1)
        origin = whole.affine[:3, 3]
        heights = self.field.heights()
        low = int(heights[0] - 12 - origin[2])
        cut = np.s_[:, :, low : int(heights[-1] + self.field.spacing + 8 - origin[2])]
        maps = [
            load(resolution=1).get_fdata(dtype=np.float32)[cut]
            for load in (datasets.load_mni152_gm_template, datasets.load_mni152_wm_template)
        ]
        brain = datasets.load_mni152_brain_mask(resolution=1).get_fdata(dtype=np.float32)[cut] > 0.5
        self.t1 = whole.get_fdata(dtype=np.float32)[cut].copy()
        starts = origin + np.array([0, 0, low])
        spans = [np.arange(size, dtype=np.float32) + start for size, start in zip(brain.shape, starts, strict=True)]
        self.x, self.y, self.z = np.meshgrid(*spans, indexing="ij", sparse=True)
        self._set_tissues(maps[0], maps[1], brain)

    def _set_tissues(self, grey: Volume, white: Volume, brain: Volume) -> None:
        margin = 8
        ball = ndimage.generate_binary_structure(3, 1)
        closed = ndimage.binary_closing(np.pad(brain, margin), ball, iterations=6)
        closed = closed[margin:-margin, margin:-margin, margin:-margin] | brain
        self.cavity = ndimage.gaussian_filter(closed.astype(np.float32), 1.2)
        csf = np.clip(self.cavity - grey - white, 0, 1) * (self.cavity > 0.5)
        # The template is an average of 152 people: a power sharpens what averaging has blurred.
        parts = np.stack([grey * 1.02, white, csf * 1.15]) ** 2.2
        parts /= np.maximum(parts.sum(0), 1e-3)
        self.grey, self.white, self.csf = (parts * (self.cavity > 0.5)).astype(np.float32)

    def _find_ventricles(self) -> None:
        """Ventricles are the deep CSF; what is left of the CSF is sulci, fissures and cisterns."""
        deep = ndimage.distance_transform_edt(self.cavity > 0.5) > 24
        side = np.abs(self.x)
        deep &= (side < 42) & (self.y > -68) & (self.y < 46) & (self.z > -22) & (self.z < 34)
        deep &= ~((side < 3.5) & (self.y > 10)) & ~((side < 13) & (self.y < -28))
        deep &= ~((side < 3) & (self.z > 9)) & ~((side < 16) & (self.z < -7))
        labels, count = ndimage.label((self.csf > 0.5) & deep)
        sizes = ndimage.sum_labels(np.ones_like(labels), labels, np.arange(1, count + 1))
        large = np.isin(labels, 1 + np.flatnonzero(sizes > 120)).astype(np.float32)
        self.ventricles = ndimage.gaussian_filter(large, 0.6)
        self.sulci = self.csf * (1 - np.clip(self.ventricles * 2, 0, 1))

    def _make_individual(self) -> None:
        shift = [smooth_noise(self.shape, 11, self.rng) * size for size in (1.5, 2.2, 1.6)]
        self.cavity = warp(self.cavity, shift)
        self.deform(shift)

    def _add_skull(self) -> None:
        """Skull and scalp by distance from the brain's hull: `shell` is mm outside it, `thickness` the bone's."""
        brain = self.cavity > 0.5
        hull = np.stack([_convex_hull(brain[:, :, place]) for place in range(self.shape[2])], axis=2)
        heights = self.z.ravel()
        base = int(np.argmin(np.abs(heights + 16)))
        for place in range(base):  # below, the hull of the brain is smaller than the head
            hull[:, :, place] |= ndimage.binary_erosion(hull[:, :, base], iterations=int(1 + (base - place) * 0.18))
        smooth = ndimage.gaussian_filter(hull.astype(np.float32), 3) > 0.45
        outside = ndimage.distance_transform_edt(~smooth) - ndimage.distance_transform_edt(smooth)
        self.shell = outside.astype(np.float32)
        thickness = 6.2 + 0.7 * self.noise(18) + 1.8 * (self.y < -70) + 1.0 * (self.y > 55)
        self.thickness = ndimage.gaussian_filter(thickness.astype(np.float32), 4)
        self.off_brain = ndimage.distance_transform_edt(~brain).astype(np.float32)


def _convex_hull(mask: Volume) -> Volume:
    points = np.argwhere(mask)
    if len(points) < 4:
        return mask.copy()
    try:
        corners = points[ConvexHull(points).vertices]
    except QhullError:
        return mask.copy()
    image = Image.new("1", (mask.shape[1], mask.shape[0]))
    ImageDraw.Draw(image).polygon([(int(column), int(row)) for row, column in corners], fill=1, outline=1)
    return np.asarray(image, bool)
