"""Whole exports: too large for the memory, packed into an archive, with a damaged dictionary."""

import os
import zipfile
from pathlib import Path

import pytest

from dashboard.importers._spread.hands import Hands, Spread
from dashboard.importers._tables import zipped
from dashboard.importers.base import Choices, Dialect, ImportRefused
from dashboard.importers.tables import IMPORTER
from tests.importers.table_files import cases, read, write


def test_a_table_too_large_for_the_memory_is_read_in_parts_with_the_same_result(hospital: Path) -> None:
    (hospital / "stays.csv").write_text((hospital / "stays.csv").read_text() + "A,9,H1,ok,2024-03-03,,,extra\n")
    (hospital / "drugs2.csv").write_text("")
    whole = read(hospital)
    parted = read(hospital, spread=Spread(part=100))
    assert parted.report == whole.report
    assert cases(parted) == cases(whole)
    assert {one.head.id: (one.summary, one.rows) for one in parted.packed} == {
        one.head.id: (one.summary, one.rows) for one in whole.packed
    }


def test_cases_in_many_files_are_gone_through_with_one_of_them_open(hospital: Path) -> None:
    parted = read(hospital, spread=Spread(part=100)).packed
    before = len(os.listdir("/proc/self/fd"))
    running = iter(parted)
    assert next(running).head.id != next(running).head.id
    assert len(os.listdir("/proc/self/fd")) == before


def test_a_folder_that_serves_a_second_reading_keeps_nothing_of_the_first(tmp_path: Path) -> None:
    write(tmp_path, "1,A,01/02/2024,WBC,5,K/uL", "2,B,03/02/2024,WBC,5,K/uL")
    for dates, day in (("day first", "2024-02-01"), ("month first", "2024-01-02")):
        choices = Choices(mapping=tmp_path / "m.toml", dialect=Dialect(dates=dates))
        brought = IMPORTER.read(tmp_path, choices, Hands(Spread(part=10), tmp_path / "parts"))
        assert str(cases(brought)["labs-A"].events[0].at) == day


def test_tables_in_an_archive_are_read_and_its_names_lead_nowhere(hospital: Path, tmp_path: Path) -> None:
    expected = cases(read(hospital))
    archive = tmp_path / "export.zip"
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as made:
        for file in sorted(hospital.glob("*.csv")):
            made.write(file, f"2024/{file.name}")
        made.writestr("../evil.csv", "a,b\n")
        made.writestr("readme.txt", "words")
        made.writestr("2024/résultats.csv", "a,b\n")
        made.writestr("2024/._results.csv", b"\0")
        made.writestr("bomb.csv", b"0" * 300_000_000)
    assert IMPORTER.sniff(archive) and not IMPORTER.sniff(hospital / "m.toml")
    brought = IMPORTER.read(archive, Choices(mapping=hospital / "m.toml"))
    assert set(cases(brought)) == set(expected) and not (tmp_path.parent / "evil.csv").exists()
    assert [one.file for one in brought.report.refused] == [
        "../evil.csv",
        "2024/résultats.csv",
        "bomb.csv",
        "2024/results.csv",
    ]
    archive.write_bytes(archive.read_bytes()[:2000])
    assert not IMPORTER.sniff(archive)


def test_a_dictionary_with_a_damaged_row_says_so(hospital: Path) -> None:
    (hospital / "tests.csv").write_text("code,label\nL1,Leuko special\nL2\n")
    brought = read(hospital, name="results.csv")
    assert "tests.csv: 1 rows of the dictionary cannot be read and were left out" in brought.report.notes
    (hospital / "tests.csv").write_bytes(b"code,label\nL1,\xe9\n")
    brought = read(hospital, name="results.csv")
    assert [one.file for one in brought.report.refused] == ["tests.csv", "results.csv"]


def test_what_comes_out_of_an_archive_is_limited_as_a_whole(
    hospital: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive = tmp_path / "export.zip"
    with zipfile.ZipFile(archive, "w") as made:
        for file in sorted(hospital.glob("*.csv")):
            made.write(file, file.name)
    monkeypatch.setattr(zipped, "MOST_UNPACKED", 100)
    with pytest.raises(ImportRefused, match=r"export\.zip.*unpacks to more than"):
        IMPORTER.read(archive, Choices(mapping=hospital / "m.toml"))
