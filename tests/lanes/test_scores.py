"""Scored values (D15, D16): a row a scale, as received, with their parts; nothing is converted, joined or ranked."""

import pytest

from dashboard.domain.events import Kind, State
from tests.figures.samples import drawn, event, figure_of, words_of

GCS, ECOG = "Glasgow Coma Scale", "ECOG performance status"
N, Z = event("N", "0"), event("Z", "40")


def scored(event_id, at, value, scale=GCS, **more):
    return event(event_id, at, kind=Kind.NEURO_STATUS, value=value, scale=scale, term=scale, **more)


def test_each_scale_has_a_row_with_its_name_and_its_scores_as_received():
    found = drawn("scores", N, scored("A", "2", "15"), scored("B", "3", "1", ECOG), scored("C", "30", "7"), Z)
    assert [row.text for row in found.rows] == [GCS, ECOG]
    assert {"15", "7", "1"} <= set(words_of(found))
    rows = {(hit.event, hit.y0) for hit in found.canvas.hits}
    assert len({y for name, y in rows if name in "AC"}) == 1 and len({y for _, y in rows}) == 2


def test_a_long_name_of_a_scale_is_cut_at_its_end():
    found = drawn("scores", N, scored("A", "2", "3", "Pain severity, verbal numeric rating from 0 to 10, reported"), Z)
    (label,) = found.rows
    assert label.text.startswith("Pain severity") and label.text.endswith("…")


def test_the_parts_of_a_score_stand_beside_it_letter_by_letter():
    found = drawn("scores", N, scored("A", "2", "10", components=("E4", "VT", "M6")), Z)
    assert "E4  VT  M6" in words_of(found)


def test_no_line_joins_two_scores_and_no_rank_is_drawn():
    figure = figure_of(N, scored("A", "2", "15"), scored("B", "9", "3"), Z)
    assert [lane["name"] for lane in figure["layout"]["meta"]["lanes"]] == ["encounters", "scores"]
    found = drawn("scores", N, scored("A", "2", "15"), scored("B", "9", "3"), Z)
    assert found.canvas.joins == [] and found.canvas.values == []


def test_words_give_way_where_scores_crowd_and_the_marks_stay():
    many = [scored(f"S{number}", str(number / 20), "15", components=("E4", "V5", "M6")) for number in range(20)]
    found = drawn("scores", N, *many, Z)
    assert {hit.event for hit in found.canvas.hits} == {one.id for one in many}
    assert words_of(found).count("15") < 20
    assert len(found.rows) == 1


@pytest.mark.parametrize(
    ("state", "words"),
    [(State.NOT_REPORTED, "not reported"), (State.PRESENT, "not testable"), (State.ABSENT, "absent")],
)
def test_a_score_without_a_value_says_why(state, words):
    found = drawn("scores", N, scored("A", "2", "", state=state, label="not testable"), Z)
    assert words in words_of(found)


def test_a_score_that_holds_for_a_time_goes_on_to_its_end():
    found = drawn("scores", N, scored("A", "2", "15", until="20"), Z)
    (hit,) = found.canvas.hits
    assert hit.x1 >= found.canvas.scale.px(20)
