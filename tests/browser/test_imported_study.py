"""A cBioPortal study on the screen: its lanes, its day 0, results that are words, links that say where they lead."""

import os
import subprocess
import sys
from collections.abc import Iterator

import pytest

from tests.browser.conftest import ROOT, serving
from tests.importers.cbioportal.studies import write


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The program with a made-up study imported."""
    folder = tmp_path_factory.mktemp("imported")
    study = write(folder / "study")
    environ = {name: value for name, value in os.environ.items() if not name.startswith("TIMELINE_")}
    environ["TIMELINE_DATA_DIR"] = str(folder / "data")
    command = [sys.executable, "-m", "dashboard", "import", str(study)]
    subprocess.run(command, cwd=ROOT, env=environ, check=True, capture_output=True)
    with serving(folder) as address:
        yield address


def test_a_study_reads_as_it_was_written(open_page, server):
    page = open_page("/cases/made_up-P1")
    page.locator("#timeline[data-drawn]").wait_for()
    titles = page.locator(".lane-title").all_inner_texts()
    assert [title for title in titles if title in ("ECOG STATUS", "Genomic Panel")] == ["ECOG STATUS", "Genomic Panel"]
    assert page.locator("#timeline-axis-name").inner_text() == "Days from first diagnosis"
    leukocytes = page.locator("section.lane", has_text="Leukocytes").first
    assert "2.4" in leukocytes.inner_text()
    words = page.locator("#timeline text").all_text_contents()
    for said in ("clotted", "not reported", "end not reported", "ECOG: 0", "BCR-ABL1 found"):
        assert any(said in one for one in words), said
    assert page.locator(".numbers").inner_text() == (
        "38 rows read = 32 drawn + 0 outside the window + 6 without a time + 0 refused"
    )


def test_links_stand_with_their_host_and_open_without_a_trace(open_page, server):
    page = open_page("/cases/made_up-P1?event=SPECIMEN.0.P1-T1")
    page.locator(".panel-term").wait_for()
    link = page.locator(".panel a.outside")
    assert link.inner_text() == "slides.example.org ↗"
    asked = {name: link.get_attribute(name) for name in ("href", "target", "rel")}
    assert asked == {
        "href": "https://slides.example.org/p1-t1?x=1",
        "target": "_blank",
        "rel": "noopener noreferrer",
    }
    assert "Leukemia" in page.locator(".panel").inner_text()
    page.keyboard.press("Escape")
    page.get_by_text("At a glance").wait_for()
    hosts = page.locator(".panel a.outside").all_inner_texts()
    assert hosts == ["slides.example.org ↗", "notes.example.org ↗"]


def test_a_lane_of_an_event_type_is_hidden_and_shown_again(open_page, server):
    page = open_page("/cases/made_up-P1", size=(1366, 768), theme="dark")
    page.locator("#timeline[data-drawn]").wait_for()
    lane = page.locator(".lane", has=page.get_by_text("Genomic Panel", exact=True))
    lane.hover()
    lane.get_by_role("button", name="Hide").click()
    page.get_by_role("button", name="Show genomic panel").click()
    lane.wait_for()
