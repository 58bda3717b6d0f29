"""The ledger of a case: the same events, times and order as when each stands by itself."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.domain.chronology import solve
from dashboard.domain.events import Kind, State
from dashboard.domain.placed import Mark, TimeKind, Timing
from dashboard.domain.timing import place
from dashboard.errors import Refused
from dashboard.figures import ledger as module
from dashboard.figures.ledger import as_ledger, ledger_of
from tests.figures.samples import LEUKOCYTES, SHIPPED, case_of, event, shipped
from tests.synthetic import ledger_of_synthetic, synthetic

PLATELETS = "Platelets [#/volume] in Blood"


@st.composite
def records(draw):
    """A case with many results of two analytes, some of them inexact, limits, words or absent, and other events."""
    rng = Random(draw(st.integers(0, 2**32)))
    events = [event("Z", "0", kind=Kind.ENCOUNTER), event("Q", "2..4")]
    for number in range(draw(st.integers(0, 40))):
        day = rng.choice([f"{rng.uniform(-3, 9):.2f}", str(rng.randint(-2, 6)), "1..3", "~4 in 1..8", "after Z", ".."])
        given = {"kind": Kind.LAB, "term": rng.choice([LEUKOCYTES, PLATELETS]), "unit": "10*9/L"}
        value = rng.choice(["3.1", "<0.1", ">400", "12", "clotted"])
        more = rng.choice([{}, {}, {}, {"state": State.ABSENT}, {"verify": "odd"}, {"seq": 3}, {"until": "12"}])
        events.append(event(f"L{number}", day, value=value, **given | more))
    rng.shuffle(events)
    return case_of(*events, zero="Z")


@pytest.fixture(autouse=True)
def _few_are_a_series(monkeypatch):
    monkeypatch.setattr(module, "LEAST", 4)


def told(item):
    """An event and its time, but for what reckoning with other sums leaves behind the ninth digit."""
    times = [item.time, *([item.end] if isinstance(item.end, Timing) else [])]
    days = [
        None if day is None else round(day, 6) + 0.0 for one in times for day in (one.earliest, one.latest, one.nominal)
    ]
    return item.event, days, [(one.kind, one.mark, one.words) for one in times], item.rank


def same(ledger, placed):
    """Every event with its time, in the order of a person's steps."""
    assert [told(ledger.item(rank)) for rank in range(len(ledger))] == [told(item) for item in placed]
    assert [ledger.event(rank) for rank in range(len(ledger))] == [item.event for item in placed]
    assert [ledger.rank(item.event.id) for item in placed] == list(range(len(placed)))
    assert ledger.column(lambda item: item.event.id, lambda series: [e.id for e in series.events]) == [
        item.event.id for item in placed
    ]
    dated = [rank for rank, item in enumerate(placed) if item.time.mark is not Mark.NOT_DATED]
    assert ledger.dated.tolist() == dated
    assert ledger.rank("nobody") is None


@given(records())
def test_it_holds_what_place_gives_in_its_order_from_either_day_zero(case):
    chronology = solve(case)
    for zero in (None, "Q"):
        placed = place(case, chronology, zero)
        same(ledger_of(case, chronology, zero), placed)
        same(ledger_of(case, chronology, zero, ledger_of(case, chronology)), placed)
        same(as_ledger(placed), placed)


@pytest.mark.parametrize("name", SHIPPED)
def test_of_the_shipped_cases_nothing_is_a_series(name):
    module.LEAST = 121
    ledger = ledger_of(*shipped(name))
    assert not ledger.series
    same(ledger, place(*shipped(name)))


@pytest.mark.parametrize("zero", [None, "s3e"])
def test_of_a_large_case_the_results_are_series_and_the_order_is_the_same(zero):
    ledger = ledger_of_synthetic("m", zero)
    assert sum(map(len, ledger.series)) > 1900
    same(ledger, place(*synthetic("m"), zero))
    assert ledger.told_by_numbers


def test_a_series_says_what_is_a_number_a_limit_a_zero_and_flagged():
    values = ["3", "<0.1", "0", ">400"]
    events = [
        event(f"L{n}", str(n), kind=Kind.LAB, term=LEUKOCYTES, value=value, unit="10*9/L", **more)
        for n, (value, more) in enumerate(zip(values, ({}, {}, {"verify": "odd"}, {}), strict=True))
    ]
    case = case_of(event("Z", "0"), *events)
    (series,) = ledger_of(case, solve(case)).series
    assert (series.unit, len(series)) == ("10*9/L", 4)
    assert series.limits.tolist() == [0, -1, 0, 1]
    assert series.numbers.tolist() == [True, False, True, False]
    assert series.above_zero.tolist() == [True, False, False, False]
    assert series.flagged.tolist() == [False, False, True, False]
    assert [item.event.id for item in series.bare()] == ["L0", "L1", "L2", "L3"]


def test_an_uncertain_zero_makes_every_result_as_uncertain_and_an_ordered_one_none():
    labs = [event(f"L{n}", str(n), kind=Kind.LAB, term=LEUKOCYTES, value="3", unit="10*9/L") for n in range(6)]
    case = case_of(event("Z", "0"), event("Q", "2..4"), event("O", "after Z"), *labs, zero="Z")
    chronology = solve(case)
    (series,) = ledger_of(case, chronology, "Q").series
    assert series.teller.kind is TimeKind.BOUNDED and not series.teller.exact
    assert (series.item(5).time.earliest, series.item(5).time.latest) == (1, 3)
    with pytest.raises(Refused, match="Only an order"):
        ledger_of(case, chronology, "O")


def test_what_is_worked_out_is_kept_with_the_ledger_and_not_without_end():
    ledger = ledger_of_synthetic("m")
    ledger.derived.clear()
    assert ledger.once("a", lambda: 1) == ledger.once("a", lambda: 2) == 1
    for number in range(module.MOST_DERIVED):
        ledger.once(number, lambda: 0)
    assert len(ledger.derived) <= module.MOST_DERIVED
