"""Slides for PowerPoint and LibreOffice: the story of the case, a slide a view, pictures and native text, the findings
as a native table, sources in the notes."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import BinaryIO, Final

from pptx.slide import Slide

from dashboard.domain.brief import when_words
from dashboard.domain.placed import Placed
from dashboard.domain.story import StoryView
from dashboard.domain.telling import finding_words, told_view
from dashboard.exporters import _telling as telling
from dashboard.exporters._deck import (
    SMALLEST,
    WIDE,
    Deck,
    Words,
    lines_of,
    put_picture,
    put_rule,
    put_table,
    put_words,
    row_height,
    words_height,
)
from dashboard.exporters._drawn import png
from dashboard.exporters._picture import laid_out
from dashboard.exporters.base import Dossier, Step
from dashboard.figures.printed import page_scenes, whole_scene
from dashboard.figures.strip import Look, strip_scene
from dashboard.figures.theme import LIGHT

EDGE: Final = 60.0
ROOM: Final = WIDE - 2 * EDGE
TOP, STRIP_TOP, FOOT = 160.0, 790.0, 1030.0
CHART_PX: Final = 1640.0
KEY_PX: Final = 480
SHRUNK: Final = 1.35  # how much taller than a slide a timeline may be and still is one picture
MOST_TIMELINES: Final = 12
MOST_COLUMNS: Final = 6
GAP: Final = 24.0
CAPTION: Final = 98.0
ALONE: Final = 1.3  # how much larger words are where no picture needs the room
STRIP: Final = Look(24.0, 1.8, 3)


class SlidesPptx:
    """One slide a view."""

    name = "pptx"
    title = "Slides, PowerPoint"
    about = "The story of the case as slides: pictures, native text, findings as a table, sources in the notes."
    suffix = ".pptx"
    media_type = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
    choices: Mapping[str, Sequence[str]] = {}

    def write(self, given: Dossier, out: BinaryIO, step: Step) -> None:
        """Title, timeline, the views, the findings, the stamp."""
        deck = Deck(f"Timeline of {given.case.title}", given.stamp.user, given.stamp.text())
        slides = _Slides(given, deck)
        slides.first()
        step(0.1, "timeline")
        slides.timeline(step)
        views = telling.story(given)
        for number, view in enumerate(views, start=1):
            step(0.4 + 0.5 * number / len(views), f"slide {number} of {len(views)}")
            slides.view(view, views)
        slides.findings()
        slides.last()
        deck.save(out)


class _Slides:
    """Writes the slides of one dossier."""

    def __init__(self, given: Dossier, deck: Deck) -> None:
        self._given = given
        self._deck = deck
        self._rows = {row.id: row for row in given.rows}
        self._labels = {study.id: study.label for study in given.case.studies}

    def first(self) -> None:
        """Who, what is asked, and what day 0 is."""
        case, stamp = self._given.case, self._given.stamp
        slide = self._deck.slide(stamp.text())
        lines = [Words(case.title, 72, bold=True), Words(telling.who(case), 36), Words(" ", 36),
                 Words(case.question, 52, bold=True), Words(case.question_source, 26, grey=True)]  # fmt: skip
        put_words(slide, EDGE, 180, ROOM, 560, lines)
        told_of = f"{telling.zero_definition(self._given)} {stamp.rows} records."
        put_words(slide, EDGE, 880, ROOM, 130, [Words(told_of, 28), Words(self._marked(), 26, grey=True)])

    def timeline(self, step: Step) -> None:
        """The whole timeline as one picture, a very tall one as several; every record in the notes of the first."""
        tall = FOOT - TOP + 40
        room = tall * CHART_PX / ROOM
        printed = laid_out(self._given, CHART_PX, room, step)
        scenes = [whole_scene(printed)] if printed.height <= SHRUNK * room else page_scenes(printed, room)
        for number, scene in enumerate(scenes[:MOST_TIMELINES], start=1):
            step(0.1 + 0.3 * number / len(scenes), f"timeline {number} of {len(scenes)}")
            slide = self._framed("" if number > 1 else "\n".join(self._told(row.id) for row in self._given.rows))
            part = f", part {number} of {len(scenes)}" if len(scenes) > 1 else ""
            words = f"Timeline of {self._given.case.title}{part}; every record stands in the notes"
            put_picture(slide, png(scene, 2880), EDGE, TOP - 8, ROOM, tall, words)
        if len(scenes) > MOST_TIMELINES:
            more = f"The lanes go on for {len(scenes) - MOST_TIMELINES} more slides: the PDF holds all of them."
            put_words(self._framed(""), EDGE, TOP, ROOM, 60, [Words(more, 30)])

    def view(self, view: StoryView, views: Sequence[StoryView]) -> None:
        """One view: pictures at the left, words at the right, the course below."""
        said = [part for part in (view.title, view.own, view.sentence, view.notes) if part]
        zero, placed = telling.on_clock_of(self._given, view)
        own = self._given.stamp.zero
        other = [] if zero.full == own else [f"The times below are counted from the {own}."]
        slide = self._framed("\n".join([*said, "", *other, *map(self._told, view.events)]))
        pictures = [(study, self._given.pictures.key(study, KEY_PX)) for study in view.studies]
        left = self._pictures(slide, [one for one in pictures if one[1]], placed)
        put_words(slide, left, TOP, WIDE - EDGE - left, STRIP_TOP - TOP, self._words(view, WIDE - EDGE - left))
        told_of = [event_id for one in views for event_id in one.events]
        strip = replace(self._given.view, width=ROOM, start=view.start, stop=view.stop, theme=LIGHT)
        scene = strip_scene(self._given.case, placed, told_of, view.event, strip, STRIP)
        put_picture(
            slide, png(scene, 2400), EDGE, STRIP_TOP, ROOM, FOOT - STRIP_TOP - 8, f"Course, {view.title} marked"
        )
        self._foot(slide, view)

    def findings(self) -> None:
        """Findings by study, as tables that stay tables."""
        found = telling.matrix(self._given)
        notes = "\n".join(telling.loose_findings(self._given.case))
        for start in range(0, len(found.studies), MOST_COLUMNS):
            titles = [title.replace("\n", ", ") for title in found.titles[start : start + MOST_COLUMNS]]
            rows = [(name, *map(finding_words, cells[start : start + MOST_COLUMNS])) for name, cells in found.rows]
            widths = [ROOM * 0.2, *[ROOM * 0.8 / len(titles)] * len(titles)]
            for part in _pages(["Finding", *titles], rows, widths, FOOT - TOP - 60):
                slide = self._framed(f"Findings by study\n{notes}".strip())
                put_words(slide, EDGE, TOP, ROOM, 50, [Words("Findings by study", 36, bold=True)])
                put_table(slide, EDGE, TOP + 56, widths, part, SMALLEST)

    def last(self) -> None:
        """How times are told, and the stamp."""
        slide = self._framed("\n".join([*telling.sources(self._given), "", self._given.stamp.text()]))
        lines = [Words("How times are told", 36, bold=True)]
        lines += [Words(meaning, lead=f"{kind}: ") for kind, meaning in telling.KINDS_OF_TIME]
        lines += [Words(" "), Words("This export", 36, bold=True)]
        told_of = [Words(words, lead=f"{name}: ") for name, words in self._given.stamp.lines()]
        put_words(slide, EDGE, TOP, ROOM, FOOT - TOP, _fitting([*lines, *told_of], ROOM, FOOT - TOP))

    def _framed(self, notes: str) -> Slide:
        """A slide with the patient line and the question above."""
        case, slide = self._given.case, self._deck.slide(notes)
        asked = lines_of(case.question, 34, ROOM - 520, bold=True)[:1]
        put_words(slide, EDGE, 36, ROOM - 500, 46, [Words(asked[0], 34, bold=True)])
        put_words(slide, WIDE - EDGE - 480, 36, 480, 46, [Words(self._marked(), 26, right=True)])
        who = lines_of(f"{case.title}, {telling.who(case)}", 26, ROOM)[:1]
        put_words(slide, EDGE, 88, ROOM, 40, [Words(who[0], 26, grey=True)])
        put_rule(slide, EDGE, 138, ROOM)
        return slide

    def _marked(self) -> str:
        stamp = self._given.stamp
        return f"{stamp.code}, {'IDENTIFIED' if stamp.identified else 'de-identified'}"

    def _pictures(self, slide: Slide, pictures: Sequence[tuple[str, bytes]], placed: Sequence[Placed]) -> float:
        """Up to four pictures with their captions; where the words may begin."""
        if not pictures:
            return EDGE
        across, down = (2, 2) if len(pictures) == 4 else (len(pictures), 1)
        area = {1: 560.0, 2: 1000.0, 3: 1150.0, 4: 720.0}[len(pictures)]
        size = min((area - GAP * (across - 1)) / across, (STRIP_TOP - TOP - 20) / down - CAPTION)
        for number, (study, content) in enumerate(pictures):
            x = EDGE + (number % across) * (size + GAP)
            y = TOP + (number // across) * (size + CAPTION)
            put_picture(slide, content, x, y, size, size, f"{self._labels[study]}: {self._caption(study)}")
            lines = [Words(_cut(self._named(study, placed), size, 1, bold=True), bold=True)]
            lines.append(Words(_cut(self._caption(study), size, 2), grey=True))
            put_words(slide, x, y + size + 4, size, CAPTION - 6, lines)
        return EDGE + across * (size + GAP) + 16

    def _named(self, study: str, placed: Sequence[Placed]) -> str:
        """The name of a study and when it was, on the clock of `placed`."""
        event = next(one.event for one in self._given.case.studies if one.id == study)
        item = next(one for one in placed if one.event.id == event)
        return f"{self._labels[study]}, {when_words(self._given.case, item)}"

    def _caption(self, study: str) -> str:
        shown = self._given.pictures.shown(study)
        drawn = "illustration, not patient data" if shown.illustration else ""
        return ", ".join(part for part in (drawn, shown.caption) if part)

    def _words(self, view: StoryView, width: float) -> list[Words]:
        """What the view tells, then the state at its moment; as much as the room holds, the rest in the notes."""
        given = self._given
        told_of = told_view(given.case, telling.on_clock_of(given, view)[1], given.chronology, view)
        lines = [Words(told_of.label, 44, bold=True), Words(told_of.when, 30, bold=True)]
        if told_of.term:
            lines.append(Words(told_of.term, 28))
        if view.own:
            lines.append(Words(view.own, 32, bold=True))
        lines.append(Words(" ", 12))
        lines += [Words(words, 26) for words in told_of.others]
        lines.append(Words(" ", 12))
        lines += [Words(words, lead=f"{name}: ") for name, words in told_of.state]
        if not view.studies:
            lines = [replace(one, size=one.size * ALONE) for one in lines]
        return _fitting(lines, width, STRIP_TOP - TOP)

    def _told(self, event_id: str) -> str:
        """A record for the notes: what, when, how it is known, and where it stands."""
        cells = telling.cells_of(self._rows[event_id])
        parts = [cells["event"], cells["term"], cells["value"], cells["words"], f"({cells['time_kind']})"]
        parts += [f"until {cells['until']}"] if cells["until"] else []
        parts += [cells["state"]] if cells["state"] != "present" else []
        more = [cells["details"].replace("\n", "; "), f"to check: {cells['check']}" if cells["check"] else ""]
        more.append(f"source: {cells['place']}, row {event_id}")
        return "; ".join(part for part in (" ".join(filter(None, parts)), *more) if part)

    def _foot(self, slide: Slide, view: StoryView) -> None:
        zero, _ = telling.on_clock_of(self._given, view)
        left = f"Days from {zero.full}. {view.title}."
        places = dict.fromkeys(self._rows[event_id].cells["place"] for event_id in view.events)
        right = "Sources: " + "; ".join(filter(None, places))
        put_words(slide, EDGE, FOOT, ROOM * 0.48, 34, [Words(_cut(left, ROOM * 0.48, 1), grey=True)])
        put_words(
            slide, EDGE + ROOM * 0.5, FOOT, ROOM * 0.5, 34, [Words(_cut(right, ROOM * 0.5, 1), grey=True, right=True)]
        )


def _fitting(lines: Sequence[Words], width: float, height: float) -> list[Words]:
    """The paragraphs that fit, in order; where some do not, the last line says so."""
    if words_height(lines, width) <= height:
        return list(lines)
    kept: list[Words] = []
    more = Words("More in the notes.", grey=True)
    for one in lines:
        if words_height([*kept, one, more], width) > height:
            break
        kept.append(one)
    return [*kept, more]


def _cut(text: str, width: float, most: int, *, bold: bool = False) -> str:
    """The words that fit so many lines, with an ellipsis where some do not."""
    lines = lines_of(text, SMALLEST, width, bold)
    if len(lines) <= most:
        return text
    return " ".join([*lines[: most - 1], lines_of(lines[most - 1], SMALLEST, width - 30, bold)[0]]) + "…"


def _pages(
    head: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[float], room: float
) -> Iterator[list[Sequence[str]]]:
    """The rows of a table, as many to a slide as it holds, the head above each."""
    part: list[Sequence[str]] = [head]
    left = room - row_height(head, widths, SMALLEST, bold=True)
    for row in rows:
        tall = row_height(row, widths, SMALLEST)
        if tall > left and len(part) > 1:
            yield part
            part, left = [head], room - row_height(head, widths, SMALLEST, bold=True)
        part.append(row)
        left -= tall
    if len(part) > 1:
        yield part


EXPORTER = SlidesPptx()
