"""Tables whose times count from a moment of the patient: minutes, hours, days, and study days, which have no 0."""

from pathlib import Path

import pytest

from dashboard.importers._tables.counts import Counts
from dashboard.importers.base import ImportRefused
from tests.importers.table_files import cases, read, write

MAPPING = """
name = "stay"
[[table]]
id = "labs"
file = "labs.csv"
patient = "pid"
key = "nr"
kind = "lab"
counted = { in = "%s", from = "admission to ward" }
at = "at"
until = "to"
name = "test"
value = "value"
[table.person]
sex = "sex"
"""
HEADER = "nr,pid,at,to,test,value,sex"


def brought(folder: Path, unit: str, *rows: str):  # type: ignore[no-untyped-def]
    return read(write(folder, *rows, header=HEADER, mapping=MAPPING % unit))


def test_minutes_from_an_admission_are_moments_of_its_own_clock(tmp_path: Path) -> None:
    found = brought(
        tmp_path, "minutes", "1,A,-120,,WBC,4,F", "2,A,90,150,WBC,5,F", "3,A,1440,,WBC,6,F", "4,A,soon,,WBC,7,F"
    )
    case = cases(found)["stay-A"]
    assert (case.zero, case.origin, case.sex, str(case.grain)) == ("admission to ward", "", "female", "instant")
    assert [(str(one.at), str(one.until)) for one in case.events] == [
        ("-0.083333", "None"),
        ("0.0625", "0.104167"),
        ("1", "None"),
        ("", "None"),
    ]
    assert case.events[3].detail("time_as_received") == "soon"
    assert [(why, count) for _, why, count in found.report.verify] == [("it is not a number of minutes", 1)]
    (packed,) = found.packed
    assert (packed.summary.first_day, packed.summary.last_day) == (-0.083333, 1)
    assert found.report.rows_read == found.report.accepted == 4


def test_days_are_days_and_study_days_begin_with_one(tmp_path: Path) -> None:
    case = cases(brought(tmp_path, "days", "1,A,0,3,WBC,4,F", "2,A,-10,,WBC,5,", "3,A,2024,,WBC,6,", "4,A,2.0,,W,1,"))
    events = {one.id: one for one in case["stay-A"].events}
    assert [str(events[f"labs-{number}"].at) for number in "1234"] == ["0", "-10", "2024 d", "2"]
    assert str(events["labs-1"].until) == "3" and str(case["stay-A"].grain) == "day"
    case = cases(brought(tmp_path, "study days", "1,A,1,2,WBC,4,F", "2,A,-1,,WBC,5,F", "3,A,0,,WBC,6,F"))
    events = {one.id: one for one in case["stay-A"].events}
    assert [str(events[f"labs-{number}"].at) for number in "123"] == ["0", "-1", ""]
    assert events["labs-3"].detail("time_as_received") == "0"


def test_a_count_is_a_number_near_enough() -> None:
    counts = Counts(unit="hours")
    assert (counts.one("36").at, counts.one("\u22126").at, counts.one(" ").at) == ("1.5", "-0.25", "")
    assert "more than 100000 days" in counts.one("999999999").flag and counts.one("1,5").flag


@pytest.mark.parametrize(
    ("told", "why"),
    [
        ('in = "weeks", from = "admission"', '"weeks" is not known; expected minutes, hours, days, study days'),
        ('in = "days", from = "after 3"', "is no name of a moment"),
        ('in = "days"', "is no name of a moment"),
        ('in = "days", from = "birth", to = 3', "the key is not known"),
    ],
)
def test_a_count_that_is_not_understood_is_refused_with_its_key(tmp_path: Path, told: str, why: str) -> None:
    mapping = MAPPING.replace('in = "%s", from = "admission to ward"', told)
    with pytest.raises(ImportRefused) as refused:
        read(write(tmp_path, "1,A,1,,WBC,4,F", header=HEADER, mapping=mapping))
    assert why in str(refused.value) and "counted" in str(refused.value)


def test_a_damaged_file_tells_no_day_zero(tmp_path: Path) -> None:
    found = brought(tmp_path, "days", "1,A,1,,WBC,4,F", '2,A,2,,"WBC,4,F')
    assert not found.packed and len(found.report.refused) == 1
