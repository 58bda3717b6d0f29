"""Studies side by side: what is tied to what, what is said where it cannot be, and the captions."""

import numpy as np

from tests.browser.viewing import FRAMES, canvas_of, drawn, go, server, shown, until, words

__all__ = ["server", "shown"]


def test_shift_click_and_the_menu_add_a_study_and_a_reload_brings_both_back(open_page):
    page = open_page("/cases/case-2?event=P2-29")
    page.locator("#timeline[data-drawn]").wait_for()
    page.locator(".film-picture", has_text="MRI 1").click(modifiers=["Shift"])
    drawn(page, 2)
    page.get_by_label("Compare with").select_option("mri-3")
    drawn(page, 3)
    page.reload()
    drawn(page, 3)
    assert [words(page, "tl", pane)[:5] for pane in range(3)] == ["MRI 1", "MRI 2", "MRI 3"]
    page.get_by_role("button", name="Take MRI 3 away").click()
    drawn(page, 2)


def test_studies_scroll_together_by_their_mm(shown):
    page = shown("mri-1", "mri-2", case="case-2")
    page.locator(".viewer-pane").first.hover()
    page.mouse.wheel(0, -100)
    until(page, "document.querySelectorAll('.viewer-pane canvas')[1].dataset.slice === '13'")
    assert words(page, "bl", 0) == words(page, "bl", 1) == "slice 14/24, 28.5 mm"
    page.keyboard.press("s")
    page.keyboard.press("ArrowUp")
    until(page, "document.querySelectorAll('.viewer-pane canvas')[0].dataset.slice === '14'")
    assert "slice 14/24" in words(page, "bl", 1)


def test_series_without_a_common_frame_are_not_registered_and_say_so(shown):
    page = shown("ct-axial", "mr-slope")
    go(page, "Home", 0, pane=1)
    assert "not registered" in words(page, "bl", 1)
    assert "not registered" not in words(page, "bl", 0)
    page = shown("ct-axial", "ct-coronal")
    assert "another plane" in words(page, "bl", 1)


def test_windows_are_tied_for_ct_and_free_for_mr(shown):
    page = shown("ct-axial", "ct-again")
    page.locator(".viewer-under select").first.select_option("bone")
    until(page, "document.querySelectorAll('.viewer-text.br')[1].innerText.includes('W 2500')")
    page = shown("mri-1", "mri-2", case="case-2")
    before = words(page, "br", 1)
    drag(page, 120)
    assert words(page, "br", 0) != before and words(page, "br", 1) == before
    page.get_by_role("button", name="Windows tied").click()
    drag(page, 40)
    assert words(page, "br", 0) == words(page, "br", 1) != before


def drag(page, across):
    box = page.locator(".viewer-pane").first.bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + across, y, steps=4)
    page.mouse.up()
    page.evaluate(FRAMES)


def steady(page, number):
    """The canvas once it no longer changes: the room for pictures settles when the lanes below are laid out."""
    last = canvas_of(page, number)
    for _ in range(40):
        page.wait_for_timeout(300)
        now = canvas_of(page, number)
        if np.array_equal(now, last):
            return now
        last = now
    return last


def test_zoom_and_pan_are_tied(shown):
    page = shown("ct-axial", "ct-again")
    before = steady(page, 1)
    page.keyboard.press("+")
    page.evaluate(FRAMES)
    larger = canvas_of(page, 1)
    assert (larger > 0).sum() > (before > 0).sum()
    page.keyboard.down("Shift")
    drag(page, 60)
    page.keyboard.up("Shift")
    assert not np.array_equal(canvas_of(page, 1), larger)
    page.keyboard.press("0")
    assert np.array_equal(steady(page, 1), before)


def test_the_caption_tells_what_was_true_then(shown):
    page = shown("mri-1", "mri-2", case="case-2")
    text = page.locator(".viewer-caption").nth(1).inner_text()
    for told in ("day 23", "bounded", "2 years", "412.5 × 10⁹/L", "22 to 23 days before", "end not reported",
                 "deterioration", "contrast enhancement (ring, T1)", "hemorrhage", "figure 3B"):  # fmt: skip
        assert told in text, told
    assert page.locator(".viewer-interval").inner_text().startswith("2 days")
    table = page.locator(".viewer-findings")
    assert table.locator("tbody th").all_inner_texts() == ["MRI 1", "MRI 2"]
    assert "ring, T1" in table.inner_text() and "not reported" in table.inner_text()
