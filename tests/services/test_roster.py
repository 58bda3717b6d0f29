"""The columns of all cases say of each case what its summary says."""

from math import inf, isnan, nan
from random import Random

import pytest

from bench.crowd import made_up
from dashboard.domain.chronology import solve
from dashboard.domain.discretion import DATES, NOTHING
from dashboard.services.digests import ATTRIBUTES, MILESTONE, digest_of
from dashboard.services.roster import Roster
from dashboard.services.seen import days_of, interval, seen_from
from dashboard.services.summaries import UNREAD, summary_of
from dashboard.store.summaries import Head, Listed
from tests.figures.samples import SHIPPED, shipped

MANY = 25


@pytest.fixture(scope="module")
def crowd():
    """Summaries of made-up and of the published cases, one that is missing, and their columns."""
    made = [made_up(number, Random(number)) for number in range(MANY)]
    records = [summary_of(case, solve(case)) for case in made] + [summary_of(*shipped(name)) for name in SHIPPED]
    listed = [Listed(head(f"c{number}"), digest_of(record)) for number, record in enumerate(records)]
    return [*records, UNREAD], Roster([*listed, Listed(head("late"), b"")])


def head(name, title="Case 1", **more):
    return Head(name, title, **{"question": "", "age": "", "sex": "", "diagnosis": "", **more})


def same(told, expected):
    return (isnan(told) and isnan(expected)) or told == pytest.approx(expected, abs=1e-3)


def test_every_interval_of_every_case_is_that_of_its_summary(crowd):
    records, roster = crowd
    assert len(roster) == len(records) and roster.behind == 1
    for first in MILESTONE:
        for second in MILESTONE:
            low, high = roster.interval(first, second)
            for place, record in enumerate(records):
                window = interval(record, first, second) or [nan, nan]
                assert same(low[place], -inf if window[0] is None else window[0])
                assert same(high[place], inf if window[1] is None else window[1])


def test_days_reached_and_milestones_told_are_those_of_the_summary(crowd):
    records, roster = crowd
    for key in MILESTONE:
        low, high = roster.reach(key)
        assert roster.told(key).tolist() == [key in record["at"] for record in records]
        for place, record in enumerate(records):
            seen = seen_from(record, key)
            days = days_of(seen) if seen else []
            assert same(low[place], min((first for first, _ in days), default=nan))
            assert same(high[place], max((last for _, last in days), default=nan))


@pytest.mark.parametrize("name", ATTRIBUTES)
def test_attributes_are_those_of_the_summary(crowd, name):
    records, roster = crowd
    for told, record in zip(roster.numbers(name), records, strict=True):
        value = record[name]
        assert same(told, nan if value is None else len(value) if isinstance(value, list) else value)


def test_titles_sort_as_people_count_and_nothing_is_no_place():
    heads = [head("a", "Case 10", sex="female"), head("b", "case 9"), head("c", "Boy", sex="male"), head("d", "")]
    roster = Roster([Listed(one, b"") for one in heads])
    assert roster.titles[0] > roster.titles[1] > roster.titles[2]
    assert isnan(roster.titles[3]) and isnan(roster.by_sex[1])
    assert roster.of_sex("FEMALE").tolist() == [True, False, False, False]


def test_without_dates_a_case_whose_code_tells_one_is_not_shown_and_no_head_holds_one():
    heads = [head("a", "Seen 2024-03-01"), head("b-2024-03-01")]
    roster = Roster([Listed(one, b"") for one in heads]).undated()
    assert roster.shown(DATES).tolist() == [True, False] and roster.shown(NOTHING).all()
    assert "2024" not in roster.heads[0].title and roster.behind == 2
