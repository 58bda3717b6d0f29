"""Against a real Orthanc: searching, fetching, and each of its traps as it is, with what we do about it."""

import hashlib
import io
import socket
from pathlib import Path

import numpy as np
import pydicom
import pytest
from PIL import Image
from pydicom.uid import JPEGLSLossless
from urllib3 import PoolManager, Retry
from urllib3.exceptions import HTTPError

from dashboard.pacs import Cache, PacsRefused
from dashboard.pacs.answers import InstanceRecord, instance_record
from dashboard.services.fetching import identities_of
from tests.pacs import orthanc
from tests.pacs.conftest import PATIENT, Filled, files_of, first_of

PNG = "image/png"


@pytest.fixture
def instance(pacs: Filled) -> InstanceRecord:
    """One picture that lies there as JPEG-LS."""
    wanted = str(first_of("mri-1").SOPInstanceUID)
    return next(one for one in pacs.dicomweb().instances(pacs.study) if one.uid == wanted)


def path_of(one: InstanceRecord) -> str:
    return f"studies/{one.study}/series/{one.series}/instances/{one.uid}"


def grey(png: bytes) -> np.ndarray:
    return np.asarray(Image.open(io.BytesIO(png)).convert("L"), dtype=float)


def windowed(dataset: pydicom.Dataset, center: float, width: float) -> np.ndarray:
    """PS3.3 C.11.2.1.2.1, the linear function."""
    values = dataset.pixel_array * float(dataset.get("RescaleSlope", 1)) + float(dataset.get("RescaleIntercept", 0))
    return np.asarray(np.clip(((values - (center - 0.5)) / (width - 1) + 0.5) * 255, 0, 255))


def test_a_patient_has_the_studies_of_exactly_that_id(pacs: Filled) -> None:
    found = pacs.dicomweb().studies_of(PATIENT)
    assert pacs.study in [one.uid for one in found]
    assert {one.patient_id for one in found} == {PATIENT}


def test_orthanc_ignores_case_and_we_do_not(pacs: Filled) -> None:
    assert orthanc.ask(pacs.address, f"studies?PatientID={PATIENT.lower()}").json()
    assert pacs.dicomweb().studies_of(PATIENT.lower()) == ()


@pytest.mark.parametrize("pattern", ["ILLUSTRATION*", "*", "ILLUSTRATION-case-?", "a\\b", "", "x" * 65, " a", "a\n"])
def test_a_pattern_is_never_searched_for(pacs: Filled, pattern: str) -> None:
    # Orthanc finds everything by a bare *, and nothing, without a word, by an encoded one.
    assert orthanc.ask(pacs.address, "studies?PatientID=ILLUSTRATION*").json()
    assert orthanc.ask(pacs.address, "studies?PatientID=ILLUSTRATION%2A").json() == []
    with pytest.raises(PacsRefused, match="cannot be searched for"):
        pacs.dicomweb().studies_of(pattern)


def test_a_study_that_is_not_there_is_none(pacs: Filled) -> None:
    assert pacs.dicomweb().study("1.2.3") is None
    with pytest.raises(PacsRefused, match=r"does not have it \(404\)"):
        pacs.dicomweb().instances("1.2.3")


@pytest.mark.parametrize("uid", ["", "1.2/../3", "1.2?x", "1" * 65, "1.2.", "%31"])
def test_what_is_no_uid_reaches_no_address(pacs: Filled, uid: str) -> None:
    with pytest.raises(PacsRefused, match="no UID"):
        pacs.dicomweb().study(uid)


def test_a_wrong_password_is_told_and_not_repeated(pacs: Filled) -> None:
    wrong = pacs.dicomweb(password="a-secret")
    with pytest.raises(PacsRefused, match="user and password") as refusal:
        wrong.study(pacs.study)
    assert "a-secret" not in f"{refusal.value} {wrong!r} {refusal.value.__cause__!r}"


def test_a_study_comes_whole_as_it_is_stored_named_by_its_content(pacs: Filled, cache: Cache) -> None:
    held = cache.fetch(pacs.dicomweb(), pacs.study, PATIENT, identities_of)
    files = sorted(held.folder.rglob("*.dcm"))
    assert len(files) == len(held.instances) == 48
    assert len({file.parent for file in files}) == 2
    assert all(hashlib.sha256(file.read_bytes()).hexdigest() == file.stem for file in files)
    assert pydicom.dcmread(files[0]).file_meta.TransferSyntaxUID == JPEGLSLossless
    ours = {one.SOPInstanceUID: one.pixel_array for one in map(pydicom.dcmread, files_of("mri-1"))}
    for one in map(pydicom.dcmread, files[::12]):
        assert np.array_equal(one.pixel_array, ours[one.SOPInstanceUID])
    assert cache.held(pacs.dicomweb(), pacs.study) == held
    assert [place.stat().st_mode & 0o077 for place in (cache.root, held.folder, files[0])] == [0, 0, 0]


def test_nothing_is_kept_of_another_patients_study(pacs: Filled, cache: Cache) -> None:
    with pytest.raises(PacsRefused, match="another patient"):
        cache.fetch(pacs.dicomweb(), pacs.study, PATIENT.lower(), identities_of)
    assert list(cache.root.iterdir()) == []


def test_frames_come_by_the_media_type_with_a_star(pacs: Filled, instance: InstanceRecord) -> None:
    (frame,) = pacs.dicomweb().frames(instance, (1,))
    assert (frame.media_type, frame.transfer_syntax) == ("image/jls", JPEGLSLossless)
    assert frame.pixels.startswith(b"\xff\xd8")


def test_a_rendered_picture_has_the_window_that_was_asked_for(pacs: Filled, instance: InstanceRecord) -> None:
    expected = windowed(first_of("mri-1"), 500, 800)
    path = f"{path_of(instance)}/rendered?window=500,800"
    assert np.abs(grey(orthanc.ask(pacs.address, f"{path},linear", PNG).data) - expected).max() <= 1
    jpeg = pacs.dicomweb().rendered(instance, (500, 800), 1, 192)
    assert np.abs(grey(jpeg) - expected).mean() < 4


def test_orthanc_renders_without_a_window_over_the_full_range(pacs: Filled, instance: InstanceRecord) -> None:
    dataset = first_of("mri-1")
    shown = grey(orthanc.ask(pacs.address, f"{path_of(instance)}/rendered", PNG).data)
    own = windowed(dataset, float(dataset.WindowCenter), float(dataset.WindowWidth))
    full = dataset.pixel_array.astype(float)
    full = (full - full.min()) / np.ptp(full) * 255
    assert np.abs(shown - full).max() <= 2
    assert np.abs(shown - own).max() > 20


def test_orthancs_linear_exact_puts_the_centre_elsewhere(pacs: Filled, instance: InstanceRecord) -> None:
    dataset = first_of("mri-1")
    exact = grey(orthanc.ask(pacs.address, f"{path_of(instance)}/rendered?window=500,800,linear-exact", PNG).data)
    as_standard = windowed(dataset, 500, 800)
    assert np.abs(exact - as_standard).max() > 20
    half_a_window_off = windowed(dataset, 500 + 800 / 2, 800)
    dark = half_a_window_off < 120  # it cuts off what is bright
    assert np.abs(exact - half_a_window_off)[dark].max() <= 2


@pytest.mark.parametrize("level", ["studies", "series", "instances"])
def test_orthanc_has_no_thumbnails(pacs: Filled, instance: InstanceRecord, level: str) -> None:
    path = path_of(instance)
    path = {"studies": path.split("/series")[0], "series": path.split("/instances")[0], "instances": path}[level]
    assert orthanc.ask(pacs.address, f"{path}/thumbnail", "image/jpeg").status == 404


def test_jpeg_2000_is_rendered_and_fetched(pacs: Filled) -> None:
    stored = pacs.converted
    (record,) = pacs.dicomweb().instances(str(stored.StudyInstanceUID))
    assert pacs.dicomweb().rendered(record, (40, 80), 1, 96).startswith(b"\xff\xd8")
    (blocks,) = [b"".join(one) for one in pacs.dicomweb().files(record.study, record.series, 10**7)]
    assert np.array_equal(pydicom.dcmread(io.BytesIO(blocks)).pixel_array, stored.pixel_array)


def test_orthanc_lets_in_this_machine_only_though_it_listens_on_all_addresses(pacs: Filled) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # nothing is sent; the system names the address that it would use
        except OSError:
            pytest.skip("this machine has no address but loopback")
        own = probe.getsockname()[0]
    if own.startswith("127."):
        pytest.skip("this machine has no address but loopback")
    with PoolManager(retries=Retry(False), timeout=3) as http:
        try:
            status = http.request("GET", pacs.address.replace("127.0.0.1", own), headers=orthanc.HEADERS).status
        except HTTPError:
            return
    assert status in (401, 403)


def test_a_record_without_values_is_empty() -> None:
    assert instance_record({"00080018": {"vr": "UI"}, "00280010": {"Value": ["x"]}}) == InstanceRecord("", "", "", "")


def test_the_configuration_opens_nothing(tmp_path: Path) -> None:
    told = orthanc.configuration(tmp_path, 1)
    for name in ("RemoteAccessAllowed", "ExecuteLuaEnabled", "RestApiWriteToFileSystemEnabled", "OverwriteInstances"):
        assert told[name] is False
    assert told["AuthenticationEnabled"] is True
