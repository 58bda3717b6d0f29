"""Files of many makers (those that pydicom itself carries): each gives a picture or one sentence, never a crash."""

from pathlib import Path

import numpy as np
import pydicom
import pytest

from dashboard.imaging import ImageRefused, Slice, scan_study
from dashboard.imaging.frames import picture

FOREIGN = sorted((Path(pydicom.__file__).parent / "data" / "test_files").glob("*.dcm"))


@pytest.mark.parametrize("path", FOREIGN, ids=lambda path: path.name)
@pytest.mark.filterwarnings("ignore")
def test_a_foreign_file_gives_a_picture_or_a_sentence(path):
    try:
        shown = picture(Slice(path))
    except ImageRefused as refusal:
        assert path.name in str(refusal)
        assert str(refusal).endswith(".")
    else:
        assert shown.mode in ("L", "RGB")
        assert np.ptp(np.asarray(shown).astype(int)) > 0


@pytest.mark.filterwarnings("ignore")
def test_a_folder_of_foreign_files_is_read_whole():
    study = scan_study(FOREIGN[0].parent, "foreign")
    shown = {one.path.name for series in study.series for one in series.slices}
    assert {"CT_small.dcm", "MR_small.dcm"} <= shown
    assert len(study.series) > 20
    assert all(refused.reason.endswith(".") for refused in study.refused)
