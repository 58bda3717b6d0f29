"""What the library tells of each case: who, what is asked, what is known when, and how well. Nothing is computed
that the record does not say."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.domain.ages import told_age
from dashboard.domain.brief import when_words
from dashboard.domain.cases import Case, studies_words
from dashboard.domain.discretion import NOTHING, Hidden
from dashboard.domain.events import State
from dashboard.domain.leukocytes import is_reported
from dashboard.domain.milestones import OWN
from dashboard.domain.people import User
from dashboard.domain.timing import Mark, Placed, place
from dashboard.domain.units import spoken
from dashboard.domain.wording import number_words
from dashboard.figures.course import Course, course_of
from dashboard.figures.scale import drawable
from dashboard.lanes import all_lanes
from dashboard.services import cases, images
from dashboard.services.context import Context, OpenCase
from dashboard.services.moments import zero_of
from dashboard.services.series import Query, listing

WRITING = "writing"
PAGE = 20
NUMBERS = ("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten", "Eleven", "Twelve")
KINDS = (
    ("exact", (Mark.EXACT,)),
    ("bounded or on another clock", (Mark.BOUNDED, Mark.CLOCK)),
    ("approximate", (Mark.APPROXIMATE,)),
    ("order only", (Mark.ORDER_ONLY,)),
)


@dataclass(frozen=True, slots=True)
class CasePicture:
    """The picture that stands for a case; `image_id` is "" where none of its studies has one."""

    image_id: str
    label: str
    when: str
    caption: str
    illustration: bool


@dataclass(frozen=True, slots=True)
class LatestCount:
    """The last leukocyte count of a case, with why it is to be verified, if it is."""

    number: str
    unit: str
    when: str
    verify: str


@dataclass(frozen=True, slots=True)
class Overview:
    """One case of the library. `read` rows are `drawn` or `timeless`; a case loads whole, so none is refused."""

    id: str
    title: str
    person: str
    diagnosis: str
    question: str
    zero: str
    picture: CasePicture | None
    count: LatestCount | None
    studies: str
    course: Course
    kinds: tuple[tuple[int, str], ...]
    read: int
    drawn: int
    timeless: int
    writing: str
    at_writing: tuple[str, ...]
    refused: int = 0


@dataclass(frozen=True, slots=True)
class LibraryPage:
    """A part of the library: its cases; how many are found, and how many there are; the statements of those found."""

    cases: tuple[Overview, ...]
    found: int
    total: int
    statements: int


def library_page(
    user: User, context: Context, text: str = "", start: int = 0, count: int = PAGE, hidden: Hidden = NOTHING
) -> LibraryPage:
    """The cases that `user` may see and in whose code, title, question or diagnosis every word of `text` stands, in the
    order in which they came, without what is `hidden`: `count` of them from `start` on."""
    query = Query(zero=OWN, text=text)
    found = listing(user, context, query, "of the library", hidden, start=start, count=count)
    ids = [line.head.id for line in found.lines]
    opened = cases.open_listed(user, context, ids, hidden)
    shown = tuple(_overview(user, context, one, hidden) for one in opened)
    return LibraryPage(shown, found.found, found.total, found.statements)


def intro(page: LibraryPage) -> str:
    """What is found, in a sentence or two."""
    count, rows = page.found, page.statements
    said = f"{NUMBERS[count] if count < len(NUMBERS) else number_words(count)} {_plural(count, 'case')}"
    said += f" of {number_words(page.total)}, " if count != page.total else ", "
    said += f"{number_words(rows)} {_plural(rows, 'statement')} of the record."
    shown = [one.picture for one in page.cases if one.picture and one.picture.image_id]
    drawn = [picture for picture in shown if picture.illustration]
    if drawn:
        said += f" {'Pictures' if len(drawn) == len(shown) else 'Some pictures'} are illustrations."
    return said


def _plural(count: int, noun: str) -> str:
    return noun if count == 1 else f"{noun}s"


def _overview(user: User, context: Context, opened: OpenCase, hidden: Hidden) -> Overview:
    case, placed = opened.case, place(opened.case, opened.chronology)
    shown = case.studies if hidden.dates else ()
    pictures = images.study_images(user, context, case.id, shown) if case.studies else ()
    drawn = sum(map(drawable, placed))
    return Overview(
        id=case.id,
        title=case.title,
        person=", ".join(part for part in (told_age(case), case.sex) if part),
        diagnosis=case.diagnosis,
        question=case.question,
        zero=zero_of(opened, "").label,
        picture=_picture(case, placed, pictures),
        count=latest_count(case, placed),
        studies=studies_words(case.studies),
        course=course_of(placed, all_lanes(), case.writing or WRITING),
        kinds=kinds_of_time(placed, case.writing or WRITING),
        read=len(placed),
        drawn=drawn,
        timeless=len(placed) - drawn,
        writing=case.writing or WRITING,
        at_writing=tuple(_said(item) for item in placed if item.time.mark is Mark.AS_OF_WRITING),
    )


def latest_count(case: Case, placed: Sequence[Placed]) -> LatestCount | None:
    """The last leukocyte count in blood, in the order of the record; None where there is none."""
    for item in reversed(placed):
        if is_reported(item.event) and (quantity := item.event.quantity) is not None:
            number, _, unit = spoken(quantity).partition(" ")
            return LatestCount(number, unit, when_words(case, item), item.event.detail("verify"))
    return None


def kinds_of_time(placed: Sequence[Placed], writing: str) -> tuple[tuple[int, str], ...]:
    """How many rows have which kind of time; together they are all rows."""
    marks = Counter(item.time.mark for item in placed if drawable(item))
    counted = [(sum(marks[mark] for mark in own), words) for words, own in KINDS]
    counted.append((marks[Mark.AS_OF_WRITING], f"at {writing}"))
    counted.append((len(placed) - marks.total(), "without a time"))
    return tuple((count, words) for count, words in counted if count)


def _picture(case: Case, placed: Sequence[Placed], pictures: Sequence[images.StudyPicture]) -> CasePicture | None:
    """That of the first study whose picture can be shown, else the place of the first study's."""
    found = next((picture for picture in pictures if picture.available), next(iter(pictures), None))
    if found is None:
        return None
    item = next((item for item in placed if item.event.id == found.study.event), None)
    when = when_words(case, item) if item else ""
    image_id = found.image_id if found.available else ""
    return CasePicture(image_id, found.study.label, when, found.caption, found.illustration and found.available)


def _said(item: Placed) -> str:
    """A fact in few words; one that is not simply present is named with its state, never by a label that holds it."""
    event = item.event
    if event.state is State.PRESENT:
        return event.detail("label") or event.term
    term = event.term if event.term[1:2].isupper() else event.term[:1].lower() + event.term[1:]
    return f"{term}: {event.state}"
