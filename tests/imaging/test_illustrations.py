"""The generator of the pictures: the same input gives the same bytes, and what it draws is where the report says."""

import pytest

pytest.importorskip("nilearn", reason="nilearn draws the pictures and is installed for development only")
pytest.importorskip("scipy", reason="scipy draws the pictures and is installed for development only")

import numpy as np  # noqa: E402

from data.illustrations.__main__ import drawn  # noqa: E402
from data.illustrations.anatomy import Field  # noqa: E402
from data.illustrations.dicom import write_series  # noqa: E402
from data.illustrations.series import STUDIES  # noqa: E402

pytestmark = pytest.mark.filterwarnings("ignore")
THIN = Field(lowest=19.5, slices=3)


def made(only):
    ((study, series, stack),) = drawn(only, THIN)
    return study, series, stack


@pytest.fixture(scope="module")
def flair():
    return made("case-2/mri-1/flair")


def test_a_series_made_twice_is_the_same_to_the_byte(tmp_path, flair):
    for folder, one in (("first", flair), ("second", made("case-2/mri-1/flair"))):
        write_series(tmp_path / folder, *one)
    names = [path.name for path in sorted((tmp_path / "first").iterdir())]
    assert names == ["IM0001.dcm", "IM0002.dcm", "IM0003.dcm"]
    for name in names:
        assert (tmp_path / "first" / name).read_bytes() == (tmp_path / "second" / name).read_bytes()


def test_the_white_matter_lesions_of_ct_and_mri_lie_at_the_same_places(flair):
    inner = np.s_[1, 45:140, 50:140]
    bright, dark = flair[2].slices[inner], made("case-2/ct-1")[2].slices[inner]
    lesion = bright > 0.7
    assert 100 < lesion.sum() < 2000
    assert dark[lesion].mean() < 20
    assert dark[(bright > 0.35) & ~lesion].mean() > 25


def test_every_description_fits_its_dicom_element():
    for study in STUDIES:
        for series in study.series:
            assert len(f"{series.description} (ILLUSTRATION)") <= 64
