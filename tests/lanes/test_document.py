"""docs/lanes.md: its table is that of the program, and its example is a lane that works."""

import re
from pathlib import Path
from types import ModuleType

import plotly.graph_objects as go
import pytest

from dashboard.figures.lane import Lane
from dashboard.figures.stack import View
from dashboard.figures.timeline import timeline_figure
from dashboard.lanes._blood_counts.thresholds import THRESHOLDS
from dashboard.lanes.neuro_status import RANKS
from tests.figures.samples import LANES, SHIPPED, placed_of, shipped

TEXT = (Path(__file__).resolve().parents[2] / "docs" / "lanes.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def example() -> Lane:
    """The lane of the document's one Python block."""
    (source,) = re.findall(r"```python\n(.*?)```", TEXT, flags=re.S)
    module = ModuleType("radiotherapy", "")
    exec(compile(source, "docs/lanes.md", "exec"), module.__dict__)
    assert isinstance(module.LANE, Lane)
    return module.LANE


def test_the_table_lists_the_lanes_in_the_order_in_which_they_are_drawn():
    rows = re.findall(r"^\| ([^|]+) \| `(\w+)` \|", TEXT, flags=re.M)
    assert rows == [(lane.title, lane.name) for lane in LANES]


def test_what_is_told_of_thresholds_and_ranks_is_what_is_drawn():
    assert all(f"{line.value:g}" in TEXT for line in THRESHOLDS)
    assert all(f"{rank} {word.partition(' ')[2]}" in TEXT for rank, word in RANKS.items() if rank != 4)


def test_the_example_is_a_lane_like_the_others(example):
    assert example.name not in {lane.name for lane in LANES}
    assert example.order not in {lane.order for lane in LANES}
    assert f"dashboard/lanes/{example.name}.py" in TEXT


@pytest.mark.parametrize("name", SHIPPED)
def test_the_example_is_drawn_in_its_place_and_the_numbers_still_add_up(example, name):
    lanes = sorted([*LANES, example], key=lambda lane: lane.order)
    figure = timeline_figure(shipped(name)[0], placed_of(name), lanes, View())
    go.Figure(figure)
    meta = figure["layout"]["meta"]
    own = {item.event.id for item in placed_of(name) if example.takes(item)}
    assert {mark["id"] for mark in meta["marks"] if mark["lane"] == example.name} == own
    assert not own & {mark["id"] for mark in meta["marks"] if mark["lane"] == "treatments"}
    assert (example.name in [lane["name"] for lane in meta["lanes"]]) == bool(own)
    numbers = meta["numbers"]
    assert numbers["read"] == sum(numbers[key] for key in ("drawn", "outside", "timeless", "hidden", "refused"))


def test_a_shipped_case_has_something_for_the_example(example):
    assert any(example.takes(item) for name in SHIPPED for item in placed_of(name))
