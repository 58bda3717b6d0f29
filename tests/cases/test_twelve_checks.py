"""What any data set made from this paper must pass, check by check."""

from collections.abc import Mapping
from decimal import Decimal

from dashboard.domain.cases import Case
from dashboard.domain.chronology import Chronology
from dashboard.domain.events import Event, Kind, State
from dashboard.domain.timing import Mark, Placed, TimeKind, place
from dashboard.domain.units import analyte_of

Cases = Mapping[str, Case]
Events = Mapping[str, Event]
Times = Mapping[str, Placed]

UNDATED_RUN = [
    *(f"P1-{number}" for number in range(10, 21)),
    *("P1-20a", "P1-20b", "P1-20c", "P1-09", "P1-39", "P1-41"),
]
ABSENT = ("P1-20b", "P1-22", "P1-36", "P2-17", "P2-27", "P2-33a", "P2-40", "P2-42", "P2-45")
FIGURES = {
    "P1-15": "1", "P1-21": "2A", "P1-23": "2B", "P2-26": "3A", "P2-29": "3B", "P2-33": "4", "P2-34": "5A", "P2-38": "5B"
}  # fmt: skip


def test_check_1_there_are_exactly_four_leukocyte_counts(events: Events) -> None:
    counts = {
        name: event.quantity.number
        for name, event in events.items()
        if (analyte := analyte_of(event.term)) and analyte.key == "leukocytes" and event.quantity
    }
    assert counts == {"P1-06": 211, "P1-08": 1037, "P2-06": 274, "P2-08": Decimal("412.5")}
    in_their_unit = {name for name, event in events.items() if event.quantity and event.quantity.unit == "10*9/L"}
    assert in_their_unit == set(counts)


def test_check_2_only_day_0_is_exact_and_hospital_days_are_exact_on_their_clock(
    cases: Cases, chronologies: Mapping[str, Chronology], placed: Times
) -> None:
    exact = [item for item in placed.values() if item.time.mark is Mark.EXACT]
    assert all(item.time.earliest == item.time.latest == 0 for item in exact) and len(exact) == 8
    assert {item.event.id for item in exact if item.time.kind is not TimeKind.EXACT} == set()
    on_its_clock = {name: chronologies["P2"].window(name, "hospital day") for name in ("P2-16", "P2-24")}
    first = cases["P2"].clocks[0].first
    assert {name: (window.earliest, window.latest) for name, window in on_its_clock.items()} == {
        "P2-16": (2 - first, 2 - first),
        "P2-24": (20 - first, 20 - first),
    }
    assert placed["P2-16"].time.words.startswith("hospital day 2 ")
    assert placed["P2-24"].time.words.startswith("hospital day 20 ")


def test_check_3_the_scans_are_two_days_apart_whatever_day_0_is(chronologies: Mapping[str, Chronology]) -> None:
    chronology = chronologies["P2"]
    for first, second in (("P2-24", "P2-26"), ("P2-26", "P2-29")):
        interval = chronology.interval(first, second)
        assert (interval.earliest, interval.latest) == (2, 2)


def test_check_4_mri_2_is_three_weeks_after_mri_1_and_the_collapse_at_most_a_day_after_ct_1(
    chronologies: Mapping[str, Chronology],
) -> None:
    chronology = chronologies["P1"]
    assert chronology.interval("P1-21", "P1-23").nominal == 21
    after_ct = chronology.interval("P1-15", "P1-16")
    assert (after_ct.earliest, after_ct.latest) == (0, 1)


def test_check_5_the_run_from_leukapheresis_to_the_decision_has_order_and_no_day(placed: Times) -> None:
    run = [placed[name] for name in UNDATED_RUN]
    assert len(run) == 17 and len({item.time.words for item in run}) > 1
    for item in run:
        assert item.time.kind is TimeKind.ORDER_ONLY and item.time.nominal is None
        assert (item.time.earliest, item.time.latest) == (0, 19)
    ranks = [placed[f"P1-{number}"].rank for number in range(10, 20)]
    assert ranks == sorted(rank for rank in ranks if rank is not None)


def test_check_6_there_is_no_gastrostomy_and_one_pegaspargase(cases: Cases) -> None:
    for case in cases.values():
        for event in case.events:
            told = (event.term, *event.components, event.note, *event.details.values())
            assert not any("gastrostomy" in text.lower() for text in told)
    holding = [event.id for case in cases.values() for event in case.events if "pegaspargase" in event.components]
    assert holding == ["P2-16"]


def test_check_7_every_scan_is_there_and_every_figure_on_its_scan(cases: Cases, events: Events) -> None:
    modalities = {name: [study.modality for study in case.studies] for name, case in cases.items()}
    assert sorted(modalities["P1"]) == ["CT", "CT", "MR", "MR"]
    assert sorted(modalities["P2"]) == ["CT", *["MR"] * 5, "SM"]
    figures = {study.event: study.figure for case in cases.values() for study in case.studies if study.figure}
    assert figures == FIGURES
    assert {name: event.detail("figure") for name, event in events.items() if event.detail("figure")} == FIGURES
    assert events["P1-20b"].detail("study") == "" and events["P1-20b"].detail("modality") == "CT"
    assert events["P2-30"].detail("study") == ""


def test_check_8_the_shunt_revisions_are_one_record_of_four_without_a_day(events: Events, placed: Times) -> None:
    revisions = [event for event in events.values() if "evision" in event.term and event.kind is Kind.PROCEDURE]
    assert [event.id for event in revisions] == ["P2-36"]
    quantity = revisions[0].quantity
    assert quantity and (quantity.number, quantity.unit) == (4, "{revisions}")
    assert placed["P2-36"].time.kind is TimeKind.ORDER_ONLY and placed["P2-36"].time.latest is None


def test_check_9_induction_failed_by_the_discussion_and_the_outcome_of_the_leukemia_is_not_reported(
    cases: Cases, events: Events
) -> None:
    failure = events["P2-41"]
    assert (failure.state, failure.place, failure.source) == (State.PRESENT, "PROG9", "Discussion")
    outcomes = [event for event in cases["P2"].events if event.kind is Kind.OUTCOME]
    assert not any("leukemia" in event.term.lower() or "remission" in event.term.lower() for event in outcomes)
    assert "leukemia stands at the end is not reported" in failure.note


def test_check_10_the_neurological_status_before_hospital_day_20_is_not_reported(events: Events, placed: Times) -> None:
    before = events["P2-05"]
    assert before.state is State.NOT_REPORTED and before.detail("rank") == "NR"
    assert str(before.until) == "with P2-24"
    ranked = [
        event.id for event in events.values() if event.id.startswith("P2") and event.detail("rank") not in ("", "NR")
    ]
    assert ranked == ["P2-24", "P2-28"]


def test_check_11_absent_findings_are_stored_as_absent(events: Events) -> None:
    assert {name: events[name].state for name in ABSENT} == dict.fromkeys(ABSENT, State.ABSENT)
    assert {name for name, event in events.items() if event.state is State.ABSENT} == {*ABSENT, "P2-44"}


def test_check_12_every_record_has_its_place_its_kind_of_time_and_its_issues(cases: Cases, placed: Times) -> None:
    known = {name: {issue.id for issue in case.issues} for name, case in cases.items()}
    for name, item in placed.items():
        assert item.event.place and item.event.source and item.time.kind
        assert set(item.event.issues) <= known[name[:2]]
    assert known["P1"] | known["P2"] == {f"X{number:02}" for number in range(1, 36)}


def test_re_anchoring_on_mri_1_makes_its_neighbours_exact(cases: Cases, chronologies: Mapping[str, Chronology]) -> None:
    by_id = {item.event.id: item for item in place(cases["P2"], chronologies["P2"], zero="P2-26")}
    assert by_id["P2-29"].time.kind is TimeKind.EXACT and by_id["P2-29"].time.earliest == 2
    assert (by_id["P2-03"].time.earliest, by_id["P2-03"].time.latest) == (-22, -21)
