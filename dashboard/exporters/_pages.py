"""Pages of a PDF: patient line above, stamp below, page n of m; tables that go on over pages with their head."""

from collections.abc import Iterable, Iterator, Sequence
from html import escape
from typing import Any, BinaryIO, Final

from reportlab.lib.colors import HexColor
from reportlab.lib.enums import TA_LEFT
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, LongTable, PageTemplate, Paragraph, Spacer

from dashboard.exporters._paper import POINT, draw_scene, register_fonts
from dashboard.exporters._signs import printable
from dashboard.exporters._telling import who
from dashboard.exporters.base import Dossier
from dashboard.figures.scene import Scene
from dashboard.figures.text import wrapped
from dashboard.figures.theme import LIGHT

SIZES: Final = {"A4": (297.0, 210.0), "A3": (420.0, 297.0)}
MARGIN: Final = 10 * POINT
HEAD: Final = 40.0
STAMP_SIZE: Final = 6.8
LONG_CELL: Final = 400
MOST_LINES: Final = 30
GREY: Final = HexColor("#f0f2f3")

CELL: Final = ParagraphStyle("cell", fontName="PlexCondensed", fontSize=8, leading=9.6, alignment=TA_LEFT,
                             textColor=HexColor(LIGHT.ink))  # fmt: skip
HEADER: Final = ParagraphStyle("header", CELL, fontName="PlexCondensed-Bold")
TITLE: Final = ParagraphStyle("title", CELL, fontName="PlexSans-Bold", fontSize=13, leading=18, spaceAfter=4,
                              keepWithNext=1)  # fmt: skip
WORDS: Final = ParagraphStyle("words", CELL, fontName="PlexSans", fontSize=9, leading=12.5)


class Picture(Flowable):  # type: ignore[misc]
    """A scene as a block of a page, `width` points wide."""

    def __init__(self, scene: Scene, width: float) -> None:
        super().__init__()
        self.scene, self.width = scene, width
        self.height = width * scene.height / scene.width

    def draw(self) -> None:
        """Called by reportlab at the place of the block."""
        draw_scene(self.canv, self.scene, 0, self.height, self.width)


class Pages(BaseDocTemplate):  # type: ignore[misc]
    """The document: every page says whose it is, what day 0 is, when and by whom it was made, and which page it is."""

    def __init__(self, out: BinaryIO, given: Dossier, paper: str) -> None:
        register_fonts()
        wide, tall = (side * POINT for side in SIZES[paper])
        self.given = given
        self.room = wide - 2 * MARGIN
        self.foot = _stamp_lines(given, self.room)
        super().__init__(out, pagesize=(wide, tall), invariant=1, title=f"Timeline of {given.case.title}",
                         author=given.stamp.user, creator=given.stamp.product, subject=given.stamp.text(),
                         lang="en")  # fmt: skip
        self.tall = tall - 2 * MARGIN - HEAD - 10 - 9 * len(self.foot)
        frame = Frame(MARGIN, tall - MARGIN - HEAD - self.tall, self.room, self.tall, 0, 0, 0, 0)
        self.addPageTemplates(PageTemplate("page", [frame], onPage=self.frame_page))

    def frame_page(self, canvas: Canvas, _: Any) -> None:
        """The patient line and the stamp of a page."""
        wide, tall = self.pagesize
        case, stamp = self.given.case, self.given.stamp
        canvas.setFillColor(HexColor(LIGHT.ink))
        canvas.setStrokeColor(HexColor(LIGHT.rule2))
        canvas.setLineWidth(0.6)
        y = tall - MARGIN - 13
        canvas.setFont("PlexSans-Bold", 14)
        title = printable(case.title)
        canvas.drawString(MARGIN, y, title)
        x = MARGIN + canvas.stringWidth(title, "PlexSans-Bold", 14) + 14
        canvas.setFont("PlexSans", 9.5)
        marked = f"{stamp.code}, {'IDENTIFIED' if stamp.identified else 'de-identified'}"
        room = wide - MARGIN - x - canvas.stringWidth(marked, "PlexSans", 9.5) - 16
        canvas.drawString(x, y, (wrapped(printable(who(case)), 9.5, room, condensed=False) or [""])[0])
        canvas.drawRightString(wide - MARGIN, y, printable(marked))
        canvas.setFont("PlexSans-Bold", 10.5)
        asked = wrapped(printable(case.question), 10.5, self.room, condensed=False, bold=True) or [""]
        canvas.drawString(MARGIN, y - 15, asked[0])
        canvas.line(MARGIN, y - 21, wide - MARGIN, y - 21)
        bottom = MARGIN + 9 * len(self.foot)
        canvas.line(MARGIN, bottom, wide - MARGIN, bottom)
        canvas.setFont("PlexCondensed", STAMP_SIZE)
        canvas.setFillColor(HexColor(LIGHT.ink2))
        for number, words in enumerate(self.foot):
            canvas.drawString(MARGIN, bottom - 8 - 9 * number, words)


class Numbered(Canvas):  # type: ignore[misc]
    """A canvas that writes "page n of m" when it knows m."""

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        self._kept: list[dict[str, Any]] = []

    def showPage(self) -> None:  # noqa: N802 - reportlab's name
        """Keeps the page until all are there."""
        self._kept.append(dict(self.__dict__))
        self._startPage()

    def save(self) -> None:
        """Writes all pages, each with its number."""
        for number, page in enumerate(self._kept, start=1):
            self.__dict__.update(page)
            self.setFont("PlexSans", 8)
            self.setFillColor(HexColor(LIGHT.ink))
            self.drawRightString(self._pagesize[0] - MARGIN, MARGIN - 8, f"page {number} of {len(self._kept)}")
            super().showPage()
        super().save()


def words(text: str, style: ParagraphStyle = WORDS) -> Paragraph:
    """A paragraph of plain text; its lines stay lines."""
    return Paragraph("<br/>".join(escape(printable(line)) for line in text.split("\n")), style)


def gap(points: float) -> Spacer:
    """Room between two blocks."""
    return Spacer(1, points)


def table(heads: Sequence[str], rows: Iterable[Sequence[str]], widths: Sequence[float]) -> LongTable:
    """A table of words whose head is repeated on every page."""
    content = [[words(head, HEADER) for head in heads]]
    content += [[words(cell, CELL) if cell else "" for cell in part] for row in rows for part in _parts(row, widths)]
    rule = HexColor(LIGHT.rule)
    style = [
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LINEBELOW", (0, 0), (-1, -1), 0.4, rule),
        ("LINEBELOW", (0, 0), (-1, 0), 0.8, HexColor(LIGHT.rule2)),
        ("BACKGROUND", (0, 0), (-1, 0), GREY),
        ("LEFTPADDING", (0, 0), (-1, -1), 2.5),
        ("RIGHTPADDING", (0, 0), (-1, -1), 3),
        ("TOPPADDING", (0, 0), (-1, -1), 1.5),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 2),
    ]
    return LongTable(content, colWidths=list(widths), repeatRows=1, style=style)


def _parts(row: Sequence[str], widths: Sequence[float]) -> Iterator[Sequence[str]]:
    """The row, cut into several where a cell is so long that a page might not hold it."""
    if max(map(len, row)) <= LONG_CELL:
        yield row
        return
    cells = [
        [line for part in cell.split("\n") for line in wrapped(part, CELL.fontSize, width - 8) or [""]]
        for cell, width in zip(row, widths, strict=True)
    ]
    for start in range(0, max(map(len, cells)), MOST_LINES):
        yield ["\n".join(lines[start : start + MOST_LINES]) for lines in cells]


def _stamp_lines(given: Dossier, room: float) -> list[str]:
    told = "; ".join(f"{name}: {text}" for name, text in given.stamp.lines() if name != "left out")
    return [printable(line) for line in wrapped(printable(told), STAMP_SIZE, room - 60)]
