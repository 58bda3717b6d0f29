"""A board from preparation to the next meeting: an agenda by keyboard, a decision that survives reloads and closed
browsers, two people who write at once, and what is new when the case comes back."""

import shutil
from collections.abc import Iterator

import pytest

from tests.browser.conftest import ROOT, serving, until

QUESTION = "Is intrathecal therapy to go on?"
RECOMMENDED = "Go on with intrathecal therapy; MRI in 6 weeks"


@pytest.fixture(scope="module")
def board_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server of its own: what is decided here changes the cases."""
    folder = tmp_path_factory.mktemp("board")
    shutil.copytree(ROOT / "data" / "cases", folder / "cases")
    with serving(folder, TIMELINE_CASES_DIR=str(folder / "cases")) as address:
        yield address


def add_case(page, case):
    """Types a case into the agenda."""
    page.fill(".agenda-add input", case)
    page.keyboard.press("Enter")
    page.locator(f'[data-agenda-case="{case}"]').wait_for()


def make_meeting(page, title, day=""):
    """A new meeting with case 1, by keyboard; the address of its agenda."""
    page.locator(".meeting-form").wait_for()
    if day:
        page.fill("[name=date]", day)
    page.fill("[name=title]", title)
    page.keyboard.press("Enter")
    page.locator(".agenda-add").wait_for()
    add_case(page, "case-1")
    return page.url


def press(page, key, wanted):
    """Presses a key until what it opens is there."""
    page.keyboard.press(key)
    page.locator(wanted).wait_for()


def drawn(page):
    """Waits for timeline and bar."""
    page.locator("#timeline[data-drawn]").wait_for()
    until(page, "Boolean(window.dash_clientside.board.now)")


def prepare(page):
    """A meeting of both cases with a question, minutes and another order."""
    agenda = make_meeting(page, "Tumor board")
    add_case(page, "case-2")
    page.fill('[data-agenda-case="case-1"] textarea', QUESTION)
    page.keyboard.press("Tab")
    until(page, "document.getElementById('agenda-said').textContent === 'Saved.'")
    page.fill('[data-agenda-case="case-1"] [data-field=minutes]', "8")
    page.keyboard.press("Tab")
    until(page, "document.querySelector('.agenda-total').textContent.startsWith('2 cases, 13 min')")
    page.locator('[data-agenda-case="case-2"] [data-field=place]').focus()
    page.keyboard.press("Alt+ArrowUp")
    until(page, "document.querySelector('.agenda-row').dataset.agendaCase === 'case-2'")
    assert page.evaluate("document.activeElement.dataset.field") == "place"
    page.keyboard.press("Alt+ArrowDown")
    until(page, "document.querySelector('.agenda-row').dataset.agendaCase === 'case-1'")
    return agenda


def look_up(page):
    """Ticks an item of the checklist and writes a review note."""
    press(page, "k", "#board-panel[open]")
    page.locator('[data-item="imaging"]').select_option("present")
    until(page, "document.querySelector('#board-panel h3').textContent === 'Checklist: 3 missing'")
    page.fill('#board-panel [aria-label="New review note"]', "The second scan came late.")
    page.get_by_role("button", name="Add the note").click()
    page.locator(".board-note .board-by").wait_for()


def decide(page, axe):
    """Writes a decision, reloads midway, and saves it."""
    press(page, "d", "#decision-recommendation")
    assert page.input_value("#decision-question") == QUESTION
    page.fill("#decision-recommendation", RECOMMENDED)
    until(page, "document.getElementById('decision-said').textContent.startsWith('Draft kept')")
    page.reload()
    drawn(page)
    press(page, "d", "#decision-recommendation")
    assert page.input_value("#decision-recommendation") == RECOMMENDED
    assert axe(page) == []
    page.fill("#decision-owner", "Dr. Ahn")
    page.keyboard.press("Control+Enter")
    until(page, "document.querySelector('#board-bar').textContent.includes('Decision ✓')")
    until(page, "window.dash_clientside.timeline.now.events.some(one => one.id.startsWith('decision-'))")


def test_a_board_decides_and_finds_everything_again(board_server, open_page, axe):
    page = open_page("/meetings", server=board_server)
    agenda = prepare(page)
    assert axe(page) == []
    page.emulate_media(media="print")
    printed = page.locator(".agenda-print")
    assert printed.is_visible() and not page.locator(".agenda-cases").is_visible()
    assert QUESTION in printed.inner_text() and "Patient's view" in printed.inner_text()
    page.emulate_media(media="screen")

    page.get_by_role("link", name="Begin with the first case to discuss").click()
    drawn(page)
    bar = page.locator("#board-bar")
    assert QUESTION in bar.inner_text() and "1 of 2" in bar.inner_text() and "4 missing" in bar.inner_text()
    look_up(page)
    assert axe(page) == []
    page.get_by_role("button", name="Close").click()
    decide(page, axe)
    assert page.locator(".board-standing").input_value() == "discussed"
    page.keyboard.press("n")
    page.wait_for_url("**/cases/case-2?meeting=*")
    page.context.close()

    again = open_page(agenda.removeprefix(board_server), server=board_server)
    row = again.locator('[data-agenda-case="case-1"]')
    row.wait_for()
    assert f"Decision: {RECOMMENDED}" in row.inner_text() and "3 missing" in row.inner_text()
    row.get_by_role("link").click()
    drawn(again)
    again.locator("#table-box summary").click()
    event = "document.querySelector('#event-table tr[data-row^=decision-]')"
    until(again, f"Boolean({event})")
    assert "owner: Dr. Ahn" in again.evaluate(f"{event}.textContent")
    assert "The second scan came late." not in again.locator("#event-table").inner_text()


def test_two_people_write_at_once_and_a_reading_again_brings_nothing_new(board_server, open_page, watches):
    first = open_page("/meetings", server=board_server)
    make_meeting(first, "Second board", "2026-01-05")
    first.locator(".agenda-title").click()
    drawn(first)
    second = open_page(first.url.removeprefix(board_server), server=board_server)
    drawn(second)
    for page, words in ((first, "Stop"), (second, "Go on")):
        press(page, "d", "#decision-recommendation")
        page.fill("#decision-recommendation", words)
    first.keyboard.press("Control+Enter")
    until(first, "document.querySelector('#board-bar').textContent.includes('Decision ✓')")
    watches[1].expected = ("status of 409",)  # the answer that holds both versions
    second.keyboard.press("Control+Enter")
    second.locator("#decision-both:not([hidden])").wait_for()
    told = second.locator("#decision-both").inner_text()
    assert "Yours: Go on" in told and "Theirs: Stop" in told
    second.get_by_role("button", name="Save what stands in the form").click()
    until(second, "!document.getElementById('decision-box').open")
    press(second, "d", ".decision-earlier")
    second.locator(".decision-earlier summary").click()
    until(second, "document.querySelectorAll('.decision-versions li').length === 2")
    second.keyboard.press("Escape")

    third = open_page("/meetings", server=board_server)
    make_meeting(third, "Third board", "2026-02-05")
    third.locator(".agenda-title").click()
    drawn(third)
    third.keyboard.press("S")
    until(third, "document.getElementById('timeline-said').textContent.includes('nothing is new')")


def test_in_front_of_a_room_a_decision_names_nobody(board_server, open_page):
    page = open_page("/meetings", server=board_server)
    make_meeting(page, "Board of today")
    add_case(page, "case-2")
    page.goto(f"{board_server}/cases/case-1/present?unread=1")
    page.locator(".present-stage[data-view]").wait_for()
    press(page, "d", "#decision-recommendation")
    assert "Board of today" in page.locator("#decision-box").inner_text()
    page.fill("#decision-recommendation", "Ask again")
    until(page, "document.getElementById('decision-said').textContent.startsWith('Draft kept')")
    page.reload()
    page.locator(".present-stage[data-view]").wait_for()
    press(page, "d", "#decision-recommendation")
    assert page.input_value("#decision-recommendation") == "Ask again"
    nodes = "[...document.querySelectorAll('#decision-box *')]"
    smallest = f"Math.min(...{nodes}.map(n => parseFloat(getComputedStyle(n).fontSize)))"
    assert page.evaluate(smallest) >= 24
    page.keyboard.press("Control+Enter")
    until(page, "!document.getElementById('decision-box').open")
    assert "case-1" not in page.content()
    here = page.locator(".present-stage").get_attribute("data-code")
    page.keyboard.press(">")
    page.wait_for_url(lambda url: here not in url)
    assert "case-2" not in page.url
