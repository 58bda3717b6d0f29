"""What people do beside the screen of a room: prepare a story, follow it in their own window, write down a decision,
tie a code back to its case."""

from tests.browser.conftest import until
from tests.browser.room import NOW, at


def test_a_story_is_changed_by_keys_kept_with_the_case_and_told_in_both_windows(open_page, room_server, axe):
    page = open_page("/cases/changed?event=P1-15&pin=P1-16", server=room_server)
    page.locator("#timeline[data-drawn]").wait_for()
    page.locator("[data-act=story]").click()
    page.locator(".story-view").first.wait_for()
    before = page.locator(".story-view").count()
    page.get_by_role("button", name="Add the view you come from").press("Enter")
    until(page, f"document.querySelectorAll('.story-view').length === {before + 1}")
    page.locator(f"[data-focus='↑-{before}']").focus()
    for place in range(before, 0, -1):
        page.keyboard.press("Enter")
        until(page, f"document.activeElement.dataset.focus === '{'↑' if place > 1 else '↓'}-{place - 1}'")
    assert page.locator(".story-view strong").first.inner_text().startswith("CT 1 (")
    page.locator("#story-own-0").fill("What did the first scan show?")
    page.keyboard.press("Tab")
    until(page, "document.getElementById('story-own-0').value === window.dash_clientside.story.now.views[0].own")
    page.locator("#story-notes-0").fill("Wait for the pictures.")
    page.keyboard.press("Tab")
    until(page, "window.dash_clientside.story.now.views[0].notes !== ''")
    page.get_by_role("button", name="Drop: Outcome").press("Enter")
    until(page, f"document.querySelectorAll('.story-view').length === {before}")
    assert axe(page) == []
    (
        page.locator("#story-read") if page.locator("#story-read").count() else page.get_by_role("link", name="Present")
    ).click()
    at(page, 1)
    assert page.locator(".present-own").inner_text() == "What did the first scan show?"
    assert page.locator(".present-pictures img").count() == 1 and "Wait for the pictures." not in page.content()
    with page.expect_popup() as opened:
        page.keyboard.press("n")
    notes = opened.value
    notes.get_by_text("Wait for the pictures.").wait_for()
    until(notes, "document.querySelector('#notes-after h2') !== null")
    following = notes.locator("#notes-after h2").inner_text()
    notes.keyboard.press("PageDown")
    at(page, 2)
    assert page.locator(".present-words h2").inner_text() == following
    page.keyboard.press("PageDown")
    until(notes, "document.getElementById('notes-at').textContent.startsWith('View 3')")
    notes.get_by_role("button", name="Black").click()
    until(page, "!document.getElementById('present-black').hidden")
    until(notes, "document.getElementById('notes-at').textContent.includes('black')")
    notes.reload()
    until(notes, "document.getElementById('notes-at')?.textContent.startsWith('View 3')")
    assert notes.locator("#notes-spent").inner_text() and "changed" not in notes.url
    notes.close()


def test_a_chair_ties_the_code_back_on_demand(open_page, room_server):
    page = open_page("/codes", server=room_server)
    assert "Case 1" not in page.content()
    page.locator("#codes-show").click()
    page.get_by_role("link", name="Case 1").wait_for()
    page.reload()
    page.locator("#codes-show").wait_for()
    assert "Case 1" not in page.content()


def test_a_decision_is_written_in_front_of_the_room_and_found_again(presented, open_page, room_server):
    page = presented("case-2")
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.keyboard.press("PageDown")
    at(page, 2)
    page.keyboard.press("d")
    page.locator("#decision-recommendation").click()
    page.keyboard.type("Biopsy. b")
    page.get_by_text("Draft kept").wait_for()
    sizes = "[...document.querySelectorAll('#decision-box *')].map(n => parseFloat(getComputedStyle(n).fontSize))"
    assert min(page.evaluate(sizes)) >= 24 and page.evaluate(f"{NOW}.at") == 1
    page.reload()
    at(page, 2)
    page.keyboard.press("d")
    page.locator("#decision-recommendation").wait_for()
    assert page.locator("#decision-recommendation").input_value() == "Biopsy. b"
    page.get_by_role("button", name="Save the decision").click()
    page.locator("#decision-box").wait_for(state="hidden")
    assert page.evaluate(f"{NOW}.black") is False and "Case 2" not in page.content()
    assert not [url for url in asked if "case-2" in url]
    page.close()
    again = open_page("/cases/case-2", server=room_server)  # a room is not told what nobody has read for names
    again.locator("#timeline[data-drawn]").wait_for()
    again.keyboard.press("d")
    again.get_by_label("Other decisions on this case").select_option(index=1)
    again.get_by_text("Saved by local user").wait_for()
    assert again.locator("#decision-recommendation").input_value() == "Biopsy. b"
