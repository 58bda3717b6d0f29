"""Moments of a case as services: day zeros, intervals; and a case whose dates are hidden in everything that is told."""

import json
from collections.abc import Iterator
from dataclasses import asdict, replace
from pathlib import Path

import pytest

from dashboard.domain.discretion import DATES, NOTHING, Hidden
from dashboard.domain.people import LOCAL_USER, User
from dashboard.errors import NotFound, Refused
from dashboard.services import audit, cases, comparison, images, imports, mirror, moments, overview, tables
from dashboard.services.context import Context
from dashboard.services.series import Query, listing
from tests.browser.clock_cases import PLANTED, TRACES, dated_head, dated_rows, exact_rows, head, write

NOBODY = replace(LOCAL_USER, cases=frozenset())


@pytest.fixture
def record(context: Context, library: Path) -> Context:
    """A library with the small cases, one of dated days and one with dates planted everywhere."""
    write(library, "exact", head("exact", "E1"), exact_rows(6))
    write(library, "dated", dated_head(), dated_rows())
    imports.load_library(context)
    return context


def test_a_selector_is_resolved_once_for_all_readers_of_a_version(record: Context) -> None:
    opened = cases.open_case(LOCAL_USER, record, "exact")
    first = moments.zero_of(opened, "highest:leukocytes")
    assert moments.zero_of(cases.open_case(LOCAL_USER, record, "exact"), "highest:leukocytes") is first
    assert moments.choice(LOCAL_USER, record, "exact", "highest:leukocytes") is first
    assert first.event == "C0"


def test_what_can_be_chosen_is_asked_for_like_a_case(record: Context) -> None:
    offered, measured = moments.choices(LOCAL_USER, record, "exact")
    assert "nth:imaging/MR:2" in [one.zero.selector for one in offered]
    assert [one.key for one in measured] == ["leukocytes"]
    for ask in (lambda: moments.choices(NOBODY, record, "exact"), lambda: moments.choice(NOBODY, record, "exact", "E1"),
                lambda: moments.between(NOBODY, record, "exact", ("E1", "C1"))):  # fmt: skip
        with pytest.raises(NotFound):
            ask()
    lines = [one.line for one in audit.entries(LOCAL_USER, record, case_id="exact")]
    assert {line.outcome for line in lines if line.action == "view"} == {"done", "not found"}


@pytest.mark.parametrize(
    ("points", "zero", "words", "order"),
    [
        (("C1", "E1"), "", "150 days", ("E1", "C1")), (("E1", "day:3"), "", "3 days", ("E1", "day:3")),
        (("C1", "day:-150"), "C1", "150 days", ("day:-150", "C1")), (("day:1", "day:1"), "",
        "the same day", ("day:1", "day:1")),
        (("day:2", "day:-0.5"), "", "2.5 days", ("day:-0.5", "day:2")), (("M1", "M2"), "nth:imaging/MR:1",
        "370 days", ("M1", "M2")),
    ],
)  # fmt: skip
def test_points_are_events_or_days_of_the_shown_clock(
    record: Context, points: tuple[str, str], zero: str, words: str, order: tuple[str, str]
) -> None:
    found = moments.between(LOCAL_USER, record, "exact", points, zero)
    assert (found.words, (found.first, found.second)) == (words, order)
    assert found.comparison is None


def test_two_counts_are_compared_and_a_procedure_between_them_is_asked_about(record: Context) -> None:
    found = moments.between(LOCAL_USER, record, "exact", ("C1", "C0"))
    assert found.comparison is not None and "leukapheresis lies or may lie" in found.comparison.confirm
    confirmed = moments.between(LOCAL_USER, record, "exact", ("C1", "C0"), confirmed=True)
    assert confirmed.comparison is not None
    assert [name for name, _ in confirmed.comparison.rows] == ["difference", "ratio", "halving time"]


def test_an_order_only_event_has_no_distance_to_a_day(record: Context) -> None:
    found = moments.between(LOCAL_USER, record, "a", ("E3", "day:4"))
    assert found.words == "order not known (at most 4 days after)"
    with pytest.raises(Refused, match="neither an event of the case nor a day"):
        moments.between(LOCAL_USER, record, "a", ("E3", "day:x"))
    with pytest.raises(Refused, match="cannot be day 0"):
        moments.between(LOCAL_USER, record, "a", ("E3", "day:1"), "nowhere")


def test_a_lowered_event_has_no_distance_to_a_day_either(context: Context, library: Path) -> None:
    rows = [{"id": "E1", "kind": "note", "term": "A", "at": "0"}, {"id": "E2", "kind": "note", "term": "B", "at": "3"}]
    folder = write(library, "low", head("low", "E1"), rows)
    text = (
        (folder / "events.csv")
        .read_text()
        .replace("source,place", "time_kind,place")
        .replace("SYNTHETIC", "order only")
    )
    (folder / "events.csv").write_text(text)
    imports.load_library(context)
    assert moments.between(LOCAL_USER, context, "low", ("day:1", "E2")).words == "order only: after"
    assert moments.between(LOCAL_USER, context, "low", ("E2", "day:9")).words == "order only: after"


def told(user: User, context: Context) -> Iterator[str]:
    """Everything that the services tell of the case with the planted dates, dates hidden."""
    opened, pictures = images.open_with_pictures(user, context, "dated", DATES)
    yield repr(asdict(opened.case))
    yield json.dumps(opened.related)
    yield from (repr(asdict(picture)) for picture in pictures)
    yield tables.exported(user, context, "dated", "", DATES)
    yield repr(tables.event_table(user, context, "dated", "highest:leukocytes", DATES))
    yield repr(moments.choices(user, context, "dated", DATES))
    found = overview.library_page(user, context, hidden=DATES).cases
    yield from (repr(asdict(one)) for one in found if one.id == "dated")
    beside = mirror.aligned(user, context, ["dated", "exact"], "first-count", hidden=DATES)
    yield repr([one.placed for one in beside])
    yield repr(comparison.comparison(beside, "first-count", ("visit", "first-mri")))
    yield repr(moments.between(user, context, "dated", ("C1", "C2"), hidden=DATES))


def test_with_dates_hidden_no_service_tells_one(record: Context) -> None:
    everything = list(told(LOCAL_USER, record))
    assert len(everything) >= 10
    found = [(trace, text[:80]) for text in everything for trace in TRACES if trace in text]
    assert found == []
    assert "[date hidden]" in "".join(everything)
    assert "20240301" in repr(asdict(cases.open_case(LOCAL_USER, record, "dated").case))


def test_hidden_dates_leave_days_values_and_order_as_they_are(record: Context) -> None:
    plain, discreet = (
        tables.event_table(LOCAL_USER, record, "dated", "", hidden) for hidden in (tables.NOTHING, DATES)
    )
    assert [one.cells["words"] for one in plain.lines if one.id != "O1"] == [
        one.cells["words"] for one in discreet.lines if one.id != "O1"
    ]
    assert [one.cells["value"] for one in plain.lines if one.id == "C1"] == ["100.0 ×10⁹/L"]
    assert [key for key, _ in plain.columns if key in ("date", "age")] == ["date", "age"]
    assert [key for key, _ in discreet.columns if key in ("date", "age")] == []
    row = next(one for one in plain.lines if one.id == "scan-20240301")
    assert (row.cells["date"], row.cells["age"]) == ("5 Mar 2024", "9 years 3 months")
    assert "2024-03-05,2024-03-05" in tables.exported(LOCAL_USER, record, "dated")


def test_a_case_whose_code_is_a_date_is_left_out_of_a_library_without_dates(context: Context, library: Path) -> None:
    write(library, "v2024-03-01", head("v2024-03-01", "E1"), exact_rows(3))
    imports.load_library(context)
    assert "v2024-03-01" in [one.id for one in overview.library_page(LOCAL_USER, context).cases]
    assert "v2024-03-01" not in [one.id for one in overview.library_page(LOCAL_USER, context, hidden=DATES).cases]
    with pytest.raises(Refused, match="its dates cannot be hidden"):
        cases.open_case(LOCAL_USER, context, "v2024-03-01", DATES)


def test_a_list_without_dates_is_not_searched_by_them_either(record: Context) -> None:
    def found(text: str, hidden: Hidden) -> list[str]:
        return [line.head.id for line in listing(LOCAL_USER, record, Query(text=text), "", hidden).lines]

    for trace in (PLANTED[4], PLANTED[11]):
        assert found(trace, NOTHING) == ["dated"]
        assert found(trace, DATES) == []
    assert found("treat", DATES) == ["dated"]


def test_a_card_without_a_picture_names_no_date(record: Context) -> None:
    _, pictures = images.open_with_pictures(LOCAL_USER, record, "dated", DATES)
    plain = images.thumbnail(LOCAL_USER, record, pictures[0].image_id, 100)
    assert images.thumbnail(LOCAL_USER, record, pictures[0].image_id, 100, DATES) != plain
    assert pictures[0].viewer_link == ""
