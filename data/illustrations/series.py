"""The list of what is drawn: one study for each scan that the report describes, with its series and key slice."""

from collections.abc import Callable
from dataclasses import dataclass

from data.illustrations import case_1, case_2
from data.illustrations.anatomy import Head
from data.illustrations.shapes import Volume

SEEDS = {"case-1": 1, "case-2": 2}
BRAIN, NARROW = (40, 80), (33, 60)
FLAIR_WINDOW, T1_WINDOW = (425, 850), (500, 1000)


@dataclass(frozen=True)
class Series:
    """One series: its folder, what it is, how it is drawn. `note` is burned in beside the head."""

    name: str
    contrast: str
    description: str
    draw: Callable[[Head], Volume]
    window: tuple[int, int]
    comment: str = ""
    note: str = ""

    @property
    def is_ct(self) -> bool:
        """Whether the values are HU."""
        return self.contrast == "CT"


@dataclass(frozen=True)
class Study:
    """One study; slice `key` (from 1, feet first) of series `key_series` shows best what the report describes."""

    case: str
    id: str
    label: str
    caption: str
    key: int
    series: tuple[Series, ...]

    @property
    def key_series(self) -> str:
        """The series that stands for the study: the first."""
        return self.series[0].name


def _ct(description: str, draw: Callable[[Head], Volume], window: tuple[int, int]) -> tuple[Series, ...]:
    return (Series("ct", "CT", description, draw, window),)


def _flair(description: str, draw: Callable[[Head], Volume], comment: str = "", note: str = "") -> Series:
    return Series("flair", "FLAIR", description, draw, FLAIR_WINDOW, comment, note)


def _t1(description: str, draw: Callable[[Head], Volume]) -> Series:
    return Series("t1-contrast", "T1", description, draw, T1_WINDOW)


SIDE_NOT_STATED = "The source states no side for the temporal lobe hemorrhage; it is drawn on an arbitrary side."

STUDIES = (
    Study("case-1", "ct-1", "CT 1", "Hemorrhages in both frontal lobes and the callosal genu, mass effect", 10,
          _ct("CT head: frontal and callosal hemorrhages", case_1.ct_1, BRAIN)),
    Study("case-1", "ct-2", "CT 2", "Diffuse multifocal edema, bilateral uncal herniation", 4,
          _ct("CT head: diffuse edema, uncal herniation", case_1.ct_2, NARROW)),
    Study("case-1", "mri-1", "MRI 1", "Right posterior and both medial temporal, optic chiasm, both hypothalami", 5,
          (_flair("FLAIR: temporal, chiasm, hypothalami", case_1.mri_1_flair),
           _t1("T1 post contrast: the same sites enhance", case_1.mri_1_t1))),
    Study("case-1", "mri-2", "MRI 2", "Smaller hemorrhages, global volume loss, ex-vacuo ventricular enlargement", 8,
          (_flair("FLAIR: smaller hemorrhages, volume loss", case_1.mri_2_flair),)),
    Study("case-2", "ct-1", "CT 1", "Multiple hypodensities in both hemispheres", 13,
          _ct("CT head: multiple hypodensities", case_2.ct_1, NARROW)),
    Study("case-2", "mri-1", "MRI 1", "Multifocal white-matter hyperintensity matching the hypodensities of CT 1", 13,
          (_flair("FLAIR: multifocal white matter", case_2.mri_1_flair),
           _t1("T1 post contrast: no enhancement", case_2.mri_1_t1))),
    Study("case-2", "mri-2", "MRI 2", "Marked ventriculomegaly, larger lesions with edema; ring enhancement on T1", 12,
          (_flair("FLAIR: marked ventriculomegaly, edema", case_2.mri_2_flair),
           _t1("T1 post contrast: ring enhancement", case_2.mri_2_t1))),
    Study("case-2", "mri-3", "MRI 3", "New hemorrhagic change on the right; diffuse white-matter change", 13,
          (_flair("FLAIR: new hemorrhage right, diffuse", case_2.mri_3_flair),)),
    Study("case-2", "mri-4", "MRI 4", "White-matter change persists, ventricles larger", 12,
          (_flair("FLAIR: change persists, larger ventricles", case_2.mri_4_flair),)),
    Study("case-2", "mri-5", "MRI 5", "Brainstem slightly less bright; evolving temporal hemorrhage, side not stated",
          3,
          (_flair("FLAIR: less brainstem change", case_2.mri_5_flair, SIDE_NOT_STATED, "SIDE OF\nBLEED NOT\nSTATED"),)),
)  # fmt: skip
