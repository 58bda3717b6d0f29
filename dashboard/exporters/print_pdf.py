"""The case on paper, A4 or A3: timeline, findings by study, every record, known issues, sources. All of it is text."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, BinaryIO, Final

from reportlab.platypus import KeepTogether, PageBreak

from dashboard.domain.telling import finding_words
from dashboard.exporters import _telling as telling
from dashboard.exporters._pages import TITLE, Numbered, Pages, Picture, gap, table, words
from dashboard.exporters._picture import PAPERS, laid_out
from dashboard.exporters.base import Dossier, Step
from dashboard.figures.frame import AXIS_PX
from dashboard.figures.legend import drug_pieces, legend_pieces
from dashboard.figures.printed import Printed, page_scenes
from dashboard.figures.scene import Scene, all_moved
from dashboard.figures.theme import LIGHT

MOST_ROWS: Final = 5000
MOST_STUDIES: Final = 8
LEGEND_POINTS: Final = 44.0
FINER: Final = (1.0, 1.07, 1.14, 1.2)  # how much smaller a timeline may be printed so that it stays on one page
COLUMNS: Final = (("order", 4), ("words", 13), ("time_kind", 8), ("until", 8), ("event", 20), ("state", 7),
                  ("value", 9), ("details", 22), ("check", 8), ("missing", 8), ("place", 9), ("id", 6))  # fmt: skip


class PrintPdf:
    """A document to print and to keep."""

    name = "pdf"
    title = "Print, PDF"
    about = "Timeline, findings, every record and its sources on paper, legible in grey."
    suffix = ".pdf"
    media_type = "application/pdf"
    choices: Mapping[str, Sequence[str]] = {"paper": ("A4", "A3")}

    def write(self, given: Dossier, out: BinaryIO, step: Step) -> None:
        """All pages."""
        paper = given.choices["paper"]
        pages = Pages(out, given, paper)
        pages.progressCallback = _progress(step)
        story: list[Any] = [*_timeline(given, pages, paper, step)]
        step(0.5, "tables")
        for part in (_told, _findings, _records, _issues, _sources):
            story += part(given, pages.room)
        pages.build(story, canvasmaker=Numbered)


def _progress(step: Step) -> Any:
    def call(kind: str, _: object) -> None:
        if kind == "PAGE":
            step(0.8, "pages")

    return call


def _timeline(given: Dossier, pages: Pages, paper: str, step: Step) -> Iterator[Any]:
    """The timeline on one page, printed a little smaller where that helps, else cut between lanes; then the legend."""
    printed = _fitting(given, pages, PAPERS[paper][2], step)
    yield words(telling.zero_definition(given))
    for scene in page_scenes(printed, _px(pages, printed.view.width)):
        yield Picture(scene, pages.room)
    yield _legend(printed, pages, PAPERS[paper][2])
    yield words(_sum(printed))
    yield gap(8)


def _fitting(given: Dossier, pages: Pages, width: float, step: Step) -> Printed:
    """The timeline so wide that it stays on one page, with its legend if that can be; as given where it cannot."""
    for reserved in (LEGEND_POINTS, 0.0):
        for finer in FINER:
            wide = width * finer
            room = _px(pages, wide) - reserved * wide / pages.room
            printed = laid_out(given, wide, room, step)
            if printed.height <= room:
                return printed
    return laid_out(given, width, AXIS_PX, step)


def _px(pages: Pages, width: float) -> float:
    """How many px of a scene that is `width` px wide a page holds below the line that says what day 0 is."""
    return (pages.tall - 16) * width / pages.room


def _legend(printed: Printed, pages: Pages, width: float) -> Picture:
    legend, tall = legend_pieces(LIGHT, width)
    drugs, more = drug_pieces(LIGHT, printed.drug_classes, width)
    pieces = (*all_moved(legend, 0, 6), *all_moved(drugs, 0, tall + 8))
    return Picture(Scene(width, tall + more + 12, LIGHT.bg, pieces), pages.room)


def _sum(printed: Printed) -> str:
    """What became of every row."""
    numbers = printed.numbers
    curve = {"between": "between the points of a curve"} if numbers["between"] else {}
    counted = {"drawn": "drawn", **curve, "outside": "outside the window", "timeless": "without a time",
               "refused": "refused", "hidden": "in hidden or folded lanes"}  # fmt: skip
    told = " + ".join(f"{numbers[key]} {meaning}" for key, meaning in counted.items())
    return f"{numbers['read']} rows read = {told}."


def _told(given: Dossier, room: float) -> Iterator[Any]:
    """The story that a presenter has kept; one by rule says nothing that the records do not."""
    if not given.story:
        return
    rows = [(str(at), view.title, view.own, view.sentence) for at, view in enumerate(given.story, start=1)]
    widths = [room * share for share in (0.05, 0.2, 0.3, 0.45)]
    yield words("The story, as it is presented", TITLE)
    yield table(("View", "Title", "The presenter's words", "What it tells"), rows, widths)
    yield gap(10)


def _findings(given: Dossier, room: float) -> Iterator[Any]:
    """Findings by study, eight studies side by side."""
    found = telling.matrix(given)
    for start in range(0, len(found.studies), MOST_STUDIES):
        titles = found.titles[start : start + MOST_STUDIES]
        rows = [
            (name, *(finding_words(cell) for cell in cells[start : start + MOST_STUDIES])) for name, cells in found.rows
        ]
        widths = [room * 0.16, *[room * 0.84 / len(titles)] * len(titles)]
        yield KeepTogether([words("Findings by study", TITLE), table(("Finding", *titles), rows, widths)])
        yield gap(10)
    loose = list(telling.loose_findings(given.case))
    if loose:
        yield words("Findings of scans that the source does not identify", TITLE)
        yield from map(words, loose)
    if found.studies or loose:
        yield PageBreak()


def _records(given: Dossier, room: float) -> Iterator[Any]:
    """Every record in the order of the record."""
    columns = telling.chosen([key for key, _ in COLUMNS])
    shares = [share for _, share in COLUMNS]
    widths = [room * share / sum(shares) for share in shares]
    rows = [[_cell(key, telling.cells_of(row)) for key, _ in columns] for row in given.rows[:MOST_ROWS]]
    count = len(given.rows)
    shown = f"; the first {MOST_ROWS} are printed, the table as CSV holds all" if count > MOST_ROWS else ""
    yield words(f"All records ({count}{shown})", TITLE)
    yield table([title for _, title in columns], rows, widths)
    yield gap(10)


def _cell(key: str, cells: Mapping[str, str]) -> str:
    """A cell; the time with its date, the event with its term in full, the value with what was received."""
    received = f"received: {cells['received']}" if cells["received"] else ""
    second = {"words": telling.dated(cells), "event": cells["term"], "value": received}
    return "\n".join(part for part in (cells[key], second.get(key, "")) if part)


def _issues(given: Dossier, room: float) -> Iterator[Any]:
    rows = telling.issue_rows(given.case)
    if rows:
        yield words("Contradictions and open questions of the source", TITLE)
        widths = [room * share for share in (0.09, 0.33, 0.33, 0.25)]
        yield table(("", "What", "Readings", "How it was recorded"), rows, widths)
        yield gap(10)


def _sources(given: Dossier, room: float) -> Iterator[Any]:
    """How times are told, the documents, and what was taken out of a de-identified export."""
    yield KeepTogether(
        [
            words("How times are told", TITLE),
            table(("Kind of time", "Means"), telling.KINDS_OF_TIME, [room * 0.15, room * 0.85]),
        ]
    )
    yield gap(10)
    named = telling.sources(given)
    if named:
        yield KeepTogether([words("Sources", TITLE), *map(words, named)])
    if given.case.question_source:
        yield words(f"The question: {given.case.question_source}.")
    if given.stamp.left_out:
        yield gap(10)
        yield KeepTogether([words("Not in this export", TITLE), *map(words, given.stamp.left_out)])


EXPORTER = PrintPdf()
