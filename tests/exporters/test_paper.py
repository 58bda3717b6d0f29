"""Print, slides, Word and CSV of both cases, read by programs that are not ours: all facts, nothing on one another."""

import csv
import io
import struct
import subprocess
import zipfile
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest
from docx import Document
from PIL import Image
from pptx import Presentation
from pptx.util import Emu, Pt

from dashboard.domain.events import Event, Kind
from dashboard.domain.story import story_of
from dashboard.domain.when import parse_when
from dashboard.errors import Refused
from dashboard.exporters import care_csv, care_docx, print_pdf, slides_pptx, timeline_png, timeline_svg
from dashboard.exporters._telling import COLUMNS
from dashboard.exporters.base import Dossier
from tests.exporters.dossiers import STAMP, dossier, plainly, shipped, with_pictures, written
from tests.exporters.reading import as_pdf, flat, missing, needs_office, needs_poppler, pages_of, text_of

SHIPPED = ("case-1", "case-2")
HOSTILE = "=cmd|' /C calc'!A0 \x0b \u202e <b>&amp;</b> 中文 \U0001f600 " + "long " * 900


def put(data: bytes, path: Path) -> Path:
    path.write_bytes(data)
    return path


def hostile() -> Dossier:
    """A case whose texts try to break whatever holds them."""
    case = shipped("case-1")
    spoiled = Event("H1", Kind.NOTE, HOSTILE, parse_when("3"), note=HOSTILE, source=HOSTILE, details={"label": HOSTILE})
    return dossier(
        replace(case, title=HOSTILE[:40], question=HOSTILE, diagnosis=HOSTILE, events=(*case.events, spoiled))
    )


@needs_poppler
@pytest.mark.parametrize("name", SHIPPED)
@pytest.mark.parametrize("paper", ["A4", "A3"])
def test_a_print_holds_every_fact_on_pages_where_nothing_overlaps(name: str, paper: str, tmp_path: Path) -> None:
    given = with_pictures(name)
    pdf = put(written(print_pdf.EXPORTER, given, paper=paper), tmp_path / "a.pdf")
    text = text_of(pdf)
    assert missing(given, text) == []
    pages = pages_of(pdf)
    assert [fault for page in pages for fault in page.faults()] == []
    assert round(pages[0].width / 72 * 25.4) == {"A4": 297, "A3": 420}[paper]
    for number, page in enumerate(pages, start=1):
        words = " ".join(word.text for word in page.words)
        assert f"page {number} of {len(pages)}" in words and given.case.title in words and "IDENTIFIED" in words
        assert STAMP.made in words and STAMP.fingerprint in words and "day 0: pediatrician visit" in words
    assert f"Day 0 is the {given.stamp.zero}." in text
    assert all(reading.split(" [")[0] in text for issue in given.case.issues for reading in issue.readings)


@needs_poppler
def test_a_print_is_legible_in_grey(tmp_path: Path) -> None:
    pdf = put(written(print_pdf.EXPORTER, with_pictures("case-1")), tmp_path / "a.pdf")
    subprocess.run(["pdftoppm", "-gray", "-r", "100", "-l", "1", "-singlefile", pdf, tmp_path / "a"], check=True)
    grey = Image.open(tmp_path / "a.pgm")
    levels = grey.histogram()
    assert sum(levels[:90]) > 8000, "letters and marks are dark"
    assert sum(levels[250:]) > 0.75 * grey.width * grey.height, "on a ground that is white"


@needs_poppler
@pytest.mark.parametrize("zero", ["P2-25", "clock:therapy day"])
def test_a_print_counts_from_the_chosen_day(zero: str, tmp_path: Path) -> None:
    given = with_pictures("case-2", zero)
    text = text_of(put(written(print_pdf.EXPORTER, given), tmp_path / "a.pdf"))
    assert f"Day 0 is the {given.stamp.zero}." in text
    assert all(flat(row.cells["words"]) in text for row in given.rows)


def tall(count: int) -> Dossier:
    """A shipped case with so many analytes besides, each with a row of its own."""
    case = shipped("case-1")
    many = [
        Event(f"L{at}", Kind.LAB, f"Analyte {at}", parse_when("5"), details={"label": f"analyte number {at}"})
        for at in range(count)
    ]
    return dossier(replace(case, events=(*case.events, *many)))


@needs_poppler
def test_lanes_that_are_taller_than_a_page_go_on_over_pages(tmp_path: Path) -> None:
    given = tall(150)
    pdf = put(written(print_pdf.EXPORTER, given), tmp_path / "a.pdf")
    drawn = [word.text for page in pages_of(pdf) for word in page.words if word.y1 - word.y0 < 9]
    assert {str(at) for at in range(150)} <= set(drawn)
    assert "continued" in drawn
    assert [fault for page in pages_of(pdf)[:2] for fault in page.faults()] == []


@needs_poppler
def test_no_text_breaks_a_print(tmp_path: Path) -> None:
    text = text_of(put(written(print_pdf.EXPORTER, hostile()), tmp_path / "a.pdf"))
    assert "<b>&amp;</b>" in text and "[U+4E2D][U+6587]" in text and "[U+1F600]" in text and "[U+000B]" in text
    assert text.count("long") > 1500


@pytest.mark.parametrize("name", SHIPPED)
def test_slides_are_those_of_the_story_with_native_text_and_notes(name: str) -> None:
    given = with_pictures(name)
    deck = Presentation(io.BytesIO(plainly(slides_pptx.EXPORTER, name)))
    views = story_of(given.case, given.placed)
    slides = list(deck.slides)
    assert len(slides) >= len(views) + 4
    for view, slide in zip(views, slides[2:], strict=False):
        words = flat(" ".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame))
        pictures = [shape for shape in slide.shapes if shape.shape_type == 13]
        assert len(pictures) == len(view.studies) + 1
        assert all(one._element.nvPicPr.cNvPr.get("descr") for one in pictures)
        notes = slide.notes_slide.notes_text_frame.text
        assert view.sentence in notes and all(f"row {event_id}" in notes for event_id in view.events)
        assert "last count: " in words and "therapy: " in words and given.case.question in words
    (table,) = [shape.table for slide in slides for shape in slide.shapes if shape.has_table][:1]
    cells = [[cell.text for cell in row.cells] for row in table.rows]
    assert cells[0][0] == "Finding" and {finding.finding for finding in given.case.findings if finding.study} >= {
        row[0] for row in cells[1:]
    }
    every = slides[1].notes_slide.notes_text_frame.text
    assert all(f"row {row.id}" in every for row in given.rows)


def test_a_timeline_that_is_taller_than_a_slide_goes_on_over_slides(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(slides_pptx, "MOST_TIMELINES", 1)
    slides = list(Presentation(io.BytesIO(written(slides_pptx.EXPORTER, tall(400)))).slides)
    told = [
        shape._element.nvPicPr.cNvPr.get("descr") for one in slides for shape in one.shapes if shape.shape_type == 13
    ]
    parts = [words for words in told if words.startswith("Timeline of")]
    assert len(parts) == 1 and ", part 1 of " in parts[0]
    words = [shape.text_frame.text for shape in slides[2].shapes if shape.has_text_frame]
    assert any("more slides: the PDF holds all of them" in one for one in words)
    assert "row L399" in slides[1].notes_slide.notes_text_frame.text


@pytest.mark.parametrize("name", SHIPPED)
def test_no_box_of_a_slide_lies_on_another_and_no_letter_is_too_small(name: str) -> None:
    deck = Presentation(io.BytesIO(plainly(slides_pptx.EXPORTER, name)))
    for slide in deck.slides:
        boxes = [(shape.left, shape.top, shape.left + shape.width, shape.top + shape.height)
                 for shape in slide.shapes if shape.height]  # fmt: skip
        for at, one in enumerate(boxes):
            assert one[0] >= 0 and one[1] >= 0 and one[2] <= deck.slide_width and one[3] <= deck.slide_height
            for other in boxes[at + 1 :]:
                dx, dy = min(one[2], other[2]) - max(one[0], other[0]), min(one[3], other[3]) - max(one[1], other[1])
                assert dx <= Emu(6350) or dy <= Emu(6350), (one, other)
        runs = [run for shape in slide.shapes if shape.has_text_frame
                for paragraph in shape.text_frame.paragraphs for run in paragraph.runs if run.text.strip()]  # fmt: skip
        assert all(run.font.size >= Pt(12) for run in runs), "24 px on a screen of 1080 lines"


@needs_office
@needs_poppler
@pytest.mark.parametrize("name", SHIPPED)
def test_libreoffice_shows_the_slides_as_they_were_meant(name: str, tmp_path: Path) -> None:
    given = with_pictures(name)
    pdf = as_pdf(put(plainly(slides_pptx.EXPORTER, name), tmp_path / "a.pptx"), tmp_path)
    pages = pages_of(pdf)
    assert len(pages) == len(Presentation(tmp_path / "a.pptx").slides)
    assert [fault for page in pages for fault in page.faults()] == []
    text = text_of(pdf)
    assert given.case.question in text and "pediatrician visit" in text and STAMP.fingerprint in text
    words = [one.word for one in given.case.findings if one.study]
    assert [word for word in words if flat(word) not in text] == []


@needs_office
@needs_poppler
@pytest.mark.parametrize("name", SHIPPED)
def test_the_word_table_holds_every_fact_in_word_and_libreoffice(name: str, tmp_path: Path) -> None:
    given = dossier(shipped(name))
    file = put(written(care_docx.EXPORTER, given), tmp_path / "a.docx")
    paper = Document(str(file))
    rows = [[cell.text for cell in row.cells] for row in paper.tables[0].rows]
    assert rows[0] == ["Time", "Kind of time", "Event", "Value", "Details", "State", "Source, place"]
    assert len(rows) == len(given.rows) + 1
    by_kind = {row.cells["words"]: row.cells["time_kind"] for row in given.rows}
    assert all(row[1] == by_kind[row[0].split("\n")[0]] for row in rows[1:])
    everything = flat(" ".join(cell for row in rows for cell in row))
    pdf = as_pdf(file, tmp_path)
    text = text_of(pdf)
    assert missing(given, f"{everything} {text}") == []
    assert [fault for page in pages_of(pdf) for fault in page.faults()] == []


def test_a_very_long_record_is_cut_in_word_and_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(care_docx, "MOST_ROWS", 10)
    paper = Document(io.BytesIO(written(care_docx.EXPORTER, with_pictures("case-1"))))
    assert any("The first 10 of 44 records; the table as CSV holds all." in one.text for one in paper.paragraphs)
    assert len(paper.tables[0].rows) == 11


def test_the_csv_tells_the_kind_of_every_time_and_gives_no_day_to_what_has_none() -> None:
    given = dossier(shipped("case-2"))
    rows = list(csv.reader(io.StringIO(written(care_csv.EXPORTER, given).decode("utf-8-sig"))))
    assert rows[0] == [title for key, title in COLUMNS if key not in ("date", "age")], "no dates, no columns of dates"
    body, stamp = rows[1 : len(given.rows) + 1], rows[len(given.rows) + 2 :]
    at = {title: number for number, title in enumerate(rows[0])}
    assert [row[at["Row"]] for row in body] == [row.id for row in given.rows]
    order_only = [row for row in body if row[at["Kind of time"]].startswith("order only")]
    assert len(order_only) > 10
    assert all(not row[at["Time"]].startswith("day ") for row in order_only)
    assert dict(row[:2] for row in stamp) == dict(given.stamp.lines())


@pytest.mark.parametrize("first", ["=", "+", "-", "@", "\t=", "\r=", '"=', "'=", "\u00a0=", "＝"])
def test_no_cell_of_a_table_is_a_formula(first: str) -> None:
    case = shipped("case-1")
    spoiled = replace(case.events[0], term=f"{first}1+1", details={"label": f"{first}2+2"}, source=f"{first}3")
    given = dossier(replace(case, events=(spoiled, *case.events[1:])))
    rows = csv.reader(io.StringIO(written(care_csv.EXPORTER, given).decode("utf-8-sig")))
    cells = [cell for row in rows for cell in row if cell]
    assert not [cell for cell in cells if cell.lstrip(' "\u00a0').startswith(("=", "+", "@", "\t", "\r", "＝"))]


@pytest.mark.parametrize("module", [slides_pptx, care_docx, care_csv, timeline_svg, timeline_png])
def test_no_text_breaks_a_format(module: object, tmp_path: Path) -> None:
    data = written(module.EXPORTER, hostile())  # type: ignore[attr-defined]
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            for name in packed.namelist():
                if name.endswith((".xml", ".rels")):
                    ElementTree.fromstring(packed.read(name))
    elif data.startswith(b"<svg"):
        ElementTree.fromstring(data)
    assert len(data) > 1000


@pytest.mark.parametrize("name", SHIPPED)
def test_the_svg_has_every_name_that_is_on_the_axis_and_its_fonts_and_pictures_inside(name: str) -> None:
    given = with_pictures(name)
    data = written(timeline_svg.EXPORTER, given, paper="A3").decode()
    root = ElementTree.fromstring(data)
    assert root.attrib["width"] == "420mm"
    names = flat(" ".join(one.text or "" for one in root.iter("{http://www.w3.org/2000/svg}text")))
    for item in given.placed:
        label = item.event.detail("label")
        if label and item.time.on_axis and item.event.kind not in (Kind.TREATMENT, Kind.LAB, Kind.IMAGING):
            assert label.split(",")[0] in names
    addresses = [one.attrib["href"] for one in root.iter("{http://www.w3.org/2000/svg}image")]
    assert len(addresses) == len(given.case.studies) and all(
        one.startswith("data:image/jpeg;base64,") for one in addresses
    )
    assert "url(data:font/woff2;base64," in data and "http" not in data.replace("http://www.w3.org/2000/svg", "")
    metadata = root.find("{http://www.w3.org/2000/svg}metadata")
    assert metadata is not None and STAMP.fingerprint in (metadata.text or "")
    assert STAMP.fingerprint in names, "the stamp is printed too"


@pytest.mark.parametrize(("paper", "wide"), [("A4", 3508), ("A3", 4961)])
def test_the_png_has_the_size_of_print_and_its_stamp(paper: str, wide: int) -> None:
    data = written(timeline_png.EXPORTER, with_pictures("case-2"), paper=paper)
    image = Image.open(io.BytesIO(data))
    image.load()
    assert image.width == wide and image.format == "PNG"
    assert tuple(round(one) for one in image.info["dpi"]) == (300, 300)
    assert image.info["Comment"].startswith("case: case-2") and STAMP.fingerprint in image.info["Comment"]
    assert struct.unpack(">I", data[8:12])[0] == 13
    colours = image.convert("RGB").getcolors(1 << 24)
    assert colours and len(colours) > 500, "patterns and pictures are drawn"


def test_a_very_tall_timeline_gets_fewer_dots_and_then_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    given = with_pictures("case-2")
    monkeypatch.setattr(timeline_png, "MOST_DOTS", 2_500_000)
    image = Image.open(io.BytesIO(written(timeline_png.EXPORTER, given)))
    assert image.width * image.height <= 2_500_000 and 120 <= round(image.info["dpi"][0]) < 300
    assert abs(image.width / image.info["dpi"][0] - 297 / 25.4) < 0.02, "it is as wide on paper as before"
    monkeypatch.setattr(timeline_png, "MOST_DOTS", 1_000_000)
    with pytest.raises(Refused, match="too tall for one picture"):
        written(timeline_png.EXPORTER, given)
