"""The list of many cases: filtered and sorted by what is known, and what is uncertain is said to be."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from dashboard.domain.people import LOCAL_USER, Role, User
from dashboard.errors import Refused
from dashboard.services import audit, roster, series
from dashboard.services.context import Context
from dashboard.services.series import Query
from tests.services.crowd import count, keep, scan, sign, small_case, small_context

VIEWER = User("a viewer", Role.VIEWER)
CASES = (
    small_case("c1", sign("5"), count("0", "90"), scan("7"), age="9 years", sex="male", diagnosis="T-cell ALL"),
    small_case(
        "c2", sign("2..4"), count("1", "1037"), scan("after sign"), age="2 years", sex="male", diagnosis="pre-B ALL"
    ),
    small_case("c3", count("3", "400"), age="", sex="female", diagnosis="AML"),
    small_case("c10", sign("~30"), count("20", "5"), age="18 months", sex="female", diagnosis="AML"),
)
INTERVAL = {"first": "first-count", "second": "first-sign"}


@pytest.fixture
def context(context: Context) -> Context:
    """A context with four cases, on each kind of database."""
    keep(context, *CASES)
    return context


@pytest.fixture(scope="module")
def listed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Context]:
    """A context with four cases, for tests that only read."""
    opened = small_context(tmp_path_factory.mktemp("series"))
    keep(opened, *CASES)
    yield opened
    opened.store.close()


def ids(context, **query):
    return [line.head.id for line in series.listing(VIEWER, context, Query(**query)).lines]


def test_cases_come_in_the_order_in_which_they_came_unless_sorted(context):
    assert ids(context) == ["c1", "c2", "c3", "c10"]
    assert ids(context, descending=True) == ["c10", "c3", "c2", "c1"]


@pytest.mark.parametrize(
    ("sort", "rising", "falling"),
    [
        ("title", "c1 c2 c3 c10", "c10 c3 c2 c1"),
        ("age", "c10 c2 c1 c3", "c1 c2 c10 c3"),
        ("sex", "c3 c10 c1 c2", "c1 c2 c3 c10"),
        ("diagnosis", "c3 c10 c2 c1", "c1 c2 c3 c10"),
        ("highest", "c10 c1 c3 c2", "c2 c3 c1 c10"),
        ("studies", "c3 c10 c1 c2", "c1 c2 c3 c10"),
        ("statements", "c3 c10 c1 c2", "c1 c2 c10 c3"),
        ("counts", "c1 c2 c3 c10", "c1 c2 c3 c10"),
    ],
)
def test_every_attribute_sorts_both_ways_and_what_is_not_known_comes_last(listed, sort, rising, falling):
    assert " ".join(ids(listed, sort=sort)) == rising
    assert " ".join(ids(listed, sort=sort, descending=True)) == falling


def test_an_interval_sorts_by_its_bounds_and_cases_without_it_come_last(listed):
    """c1: 5; c2: 1 to 3; c10: about 10 (9 to 11); c3 has no sign."""
    assert ids(listed, sort="interval", **INTERVAL) == ["c2", "c1", "c10", "c3"]
    assert ids(listed, sort="interval", descending=True, **INTERVAL) == ["c10", "c1", "c2", "c3"]


@pytest.mark.parametrize(
    ("least", "most", "sure", "found", "perhaps"),
    [
        (1, 3, False, ["c2"], 0),
        (2, 3, False, ["c2"], 1),
        (2, 3, True, [], 0),
        (3, 9, False, ["c1", "c2", "c10"], 2),
        (3, 9, True, ["c1"], 0),
        (None, 5, False, ["c1", "c2"], 0),
        (9, None, False, ["c10"], 0),
        (100, None, False, [], 0),
    ],
)
def test_an_interval_keeps_what_fits_surely_or_perhaps(listed, least, most, sure, found, perhaps):
    listing = series.listing(VIEWER, listed, Query(least=least, most=most, sure=sure, **INTERVAL))
    assert [line.head.id for line in listing.lines] == found
    assert listing.perhaps == perhaps == sum(line.perhaps for line in listing.lines)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"text": "all"}, ["c1", "c2"]),
        ({"text": "what of c1"}, ["c1", "c10"]),
        ({"text": "AML c10"}, ["c10"]),
        ({"sex": "Female"}, ["c3", "c10"]),
        ({"ranges": (("years", 2, None),)}, ["c1", "c2"]),
        ({"ranges": (("years", None, 2),)}, ["c2", "c10"]),
        ({"ranges": (("years", 2, 2),)}, ["c2"]),
        ({"ranges": (("highest", 100, None), ("statements", 3, None))}, ["c2"]),
        ({"ranges": (("studies", 0, 0),)}, ["c3", "c10"]),
        ({"aligned": True}, ["c1", "c2", "c10"]),
        ({"aligned": True, "zero": "first-mri"}, ["c1", "c2"]),
        ({"text": "%"}, []),
    ],
)
def test_cases_are_filtered_by_what_they_say_of_themselves(listed, query, found):
    assert ids(listed, **query) == found


def test_it_is_told_how_many_there_are_and_how_many_are_aligned(context):
    found = series.listing(VIEWER, context, Query(text="aml"))
    assert (found.found, found.total, found.aligned, found.behind) == (2, 4, 1, 0)
    assert found.statements == 5
    assert found.sexes == ("female", "male")
    assert found.unlimited is False and found.writing is False
    assert series.listing(VIEWER, context, Query()).unlimited is True


def test_a_part_is_listed_and_all_are_counted(listed):
    found = series.listing(VIEWER, listed, Query(sort="title"), start=1, count=2)
    assert [line.head.id for line in found.lines] == ["c2", "c3"]
    assert found.found == 4
    assert series.listing(VIEWER, listed, Query(), start=9, count=2).lines == ()


@pytest.mark.parametrize(("case", "zero", "found"), [("c2", "first-sign", 1), ("c3", "first-sign", 0), ("x", "own", 0)])
def test_one_case_is_asked_whether_it_has_a_day_0(listed, case, zero, found):
    assert series.listing(VIEWER, listed, Query(zero=zero, aligned=True, case=case)).found == found


def test_only_cases_that_the_user_may_see_are_listed_and_counted(context):
    some = replace(VIEWER, cases=frozenset({"c2", "c3"}))
    found = series.listing(some, context, Query())
    assert [line.head.id for line in found.lines] == ["c2", "c3"]
    assert found.total == 2
    assert len(series.listing(VIEWER, context, Query()).lines) == 4


def test_the_audit_notes_that_a_part_of_the_series_was_shown(context):
    series.listing(VIEWER, context, Query(), "rows 0 to 100")
    lines = [one.line for one in audit.entries(LOCAL_USER, context) if one.line.who == VIEWER.name]
    assert [(line.action, line.case_id, line.subject) for line in lines] == [("list", "", "series rows 0 to 100")]


def test_a_changed_case_is_listed_anew(context):
    ids(context)
    keep(context, small_case("c1", sign("5"), diagnosis="AML"))
    assert ids(context, text="aml") == ["c1", "c3", "c10"]


def test_a_case_whose_summary_is_still_missing_is_listed_without_a_course(context, monkeypatch):
    monkeypatch.setattr(roster, "AT_ONCE", 3)
    monkeypatch.setattr(roster, "bring_up_later", lambda context: None)
    found = series.listing(VIEWER, context, Query())
    assert [line.head.id for line in found.lines] == ["c1", "c2", "c3", "c10"]
    assert (found.behind, found.aligned) == (1, 2)
    assert found.lines[-1].told()["at"] == {}
    assert series.listing(VIEWER, context, Query()).behind == 0


@pytest.mark.parametrize(
    "query", [{"zero": "nonsense"}, {"first": "x"}, {"second": "x"}, {"sort": "color"}, {"ranges": (("title", 1, 2),)}]
)
def test_what_makes_no_sense_is_refused(listed, query):
    with pytest.raises(Refused):
        series.listing(VIEWER, listed, Query(**query))
