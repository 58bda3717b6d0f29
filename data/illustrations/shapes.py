"""Volumes, and the shapes drawn into them: smooth noise, warps, irregular blobs as distance fields."""

import zlib
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

Volume = NDArray[np.float32]
Point = tuple[float, float, float]
FAR = 99.0


@dataclass(frozen=True, slots=True)
class Site:
    """An irregular ellipsoid in mm (RAS). Its outline follows from its centre: it is the same in every scan."""

    centre: Point
    radii: Point
    roughness: float = 0.18
    lump: float = 6.0
    turn: float = 0.0

    def mirrored(self) -> "Site":
        """The site at the same place of the other side."""
        x, y, z = self.centre
        return Site((-x, y, z), self.radii, self.roughness, self.lump, -self.turn)

    def scaled(self, factor: float) -> "Site":
        """The site at the same place with other radii."""
        a, b, c = self.radii
        return Site(self.centre, (a * factor, b * factor, c * factor), self.roughness, self.lump, self.turn)

    def generator(self) -> np.random.Generator:
        """The random numbers of this site's outline."""
        return np.random.default_rng(zlib.crc32(repr(self.centre).encode()))


def smooth_noise(shape: Sequence[int], sigma: float, rng: np.random.Generator) -> Volume:
    """Noise of mean 0 and deviation 1, smooth over `sigma` voxels; made coarse, then enlarged, which is fast."""
    step = max(1, int(sigma // 2))
    coarse = ndimage.gaussian_filter(
        rng.standard_normal([size // step + 6 for size in shape]).astype(np.float32), sigma / step
    )
    zoom = [size / (length - 5) for size, length in zip(shape, coarse.shape, strict=True)]
    fine = ndimage.zoom(coarse, zoom, order=1)[tuple(slice(0, size) for size in shape)]
    missing = [(0, size - length) for size, length in zip(shape, fine.shape, strict=True)]
    fine = np.pad(fine, missing, mode="edge")
    return ((fine - fine.mean()) / fine.std()).astype(np.float32)


def warp(volume: Volume, shift: Sequence[Volume]) -> Volume:
    """`volume` sampled at each voxel's place plus `shift` (in voxels)."""
    axes = np.meshgrid(*[np.arange(size, dtype=np.float32) for size in volume.shape], indexing="ij", sparse=True)
    places = [axis + part for axis, part in zip(axes, shift, strict=True)]
    return ndimage.map_coordinates(volume, places, order=1, mode="nearest", output=np.float32)


def inside(distance: Volume, softness: float = 0.8) -> Volume:
    """1 where the signed distance is negative, 0 where positive, with an edge 2 x `softness` mm wide."""
    return np.clip(0.5 - distance / (2 * softness), 0, 1)


def box_around(axes: Sequence[Volume], centre: Point, reach: Sequence[float]) -> tuple[slice, ...]:
    """The part of the grid within `reach` mm of `centre`."""
    spans = []
    for axis, place, length in zip(axes, centre, reach, strict=True):
        start, size = float(axis.ravel()[0]), axis.size
        low = min(max(0, int(place - start - length)), size - 1)
        spans.append(slice(low, max(low + 1, min(size, int(place - start + length) + 1))))
    return tuple(spans)


def distance_to(axes: Sequence[Volume], sites: Sequence[Site]) -> Volume:
    """Signed distance in mm (negative inside) to the nearest of `sites`; FAR where none is near."""
    distance = np.full([axis.size for axis in axes], FAR, np.float32)
    for site in sites:
        box = box_around(axes, site.centre, [max(site.radii) * 2.2 + 14] * 3)
        near = [axis.ravel()[part] - place for axis, part, place in zip(axes, box, site.centre, strict=True)]
        x, y, z = np.meshgrid(*near, indexing="ij", sparse=True)
        cos, sin = np.cos(np.radians(site.turn)), np.sin(np.radians(site.turn))
        a, b, c = site.radii
        reach = np.sqrt(((cos * x + sin * y) / a) ** 2 + ((cos * y - sin * x) / b) ** 2 + (z / c) ** 2)
        uneven = site.roughness * smooth_noise(reach.shape, site.lump, site.generator())
        distance[box] = np.minimum(distance[box], (reach - 1 + uneven) * np.mean(site.radii))
    return distance
