"""Opens pages in Chromium and says when a timeline was drawn, its pictures were there, and what that cost."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

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
  const size = some => some.reduce((sum, one) => sum + one.transferSize, 0) / 1000;
  const isPicture = one => new URL(one.name).pathname.includes("/images/");
  const look = performance.getEntriesByName("timeline-look")[0]?.startTime ?? 0;
  return { requests: all.length, kilobytes: size(all), pictures_kb: size(all.filter(isPicture)), look };
}"""
# When `done` is true, or null after `patience`; the time is that of the frame after.
UNTIL = """
window.until = async (done, patience = 60000) => {
  const frame = () => new Promise(next => requestAnimationFrame(() => next(performance.now())));
  for (const start = performance.now(); performance.now() - start < patience;) {
    const now = await frame();
    if (done()) return frame();
  }
  return null;
};
"""
PROGRAM = (Path(__file__).parent / "pages" / "program.js").read_text(encoding="utf-8")


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
    with reader(browser) as context:
        return {"cold": visit(context, address), "warm": visit(context, address)}


@contextmanager
def reader(browser: Browser) -> Iterator[BrowserContext]:
    """A new reader: nothing is in the cache, and what the bench asks of a page is known."""
    context = browser.new_context(viewport=SIZE, reduced_motion="reduce")
    context.set_default_timeout(180_000)
    for script in (WATCH, UNTIL):
        context.add_init_script(script)
    try:
        yield context
    finally:
        context.close()


def settled(context: BrowserContext, what: str, address: str) -> Page:
    """A tab in which the timeline of `what` stands and everything that follows it has come to rest."""
    page = context.new_page()
    page.goto(address, wait_until="commit")
    for _ in range(3600):
        if page.evaluate("performance.getEntriesByName('timeline-drawn').length"):
            break
        page.wait_for_timeout(50)
    page.wait_for_timeout(1500 if what == "program" else 300)
    if what == "program":
        page.evaluate(PROGRAM)
    return page


def heap(page: Page) -> float:
    """MB of the heap of JavaScript and its buffers, after a collection."""
    session = page.context.new_cdp_session(page)
    session.send("HeapProfiler.collectGarbage")
    session.send("HeapProfiler.collectGarbage")
    usage = session.send("Runtime.getHeapUsage")
    return float((usage["usedSize"] + usage.get("backingStorageSize", 0)) / 1e6)
