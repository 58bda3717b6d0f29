"""Studies side by side: what is tied to what, what is said where it cannot be, and the captions."""

import numpy as np
import pytest

from tests.browser.viewing import FRAMES, canvas_of, drag, drawn, go, server, shown, until, words

__all__ = ["server", "shown"]

# Words that do not fit their box, captions that would have to be scrolled, and words on a picture that meet.
CUT = """[...document.querySelectorAll(
  '.viewer :is(th, td, dd, dt, h2, .viewer-day, .viewer-until, .viewer-caption, .viewer-under, .viewer-series)')]
  .filter(one => one.scrollWidth > one.clientWidth + 1 && one.clientWidth || one.scrollHeight > one.clientHeight + 2 &&
    one.matches('.viewer-caption'))
  .map(one => one.className + ': ' + one.innerText.slice(0, 60))"""
OVERLAPPING = """[...document.querySelectorAll('.viewer-pane')].flatMap(pane => {
  const texts = [...pane.querySelectorAll('.viewer-text span')];
  const boxes = texts.map(one => [one.innerText, one.getBoundingClientRect()]);
  const meet = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
  return boxes.flatMap(([words, box], i) => boxes.slice(i + 1).filter(([, other]) => meet(box, other))
    .map(([others]) => words + ' on ' + others));
})"""


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


def test_windows_are_tied_for_ct_from_the_start_and_free_for_mr(shown):
    page = shown("ct-1", "ct-2", case="case-1")
    assert words(page, "br", 0).split(", ")[1] == words(page, "br", 1).split(", ")[1] == "C 40 W 80 HU"
    menus = page.locator(".viewer-windows").evaluate_all("all => all.map(one => one.selectedOptions[0].innerText)")
    assert menus == ["ILLUSTRATION 40/80", "window…"], "the menu names no window that is not shown"
    page.locator(".viewer-pane").nth(1).hover()
    go(page, "ArrowUp", 10)
    assert words(page, "br", 1).endswith("C 40 W 80 HU")
    page.get_by_role("button", name="Windows tied").click()
    until(page, "document.querySelectorAll('.viewer-text.br')[1].innerText.includes('W 60')")
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


# A digest of all canvases: the pixels of large screens are too many to be sent over each time.
DIGEST = """[...document.querySelectorAll('.viewer-pane canvas')].map(one => {
  const { width, height } = one, { data } = one.getContext('2d').getImageData(0, 0, width, height);
  const all = new Uint32Array(data.buffer);
  return [width, height, all.reduce((sum, pixel) => (Math.imul(sum, 31) + pixel) | 0, 7)].join(' ');
}).join(', ')"""


def settled(page):
    """Waits until the canvases no longer change: the room for pictures settles when the lanes below are laid out."""
    until(page, "!document.body.classList.contains('pictures-settling')")
    last = ""
    for _ in range(40):
        page.wait_for_timeout(250)
        now = page.evaluate(DIGEST)
        if now == last:
            return
        last = now


def steady(page, number):
    settled(page)
    return canvas_of(page, number)


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
                 "deterioration", "contrast enhancement (ring, T1)", "figure 3B"):  # fmt: skip
        assert told in text, told
    assert page.locator(".viewer-interval").inner_text().startswith("2 days")
    table = page.locator(".viewer-findings")
    assert table.locator("tbody th").all_inner_texts() == ["MRI 1", "MRI 2"]
    assert "ring, T1" in table.inner_text() and "not reported" in table.inner_text()


def test_four_studies_stand_in_columns_with_their_findings_and_captions_row_by_row(shown):
    page = shown("mri-1", "mri-2", "mri-3", "mri-4", case="case-2")
    heads = page.locator(".viewer-findings thead th").all_inner_texts()
    assert [head.split("\n")[0] for head in heads] == ["MRI 1", "MRI 2", "MRI 3", "MRI 4"]
    assert "2 days" in heads[0] and "later, days unknown" in heads[1] and "to MRI 4" in heads[2]
    row = page.locator(".viewer-findings tbody tr", has_text="white-matter")
    assert [cell.split("\n")[-1] for cell in row.locator("td").all_inner_texts()] == [
        "matches CT", "progression", "diffuse", "persists"
    ]  # fmt: skip
    told = {row.get_attribute("data-row"): row.locator("td").all_inner_texts() for row in rows(page)}
    assert told["age"] == ["2 years at presentation"]
    assert [len(told[name]) for name in ("time", "last count", "drugs", "status", "source")] == [4, 4, 4, 4, 4]
    assert told["time"][3].endswith("order only") and "22 to 23 days before" in told["last count"][1]


def rows(page):
    return page.locator(".viewer-caption tr").all()


@pytest.mark.parametrize("size", [(1366, 768), (1920, 1080), (3840, 2160)])
@pytest.mark.parametrize(
    ("case", "studies"), [("case-1", ("mri-1", "mri-2")), ("case-2", ("mri-1", "mri-2", "mri-3", "mri-4"))]
)
def test_nothing_is_cut_and_nothing_overlaps(shown, size, case, studies):
    page = shown(*studies, case=case, size=size)
    settled(page)
    assert page.evaluate(CUT) == []
    assert page.evaluate(OVERLAPPING) == []
    frame = page.locator(".viewer-pane").first.bounding_box()
    assert frame["height"] > size[1] * 0.26
    bottom = page.locator(".case-footer").bounding_box()
    assert bottom["y"] + bottom["height"] <= size[1] + 1
    canvas = page.locator(".viewer-pane canvas").first
    assert canvas.evaluate("one => one.width") == round(frame["width"])
