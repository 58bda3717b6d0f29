"""Opens a page in Chromium and says when its timeline was drawn and its pictures were there."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, BrowserContext, sync_playwright

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
FLAGS = (
    "--disable-gpu",
    "--disable-3d-apis",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
)
SIZE = {"width": 1920, "height": 1080}
WATCH = """
window.__drawn = null;
(function look() {
  const mark = performance.getEntriesByName("timeline-drawn")[0];
  const pictures = [...document.querySelectorAll("#timeline img")];
  if (mark && pictures.every(picture => picture.complete && picture.naturalWidth > 0)) {
    window.__drawn = { drawn: mark.startTime, shown: Math.max(mark.startTime, pictures.length ? performance.now() : 0),
                       pictures: pictures.length };
  } else requestAnimationFrame(look);
})();
"""
COST = """() => {
  const all = [performance.getEntriesByType("navigation")[0], ...performance.getEntriesByType("resource")];
  return { requests: all.length, kilobytes: all.reduce((sum, one) => sum + one.transferSize, 0) / 1000 };
}"""


@contextmanager
def chromium() -> Iterator[Browser]:
    """A browser that reaches this machine only."""
    flags = [*FLAGS, *(["--no-sandbox"] if os.geteuid() == 0 else [])]
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=flags)
        yield opened
        opened.close()


def visit(context: BrowserContext, address: str, patience: float = 60) -> dict[str, float]:
    """Open `address` in a new tab: ms until drawn and until its pictures were there too, and what it cost."""
    page = context.new_page()
    page.goto(address, wait_until="commit")
    for _ in range(int(patience / 0.05)):
        seen = page.evaluate("window.__drawn")
        if seen:
            page.wait_for_timeout(150)
            seen |= page.evaluate(COST)
            page.close()
            return dict(seen)
        page.wait_for_timeout(50)
    raise SystemExit(f"{address} was not drawn within {patience:.0f} s")


def cold_and_warm(browser: Browser, address: str) -> dict[str, dict[str, float]]:
    """A visit by a new reader, and the next one by the same."""
    context = browser.new_context(viewport=SIZE, reduced_motion="reduce")
    context.add_init_script(WATCH)
    try:
        return {"cold": visit(context, address), "warm": visit(context, address)}
    finally:
        context.close()
