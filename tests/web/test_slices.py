"""The viewer's series and slices: exact numbers, a small JSON that names nobody, and access at each request."""

import gzip
import io
import json
import struct
from pathlib import Path

import brotli
import numpy as np
import pytest
from flask import Flask
from PIL import Image

from dashboard import caller
from dashboard.domain.people import LOCAL_USER, Role, User
from dashboard.errors import NotFound
from dashboard.services import images, imports
from dashboard.services.context import Context
from dashboard.store import audit
from dashboard.web import faults, security, slices
from tests.imaging.conftest import MakeDicom, make_dicom
from tests.services.conftest import context, library, settings
from tests.store.conftest import database_url

__all__ = ["context", "database_url", "library", "make_dicom", "settings"]

CANARY = "CANARY^JANE"
PLACE = {"ImageOrientationPatient": [1, 0, 0, 0, 1, 0], "PixelSpacing": [0.5, 0.5], "FrameOfReferenceUID": "1.2.9.7"}


@pytest.fixture
def browser(context: Context, library: Path, make_dicom: MakeDicom, tmp_path: Path):
    """A client of nothing but the routes of the viewer, over a study of three slices."""
    for number in range(3):
        pixels = (np.arange(64, dtype=np.int16).reshape(8, 8) - 30) * (number + 1)
        elements = PLACE | {"ImagePositionPatient": [0, 0, 5.0 * number], "PatientName": CANARY, "PatientID": CANARY}
        elements |= {"WindowCenter": 40, "WindowWidth": 80, "RescaleSlope": 1, "RescaleIntercept": -1000}
        elements |= {"SeriesDescription": CANARY, "InstitutionName": CANARY, "SeriesInstanceUID": "1.2.3"}
        file = make_dicom(f"{number}.dcm", pixels, **elements)
        (library / "a" / "images" / "mri-1").mkdir(parents=True, exist_ok=True)
        file.rename(library / "a" / "images" / "mri-1" / file.name)
    imports.load_library(context)
    server = Flask("viewer", static_folder=None)
    faults.install(server)
    security.guard(server, context.settings)
    caller.install(server, context)
    server.register_blueprint(slices.ROUTES)
    return server.test_client()


@pytest.fixture
def image_id(browser, context: Context) -> str:
    return images.study_images(LOCAL_USER, context, "a")[0].series[0].image_id


def opened(browser, image_id: str, number: int = 0, **headers: str):
    """The description of a series and its first slice, out of one answer."""
    answer = browser.get(f"/images/{image_id}/opening/{number}", headers=headers)
    (length,) = struct.unpack_from("<L", answer.data)
    return json.loads(answer.data[4 : 4 + length]), answer.data[4 + length :]


def values(body: bytes, rows: int = 8, columns: int = 8):
    slope, offset, _, _ = struct.unpack_from("<ddHH", body)
    planes = np.frombuffer(body, np.uint8, offset=24).reshape(2, rows, columns).astype(np.uint16)
    return np.cumsum(planes[0] + (planes[1] << 8), axis=1, dtype=np.uint16) * slope + offset


def test_a_series_tells_its_geometry_and_its_windows(browser, image_id):
    said, first = opened(browser, image_id, 1)
    assert np.array_equal(values(first), (np.arange(64).reshape(8, 8) - 30) * 2 - 1000)
    assert (said["at"], said["trouble"]) == (1, "")
    assert (said["slices"], said["rows"], said["columns"], said["modality"], said["unit"]) == (3, 8, 8, "CT", "HU")
    assert said["positions"] == [0, 5, 10]
    assert said["spacing"] == [0.5, 0.5]
    assert said["letters"] == {"left": "R", "right": "L", "top": "A", "bottom": "P"}
    assert said["windows"][0] | {"name": ""} == {"name": "", "center": 40, "width": 80, "function": "LINEAR"}
    assert {"brain", "subdural", "stroke", "bone"} <= {one["name"] for one in said["windows"]}
    assert not said["colour"] and not said["lossy"] and not said["inverted"]


def test_nothing_of_the_header_names_a_patient_or_an_object(browser, image_id):
    said, first = opened(browser, image_id)
    text = json.dumps(said)
    assert CANARY.encode() not in first
    for secret in (CANARY, "CANARY", "JANE", "1.2.9.7", "1.2.3", "dcm", "mri-1"):
        assert secret not in text, secret
    assert len(said["frame"]) == 18
    assert CANARY.encode() not in browser.get(f"/images/{image_id}/slices/0").data


@pytest.mark.parametrize(("encoding", "unpack"), [("br", brotli.decompress), ("gzip", gzip.decompress), ("", bytes)])
def test_a_slice_gives_its_numbers_back_in_every_encoding(browser, image_id, encoding, unpack):
    for number in range(3):
        answer = browser.get(f"/images/{image_id}/slices/{number}", headers={"Accept-Encoding": encoding})
        assert answer.headers.get("Content-Encoding", "") == encoding
        expected = (np.arange(64).reshape(8, 8) - 30) * (number + 1) - 1000
        assert np.array_equal(values(unpack(answer.data)), expected)


def test_slices_are_not_kept_by_the_browser_and_are_no_pages(browser, image_id):
    for path in ("opening/0", "slices/0"):
        answer = browser.get(f"/images/{image_id}/{path}")
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_each_slice_leaves_a_line_in_the_audit(browser, image_id, context):
    browser.get(f"/images/{image_id}/slices/2")
    with context.store.reading() as db:
        line = audit.entries(db, newest=1)[0].line
    assert (line.action, line.case_id, line.subject, line.outcome) == ("view image", "a", f"{image_id} slice 3", "done")


def test_a_case_out_of_reach_answers_as_one_that_is_not_there(image_id, context):
    narrow = User("a viewer", Role.VIEWER, cases=frozenset({"b"}))
    for ask in (images.open_series, images.series_slice):
        with pytest.raises(NotFound, match=r"^There is no such picture\.$"):
            ask(narrow, context, image_id, 0)
    with pytest.raises(NotFound, match=r"^There is no such picture\.$"):
        images.arrival(narrow, context, image_id)


@pytest.mark.parametrize(
    "path", ["slices/3", "slices/-1", "slices/99999999999999999999", "slices/x", "slices/../series"]
)
def test_a_slice_that_is_not_there_is_not_found(browser, image_id, path):
    assert browser.get(f"/images/{image_id}/{path}").status_code == 404


@pytest.mark.parametrize("wrong", ["a", "..", "%2e%2e", "%00", "x" * 3000])
def test_nothing_is_found_by_guessing(browser, wrong):
    for path in ("opening/0", "slices/0", "arrival.json"):
        assert browser.get(f"/images/{wrong}/{path}").status_code == 404


def test_a_photo_is_sent_as_a_picture_without_its_metadata(browser, context, library):
    folder = library / "b" / "images" / "mri-1"
    folder.mkdir(parents=True)
    photo = Image.new("RGB", (60, 40), (200, 10, 10))
    exif = photo.getexif()
    exif[0x010E] = CANARY
    photo.save(folder / "photo.jpg", exif=exif)
    image_id = images.study_images(LOCAL_USER, context, "b")[0].series[0].image_id
    said, first = opened(browser, image_id)
    assert said["colour"] and said["lossy"] and said["letters"] is None and said["spacing"] is None
    assert first == browser.get(f"/images/{image_id}/slices/0").data
    answer = browser.get(f"/images/{image_id}/slices/0")
    assert answer.mimetype.startswith("image/")
    assert CANARY.encode() not in answer.data
    with Image.open(io.BytesIO(answer.data)) as shown:
        assert shown.size == (60, 40)


def test_a_file_that_cannot_be_decoded_answers_with_a_sentence_that_does_not_name_it(browser, image_id, library):
    folder = library / "a" / "images" / "mri-1"
    (folder / "1.dcm").rename(folder / f"1 {CANARY}.dcm")
    (folder / f"1 {CANARY}.dcm").write_bytes((folder / f"1 {CANARY}.dcm").read_bytes()[:-100])
    answer = browser.get(f"/images/{image_id}/slices/1", headers={"Accept": "application/json"})
    assert answer.status_code == 422
    assert answer.json["error"] == "The picture in the file cannot be decoded."
    assert browser.get(f"/images/{image_id}/slices/0").status_code == 200
    said, first = opened(browser, image_id, 1)
    assert (said["trouble"], first) == ("The picture in the file cannot be decoded.", b"")
    assert opened(browser, image_id, 99)[0]["at"] == 2
