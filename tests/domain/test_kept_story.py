"""Kept stories: made anew from what the case still says, under other names, and one with a view for each event."""

from dataclasses import replace

from dashboard.domain.chronology import solve
from dashboard.domain.deidentify import deidentified
from dashboard.domain.events import Kind
from dashboard.domain.kept_story import every_event, renamed, revived
from dashboard.domain.story import StoryView
from dashboard.domain.timing import place
from tests.domain.test_story import case_with, event

CASE = case_with(
    event("a", Kind.ENCOUNTER, "0"),
    event("b", Kind.IMAGING, "after a"),
    event("n", Kind.NOTE, "2", details={"review": "yes"}),
    event("c", Kind.NOTE, ""),
)
CHRONOLOGY = solve(CASE)
PLACED = place(CASE, CHRONOLOGY)


def kept(*events: str, focus: str = "", studies: tuple[str, ...] = ()) -> StoryView:
    return StoryView("T", focus or events[0], events, studies, "old words", own="Mine.")


def test_a_kept_view_is_told_anew_with_what_is_left_of_it() -> None:
    (view,) = revived(CASE, CHRONOLOGY, [kept("gone", "b", "a", focus="gone", studies=("s-b", "s-gone"))])
    assert (view.event, view.events, view.studies, view.own) == ("b", ("b", "a"), ("s-b",), "Mine.")
    assert "Term of b" in view.sentence or view.sentence.startswith("B")
    (same,) = revived(CASE, CHRONOLOGY, [kept("a", "b", focus="b")])
    assert same.event == "b"


def test_a_view_is_told_in_days_from_its_own_day_0() -> None:
    case = case_with(event("a", Kind.ENCOUNTER, "0"), event("b", Kind.IMAGING, "5"), event("c", Kind.NOTE, "9"))
    views = [replace(kept("c"), zero=zero) for zero in ("b", "", "gone")]
    own, case_own, lost = (view.sentence for view in revived(case, solve(case), views))
    assert "day 4" in own and "day 9" in case_own and "day 9" in lost
    (other,) = revived(case, solve(case), [kept("c")], "b")
    assert "day 4" in other.sentence


def test_a_view_whose_events_are_all_gone_is_left_out() -> None:
    assert revived(CASE, CHRONOLOGY, [kept("gone")]) == ()


def test_each_event_with_a_time_gets_a_view_in_the_order_of_the_record_and_review_notes_none() -> None:
    views = every_event(CASE, PLACED)
    assert [view.event for view in views] == ["a", "b"]
    assert [view.studies for view in views] == [(), ("s-b",)]


def test_under_other_names_a_view_shows_the_same() -> None:
    nameless = deidentified(CASE, "C-1", confirmed=False)
    view = renamed(kept("b", "a", studies=("s-b",)), nameless)
    assert view is not None and (view.event, view.events, view.studies) == ("e2", ("e2", "e1"), ("s1",))
    assert renamed(kept("gone"), nameless) is None
