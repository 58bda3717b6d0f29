"""Carrying a case away: asks for the right, leaves the audit line, makes ready what an exporter writes.

What is to be de-identified is so before any exporter sees it.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from typing import BinaryIO

from dashboard import __version__, exporters
from dashboard.domain.brief import has_time
from dashboard.domain.cases import Case
from dashboard.domain.chronology import Chronology, solve
from dashboard.domain.date_text import without_dates
from dashboard.domain.dating import Dating, beside_of
from dashboard.domain.deidentify import Nameless, deidentified
from dashboard.domain.discretion import NOTHING, Hidden, aliases
from dashboard.domain.kept_story import revived
from dashboard.domain.people import Action, User
from dashboard.domain.placed import Placed
from dashboard.domain.review import without_review_notes
from dashboard.domain.story import StoryView
from dashboard.domain.timing import place
from dashboard.domain.zeros import Zero, resolve
from dashboard.errors import Refused
from dashboard.exporters.base import Dossier, Exporter, NoPictures, Pictures, Row, Stamp, Step
from dashboard.figures.lane import divided
from dashboard.figures.printed import lay_out
from dashboard.figures.stack import View
from dashboard.lanes import all_lanes
from dashboard.registry import extensions
from dashboard.services.acting import acting
from dashboard.services.cases import kept
from dashboard.services.codes import code_of
from dashboard.services.context import Context
from dashboard.services.export_pictures import CasePictures, NamelessPictures, RenamedPictures
from dashboard.services.nameless import caption_words, named_zero, unread
from dashboard.services.review_notes import with_notes
from dashboard.services.scans import captions_of
from dashboard.services.stories import kept_views, nameless_story, own_words
from dashboard.services.tables import line
from dashboard.store import cases as stored
from dashboard.store import review_notes
from dashboard.store import stories as stored_stories
from dashboard.store.clock import now
from dashboard.store.rows import case_row, event_row, fingerprint

PRODUCT = f"Clinical timeline {__version__}"
MARK_LENGTH = 16
WITH_DATES = frozenset({"case-folder", "html"})
NO_PICTURES = "pictures: all, as nobody has said that no name is burned into them"
BURNED_IN = "text burned into pictures is not taken out; whoever exported says that there is none"
KEPT = {
    False: "of words, all but those that are known to identify nobody",
    True: "of words, none that name anybody, says whoever exported and has read them",
}


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody wants to carry away: a format, what they look at, and what they have said of it.

    `words_read`: they have read the words of the case, and none names anybody; `pictures_read`: they have looked at its
    pictures, and no name is burned into them. Both matter to a de-identified export only. `beside` the days of the axis
    stand "dates", "age" or nothing, as far as they are known.
    """

    format: str
    zero: str = ""
    view: View = View()
    deidentified: bool = False
    words_read: bool = False
    pictures_read: bool = False
    review_notes: bool = False
    hidden: Hidden = NOTHING
    beside: str = "dates"
    choices: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Ready:
    """An export that only has to be written: its exporter, what it is handed, and the name of its file."""

    exporter: Exporter
    dossier: Dossier
    name: str

    def write(self, out: BinaryIO, step: Step) -> None:
        """Write the file."""
        self.exporter.write(self.dossier, out, step)


@dataclass(frozen=True, slots=True)
class _Given:
    """A case on its way out: as it is or without names, its times, its day 0, its pictures and what is left out."""

    case: Case
    chronology: Chronology
    placed: tuple[Placed, ...]
    zero: Zero
    pictures: Pictures
    left_out: tuple[str, ...]
    story: tuple[StoryView, ...] = ()


@cache
def formats() -> tuple[Exporter, ...]:
    """The exporters, one for each format."""
    return extensions(exporters, "EXPORTER", Exporter, but=frozenset({"base"}))


def exporter_of(name: str) -> Exporter:
    """The exporter of that name. Raises Refused."""
    found = next((one for one in formats() if one.name == name), None)
    if found is None:
        raise Refused(f'"{name[:40]}" is no format. Formats: {", ".join(one.name for one in formats())}.')
    return found


def prepare(user: User, context: Context, case_id: str, wish: Wish) -> Ready:
    """Everything for an export of a case as `wish` says. Raises NotFound, Denied, and Refused where it cannot be.

    The audit line is written here: from here on the case can leave.
    """
    exporter = exporter_of(wish.format)
    if wish.hidden.dates and not wish.deidentified and exporter.name in WITH_DATES:
        raise Refused(f"{exporter.title} holds the dates of the case: show the dates, or export it de-identified.")
    choices = _choices(exporter, wish.choices)
    told = f"{exporter.name}, {'de-identified' if wish.deidentified else 'identified'}, {code_of(context, case_id)}"
    with acting(user, context, Action.EXPORT, case_id, subject=told) as db:
        version = stored.version_of(db, case_id)
        studies, location = stored.studies_of(db, case_id)
        last = stored_stories.newest(db, case_id)
        notes = review_notes.of_case(db, case_id)
    hidden = NOTHING if wish.deidentified else wish.hidden
    own = CasePictures(context, user, case_id, location, studies)
    opened = with_notes(context, case_id, kept(context, case_id, version, hidden), notes, hidden)
    views = kept_views(context, case_id, version, last, hidden)
    given = _given(opened.case, opened.chronology, own, wish, code_of(context, case_id), views)
    if hidden.dates:
        given = replace(given, pictures=_undated(own, kept(context, case_id, version).case))
    dating = Dating(given.case, given.chronology)
    lines = [line(given.case, item, dating) for item in given.placed]
    lanes = all_lanes()
    view = replace(wish.view, beside=beside_of(dating.anchor(given.zero.moment), wish.beside))
    dossier = Dossier(
        case=given.case,
        chronology=given.chronology,
        placed=given.placed,
        rows=tuple(Row(one.id, one.cells, one.record) for one in lines),
        lanes=lanes,
        view=view,
        stamp=_stamp(user, context, case_id, given, view, identified=not wish.deidentified),
        zero=given.zero.selector,
        pictures=given.pictures,
        choices=choices,
        page=context.page,
        story=given.story,
    )
    return Ready(exporter, dossier, f"timeline-{code_of(context, case_id)}{exporter.suffix}")


def words_to_read(user: User, context: Context, case_id: str, hidden: Hidden = NOTHING) -> tuple[str, ...]:
    """The words of a case that would go out once somebody says that they name nobody, with its review notes and the
    captions of its pictures: to be read before, without what is `hidden`. Those that are known to identify nobody are
    not among them."""
    with acting(user, context, Action.EXPORT, case_id, subject="words to be read") as db:
        version = stored.version_of(db, case_id)
        last = stored_stories.newest(db, case_id)
        studies, location = stored.studies_of(db, case_id)
        notes = review_notes.of_case(db, case_id)
    noted = with_notes(context, case_id, kept(context, case_id, version), notes)
    nameless = deidentified(noted.case, code_of(context, case_id), confirmed=True)
    own = own_words(kept_views(context, case_id, version, last, hidden))
    captions = captions_of(context, case_id, [study.id for study in studies], location)
    words = (*own, *unread(nameless, captions))
    return tuple(dict.fromkeys(map(without_dates, words) if hidden.dates else words))


def _given(
    case: Case,
    chronology: Chronology,
    own: CasePictures,
    wish: Wish,
    code: str,
    views: tuple[StoryView, ...],
) -> _Given:
    case, notes = (case, 0) if wish.review_notes else without_review_notes(case)
    zero = resolve(case, chronology, wish.zero)
    left_out = (f"review notes: {notes}",) * bool(notes)
    placed = place(case, chronology, zero.moment)
    views = revived(case, chronology, views, wish.zero)
    if not wish.deidentified:
        return _Given(case, chronology, placed, zero, own, left_out, views)
    nameless = deidentified(case, code, confirmed=wish.words_read)
    anew = solve(nameless.case)
    moment = None if zero.moment is None else nameless.moment(zero.moment)
    counted = resolve(nameless.case, anew, "") if moment is None else named_zero(nameless, zero, moment)
    pictures, told = _pictures(own, nameless, wish, code)
    said = (*left_out, *nameless.sentences(), KEPT[wish.words_read], told)
    placed = place(nameless.case, anew, moment)
    story = nameless_story(case, chronology, nameless, anew, views, counted.selector, read=wish.words_read)
    return _Given(nameless.case, anew, placed, counted, pictures, said, story)


def _pictures(own: CasePictures, nameless: Nameless, wish: Wish, code: str) -> tuple[Pictures, str]:
    if not wish.pictures_read:
        return NoPictures(), NO_PICTURES
    captions = {
        new: caption_words(nameless, own.shown(old).caption, read=wish.words_read)
        for old, new in nameless.studies.items()
    }
    return NamelessPictures(own, nameless.studies, captions, code), BURNED_IN


def _undated(own: CasePictures, case: Case) -> RenamedPictures:
    """The pictures of a case as a reader sees them who sees no dates."""
    told = aliases(case)
    names = {study.id: told.get(study.id, study.id) for study in own.known}
    return RenamedPictures(own, names, {new: without_dates(own.shown(old).caption) for old, new in names.items()})


def _choices(exporter: Exporter, wished: Mapping[str, str]) -> dict[str, str]:
    """What was chosen of a format, the defaults for the rest."""
    for name, value in wished.items():
        if value not in exporter.choices.get(name, ()):
            known = "; ".join(f"{one}: {' or '.join(values)}" for one, values in exporter.choices.items())
            raise Refused(f"{exporter.title} has no {name[:40]} {value[:40]!r}. It takes {known or 'no choices'}.")
    return {name: wished.get(name, values[0]) for name, values in exporter.choices.items()}


def _stamp(user: User, context: Context, case_id: str, given: _Given, view: View, *, identified: bool) -> Stamp:
    titles = {lane.name: lane.title for lane in divided(all_lanes(), given.placed)}
    hidden = [titles[name] for name in (*view.hidden, *view.folded) if name in titles]
    numbers = lay_out(given.case, given.placed, all_lanes(), view, "", {}).numbers
    events = (json.dumps(event_row(event), sort_keys=True).encode() for event in given.case.events)
    mark = fingerprint(case_row(given.case), events)
    return Stamp(
        product=PRODUCT,
        fingerprint=mark[:MARK_LENGTH],
        code=given.case.id if identified else code_of(context, case_id),
        zero=given.zero.full,
        window=window_words(view, given.placed),
        hidden=tuple(hidden),
        drawn=int(numbers["drawn"]),
        rows=len(given.placed),
        made=f"{now()[:16].replace('T', ' ')} UTC",
        user=user.name,
        identified=identified,
        left_out=given.left_out,
    )


def window_words(view: View, placed: tuple[Placed, ...]) -> str:
    """The window of a view in words: "all", "day 3 to 20"."""
    if not view.start and not view.stop:
        return "all"
    first, last = (_token_words(token) for token in (view.start, view.stop))
    return f"from {first or 'the start'} to {last or 'the end'}" if any(map(has_time, placed)) else "all"


def _token_words(token: str) -> str:
    """An end of a window as an address writes it, in words."""
    name, _, number = token.rpartition(":")
    if name in ("order", "writing"):
        return {"order": "the events without a day", "writing": "what holds at writing"}[name]
    return f"day {number}" if re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", number) else ""
