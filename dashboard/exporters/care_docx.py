"""The CARE timeline table as a Word document, for the manuscript: real tables, real headings, nothing drawn."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import BinaryIO, Final

from docx import Document
from docx.document import Document as Paper
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import Table, _Row

from dashboard.domain.telling import finding_words
from dashboard.exporters import _telling as telling
from dashboard.exporters._plain_xml import xml_text
from dashboard.exporters.base import Dossier, Row, Step

COLUMNS: Final = (("words", 40), ("time_kind", 26), ("event", 58), ("value", 28), ("details", 62), ("state", 22),
                  ("place", 36))  # fmt: skip
FONT: Final = "Arial"
EPOCH: Final = datetime(1980, 1, 1)
MOST_ROWS: Final = 5000
LONGEST: Final = 255  # what a property of the document holds


class CareDocx:
    """The table with its definitions."""

    name = "care-docx"
    title = "CARE timeline table, Word"
    about = "The timeline table of a case report as a Word document, with findings and definitions."
    suffix = ".docx"
    media_type = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    choices: Mapping[str, Sequence[str]] = {}

    def write(self, given: Dossier, out: BinaryIO, step: Step) -> None:
        """Title and definitions, the records, the findings, the sources, the stamp."""
        paper = _paper(given)
        case = given.case
        paper.add_heading(xml_text(f"{case.title}: timeline"), 1)
        for words in (telling.who(case), case.question, telling.zero_definition(given)):
            if words:
                paper.add_paragraph(xml_text(words))
        columns = telling.chosen([key for key, _ in COLUMNS])
        rows = ([_cell(key, telling.cells_of(row)) for key, _ in columns] for row in _counted(given.rows, step))
        if len(given.rows) > MOST_ROWS:
            paper.add_paragraph(f"The first {MOST_ROWS} of {len(given.rows)} records; the table as CSV holds all.")
        _table(paper, [title for _, title in columns], rows, [width for _, width in COLUMNS])
        step(0.7, "findings")
        _findings(paper, given)
        paper.add_heading("How times are told", 2)
        _table(paper, ("Kind of time", "Means"), telling.KINDS_OF_TIME, (50, 222))
        paper.add_heading("Sources", 2)
        for words in telling.sources(given):
            paper.add_paragraph(xml_text(words))
        paper.add_heading("This export", 2)
        _table(paper, ("What", "Words"), given.stamp.lines(), (50, 222))
        paper.save(out)


def _paper(given: Dossier) -> Paper:
    """An empty page across, without what a template knows of its author."""
    paper = Document()
    section = paper.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.left_margin = section.right_margin = Mm(12)
    section.top_margin = section.bottom_margin = Mm(12)
    style = paper.styles["Normal"]
    style.font.name, style.font.size = FONT, Pt(9)
    for name in ("Heading 1", "Heading 2"):
        paper.styles[name].font.name = FONT
    about = paper.core_properties
    about.author = xml_text(given.stamp.user)[:LONGEST]
    about.title = xml_text(f"Timeline of {given.case.title}")[:LONGEST]
    about.comments, about.last_modified_by = xml_text(given.stamp.text())[:LONGEST], ""
    about.created = about.modified = EPOCH
    return paper


def _counted(rows: Sequence[Row], step: Step) -> Iterator[Row]:
    """The rows that are written, telling now and then how far it is."""
    for number, row in enumerate(rows[:MOST_ROWS]):
        if number % 100 == 0:
            step(0.2 + 0.5 * number / len(rows), "records")
        yield row


def _findings(paper: Paper, given: Dossier) -> None:
    found = telling.matrix(given)
    loose = list(telling.loose_findings(given.case))
    if not found.rows and not loose:
        return
    paper.add_heading("Findings by study", 2)
    if found.rows:
        rows = ((name, *map(finding_words, cells)) for name, cells in found.rows)
        _table(paper, ("Finding", *found.titles), rows, [44, *[228 / len(found.titles)] * len(found.titles)])
    for words in loose:
        paper.add_paragraph(xml_text(words))


def _cell(key: str, cells: Mapping[str, str]) -> str:
    """A cell; the time with its end, the event with its term in full, the value with what was received."""
    second = {
        "words": "\n".join(filter(None, (telling.dated(cells), f"until {cells['until']}" if cells["until"] else ""))),
        "event": cells["term"],
        "value": f"received: {cells['received']}" if cells["received"] else "",
        "state": f"not reported: {cells['missing']}" if cells["missing"] else "",
        "details": f"to check: {cells['check']}" if cells["check"] else "",
    }
    return "\n".join(part for part in (cells[key], second.get(key, "")) if part)


def _table(paper: Paper, heads: Sequence[str], rows: Iterable[Sequence[str]], widths: Sequence[float]) -> None:
    table = paper.add_table(rows=1, cols=len(heads))
    table.style = "Table Grid"
    table.autofit = False
    _fill(table.rows[0], heads, bold=True)
    _repeat_head(table)
    for cells in rows:
        _fill(table.add_row(), cells)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)


def _fill(row: _Row, cells: Sequence[str], *, bold: bool = False) -> None:
    for cell, words in zip(row.cells, cells, strict=True):
        run = cell.paragraphs[0].add_run(xml_text(words))
        run.bold, run.font.size = bold, Pt(7.5)


def _repeat_head(table: Table) -> None:
    """The first row stands again on every page."""
    properties = table.rows[0]._tr.get_or_add_trPr()
    mark = OxmlElement("w:tblHeader")
    mark.set(qn("w:val"), "true")
    properties.append(mark)


EXPORTER = CareDocx()
