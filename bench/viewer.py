"""The viewer: how soon the first pictures stand, as a multiple of two `<img>`, and how fast and light it scrolls."""

import statistics
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
from playwright.sync_api import Browser, Page
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.uid import CTImageStorage, ExplicitVRLittleEndian, generate_uid

from bench import browser, servers

FIRST, FRAMES_A_SECOND, HEAP_MB = 1.5, 30.0, 300.0
STUDIES = ("mri-1", "mri-2")
SLICES, EDGE = 200, 512
PATIENCE = 180.0
IMAGES = """(async () => {
  const all = [...document.images];
  await Promise.all(all.map(one => one.decode()));
  await new Promise(done => requestAnimationFrame(done));
  return performance.now();
})()"""
OPEN = """async studies => {
  const start = performance.now(), done = () => document.querySelectorAll(
    '.viewer-pane canvas:not([data-slice=""])[data-slice]').length === studies.length;
  viewer.open(studies);
  while (!done()) await new Promise(next => requestAnimationFrame(next));
  return performance.now() - start;
}"""
SCROLL = """async steps => {
  const start = performance.now(), pane = viewer.panes[0];
  for (let at = 0; at < steps; at += 1) {
    viewer.act.go(pane, at);
    await new Promise(next => requestAnimationFrame(next));
    await new Promise(next => setTimeout(next));
  }
  return 1000 * steps / (performance.now() - start);
}"""
CT: dict[str, Any] = {
    "Modality": "CT",
    "SamplesPerPixel": 1,
    "PhotometricInterpretation": "MONOCHROME2",
    "BitsAllocated": 16,
    "BitsStored": 16,
    "HighBit": 15,
    "PixelRepresentation": 1,
    "RescaleSlope": 1,
    "RescaleIntercept": 0,
    "WindowCenter": 40,
    "WindowWidth": 400,
    "ImageOrientationPatient": [1, 0, 0, 0, 1, 0],
    "PixelSpacing": [0.5, 0.5],
    "FrameOfReferenceUID": "1.2.3",
    "Rows": EDGE,
    "Columns": EDGE,
}
LOADED = "[...viewer_series.opened.values()].map(one => one.slices.size)"


def missed(repetitions: int) -> bool:
    """Measure and print; True when a target is missed."""
    with browser.chromium() as opened:
        with servers.program() as program:
            visits = [_first_pictures(opened, program, number) for number in range(repetitions)]
        ratio = statistics.median(v for _, v in visits) / statistics.median(i for i, _ in visits)
        with TemporaryDirectory() as folder:
            _write_wide_case(Path(folder) / "wide")
            with servers.program(TIMELINE_CASES_DIR=folder) as program:
                speed, heap, seconds = _scroll(opened, program)
    print("| viewer | measured | target |")
    print("|---|---|---|")
    images, pictures = (statistics.median(column) for column in zip(*visits, strict=True))
    print(
        f"| first pictures, 2 x 24 x 192² ({pictures:.0f} ms; two `<img>` {images:.0f} ms) | {ratio:.2f} | ≤ {FIRST} |"
    )
    print(f"| scrolling 2 x {SLICES} x {EDGE}², frames a second | {speed:.0f} | ≥ {FRAMES_A_SECOND:.0f} |")
    print(f"| heap with all of it loaded (after {seconds:.0f} s), MB | {heap:.0f} | < {HEAP_MB:.0f} |")
    return ratio > FIRST or speed < FRAMES_A_SECOND or heap >= HEAP_MB


def _page(opened: Browser) -> Page:
    return opened.new_context(viewport=browser.SIZE, reduced_motion="reduce").new_page()


def _first_pictures(opened: Browser, program: str, number: int) -> tuple[float, float]:
    """ms until two `<img>` of a bare page stand, and until both pictures of a viewer opened on the timeline do."""
    page = _page(opened)
    answer = page.request.get(f"{program}/cases/case-2/timeline.json?events=1").json()
    wanted = [one["series"][0]["address"] for one in answer["studies"] if one["id"] in STUDIES]
    # Each round asks for another size, as the server keeps thumbnails it has drawn.
    sources = "".join(f'<img src="{address}?size={500 + number}">' for address in wanted)
    bare = f"<!DOCTYPE html><title>Images</title>{sources}"
    page.route("**/bare", lambda route: route.fulfill(body=bare, content_type="text/html"))
    page.goto(f"{program}/bare", wait_until="commit")
    images = page.evaluate(IMAGES)
    page.goto(f"{program}/cases/case-2")
    page.locator("#timeline[data-drawn]").wait_for()
    page.wait_for_timeout(1500)
    pictures = page.evaluate(OPEN, list(STUDIES))
    page.context.close()
    return images, pictures


def _scroll(opened: Browser, program: str) -> tuple[float, float, float]:
    """Frames a second, MB of heap, and seconds until every slice was there."""
    page = _page(opened)
    start = time.monotonic()
    page.goto(f"{program}/cases/wide?pictures=a&pictures=b")
    while page.evaluate(f"typeof viewer_series === 'undefined' || JSON.stringify({LOADED})") != f"[{SLICES},{SLICES}]":
        if time.monotonic() - start > PATIENCE:
            raise SystemExit(f"not all slices came within {PATIENCE:.0f} s: {page.evaluate(LOADED)}")
        page.wait_for_timeout(200)
    seconds = time.monotonic() - start
    page.evaluate(SCROLL, 20)
    speed = page.evaluate(SCROLL, SLICES)
    session = page.context.new_cdp_session(page)
    session.send("HeapProfiler.collectGarbage")
    session.send("Performance.enable")
    usage: dict[str, Any] = session.send("Runtime.getHeapUsage")
    heap = (usage["usedSize"] + usage.get("backingStorageSize", 0)) / 1e6
    page.context.close()
    return float(speed), float(heap), seconds


def _write_wide_case(folder: Path) -> None:
    """Two CT studies of 200 slices each, as noisy as real ones."""
    folder.mkdir(parents=True)
    rows = ["id,kind,term,at,value,unit,study", "E0,encounter,Admission,0,,,"]
    head = 'code = "wide"\ntitle = "Wide"\nquestion = "How fast?"\nzero = "E0"\n'
    for day, study in enumerate("ab", start=1):
        head += f'\n[[studies]]\nid = "{study}"\nevent = "{study}1"\nlabel = "CT {day}"\nmodality = "CT"\n'
        rows.append(f"{study}1,imaging,CT,{day},,,{study}")
        _write_series(folder / "images" / study / "ct")
    (folder / "case.toml").write_text(head, encoding="utf-8")
    (folder / "events.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")


def _write_series(folder: Path) -> None:
    folder.mkdir(parents=True)
    noise, (y, x) = np.random.default_rng(1), np.mgrid[-1 : 1 : EDGE * 1j, -1 : 1 : EDGE * 1j]
    head = Dataset()
    head.file_meta = FileMetaDataset()
    head.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
    for keyword, value in CT.items():
        setattr(head, keyword, value)
    head.SOPClassUID = head.file_meta.MediaStorageSOPClassUID = CTImageStorage
    head.SeriesInstanceUID = generate_uid()
    for place in range(SLICES):
        body = np.where(x**2 + y**2 < 0.7, 40 + 30 * np.sin(9 * x + place / 9), -1000.0)
        pixels = (body + noise.normal(0, 8, body.shape)).astype(np.int16)
        head.SOPInstanceUID = head.file_meta.MediaStorageSOPInstanceUID = generate_uid()
        head.ImagePositionPatient = [0, 0, float(place)]
        head.PixelData = pixels.tobytes()
        head["PixelData"].VR = "OW"
        head.save_as(folder / f"{place:03}.dcm", enforce_file_format=True)
