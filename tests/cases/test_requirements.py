"""What the requirements D1 to D19 ask of the shipped cases."""

from collections.abc import Mapping
from decimal import Decimal

import pytest

from dashboard.domain.cases import Case, Trend
from dashboard.domain.chronology import Chronology
from dashboard.domain.events import End, Event, Kind, State
from dashboard.domain.timing import Placed, TimeKind, place
from dashboard.domain.units import spoken

Cases = Mapping[str, Case]
Events = Mapping[str, Event]
Times = Mapping[str, Placed]
Chronologies = Mapping[str, Chronology]

RANKS = {
    "P1-05": "3", "P1-14": "1..3", "P1-16": "1", "P1-24": "1..4", "P1-26": "4", "P1-33": "5",
    "P2-05": "NR", "P2-24": "3", "P2-28": "1..3", "P2-39": "NR",
}  # fmt: skip
FLAGS = {
    "P1-16": "posturing; fixed pupils", "P1-18": "ventilated", "P1-33": "blindness", "P1-34": "blindness",
    "P2-24": "focal motor sign, left",
}  # fmt: skip


def test_d2_values_are_kept_as_received_beside_the_canonical_one(events: Events) -> None:
    count, creatinine = events["P1-06"].quantity, events["P2-19"].quantity
    assert count and (count.received, count.unit_received, spoken(count)) == ("211000", "/uL", "211 ×10⁹/L")
    assert creatinine and (creatinine.received, creatinine.unit_received) == ("1.5", "mg/dL")
    assert (creatinine.number, creatinine.unit) == (Decimal("132.6"), "umol/L")
    assert count.converted and creatinine.converted


def test_d4_the_second_count_of_case_1_is_to_be_verified_and_stays(events: Events) -> None:
    flagged = {name: event.detail("verify") for name, event in events.items() if event.detail("verify")}
    assert flagged == {"P1-08": "verify: ×4.9 within 48 h"}


def test_d11_the_clock_of_the_arrival_moves_and_widens_every_window(cases: Cases, chronologies: Chronologies) -> None:
    by_id = {item.event.id: item.time for item in place(cases["P1"], chronologies["P1"], zero="P1-07")}
    assert (by_id["P1-03"].earliest, by_id["P1-03"].latest) == (-2, 0)
    assert (by_id["P1-21"].earliest, by_id["P1-21"].latest, by_id["P1-21"].nominal) == (11, 17, 14)
    second = {item.event.id: item.time for item in place(cases["P2"], chronologies["P2"], zero="P2-07")}
    assert (second["P2-03"].earliest, second["P2-03"].latest) == (-1, 0)
    assert second["P2-16"].earliest == second["P2-16"].latest == 1


def test_d11_no_bounded_event_becomes_exact_but_on_its_own_clock(cases: Cases, chronologies: Chronologies) -> None:
    for zero in cases["P1"].zeros:
        exact = {
            item.event.id
            for item in place(cases["P1"], chronologies["P1"], zero=zero)
            if item.time.kind is TimeKind.EXACT
        }
        own = {item.event.id for item in place(cases["P1"], chronologies["P1"]) if item.time.kind is TimeKind.EXACT}
        with_scan = {"P1-21", "P1-22"} if zero == "P1-21" else {zero}
        with_treatment = {"P1-19", "P1-20"} if zero == "P1-20" else set()
        assert exact <= own | with_scan | with_treatment


def test_d13_what_has_order_only_has_no_day(placed: Times) -> None:
    for item in placed.values():
        if item.time.kind is TimeKind.ORDER_ONLY:
            assert item.time.nominal is None
            assert item.time.earliest is None or item.time.earliest != item.time.latest


def test_d14_every_state_is_used_and_distinct(events: Events) -> None:
    states = {state: {name for name, event in events.items() if event.state is state} for state in State}
    assert states[State.REJECTED] == {"P1-20c"}
    assert states[State.NOT_REPORTED] == {"P1-37", "P2-05"}
    assert states[State.PRESUMED] == {"P1-35", "P1-41", "P2-43", "P2-48", "P2-49"}
    assert len(states[State.ABSENT]) == 10 and len(states[State.PRESENT]) == 96 - 18


def test_d15_ranks_are_those_reported_and_deficits_are_flags_beside_them(events: Events) -> None:
    assert {name: event.detail("rank") for name, event in events.items() if event.detail("rank")} == RANKS
    assert {name: event.detail("flags") for name, event in events.items() if event.detail("flags")} == FLAGS


def test_d15_no_state_is_carried_on_but_one_that_the_source_carries_to_its_own_day(events: Events) -> None:
    ongoing = {name for name, event in events.items() if event.until is End.ONGOING}
    assert ongoing == {"P1-32", "P1-33", "P1-34", "P2-39", "P2-40", "P2-40a"}


def test_d17_every_treatment_names_its_agents_indication_route_and_dose(events: Events) -> None:
    treatments = [event for event in events.values() if event.kind is Kind.TREATMENT]
    assert len(treatments) == 11
    for event in treatments:
        assert event.components and event.detail("indication") and event.detail("drug_class")
        assert event.detail("dose") == "not reported"
    routes = {event.id: event.detail("route") for event in treatments if event.detail("route") != "not reported"}
    assert routes == {
        "P1-28": "not applicable",
        "P2-11": "intravenous; not reported",
        "P2-13": "intrathecal",
        "P2-23": "intrathecal",
    }
    assert events["P1-19"].detail("indication") == "raised intracranial pressure"
    assert events["P2-16"].detail("indication") == "leukemia, induction"


def test_d17_the_source_s_own_words_are_kept_where_they_are_the_fact(events: Events) -> None:
    assert events["P1-10"].as_printed == "leukopheresis"
    assert events["P2-16"].as_printed == "percutaneous endoscopic gastrostomy tube-asparaginase"
    assert events["P2-18"].as_printed == "acute renal failure"


def _cells(case: Case, study: str) -> dict[str, tuple[Trend, str]]:
    return {cell.finding: (cell.trend, cell.word) for cell in case.findings if cell.study == study}


def test_d18_the_scans_of_case_1_show_what_is_reported_of_each(cases: Cases) -> None:
    case = cases["P1"]
    assert _cells(case, "ct-1") == {
        "hemorrhage": (Trend.PRESENT, "multiple"),
        "mass effect": (Trend.PRESENT, "present"),
    }
    assert _cells(case, "mri-1")["leptomeningeal enhancement"][0] is Trend.ABSENT
    assert _cells(case, "mri-2") == {
        "hemorrhage": (Trend.LESS, "smaller"),
        "cerebral volume loss": (Trend.NEW, "diffuse"),
        "ventricles enlarged": (Trend.PRESENT, "ex vacuo"),
    }


def test_d18_the_scans_of_case_2_show_what_is_reported_of_each(cases: Cases) -> None:
    case = cases["P2"]
    absent = {name for name, (trend, _) in _cells(case, "mri-1").items() if trend is Trend.ABSENT}
    assert absent == {"mass effect", "diffusion restriction", "hemorrhage", "contrast enhancement"}
    assert _cells(case, "mri-2")["contrast enhancement"] == (Trend.NEW, "ring, T1")
    assert "diffusion restriction" not in _cells(case, "mri-2")
    assert _cells(case, "mri-3")["hemorrhage"][0] is Trend.NEW
    assert _cells(case, "mri-4")["ventricles enlarged"] == (Trend.MORE, "enlarging")
    assert _cells(case, "mri-5")["brainstem FLAIR/T2 change"] == (Trend.LESS, "slightly")


def test_d18_a_finding_of_a_scan_that_is_not_identified_hangs_on_its_event(cases: Cases) -> None:
    loose = {name: [cell.event for cell in case.findings if not cell.study] for name, case in cases.items()}
    assert loose == {"P1": ["P1-20b", "P1-38"], "P2": ["P2-30", "P2-46"]}


@pytest.mark.parametrize(
    ("issue", "where"),
    [("X02", {"P1-34", "P1-35", "P1-35a"}), ("X03", {"P1-21"}), ("X04", {"P1-17", "P1-41"})],
)
def test_d19_conflicting_statements_are_both_kept_and_marked(cases: Cases, issue: str, where: set[str]) -> None:
    case = cases["P1"]
    conflict = next(one for one in case.issues if one.id == issue)
    assert conflict.conflict and len(conflict.readings) == 2
    assert all(reading.endswith("]") for reading in conflict.readings)
    assert {event.id for event in case.events if issue in event.issues} == where


def test_d19_no_other_issue_is_called_a_conflict(cases: Cases) -> None:
    marked = {issue.id for case in cases.values() for issue in case.issues if issue.conflict}
    assert marked == {"X02", "X03", "X04"}


def test_every_event_has_a_short_label(events: Events) -> None:
    assert all(0 < len(event.detail("label")) <= 40 for event in events.values())


def test_both_cases_can_be_counted_from_the_first_neurological_sign(cases: Cases, events: Events) -> None:
    for case in cases.values():
        assert "first neurological sign" in {events[name].detail("zero_label") for name in case.zeros}
