"""Review notes stand beside the record: they are found by their mark, and leave without a trace in the times."""

from dashboard.domain.chronology import solve
from dashboard.domain.events import Event, Kind
from dashboard.domain.review import is_review_note, without_review_notes
from dashboard.domain.when import parse_when
from tests.domain.test_story import case_with, event

MARKED = {"review": "yes"}


def note(event_id: str, at: str, **more: object) -> Event:
    return Event(event_id, Kind.NOTE, "what went well", parse_when(at), details=MARKED, **more)  # type: ignore[arg-type]


def test_a_review_note_is_a_note_that_says_so() -> None:
    assert is_review_note(note("a", "0"))
    assert not is_review_note(event("a", Kind.NOTE, "0"))
    assert not is_review_note(event("a", Kind.DECISION, "0", details=MARKED))


def test_a_case_without_any_stays_the_same() -> None:
    case = case_with(event("a", Kind.ENCOUNTER, "0"))
    assert without_review_notes(case) == (case, 0)


def test_they_go_and_what_counts_from_them_keeps_its_time() -> None:
    later = Event("b", Kind.OUTCOME, "b", parse_when("n1 + 2 d"), parse_when("after end of n1"))
    case = case_with(event("a", Kind.ENCOUNTER, "0"), note("n1", "n3 + 1 d"), note("n2", "7"), note("n3", "4"), later,
                     moments={"report": parse_when("after n1")})  # fmt: skip
    made, count = without_review_notes(case)
    assert count == 3 and [one.id for one in made.events] == ["a", "n1", "n3", "b"]
    assert [one.term for one in made.events[1:3]] == ["Review note, not told"] * 2 and not made.events[1].details
    assert solve(made).window("b") == solve(case).window("b") and solve(made).window("b").earliest == 7


def test_of_a_note_that_is_day_0_only_the_time_stays() -> None:
    made, count = without_review_notes(case_with(note("a", "0"), event("b", Kind.OUTCOME, "3")))
    assert count == 1 and made.zero == "a" and made.events[0].term == "Review note, not told"
