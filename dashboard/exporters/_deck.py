"""Slides of PowerPoint measured in px of a 1920 x 1080 screen: words, pictures, tables, notes. Nothing of a case here.

No letter is smaller than 24 px, which a room can read; words are wrapped by the widths of IBM Plex, which is a little
wider than the Arial that every computer has, so that they stay in their boxes.
"""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, BinaryIO, Final

from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.shapes import MSO_CONNECTOR
from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE, PP_ALIGN
from pptx.shapes.autoshape import Shape
from pptx.slide import Slide
from pptx.table import Table
from pptx.util import Emu, Pt

from dashboard.exporters._plain_xml import xml_text
from dashboard.figures.text import text_width, wrapped
from dashboard.figures.theme import LIGHT

WIDE, TALL = 1920, 1080
PX: Final = 6350  # EMU; 1080 px are 7.5 inches
SMALLEST: Final = 24.0
LEADING: Final = 1.2
FONT: Final = "Arial"
BLANK: Final = 6
EPOCH: Final = datetime(1980, 1, 1)
CELL_EDGE: Final = 8
LONGEST: Final = 255  # what a property of the document holds


@dataclass(frozen=True, slots=True)
class Words:
    """A paragraph: its size in px, and how it looks."""

    text: str
    size: float = SMALLEST
    bold: bool = False
    grey: bool = False
    right: bool = False
    lead: str = ""  # grey words before it


class Deck:
    """A presentation that is being written."""

    def __init__(self, title: str, author: str, comments: str) -> None:
        self._file = Presentation()
        self._file.slide_width, self._file.slide_height = Emu(WIDE * PX), Emu(TALL * PX)
        about = self._file.core_properties
        about.title, about.author, about.comments = (xml_text(text)[:LONGEST] for text in (title, author, comments))
        about.last_modified_by = ""
        about.created = about.modified = EPOCH

    def slide(self, notes: str) -> Slide:
        """A new empty slide with its notes."""
        made: Slide = self._file.slides.add_slide(self._file.slide_layouts[BLANK])
        frame = made.notes_slide.notes_text_frame
        if frame is not None:
            frame.text = xml_text(notes)
        return made

    def save(self, out: BinaryIO) -> None:
        """Write the file."""
        self._file.save(out)


def put_words(slide: Slide, x: float, y: float, width: float, height: float, lines: Sequence[Words]) -> Shape:
    """A box of paragraphs."""
    box = slide.shapes.add_textbox(*_emu(x, y, width, height))
    frame = box.text_frame
    frame.word_wrap, frame.auto_size = True, MSO_AUTO_SIZE.NONE
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    for number, words in enumerate(lines):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        paragraph.alignment = PP_ALIGN.RIGHT if words.right else PP_ALIGN.LEFT
        paragraph.line_spacing = 1.0
        for text, grey, bold in ((words.lead, True, False), (words.text, words.grey, words.bold)):
            if text:
                run = paragraph.add_run()
                run.text = xml_text(text)
                run.font.name, run.font.size, run.font.bold = FONT, Pt(words.size / 2), bold
                run.font.color.rgb = _colour(LIGHT.ink2 if grey else LIGHT.ink)
    return box


def put_picture(slide: Slide, content: bytes, x: float, y: float, width: float, height: float, words: str) -> None:
    """A picture fitted into its box and centred there; `words` are for who cannot see it."""
    picture = slide.shapes.add_picture(io.BytesIO(content), Emu(0), Emu(0))
    across, down = picture.image.size
    scale = min(width / across, height / down)
    picture.width, picture.height = Emu(round(across * scale * PX)), Emu(round(down * scale * PX))
    picture.left = Emu(round((x + (width - across * scale) / 2) * PX))
    picture.top = Emu(round((y + (height - down * scale) / 2) * PX))
    properties: Any = picture._element.nvPicPr
    properties.cNvPr.set("descr", xml_text(words))


def put_rule(slide: Slide, x: float, y: float, width: float) -> None:
    """A thin line across."""
    line = slide.shapes.add_connector(MSO_CONNECTOR.STRAIGHT, *_emu(x, y, x + width, y))
    line.line.color.rgb = _colour(LIGHT.rule2)
    line.line.width = Pt(0.75)


def put_table(
    slide: Slide, x: float, y: float, widths: Sequence[float], rows: Sequence[Sequence[str]], size: float
) -> None:
    """A native table, its first row the head; each row as tall as its words need."""
    heights = [row_height(row, widths, size, bold=number == 0) for number, row in enumerate(rows)]
    shape = slide.shapes.add_table(len(rows), len(widths), *_emu(x, y, sum(widths), sum(heights)))
    table: Table = shape.table
    table.horz_banding = False
    for number, width in enumerate(widths):
        table.columns[number].width = Emu(round(width * PX))
    for number, (row, height) in enumerate(zip(rows, heights, strict=True)):
        table.rows[number].height = Emu(round(height * PX))
        for cell, text in zip(table.rows[number].cells, row, strict=True):
            cell.margin_left = cell.margin_right = Emu(CELL_EDGE * PX)
            cell.margin_top = cell.margin_bottom = Emu(4 * PX)
            cell.vertical_anchor = MSO_ANCHOR.MIDDLE
            cell.fill.solid()
            cell.fill.fore_color.rgb = _colour(LIGHT.break_band if number == 0 else LIGHT.bg)
            run = cell.text_frame.paragraphs[0].add_run()
            run.text = xml_text(text)
            run.font.name, run.font.size, run.font.bold = FONT, Pt(size / 2), number == 0
            run.font.color.rgb = _colour(LIGHT.ink)


def row_height(row: Sequence[str], widths: Sequence[float], size: float, *, bold: bool = False) -> float:
    """How tall a row of a table is."""
    lines = [len(lines_of(cell, size, width - 2 * CELL_EDGE, bold)) for cell, width in zip(row, widths, strict=True)]
    return max(lines) * size * LEADING + 10


def words_height(lines: Sequence[Words], width: float) -> float:
    """How tall paragraphs are in a box of that width."""
    return sum(len(lines_of(one.lead + one.text, one.size, width, one.bold)) * one.size * LEADING for one in lines)


def lines_of(text: str, size: float, width: float, bold: bool = False) -> list[str]:
    """The lines of a paragraph."""
    return wrapped(text, size, width * 0.97, condensed=False, bold=bold) or [""]


def wide(text: str, size: float, *, bold: bool = False) -> float:
    """How wide a line is."""
    return text_width(text, size, condensed=False, bold=bold)


def _colour(name: str) -> RGBColor:
    red, green, blue = bytes.fromhex(name[1:])
    return RGBColor(red, green, blue)  # type: ignore[no-untyped-call]


def _emu(*px: float) -> tuple[Emu, Emu, Emu, Emu]:
    left, top, width, height = (Emu(round(one * PX)) for one in px)
    return left, top, width, height
