"""The scans of case 2, each drawn from what the report says of it and no more."""

import numpy as np

from data.illustrations import lesions
from data.illustrations.anatomy import Head
from data.illustrations.contrast import Layer, ct, flair, t1_contrast
from data.illustrations.deformation import efface, grow_ventricles, open_temporal_horns
from data.illustrations.shapes import Site, Volume, distance_to, inside

# One list for CT 1, MRI 1 and MRI 2: the report says that MRI 1 matches CT 1 and that MRI 2 shows these progress.
WHITE_MATTER = (
    Site((-28, 34, 20), (9, 10, 9), 0.24, 4, 25),
    Site((-28, -3, 28), (7.5, 11, 9), 0.24, 4, -8),
    Site((-33, -41, 25), (9, 11, 9), 0.24, 4, -20),
    Site((-32, -61, 12), (8, 12, 8), 0.24, 4, -15),
    Site((-42, -34, 0), (5, 10, 7), 0.24, 4, 10),
    Site((-22, -22, 46), (7, 11, 7), 0.24, 4, 8),
    Site((-25, 44, 2), (6, 8, 6), 0.24, 4, 20),
    Site((-22, 17, 38), (4, 5, 4), 0.3, 3),
    Site((-24, -50, 40), (5, 7, 5), 0.3, 3),
    Site((-20, 4, 50), (4, 6, 4), 0.3, 3),
    Site((27, 38, 16), (8, 10, 9), 0.24, 4, -25),
    Site((29, 10, 26), (8.5, 11, 9), 0.24, 4, -12),
    Site((33, -16, 24), (6.5, 9, 8), 0.24, 4, 0),
    Site((33, -45, 28), (9, 11, 9), 0.24, 4, 20),
    Site((35, -64, 8), (7, 11, 8), 0.24, 4, 15),
    Site((22, -6, 47), (6, 11, 7), 0.24, 4, -8),
    Site((42, -22, -4), (5, 9, 6), 0.24, 4, -5),
    Site((22, 26, 36), (4, 5, 4), 0.3, 3),
    Site((24, -30, 42), (5, 6, 5), 0.3, 3),
    Site((27, 50, 0), (4, 6, 5), 0.3, 3),
    Site((40, -44, 12), (4, 5, 4), 0.3, 3),
)
RIGHT_HEMISPHERE = (
    Site((33, -4, 27), (8, 12, 10), 0.25, 4),
    Site((34, -42, 22), (6, 8, 7), 0.25, 4),
    Site((30, 30, 20), (6, 6, 6), 0.25, 4),
)
CEREBELLUM = Site((23, -62, -31), (14, 13, 11), 0.25, 5)
BRAINSTEM = (Site((0, -27, -30), (10, 8, 11), 0.16, 5), Site((0, -25, -17), (9, 6, 8), 0.14, 5))
# The report gives no side for this one; its place here is arbitrary and says so in the picture.
TEMPORAL = Site((46, -22, -17), (7, 9, 7), 0.22, 4)

MARKED, LARGER = 7.5, 10.0
PATTERN = 21


def ct_1(head: Head) -> Volume:
    """Several hypodensities in both hemispheres."""
    return ct(head, lesions.dark_foci_ct(head, distance_to(head.axes, WHITE_MATTER)))


def mri_1_flair(head: Head) -> Volume:
    """Bright foci in the white matter where CT 1 was dark; no mass effect, no hemorrhage."""
    return flair(head, lesions.bright_foci_flair(head, distance_to(head.axes, WHITE_MATTER)))


def mri_1_t1(head: Head) -> Volume:
    """The same foci a little dark; none enhances."""
    foci = inside(distance_to(head.axes, WHITE_MATTER), 1.2) * lesions.white_matter_share(head)
    return t1_contrast(head, [Layer(foci * 0.8, 0.42)])


def mri_2_flair(head: Head) -> Volume:
    """Markedly enlarged ventricles; the foci have grown, with edema round them."""
    foci = _with_large_ventricles(head, MARKED)
    edema = Layer(lesions.edema_round(head, foci, 6) * 0.85, 0.60)
    seam = Layer(lesions.caps(head, 3.0) * 0.7, 0.66)
    core = Layer(inside(foci, 1.0) * (1 - head.csf), 0.80 + 0.04 * np.clip(head.noise(3), -1.5, 1.5))
    return flair(head, [seam, edema, core])


def mri_2_t1(head: Head) -> Volume:
    """The foci now enhance as rings, with dark edema round them."""
    return t1_contrast(head, lesions.rings_t1(head, _with_large_ventricles(head, MARKED)))


def mri_3_flair(head: Head) -> Volume:
    """New hemorrhage in the right hemisphere; diffuse change above the tentorium, in cerebellum and brainstem."""
    lesions.mark(head, "blood", RIGHT_HEMISPHERE)
    change = _diffuse_change(head, MARKED, brainstem=0.79)
    return flair(head, [*change, *lesions.new_hemorrhage_flair(head, head.marks["blood"])])


def mri_4_flair(head: Head) -> Volume:
    """The white-matter change persists; the ventricles are larger."""
    return flair(head, _diffuse_change(head, LARGER, brainstem=0.79))


def mri_5_flair(head: Head) -> Volume:
    """Brainstem a little less bright; an evolving hemorrhage in a temporal lobe; otherwise as MRI 4."""
    lesions.mark(head, "blood", [TEMPORAL])
    change = _diffuse_change(head, LARGER, brainstem=0.69)
    return flair(head, [*change, *lesions.evolving_hemorrhage_flair(head, head.marks["blood"])])


def _with_large_ventricles(head: Head, growth: float) -> Volume:
    """Enlarges the ventricles; returns the distance to the foci, 2 mm larger than before and moved along."""
    lesions.mark(head, "foci", WHITE_MATTER)
    open_temporal_horns(head)
    grow_ventricles(head, growth, 36)
    efface(head, 0.35)
    return head.marks["foci"] - 2.0


def _diffuse_change(head: Head, growth: float, brainstem: float) -> list[Layer]:
    """Layers of the late scans: confluent white-matter change, both cerebellar hemispheres, brainstem."""
    lesions.mark(head, "cerebellum", [CEREBELLUM, CEREBELLUM.mirrored()])
    lesions.mark(head, "brainstem", BRAINSTEM)
    open_temporal_horns(head)
    grow_ventricles(head, growth, 36)
    tissue = 1 - head.csf
    return [
        Layer(lesions.diffuse_white_matter(head, 0.78, PATTERN) * 0.95, 0.77 + 0.04 * head.noise(6)),
        Layer(lesions.caps(head, 3.5) * 0.8, 0.84),
        Layer(inside(head.marks["cerebellum"], 2.5) * tissue * 0.9, 0.73 + 0.04 * head.noise(5)),
        Layer(inside(head.marks["brainstem"], 2.0) * tissue * 0.9, brainstem + 0.03 * head.noise(5)),
    ]
