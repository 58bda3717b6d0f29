"""The times of a case are solved together: windows are tight on every clock, contradictions name their statements."""

from dataclasses import replace

import pytest

from dashboard.domain.cases import Case, Clock, Grain
from dashboard.domain.chronology import Window, end_of, solve
from dashboard.domain.measures import Grade
from dashboard.errors import Contradiction, Refused
from tests.domain.builders import case_of, event_of
from tests.domain.published import case_1, case_2

WINDOWS = {
    "P1-01": (None, None, None), "P1-02": (-11, -9, -10), "end of P1-02": (0, 0, 0), "P1-03": (0, 0, 0),
    "P1-07": (0, 2, None), "P1-08": (0, 2, None), "P1-10": (0, 19, None), "P1-12": (0, 19, None),
    "P1-14": (0, 19, None), "P1-15": (0, 19, None), "P1-16": (0, 19, None), "P1-21": (11, 19, 14),
    "P1-22": (11, 19, 14), "P1-23": (29, 43, 35), "P1-24": (29, 43, 35), "end of P1-24": (75, 119, 96),
    "P1-25": (29, 1297, None), "P1-27": (29, 1297, None), "end of P1-27": (914, 1297, 1096),
    "P1-31": (914, 1297, 1096), "P1-32": (914, None, None), "publication": (914, None, None),
    "P1-35": (None, None, None), "P1-36": (0, None, None),
    "P2-02": (-10, -4, -7), "P2-05": (0, 0, 0), "end of P2-05": (19, 20, None), "P2-07": (0, 1, None),
    "hospital day": (0, 1, None), "therapy day": (1, 2, None), "P2-10": (0, 2, None), "P2-16": (1, 2, None),
    "P2-17": (1, 2, None), "end of P2-17": (7, 8, None), "P2-18": (8, 9, None), "P2-20": (8, 9, None),
    "P2-21": (8, 12, None), "P2-22": (8, 20, None), "P2-24": (19, 20, None), "P2-25": (19, 20, None),
    "P2-26": (21, 22, None), "P2-28": (23, 24, None), "P2-29": (23, 24, None), "P2-31": (23, None, None),
}  # fmt: skip


PUBLISHED = {"P1": solve(case_1()), "P2": solve(case_2())}


@pytest.mark.parametrize(("moment", "expected"), WINDOWS.items())
def test_the_published_statements_give_the_windows_of_a_careful_reading(
    moment: str, expected: tuple[float | None, ...]
) -> None:
    chronology = PUBLISHED["P1" if "P1" in moment or moment == "publication" else "P2"]
    assert chronology.window(moment) == Window(*expected)


def test_counted_from_the_arrival_the_first_mri_is_nearer() -> None:
    assert PUBLISHED["P1"].window("P1-21", zero="P1-07") == Window(11, 17, 14)


def test_counted_from_the_ct_the_scans_two_and_four_days_later_are_exact() -> None:
    chronology = PUBLISHED["P2"]
    assert chronology.window("P2-26", zero="P2-25") == Window(2, 2, 2)
    assert chronology.window("P2-29", zero="P2-25") == Window(4, 4, 4)
    assert chronology.window("P2-03", zero="P2-25") == Window(-20, -19, None)
    assert chronology.interval("P2-24", "P2-26") == Window(2, 2, 2)
    assert chronology.interval("P2-26", "P2-29").is_point


def test_a_nominal_counts_along_statements_even_where_the_clock_of_the_case_has_none() -> None:
    chronology = PUBLISHED["P1"]
    assert chronology.window("P1-31", zero="P1-12") == Window(914, 1278, 1096)
    assert chronology.window("P1-12", zero="P1-31") == Window(-1278, -914, -1096)
    assert chronology.window("P1-03", zero="P1-21") == Window(-19, -11, -14)
    assert chronology.window("P1-16", zero="P1-15") == Window(0, 1, None)
    assert chronology.window("P1-31", zero="P1-07").nominal is None


def test_grades_follow_the_best_chain_of_statements() -> None:
    first, second = PUBLISHED["P1"], PUBLISHED["P2"]
    assert first.window("P1-03").grade is Grade.EXACT
    assert first.window("P1-21").grade is Grade.APPROXIMATE
    assert first.window("P1-31").grade is Grade.APPROXIMATE
    assert first.window("P1-15").grade is Grade.ORDER
    assert first.window("P1-16", zero="P1-15").grade is Grade.BOUNDED
    assert first.window("P1-03", zero="P1-31").grade is Grade.APPROXIMATE
    assert first.window("P1-31", zero="P1-15").grade is Grade.ORDER
    assert second.window("P2-26").grade is Grade.BOUNDED
    assert second.window("P2-26", zero="P2-25").grade is Grade.EXACT


def test_an_interval_is_the_window_of_one_moment_on_the_clock_of_the_other() -> None:
    chronology = PUBLISHED["P1"]
    assert chronology.interval("P1-23", "P1-21") == chronology.window("P1-21", zero="P1-23") == Window(-24, -18, -21)
    assert chronology.interval("P1-21", "P1-21") == Window(0, 0, 0)
    assert chronology.interval("P1-24", end_of("P1-24")) == Window(46, 76, 61)


def test_two_events_of_the_same_window_are_not_one_moment() -> None:
    chronology = solve(case_of({"zero": "0", "a": "0..2", "b": "0..2", "c": "~5", "d": "~5"}))
    assert chronology.interval("a", "b") == Window(-2, 2, None)
    assert chronology.interval("c", "d") == Window(-2, 2, 0)
    assert chronology.interval("a", "a") == Window(0, 0, 0)


def test_an_exact_step_from_an_unplaced_event_widens_nothing_between_the_two() -> None:
    chronology = solve(case_of({"zero": "0", "ct": "..", "mri": "ct + 2 d"}))
    assert chronology.interval("ct", "mri") == Window(2, 2, 2)
    assert chronology.window("mri") == Window(None, None, None)
    assert chronology.window("mri").grade is Grade.ORDER


def test_day_zero_negative_days_and_parts_of_days_are_kept() -> None:
    chronology = solve(case_of({"zero": "0", "a": "-10", "b": "12.5", "c": "2024 d", "d": "3 wk"}))
    assert [chronology.window(name).nominal for name in ("zero", "a", "b", "c", "d")] == [0, -10, 12.5, 2024, 21]


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        ("zero + 0..12 h", (0, 1, None)), ("zero + 0..48 h", (0, 2, None)), ("zero + 24 h", (1, 1, 1)),
        ("zero + 12 h", (0, 1, None)), ("zero - 0..36 h", (-2, 0, None)), ("zero + 90 min", (0, 1, None)),
        ("zero + 2 mo", (60, 61, None)), ("~2 mo", (46, 76, 61)), ("~1 a", (183, 547, 365)), ("~14", (13, 15, 14)),
        ("~14 in 11..19", (11, 19, 14)), ("~2 wk +- 4 d", (10, 18, 14)), ("~14 in 11..", (11, None, 14)),
        ("~14 in ..19", (None, 19, 14)), ("~30 h", (0, 2, 1)), ("~10 min", (-1, 1, 0)),
        ("~36 h +- 6 h", (1, 3, 2)),
        ("~10.4 in 10.3..10.45", (10.3, 10.45, 10.3)), ("~2.5", (2, 4, 3)), ("29..", (29, None, None)),
        ("..19", (None, 19, None)), ("~14; 0..14", (13, 14, 14)), ("~14; ..13.5", (13, 13.5, 13.5)),
        ("2..2", (2, 2, 2)),
        ("~14; 14..30", (14, 15, 14)),
    ],
)  # fmt: skip
def test_lengths_in_a_case_that_counts_days(at: str, expected: tuple[float | None, ...]) -> None:
    assert solve(case_of({"zero": "0", "x": at})).window("x") == Window(*expected)


def test_instants_keep_hours_and_do_not_round_them() -> None:
    case = case_of({"zero": "0", "a": "zero + 6 h", "b": "~3 h", "c": "zero + 0..90 min", "d": "~2 mo", "e": "~60 min"},
                   grain=Grain.INSTANT)  # fmt: skip
    chronology = solve(case)
    assert chronology.window("a") == Window(0.25, 0.25, 0.25)
    assert chronology.window("b") == Window(2.5 / 24, 3.5 / 24, 3 / 24)
    assert chronology.window("c") == Window(0, 0.0625, None)
    assert chronology.window("d") == Window(46, 76, 61)
    assert chronology.window("e") == Window(59.5 / 1440, 60.5 / 1440, 1 / 24)


def test_a_day_of_a_clock_is_no_hour_in_a_case_of_instants() -> None:
    clocks = (Clock("hospital day", "zero"),)
    chronology = solve(case_of({"zero": "0", "a": "hospital day 3"}, grain=Grain.INSTANT, clocks=clocks))
    assert chronology.window("a") == Window(1, 3, None)
    assert chronology.window("a").grade is Grade.BOUNDED


def test_a_clock_may_start_with_day_zero() -> None:
    clocks = (Clock("day of life", "birth", first=0),)
    chronology = solve(case_of({"zero": "0", "birth": "~-2", "a": "day of life 4"}, clocks=clocks))
    assert chronology.interval("birth", "a") == Window(4, 4, 4)
    assert chronology.window("a") == Window(1, 3, 2)


def test_an_approximate_length_counts_from_the_earliest_time_of_a_reference_without_a_nominal() -> None:
    events = {"zero": "0", "x": "3..5", "a": "x + ~1 wk", "b": "a + ~1 wk", "c": "b + 2 d", "d": "unknown + ~1 wk",
              "unknown": "..", "e": "f + ~1 d", "f": "with g", "g": "with f; after x"}  # fmt: skip
    chronology = solve(case_of(events))
    assert [chronology.window(name).nominal for name in "abcd"] == [10, 17, 19, None]
    assert chronology.window("e").nominal == 4
    assert chronology.window("c").grade is Grade.APPROXIMATE
    assert chronology.window("d").grade is Grade.ORDER


def test_approximate_lengths_in_a_circle_still_get_one_nominal() -> None:
    chronology = solve(case_of({"zero": "0", "a": "b + ~1 wk; after zero", "b": "a - ~1 wk; after zero"}))
    assert chronology.window("a").nominal == 7
    assert chronology.window("b").nominal == 0


def test_the_nominal_between_two_moments_does_not_depend_on_the_direction() -> None:
    chronology = solve(case_of({"zero": "0", "a": "..", "b": "a + ~2 wk +- 9 d", "c": "..", "d": "c + ~1 d"}))
    assert chronology.interval("a", "b") == Window(5, 23, 14)
    assert chronology.interval("b", "a") == Window(-23, -5, -14)
    assert chronology.interval("a", "d") == Window(None, None, None)


def test_an_end_is_no_earlier_than_its_start_and_narrows_it() -> None:
    chronology = solve(case_of({"zero": "0", "a": ("0..9", "3..5"), "b": ("", "4"), "c": ("2", "..")}))
    assert chronology.window("a") == Window(0, 5, None)
    assert chronology.window("b") == Window(None, 4, None)
    assert chronology.window(end_of("c")) == Window(2, None, None)


@pytest.mark.parametrize(("until", "expected"), [("4", (4, 4, 4)), ("ongoing", (1, None, None)), (None, (1, 1, 1))])
def test_what_counts_from_an_end_takes_the_end_as_the_record_has_it(
    until: str | None, expected: tuple[float | None, ...]
) -> None:
    times = "1" if until is None else ("1", until)
    chronology = solve(case_of({"zero": "0", "a": times, "b": "with end of a"}))
    assert chronology.window("b") == Window(*expected)


def test_moments_of_the_case_are_solved_with_its_events() -> None:
    chronology = solve(case_of({"zero": "0", "a": "after last contact"}, {"last contact": "zero + 10 d", "x": ""}))
    assert chronology.window("last contact") == Window(10, 10, 10)
    assert chronology.window("a") == Window(10, None, None)
    assert chronology.window("x") == Window(None, None, None)


def test_one_moment_precedes_another_when_no_reading_lets_it_be_later() -> None:
    chronology = solve(case_of({"zero": "0", "a": "after zero", "b": "after a", "c": "with b", "free": "5"}))
    assert chronology.precedes("a", "b")
    assert not chronology.precedes("b", "a")
    assert not chronology.precedes("b", "c")
    assert not chronology.precedes("free", "a")
    assert not chronology.precedes("a", "free")


def test_a_contradiction_names_the_statements_on_the_cycle_and_no_others() -> None:
    events = {"zero": "0", "ct": "zero + 2 d", "mri": "ct + 3 d; before shunt",
              "shunt": ("zero + 0..4 d", "9"), "x": "7"}  # fmt: skip
    with pytest.raises(Contradiction) as caught:
        solve(case_of(events))
    assert set(caught.value.statements) == {
        'ct "zero + 2 d"', 'mri "ct + 3 d"', 'mri "before shunt"', 'shunt "zero + 0..4 d"',
    }  # fmt: skip
    for said in caught.value.statements:
        assert said in str(caught.value)


@pytest.mark.parametrize(
    ("events", "named"),
    [
        ({"zero": "0", "a": "1; 2"}, {'a "1"', 'a "2"'}),
        ({"zero": "3"}, {'zero "3"', "zero is day 0 of the case"}),
        ({"zero": "0", "a": ("5", "4")}, {'a "5"', 'a until "4"', "a ends no earlier than it starts"}),
        ({"zero": "0", "a": "a + 1 d"}, {'a "a + 1 d"'}),
        ({"zero": "0", "a": ("", "a - 1 d")}, {'a until "a - 1 d"', "a ends no earlier than it starts"}),
        ({"zero": "0", "a": "0..1", "b": "hospital day 1; 4"}, {'b "hospital day 1"', 'b "4"', 'a "0..1"',
                                                               '"hospital day 1" is a'}),
    ],
)  # fmt: skip
def test_contradictions_name_what_they_are_made_of(events: dict[str, str], named: set[str]) -> None:
    clocks = (Clock("hospital day", "a"),) if "b" in events else ()
    with pytest.raises(Contradiction) as caught:
        solve(case_of(events, clocks=clocks))
    assert set(caught.value.statements) == named


@pytest.mark.parametrize(
    ("case", "message"),
    [
        (case_of({"a": "after b"}), 'a "after b": the case has no event or moment "b"'),
        (case_of({"a": ("0", "end of b + 2 d")}), 'a until "end of b \\+ 2 d": the case has no event or moment "b"'),
        (case_of({"a": "hospital day 2"}), 'a "hospital day 2": the case declares no clock "hospital day"'),
        (case_of({"a": "0"}, {"publication": "after b"}), 'publication "after b"'),
        (case_of({"a": "0"}, clocks=(Clock("therapy day", "b"),)), 'clock "therapy day" counts from "b"'),
        (case_of({"a": "0"}, zero="b"), 'counts from "b"'),
        (case_of({"a": "0"}, {"a": "0"}), '"a" names two things'),
        (case_of({"a": "0"}, {"day": "0"}, clocks=(Clock("day", "a"),)), '"day" names two things'),
        (replace(case_of({"a": "0"}), events=tuple(event_of(name, "0") for name in "aba")),
         'two events have the id "a"'),
        (case_of({"a": "0"}, origin="the first of May"), 'origin "the first of May" is not a date'),
        (case_of({"a": "2024-03", "b": "5"}), 'b "5": the case has day numbers and dates'),
        (case_of({"a": "2024-03", "b": ("2024-03-05", "5..")}), 'b "5..": the case has day numbers and dates'),
    ],
)  # fmt: skip
def test_a_case_that_refers_to_what_is_not_there_is_refused(case: Case, message: str) -> None:
    with pytest.raises(Refused, match=message) as caught:
        solve(case)
    assert not isinstance(caught.value, Contradiction)


@pytest.mark.parametrize("moment", ["nobody", "end of a", "end of nobody", "end of b"])
def test_asking_for_a_moment_that_is_not_there_is_refused(moment: str) -> None:
    chronology = solve(case_of({"a": "0", "b": ("1", "unknown")}))
    with pytest.raises(Refused, match=moment):
        chronology.window(moment)


def test_exact_events_stay_out_of_the_network_however_many_there_are() -> None:
    labs = tuple(event_of(f"lab{number}", str(number % 900)) for number in range(200_000))
    related = tuple(event_of(f"e{number}", f"e{number - 1} + 0..3 d; before e100") for number in range(1, 100))
    ends = event_of("e0", "0"), event_of("e100", "~50 wk"), event_of("stay", ("2", "5")), event_of("gap", ("1", "2..9"))
    chronology = solve(replace(case_of({"e0": "0"}), events=(*labs, *ends, *related)))
    assert set(chronology.related) == {f"e{number}" for number in range(101)}
    assert chronology.window("lab899", zero="e0") == Window(899, 899, 899)
    assert chronology.window("lab899").grade is Grade.EXACT
    assert chronology.window(end_of("stay")) == Window(5, 5, 5)


def test_a_free_event_joins_the_network_when_something_refers_to_it() -> None:
    case = case_of({"a": "0", "b": "5", "c": "6", "d": "after b", "e": ("1", "3"), "f": "after end of e"})
    assert set(solve(case).related) == {"a", "b", "d", "e", "end of e", "f"}


def test_a_case_without_day_zero_still_counts_from_its_own_clock() -> None:
    chronology = solve(case_of({"a": "4", "b": "a + 1 d"}, zero=""))
    assert chronology.window("b") == Window(5, 5, 5)
