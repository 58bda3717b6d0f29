"""What is kept: whole studies of the right patient, as many as fit; never a part, never somebody else's."""

import json
import os
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from dashboard.pacs import AnotherPatient, Cache, Held, PacsRefused
from dashboard.services.fetching import identities_of
from tests.pacs.conftest import LIMITS, PATIENT, client, first_of
from tests.pacs.hostile import Reply, by_path, related, sends, serving

Changed = Callable[..., bytes]
OTHER = "1.2.3.4"


def described(*instances: str, patient: str = PATIENT, study: str = "") -> bytes:
    """The metadata of instances of the drawn series."""
    drawn = first_of("mri-1")
    told = {
        "00100020": patient,
        "0020000D": study or str(drawn.StudyInstanceUID),
        "0020000E": str(drawn.SeriesInstanceUID),
    }
    return json.dumps(
        [
            {tag: {"vr": "UI", "Value": [value]} for tag, value in (told | {"00080018": instance}).items()}
            for instance in instances or (str(drawn.SOPInstanceUID),)
        ]
    ).encode()


def pretends(files: Reply, found: bytes = b"", metadata: bytes = b"") -> Reply:
    """A PACS that says it has the drawn series, or what is given, and sends these files."""
    return by_path(studies=sends(found or described()), metadata=sends(metadata or described()), series=files)


def fetched(cache: Cache, reply: Reply, patient_id: str = PATIENT, size: int = LIMITS.size) -> Held:
    with serving(reply) as server:
        source = client(server.address, replace(LIMITS, size=size))
        return cache.fetch(source, str(first_of("mri-1").StudyInstanceUID), patient_id, identities_of)


def left_over(cache: Cache) -> list[Path]:
    return sorted(cache.root.rglob("*")) if cache.root.exists() else []


def test_the_file_that_was_promised_is_kept(cache: Cache, changed: Changed) -> None:
    held = fetched(cache, pretends(related(changed())))
    assert [file.read_bytes() for file in held.folder.rglob("*.dcm")] == [changed()]
    assert held.patient_id == PATIENT


@pytest.mark.parametrize("patient_id", [PATIENT, ""])
@pytest.mark.parametrize("other", ["Doe-1", "illustration-case-1", f"{PATIENT}-2", ""])
def test_a_file_of_another_patient_is_refused(cache: Cache, changed: Changed, other: str, patient_id: str) -> None:
    with pytest.raises(AnotherPatient, match="pictures of another patient; they were not taken"):
        fetched(cache, pretends(related(changed(PatientID=other))), patient_id)
    assert left_over(cache) == []


@pytest.mark.parametrize("patient_id", [PATIENT, ""])
def test_metadata_of_another_patient_ends_it_before_a_file_is_asked_for(cache: Cache, patient_id: str) -> None:
    with pytest.raises(AnotherPatient):
        fetched(cache, pretends(sends(b""), metadata=described(patient="Doe-1")), patient_id)
    assert left_over(cache) == []


def test_a_study_found_under_another_patient_is_refused(cache: Cache) -> None:
    with pytest.raises(AnotherPatient):
        fetched(cache, pretends(sends(b""), found=described(patient="Doe-1")))


@pytest.mark.parametrize("name", ["StudyInstanceUID", "SeriesInstanceUID", "SOPInstanceUID"])
def test_a_file_of_something_else_is_refused(cache: Cache, changed: Changed, name: str) -> None:
    with pytest.raises(PacsRefused, match="something else"):
        fetched(cache, pretends(related(changed(**{name: OTHER}))))
    assert left_over(cache) == []


def test_a_file_sent_twice_is_refused(cache: Cache, changed: Changed) -> None:
    with pytest.raises(PacsRefused, match="something else"):
        fetched(cache, pretends(related(changed(), changed(PatientSex="F"))))


def test_metadata_of_another_study_is_refused(cache: Cache) -> None:
    with pytest.raises(PacsRefused, match="something else"):
        fetched(cache, pretends(sends(b""), metadata=described(study=OTHER)))


def test_a_study_that_did_not_come_whole_is_not_shown(cache: Cache, changed: Changed) -> None:
    two = described(str(first_of("mri-1").SOPInstanceUID), OTHER)
    with pytest.raises(PacsRefused, match="sent 1 of 2 files"):
        fetched(cache, pretends(related(changed()), metadata=two))
    assert left_over(cache) == []


def test_a_broken_file_fails_alone(cache: Cache, changed: Changed) -> None:
    two = described(str(first_of("mri-1").SOPInstanceUID), OTHER)
    held = fetched(cache, pretends(related(changed(), b"\0" * 128 + b"DICM broken"), metadata=two))
    assert len(list(held.folder.rglob("*.dcm"))) == 1


def test_a_study_without_pictures_or_without_a_place_is_told(cache: Cache) -> None:
    with pytest.raises(PacsRefused, match="no pictures"):
        fetched(cache, pretends(sends(b""), metadata=b"[]"))
    with pytest.raises(PacsRefused, match="does not have this study"):
        fetched(cache, pretends(sends(b""), found=b"[]"))


def test_a_study_that_is_too_large_is_not_kept(cache: Cache, changed: Changed) -> None:
    with pytest.raises(PacsRefused, match="more than"):
        fetched(cache, pretends(related(changed())), size=10_000)
    assert left_over(cache) == []


def test_fetching_again_replaces_what_was_there(cache: Cache, changed: Changed) -> None:
    with serving(pretends(related(changed()))) as server:
        source, study = client(server.address), str(first_of("mri-1").StudyInstanceUID)
        first = cache.fetch(source, study, PATIENT, identities_of)
        (file,) = first.folder.rglob("*.dcm")
        file.unlink()
        assert list(cache.fetch(source, study, PATIENT, identities_of).folder.rglob("*.dcm")) == [file]
        cache.drop(source, study)
        assert cache.held(source, study) is None


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"patient_id": 1, "instances": 2}'])
def test_a_manifest_that_cannot_be_read_is_as_none(cache: Cache, changed: Changed, text: str) -> None:
    with serving(pretends(related(changed()))) as server:
        source, study = client(server.address), str(first_of("mri-1").StudyInstanceUID)
        held = cache.fetch(source, study, PATIENT, identities_of)
        (held.folder.parent / "manifest.json").write_text(text)
        assert cache.held(source, study) is None
        assert cache.fetch(source, study, PATIENT, identities_of).folder == held.folder


def test_the_oldest_make_room_for_the_new(tmp_path: Path, changed: Changed) -> None:
    small = Cache(tmp_path / "pacs", int(len(changed()) * 2.5))
    for number, name in enumerate(("old", "recent", ".incoming-dead", ".incoming-alive")):
        place = small.root / name / "pictures"
        place.mkdir(parents=True)
        (place / "one.dcm").write_bytes(changed())
        (small.root / name / "manifest.json").touch()
        age = time.time() - (90_000 if name in ("old", ".incoming-dead") else 60 * number)
        os.utime(small.root / name / "manifest.json", (age, age))
    held = fetched(small, pretends(related(changed())))
    assert sorted(place.name for place in small.root.iterdir()) == sorted([".incoming-alive", held.folder.parent.name])


def test_what_a_killed_process_left_behind_is_not_on_its_way(cache: Cache, changed: Changed) -> None:
    with serving(pretends(related(changed()))) as server:
        source, study = client(server.address), str(first_of("mri-1").StudyInstanceUID)
        held = cache.fetch(source, study, PATIENT, identities_of)
        assert cache.arriving(source, study) is None
        left = cache.root / f".incoming-{held.folder.parent.name}-dead"
        left.mkdir()
        assert cache.arriving(source, study) is None
