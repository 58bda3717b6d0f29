"""docs/import-cbioportal.md: what it says of refusals, types and months is what the reader does."""

import re
from pathlib import Path

import pytest

from dashboard.importers._cbioportal.kinds import kind_of
from dashboard.importers._cbioportal.persons import months_window
from dashboard.importers.cbioportal import IMPORTER
from dashboard.lanes import all_lanes
from tests.importers.cbioportal.studies import meta, tabbed, write

TEXT = (Path(__file__).resolve().parents[3] / "docs" / "import-cbioportal.md").read_text(encoding="utf-8")
LABS = "PATIENT_ID|START_DATE|STOP_DATE|EVENT_TYPE|TEST|RESULT|UNIT"
POINTER = "version https://git-lfs.github.com/spec/v1\n"
ROWS = [f"P1|{day}||LAB_TEST|PSA|1|" for day in range(5)]


@pytest.mark.parametrize(
    "files",
    [
        {"data_timeline_labs.txt": POINTER},
        {"data_timeline_labs.txt": tabbed(LABS, *ROWS, "P1|9||LAB_TEST|PSA|1||2|3")},
        {"data_timeline_labs.txt": tabbed(LABS, ROWS[0], "P1|2020-11-01||LAB_TEST|PSA|1|")},
        {"data_timeline_labs.txt": tabbed(LABS, *ROWS[:2], "P1|5|4|LAB_TEST|PSA|1|")},
        {"data_timeline_labs.txt": tabbed(LABS, *ROWS[:3], "|5||LAB_TEST|PSA|1|")},
        {"data_timeline_labs.txt": tabbed(LABS, *ROWS[:4], LABS)},
        {"data_timeline_labs.txt": tabbed(LABS, *ROWS, *["P2|1||STATUS|||"]).encode() + b"P1\t1\t\tX\xe9\n"},
        {"data_timeline_labs.txt": LABS.replace("|", ";")},
        {"data_timeline_labs.txt": tabbed("PATIENT_ID|EVENT_TYPE")},
        {"meta_labs.txt": meta("TIMELINE", "labs.txt")},
    ],
)
def test_each_sentence_of_a_refusal_stands_in_the_document(tmp_path, files):
    whole = {"data_timeline_good.txt": tabbed(LABS, "P9|0||LAB_TEST|PSA|1|"), **files}
    (refusal,) = IMPORTER.read(write(tmp_path / "study", whole)).report.refused
    told = {f"`{refusal}`", f"`{str(refusal).replace(refusal.file, '…')}`", f"`…{str(refusal)[len(refusal.file) :]}`"}
    assert any(one in TEXT for one in told), refusal


def test_the_months_of_the_document_are_those_of_the_reader():
    for months, low, high in re.findall(r"([0-9.]+) months (?:are )?day ([0-9]+) to ([0-9]+)", TEXT):
        window = months_window(months)
        assert (str(window.low), str(window.high)) == (low, high)


def test_each_type_of_the_document_has_the_lane_that_it_says():
    table = TEXT.partition("| type | lane |")[2].partition("\n\n")[0]
    titles = {lane.title for lane in all_lanes()}
    for types, told in re.findall(r"^\| (.+) \| (.+) \|$", table, flags=re.M):
        if types.startswith(("any", "-")):
            continue
        assert any(title in told for title in titles), told
        for name in re.findall(r"`([A-Z ]+|[A-Z_]+)`", types):
            assert kind_of(name) != "other", name
