"""Meetings as people type them: what makes sense is kept as it is, all else is refused in a sentence."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.domain.meetings import (
    LONGEST_TEXT,
    Heading,
    Item,
    Meeting,
    Standing,
    heading_of,
    minutes_of,
    neighbours,
    reordered,
    standing_of,
    text_of,
)
from dashboard.errors import Refused


def test_a_heading_is_tidied_and_names_nobody_twice() -> None:
    found = heading_of("2026-03-01", "  Tumor   board ", ["Dr. Ahn", " ", "Dr.  Ahn", "Dr. Berg"])
    assert found == Heading("2026-03-01", "Tumor board", ("Dr. Ahn", "Dr. Berg"))


@pytest.mark.parametrize(
    ("day", "title", "people", "said"),
    [
        ("1.3.2026", "Board", [], "date"),
        ("2026-02-30", "Board", [], "date"),
        ("20260301", "Board", [], "date"),
        ("2026-03-01", " ", [], "title"),
        ("2026-03-01", "x" * 201, [], "title"),
        ("2026-03-01", "Board", [f"Dr. {n}" for n in range(101)], "people"),
        ("2026-03-01", "Board", ["x" * 201], "people"),
    ],
)
def test_a_heading_without_sense_is_refused(day: str, title: str, people: list[str], said: str) -> None:
    with pytest.raises(Refused, match=said):
        heading_of(day, title, people)


@pytest.mark.parametrize("value", ["5", 5, " 12 ", "0", 600])
def test_minutes_are_whole_numbers(value: object) -> None:
    assert minutes_of(value) == int(str(value))


@pytest.mark.parametrize("value", ["", "-1", "5.5", 601, True, None, "٣", "9" * 30])
def test_other_minutes_are_refused(value: object) -> None:
    with pytest.raises(Refused, match="0 to 600"):
        minutes_of(value)


def test_a_case_is_deferred_for_a_reason_and_only_then_has_one() -> None:
    assert standing_of("deferred", " no pathology ") == (Standing.DEFERRED, "no pathology")
    assert standing_of("discussed", "left over") == (Standing.DISCUSSED, "")
    with pytest.raises(Refused, match="why"):
        standing_of("deferred", " ")
    with pytest.raises(Refused, match="none of them"):
        standing_of("gone", "")


def test_a_text_keeps_its_lines_and_loses_what_nobody_sees() -> None:
    assert text_of(" one \r\ntwo\rthree  ") == "one\ntwo\nthree"
    with pytest.raises(Refused, match="characters"):
        text_of("x" * (LONGEST_TEXT + 1))
    with pytest.raises(Refused, match="text is expected"):
        text_of(5)


@given(st.lists(st.text(min_size=1, max_size=3), unique=True, max_size=8), st.randoms(), st.data())
def test_an_order_moves_those_that_are_seen_and_leaves_the_others_in_place(known, random, data) -> None:  # type: ignore[no-untyped-def]
    seen = [one for one in known if data.draw(st.booleans())]
    wanted = random.sample(seen, len(seen))
    found = reordered(known, wanted)
    assert sorted(found) == sorted(known)
    assert [one for one in found if one in seen] == wanted
    assert all(found[at] == one for at, one in enumerate(known) if one not in seen)


@pytest.mark.parametrize("wanted", [["a", "a"], ["a", "x"]])
def test_an_order_of_other_cases_is_refused(wanted: list[str]) -> None:
    with pytest.raises(Refused, match="Load the page again"):
        reordered(["a", "b"], wanted)


def test_neighbours_are_none_at_the_ends() -> None:
    assert [neighbours("abc", one) for one in "abc"] == [("", "b"), ("a", "c"), ("b", "")]


def test_a_meeting_counts_its_cases_and_minutes() -> None:
    items = (Item("a", minutes=3), Item("b", minutes=8, standing=Standing.DISCUSSED))
    meeting = Meeting("m", Heading("2026-03-01", "Board"), items)
    assert meeting.minutes == 11
    assert (meeting.count(Standing.DISCUSSED), meeting.count(Standing.DEFERRED)) == (1, 0)
    assert meeting.item("b") is items[1]
    assert meeting.item("c") is None
