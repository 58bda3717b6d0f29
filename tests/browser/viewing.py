"""A page that shows pictures of generated series, and what to ask of it."""

import base64
import time

import numpy as np
import pytest

READ = """canvas => {
  const {width, height} = canvas, all = canvas.getContext('2d').getImageData(0, 0, width, height).data;
  let grey = '', same = true;
  for (let at = 0; at < all.length; at += 4) {
    same = same && all[at] === all[at + 1] && all[at] === all[at + 2] && all[at + 3] === 255;
    grey += String.fromCharCode(all[at]); }
  return [width, height, same, btoa(grey)]; }"""
FRAMES = "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"


@pytest.fixture
def server(pictures_server: str) -> str:
    """The server that these tests ask; it holds cases of generated series besides those of the program."""
    return pictures_server


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


def words(page, corner, pane=0):
    return page.locator(f".viewer-text.{corner}").nth(pane).inner_text()


def drag(page, across):
    box = page.locator(".viewer-pane").first.bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + across, y, steps=4)
    page.mouse.up()
    page.evaluate(FRAMES)
