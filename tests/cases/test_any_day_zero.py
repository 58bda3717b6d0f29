"""Every event of the shipped cases as day zero, against a solution by brute force that shares no code with the program;
and day zero changed at random and back: nothing moves."""

import csv
import random
import re
import tomllib
from itertools import product
from math import inf, isclose

import pytest

from dashboard.domain.timing import place
from dashboard.domain.zeros import resolve
from dashboard.errors import Refused
from dashboard.services.records import record
from tests.figures.samples import LIBRARY, SHIPPED, shipped

DAYS = {"h": 1 / 24, "d": 1.0, "wk": 7.0, "mo": 30.44, "a": 365.25}
GIVES = {"d": 1, "wk": 3, "mo": 15, "a": 182}
START = "the first day"


def rows_of(name):
    with (LIBRARY / name / "events.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def statements(name):
    """(subject, reference, low, high) of every statement of a case, read from its files by a few expressions."""
    head = tomllib.loads((LIBRARY / name / "case.toml").read_text(encoding="utf-8"))
    clocks = {clock["name"]: (clock["zero"], clock.get("first", 1)) for clock in head.get("clocks", [])}
    told = [(moment, text) for moment, text in head["moments"].items()]
    for row in rows_of(name):
        told.append((row["id"], row["at"]))
        if row["until"] not in ("", "ongoing", "unknown"):
            told.append((f"end of {row['id']}", row["until"]))
            yield f"end of {row['id']}", row["id"], 0, inf
    yield head["zero"], START, 0, 0
    for moment, text in told:
        for part in filter(None, (part.strip() for part in text.split(";"))):
            yield from meaning(moment, part, clocks)


def meaning(moment, part, clocks):
    """What one part of the notation says."""
    if part == "..":
        return
    if found := re.fullmatch(r"-?\d+", part):
        yield moment, START, int(part), int(part)
    elif found := re.fullmatch(r"(after|before|with) (.+)", part):
        low, high = {"after": (0, inf), "before": (-inf, 0), "with": (0, 0)}[found[1]]
        yield moment, found[2], low, high
    elif found := re.fullmatch(r"((?:hospital|therapy) day) (\d+)", part):
        zero, first = clocks[found[1]]
        yield moment, zero, int(found[2]) - first, int(found[2]) - first
    else:
        found = re.fullmatch(r"(\S+) ([+-]) (~?)(\d+)(?:\.\.(\d+))? (h|d|wk|mo|a)", part)
        assert found, part
        low, high = span(found[3] == "~", int(found[4]), found[5], found[6])
        yield moment, found[1], *((low, high) if found[2] == "+" else (-high, -low))


def span(about, first, last, unit):
    """A length in whole days: hours widen, approximate ones have their give."""
    if about:
        near = round(first * DAYS[unit])
        return near - GIVES[unit], near + GIVES[unit]
    low, high = first * DAYS[unit], int(last or first) * DAYS[unit]
    return -int(-low // 1), -int(-high // 1)


def distances(name):
    """Floyd and Warshall: the longest that each moment can lie after each other."""
    given = list(statements(name))
    moments = sorted({START, *(row["id"] for row in rows_of(name)), *(m for one in given for m in one[:2])})
    far = {pair: 0 if pair[0] == pair[1] else inf for pair in product(moments, moments)}
    for subject, reference, low, high in given:
        far[reference, subject] = min(far[reference, subject], high)
        far[subject, reference] = min(far[subject, reference], -low)
    for middle, one, two in product(moments, repeat=3):
        far[one, two] = min(far[one, two], far[one, middle] + far[middle, two])
    return far


@pytest.fixture(scope="module", params=SHIPPED)
def solution(request):
    """A case, and the distances between all its moments."""
    return request.param, distances(request.param)


def test_every_event_as_day_zero_equals_a_solution_by_brute_force(solution):
    name, far = solution
    case, chronology = shipped(name)
    for zero in [event.id for event in case.events]:
        for item in place(case, chronology, zero):
            wanted = (-far[item.event.id, zero], far[zero, item.event.id])
            window = chronology.window(item.event.id, zero)
            found = (
                -inf if window.earliest is None else window.earliest,
                inf if window.latest is None else window.latest,
            )
            assert all(isclose(one, two) for one, two in zip(found, wanted, strict=True)), (zero, item.event.id)
            shown = (item.time.earliest, item.time.latest)
            assert shown in ((window.earliest, window.latest), (None, None)), (zero, item.event.id)


def test_every_other_moment_as_day_zero_equals_it_too(solution):
    name, far = solution
    case, chronology = shipped(name)
    ends = [f"end of {event.id}" for event in case.events if f"end of {event.id}" in {one for one, _ in far}]
    for zero, event in product([*ends, *case.moments], case.events):
        window = chronology.window(event.id, zero)
        found = (-inf if window.earliest is None else window.earliest, inf if window.latest is None else window.latest)
        assert found == (-far[event.id, zero], far[zero, event.id]), (zero, event.id)


@pytest.mark.parametrize("name", SHIPPED)
@pytest.mark.parametrize("seed", range(5))
def test_day_zero_changed_twenty_times_at_random_and_back_moves_nothing(name, seed):
    case, chronology = shipped(name)
    choices = [event.id for event in case.events] + [f"moment:{moment}" for moment in case.moments]
    choices += [f"clock:{clock.name}" for clock in case.clocks] + [
        "highest:leukocytes",
        "nth:imaging/MR:2",
        "nth:procedure:1",
    ]

    def told(selector):
        return [record(case, item) for item in place(case, chronology, resolve(case, chronology, selector).moment)]

    before, turns = told(""), random.Random(seed)
    for _ in range(20):
        try:
            told(turns.choice(choices))
        except Refused as reason:
            assert "not known" in str(reason)
    assert told("") == before
