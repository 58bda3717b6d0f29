"""Cases whose pictures lie in the PACS: fetched when wanted, of the right patient or a card with the reason."""

import io
import json
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from threading import Event, active_count

import pytest
from dash import Dash
from PIL import Image

from dashboard.config import Settings, settings_from
from dashboard.domain.people import LOCAL_USER, Role, User
from dashboard.errors import NotFound
from dashboard.imaging import ImageRefused, Slice
from dashboard.pacs import Cache
from dashboard.services import audit, fetching, images, imports, scans, thumbnails
from dashboard.services.cases import open_case
from dashboard.services.context import Context, open_context
from dashboard.services.images import StudyPicture
from dashboard.services.ledgers import ledger
from dashboard.services.recent import Recent
from dashboard.web.timeline import _study
from tests.pacs import orthanc
from tests.pacs.conftest import PATIENT, Filled, first_of
from tests.pacs.hostile import by_path, related, sends, serving
from tests.pacs.test_cache import described, pretends
from tests.services.folders import write_case

Opened = Callable[..., Context]
UID = str(first_of("mri-1").StudyInstanceUID)


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Opened]:
    """Opens a library of one case whose study is in the PACS at `address`."""
    contexts: list[Context] = []

    def open_(address: str, patient_id: str = PATIENT, uid: str = UID, **more: str) -> Context:
        folder = write_case(tmp_path / "library" / "a")
        head, tables = (folder / "case.toml").read_text().split("\n[[studies]]")
        head += f'patient_id = "{patient_id}"\n' if patient_id else ""
        (folder / "case.toml").write_text(f'{head}\n[[studies]]{tables}uid = "{uid}"\naccession = "A 1/2"\n')
        contexts.append(open_context(settings(tmp_path, address, **more)))
        imports.load_library(contexts[-1])
        return contexts[-1]

    yield open_
    for context in contexts:
        context.store.close()


def settings(folder: Path, address: str, **more: str) -> Settings:
    given = {"data_dir": folder / "data", "cases_dir": folder / "library", "pacs_url": address}
    given |= {"pacs_user": orthanc.USER, "pacs_password": orthanc.PASSWORD, **more}
    return settings_from({f"TIMELINE_{name.upper()}": str(value) for name, value in given.items() if value})


def study(context: Context) -> StudyPicture:
    return images.study_images(LOCAL_USER, context, "a")[0]


def shown(context: Context) -> bool:
    """Whether the study's thumbnail is a picture: a drawn slice is black at its edge, a card is grey."""
    picture = images.thumbnail(LOCAL_USER, context, study(context).image_id, 96)
    edge = Image.open(io.BytesIO(picture)).convert("L").getpixel((2, 90))
    return isinstance(edge, int) and edge < 20


def reason(context: Context) -> str:
    return scans.scan_of(context, "a", "mri-1", str(context.settings.cases_dir / "a"), user=LOCAL_USER).reason


def wait_for(context: Context) -> None:
    end = time.monotonic() + 10
    while context.pacs is not None and context.pacs.busy() and time.monotonic() < end:
        time.sleep(0.02)


def retrievals(context: Context) -> list[str]:
    found = audit.entries(LOCAL_USER, context, case_id="a")
    assert {one.line.who for one in found if one.line.action == "retrieve"} <= {LOCAL_USER.name}
    return [f"{one.line.subject} {one.line.outcome}" for one in found if one.line.action == "retrieve"]


def test_a_study_that_lies_nowhere_else_comes_from_the_pacs(pacs: Filled, opened: Opened) -> None:
    context = opened(pacs.address)
    assert shown(context)
    told = study(context)
    assert (told.available, sorted(one.slices for one in told.series)) == (True, [24, 24])
    assert retrievals(context) == ["mri-1 done"]
    assert images.series_slice(LOCAL_USER, context, told.series[0].image_id, 3)[0]


def test_a_page_sends_for_nothing_and_a_viewer_does_not_wait_for_ever(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    def slow(request):  # type: ignore[no-untyped-def]
        time.sleep(1)

    with serving(slow) as server:
        context = opened(server.address, pacs_wait="1")
        assert not study(context).available
        assert server.asked == []
        monkeypatch.setattr(images._scan, "__defaults__", (0.1,))
        start = time.monotonic()
        with pytest.raises(ImageRefused, match="being fetched from the PACS"):
            images.open_series(LOCAL_USER, context, study(context).image_id, 0)
        assert time.monotonic() - start < 0.9
        assert len(server.asked) == 1


def test_few_wait_and_few_stand_in_line(opened: Opened) -> None:
    gate, before = Event(), active_count()  # others may still be at the end of their work

    def held_up(request):  # type: ignore[no-untyped-def]
        gate.wait(5)

    with serving(held_up) as server:
        context = opened(server.address)
        assert context.pacs is not None
        many = [(f"1.2.{number}", "") for number in range(fetching.IN_LINE + 5)]
        start = time.monotonic()
        with ThreadPoolExecutor(8) as people:
            told = list(people.map(lambda one: context.pacs.standing(one, print, 0.2).reason, many))
        assert set(told) == {fetching.ON_ITS_WAY}
        assert time.monotonic() - start < 4
        assert active_count() - before < fetching.IN_LINE + 14
        gate.set()
        wait_for(context)


def test_it_is_fetched_once_and_stays_when_the_pacs_is_gone(opened: Opened, changed: Callable[..., bytes]) -> None:
    with serving(pretends(related(changed()))) as server:
        context = opened(server.address)
        assert shown(context)
        asked = len(server.asked)
        assert shown(context)
        assert len(server.asked) == asked == 3
    stale = replace(context, pacs=fetching.fetching_of(replace(context.settings, pacs_fresh_minutes=0)))
    assert shown(stale)
    assert retrievals(context) == ["mri-1 done"]


@pytest.mark.parametrize(
    ("found", "metadata", "said"),
    [
        (described(), described(patient="Doe-1"), "The PACS gave pictures of another patient; they were not taken."),
        (described(patient="Doe-1"), described(), "The PACS gave pictures of another patient; they were not taken."),
        (b"[]", b"[]", "The PACS does not have this study."),
    ],
)
def test_a_study_that_was_moved_or_removed_vanishes(
    opened: Opened, changed: Callable[..., bytes], found: bytes, metadata: bytes, said: str
) -> None:
    with serving(pretends(related(changed()))) as server:
        context = opened(server.address, pacs_fresh_minutes="0")
        assert shown(context)
        wait_for(context)
        server.reply = by_path(studies=sends(found), metadata=sends(metadata), series=sends(b""))
        reason(context)
        wait_for(context)
        assert reason(context) == said
        assert not shown(context)
        assert retrievals(context) == ["mri-1 refused", "mri-1 done"]
        assert not list((context.settings.data_dir / "pacs").rglob("*.dcm"))


def test_a_study_that_grew_is_fetched_anew(opened: Opened, changed: Callable[..., bytes]) -> None:
    with serving(pretends(related(changed()))) as server:
        context = opened(server.address, pacs_fresh_minutes="0")
        assert shown(context)
        wait_for(context)
        both = described(str(first_of("mri-1").SOPInstanceUID), "1.2.3")
        server.reply = pretends(related(changed(), changed(SOPInstanceUID="1.2.3")), metadata=both)
        reason(context)
        wait_for(context)
        assert [one.slices for one in study(context).series] == [2]
        assert retrievals(context) == ["mri-1 done", "mri-1 done"]


@pytest.mark.parametrize(
    ("patient_id", "uid", "said"),
    [
        ("illustration-case-1", UID, "The PACS gave pictures of another patient; they were not taken."),
        ("Doe-1", UID, "The PACS gave pictures of another patient; they were not taken."),
        (PATIENT, "1.2.3", "The PACS does not have this study."),
    ],
)
def test_what_is_refused_is_a_card_with_the_reason(
    pacs: Filled, opened: Opened, patient_id: str, uid: str, said: str
) -> None:
    context = opened(pacs.address, patient_id, uid)
    assert not shown(context)
    assert reason(context) == said
    assert not study(context).available
    assert retrievals(context) == ["mri-1 refused"]
    assert not list((context.settings.data_dir / "pacs").rglob("*.dcm"))


def test_a_case_without_patient_id_takes_the_study_it_names(pacs: Filled, opened: Opened) -> None:
    assert shown(opened(pacs.address, ""))


def test_a_pacs_that_does_not_answer_is_asked_once_a_minute(opened: Opened) -> None:
    with serving(sends(b"", status=500)) as server:
        context = opened(server.address)
        for _ in range(3):
            assert reason(context) == "The PACS answered with an error (500)."
            assert not shown(context)
        assert len(server.asked) == 1


def test_pictures_in_a_folder_are_taken_without_asking(opened: Opened, tmp_path: Path) -> None:
    with serving(sends(b"[]")) as server:
        context = opened(server.address)
        folder = tmp_path / "library" / "a" / "images" / "mri-1"
        folder.mkdir(parents=True)
        Image.new("RGB", (40, 40), "red").save(folder / "one.png")
        assert study(context).available
        assert server.asked == []


def test_without_a_pacs_or_a_uid_nothing_is_asked(opened: Opened) -> None:
    with serving(sends(b"[]")) as server:
        assert reason(opened(server.address, uid="")) == ""
        assert server.asked == []
    assert reason(opened("", pacs_user="", pacs_password="")) == ""


def test_a_viewer_out_of_reach_fetches_nothing(opened: Opened) -> None:
    with serving(sends(b"[]")) as server:
        context = opened(server.address)
        narrow = User("a viewer", Role.VIEWER, cases=frozenset({"b"}))
        with pytest.raises(NotFound):
            images.study_images(narrow, context, "a")
        assert server.asked == []


def test_what_cannot_be_written_down_is_not_shown(
    opened: Opened, changed: Callable[..., bytes], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*words: object, **more: object) -> None:
        raise OSError(28, "No space left on device")

    with serving(pretends(related(changed()))) as server:
        context = opened(server.address)
        monkeypatch.setattr("dashboard.services.pacs.acting", broken)
        assert reason(context) == fetching.UNEXPECTED
        assert not list((context.settings.data_dir / "pacs").rglob("*.dcm"))
        assert PATIENT not in caplog.text
        assert UID not in caplog.text


def test_the_link_to_the_viewer_of_the_pacs_is_offered_when_it_is_configured(opened: Opened) -> None:
    template = "https://pacs.example/viewer?s={StudyInstanceUID}&a={AccessionNumber}"
    assert study(opened("", pacs_user="", pacs_password="")).viewer_link == ""
    context = opened("", pacs_user="", pacs_password="", pacs_viewer_link=template)
    assert study(context).viewer_link == f"https://pacs.example/viewer?s={UID}&a=A%201%2F2"


def test_what_cannot_be_decoded_here_is_drawn_by_the_pacs(
    pacs: Filled, opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    context = opened(pacs.address)
    decode = thumbnails.thumbnail_of

    def without_a_codec(source: Slice, size: int) -> bytes:
        if source.path.suffix == ".dcm":
            raise ImageRefused("No codec for it is installed.")
        return decode(source, size)

    monkeypatch.setattr(thumbnails, "thumbnail_of", without_a_codec)
    assert shown(context)
    (file,) = (context.settings.data_dir / "pacs").rglob("*.jpg")
    assert shown(replace(context, thumbnails=Recent(8)))
    file.unlink()
    with serving(sends(b"", status=500)) as server:
        gone = fetching.fetching_of(replace(context.settings, pacs_url=server.address))
        assert gone is not None and context.pacs is not None
        broken = replace(context.pacs, source=gone.source)
        here = context.pacs.cache.held(context.pacs.source, UID)
        monkeypatch.setattr(Cache, "held", lambda *_: here)
        assert not shown(replace(context, pacs=broken, thumbnails=Recent(8)))


def test_the_page_gets_the_link_and_nothing_else_of_the_pacs(opened: Opened, app: Dash) -> None:
    template = "https://pacs.example/viewer?s={StudyInstanceUID}"
    context = opened("http://pacs.example/dicom-web", pacs_viewer_link=template)
    with app.server.test_request_context():
        opened_case = open_case(LOCAL_USER, context, "a")
        told = json.dumps(_study(opened_case.case, ledger(opened_case), study(context)))
    assert f'"pacs_link": "https://pacs.example/viewer?s={UID}"' in told
    assert not [word for word in (PATIENT, "dicom-web", orthanc.USER, orthanc.PASSWORD, "A 1/2") if word in told]
