"""The import page as a new user walks it: files come, the report is read, all is accepted or discarded."""

import os
import re
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import FilePayload, Page

from tests.browser.conftest import serving, until

HOSTILE = "<img src=x onerror=alert(1)>"
HEAD = (
    "sitecode,subjectid,eventseq,eventid,eventname,eventdate,formid,subjectformseq,editdatetime,eventlabel,itemname,"
    "itemvalue,itemid"
)
NAMES = (
    "SiteCode,SubjectId,EventSeq,EventId,EventName,EventDate,FormId,SubjectFormSeq,EditDateTime,EventLabel,ItemName,"
    "ItemValue,ItemId"
)


def item(day: int, form: str, name: str, value: str, item: str, seq: int = 1) -> str:
    visit = f"S1,S1_007,{day},V{day},Visit {day},2024-03-{day:02d},{form},{seq},2024-04-01 08:00:00,V"
    return f'{visit},{name},"{value}",{item}'


def table(*rows: str) -> bytes:
    return ("\n".join((HEAD, NAMES, *rows)) + "\n").encode()


LABS = table(
    *(item(day, "LBHM", "WBC", str(day), "LBHM_WBC_LBORRES") for day in range(1, 9)),
    *(item(day, "LBHM", "WBC", "10*9/L", "LBHM_WBC_LBORRESU") for day in range(1, 9)),
    item(9, "LBHM", "Flurb", "7", "LBHM_FLURB_LBORRES"),
    item(9, "LBHM", "Flurb", "bogons", "LBHM_FLURB_LBORRESU"),
)
COMPLICATIONS = table(
    item(4, "AE", "AE Name", HOSTILE, "AE_AETERM"), item(4, "AE", "Start", "2024-03-04", "AE_AESTDAT")
)
EXPORT = [
    FilePayload(name=f"{HOSTILE}_LBHM.csv", mimeType="text/csv", buffer=LABS),
    FilePayload(name="study_AE.csv", mimeType="text/csv", buffer=COMPLICATIONS),
    FilePayload(name="study_AE.csv.txt", mimeType="text/plain", buffer=b"a letter"),
]


@pytest.fixture(scope="session")
def import_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server of its own, as these tests change what is stored."""
    with serving(tmp_path_factory.mktemp("import-server")) as address:
        yield address


@pytest.fixture
def import_page(open_page: Callable[..., Page], import_server: str) -> Callable[..., Page]:
    """`import_page(size, theme)`: the start of the page."""

    def opened(size: tuple[int, int] = (1920, 1080), theme: str = "light") -> Page:
        page = open_page("/import", size=size, theme=theme, server=import_server)
        page.locator(".importing-drop").wait_for()
        return page

    return opened


def sent(page: Page, files: list[FilePayload]) -> Page:
    """The report of these files."""
    page.locator("input[type=file]").first.set_input_files(files)
    page.locator("[data-shown=ready]").wait_for(timeout=60_000)
    return page


def cells(page: Page, part: str) -> list[list[str]]:
    rows = page.locator(f"[data-part={part}] > .importing-scroll tbody tr")
    return [[cell.strip() for cell in row.locator("td").all_inner_texts()] for row in rows.all()]


def library(page: Page) -> list[str]:
    return [one["id"] for one in page.evaluate("fetch('/library.json').then(got => got.json())")["cases"]]


def test_a_report_is_read_before_anything_is_stored_and_then_all_of_it_is(import_page, axe, watches):
    page = sent(import_page(), EXPORT)
    assert library(page) == ["case-1", "case-2"]
    assert "Nothing is stored yet" in page.get_by_role("heading", level=2).first.inner_text()
    numbers = [int(text) for text in re.findall(r"\d+", page.get_by_role("group", name="Rows").inner_text())]
    assert numbers[0] == sum(numbers[1:]) > 0
    assert cells(page, "left") == [["second row of names", "2"]]
    assert [row[1] for row in cells(page, "codes")] == ["bogons"]
    assert cells(page, "cases") == [["viedoc-S1_007", "new", "10", "0", "0", "0"]]
    assert "_LBHM.csv" in " ".join(" ".join(row) for row in cells(page, "read-as"))
    assert page.locator("img[src='x']").count() == 0
    until(page, "document.querySelector('.importing-picture')?.naturalWidth > 500")
    assert ["Leukocytes", "lab", "8"] in cells(page, "lanes")
    assert cells(page, "curves")[0][0] == "Flurb"
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    watches[0].expected = ("422",)
    page.get_by_label("What bogons means").fill("bogus")
    page.get_by_label("What bogons means").press("Tab")
    page.locator("#importing-said", has_text='"bogus" is no unit').wait_for()
    page.reload()  # the job is in the address
    until(page, "document.querySelector('.importing-picture')?.naturalWidth > 500")
    accept = page.get_by_role("button", name="Accept all")
    accept.focus()
    page.keyboard.press("Enter")
    page.locator("[data-shown=accepted]").wait_for(timeout=60_000)
    assert re.search(r"Accepted, \d+ s after the upload began", page.get_by_role("heading", level=2).first.inner_text())
    page.get_by_role("link", name="viedoc-S1_007").click()
    page.locator("#timeline[data-drawn='viedoc-S1_007']").wait_for()
    assert HOSTILE in page.locator("#timeline").inner_text() or page.locator("img[src='x']").count() == 0


def test_what_is_discarded_is_not_there_and_the_log_tells_of_it(import_page, axe):
    page = sent(import_page((1366, 768), "dark"), EXPORT[1:2])
    before = library(page)
    until(page, "document.querySelector('.importing-picture')?.naturalWidth > 500")
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    page.get_by_role("button", name="Discard all").click()
    page.locator("[data-shown=discarded]").wait_for()
    assert library(page) == before
    page.get_by_role("button", name="Another import").click()
    assert page.locator(".importing-log tbody tr").first.inner_text().count("discarded") == 1
    assert axe(page) == []


def test_what_nothing_knows_is_said_and_files_can_be_added(import_page):
    page = import_page()
    page.locator("input[type=file]").first.set_input_files(EXPORT[2:])
    page.locator(".importing-problem", has_text="Nothing in these files can be imported").wait_for()
    assert page.locator("[data-shown=receiving]").count() == 1
    page.get_by_role("button", name="Discard").click()
    page.locator("[data-shown=discarded]").wait_for()


def described(page: Page) -> list[list[str]]:
    """The events of the first rows, once the last change has been tried."""
    result = "document.querySelector('#wizard-result')"
    until(page, f"{result}?.dataset.asked && !{result}.hasAttribute('aria-busy')", 60)
    return cells(page, "events")


def test_a_table_that_nothing_knows_is_described_kept_and_put_into_a_case_begun_by_hand(import_page, axe, watches):
    page = import_page((1366, 768))
    watches[0].expected = ("404", "422")  # a case is still being drawn when the files are read again
    page.get_by_label("Code name").fill("heron")
    page.get_by_label("Age (years)").fill("9")
    page.get_by_label("Question to the board").fill("Operate?")
    page.get_by_label("Question to the board").press("Enter")
    page.get_by_role("link", name="Open heron").wait_for()
    table = f"Pat-Nr;Datum;Leukozyten (G/L);Notiz\n7;13.02.2024;10,5;{HOSTILE}\n7;14.02.2024;3,5;\n"
    sent(page, [FilePayload(name="blut.csv", mimeType="text/csv", buffer=table.encode())])
    assert "no mapping knows its columns" in cells(page, "refused")[0][3].lower()
    page.get_by_role("button", name="Describe the tables").click()
    described(page)
    asked = page.locator("#wizard-result .importing-problem").all_inner_texts()
    assert len(asked) == 2 and "day first" in asked[0] and "decimal comma" in asked[1]
    page.get_by_label("Dates are").select_option("day first")
    page.get_by_label("Decimal mark is").select_option("comma")
    page.get_by_label("What Notiz is").select_option("shown beside it")
    page.locator("#wizard-result tr", has_text="10,5 G/L").wait_for(timeout=60_000)
    page.wait_for_timeout(600)
    assert described(page)[0][:5] == ["7", "2024-02-13 (day 0)", "laboratory values", "Leukozyten", "10,5 G/L"]
    assert page.locator("img[src='x']").count() == 0
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    page.get_by_label("Name of the source").fill("blood")
    page.wait_for_timeout(600)
    described(page)
    page.get_by_role("button", name="Keep for next time").click()
    page.locator("#importing-said", has_text="Kept as blood").wait_for()
    with page.expect_download() as download:
        page.get_by_role("button", name="Save as TOML").click()
    written = tomllib.loads(Path(download.value.path()).read_text(encoding="utf-8"))
    assert (written["name"], written["text"]) == ("blood", {"dates": "day first", "decimal": "comma"})
    page.get_by_role("button", name="Read with this description").click()
    page.locator("[data-shown=ready]").wait_for(timeout=60_000)
    page.get_by_label("All of it belongs to").select_option("heron")
    page.get_by_role("button", name="Read again so").click()
    page.locator("[data-shown=reading]").or_(page.locator("[data-shown=ready]")).first.wait_for()
    until(page, "document.querySelector('[data-shown=ready] [data-part=cases]')?.innerText.includes('heron')", 60)
    assert cells(page, "cases")[0][:3] == ["heron", "changes", "2"]
    page.get_by_role("button", name="Accept all").click()
    page.locator("[data-shown=accepted]").wait_for(timeout=60_000)
    page.get_by_role("link", name="heron", exact=True).click()
    page.locator("#timeline[data-drawn=heron]").wait_for()
    assert "Operate?" in page.locator(".case-header").inner_text()
    assert page.locator("img[src='x']").count() == 0


@pytest.mark.skipif("TIMELINE_SAMPLES" not in os.environ, reason="TIMELINE_SAMPLES names no folder of sample data")
def test_the_wizard_as_a_new_user_with_the_export_of_a_trial(import_page):
    folder = Path(os.environ["TIMELINE_SAMPLES"]) / "trial_clinsight"
    page = import_page()
    page.locator("input[type=file]").nth(1).set_input_files(folder)
    page.locator("[data-shown=ready]").wait_for(timeout=90_000)
    assert len(cells(page, "cases")) == 25
    page.get_by_role("button", name="Describe the tables").click()
    page.get_by_role("button", name="Read them as viedoc").wait_for()
    events = described(page)
    assert {row[2] for row in events} >= {"complications", "treatments", "laboratory values"}
    page.get_by_label("Name of the source").fill("trial")
    page.get_by_role("button", name="Read with this description").click()
    page.locator("[data-shown=reading]").wait_for(timeout=60_000)
    page.locator("[data-shown=ready]").wait_for(timeout=90_000)
    assert len(cells(page, "cases")) == 25 and cells(page, "cases")[0][0].startswith("trial-")
    numbers = [int(text.replace("\u202f", "")) for text in page.locator(".importing-sum b").all_inner_texts()]
    assert numbers[0] == sum(numbers[1:]) and numbers[3] == 0
    page.get_by_role("button", name="Discard all").click()
    page.locator("[data-shown=discarded]").wait_for()
