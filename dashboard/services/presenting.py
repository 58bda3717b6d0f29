"""A case in front of a room, by its code: the views of its story, their words and pictures, without what identifies
the patient unless somebody asks for that, which the audit notes as such."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from dashboard.domain.brief import when_words
from dashboard.domain.cases import Case, Study
from dashboard.domain.date_text import without_dates
from dashboard.domain.discretion import NOTHING, Hidden, aliases
from dashboard.domain.people import Action, User, may
from dashboard.domain.placed import Placed
from dashboard.domain.story import StoryView
from dashboard.domain.telling import Told, told_view
from dashboard.domain.timing import place
from dashboard.domain.zeros import Zero
from dashboard.errors import NotFound
from dashboard.services.acting import acting
from dashboard.services.cases import kept
from dashboard.services.codes import code_of, codes_of
from dashboard.services.context import Context
from dashboard.services.export_pictures import CasePictures
from dashboard.services.nameless import caption_words
from dashboard.services.stories import Shown, Story, as_seen, shown, story_in
from dashboard.store import cases as stored_cases
from dashboard.store import stories as stored

NO_CODE = "There is no case of that code."
PAGE = 24  # views in one answer
LARGEST = 1200


@dataclass(frozen=True, slots=True)
class Pictured:
    """The picture of a study: what it is, when it was, and whether there is one to be fetched."""

    study: str
    label: str
    when: str
    caption: str
    illustration: bool
    available: bool


@dataclass(frozen=True, slots=True)
class Slide:
    """One view, ready to be drawn: its words, its pictures, the case on its clock, and what its day 0 is."""

    view: StoryView
    told: Told
    pictures: tuple[Pictured, ...]
    placed: tuple[Placed, ...]
    zero: Zero
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Presented:
    """A case in front of a room: `slides` begin with number `start` of `count`; `marked` are the events that the story
    tells. `withheld`: so many words are not shown as nobody has read them."""

    case: Case
    code: str
    identified: bool
    slides: tuple[Slide, ...]
    start: int
    count: int
    marked: tuple[str, ...]
    withheld: int


def case_of(user: User, context: Context, code: str) -> str:
    """The id of the case behind a code. Raises NotFound where there is none, or not for `user`."""

    def look() -> str:
        with context.store.reading() as db:
            found = codes_of(context, stored_cases.ids(db)).get(code)
        if found is None:
            raise NotFound(NO_CODE)
        return found

    case_id = context.contents.get(("code", code), look)
    if not may(user, Action.PRESENT, case_id):
        raise NotFound(NO_CODE)
    return case_id


def presented(
    user: User,
    context: Context,
    code: str,
    *,
    start: int = 0,
    identified: bool = False,
    every: bool = False,
    hidden: Hidden = NOTHING,
) -> Presented:
    """The views of a case from number `start` on, PAGE at most; `every`: a view for each event of the record. Where
    dates are `hidden` they stay so when the names are shown."""
    action = Action.IDENTIFY if identified else Action.PRESENT
    room, story, pictures = _seen(user, context, code, action, identified=identified, every=every, hidden=hidden)
    drawn = _Drawn(room, replace(pictures, wait=None), read=identified or story.read, hidden=hidden)
    return Presented(
        case=room.opened.case,
        code=code,
        identified=identified,
        slides=tuple(map(drawn.slide, room.views[start : start + PAGE])),
        start=start,
        count=len(room.views),
        marked=_marked(room, story.views, every=every),
        withheld=room.withheld,
    )


def picture(
    user: User,
    context: Context,
    code: str,
    study: str,
    size: int,
    *,
    identified: bool = False,
    hidden: Hidden = NOTHING,
) -> bytes:
    """The picture of a study under the name that the room knows, as JPEG without any metadata; NotFound where there is
    none. What is burned into its pixels stays."""
    room, _, pictures = _seen(user, context, code, Action.VIEW_IMAGE, identified=identified, hidden=hidden)
    known = _old_names(room, pictures.known)
    found = pictures.key(known[study], size) if study in known else b""
    if not found:
        raise NotFound("There is no such picture.")
    return found


def notes(user: User, context: Context, code: str, hidden: Hidden = NOTHING) -> tuple[str, ...]:
    """The presenter's own notes, one for each view of the story, without what is `hidden`; for the presenter's window,
    not for the room."""
    case_id = case_of(user, context, code)
    with acting(user, context, Action.PRESENT, case_id, subject=code, missing=NO_CODE) as db:
        version = stored_cases.version_of(db, case_id)
        last = stored.newest(db, case_id)
    told = [view.notes for view in story_in(context, case_id, kept(context, case_id, version), last).views]
    return tuple(map(without_dates, told) if hidden.dates else told)


def first_view(
    user: User, context: Context, case_id: str, event: str, hidden: Hidden = NOTHING
) -> tuple[str, int, bool]:
    """The code of a case, the number of the first view that tells an event (0 without one), by the name that it has
    where something is `hidden`, and whether its words have been read."""
    with acting(user, context, Action.PRESENT, case_id, subject=case_id) as db:
        version = stored_cases.version_of(db, case_id)
        last = stored.newest(db, case_id)
    plain = kept(context, case_id, version)
    story = story_in(context, case_id, plain, last)
    room = shown(context, case_id, plain, story, identified=False)
    names = aliases(plain.case) if hidden.dates else {}
    told = ([names.get(one, one) for one in view.events] for view in story.views)
    at = next((at for at, events in enumerate(told) if event in events), 0)
    return code_of(context, case_id), at, not room.withheld


def _seen(
    user: User,
    context: Context,
    code: str,
    action: Action,
    *,
    identified: bool,
    every: bool = False,
    hidden: Hidden,
) -> tuple[Shown, Story, CasePictures]:
    """A case as a room sees it, the story that it sees of it, and the pictures of the record. Without names a case
    holds no date in any case."""
    case_id = case_of(user, context, code)
    with acting(user, context, action, case_id, subject=code, missing=NO_CODE) as db:
        version = stored_cases.version_of(db, case_id)
        last = stored.newest(db, case_id)
        studies, location = stored_cases.studies_of(db, case_id)
    plain = kept(context, case_id, version)
    story = story_in(context, case_id, plain, last)
    if identified:
        plain, story = as_seen(context, case_id, plain, story, hidden)
    room = shown(context, case_id, plain, story, identified=identified, every=every)
    return room, story, CasePictures(context, user, case_id, location, studies)


def _marked(room: Shown, views: Sequence[StoryView], *, every: bool) -> tuple[str, ...]:
    """The events that have a mark on the strip: those that the story tells, under the names that are shown."""
    nameless = room.opened.nameless
    ids = (event for view in (views if every else room.views) for event in view.events)
    return tuple(dict.fromkeys(nameless.names.get(one, "") if every and nameless else one for one in ids))


def _old_names(room: Shown, studies: Sequence[Study]) -> dict[str, str]:
    """The id of each of `studies`, those of the record, by the name that is shown."""
    if room.opened.nameless is None:
        return {seen.id: study.id for seen, study in zip(room.plain.case.studies, studies, strict=True)}
    return {new: old for old, new in room.opened.nameless.studies.items()}


class _Drawn:
    """Makes slides of the views of one case."""

    def __init__(self, room: Shown, pictures: CasePictures, *, read: bool, hidden: Hidden) -> None:
        self._room = room
        self._read = read
        self._pictures = pictures
        self._old = _old_names(room, pictures.known)
        self._hidden = hidden
        self._placed: dict[str, tuple[Zero, tuple[Placed, ...]]] = {}

    def slide(self, view: StoryView) -> Slide:
        """One view."""
        case, chronology = self._room.opened.case, self._room.opened.chronology
        zero, placed = self._on(view.zero)
        known = {item.event.id: item for item in placed}
        studies = {study.id: study for study in case.studies}
        return Slide(
            view=replace(view, notes=""),
            told=told_view(case, placed, chronology, view),
            pictures=tuple(self._pictured(studies[one], known) for one in view.studies),
            placed=placed,
            zero=zero,
            sources=tuple(dict.fromkeys(filter(None, (known[event].event.place for event in view.events)))),
        )

    def _on(self, selector: str) -> tuple[Zero, tuple[Placed, ...]]:
        if selector not in self._placed:
            zero = self._room.zero(selector)
            opened = self._room.opened
            self._placed[selector] = zero, place(opened.case, opened.chronology, zero.moment)
        return self._placed[selector]

    def _pictured(self, study: Study, known: dict[str, Placed]) -> Pictured:
        found = self._pictures.shown(self._old[study.id])
        nameless = self._room.opened.nameless
        if nameless is not None:
            caption = caption_words(nameless, found.caption, read=self._read)
        else:
            caption = without_dates(found.caption) if self._hidden.dates else found.caption
        when = when_words(self._room.opened.case, known[study.event])
        there = found.available or self._pictures.coming(self._old[study.id])
        return Pictured(study.id, study.label, when, caption, found.illustration, there)
