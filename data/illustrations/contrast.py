"""From tissue to picture: CT in HU, FLAIR and T1 in units of 1; skull, scalp and skull base laid over them."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from data.illustrations.anatomy import Head
from data.illustrations.shapes import Site, Volume, distance_to, inside

AIR = -1000.0


@dataclass(frozen=True, slots=True)
class Layer:
    """Something laid over the brain: its share of each voxel (0 to 1) and its value there."""

    share: Volume
    value: Volume | float
    spares_csf: bool = False


@dataclass(frozen=True, slots=True)
class Cover:
    """Shares of what lies over the brain: bone and its marrow, scalp with its soft part, skull base."""

    bone: Volume
    marrow: Volume
    scalp: Volume
    soft: Volume
    base: Volume


def ct(head: Head, layers: Iterable[Layer] = (), grey: float = 38, white: float = 28.5, csf: float = 5) -> Volume:
    """The head in HU."""
    brain = head.grey * grey + head.white * white + head.csf * csf + _rest(head) * 12
    brain += 1.6 * head.noise(9) * (1 - head.csf)
    for layer in layers:
        share = layer.share * (1 - head.csf * 0.85) if layer.spares_csf else layer.share
        brain = brain * (1 - share) + layer.value * share
    brain += falx(head) * 26
    within = _within(head)
    image = AIR * (1 - within) + brain * within
    cover = _cover(head, soft_skin=1.0)
    image = image * (1 - cover.scalp) + (-75 + 115 * cover.soft) * cover.scalp
    image = image * (1 - cover.bone) + (1250 - 620 * cover.marrow + 90 * head.noise(3)) * cover.bone
    return image * (1 - cover.base) + np.clip(720 + 330 * head.noise(4), 60, 1500) * cover.base


def flair(head: Head, layers: Iterable[Layer] = ()) -> Volume:
    """The head on FLAIR: fluid dark, grey matter a little brighter than white."""
    image = head.grey * 0.50 + head.white * 0.385 + head.csf * 0.07 + _rest(head) * 0.12
    image *= 1 + 0.02 * head.noise(5)
    for layer in layers:
        image = image * (1 - layer.share) + layer.value * layer.share
    return _covered(head, image, fat=0.62, bone=0.03, muscle=0.28)


def t1_contrast(head: Head, layers: Iterable[Layer] = ()) -> Volume:
    """The head on T1 after contrast: venous sinus and choroid plexus are bright, the meninges are not."""
    image = head.grey * 0.44 + head.white * 0.64 + head.csf * 0.13
    image = 0.55 * image + 0.45 * np.clip(head.t1 * 0.80, 0, 0.75) * np.clip(1 - head.csf, 0.35, 1)
    sinus = _sagittal_sinus(head)
    image = image * (1 - sinus) + 0.97 * sinus
    plexus = Site((21, -38, 12), (4, 7, 4), 0.35, 4)
    choroid = inside(distance_to(head.axes, [plexus, plexus.mirrored()])) * np.clip(head.csf * 1.6, 0, 1)
    image = image * (1 - choroid) + 0.85 * choroid
    for layer in layers:
        image = image * (1 - layer.share) + layer.value * layer.share
    return _covered(head, image, fat=0.92, bone=0.04, muscle=0.36)


def falx(head: Head) -> Volume:
    """Share of the falx: a thin membrane in the fissure between the hemispheres."""
    above = (head.z > 26) | (head.y > 38) | ((head.y < -62) & (head.z > 6))
    in_fissure = np.clip(head.sulci * 2.2, 0, 1) * (head.cavity > 0.4)
    return np.exp(-((head.x - head.falx_shift) ** 2)) * above * in_fissure


def _sagittal_sinus(head: Head) -> Volume:
    across = np.hypot(head.x / 4.5, (head.shell + 2.6) / 3.0) * 3 - 3
    along = ((head.y < 30) | (head.z > 40)) & ((head.z > 0) | (head.y < -60))
    return inside(across, 1) * along


def _rest(head: Head) -> Volume:
    return np.clip(1 - head.grey - head.white - head.csf, 0, 1)


def _within(head: Head) -> Volume:
    return np.clip(0.9 - head.shell, 0, 1)


def _cover(head: Head, soft_skin: float) -> Cover:
    out, thick = head.shell, head.thickness
    bone = np.clip(out - 0.6, 0, 1) * np.clip(thick + 1.0 - out, 0, 1)
    marrow = np.clip(1 - np.abs((out - 1.0) / thick - 0.5) / 0.24, 0, 1) * (thick > 5)
    scalp = np.clip((out - thick - 1) / 0.8, 0, 1) * np.clip(thick + 7.5 - out, 0, 1)
    skin = scalp * np.clip((out - thick - 5.2) / 0.8, 0, 1)
    muscle = scalp * np.clip((-2 - head.z) / 14, 0, 1) * np.clip((np.abs(head.x) - 22) / 22, 0, 1) * 0.9
    base = (out < 1.0) * np.clip((head.off_brain - 2.2) / 1.2, 0, 1) * np.clip((4 - head.z) / 10, 0, 1)
    over_sella = (np.abs(head.x) < 17) & (head.y > -24) & (head.y < 18)
    base = base * np.where(over_sella, np.clip((-25 - head.z) / 3, 0, 1), 1)
    return Cover(bone, marrow, scalp, np.clip(muscle + soft_skin * skin, 0, 1), base)


def _covered(head: Head, image: Volume, fat: float, bone: float, muscle: float) -> Volume:
    """An MR picture with skull and scalp, and the gentle unevenness of a head coil."""
    image = image * _within(head)
    cover = _cover(head, soft_skin=0.6)
    image = image * (1 - cover.scalp) + (fat * (1 - cover.soft) + muscle * cover.soft) * cover.scalp
    image = image * (1 - cover.bone) + (bone + cover.marrow * fat * 0.42) * cover.bone
    base = np.clip(bone + 0.18 + 0.12 * head.noise(4), 0, 1)
    return (image * (1 - cover.base) + base * cover.base) * (1 + 0.05 * head.noise(45))
