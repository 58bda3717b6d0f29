"""`python tools/screenshots.py`: takes the pictures in docs/screenshots from the running program, anew each time."""

import os
import sys
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench import servers
from bench.browser import CHROMIUM, FLAGS
from bench.crowd import fill
from bench.synthetic import write_case
from dashboard.store.prepare import open_store

FOLDER = Path(__file__).resolve().parents[1] / "docs" / "screenshots"
SIZES = ((1366, 768), (1920, 1080), (3840, 2160))
ROOM_SIZES = ((1280, 720), (1920, 1080), (3840, 2160))
ROOM = {"case-1": (3, 8), "case-2": (4, 5)}  # the views of each presentation that are kept
THEMES = ("light", "dark")
HELD = "?pin=P2-24&pin=P2-26&pin=P2-29&ruler=P2-26&ruler=P2-29&since=P2-26"
SELECTED = {"case-1": "P1-15", "case-2": "P2-29"}
PICTURES = {"case-1": ("mri-1", "mri-2"), "case-2": ("mri-1", "mri-2", "mri-3", "mri-4")}
MIRROR = "mirror?case=case-1&case=case-2&day0=first-sign"
CROWD = 10_000
READY = "#timeline[data-drawn], #mirror[data-drawn], .series-row, .library-case, main:not(.case-page) section"


def main() -> None:
    """Both cases at three sizes in both themes, their pictures side by side, the library, a re-anchored view, and the
    picture of the README."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    flags = [*FLAGS, *(["--no-sandbox"] if os.geteuid() == 0 else [])]
    with servers.program() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=flags)
        take(browser, f"{address}/cases/case-2?event=P2-29", "case-2", (1920, 1080), "light")
        take(browser, f"{address}/cases/case-2?zero=P2-25&event=P2-29", "case-2-from-ct-1", (1920, 1080), "light")
        take(browser, f"{address}/cases/case-2", "case-2-choosing", (1366, 768), "light", keys=("z", *"first dose"))
        take(browser, f"{address}/cases/case-2{HELD}", "case-2-moments", (1920, 1080), "light")
        take(browser, f"{address}/", "library", (1920, 1080), "light")
        take(browser, f"{address}/{MIRROR}", "mirror", (1920, 1080), "light")
        take(browser, f"{address}/{MIRROR}&day=2", "mirror-dark", (1920, 1080), "dark")
        take(browser, f"{address}/{MIRROR}", "mirror-1366", (1366, 768), "light")
        for case, event in SELECTED.items():
            for size in SIZES:
                for theme in THEMES:
                    query = f"?event={event}" if size[0] > 1400 else ""
                    take(browser, f"{address}/cases/{case}{query}", f"{case}-{size[0]}-{theme}", size, theme)
        for case, studies in PICTURES.items():
            query = "&".join(f"pictures={study}" for study in studies)
            for theme in THEMES:
                take(browser, f"{address}/cases/{case}?{query}", f"pictures-{case}-{theme}", (1920, 1080), theme)
            take(browser, f"{address}/cases/{case}?{query}", f"pictures-{case}-1366", (1366, 768), "light")
        take_large(browser)
        take_crowd(browser)
        take_presentations(browser, address)
        browser.close()


def take_presentations(browser: Browser, address: str) -> None:
    """Views of both cases as a room sees them, the presenter's own window, and the page of a story."""
    context = browser.new_context(viewport={"width": 1366, "height": 768}, color_scheme="light")
    page = context.new_page()
    for case, views in ROOM.items():
        page.goto(f"{address}/cases/{case}/story")
        page.locator(".story-view").first.wait_for()
        keep(page, f"story-{case}")
        page.locator("#story-read").click()
        page.locator(".present-stage[data-view]").wait_for()
        for view in views:
            for size in ROOM_SIZES:
                page.set_viewport_size({"width": size[0], "height": size[1]})
                page.goto(f"{address}/cases/{case}/present?view={view}")
                page.locator(f".present-stage[data-view='{view}']").wait_for()
                keep(page, f"present-{case}-{view}-{size[0]}")
    with page.expect_popup() as opened:
        page.keyboard.press("n")
    opened.value.set_viewport_size({"width": 1100, "height": 760})
    opened.value.locator("#notes-after .present-strip").wait_for()
    keep(opened.value, "present-notes")
    context.close()


def take_large(browser: Browser) -> None:
    """A made-up patient of two thousand counts."""
    with TemporaryDirectory() as folder:
        write_case(Path(folder), "m")
        with servers.program(TIMELINE_CASES_DIR=folder) as address:
            take(browser, f"{address}/cases/m", "large", (1920, 1080), "light")
            take(browser, f"{address}/cases/m", "large-1366-dark", (1366, 768), "dark")


def take_crowd(browser: Browser) -> None:
    """The series of many made-up cases, six of them side by side, and the two published ones as rows."""
    with TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'crowd.db'}"
        store = open_store(url)
        fill(store, CROWD)
        store.close()
        six = "&".join(f"case=c-{number:05d}" for number in (1, 2, 3, 9, 12, 20))
        with servers.program(TIMELINE_DATABASE_URL=url) as address:
            take(browser, f"{address}/series", "series", (1920, 1080), "light")
            take(browser, f"{address}/series?sort=interval&desc=1", "series-1366-dark", (1366, 768), "dark")
            take(browser, f"{address}/mirror?{six}", "mirror-six", (1920, 1080), "light")


def take(
    browser: Browser,
    address: str,
    name: str,
    size: tuple[int, int],
    theme: str,
    keys: tuple[str, ...] = (),
    ready: str = READY,
) -> None:
    """One picture, after `keys`, in 256 colors: enough for lines and grey levels, and a third of the bytes."""
    context = browser.new_context(viewport={"width": size[0], "height": size[1]}, color_scheme=theme)
    page = context.new_page()
    page.goto(address)
    page.locator(ready).first.wait_for()
    page.wait_for_load_state("networkidle")
    page.evaluate("Promise.all([...document.images].map(image => image.decode().catch(() => null)))")
    for key in keys:
        page.keyboard.press(key)
    page.wait_for_timeout(600)
    keep(page, name)
    context.close()


def keep(page: Page, name: str) -> None:
    """The picture of what a page shows now, its own pictures there."""
    page.wait_for_load_state("networkidle")
    page.evaluate("Promise.all([...document.images].map(image => image.decode().catch(() => null)))")
    picture = Image.open(BytesIO(page.screenshot())).convert("RGB")
    picture.quantize(256, dither=Image.Dither.NONE).save(FOLDER / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main()
