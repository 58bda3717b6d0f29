"""Every time is told with its kind, its mark and words, and none of them says more than the record does."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pytest

from dashboard.domain.cases import Case, Clock, Grain, Study
from dashboard.domain.chronology import solve
from dashboard.domain.events import End, Event
from dashboard.domain.placed import Mark, Placed, TimeKind, Timing
from dashboard.domain.timing import place, sequence
from dashboard.errors import Refused
from tests.domain.builders import Times, case_of, event_of
from tests.domain.published import case_1, case_2

KINDS_1 = {
    "not dated": "P1-01", "exact": "P1-03", "bounded": "P1-07 P1-08",
    "approximate": "P1-02 P1-21 P1-22 P1-23 P1-24 P1-31",
    "order only": "P1-10 P1-11 P1-12 P1-13 P1-14 P1-15 P1-16 P1-25 P1-27 P1-32 P1-35 P1-36",
}  # fmt: skip
KINDS_2 = {
    "approximate": "P2-02", "exact": "P2-03 P2-05", "order only": "P2-10 P2-20 P2-22 P2-25 P2-31",
    "bounded": "P2-07 P2-16 P2-17 P2-18 P2-21 P2-24 P2-26 P2-28 P2-29",
}  # fmt: skip


def lowered(case: Case, *names: str) -> Case:
    """The case with those events lowered to order only by its curator."""
    events = [
        event_of(event.id, str(event.at), details={"time_kind": "order only"}) if event.id in names else event
        for event in case.events
    ]
    return _with_events(case, events)


def _with_events(case: Case, events: Sequence[Event]) -> Case:
    return replace(case, events=tuple(events))


def placed_of(case: Case, zero: str | None = None) -> Mapping[str, Placed]:
    """Every placed event by id, labelled by its id."""
    return {one.event.id: one for one in place(case, solve(case), zero, label=str)}


def words_of(times: Times, zero: str | None = None, **more: object) -> str:
    """The words of an event at `times` (of its end, where it has one) in a case of few neighbours."""
    events: dict[str, Times] = {"visit": "0", "ct": "after visit", "mri": "after ct; before 2w",
                                "2w": "~2 wk", "arrival": "0..1", "x": times}  # fmt: skip
    clocks = (Clock("hospital day", "arrival"),)
    case = case_of(events, {"publication": "after ct"}, clocks=clocks, **more)
    one = placed_of(case, zero)["x"]
    return one.end.words if isinstance(one.end, Timing) else one.time.words


def test_kinds_of_the_published_cases_are_those_of_a_careful_reading() -> None:
    for case, kinds in ((case_1(), KINDS_1), (lowered(case_2(), "P2-20", "P2-25"), KINDS_2)):
        placed = placed_of(case)
        told = {kind: sorted(name for name in placed if placed[name].time.kind == kind) for kind in kinds}
        assert told == {kind: sorted(names.split()) for kind, names in kinds.items()}


def test_an_end_has_a_kind_of_its_own() -> None:
    first, second = placed_of(case_1()), placed_of(case_2())
    assert isinstance(first["P1-27"].end, Timing)
    assert first["P1-27"].end.kind is TimeKind.APPROXIMATE
    assert first["P1-27"].end.nominal == 1096
    assert first["P1-24"].end == Timing(
        TimeKind.APPROXIMATE, Mark.APPROXIMATE, 75, 119, 96, "~2 months after its start (day 75–119)"
    )
    assert isinstance(second["P2-05"].end, Timing)
    assert second["P2-05"].end.mark is Mark.CLOCK
    assert second["P2-16"].end is End.UNKNOWN
    assert second["P2-18"].end is None


def test_counted_from_the_ct_what_the_record_counts_from_it_is_exact() -> None:
    placed = placed_of(lowered(case_2(), "P2-20", "P2-25"), zero="P2-25")
    assert placed["P2-25"].time == Timing(TimeKind.EXACT, Mark.EXACT, 0, 0, 0, "day 0", "hospital day 20")
    assert placed["P2-26"].time.kind is TimeKind.EXACT
    assert placed["P2-29"].time.words == "day 4"
    assert placed["P2-03"].time.kind is TimeKind.BOUNDED
    assert placed["P2-20"].time.kind is TimeKind.ORDER_ONLY
    assert placed["P2-22"].time.kind is TimeKind.ORDER_ONLY


def test_a_curator_lowers_a_kind_and_never_raises_it() -> None:
    events = [event_of("zero", "0", details={"time_kind": "order only"})]
    for kind in ("exact", "bounded", "approximate", "order only", "not dated", "guessed"):
        events.append(event_of(kind, "0..2", details={"time_kind": kind}))
    placed = placed_of(_with_events(case_of({"zero": "0"}), events))
    assert {name: placed[name].time.kind.value for name in placed} == {
        "zero": "exact", "exact": "bounded", "bounded": "bounded", "approximate": "approximate",
        "order only": "order only", "not dated": "not dated", "guessed": "bounded",
    }  # fmt: skip


def test_a_lowered_event_shows_no_day_of_any_clock() -> None:
    case = lowered(case_2(), "P2-18", "P2-20", "P2-07")
    placed = placed_of(case)
    assert placed["P2-20"].time.clock_words == ""
    assert placed["P2-20"].time.nominal is None
    assert placed["P2-20"].time.words == "with P2-18 (day 8–9)"
    assert placed["P2-18"].time.words == "order known, day unknown (day 8–9)"
    assert placed["P2-21"].time.kind is TimeKind.BOUNDED


@pytest.mark.parametrize(
    ("at", "mark", "clock"),
    [
        ("hospital day 20", Mark.CLOCK, "hospital day 20"), ("with hd", Mark.CLOCK, "hospital day 2"),
        ("0", Mark.EXACT, ""), ("0..2", Mark.BOUNDED, ""), ("29..", Mark.BOUNDED, ""), ("~14", Mark.APPROXIMATE, ""),
        ("after visit", Mark.ORDER_ONLY, ""), ("..", Mark.ORDER_ONLY, ""), ("", Mark.NOT_DATED, ""),
        ("with publication", Mark.AS_OF_WRITING, ""), ("with current", Mark.AS_OF_WRITING, ""),
        ("after publication", Mark.ORDER_ONLY, ""),
        ("with x", Mark.ORDER_ONLY, ""), ("with end of hd", Mark.BOUNDED, ""),
        ("with end of open", Mark.ORDER_ONLY, ""), ("hd + 0..3 d", Mark.BOUNDED, ""), ("hd + 2 d", Mark.BOUNDED, ""),
    ],
)  # fmt: skip
def test_marks_say_how_a_time_is_drawn(at: str, mark: Mark, clock: str) -> None:
    events: dict[str, Times] = {
        "visit": "0", "arrival": "0..1", "hd": ("hospital day 2", "5..6"), "current": "with publication",
        "open": ("after visit", "ongoing"), "x": at,
    }  # fmt: skip
    clocks = (Clock("hospital day", "arrival"),)
    time = placed_of(case_of(events, {"publication": "after visit"}, clocks=clocks, writing="publication"))["x"].time
    assert (time.mark, time.clock_words) == (mark, clock)
    assert time.on_axis == (mark in (Mark.EXACT, Mark.CLOCK, Mark.BOUNDED, Mark.APPROXIMATE))


def test_a_measured_time_without_limits_has_no_place_on_the_axis() -> None:
    assert not Timing(TimeKind.BOUNDED, Mark.BOUNDED).on_axis
    assert Timing(TimeKind.EXACT, Mark.EXACT, 0, 0, 0).on_axis


@pytest.mark.parametrize(
    ("times", "words"),
    [
        ("0", "day 0"), ("-10", "day −10"), ("12.5", "day 12.5"), ("0..2", "day 0–2"), ("-3..-1", "day −3 to −1"),
        ("29..", "from day 29"), ("..19", "until day 19"), ("2024 d", "day 2024"), ("", "not dated"),
        ("hospital day 20", "hospital day 20 (day 19–20)"), ("with visit", "day 0"), ("visit + 0..48 h", "day 0–2"),
        ("arrival + 2 d", "2 days after arrival (day 2–3)"), ("arrival + 1 d", "1 day after arrival (day 1–2)"),
        ("visit + 2 mo", "2 months after visit (day 60–61)"),
        ("~2 wk", "~2 weeks (day 11–17)"), ("~1 wk", "~1 week (day 4–10)"), ("~14", "~day 14 (day 13–15)"),
        ("~-10 wk", "~10 weeks before day 0 (day −73 to −67)"), ("visit + ~2 wk", "~2 weeks (day 11–17)"),
        ("visit - ~10 d", "~10 days before day 0 (day −11 to −9)"), ("2w + ~3 wk", "~3 weeks after 2w (day 29–41)"),
        ("2w - ~3 wk", "~3 weeks before 2w (day −13 to −1)"), ("with 2w", "~2 weeks (day 11–17)"),
        ("2w + 2 d", "~day 16 (day 13–19)"), ("~14 in 11..", "~day 14 (from day 11)"),
        ("2w + 0..3 d", "about day 11–20"),
        ("after ct; before 2w", "after ct, before 2w (day 0–17)"), ("..", "at an unknown time"),
        ("ct + 0..24 h", "within 24 hours after ct (day 0–18)"),
        ("ct - 0..3 d", "within 3 days before ct (day −3 to 17)"), ("ct - 2 d", "2 days before ct (day −2 to 15)"),
        ("ct + 29.. d", "at least 29 days after ct (from day 29)"),
        ("ct + ..19 d", "at most 19 days after ct (until day 36)"), ("ct + 2..5 wk", "2–5 weeks after ct (day 14–52)"),
        ("ct + -2..3 d", "−2 to 3 days after ct (day −2 to 20)"), ("ct + 2 d", "2 days after ct (day 2–19)"),
        ("with ct", "with ct (day 0–17)"), ("before publication", "before publication"),
        ("after end of mri", "after end of mri (from day 0)"), ("with publication", "at publication"),
        (("0", "x + ~2 mo"), "~2 months after its start (day 46–76)"), (("0", "after ct"), "after ct (from day 0)"),
        (("0", ""), "not dated"), ("0..48 h", "day 0–2"), ("1..3 wk", "day 7–21"),
    ],
)  # fmt: skip
def test_words_say_what_the_record_says_and_no_more(times: Times, words: str) -> None:
    assert words_of(times, writing="publication") == words


@pytest.mark.parametrize(
    ("times", "zero", "words"),
    [
        ("0", "2w", "~day −14 (day −17 to −11)"), ("~2 wk", "arrival", "about day 10–17"),
        ("2w + ~3 wk", "2w", "~3 weeks (day 18–24)"), ("2w - ~3 wk", "2w", "~3 weeks before day 0 (day −24 to −18)"),
        ("hospital day 20", "arrival", "day 19"), ("0", "ct", "order known, day unknown (day −17 to 0)"),
        ("ct + 0..24 h", "ct", "day 0–1"), ("5..", "arrival", "from day 4"),
        ("0..1", "x", "day 0"),
    ],
)  # fmt: skip
def test_words_on_another_clock(times: Times, zero: str, words: str) -> None:
    assert words_of(times, zero) == words


def test_a_year_or_a_month_is_a_window_and_is_told_as_one() -> None:
    placed = placed_of(case_of({"a": "2024-03-01", "b": "2024-03", "c": "2024-03-04T10:30", "d": "after a; 2024-04"}))
    assert [placed[name].time.words for name in "abcd"] == ["day 0", "day 0–30", "day 3", "day 31–60"]
    assert placed["b"].time.kind is TimeKind.BOUNDED


INSTANTS = {
    "a": "2024-03-01T10:30+01:00", "b": "2024-03-04T14:20+01:00", "c": "2024-03-04", "d": "2024-04", "e": "a + 3 h",
    "f": "2024-03-01T06:30+01:00", "g": "~3 h", "h": "b + ~2 h", "i": "after b", "j": "before a", "k": "1..2",
    "l": "2024-03-01T10+01:00", "m": "a + 44 h", "n": "a + 20 min",
}  # fmt: skip


@pytest.mark.parametrize(
    ("name", "own", "elapsed"),
    [
        ("a", "day 0, 10:30", "0 h"), ("b", "day 3, 14:20", "3 d 4 h"), ("c", "day 3", "2 d 14 h to 3 d 14 h"),
        ("d", "day 31–60", "30 d 14 h to 60 d 14 h"), ("e", "day 0, 13:30", "3 h"), ("f", "day 0, 06:30", "−4 h"),
        ("g", "~3 hours (day 0, 02:30 to day 0, 03:30)", "about −8 h to −7 h"),
        ("h", "~2 hours after b (day 3, 15:50 to day 3, 16:50)", "~2 hours after b (3 d 5 h to 3 d 6 h)"),
        ("i", "after b (from day 3, 14:20)", "after b (from 3 d 4 h)"), ("j", "before a (until day 0, 10:30)",
                                                                       "before a (until 0 h)"),
        ("k", "day 1–2", "13 h 30 min to 37 h 30 min"), ("l", "day 0, 10:00 to day 0, 11:00", "−30 min to 30 min"),
        ("m", "day 2, 06:30", "44 h"), ("n", "day 0, 10:50", "20 min"),
    ],
)  # fmt: skip
def test_instants_are_told_by_day_and_hour_and_from_another_event_by_what_elapsed(
    name: str, own: str, elapsed: str
) -> None:
    case = case_of(INSTANTS, grain=Grain.INSTANT)
    assert (placed_of(case)[name].time.words, placed_of(case, "a")[name].time.words) == (own, elapsed)


def test_without_labels_words_use_study_label_own_label_or_term() -> None:
    events = [
        event_of("ct", "after visit"), event_of("visit", "0", details={"label": "first visit, by the pediatrician"}),
        event_of("x", "after ct; after visit; before y; before long; before end of y"), event_of("y", ("..", "..")),
        event_of("long", ".."),
    ]  # fmt: skip
    events[4] = replace(events[4], term="a term that goes on well beyond what any label can hold")
    studies = (Study("s1", "ct", "CT 1", "CT"), Study("s2", "ct", "other", "CT"))
    case = _with_events(case_of({"visit": "0"}, studies=studies), events)
    words = {one.event.id: one.time.words for one in place(case, solve(case))}
    assert words["x"] == (
        "after CT 1, after first visit, before term of y, before a term that goes on well beyond what…, "
        "before end of term of y (from day 0)"
    )


def test_chips_are_numbered_as_the_record_numbers_them() -> None:
    events = [event_of("a", "0", seq=1), event_of("b", "after a"), event_of("c", "..", seq=7)]
    case = _with_events(case_of({"a": "0"}), events)
    assert {name: one.rank for name, one in placed_of(case).items()} == {"a": 1, "b": None, "c": 7}


def test_without_numbers_of_its_own_chips_follow_the_solved_order() -> None:
    events = {"a": "0", "b": "after c; before d", "c": "after a", "d": "~9", "e": "with b", "f": "after b", "g": "..",
              "h": "after a"}  # fmt: skip
    placed = placed_of(case_of(events))
    assert {name: one.rank for name, one in placed.items() if one.rank is not None} == {
        "c": 1, "b": 2, "e": 2, "f": 3, "h": 1,
    }  # fmt: skip


def test_the_sequence_follows_the_numbers_then_the_days_and_ends_with_what_has_no_place() -> None:
    events = [
        event_of("late", "9"), event_of("undated", ""),
        event_of("second", "after late", seq=2), event_of("nowhere", ".."),
        event_of("first", "20", seq=1), event_of("zero", "0"), event_of("also", "0"), event_of("early", "..3"),
        event_of("third", "..", seq=3), event_of("third too", "..", seq=3),
        event_of("doubted", "1", details={"time_kind": "not dated"}), event_of("unseen", "..", seq=0),
    ]  # fmt: skip
    case = _with_events(case_of({"zero": "0"}), events)
    placed = place(case, solve(case))
    assert [one.event.id for one in placed] == [
        "unseen", "zero", "also", "early", "late", "first", "second", "third", "third too", "undated", "nowhere",
        "doubted",
    ]  # fmt: skip
    assert sequence(reversed(placed))[-1].event.id == "undated"


def test_a_case_may_count_from_a_moment_that_no_event_reports() -> None:
    moments = {"first diagnosis": "0"}
    case = case_of({"surgery": "12", "scan": "surgery + 2 d"}, moments, zero="first diagnosis")
    own, other = placed_of(case), placed_of(case, "surgery")
    assert [own[name].time.words for name in ("surgery", "scan")] == ["day 12", "day 14"]
    assert own["scan"].time.mark is Mark.EXACT
    assert [other[name].time.words for name in ("surgery", "scan")] == ["day 0", "day 2"]
    assert placed_of(case, "first diagnosis") == own


@pytest.mark.parametrize(
    ("zero", "late", "scan"),
    [
        ("stay", (0, 3), (3, 3)), ("end of stay", (-7, -4), (-4, -4)), ("hospital day", (-3, 0), (0, 0)),
        ("report", (None, 0), (None, 3)),
    ],
)  # fmt: skip
def test_any_moment_of_the_record_can_be_day_0(zero: str, late: tuple[int, int], scan: tuple[int, int]) -> None:
    events: dict[str, Times] = {"stay": ("0", "7"), "scan": "stay + 3 d", "late": "after stay; before scan"}
    case = case_of(events, {"report": "after late"}, clocks=(Clock("hospital day", "scan"),))
    placed = placed_of(case, zero)
    found = [(placed[name].time.earliest, placed[name].time.latest) for name in ("late", "scan")]
    assert found == [late, scan]


def test_a_moment_that_is_not_there_cannot_be_day_0() -> None:
    case = case_of({"a": "0", "b": ("1", "ongoing")})
    for zero in ("c", "end of b", "end of c", "clock"):
        with pytest.raises(Refused, match="cannot be day 0"):
            placed_of(case, zero)
