"""What tables of every format tell, in words: the records, the findings of the studies, the known issues, the terms."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from dashboard.domain.cases import Case, Finding, Study
from dashboard.domain.placed import Placed
from dashboard.domain.story import StoryView, story_of
from dashboard.domain.telling import finding_words
from dashboard.domain.timing import TimeKind, place
from dashboard.domain.zeros import Zero, resolve
from dashboard.exporters.base import Dossier, Row

COLUMNS: Final = (
    ("order", "Order"),
    ("words", "Time"),
    ("time_kind", "Kind of time"),
    ("date", "Date"),
    ("age", "Age"),
    ("until", "Until"),
    ("kind", "Kind"),
    ("event", "Event"),
    ("term", "In full"),
    ("state", "State"),
    ("value", "Value"),
    ("received", "As received"),
    ("details", "Details"),
    ("check", "To check"),
    ("missing", "Not reported"),
    ("place", "Source, place"),
    ("id", "Row"),
)
KINDS_OF_TIME: Final = (
    ("exact", "the record gives the day, on the case's clock or on one that is tied to it"),
    ("bounded", "between two days, and nothing nearer is known"),
    ("approximate", "about that day; the range is a rule of this program for rounded spans, not the source's"),
    ("order only", "what lies before and after is known, the day is not: a window, never a day"),
    ("as of writing", "true when the source was written"),
    ("not dated", "without a time"),
)


@dataclass(frozen=True, slots=True)
class Matrix:
    """Findings by study: a title a column, and for each finding its cells; None where a study does not speak of it."""

    studies: tuple[Study, ...]
    titles: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Finding | None, ...]], ...]


def cells_of(row: Row) -> dict[str, str]:
    """The cells of a record, with the term in full where the short name says less."""
    term = str(row.record["term"])
    told = term if term.casefold() != row.cells["event"].casefold() else ""
    return {**row.cells, "term": told, "id": row.id}


def matrix(given: Dossier) -> Matrix:
    """The table of findings by study, in the order in which the studies were."""
    when = {row.id: row.cells["words"] for row in given.rows}
    order = {row.id: at for at, row in enumerate(given.rows)}
    studies = tuple(sorted(given.case.studies, key=lambda one: order.get(one.event, len(order))))
    said = {(one.study, one.finding): one for one in given.case.findings if one.study}
    names = dict.fromkeys(one.finding for one in given.case.findings if one.study)
    spoken = tuple(one for one in studies if any(study == one.id for study, _ in said))
    rows = tuple((name, tuple(said.get((one.id, name)) for one in spoken)) for name in names)
    return Matrix(spoken, tuple(f"{one.label}\n{when.get(one.event, '')}" for one in spoken), rows)


def loose_findings(case: Case) -> Iterator[str]:
    """Findings of scans that the source does not identify."""
    labels = {event.id: event.detail("label") or event.term for event in case.events}
    for found in case.findings:
        if not found.study:
            yield f"{found.finding}: {finding_words(found)} ({labels.get(found.event, found.event)}; {found.place})"


def issue_rows(case: Case) -> list[tuple[str, str, str, str]]:
    """Id, what is open or contradictory, the readings, and how it was recorded; conflicts first."""
    return [
        (f"{one.id}{' (conflict)' if one.conflict else ''}", one.summary, "\n".join(one.readings), one.recorded)
        for one in sorted(case.issues, key=lambda one: not one.conflict)
    ]


def sources(given: Dossier) -> list[str]:
    """The documents that the record is taken from."""
    named = [given.case.source, *(item.event.source for item in given.placed)]
    return list(dict.fromkeys(source for source in named if source))


def story(given: Dossier) -> tuple[StoryView, ...]:
    """The story that a presenter has kept, else the one by rule."""
    return given.story or story_of(given.case, given.placed, given.zero)


def on_clock_of(given: Dossier, view: StoryView) -> tuple[Zero, tuple[Placed, ...]]:
    """The day 0 of a view, and the case counted from it; that of the export where the view has none of its own."""
    zero = resolve(given.case, given.chronology, view.zero or given.zero)
    own = view.zero not in ("", given.zero)
    return zero, place(given.case, given.chronology, zero.moment) if own else given.placed


def who(case: Case) -> str:
    """Age, sex and diagnosis in a line."""
    return ", ".join(part for part in (case.age, case.sex, case.diagnosis) if part)


def has_day(kind: object) -> bool:
    """Whether a record of that kind of time has a day at all."""
    return kind not in (TimeKind.ORDER_ONLY, TimeKind.NOT_DATED)


def zero_definition(given: Dossier) -> str:
    """What day 0 is, in a sentence."""
    stated = f"Day 0 is the {given.stamp.zero}."
    return f"{stated} Days are whole calendar days counted from it." if given.case.grain == "day" else stated


def columns_of(given: Dossier) -> list[tuple[str, str]]:
    """Key and title of every column; those of dates and ages only where a record has them."""
    known = {key for row in given.rows for key in ("date", "age") if row.cells.get(key)}
    return [(key, title) for key, title in COLUMNS if key not in ("date", "age") or key in known]


def dated(cells: Mapping[str, str]) -> str:
    """Date and age of a record in a line; "" where none is known."""
    return ", ".join(part for part in (cells.get("date", ""), cells.get("age", "")) if part)


def chosen(columns: Sequence[str]) -> list[tuple[str, str]]:
    """Key and title of these columns."""
    titles = dict(COLUMNS)
    return [(key, titles[key]) for key in columns]
