"""Where FHIR lies: files, folders of any mixture, archives; told by content, limited by the bytes that come out."""

import gzip
import io
import json
import zipfile

import pytest

from dashboard.importers._fhir import sources
from dashboard.importers.base import Choices, ImportRefused
from dashboard.importers.fhir import IMPORTER
from tests.importers.fhir.builders import bundle, condition, leukocytes, lines, patient, read


def ids(brought):
    return [event.id for case in brought.cases for event in case.events]


def zipped(path, members, mode="w"):
    with zipfile.ZipFile(path, mode, zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


def test_a_folder_of_any_mixture_is_read_whole(tmp_path):
    (tmp_path / "deep").mkdir()
    (tmp_path / "patients.ndjson").write_text(lines([patient()]))
    (tmp_path / "deep" / "bundle.json").write_text(json.dumps(bundle(leukocytes(), kind="collection")))
    (tmp_path / "one.txt").write_text(json.dumps(condition()))
    (tmp_path / "packed.ndjson.gz").write_bytes(gzip.compress(lines([leukocytes(id="o2")]).encode()))
    zipped(tmp_path / "more.zip", {"a/x.json": json.dumps(leukocytes(id="o3"))})
    (tmp_path / "readme.md").write_text("# Read me")
    brought = IMPORTER.read(tmp_path)
    assert sorted(ids(brought)) == ["Condition-c1", "Observation-o1", "Observation-o2", "Observation-o3"]
    report = brought.report
    assert (report.rows_read, report.accepted) == (5, 5)
    assert report.files == ("deep/bundle.json", "more.zip/a/x.json", "one.txt", "packed.ndjson.gz", "patients.ndjson")
    assert report.notes == ("readme.md was not read: it holds no FHIR",)
    assert IMPORTER.sniff(tmp_path)


@pytest.mark.parametrize("kind", ["transaction", "batch", "collection", "searchset", "history", "document", "message"])
@pytest.mark.parametrize("urls", [True, False])
def test_a_bundle_of_every_type_is_read(tmp_path, kind, urls):
    brought = read(tmp_path, bundle(patient(), leukocytes(), kind=kind, urls=urls))
    assert (ids(brought), brought.report.accepted) == (["Observation-o1"], 2)


def test_a_single_resource_an_array_and_a_bundle_in_a_bundle_are_read(tmp_path):
    assert ids(read(tmp_path, leukocytes())) == ["Observation-o1"]
    assert ids(read(tmp_path, json.dumps([patient(), leukocytes()], indent=1))) == ["Observation-o1"]
    assert ids(read(tmp_path, bundle(bundle(leukocytes()) | {"id": "b"}))) == ["Observation-o1"]
    deep = leukocytes()
    for number in range(9):
        deep = bundle(deep) | {"id": f"b{number}"}
    assert "more than 4 deep" in read(tmp_path, deep).report.refused[0].reason


def test_entries_that_hold_no_resource_are_said_and_those_of_a_list_are_not(tmp_path):
    answers = {
        "resourceType": "Bundle",
        "entry": [{"response": {"status": "201"}}, {"resource": 5}, {"resource": leukocytes()}],
    }
    report = read(tmp_path, answers).report
    assert (report.rows_read, report.accepted, report.rows_refused) == (3, 1, 2)
    assert {one.reason for one in report.refused} == {
        "the entry holds no resource",
        "the resource of the entry is no object",
    }
    listed = {"resourceType": "List", "entry": [{"item": {"reference": "Patient/1"}}]}
    report = read(tmp_path, json.dumps(listed, indent=1)).report
    assert (report.rows_read, dict(report.not_imported), report.refused) == (1, {"List": 1}, ())


def test_a_zip_archive_is_read_and_what_is_wrong_in_it_is_said(tmp_path):
    inner = io.BytesIO()
    zipped(inner, {"x.json": "{}"})
    path = zipped(
        tmp_path / "all.zip",
        {
            "a.json": json.dumps(leukocytes()),
            "b.zip": inner.getvalue(),
            "../c.json": json.dumps(leukocytes()),
            "n.txt": "x",
        },
    )
    report = IMPORTER.read(path).report
    assert (report.accepted, report.rows_refused, report.rows_read) == (1, 2, 3)
    assert {one.file: one.reason for one in report.refused} == {
        "all.zip/b.zip": "it is an archive within an archive, which is not opened",
        "all.zip/../c.json": "its name leads out of the archive",
    }  # fmt: skip
    assert IMPORTER.sniff(path)


def test_a_damaged_archive_says_so(tmp_path):
    path = zipped(tmp_path / "all.zip", {"a.json": json.dumps([leukocytes(id=f"o{n}") for n in range(2000)])})
    raw = bytearray(path.read_bytes())
    raw[len(raw) // 2 : len(raw) // 2 + 40] = b"\0" * 40
    path.write_bytes(bytes(raw))
    report = IMPORTER.read(path).report
    assert report.rows_refused == 1 and "damaged" in report.refused[0].reason
    (tmp_path / "cut.gz").write_bytes(gzip.compress(lines([leukocytes()] * 2000).encode())[:-20])
    assert "damaged" in IMPORTER.read(tmp_path / "cut.gz").report.refused[-1].reason
    (tmp_path / "no.zip").write_bytes(b"PK\x03\x04 nothing")
    with pytest.raises(ImportRefused, match="cannot be unpacked"):
        IMPORTER.read(tmp_path / "no.zip")


@pytest.mark.parametrize("suffix", ["zip", "gz"])
def test_what_unpacks_to_far_more_than_it_is_ends_there(tmp_path, suffix, monkeypatch):
    monkeypatch.setattr(sources, "SMALL", 1 << 20)
    monkeypatch.setattr(sources, "MOST_RATIO", 20)
    text = lines([leukocytes()]).encode() + (b" " * 1000 + b"\n") * 50_000
    path = tmp_path / f"bomb.{suffix}"
    if suffix == "gz":
        path.write_bytes(gzip.compress(text))
    else:
        zipped(path, {"a.ndjson": text})
    report = IMPORTER.read(path).report
    assert report.accepted == 1 and "unpacks to more than" in report.refused[0].reason


def test_xml_and_wide_text_are_known_and_refused_with_what_to_do(tmp_path):
    (tmp_path / "x.xml").write_text('<?xml version="1.0"?><Bundle xmlns="http://hl7.org/fhir"/>')
    assert IMPORTER.sniff(tmp_path / "x.xml")
    with pytest.raises(ImportRefused, match="export it as JSON"):
        IMPORTER.read(tmp_path / "x.xml")
    report = read(tmp_path, json.dumps(leukocytes()).encode("utf-16")).report
    assert "UTF-16" in report.refused[0].reason


@pytest.mark.parametrize("content", ["", "hello", "{}", "[1]", "a,b\n1,2\n", '{"x": "resourceTyp"}'])
def test_other_files_are_not_taken(tmp_path, content):
    path = tmp_path / "x.json"
    path.write_text(content)
    assert not IMPORTER.sniff(path)
    assert not IMPORTER.sniff(tmp_path / "nowhere")


def test_an_empty_folder_is_refused_and_too_many_files_are_said(tmp_path, monkeypatch):
    with pytest.raises(ImportRefused, match="it holds no FHIR"):
        IMPORTER.read(tmp_path)
    monkeypatch.setattr(sources, "MOST_FILES", 1)
    for name in ("a", "b"):
        (tmp_path / f"{name}.json").write_text(json.dumps(leukocytes(id=name)))
    report = IMPORTER.read(tmp_path).report
    assert report.accepted == 1 and "more than 1 files" in report.refused[0].reason


def test_a_list_of_files_of_a_bulk_export_is_said_and_no_address_called(tmp_path):
    listed = {"transactionTime": "2024-01-01T00:00:00Z", "output": [{"type": "Patient", "url": "http://127.0.0.1:1/x"}]}
    assert "no address of it is called" in read(tmp_path, listed).report.refused[0].reason
    assert "no resourceType" in read(tmp_path, {"name": "package"}).report.refused[0].reason


def test_one_named_case_is_of_one_patient(tmp_path):
    found = read(tmp_path, [patient(), leukocytes()], choices=Choices(case_id="case-7", source="lab"))
    assert (found.cases[0].id, found.origin) == ("case-7", "lab")
    with pytest.raises(ImportRefused, match="2 patients"):
        read(tmp_path, [patient(), patient(id="p2")], choices=Choices(case_id="case-7"))
