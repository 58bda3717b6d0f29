"""The import page as a new user walks it: files come, the report is read, all is accepted or discarded."""

import re
from collections.abc import Callable, Iterator

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
