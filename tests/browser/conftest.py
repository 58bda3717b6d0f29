"""A real server, a real browser, and what must hold on every page: no console error, no CSP violation, no other host.

`open_page(path, size=..., theme=...)` gives a page; after the test each page that was opened is asked for its faults.
"""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.browser.clock_cases import write_all
from tests.browser.odd_pictures import write_odd_case
from tests.browser.pictures import write_case
from tests.exporters.planted import NAMES, write_planted

ROOT = Path(__file__).resolve().parents[2]
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
    "--font-render-hinting=none",
)
LISTEN = """
window.__violations = [];
document.addEventListener('securitypolicyviolation', e =>
  window.__violations.push(e.effectiveDirective + ' ' + e.blockedURI + ' ' + e.sample));

let asked = 0;
const fetched = window.fetch;
window.fetch = (...what) => { asked += 1; return fetched(...what).finally(() => { asked -= 1; }); };
window.__settled = () => new Promise(done => {
  const begun = performance.now();
  let last = begun;
  const seen = new MutationObserver(() => { last = performance.now(); });
  seen.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
  (function look() {
    const now = performance.now();
    if (asked) last = now;
    if (now - last < 400 && now - begun < 15000) return requestAnimationFrame(look);
    seen.disconnect();
    done();
  })();
});
"""
AXE = files("axe_playwright_python").joinpath("axe.min.js")


@dataclass
class Watch:
    """What went wrong on one page."""

    page: Page
    origin: str
    faults: list[str] = field(default_factory=list)
    expected: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        self.page.on("console", lambda said: self._note(f"console: {said.text}") if said.type == "error" else None)
        self.page.on("pageerror", lambda error: self._note(f"script: {error}"))
        self.page.on("request", lambda request: self._own(request.url))
        self.page.on("websocket", lambda opened: self._note(f"websocket: {opened.url}"))
        self.page.on("dialog", lambda dialog: (self._note(f"dialog: {dialog.message}"), dialog.dismiss()))

    def _note(self, fault: str) -> None:
        if not any(text in fault for text in self.expected):
            self.faults.append(fault)

    def _own(self, url: str) -> None:
        if not url.startswith((self.origin, "data:", "blob:", "about:")):
            self.faults.append(f"another host: {url}")

    def finish(self) -> list[str]:
        """All faults of the page, its CSP violations included."""
        violations = [] if self.page.is_closed() else self.page.evaluate("window.__violations || []")
        return self.faults + [f"CSP: {violation}" for violation in violations]


def until(page: Page, expression: str, seconds: float = 15) -> None:
    """Wait until `expression` is true in the page; Playwright's own way needs eval, which the CSP forbids."""
    last = time.monotonic() + seconds
    while not page.evaluate(expression):
        assert time.monotonic() < last, f"never true: {expression}"
        page.wait_for_timeout(30)


def free_port() -> int:
    """A port of this machine that nobody uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def wait_until_ready(url: str, process: "subprocess.Popen[bytes]", seconds: float = 60) -> None:
    """Return when the server says that it is ready; fail when it ends or takes longer."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if process.poll() is not None:
            break
        try:
            with urllib.request.urlopen(f"{url}/health/ready", timeout=5):
                return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.1)
    raise AssertionError("the server did not get ready")


@contextmanager
def serving(folder: Path, **settings: str) -> Iterator[str]:
    """The address of a server started by the command of the Procfile, its data and its log in `folder`; a fault in the
    log fails the test that stops it."""
    log = folder / "log.txt"
    address = f"http://127.0.0.1:{(port := free_port())}"
    environ = {name: value for name, value in os.environ.items() if not name.startswith("TIMELINE_")}
    environ |= {"TIMELINE_PORT": str(port), "TIMELINE_DATA_DIR": str(folder / "data"), **settings}
    command = [str(Path(sys.executable).with_name("gunicorn")), "--config", "gunicorn.conf.py", "dashboard.app:wsgi()"]
    with log.open("wb") as opened:
        process = subprocess.Popen(command, cwd=ROOT, env=environ, stdout=opened, stderr=opened)
    try:
        wait_until_ready(address + settings.get("TIMELINE_URL_PREFIX", "/").rstrip("/"), process)
        yield address
    except AssertionError as problem:
        raise AssertionError(f"{problem}\n{log.read_text()}") from None
    finally:
        process.terminate()
        process.wait(timeout=40)
    assert not re.search(r"fault [0-9a-f]{8}:", log.read_text()), log.read_text()


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the program, started with an empty data folder."""
    with serving(tmp_path_factory.mktemp("server")) as address:
        yield address


@pytest.fixture(scope="session")
def server_below_a_path(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the program served below /timeline/."""
    with serving(tmp_path_factory.mktemp("below"), TIMELINE_URL_PREFIX="/timeline/") as address:
        yield f"{address}/timeline"


@pytest.fixture(scope="session")
def pictures_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server whose library holds both cases of the program, one of generated series, and an odd one;
    in that one an imported study too."""
    folder = tmp_path_factory.mktemp("pictures")
    shutil.copytree(ROOT / "data" / "cases", folder / "cases")
    write_case(folder / "cases" / "series")
    write_odd_case(folder / "cases" / "odd")
    settings = {"TIMELINE_DATA_DIR": str(folder / "data"), "TIMELINE_CASES_DIR": str(folder / "cases")}
    command = [sys.executable, "-m", "dashboard", "import", str(folder / "cases/odd/images/mixed"), "--case", "odd"]
    subprocess.run(command, cwd=ROOT, env=os.environ | settings, check=True, capture_output=True)
    with serving(folder, **settings) as address:
        yield address


@pytest.fixture(scope="session")
def clock_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The program with the cases of `clock_cases`: dated days, instants, one event, none, planted dates."""
    library = write_all(tmp_path_factory.mktemp("clock") / "library")
    with serving(tmp_path_factory.mktemp("clock-server"), TIMELINE_CASES_DIR=str(library)) as address:
        yield address


@pytest.fixture(scope="session")
def room_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The program with both cases, one whose story may be changed, and one that is stuffed with identifiers."""
    folder = tmp_path_factory.mktemp("room")
    shutil.copytree(ROOT / "data" / "cases", folder / "cases")
    changed = shutil.copytree(folder / "cases" / "case-1", folder / "cases" / "changed") / "case.toml"
    text = changed.read_text().replace('"case-1"', '"changed"').replace('"Case 1"', '"Changed"')
    changed.write_text(text)
    write_planted(folder / "cases" / NAMES[0])
    with serving(folder, TIMELINE_CASES_DIR=str(folder / "cases")) as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium; it can reach this machine only, and draws without WebGL."""
    flags = [*FLAGS, *(["--no-sandbox"] if os.geteuid() == 0 else [])]
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=flags)
        yield opened
        opened.close()


@pytest.fixture
def watches() -> list[Watch]:
    """The pages that this test has opened; a test may add to `expected` of one what it provokes itself."""
    return []


@pytest.fixture
def open_page(server: str, browser: Browser, watches: list[Watch]) -> Iterator[Callable[..., Page]]:
    """`open_page(path="/", size=(1920, 1080), theme="light")`: a new visitor's page, loaded; faults fail the test."""
    contexts: list[BrowserContext] = []

    def opened(
        path: str = "/", size: tuple[int, int] = (1920, 1080), theme: str = "light", server: str = server
    ) -> Page:
        context = browser.new_context(
            viewport={"width": size[0], "height": size[1]}, color_scheme=theme, base_url=server, reduced_motion="reduce"
        )
        contexts.append(context)
        context.add_init_script(LISTEN)
        page = context.new_page()
        watches.append(Watch(page, server))
        page.goto(server + path)
        page.locator("main").wait_for()
        return page

    yield opened
    faults = [fault for watch in watches for fault in watch.finish()]
    for context in contexts:
        context.close()
    assert not faults, faults


@pytest.fixture
def page(open_page: Callable[..., Page]) -> Page:
    """The first page, as a new visitor sees it at 1920x1080."""
    return open_page("/")


@pytest.fixture
def open_case(open_page: Callable[..., Page]) -> Callable[..., Page]:
    """`open_case("case-1", query="", size=..., theme=...)`: a case's page, its timeline, letters and pictures there."""

    def opened(case: str, query: str = "", **given: object) -> Page:
        page = open_page(f"/cases/{case}{query}", **given)
        page.locator("#timeline[data-drawn]").wait_for()
        until(page, "document.fonts.status === 'loaded'")
        until(page, "[...document.querySelectorAll('#timeline-film img')].every(i => i.naturalWidth > 0)")
        return page

    return opened


@pytest.fixture
def presented(open_page: Callable[..., Page], room_server: str) -> Callable[..., Page]:
    """`presented("case-1", size=...)`: the presentation of a case from its own page, its words read."""

    def opened(case: str, **given: object) -> Page:
        page = open_page(f"/cases/{case}", server=room_server, **given)
        page.locator("#timeline[data-drawn]").wait_for()
        page.keyboard.press("Shift+P")
        page.locator("#story-read, .present-stage[data-view]").first.wait_for()
        if page.locator("#story-read").count():
            page.locator("#story-read").click()
        page.locator(".present-stage[data-view='1']").wait_for()
        return page

    return opened


@pytest.fixture
def axe() -> Callable[[Page], list[str]]:
    """`axe(page)`: what axe finds serious or critical on the page, one line each."""

    def run(page: Page) -> list[str]:
        page.evaluate(AXE.read_text(encoding="utf-8"))
        found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"]
        return [
            f"{one['id']}: {one['help']}: {node['html'][:160]}"
            for one in found
            if one["impact"] in ("serious", "critical")
            for node in one["nodes"]
        ]

    return run
