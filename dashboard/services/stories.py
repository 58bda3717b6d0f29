"""The story of a case: what somebody has kept of it, else the one by rule, and who has read its words. A kept story
names events; what it says is made anew from the record each time."""

import json
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Any

from dashboard.domain.cases import Case
from dashboard.domain.chronology import Chronology
from dashboard.domain.date_text import without_dates
from dashboard.domain.deidentify import Nameless
from dashboard.domain.discretion import NAMES, NAMES_OF_READ, NOTHING, Hidden, aliases
from dashboard.domain.kept_story import every_event, renamed, revived
from dashboard.domain.known_phrases import is_known
from dashboard.domain.people import Action, User
from dashboard.domain.story import TOPICS, StoryView, story_of
from dashboard.domain.timing import place
from dashboard.domain.zeros import Zero, resolve
from dashboard.errors import Refused
from dashboard.services.acting import acting
from dashboard.services.cases import kept
from dashboard.services.context import Context, OpenCase
from dashboard.services.moments import zero_of
from dashboard.services.nameless import named_zero, unread
from dashboard.services.scans import captions_of
from dashboard.store import cases as stored_cases
from dashboard.store import stories as stored
from dashboard.store.stories import Stored

TEXTS = ("title", "event", "start", "stop", "zero", "own", "notes")
LISTS = ("events", "studies")
MOST_VIEWS, LONGEST = 40, 2000


@dataclass(frozen=True, slots=True)
class Story:
    """The views of a case; `by_rule` where nobody has changed them. `version`, `at` and `who` tell what was kept last;
    `lost` views of it had only events that the case no longer has. `read`: its words were read, and name nobody."""

    views: tuple[StoryView, ...]
    by_rule: bool = True
    version: int = 0
    at: str = ""
    who: str = ""
    lost: int = 0
    read: bool = False


@dataclass(frozen=True, slots=True)
class Shown:
    """A case and its views as a room sees them: `plain` is the case as it is, `opened` as it is shown, `withheld`
    how many words nobody has read yet."""

    plain: OpenCase
    opened: OpenCase
    views: tuple[StoryView, ...]
    withheld: int = 0

    def zero(self, selector: str) -> Zero:
        """The day zero of a view, under the names of the case that is shown."""
        zero = zero_of(self.plain, selector)
        nameless = self.opened.nameless
        if nameless is None:
            return zero
        if zero.moment is None:
            return zero_of(self.opened, "")
        return named_zero(nameless, zero, zero.moment)


def story(
    user: User, context: Context, case_id: str, hidden: Hidden = NOTHING
) -> tuple[OpenCase, Story, tuple[str, ...]]:
    """A case, its story, and the words of both that somebody has to read before they are shown without names; all of
    it without what is `hidden`."""
    with acting(user, context, Action.PRESENT, case_id, subject="story") as db:
        version = stored_cases.version_of(db, case_id)
        last = stored.newest(db, case_id)
    plain = kept(context, case_id, version)
    found = story_in(context, case_id, plain, last)
    words = _words(context, case_id, plain, found.views)
    if hidden.dates:
        words = tuple(dict.fromkeys(map(without_dates, words)))
    return *as_seen(context, case_id, plain, found, hidden), words


def keep(user: User, context: Context, case_id: str, asked: Mapping[str, Any], seen: int) -> int:
    """Keep a story: `views` (None: the one by rule) and whether its words have been `read`. Answers its version; raises
    Stale where another one was kept since the version `seen`, Refused for what is no story."""
    given = None if asked.get("views") is None else views_from(asked["views"])
    plain, _, _ = story(user, context, case_id)
    views = _default(plain) if given is None else revived(plain.case, plain.chronology, given)
    if given is not None and len(views) < len(given):
        raise Refused("A view of the story names no event of this case.")
    for view in views:
        zero_of(plain, view.zero)
    digest = _digest(_words(context, case_id, plain, views)) if asked.get("read") is True else ""
    content = {"views": None if given is None else [_plain(view) for view in views], "read": digest}
    with acting(user, context, Action.EDIT_STORY, case_id, subject="story") as db:
        stored_cases.version_of(db, case_id)
        return stored.keep(db, case_id, user.name, content, seen)


def kept_views(context: Context, case_id: str, version: int, last: Stored, hidden: Hidden) -> tuple[StoryView, ...]:
    """The views that somebody has kept of a case, under the names and with the words that a reader sees who does not
    want to be told what is `hidden`; () where the story is by rule."""
    plain = kept(context, case_id, version)
    _, told = as_seen(context, case_id, plain, story_in(context, case_id, plain, last), hidden)
    return () if told.by_rule else told.views


def as_seen(context: Context, case_id: str, plain: OpenCase, told: Story, hidden: Hidden) -> tuple[OpenCase, Story]:
    """A case and its story as a reader sees them who does not want to be told what is `hidden`. Raises Refused where
    the code of the case tells it."""
    if not hidden.dates:
        return plain, told
    names, opened = aliases(plain.case), kept(context, case_id, plain.version, hidden)
    undated = [_undated(view, lambda name: names.get(name, name)) for view in told.views]
    views = revived(opened.case, opened.chronology, undated)
    return opened, replace(told, views=tuple(_with_zero(opened, view) for view in views), at="")


def story_in(context: Context, case_id: str, plain: OpenCase, last: Stored) -> Story:
    """The story of an opened case as it was kept last; for services that have asked whether the user may see it."""
    kept_views = last.content.get("views")
    if kept_views is None:
        views, by_rule, lost = _default(plain), True, 0
    else:
        given = views_from(kept_views)
        known = revived(plain.case, plain.chronology, given)
        views, by_rule, lost = tuple(_with_zero(plain, view) for view in known), False, len(given) - len(known)
    digest = last.content.get("read", "")
    read = digest != "" and digest == _digest(_words(context, case_id, plain, views))
    return Story(views, by_rule, last.version, last.at, last.who, lost, read)


def shown(
    context: Context, case_id: str, plain: OpenCase, told: Story, *, identified: bool, every: bool = False
) -> Shown:
    """The story as a room sees it: with names, or without; `every`: with a view for each event instead."""
    views = every_event(plain.case, place(plain.case, plain.chronology)) if every else told.views
    if identified:
        return Shown(plain, plain, views)
    opened = kept(context, case_id, plain.version, NAMES_OF_READ if told.read else NAMES)
    assert opened.nameless is not None, "a case whose names are hidden knows what they became"
    names = [renamed(discreet(view, opened.nameless, read=told.read), opened.nameless) for view in views]
    withheld = 0 if told.read else len(_words(context, case_id, plain, told.views))
    return Shown(plain, opened, tuple(view for view in names if view is not None), withheld)


def nameless_story(
    case: Case,
    chronology: Chronology,
    nameless: Nameless,
    solved: Chronology,
    views: Sequence[StoryView],
    own_zero: str,
    *,
    read: bool,
) -> tuple[StoryView, ...]:
    """Kept views of `case` under the names of the case made anew, which is `solved`, told in its words and in days from
    `own_zero` where they have no day 0 of their own."""
    found = []
    for view in views:
        zero = resolve(case, chronology, view.zero)
        moment = None if zero.moment is None else nameless.moment(zero.moment)
        selector = "" if moment is None else named_zero(nameless, zero, moment).selector
        anew = renamed(discreet(view, nameless, read=read), nameless)
        found += [] if anew is None else [replace(anew, zero=selector)]
    return revived(nameless.case, solved, found, own_zero)


def views_from(given: Any) -> tuple[StoryView, ...]:
    """Views from plain values. Raises Refused with a sentence."""
    if not isinstance(given, list) or not 1 <= len(given) <= MOST_VIEWS:
        raise Refused(f"A story has 1 to {MOST_VIEWS} views.")
    return tuple(map(_view, given))


def _view(given: Any) -> StoryView:
    texts = {name: given.get(name, "") for name in TEXTS} if isinstance(given, dict) else {}
    lists = {name: given.get(name, []) for name in LISTS} if isinstance(given, dict) else {}
    if not texts or not all(isinstance(text, str) and len(text) <= LONGEST for text in texts.values()):
        raise Refused(f"A view of a story is told by texts of at most {LONGEST} characters.")
    if not all(isinstance(names, list) and all(isinstance(one, str) for one in names) for names in lists.values()):
        raise Refused("A view of a story names its events and studies by their ids.")
    events = tuple(dict.fromkeys((*lists["events"], *([texts["event"]] if texts["event"] else []))))
    return StoryView(**texts | {"events": events, "studies": tuple(dict.fromkeys(lists["studies"])), "sentence": ""})


def _plain(view: StoryView) -> dict[str, Any]:
    return {name: getattr(view, name) for name in TEXTS} | {name: list(getattr(view, name)) for name in LISTS}


def _default(plain: OpenCase) -> tuple[StoryView, ...]:
    return story_of(plain.case, place(plain.case, plain.chronology))


def _with_zero(plain: OpenCase, view: StoryView) -> StoryView:
    """The view; on the case's own clock where its day zero is no more."""
    with suppress(Refused):
        zero_of(plain, view.zero)
        return view
    return replace(view, zero="", start="", stop="")


def _undated(view: StoryView, name: Callable[[str], str]) -> StoryView:
    texts = {part: without_dates(getattr(view, part)) for part in ("title", "own", "notes")}
    return replace(
        view,
        event=name(view.event),
        events=tuple(map(name, view.events)),
        studies=tuple(map(name, view.studies)),
        zero=name(view.zero),
        **texts,
    )


def discreet(view: StoryView, nameless: Nameless, *, read: bool) -> StoryView:
    """A view with the presenter's own words as a room may see them: what is known, else what has been read."""
    title, own = (
        text if _is_known(text) else nameless.scrubbed(text) if read else "" for text in (view.title, view.own)
    )
    return replace(view, title=title, own=own, notes="")


def _words(context: Context, case_id: str, plain: OpenCase, views: Sequence[StoryView]) -> tuple[str, ...]:
    """The words of the presenter, the record and its captions that are not known to identify nobody."""
    with context.store.reading() as db:
        studies, location = stored_cases.studies_of(db, case_id)
    captions = captions_of(context, case_id, [study.id for study in studies], location)
    key = ("words", case_id, plain.version, captions)
    record = json.loads(context.contents.get(key, lambda: _record(context, case_id, plain, captions)))
    return tuple(dict.fromkeys((*own_words(views), *record)))


def own_words(views: Sequence[StoryView]) -> tuple[str, ...]:
    """The words of a presenter that are not known to identify nobody."""
    return tuple(text for view in views for text in (view.title, view.own) if text and not _is_known(text))


def _is_known(text: str) -> bool:
    """Whether the words are of the program itself, or identify nobody."""
    return is_known(text) or all(part in TOPICS for part in text.split(", "))


def _record(context: Context, case_id: str, plain: OpenCase, captions: Sequence[str]) -> str:
    nameless = kept(context, case_id, plain.version, NAMES_OF_READ).nameless
    assert nameless is not None, "a case whose names are hidden knows what they became"
    return json.dumps(unread(nameless, captions))


def _digest(words: Sequence[str]) -> str:
    return sha256(json.dumps(sorted(words)).encode()).hexdigest()
