"""The state at a moment, and that the page and the slides tell the same."""

import json
import subprocess
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from dashboard.domain.brief import has_time, when_words
from dashboard.domain.cases import Case
from dashboard.domain.chronology import solve
from dashboard.domain.events import Event, Kind, Quantity, State
from dashboard.domain.moment import Moment, end_words, moment_of
from dashboard.domain.timing import place
from dashboard.domain.when import parse_when
from dashboard.figures.lane import owner_of
from dashboard.figures.ledger import ledger_of
from dashboard.importers import case_folder
from dashboard.lanes import all_lanes
from dashboard.services.records import detailed, related
from dashboard.services.told import Moment as told_moment
from dashboard.services.told import told_at
from tests.domain.test_story import case_with, count, event

ROOT = Path(__file__).parents[2]
SHIPPED = ("case-1", "case-2")
ASKED = """
const moment = require("./assets/moment.js");
const { events, related } = JSON.parse(require("fs").readFileSync(0, "utf8"));
const found = events.map((one) => {
  const at = { ...one, ...(related[one.id] || {}) };
  const last = (wanted) => {
    const own = events.filter(wanted), found = moment.last(own, at);
    return found && [found.id, moment.surely(own, found, at) === ""];
  };
  const begun = events.filter(moment.isDrug).filter((other) => other.id !== at.id && other.end_state !== null)
    .filter((other) => moment.isBefore(other, at) === "yes" && !moment.hasEnded(other, at)).map((other) => other.id);
  return [one.id, last(moment.isStatus), last(moment.isCount), last(moment.isPicture), begun];
});
console.log(JSON.stringify(found));
"""


def state(case: Case, event_id: str) -> Moment:
    chronology = solve(case)
    return moment_of(case, place(case, chronology), chronology, event_id)


def by_script(case: Case) -> list[list[object]]:
    """What assets/moment.js finds at the moment of each event."""
    chronology = solve(case)
    placed = place(case, chronology)
    lanes = {item.event.id: owner_of(item, all_lanes()) for item in placed}
    events = [detailed(case, item) | {"lane": lane.name if (lane := lanes[item.event.id]) else ""} for item in placed]
    asked = json.dumps({"events": events, "related": related(placed, chronology)})
    ran = subprocess.run(["node", "-e", ASKED], input=asked, capture_output=True, text=True, cwd=ROOT, check=True)
    found: list[list[object]] = json.loads(ran.stdout)
    return found


@pytest.mark.parametrize("name", SHIPPED)
def test_slides_and_page_tell_the_same_of_every_event(name: str) -> None:
    case = case_folder.read(ROOT / "data" / "cases" / name)
    for event_id, *wanted in by_script(case):
        found = state(case, str(event_id))
        lasts = [one and [one.item.event.id, one.surely] for one in (found.status, found.count, found.picture)]
        assert [*lasts, [item.event.id for item in found.begun]] == wanted, event_id


def test_the_state_at_mri_2_of_case_2_is_that_of_the_record() -> None:
    found = state(case_folder.read(ROOT / "data" / "cases" / "case-2"), "P2-29")
    assert found.status and found.status.item.event.id == "P2-28"
    assert found.count and found.count.item.event.id == "P2-08"
    assert found.picture and found.picture.item.event.id == "P2-26"
    assert [item.event.id for item in found.begun][-1] == "P2-22"
    assert not found.silent


def test_inside_a_time_without_a_status_the_record_is_silent() -> None:
    case = case_folder.read(ROOT / "data" / "cases" / "case-2")
    assert state(case, "P2-18").silent
    assert not state(case, "P2-05").silent


def course(event_id: str, at: str, until: str | None = None, **more: object) -> Event:
    end = None if until is None else parse_when(until)
    return Event(event_id, Kind.TREATMENT, "drug", parse_when(at), end, **more)  # type: ignore[arg-type]


def test_a_course_that_ended_before_is_not_told() -> None:
    case = case_with(
        event("a", Kind.ENCOUNTER, "0"),
        course("b", "0", "4"),
        course("c", "0", "40"),
        course("d", "0"),
        course("e", "0", "4", state=State.REJECTED),
        course("f", "after a", "before z"),
        event("z", Kind.OUTCOME, "10"),
    )
    assert [item.event.id for item in state(case, "z").begun] == ["c"]


def test_without_a_count_or_before_the_first_there_is_none() -> None:
    case = case_with(event("a", Kind.ENCOUNTER, "0"), count("b", "5", 10), event("c", Kind.OUTCOME, "9"))
    assert state(case, "a").count is None
    found = state(case, "c").count
    assert found and found.item.event.id == "b" and found.surely


def test_a_count_that_perhaps_lies_between_makes_the_last_one_unsure() -> None:
    case = case_with(count("a", "0", 10), count("b", "2..9", 20), event("c", Kind.OUTCOME, "5"))
    found = state(case, "c").count
    assert found and found.item.event.id == "a" and not found.surely


def test_another_analyte_or_unit_is_no_count() -> None:
    other = event("b", Kind.LAB, "1", term="Platelets", quantity=Quantity("9", "10*9/L", Decimal(9), "10*9/L"))
    strange = event("c", Kind.LAB, "1", term="Leukocytes", quantity=Quantity("9", "?"))
    unknown = event("d", Kind.LAB, "1", term="Odd", quantity=Quantity("9", "10*9/L", Decimal(9), "10*9/L"))
    case = case_with(event("a", Kind.ENCOUNTER, "0"), other, strange, unknown, event("z", Kind.OUTCOME, "9"))
    assert state(case, "z").count is None


def test_what_has_no_time_lies_before_nothing() -> None:
    case = case_with(count("a", "", 10), event("b", Kind.ENCOUNTER, "0"), zero="b")
    assert state(case, "b").count is None
    assert state(case, "a").count is None


def test_a_case_of_very_many_events_is_told_by_its_days() -> None:
    many = [count(f"c{at}", str(at), 10 + at) for at in range(410)]
    case = case_with(*many, course("d", "0", "400"), course("e", "0", "409"), course("f", "406"))
    found = state(case, "c405")
    assert found.count and found.count.item.event.id == "c404" and found.count.surely
    assert [item.event.id for item in found.begun] == ["e"]


@pytest.mark.parametrize(
    ("until", "words"),
    [(None, ""), ("5", "until day 5"), ("ongoing", "ongoing"), ("unknown", "end not reported")],
)
def test_the_end_of_a_course_is_told_as_it_is_known(until: str | None, words: str) -> None:
    from tests.domain.builders import case_of

    case = case_of({"a": "0", "b": "1" if until is None else ("1", until)})
    assert end_words(place(case, solve(case))[1]) == words


def test_silence_needs_limits_on_both_sides() -> None:
    silence = Event("s", Kind.NEURO_STATUS, "none", parse_when("0"), parse_when("10"), State.NOT_REPORTED)
    case = case_with(event("a", Kind.ENCOUNTER, "0"), silence, event("b", Kind.OUTCOME, "after a"),
                     event("c", Kind.OUTCOME, "5"))  # fmt: skip
    assert not state(case, "b").silent and state(case, "c").silent
    open_end = Event("s", Kind.NEURO_STATUS, "none", parse_when("0"), parse_when("after a"), State.NOT_REPORTED)
    moment_ = Event("s", Kind.NEURO_STATUS, "none", parse_when("0"), None, State.NOT_REPORTED)
    for other in (open_end, moment_):
        again = case_with(event("a", Kind.ENCOUNTER, "0"), other, event("c", Kind.OUTCOME, "5"))
        assert not state(again, "c").silent


def test_when_is_told_in_few_words_and_never_as_a_day_that_is_not_known() -> None:
    case = case_folder.read(ROOT / "data" / "cases" / "case-1")
    words = {item.event.id: when_words(case, item) for item in place(case, solve(case))}
    assert words["P1-03"] == "day 0" and words["P1-08"] == "day 0–2" and words["P1-21"] == "about day 11–19"
    assert words["P1-12"] == "day unknown, 0–19" and words["P1-32"] == "at publication"
    assert words["P1-01"] == "not dated"
    without = [item for item in place(case, solve(case)) if not has_time(item)]
    assert {item.event.id for item in without} == {"P1-01", "P1-35", "P1-35a", "P1-37"}


def test_a_count_that_the_record_does_not_state_is_no_last_one() -> None:
    later = replace(count("b", "5", 300), state=State.PLANNED)
    case = case_with(count("a", "0", 10), later, event("z", Kind.OUTCOME, "9"))
    found = state(case, "z").count
    assert found and found.item.event.id == "a" and found.surely
    assert by_script(case)[-1][2] == ["a", True]


def test_blasts_in_the_unit_of_counts_are_no_leukocyte_count() -> None:
    blasts = event("b", Kind.LAB, "5", term="Blasts", quantity=Quantity("9", "10*9/L", Decimal(9), "10*9/L"))
    case = case_with(count("a", "0", 10), blasts, event("z", Kind.OUTCOME, "9"))
    assert by_script(case)[-1][2] == ["a", True]
    told, _ = told_at(ledger_of(case, solve(case)), told_moment(9, 9, "z"))
    assert [item.event.id for item in told if item.event.kind is Kind.LAB] == ["a"]
