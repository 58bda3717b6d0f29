"""Ten kinds of damage for each kind of file: each is told with file and line, nothing else of the study is lost."""

import pytest

from dashboard.importers.cbioportal import IMPORTER
from tests.importers.cbioportal.studies import STUDY, write

FILES = (
    "data_timeline_labs.txt",
    "data_clinical_patient.txt",
    "data_clinical_sample.txt",
    "data_resource_definition.txt",
    "data_resource_sample.txt",
    "data_resource_patient.txt",
    "dates_first_diagnosis.txt",
)
WHOLE = {**STUDY, "dates_first_diagnosis.txt": "PATIENT_ID\tDATE\nP1\t2020-11-01\nP2\t2020-11-02\n"}
POINTER = b"version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1585\n"


def head(text: str) -> int:
    """Where the header stands, from 0."""
    return next(at for at, line in enumerate(text.splitlines()) if not line.startswith("#"))


def in_row(change) -> object:
    """Damage of the last row."""
    return lambda text: text.encode().rstrip(b"\n").rpartition(b"\n")[0] + b"\n" + change(text) + b"\n"


def last(text: str) -> bytes:
    return text.encode().rstrip(b"\n").rpartition(b"\n")[2]


def header(text: str) -> bytes:
    return text.splitlines()[head(text)].encode()


ROWS = {
    "a cell too many": (in_row(lambda text: last(text) + b"\tx\ty\tz"), "cells and"),
    "another encoding": (in_row(lambda text: last(text) + b"\xe9"), "is not UTF-8 (byte 0xE9)"),
    "a NUL": (in_row(lambda text: last(text) + b"\0"), "holds a NUL character"),
    "the header again": (in_row(header), "the header stands here again"),
    "no key": (in_row(lambda text: b"NA" + last(text)[last(text).index(b"\t") :]), ""),
    "a cell without end": (in_row(lambda text: last(text) + b"x" * 20_001), "characters"),
}
WHOLES = {
    "a pointer": (lambda text: POINTER, "Git LFS pointer"),
    "nothing": (lambda text: b"", "the file is empty"),
    "commas": (lambda text: text.replace("\t", ",").encode(), "not separated by tabs"),
    "another text": (lambda text: text.encode("utf-16"), "the file is UTF-16"),
    "a column twice": (lambda text: text.encode().replace(header(text), header(text) + b"\tX\tX"), "twice"),
}  # fmt: skip


@pytest.mark.parametrize("damage", ROWS)
@pytest.mark.parametrize("name", FILES)
def test_a_damaged_row_is_told_with_its_line_and_every_other_row_is_read(tmp_path, name, damage):
    change, reason = ROWS[damage]
    before = IMPORTER.read(write(tmp_path / "whole", WHOLE)).report
    report = IMPORTER.read(write(tmp_path / "damaged", {**WHOLE, name: change(WHOLE[name])})).report
    (refusal,) = report.refused
    assert (refusal.file, refusal.line) == (name, WHOLE[name].count("\n"))
    assert reason in refusal.reason and refusal.reason
    assert (report.rows_read, report.rows_refused) == (before.rows_read, 1)


@pytest.mark.parametrize("damage", WHOLES)
@pytest.mark.parametrize("name", FILES)
def test_a_damaged_file_is_told_and_every_other_file_is_read(tmp_path, name, damage):
    change, reason = WHOLES[damage]
    rows = len(WHOLE[name].splitlines()) - head(WHOLE[name]) - 1
    before = IMPORTER.read(write(tmp_path / "whole", WHOLE)).report
    report = IMPORTER.read(write(tmp_path / "damaged", {**WHOLE, name: change(WHOLE[name])})).report
    refused = [one for one in report.refused if one.file == name]
    assert len(refused) == 1 and reason in refused[0].reason
    assert report.rows_read - report.rows_refused == before.rows_read - rows
