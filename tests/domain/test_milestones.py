"""Milestones are found by their rules, and none is chosen where the record does not tell."""

from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given

from dashboard.domain.chronology import solve
from dashboard.domain.events import Event, Kind, State
from dashboard.domain.milestones import MILESTONES, OWN, Found, milestones_of, name_of
from dashboard.domain.precedence import MOST_COMPARED, Precedence
from tests.domain.builders import case_of
from tests.domain.test_chronology_properties import NAMES, NETWORKS, Said, boxed, readings, solved
from tests.figures.samples import LEUKOCYTES, event, shipped
from tests.figures.samples import case_of as case_with

NOT_REPORTED = "not reported"
FIRST = "cannot be told which is first"
SHIPPED = {
    OWN: ("P1-03", "P2-03"),
    "first-sign": ("P1-05", "P2-24"),
    "visit": ("P1-03", "P2-03"),
    "first-count": ("P1-06", "P2-06"),
    "induction": ("P1-20", "P2-16"),
    "first-mri": ("P1-21", "P2-26"),
    "arrival": ("P1-07", "P2-07"),
    "highest-count": ("P1-08", "P2-08"),
    "latest-count": ("P1-08", "P2-08"),
    "diagnosis": ("P1-12", "P2-15"),
    "first-treatment": (FIRST, FIRST),
    "first-chemotherapy": ("P1-20", "P2-13"),
    "first-steroid": ("P1-19", "P2-10"),
    "first-intrathecal": (NOT_REPORTED, "P2-13"),
    "leukapheresis": ("P1-10", NOT_REPORTED),
    "intensive-care": ("P1-13", NOT_REPORTED),
    "ventilation": ("P1-18", NOT_REPORTED),
    "first-scan": ("P1-15", "P2-25"),
    "first-ct": ("P1-15", "P2-25"),
    "second-mri": ("P1-23", "P2-29"),
    "latest-scan": ("P1-23", "P2-38"),
    "first-complication": ("P1-20a", FIRST),
    "discharge": ("P1-25", NOT_REPORTED),
}


def found(key: str, *events: Event, **more: object) -> Found:
    """What a case of these events, counted from an event on day 0, says of a milestone."""
    case = case_with(event("zero", "0"), *events, **more)
    return milestones_of(case, solve(case))[key]


def count(event_id: str, at: str, value: str, **more: object) -> Event:
    return event(event_id, at, kind=Kind.LAB, term=LEUKOCYTES, value=value, unit="10*9/L", **more)


def status(event_id: str, at: str, **more: object) -> Event:
    return event(event_id, at, kind=Kind.NEURO_STATUS, **more)


@pytest.mark.parametrize(("number", "name"), [(0, "case-1"), (1, "case-2")])
def test_the_milestones_of_the_published_cases(number, name):
    told = milestones_of(*shipped(name))
    assert {key: one.event or one.words for key, one in told.items()} == {key: SHIPPED[key][number] for key in told}
    assert list(told) == [OWN, *(one.key for one in MILESTONES)]


@pytest.mark.parametrize("name", ["case-1", "case-2"])
def test_the_rules_find_what_the_cases_themselves_name_as_day_zero(name):
    case, chronology = shipped(name)
    bare = replace(case, events=tuple(replace(one, details={**one.details, "zero_label": ""}) for one in case.events))
    assert milestones_of(bare, chronology) == milestones_of(case, chronology)


def test_what_a_case_names_among_its_days_zero_comes_before_the_rule():
    early, named = status("early", "1", rank="3"), status("named", "4", zero_label="First neurological sign")
    assert found("first-sign", early, named) == Found("named")
    assert found("first-sign", early, replace(named, details={"zero_label": "relapse"})) == Found("early")


@pytest.mark.parametrize(
    ("given", "sign"),
    [
        ({"rank": "5"}, False),
        ({"rank": "4"}, True),
        ({"rank": "1..3"}, True),
        ({"rank": "1..5"}, True),
        ({"rank": "NR"}, False),
        ({}, False),
        ({"flags": "blindness", "rank": "5"}, True),
        ({"flags": " ; "}, False),
        ({"rank": "3", "state": State.PRESUMED}, False),
        ({"rank": "3", "state": State.ABSENT}, False),
        ({"rank": "3", "state": State.NOT_REPORTED}, False),
    ],
)
def test_a_sign_is_a_reported_status_below_normal_or_a_flag(given, sign):
    assert found("first-sign", status("x", "2", **given)) == (Found("x") if sign else Found(words=NOT_REPORTED))


def test_an_event_without_a_time_is_no_milestone_and_one_at_an_unknown_time_leaves_the_first_open():
    one, undated, unknown = status("one", "2", rank="3"), status("undated", "", rank="3"), status("x", "..", rank="3")
    assert found("first-sign", one, undated) == Found("one")
    assert found("first-sign", one, unknown) == Found(among=("one", "x"), words=FIRST)
    assert found("first-sign", unknown) == Found("x")


def test_what_holds_as_of_writing_is_no_first_sign():
    from dashboard.domain.when import parse_when

    case = {"moments": {"publication": parse_when("after zero")}, "writing": "publication"}
    assert found("first-sign", status("x", "with publication", rank="3"), **case) == Found(words=NOT_REPORTED)
    assert found("first-sign", status("x", "after zero", rank="3"), **case) == Found("x")


def test_the_record_tells_the_order_where_the_times_do_not_and_never_against_them():
    first, other = status("a", "after zero", rank="3", seq=1), status("b", "after zero", rank="3", seq=2)
    assert found("first-sign", other, first) == Found("a")
    assert found("first-sign", other, replace(first, seq=2)) == Found(among=("b", "a"), words=FIRST)
    assert found("first-sign", other, replace(first, seq=None)).among == ("b", "a")
    assert found("first-sign", status("late", "5", rank="3", seq=1), status("early", "2", rank="3", seq=2)) == Found(
        "early"
    )


def test_only_those_that_none_other_surely_precedes_can_be_the_first():
    one, two, late = (status(name, at, rank="3") for name, at in (("a", "0..4"), ("b", "1..5"), ("late", "9")))
    assert found("first-sign", one, two, late).among == ("a", "b")
    many = [status(f"s{number}", "0..4", rank="3") for number in range(MOST_COMPARED + 1)]
    assert len(found("first-sign", *many, late).among) == MOST_COMPARED + 2


def test_counts_first_latest_and_highest():
    counts = count("a", "1", "90"), count("b", "3", "700"), count("c", "6", "20")
    assert [found(key, *counts).event for key in ("first-count", "highest-count", "latest-count")] == ["a", "b", "c"]
    assert found("latest-count", *counts, count("d", "after a", "7")) == Found(
        among=("c", "d"), words="cannot be told which is last"
    )


@pytest.mark.parametrize(
    ("values", "highest"),
    [
        (("5", "5"), "a"),
        (("5", "<9"), ""),
        (("9", "<9"), ""),
        (("10", "<9"), "a"),
        ((">500", "400"), "a"),
        ((">500", "600"), ""),
        ((">500", ">600"), ""),
        (("<1",), "a"),
    ],
)
def test_the_highest_count_is_told_only_where_limits_leave_no_doubt(values, highest):
    told = found(
        "highest-count",
        *(count(name, str(at), text) for at, (name, text) in enumerate(zip("ab", values, strict=False))),
    )
    assert told.event == highest
    assert bool(told.among) != bool(highest)


def test_a_count_of_spinal_fluid_or_without_a_known_unit_is_none():
    fluid = event("x", "1", kind=Kind.LAB, term="Leukocytes in cerebrospinal fluid", value="3", unit="/uL")
    text = event("y", "1", kind=Kind.LAB, term=LEUKOCYTES, value="many", unit="")
    assert found("first-count", fluid, text, event("z", "1", kind=Kind.LAB)) == Found(words=NOT_REPORTED)


def test_scans_are_those_of_the_studies_and_without_studies_those_that_name_a_modality():
    from dashboard.domain.cases import Study

    scans = [event(name, at, kind=Kind.IMAGING, modality="MRI") for name, at in (("a", "1"), ("b", "2"))]
    summary = event("s", "0", kind=Kind.IMAGING)
    assert [found(key, summary, *scans).event for key in ("first-scan", "first-mri", "second-mri", "latest-scan")] == [
        "a", "a", "b", "b",
    ]  # fmt: skip
    assert found("first-ct", *scans) == found("second-mri", scans[0]) == Found(words=NOT_REPORTED)
    studies = (Study("s", "b", "MRI 1", "MR"), Study("h", "a", "Histology", "SM"))
    assert found("first-scan", *scans, studies=studies) == Found("b")


def test_a_second_that_cannot_be_told_is_not_told():
    scans = [
        event(name, at, kind=Kind.IMAGING, modality="MR") for name, at in (("a", "1"), ("b", "2..9"), ("c", "3..9"))
    ]
    assert found("second-mri", *scans) == Found(among=("b", "c"), words="cannot be told which is second")
    assert found("second-mri", *scans[1:]).among == ("b", "c")


def test_a_case_without_a_day_zero_and_without_events_has_no_milestone():
    case = case_of({})
    assert all(one.words == NOT_REPORTED for one in milestones_of(case, solve(case)).values())


def test_every_milestone_has_a_name_a_rule_and_a_key_of_its_own():
    assert len({one.key for one in MILESTONES}) == len({one.name for one in MILESTONES}) == len(MILESTONES)
    assert all(one.rule and name_of(one.key) == one.name for one in MILESTONES)
    assert name_of(OWN) == "own day 0"


@given(NETWORKS)
def test_the_first_is_first_in_every_reading_of_the_record(network: list[Said]) -> None:
    case = boxed(network)
    chronology, allowed = solved(case), readings(network)
    events = [one for one in case.events if one.id in NAMES]
    told = Precedence(chronology)
    for choose, best in ((told.first, min), (told.last, max)):
        leaders = [
            name for name in NAMES if all(days[name] == best(days[other] for other in NAMES) for days in allowed)
        ]
        chosen = choose(events)
        assert (chosen.id in leaders) if chosen is not None else not leaders


def test_of_no_events_none_is_the_first():
    case = case_of({"zero": "0"})
    told = Precedence(solve(case))
    assert told.first([]) is told.last([]) is told.second([]) is told.second(case.events) is None


@given(NETWORKS)
def test_what_is_no_later_is_so_in_every_reading(network: list[Said]) -> None:
    case = boxed(network)
    chronology, allowed = solved(case), readings(network)
    events = {one.id: one for one in case.events}
    told = Precedence(chronology)
    for one, other in product(NAMES, repeat=2):
        assert told.no_later(events[one], events[other]) == all(days[one] <= days[other] for days in allowed)
