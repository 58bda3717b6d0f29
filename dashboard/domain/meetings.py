"""A meeting: when it is, who is expected, and its agenda, case by case. Decisions and checklists live beside this."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from dashboard.errors import Refused

LONGEST_TITLE, LONGEST_TEXT = 200, 4000
MOST_PEOPLE, MOST_CASES, MOST_MINUTES = 100, 200, 600
USUAL_MINUTES = 5
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class Standing(StrEnum):
    """What became of a case at a meeting."""

    TO_DISCUSS = "to discuss"
    DISCUSSED = "discussed"
    DEFERRED = "deferred"


@dataclass(frozen=True, slots=True)
class Heading:
    """What a meeting is: its date (ISO), its title, and the people who are expected."""

    date: str
    title: str
    expected: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Item:
    """One case of an agenda. `reason` says why it was deferred; `checklist` holds what somebody has said by hand
    (`domain/checklist`); `seen` is the version of the case when it was discussed, at `discussed_at` (UTC); 0 and ""
    before."""

    case_id: str
    question: str = ""
    minutes: int = USUAL_MINUTES
    standing: Standing = Standing.TO_DISCUSS
    reason: str = ""
    checklist: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    seen: int = 0
    discussed_at: str = ""
    version: int = 0


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting with its cases in order. `version` counts the changes of heading and order; each case has its own."""

    id: str
    heading: Heading
    items: tuple[Item, ...] = ()
    version: int = 1

    @property
    def minutes(self) -> int:
        """How long all cases take."""
        return sum(item.minutes for item in self.items)

    def item(self, case_id: str) -> Item | None:
        """The case's place in the agenda, or None."""
        return next((item for item in self.items if item.case_id == case_id), None)

    def count(self, standing: Standing) -> int:
        """How many cases stand so."""
        return sum(item.standing is standing for item in self.items)


def heading_of(day: str, title: str, expected: Iterable[str]) -> Heading:
    """A heading as somebody typed it. Raises Refused with a sentence for what makes no sense."""
    title = " ".join(title.split())
    people = tuple(dict.fromkeys(name for one in expected if (name := " ".join(one.split()))))
    if not is_day(day):
        raise Refused("A meeting needs its date, written like 2026-03-01.")
    if not title or len(title) > LONGEST_TITLE:
        raise Refused(f"A meeting needs a title of at most {LONGEST_TITLE} characters.")
    if len(people) > MOST_PEOPLE or any(len(name) > LONGEST_TITLE for name in people):
        raise Refused(f"At most {MOST_PEOPLE} people can be expected, each with at most {LONGEST_TITLE} characters.")
    return Heading(day, title, people)


def is_day(text: str) -> bool:
    """Whether a text is a calendar day that exists."""
    try:
        return bool(_DATE.fullmatch(text)) and bool(date.fromisoformat(text))
    except ValueError:
        return False


def minutes_of(value: object) -> int:
    """Minutes as somebody typed them. Raises Refused outside 0 to 600."""
    text = str(value).strip()
    if isinstance(value, bool) or not text.isascii() or not text.isdigit() or int(text[:9]) > MOST_MINUTES:
        raise Refused(f"Minutes are a whole number from 0 to {MOST_MINUTES}.")
    return int(text)


def standing_of(text: str, reason: str) -> tuple[Standing, str]:
    """A state and its reason. Raises Refused where a case is deferred and nobody says why."""
    if text not in tuple(Standing):
        raise Refused(f"A case is {', '.join(Standing)}; {text[:40]!r} is none of them.")
    reason = text_of(reason)
    if text == Standing.DEFERRED and not reason:
        raise Refused("Say why the case is deferred.")
    return Standing(text), reason if text == Standing.DEFERRED else ""


def text_of(value: object) -> str:
    """A longer text as somebody typed it, blanks at its ends and on its lines removed. Raises Refused where it is no
    text or too long."""
    if not isinstance(value, str):
        raise Refused("A text is expected here.")
    lines = [line.rstrip() for line in value.replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    text = "\n".join(lines).strip()
    if len(text) > LONGEST_TEXT:
        raise Refused(f"A text has at most {LONGEST_TEXT} characters; this one has {len(text)}.")
    return text


def reordered(known: Sequence[str], wanted: Sequence[str]) -> tuple[str, ...]:
    """The cases of an agenda in the order that somebody wants of those they see; the others keep their places. Raises
    Refused where the two do not hold the same cases."""
    if len(set(wanted)) != len(wanted) or not set(wanted) <= set(known):
        raise Refused("The order names a case twice, or one that is not on the agenda. Load the page again.")
    turns = iter(wanted)
    return tuple(next(turns) if case_id in set(wanted) else case_id for case_id in known)


def neighbours(cases: Sequence[str], case_id: str) -> tuple[str, str]:
    """The cases before and after one; "" where there is none."""
    at = cases.index(case_id)
    return cases[at - 1] if at else "", cases[at + 1] if at + 1 < len(cases) else ""
