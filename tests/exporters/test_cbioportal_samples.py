"""The sample studies go out by the rules of the portal and come back the same (TIMELINE_SAMPLES names their folder)."""

import os
from pathlib import Path

import pytest

from dashboard.importers.cbioportal import IMPORTER
from tests.exporters.portal_exports import exported, plain
from tests.exporters.portal_rules import problems
from tests.importers.cbioportal.studies import write

SAMPLES = os.environ.get("TIMELINE_SAMPLES", "")
pytestmark = pytest.mark.skipif(not SAMPLES, reason="TIMELINE_SAMPLES names no folder of sample files")


@pytest.mark.parametrize("name", ["cbio_tcga_lung", "cbio_testpatient"])
def test_every_case_of_a_sample_study_keeps_the_rules_and_comes_back(tmp_path, name):
    for case in IMPORTER.read(Path(SAMPLES) / name).cases:
        archive, files = exported(case)
        assert problems(files) == []
        (back,) = IMPORTER.read(write(tmp_path / case.id, files)).cases
        assert plain(back) == plain(case)
        assert exported(back)[0] == archive
