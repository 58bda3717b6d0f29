"""The solved windows of the shipped cases against those of a careful reading, number by number."""

import csv
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import pytest

from dashboard.domain.timing import Placed, Timing

with (Path(__file__).parent / "windows.csv").open(encoding="utf-8", newline="") as _file:
    WINDOWS = {row["id"]: row for row in csv.DictReader(_file)}


def _number(text: str) -> float | None:
    return float(text) if text else None


@pytest.mark.parametrize("name", WINDOWS)
def test_the_solved_window_is_the_one_that_a_careful_reading_gives(name: str, placed: Mapping[str, Placed]) -> None:
    time, end, row = placed[name].time, placed[name].end, WINDOWS[name]
    assert (str(time.kind), time.earliest, time.latest, time.nominal) == (
        row["time_kind"],
        *(_number(row[column]) for column in ("earliest", "latest", "nominal")),
    )
    ends = (end.earliest, end.latest, end.nominal) if isinstance(end, Timing) else (None, None, None)
    assert ends == tuple(_number(row[column]) for column in ("end_earliest", "end_latest", "end_nominal"))


@pytest.mark.parametrize("name", WINDOWS)
def test_order_kind_place_and_issues_are_those_of_the_reading(name: str, placed: Mapping[str, Placed]) -> None:
    event, row = placed[name].event, WINDOWS[name]
    assert ("" if event.seq is None else str(event.seq)) == row["seq"]
    assert (str(event.kind), event.place, "; ".join(event.issues)) == (row["kind"], row["place"], row["issues"])


def test_all_96_facts_are_there_and_no_other(placed: Mapping[str, Placed]) -> None:
    assert set(placed) == set(WINDOWS) and len(placed) == 96


def test_most_of_what_is_known_has_no_day(placed: Mapping[str, Placed]) -> None:
    kinds = Counter(str(item.time.kind) for item in placed.values())
    assert kinds == {"order only": 61, "bounded": 18, "exact": 8, "approximate": 7, "not dated": 2}
