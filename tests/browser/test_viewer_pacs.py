"""Studies that the PACS has: while they come their page says how far they are, then it shows them, without a reload."""

import json
from collections.abc import Iterator
from threading import Event

import pytest
from pydicom import dcmread

from tests.browser.conftest import serving
from tests.browser.viewing import FRAMES, until, words
from tests.pacs import hostile
from tests.pacs.conftest import PATIENT, files_of, first_of

FILES = [file for file in files_of("mri-1") if "flair" in file.parts][:3]
GONE = "The PACS does not have this study."


class SlowPacs:
    """Has one study of three files, and sends the second one when it is let."""

    def __init__(self) -> None:
        self.gate = Event()
        self.first = first_of("mri-1")

    def reply(self, request) -> None:
        uid = str(self.first.StudyInstanceUID)
        if uid not in request.path:
            hostile.sends(b"[]")(request)
        elif "/series/" in request.path:
            self._files(request)
        else:
            hostile.sends(json.dumps([self._told(place) for place in range(3)]).encode())(request)

    def _told(self, place: int) -> dict:
        header = dcmread(FILES[place], stop_before_pixels=True)
        told = {"00100020": PATIENT, "0020000D": header.StudyInstanceUID, "0020000E": header.SeriesInstanceUID}
        told |= {"00080018": header.SOPInstanceUID}
        return {tag: {"vr": "UI", "Value": [str(value)]} for tag, value in told.items()}

    def _files(self, request) -> None:
        request.send_response(200)
        request.send_header("Content-Type", 'multipart/related; type="application/dicom"; boundary=edge')
        request.end_headers()
        for number, file in enumerate(FILES):
            request.wfile.write(b"--edge\r\nContent-Type: application/dicom\r\n\r\n" + file.read_bytes() + b"\r\n")
            request.wfile.write(b"--edge--\r\n" if number == 2 else b"")
            request.wfile.flush()
            if number == 1:
                self.gate.wait(60)


@pytest.fixture(scope="module")
def pacs() -> Iterator[SlowPacs]:
    yield SlowPacs()


@pytest.fixture(scope="module")
def server(tmp_path_factory, pacs: SlowPacs) -> Iterator[str]:
    """A server with a case whose studies lie nowhere but in the PACS: one is there, one is not."""
    folder = tmp_path_factory.mktemp("away")
    case = folder / "cases" / "away"
    case.mkdir(parents=True)
    head = f'code = "away"\ntitle = "Away"\nquestion = "When?"\nzero = "E0"\npatient_id = "{PATIENT}"\n'
    rows = ["id,kind,term,at,value,unit,study", "E0,encounter,Admission,0,,,"]
    for day, (study, uid) in enumerate({"here": pacs.first.StudyInstanceUID, "gone": "1.2.3"}.items(), start=1):
        head += f'\n[[studies]]\nid = "{study}"\nevent = "E{day}"\nlabel = "{study}"\nmodality = "MR"\nuid = "{uid}"\n'
        rows.append(f"E{day},imaging,MRI,{day},,,{study}")
    (case / "case.toml").write_text(head)
    (case / "events.csv").write_text("\n".join(rows) + "\n")
    with hostile.serving(pacs.reply) as asked:
        settings = {"TIMELINE_CASES_DIR": str(folder / "cases"), "TIMELINE_PACS_URL": asked.address}
        with serving(folder, **settings) as address:
            yield address
        searches = [path for path, _ in asked.asked if path.endswith(f"StudyInstanceUID={pacs.first.StudyInstanceUID}")]
        assert len(searches) == 1, "two processes fetched the same study"


def test_a_study_on_its_way_says_how_far_it_is_and_is_shown_when_it_has_come(open_page, pacs):
    page = open_page("/cases/away?pictures=here&event=E1")
    coming = "Coming from the PACS: 1 of 3 files"
    until(page, f"document.querySelector('.viewer-text.middle')?.innerText === '{coming}'")
    page.keyboard.press("Escape")
    until(page, "document.querySelector('#timeline-film .film-picture')")
    assert page.locator(".film-picture", has_text="here").locator(".no-picture").inner_text() == coming
    assert coming in page.locator("#timeline-panel").inner_text()
    page.get_by_role("button", name="Pictures").click()
    until(page, f"document.querySelector('.viewer-text.middle')?.innerText === '{coming}'")
    pacs.gate.set()
    until(page, "document.querySelector('.viewer-pane canvas').dataset.slice === '1'")
    page.evaluate(FRAMES)
    assert words(page, "middle") == "" and words(page, "bl").startswith("slice 2/3")
    page.keyboard.press("Escape")
    until(page, "document.querySelector('.film-picture img')?.naturalWidth > 0")


def test_a_study_that_does_not_come_says_why(open_page):
    page = open_page("/cases/away?pictures=gone")
    until(page, f"document.querySelector('.viewer-text.middle')?.innerText === '{GONE}'")
    page.keyboard.press("Escape")
    picture = page.locator(".film-picture", has_text="gone")
    picture.wait_for()
    picture.dblclick()  # asked again, it says so again
    until(page, f"document.querySelector('.viewer-text.middle')?.innerText === '{GONE}'")
