"""Treatments (D17): bars no longer than the record says, full names, route and indication, open ends in words."""

import pytest

from dashboard.domain.events import Kind, State
from dashboard.domain.when import parse_when
from dashboard.figures.stack import View
from dashboard.figures.theme import DRUG_PATTERN
from dashboard.lanes._treatments.courses import courses, drug_group
from tests.figures.samples import SHIPPED, drawn, event, shipped_drawing, timed, words_of


def given(event_id, at, until=None, agents=("vincristine",), **more):
    return event(event_id, at, until=until, kind=Kind.TREATMENT, components=agents, **more)


N, Z = event("N", "0"), event("Z", "40")


def bars(found):
    """(from, to, solid) of every bar, in px."""
    bg = found.canvas.theme.bg
    return [(bar["x0"], bar["x1"], bar["fg"] == bg) for bar in found.canvas.bars]


def fades(found):
    return [shape for shape in found.canvas.shapes if shape["type"] == "rect" and shape["opacity"] < 1]


def test_a_stated_course_is_solid_from_its_first_to_its_last_day():
    found = drawn("treatments", N, given("A", "2", "9"), Z)
    assert bars(found) == [(found.canvas.scale.px(2), found.canvas.scale.px(9), True)]


@pytest.mark.parametrize("state", [State.PLANNED, State.NOT_REPORTED])
def test_what_is_only_planned_or_not_reported_as_given_is_outlined_and_says_so(state):
    found = drawn("treatments", N, given("A", "2", "9", state=state), Z)
    days = found.canvas.scale.px
    drawn_bars = [bar for bar in found.canvas.bars if not bar.get("hatch")]
    assert [(bar["x0"], bar["x1"], bar["bg"]) for bar in drawn_bars] == [(days(2), days(9), found.canvas.theme.bg)]
    assert str(state) in words_of(found)


def test_what_was_not_given_says_so_where_its_word_meets_nothing():
    far = drawn("treatments", N, given("A", "1", state=State.ABSENT), given("B", "30"), Z)
    near = drawn("treatments", N, given("A", "1", state=State.ABSENT), given("B", "1"), Z)
    assert "not given" in words_of(far) and "not given" not in words_of(near)


def test_a_possible_part_of_a_course_is_outlined_and_never_solid():
    """Begun day 0 to 3, ended day 9 to 12: sure between 3 and 9, possible on both sides, nothing beyond."""
    found = drawn("treatments", N, given("A", "0..3", "9..12"), Z)
    days = found.canvas.scale.px
    assert sorted(bars(found)) == [(days(0), days(3), False), (days(3), days(9), True), (days(9), days(12), False)]


def test_an_order_only_course_is_possible_all_over_its_window_and_has_a_chip():
    events = (N, given("A", "after N; before M", "unknown", seq=2), event("M", "19"), Z)
    found = drawn("treatments", *events)
    days = found.canvas.scale.px
    assert bars(found) == [(days(0), days(19), False)]
    assert [chip["text"] for chip in found.canvas.chips] == ["2"]


def test_a_course_without_any_limit_has_a_chip_and_no_bar():
    found = drawn("treatments", N, given("A", "after N", "unknown"))
    assert bars(found) == [] and len(found.canvas.chips) == 1


def test_a_course_as_of_writing_stands_past_the_break_and_has_no_bar():
    found = drawn("treatments", N, given("A", "with print"), moments={"print": ()}, writing="print")
    assert bars(found) == []
    assert found.canvas.dots[0]["x"] > found.canvas.scale.days_end


@pytest.mark.parametrize("at", ["2", "N + 0..3 d", "~5", "after N; before Z"])
def test_an_unknown_end_fades_and_says_so(at):
    found = drawn("treatments", N, given("A", at, "unknown"), Z)
    assert fades(found)
    assert any("end not reported" in words for words in words_of(found))
    last = max(right for _, right, _ in bars(found))
    assert all(shape["x0"] >= last - 0.01 and shape["x1"] <= last + 20 for shape in fades(found))


def test_an_ongoing_course_runs_to_the_end_of_the_days_and_says_so():
    found = drawn("treatments", N, given("A", "2", "ongoing"), Z)
    assert bars(found) == [(found.canvas.scale.px(2), found.canvas.scale.days_end, True)]


def test_a_moment_has_a_mark_that_can_be_seen_and_claims_no_course():
    found = drawn("treatments", N, given("A", "2"), event("Z", "4000"))
    ((left, right, solid),) = bars(found)
    assert solid and 4 <= right - left <= 10
    assert fades(found) == []


def test_every_agent_has_its_own_row_with_its_full_name_and_class():
    found = drawn(
        "treatments",
        given("A", "0", "9", agents=("dexamethasone", "daunorubicin", "vincristine"),
              drug_class="corticosteroid; anthracycline; vinca alkaloid"),
        Z,
    )  # fmt: skip
    assert [row.text for row in found.rows] == ["dexamethasone", "daunorubicin", "vincristine"]
    assert [row.drug for row in found.rows] == ["corticosteroid", "anthracycline", "vinca alkaloid"]
    assert len({row.y for row in found.rows}) == 3
    assert [bar["pattern"] for bar in found.canvas.bars] == [DRUG_PATTERN[row.drug] for row in found.rows]


def test_two_courses_of_one_agent_share_a_row():
    found = drawn("treatments", given("A", "0", "5"), given("B", "20", "30"), Z)
    assert [row.text for row in found.rows] == ["vincristine"]
    assert len(bars(found)) == 2 and len({bar["y"] for bar in found.canvas.bars}) == 1


@pytest.mark.parametrize(
    ("drug_class", "route", "group"),
    [("antimetabolite", "intrathecal", "intrathecal"), ("corticosteroid", "intrathecal", "intrathecal"),
     ("corticosteroid", "intravenous", "corticosteroid"), ("irradiation", "not applicable", "radiotherapy"),
     ("", "", "not classified"), ("something new", "", "not classified")],
)  # fmt: skip
def test_the_route_into_the_spinal_fluid_is_told_apart_from_all_others(drug_class, route, group):
    assert drug_group(drug_class, route) == group


def test_intrathecal_agents_are_named_beside_their_mark():
    found = drawn("treatments", N, given("A", "2", agents=("methotrexate", "cytarabine"), route="intrathecal"), Z)
    assert [row.text for row in found.rows] == ["intrathecal"]
    assert any(words.startswith("methotrexate, cytarabine") for words in words_of(found))
    assert any("one dose reported" in words for words in words_of(found))


def test_routes_and_classes_of_several_agents_are_read_one_by_one():
    _, (item,) = timed(
        given("A", "0", agents=("a", "b"), drug_class="corticosteroid; anthracycline", route="oral; intravenous")
    )
    assert [(one.agent, one.drug, one.route) for one in courses(item)] == [
        ("a", "corticosteroid", "oral"), ("b", "anthracycline", "intravenous"),
    ]  # fmt: skip


def test_the_indication_stands_beside_the_bar():
    found = drawn("treatments", given("A", "0", "5", indication="raised intracranial pressure"), Z)
    assert any("raised intracranial pressure" in words for words in words_of(found))
    silent = drawn("treatments", given("A", "0", "5", indication="not reported"), Z)
    assert not any("not reported" in words for words in words_of(silent))


def test_doses_that_nobody_reported_are_said_to_be_so_and_none_is_drawn():
    assert drawn("treatments", given("A", "0", "5", dose="not reported"), Z).sub == ("doses not reported",)
    assert drawn("treatments", given("A", "0", "5", dose="1.5 mg/m2"), Z).sub == ()


@pytest.mark.parametrize("name", SHIPPED)
def test_drug_names_of_the_shipped_cases_are_written_in_full(name):
    found = shipped_drawing("treatments", name)
    told = " ".join([*(row.text for row in found.rows), *words_of(found)]).lower()
    for short in ("mtx", "dex ", "vcr", "peg-", "dnr", "ara-c", " it "):
        assert short not in f"{told} "
    assert all(len(row.text) > 5 for row in found.rows)


@pytest.mark.parametrize("name", SHIPPED)
def test_no_bar_of_the_shipped_cases_is_solid_without_a_stated_course(name):
    """No agent of either case has a stated first and last day, so nothing but single days may be solid."""
    for left, right, solid in bars(shipped_drawing("treatments", name)):
        assert not solid or right - left < 8


def test_an_order_that_is_known_makes_no_day_known_however_narrow_its_window():
    found = drawn("treatments", N, given("A", "3", "5", time_kind="order only", seq=2), Z)
    assert [solid for _, _, solid in bars(found)] and not any(solid for _, _, solid in bars(found))
    assert [chip["text"] for chip in found.canvas.chips] == ["2"]


@pytest.mark.parametrize("until", [None, "unknown", "ongoing", "39"])
def test_what_is_said_as_of_writing_has_no_bar_even_where_the_day_of_writing_is_known(until):
    found = drawn(
        "treatments", N, given("A", "with print", until), Z, moments={"print": parse_when("39")}, writing="print"
    )
    assert bars(found) == [] and len(found.canvas.dots) == 1


def test_what_is_presumed_is_outlined():
    found = drawn("treatments", N, given("A", "2", "9", state=State.PRESUMED), Z)
    assert [solid for _, _, solid in bars(found)] == [False] and "presumed" in words_of(found)


@pytest.mark.parametrize("state", [State.ABSENT, State.REJECTED, State.NOT_REPORTED, State.PLANNED])
@pytest.mark.parametrize("until", ["unknown", "ongoing"])
def test_what_was_not_given_has_no_end_in_words(state, until):
    events = (N, given("A", "2", until, state=state), event("Z", "90"))
    assert not [word for word in words_of(drawn("treatments", *events)) if "ongoing" in word or "end not" in word]
    later = drawn("treatments", *events, view=View(start="60", stop="90"))
    assert not [word for word in words_of(later) if "\u2190" in word]


def test_an_open_end_before_the_window_says_how_it_is_stated():
    view = View(start="60", stop="90")
    told = {
        state: words_of(drawn("treatments", N, given("A", "2", "unknown", state=state), event("Z", "90"), view=view))[
            -1
        ]
        for state in (State.PRESENT, State.PRESUMED)
    }
    assert told == {
        State.PRESENT: "\u2190 day 2, end not reported",
        State.PRESUMED: "\u2190 day 2, presumed, end not reported",
    }
