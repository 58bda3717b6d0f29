"""The viewer in a browser without WebGL: grey levels equal to numpy's, letters, opening and closing."""

import numpy as np
import pytest

from tests.browser.pictures import COLUMNS, ROWS, SERIES, SLICES
from tests.browser.viewing import FRAMES, canvas_of, drag, drawn, go, server, shown, until, words

__all__ = ["server", "shown"]

BY_ID = {made.id: made for made in SERIES}
SIDES = ("left", "right", "top", "bottom")
SEE = """window.__seen = [];
(function look() {
  const canvas = document.querySelector('.viewer-pane canvas');
  const text = name => document.querySelector('.viewer-text.' + name).innerText;
  if (canvas && text('bl')) {
    const [x, y] = [canvas.width / 2 - 9, canvas.height / 2 - 9];
    const black = canvas.getContext('2d').getImageData(x, y, 18, 18).data.every((byte, i) => i % 4 === 3 || byte === 0);
    window.__seen.push([text('middle') === 'loading', black, text('bl').split(',')[0], canvas.dataset.slice]);
  }
  requestAnimationFrame(look);
})();"""


def expected(canvas, picture):
    """The whole canvas: black, and the picture in its middle, one pixel for one."""
    made = np.zeros_like(canvas)
    top, left = (int(np.floor((room - size) / 2 + 0.5)) for room, size in zip(canvas.shape, picture.shape, strict=True))
    made[top : top + ROWS, left : left + COLUMNS] = picture
    return made


def test_the_grey_levels_on_the_canvas_are_those_of_numpy_and_the_letters_those_of_the_patient(shown):
    page = shown(SERIES[0].id)
    for made in SERIES:
        page.evaluate("id => viewer.open([id])", made.id)
        drawn(page)
        until(page, "!document.body.classList.contains('pictures-settling')")
        if made.letters is None:
            assert [words(page, side) for side in SIDES] == ["", "", "", "orientation unknown"], made.id
        else:
            assert tuple(words(page, side) for side in SIDES) == made.letters, made.id
        assert page.locator(".viewer-scale").is_visible() == (made.spacing is not None), made.id
        page.keyboard.press("1")
        go(page, "Home", 0)
        for number in range(SLICES):
            if number:
                go(page, "ArrowUp", number)
            canvas = canvas_of(page)
            assert np.array_equal(canvas, expected(canvas, made.grey(number, *made.window(number)))), (made.id, number)


def test_every_preset_of_a_ct_is_applied_to_the_grey_level(shown):
    page, made = shown("ct-axial"), BY_ID["ct-axial"]
    page.keyboard.press("1")
    go(page, "Home", 0)
    for name, center, width in (("subdural", 75, 215), ("stroke", 35, 40), ("bone", 500, 2500), ("lung", -600, 1500)):
        page.locator(".viewer-under select").select_option(name)
        until(page, f"document.querySelector('.viewer-text.br').innerText.startsWith('{name}')")
        page.evaluate(FRAMES)
        canvas = canvas_of(page)
        assert np.array_equal(canvas, expected(canvas, made.grey(0, center, width))), name
    page.keyboard.press("i")
    until(page, "document.querySelector('.viewer-text.br').innerText.includes('inverted')")
    canvas = canvas_of(page)
    assert np.array_equal(canvas, expected(canvas, 255 - made.grey(0, -600, 1500)))


def test_a_table_of_the_file_is_in_its_menu_and_gives_way_to_a_drag(shown):
    page, made = shown("dx-table"), BY_ID["dx-table"]
    menu = page.get_by_label("Window of dx-table")
    assert menu.evaluate("one => one.value") == "stored"
    assert words(page, "br") == "stored, table of the file"
    menu.select_option("automatic")
    until(page, "document.querySelector('.viewer-text.br').innerText.startsWith('automatic')")
    menu.select_option("stored")
    page.keyboard.press("1")
    go(page, "Home", 0)
    canvas = canvas_of(page)
    assert np.array_equal(canvas, expected(canvas, made.grey(0, 0, 0)))
    drag(page, 30)
    assert words(page, "br").startswith("C 1050 W 1")


def test_presets_are_offered_for_ct_only(shown):
    offered = "option => option.value"
    ct = shown("ct-axial").locator(".viewer-under option").evaluate_all(f"all => all.map({offered})")
    mr = shown("mr-rle").locator(".viewer-under option").evaluate_all(f"all => all.map({offered})")
    assert {"brain", "subdural", "stroke", "bone"} <= set(ct)
    assert not {"brain", "subdural", "stroke", "bone"} & set(mr)


def test_each_picture_says_what_it_is(shown):
    page = shown("mri-1", case="case-2")
    assert "MRI 1" in words(page, "tl") and "day 21" in words(page, "tl")
    assert "FLAIR" in words(page, "tr") and "illustration" in words(page, "tr")
    assert words(page, "bl") == "slice 13/24, 24 mm"
    assert "C 425 W 850" in words(page, "br")
    assert page.get_by_text("Not for diagnosis").is_visible()


def test_a_thumbnail_clicked_twice_opens_its_study_and_esc_closes_it(open_page):
    page = open_page("/cases/case-2")
    page.locator("#timeline[data-drawn]").wait_for()
    thumbnail = page.locator(".film-picture", has_text="MRI 1")
    thumbnail.click()
    assert page.locator("#timeline-viewer").is_hidden()
    thumbnail.click()
    drawn(page)
    page.locator("#timeline-plot").wait_for()
    assert "pictures=mri-1" in page.url
    page.keyboard.press("Escape")
    page.locator("#timeline-viewer").wait_for(state="hidden")
    assert "pictures" not in page.url and "event=P2-26" in page.url
    thumbnail.wait_for()


def test_every_thumbnail_of_both_cases_opens_its_series(open_page):
    for case in ("case-1", "case-2"):
        page = open_page(f"/cases/{case}")
        page.locator("#timeline[data-drawn]").wait_for()
        for label in page.locator(".film-label").all_inner_texts():
            for _ in range(2):
                page.locator(".film-picture", has=page.get_by_text(label, exact=True)).click()
            drawn(page)
            assert words(page, "tl").startswith(label)
            page.keyboard.press("Escape")
            page.locator("#timeline-viewer").wait_for(state="hidden")


def test_enter_and_the_button_in_the_panel_open_the_selected_study(open_page):
    page = open_page("/cases/case-2?event=P2-29")
    page.locator("#timeline[data-drawn]").wait_for()
    page.locator("#timeline").focus()
    page.keyboard.press("Enter")
    drawn(page)
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Pictures").click()
    drawn(page)
    assert words(page, "tl").startswith("MRI 2")


def test_no_old_picture_stands_under_a_new_label(shown):
    page = shown("ct-axial")
    held = []
    page.route("**/slices/*", lambda route: held.append(route))
    page.add_init_script(SEE)
    page.reload()
    drawn(page)
    page.keyboard.press("End")  # to a slice that is on its way, and stays so for a moment
    page.wait_for_timeout(300)
    for route in held:
        route.continue_()
    page.unroute("**/slices/*")
    for key, at in (("End", 2), ("Home", 0), ("End", 2)):
        go(page, key, at)
    seen = page.evaluate("window.__seen")
    assert {loading for loading, _, _, _ in seen} == {True, False}
    for loading, black, label, drawn_slice in seen:
        assert black if loading else label == f"slice {int(drawn_slice) + 1}/3", (loading, black, label, drawn_slice)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_serious_in_the_pictures(shown, axe, theme):
    studies = ("mri-1", "mri-2") if theme == "light" else ("mri-1", "mri-2", "mri-3", "mri-4")
    assert axe(shown(*studies, case="case-2", theme=theme)) == []
