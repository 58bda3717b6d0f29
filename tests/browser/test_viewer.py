"""The viewer in a browser without WebGL: grey levels equal to numpy's, letters, opening and closing, comparing."""

import base64
import shutil
import time
from collections.abc import Iterator

import numpy as np
import pytest

from tests.browser.conftest import ROOT, serving
from tests.browser.pictures import CANARY, COLUMNS, ROWS, SERIES, SLICES, write_case

BY_ID = {made.id: made for made in SERIES}
SIDES = ("left", "right", "top", "bottom")
READ = """canvas => {
  const {width, height} = canvas, all = canvas.getContext('2d').getImageData(0, 0, width, height).data;
  let grey = '', same = true;
  for (let at = 0; at < all.length; at += 4) {
    same = same && all[at] === all[at + 1] && all[at] === all[at + 2] && all[at + 3] === 255;
    grey += String.fromCharCode(all[at]); }
  return [width, height, same, btoa(grey)]; }"""
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
FRAMES = "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"


@pytest.fixture(scope="module")
def server(tmp_path_factory) -> Iterator[str]:
    """A server whose library holds both cases of the program and one of generated series."""
    folder = tmp_path_factory.mktemp("viewer")
    for case in ("case-1", "case-2"):
        shutil.copytree(ROOT / "data" / "cases" / case, folder / "cases" / case)
    write_case(folder / "cases" / "series")
    with serving(folder, TIMELINE_CASES_DIR=str(folder / "cases")) as address:
        yield address


@pytest.fixture
def shown(open_page):
    """`shown("ct-axial", …, case="series")`: a page with the pictures of these studies, all drawn."""

    def opened(*studies, case="series", **given):
        page = open_page(f"/cases/{case}?" + "&".join(f"pictures={study}" for study in studies), **given)
        drawn(page, len(studies))
        return page

    return opened


def until(page, condition, seconds=60):
    """Playwright's own waiting evaluates text inside the page, which the CSP forbids."""
    end = time.monotonic() + seconds
    while not page.evaluate(condition):
        assert time.monotonic() < end, condition
        page.wait_for_timeout(30)


def drawn(page, count=1):
    shown = "document.querySelectorAll('.viewer-pane canvas:not([data-slice=\"\"])[data-slice]').length"
    until(page, f"{shown} === {count} && Boolean(document.querySelector('#timeline').dataset.drawn)")
    page.evaluate(FRAMES)


def go(page, key, at, pane=0):
    page.keyboard.press(key)
    until(page, f"document.querySelectorAll('.viewer-pane canvas')[{pane}].dataset.slice === '{at}'")
    page.evaluate(FRAMES)


def canvas_of(page, pane=0):
    width, height, same, grey = page.locator(".viewer-pane canvas").nth(pane).evaluate(READ)
    assert same, "a grey picture has a colour"
    return np.frombuffer(base64.b64decode(grey), np.uint8).reshape(height, width)


def expected(canvas, picture):
    """The whole canvas: black, and the picture in its middle, one pixel for one."""
    made = np.zeros_like(canvas)
    top, left = (int(np.floor((room - size) / 2 + 0.5)) for room, size in zip(canvas.shape, picture.shape, strict=True))
    made[top : top + ROWS, left : left + COLUMNS] = picture
    return made


def words(page, corner, pane=0):
    return page.locator(f".viewer-text.{corner}").nth(pane).inner_text()


@pytest.mark.parametrize("made", SERIES, ids=lambda made: made.id)
def test_the_grey_levels_on_the_canvas_are_those_of_numpy(shown, made):
    page = shown(made.id)
    page.keyboard.press("1")
    go(page, "Home", 0)
    center, width = made.header["WindowCenter"], made.header["WindowWidth"]
    for number in range(SLICES):
        if number:
            go(page, "ArrowUp", number)
        canvas = canvas_of(page)
        assert np.array_equal(canvas, expected(canvas, made.grey(number, center, width))), number


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


@pytest.mark.parametrize("made", SERIES, ids=lambda made: made.id)
def test_the_letters_are_those_of_the_patient(shown, made):
    page = shown(made.id)
    if made.letters is None:
        assert words(page, "bottom") == "orientation unknown"
        assert [words(page, side) for side in SIDES[:3]] == ["", "", ""]
    else:
        assert tuple(words(page, side) for side in SIDES) == made.letters


def test_there_is_a_scale_bar_only_with_mm(shown):
    assert shown("ct-axial").locator(".viewer-scale").is_visible()
    assert not shown("cr-mono1").locator(".viewer-scale").is_visible()


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
    assert "pictures=mri-1" in page.url
    assert page.locator("#timeline-plot").is_visible()
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


def test_zoom_and_pan_are_tied(shown):
    page = shown("ct-axial", "ct-again")
    before = canvas_of(page, 1)
    page.keyboard.press("+")
    page.evaluate(FRAMES)
    larger = canvas_of(page, 1)
    assert (larger > 0).sum() > (before > 0).sum()
    page.keyboard.down("Shift")
    drag(page, 60)
    page.keyboard.up("Shift")
    assert not np.array_equal(canvas_of(page, 1), larger)
    page.keyboard.press("0")
    page.evaluate(FRAMES)
    assert np.array_equal(canvas_of(page, 1), before)


def test_no_old_picture_stands_under_a_new_label(shown):
    page = shown("ct-axial")
    page.route("**/slices/*", lambda route: (time.sleep(0.3), route.continue_()))
    page.add_init_script(SEE)
    page.reload()
    drawn(page)
    for key, at in (("End", 2), ("Home", 0), ("End", 2)):
        go(page, key, at)
    seen = page.evaluate("window.__seen")
    assert {loading for loading, _, _, _ in seen} == {True, False}
    for loading, black, label, drawn_slice in seen:
        assert black if loading else label == f"slice {int(drawn_slice) + 1}/3", (loading, black, label, drawn_slice)


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


def test_nothing_that_the_browser_gets_names_the_patient(open_page):
    page = open_page("/")
    bodies: list[tuple[str, bytes]] = []
    page.on("response", lambda answer: bodies.append((answer.url, answer.body())))
    page.goto("/cases/series?pictures=ct-axial&pictures=mr-rle")
    drawn(page, 2)
    assert any("/slices/" in url for url, _ in bodies) and any("series.json" in url for url, _ in bodies)
    assert [url for url, body in bodies if CANARY[:6].encode() in body or b"1.2.3.4." in body] == []


@pytest.mark.parametrize("size", [(1366, 768), (3840, 2160)])
def test_the_picture_fits_on_small_and_large_screens(shown, size):
    page = shown("mri-1", "mri-2", case="case-2", size=size)
    frame = page.locator(".viewer-pane").first.bounding_box()
    assert frame["height"] > size[1] * 0.3
    assert frame["y"] + frame["height"] < size[1]
    assert page.locator(".viewer-pane canvas").first.evaluate("one => one.width") == round(frame["width"])


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_serious_in_the_pictures(shown, axe, theme):
    assert axe(shown("mri-1", "mri-2", case="case-2", theme=theme)) == []
