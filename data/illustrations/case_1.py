"""The scans of case 1, each drawn from what the report says of it and no more."""

import numpy as np
from scipy import ndimage

from data.illustrations import lesions
from data.illustrations.anatomy import Head
from data.illustrations.contrast import Layer, ct, flair, t1_contrast
from data.illustrations.deformation import efface, grow_ventricles, lose_volume, push
from data.illustrations.shapes import Site, Volume, distance_to, inside

FRONTAL = (
    Site((-29, 40, 14), (12, 16, 15), 0.17, 7),
    Site((-38, 24, 30), (8, 9, 8), 0.25, 5),
    Site((-18, 57, 3), (6, 7, 6), 0.22, 5),
    Site((30, 42, 16), (11, 14, 13), 0.17, 7),
    Site((23, 58, 5), (6, 7, 6), 0.25, 5),
    Site((39, 25, 12), (6, 7, 6), 0.25, 5),
    Site((27, 20, 38), (7, 8, 7), 0.25, 5),
    Site((-27, 14, 43), (6, 7, 6), 0.25, 5),
)
GENU = (Site((0, 25, 8), (13, 6, 8), 0.16, 5), Site((-5, 31, 5), (5, 5, 6), 0.2, 4))

# The three sites of MRI 1 lie at different heights; each reaches z = -12 mm, so that one slice shows them all.
POSTERIOR_TEMPORAL = Site((49, -44, -4), (11, 15, 14), 0.26, 5)
MEDIAL_TEMPORAL = Site((25, -15, -15), (7, 14, 8), 0.20, 5)
CHIASM = Site((0, 5, -13), (8, 4, 4), 0.10, 4)
HYPOTHALAMUS = Site((5.5, -4, -10), (3.5, 6, 5), 0.12, 4)
SITES_OF_MRI_1 = (
    POSTERIOR_TEMPORAL,
    MEDIAL_TEMPORAL,
    MEDIAL_TEMPORAL.mirrored(),
    CHIASM,
    HYPOTHALAMUS,
    HYPOTHALAMUS.mirrored(),
)


def ct_1(head: Head) -> Volume:
    """Several hemorrhages in both frontal lobes and the genu; mass effect: sulci gone, frontal horns pressed back."""
    for side in (-1, 1):
        push(head, (side * 26, 36, 14), (-side * 5, -6, 0), (22, 26, 26))
    push(head, (0, 16, 12), (0, -5, 0), (26, 24, 22))
    efface(head, 0.9, np.clip((head.y + 25) / 30, 0, 1))
    return ct(head, lesions.fresh_hemorrhage_ct(head, distance_to(head.axes, [*FRONTAL, *GENU])))


def ct_2(head: Head) -> Volume:
    """Diffuse, multifocal edema; both unci pressed into the cistern; cerebellum and brainstem spared."""
    grow_ventricles(head, -3.2)
    for side in (-1, 1):
        push(head, (side * 34, 2, 4), (-side * 3, 0, 0), (26, 40, 30))
        push(head, (side * 22, -4, -22), (-side * 11, -3, 2), (9, 12, 11))
        push(head, (side * 14, -24, -18), (-side * 5, 0, 0), (9, 14, 12))
    _close_cisterns(head)
    spared = _below_the_tentorium(head)
    patches = distance_to(head.axes, PATCHES)
    edema = inside(patches - 2 * head.noise(8), 6) * (1 - spared)
    pseudo = np.clip((ndimage.gaussian_filter(head.sulci, 0.7) - 0.25) * 1.6, 0, 1)
    pseudo = pseudo * np.clip((head.depth - 8) / 8, 0, 1) * (head.z < 22)
    layers = [Layer(edema * 0.8, 19, spares_csf=True), Layer(spared * 0.95, 36), Layer(pseudo * 0.5, 41)]
    return ct(head, layers, grey=29, white=25, csf=7)


PATCHES = (
    Site((44, 6, 10), (17, 26, 24), 0.2, 10),
    Site((-42, -30, 14), (17, 24, 22), 0.2, 10),
    Site((-34, 40, 14), (15, 17, 18), 0.2, 10),
    Site((32, -66, 20), (16, 17, 20), 0.2, 10),
    Site((34, 30, 44), (13, 16, 14), 0.2, 10),
    Site((-30, -20, 52), (13, 17, 12), 0.2, 10),
    Site((-36, -8, -20), (26, 30, 15), 0.10, 12),
    Site((36, -8, -20), (26, 30, 15), 0.10, 12),
)


def _close_cisterns(head: Head) -> None:
    """Swelling leaves a slit between the unci, slit ventricles and nearly no sulci."""
    slit = np.exp(-((head.x / 1.4) ** 2) - ((head.y - 2) / 10) ** 2 - ((head.z + 19) / 9) ** 2)
    left = np.clip(np.clip(slit * 1.5, 0, 1) + np.clip(head.ventricles * 1.2, 0, 0.75) + 0.03, 0, 1)
    taken = head.csf * (1 - left)
    head.csf = head.csf - taken
    unci = np.exp(-((head.x / 17) ** 4) - (head.y / 17) ** 4 - ((head.z + 17) / 8) ** 4)
    gap = np.clip(1 - head.grey - head.white - head.csf - taken, 0, 1) * unci
    head.grey = np.clip(head.grey + taken + gap, 0, 1) * (1 - 0.8 * slit)
    head.csf = np.maximum(head.csf, 0.8 * slit)


def _below_the_tentorium(head: Head) -> Volume:
    """Share of cerebellum and brainstem: a tent, narrower towards its top."""
    side, height = np.abs(head.x + 1.5 * np.sin(head.y / 9)), np.maximum(head.z + 30, 0)
    tent = inside(head.y + 36 + 0.5 * np.maximum(side - 12, 0), 3) * inside(side - 56 + 1.9 * height, 4)
    tent = tent * inside(-104 + 2.0 * height - head.y, 4) * inside(head.z - 4, 3)
    stem = np.exp(-((head.x / 9) ** 4) - ((head.y + 25) / 14) ** 4) * inside(head.z + 6, 3)
    return ndimage.gaussian_filter(np.broadcast_to(np.maximum(tent, stem), head.shape).astype(np.float32), 1.0)


def mri_1_flair(head: Head) -> Volume:
    """Bright: right posterior temporal, both medial temporal lobes, chiasm, both hypothalami."""
    return flair(head, lesions.subacute_change_flair(head, distance_to(head.axes, SITES_OF_MRI_1)))


def mri_1_t1(head: Head) -> Volume:
    """The same sites enhance; the meninges do not."""
    return t1_contrast(head, lesions.patchy_enhancement_t1(head, distance_to(head.axes, SITES_OF_MRI_1)))


def mri_2_flair(head: Head) -> Volume:
    """Smaller hemorrhages at the sites of MRI 1; less brain everywhere, larger ventricles in its place."""
    lesions.mark(head, "sites", [site.scaled(0.7) for site in SITES_OF_MRI_1])
    grow_ventricles(head, 4.6, 28)
    lose_volume(head)
    smaller = head.marks["sites"]
    seam = Layer(lesions.caps(head, 2.0) * 0.7, 0.60)
    return flair(head, [seam, *lesions.evolving_hemorrhage_flair(head, smaller)])
