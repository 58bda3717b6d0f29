"""The summary of a case says what the case says, on every clock, and nothing more."""

import pytest
from hypothesis import given

from dashboard.domain.cases import Case, Grain
from dashboard.domain.chronology import solve
from dashboard.domain.distances import Distances
from dashboard.domain.events import Kind, State
from dashboard.domain.milestones import OWN, milestones_of
from dashboard.services import bringing_up, summaries
from dashboard.services.bringing_up import bring_up
from dashboard.services.context import Context
from dashboard.services.seen import interval, interval_words, seen_from, why_not
from dashboard.services.summaries import KINDS, MOST_BARS, summary_of
from dashboard.store import summaries as stored
from tests.domain.test_chronology_properties import NETWORKS, Said, loose, solved
from tests.figures.samples import SHIPPED, event, shipped
from tests.services.crowd import count, keep, scan, sign, small_case


def told(case):
    return summary_of(case, solve(case))


def same(window, expected):
    """A window of a summary and an interval of the network."""
    days = [expected.earliest, expected.latest, expected.nominal]
    return (
        window[:3] == [day if day is None else pytest.approx(day, abs=1e-3) for day in days]
        and KINDS[window[3]] is expected.kind
    )


@pytest.mark.parametrize("name", SHIPPED)
def test_every_interval_of_a_summary_is_a_cell_of_the_network(name):
    case, chronology = shipped(name)
    record, network = summary_of(case, chronology), Distances(case, chronology)
    for first, start in record["at"].items():
        seen = seen_from(record, first)
        for second, end in record["at"].items():
            expected = network.between(start, end)
            assert same(seen["m"][second], expected)
            assert same(interval(record, first, second), expected)
            assert interval_words(record, interval(record, first, second)) == expected.words


@given(NETWORKS)
def test_seen_from_any_milestone_a_made_up_network_says_what_it_says(network: list[Said]) -> None:
    from dataclasses import replace

    from dashboard.domain.cases import Study

    case = loose(network)
    kinds = {"zero": Kind.ENCOUNTER, "a": Kind.NEURO_STATUS, "b": Kind.IMAGING, "c": Kind.TREATMENT}
    events = tuple(replace(one, kind=kinds[one.id], details={"rank": "3"}) for one in case.events)
    case = replace(case, events=events, studies=(Study("s", "b", "MRI 1", "MR"),))
    chronology = solved(case)
    record, intervals = summary_of(case, chronology), Distances(case, chronology)
    for first, start in record["at"].items():
        for second, end in record["at"].items():
            assert same(interval(record, first, second), intervals.between(start, end))


@pytest.mark.parametrize("name", SHIPPED)
def test_milestones_that_cannot_be_told_say_why(name):
    case, chronology = shipped(name)
    record = summary_of(case, chronology)
    for key, found in milestones_of(case, chronology).items():
        assert record["at"].get(key, "") == found.event
        if not found.event:
            assert why_not(record, key).endswith(found.words)
            assert seen_from(record, key) is None
            assert interval(record, OWN, key) is interval(record, key, OWN) is None


def test_attributes_are_those_of_the_record():
    absent = count("5", "9", "none")
    from dataclasses import replace

    record = told(
        small_case(
            "a",
            count("1", "211"),
            count("2", "1037", "peak"),
            replace(absent, state=State.ABSENT),
            scan("3"),
            age="9 years",
        )
    )
    wanted = {
        "years": 9.0,
        "statements": 5,
        "studies": 1,
        "counts": 2,
        "highest": 1037.0,
        "highest_words": "1037",
        "instant": False,
    }
    assert {name: record[name] for name in wanted} == wanted
    bare = told(small_case("a"))
    assert (bare["years"], bare["highest"], bare["highest_words"], bare["counts"]) == (None, None, "", 0)


def test_a_course_runs_from_the_first_to_the_last_known_moment_and_orders_are_only_counted():
    record = told(
        small_case(
            "a",
            count("-3..1", "5"),
            event("stay", "2", kind=Kind.ENCOUNTER, until="20..25"),
            scan("after stay"),
            sign("after visit; before stay"),
        )
    )
    assert record["from"][OWN]["c"] == [[-3, 1, None, 1], [20, 25, None, 1]]
    assert record["unlimited"] == 1


def test_a_case_without_any_known_day_has_no_course():
    record = told(Case("case", "", "", "", events=(event("x", ""),)))
    assert record["from"][OWN] == {"m": {}, "t": [], "c": []}
    assert record["timeless"] == 1


def test_treatments_are_told_by_drug_group_with_their_ends():
    given_ = [
        event(
            "t1",
            "1",
            kind=Kind.TREATMENT,
            components=("a", "b"),
            drug_class="anthracycline; vinca alkaloid",
            until="1 .. 9".replace(" ", ""),
        ),
        event("t2", "2", kind=Kind.TREATMENT, components=("c",), drug_class="corticosteroid", until="unknown"),
        event("t3", "3", kind=Kind.TREATMENT, components=("c",), drug_class="corticosteroid", until="ongoing"),
        event("t4", "4", kind=Kind.TREATMENT, components=("d",), route="intrathecal"),
        event("t5", "5", kind=Kind.TREATMENT, components=("e",), state=State.REJECTED),
        event("t6", "", kind=Kind.TREATMENT, components=("f",)),
    ]
    bars = told(small_case("a", *given_))["from"][OWN]["t"]
    assert [(group, start[0], end) for group, start, end in bars] == [
        ("anthracycline", 1, [1, 9, None, 1]),
        ("vinca alkaloid", 1, [1, 9, None, 1]),
        ("corticosteroid", 2, "unknown"),
        ("corticosteroid", 3, "ongoing"),
        ("intrathecal", 4, None),
    ]


def test_a_patient_of_many_treatments_keeps_the_first_and_counts_the_rest():
    many = [
        event(f"t{n}", str(n), kind=Kind.TREATMENT, components=("x",), drug_class="supportive")
        for n in range(MOST_BARS + 5)
    ]
    record = told(small_case("a", *many))
    assert len(record["from"][OWN]["t"]) == MOST_BARS
    assert record["more"] == 5


def test_instants_keep_their_hours():
    case = small_case("a", event("sign", "visit + 90 min", kind=Kind.NEURO_STATUS, rank="3"), grain=Grain.INSTANT)
    record = told(case)
    assert record["instant"]
    assert record["from"][OWN]["m"]["first-sign"][0] == pytest.approx(0.0625)
    assert interval_words(record, interval(record, "visit", "first-sign")) == "1 h 30 min after"


def test_summaries_are_brought_up_once_and_again_when_the_case_has_changed(context: Context) -> None:
    keep(context, *(small_case(name, sign("3")) for name in "abc"))
    assert bring_up(context, 2) == 2
    assert bring_up(context) == 1
    assert bring_up(context) == 0
    keep(context, small_case("b", sign("4")))
    with context.store.reading() as db:
        assert stored.behind(db, summaries.RULES, 9) == ["b"]
    assert bring_up(context) == 1


def test_nobody_waits_for_the_summaries_of_long_records(context: Context) -> None:
    keep(context, *(small_case(name, sign("3")) for name in "abcd"))
    assert bring_up(context, statements=1) == 1, "one at least, so that the next call finds the next"
    two = 2 * len(small_case("a", sign("3")).events)
    assert bring_up(context, statements=two) == 2
    assert bring_up(context) == 1


def test_a_case_that_has_just_gone_is_passed_over(context: Context) -> None:
    assert bringing_up._made(context, "nobody") is None


def test_what_is_left_is_made_while_people_work(context: Context) -> None:
    keep(context, *(small_case(f"c{number}") for number in range(4)))
    bringing_up.bring_up_later(context)
    bringing_up.bring_up_later(context)  # one at a time
    with bringing_up._WORKING:  # waits for its end
        assert bring_up(context) == 0


def test_a_fault_while_people_work_is_logged_and_the_next_list_tries_again(context, monkeypatch, caplog) -> None:
    keep(context, small_case("c"))
    monkeypatch.setattr(bringing_up, "summary_of", lambda *_: 1 / 0)
    bringing_up.bring_up_later(context)
    with bringing_up._WORKING:
        assert "could not be made" in caplog.text
    monkeypatch.undo()
    assert bring_up(context) == 1
