"""Files that mean harm fail alone, with a sentence, in a worker: this process lives, and memory stays bounded."""

import random
from pathlib import Path

import pytest

from dashboard.imaging import ImageRefused, Slice, read_instances, scan_study, stack_of, thumbnail, wire_slice
from dashboard.imaging.readers import WORKERS
from dashboard.imaging.worker import MEMORY
from tests.imaging.hostile import changed, every_bomb, foreign_files, victims, write

BOMBS = every_bomb()
FOREIGN = foreign_files()
BUNDLED = 170
SEEDS = 60


def outcome(path: Path) -> str:
    """A picture, or the sentence."""
    try:
        assert thumbnail(Slice(path), 40).startswith(b"\xff\xd8")
    except ImageRefused as refusal:
        return str(refusal)
    return "picture"


def peak_of_workers() -> int:
    """The most bytes of address space that an idle worker ever had."""
    peaks = [0]
    for pid in WORKERS.processes():
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
        peaks += [int(line.split()[1]) * 1024 for line in lines if line.startswith("VmPeak")]
    return max(peaks)


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_gives_a_sentence_and_the_next_file_a_picture(tmp_path, make_dicom, name):
    bomb, good = write(tmp_path, f"{name}.dcm", BOMBS[name]), make_dicom("good.dcm")
    said = outcome(bomb)
    if name not in ("jpeg-ls-cut", "many-windows"):
        assert said != "picture"
    assert said == "picture" or (said.endswith(".") and "\n" not in said and len(said) < 200)
    study = scan_study(tmp_path, "s")
    assert good in [one.path for series in study.series for one in series.slices]
    assert outcome(good) == "picture"
    assert peak_of_workers() <= MEMORY


def test_a_program_that_is_also_dicom_is_shown_as_the_picture_it_is(make_dicom):
    path = make_dicom("a.dcm")
    path.write_bytes(b"MZ" + path.read_bytes()[2:])
    assert outcome(path) == "picture"


def test_all_files_that_pydicom_carries_give_a_picture_or_a_sentence():
    assert len(FOREIGN) >= BUNDLED
    said = {path: outcome(path) for path in FOREIGN}
    pictures = [path for path, words in said.items() if words == "picture"]
    assert len(pictures) >= 80
    assert all(words.endswith(".") for path, words in said.items() if path not in pictures)
    study = scan_study(FOREIGN[0].parent, "foreign")
    kinds = {"Segmentation", "Basic Text SR", "RT Dose", "12-lead ECG Waveform", "Media Storage Directory"}
    assert kinds <= {one.what for one in study.listed}
    assert all(refused.reason.endswith(".") for refused in study.refused)


@pytest.mark.parametrize("seed", range(SEEDS))
def test_changed_at_random_a_file_gives_a_picture_or_a_sentence(tmp_path, seed):
    path = write(tmp_path, "a.dcm", changed(victims()[seed % len(victims())], random.Random(seed)))
    said = outcome(path)
    assert said == "picture" or said.endswith(".")
    for series in scan_study(tmp_path, "s").series:
        try:
            stack_of(series)
            wire_slice(series.slices[0])
        except ImageRefused as refusal:
            assert str(refusal).endswith(".")


def test_a_file_that_ends_the_worker_takes_no_other_along(tmp_path, make_dicom, monkeypatch):
    good = [make_dicom(f"{number}.dcm") for number in range(3)]
    bad = write(tmp_path, "bad.dcm", BOMBS["nested"])
    instances, refused = read_instances([good[0], bad, *good[1:]])
    assert [one.path for one in instances] == good or [one.path for one in instances] == [good[0], bad, *good[1:]]
    assert all(one.path == bad for one in refused)
