"""Dates and ages beside the day numbers, and what a page must know to shift the days by itself."""

import pytest

from dashboard.domain.chronology import solve
from dashboard.domain.dating import Anchor
from dashboard.domain.events import Kind
from dashboard.domain.timing import place
from dashboard.figures.frame import AXIS_PX, TWO_LINES_PX
from dashboard.figures.ledger import ledger_of
from dashboard.figures.stack import View
from dashboard.figures.timeline import timeline_figure
from dashboard.services.context import OpenCase
from dashboard.services.moments import zero_of
from dashboard.web.timeline import Dating, beside_the_days, clock_told, zero_told
from tests.figures.samples import LANES, LEUKOCYTES, case_of, event, figure_of

ANCHOR = Anchor("2024-03-01", 0.0, "2015-03-07", False)
DATED = (
    event("A", "2024-03-01"), event("B", "2024-03-21"),
    event("L", "2024-03-11", kind=Kind.LAB, term=LEUKOCYTES, value="211000", unit="/uL"),
)  # fmt: skip


@pytest.mark.parametrize(
    ("asked", "day_zero"),
    [("dates", "1 Mar 2024</span><br><b>day 0</b>"), ("age", "8 y 11 mo</span><br><b>day 0</b>"), ("", "<b>day 0</b>")],
)
def test_a_tick_has_its_date_or_age_above_the_day(asked, day_zero):
    view = beside_the_days(View(), ANCHOR, asked)
    figure = figure_of(*DATED, view=view)
    ticks = figure["layout"]["xaxis"]["ticktext"]
    assert [text for text in ticks if text.endswith(day_zero)]
    two = bool(asked)
    assert figure["layout"]["meta"]["axis_px"] == (TWO_LINES_PX if two else AXIS_PX)
    assert figure["layout"]["margin"]["t"] == figure["layout"]["meta"]["axis_px"]


def test_ticks_that_carry_dates_stand_further_apart():
    plain, dated = (figure_of(*DATED, view=beside_the_days(View(width=1532), ANCHOR, asked)) for asked in ("", "dates"))
    assert len(dated["layout"]["xaxis"]["tickvals"]) < len(plain["layout"]["xaxis"]["tickvals"])


@pytest.mark.parametrize(
    ("anchor", "asked"),
    [(None, "dates"), (ANCHOR, "days"), (ANCHOR, "nonsense"), (Anchor("2024-03-01", 0, "", False), "age")],
)
def test_what_is_not_known_or_not_asked_for_stands_beside_no_day(anchor, asked):
    assert beside_the_days(View(), anchor, asked).beside is None


def test_the_line_of_day_0_is_the_first_shape_and_hidden_where_it_is_not_on_the_axis():
    shapes = figure_of(*DATED)["layout"]["shapes"]
    assert (shapes[0]["name"], shapes[0]["visible"]) == ("day 0", True)
    case = case_of(event("A", "0"), event("B", "220"), event("C", "240"))
    late = [item for item in place(case, solve(case)) if item.event.id != "A"]
    assert timeline_figure(case, late, LANES, View())["layout"]["shapes"][0]["visible"] is False


def test_the_time_of_the_last_count_can_be_told_anew():
    lane = next(lane for lane in figure_of(*DATED)["layout"]["meta"]["lanes"] if lane["name"] == "blood_counts")
    event_id, rest = lane["sub_time"]
    assert (event_id, lane["sub"][0]) == ("L", f"day 10{rest}")
    others = [lane for lane in figure_of(*DATED)["layout"]["meta"]["lanes"] if lane["name"] != "blood_counts"]
    assert all(lane["sub_time"] is None for lane in others)


def test_a_figure_whose_own_words_count_from_day_0_says_so():
    drugs = (event("A", "0"), event("T", "2", until="unknown", kind=Kind.TREATMENT, components=("vincristine",)),
             event("Z", "60"))  # fmt: skip
    assert figure_of(*drugs)["layout"]["meta"]["tells_times"] is False
    later = figure_of(*drugs, view=View(start="30", stop="60", linear=True))
    assert later["layout"]["meta"]["tells_times"] is True


def opened(*events, **more):
    case = case_of(*events, **more)
    return OpenCase(case, solve(case), 1)


def test_the_clock_of_dated_days_tells_where_its_own_day_0_and_the_calendar_lie():
    case = opened(*DATED, birth_date="2015-03-07")
    for selector, offset in (("", 0.0), ("B", -20.0), ("highest:leukocytes", -10.0)):
        zero = zero_of(case, selector)
        record = ledger_of(case.case, case.chronology, zero.moment)
        clock = clock_told(case, zero, Dating(case.case, case.chronology), record)
        assert clock["calendar"] == {
            "origin": "2024-03-01", "offset": offset, "birth": "2015-03-07", "instants": False,
        }  # fmt: skip
        assert (clock["own"], clock["own_day"], clock["shift"]) == (selector == "", offset, True)


def test_the_quick_choices_begin_with_the_own_day_zero_and_hold_it_once():
    case = opened(*DATED, zeros=("A", "B"))
    told = zero_told(case, zero_of(case, "B"))
    assert [choice["selector"] for choice in told["choices"]] == ["", "B"]
    assert told["selector"] == "B"
