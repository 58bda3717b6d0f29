"""`export` as a person runs it: a file that is whole or not there, what it says of itself, refusals in a sentence."""

import os
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from dashboard.__main__ import main
from dashboard.exporters import _layouts
from tests.services.folders import write_case

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Run:
    """Run a command in an empty folder, with a library of one small case."""
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.startswith("TIMELINE_")]:
        monkeypatch.delenv(name)
    write_case(tmp_path / "library" / "c")
    monkeypatch.setenv("TIMELINE_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("TIMELINE_CASES_DIR", str(tmp_path / "library"))

    def run(*words: str) -> tuple[int, str, str]:
        try:
            status = main(words)
        except SystemExit as ended:
            status = int(ended.code or 0)
        said = capfd.readouterr()
        assert "Traceback" not in said.out + said.err
        return status, said.out, said.err

    return run


def test_a_case_is_written_and_the_stamp_is_told(run: Run) -> None:
    status, said, wrong = run("export", "c", "--as", "care-csv", "--out", "table.csv", "--day-zero", "E2")
    assert (status, wrong) == (0, "")
    assert "case: c\nidentity: IDENTIFIED" in said and "written: table.csv" in said
    assert "day 0: Leukocytes [#/volume] in Blood" in said
    table = Path("table.csv").read_text(encoding="utf-8-sig")
    assert table.startswith("Order,Time,Kind of time") and "Admission" in table
    assert sorted(one.name for one in Path().iterdir()) == ["data", "library", "table.csv"]


def test_without_a_name_the_file_is_named_by_the_code_and_never_written_over(run: Run) -> None:
    status, said, _ = run("export", "c", "--as", "svg")
    assert status == 0
    (written,) = Path().glob("timeline-C-*.svg")
    assert f"written: {written}" in said
    before = written.read_bytes()
    status, _, wrong = run("export", "c", "--as", "svg", "--hide", "encounters")
    assert status == 1 and "is there already: name another file with --out" in wrong
    assert written.read_bytes() == before


def test_what_is_de_identified_says_what_is_left_out(run: Run) -> None:
    status, said, _ = run("export", "c", "--as", "case-folder", "--deidentified", "--words-read", "--pictures-read",
                          "--out", "c.zip")  # fmt: skip
    assert status == 0 and "identity: de-identified" in said and "left out: titles: 1" in said
    names = zipfile.ZipFile("c.zip").namelist()
    assert not any(name.startswith("c/") for name in names) and any(name.endswith("/case.toml") for name in names)


def test_window_lanes_and_choices_are_those_of_the_command(run: Run) -> None:
    status, said, _ = run("export", "c", "--as", "pdf", "--out", "c.pdf", "--from", "0", "--to", "3",
                          "--hide", "encounters", "--with", "paper=A3")  # fmt: skip
    assert status == 0 and "window: from day 0 to day 3" in said and "hidden lanes: Encounters" in said
    assert Path("c.pdf").read_bytes().startswith(b"%PDF")


def test_an_offline_page_is_made_without_a_server(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_layouts, "MOST", 1)  # few figures do here
    status, said, _ = run("export", "c", "--as", "html", "--out", "c.html")
    assert status == 0 and "written: c.html" in said
    assert Path("c.html").read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    assert not list(Path().glob("page-*")) and not list(Path().glob(".timeline-*"))


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("nobody", "--as", "pdf"), "There is no case"),
        (("c", "--as", "word"), '"word" is no format. Formats: '),
        (("c", "--as", "pdf", "--with", "paper=A0"), "It takes paper: A4 or A3"),
        (("c", "--as", "pdf", "--with", "paper"), "write NAME=VALUE"),
        (("c", "--as", "pdf", "--day-zero", "E9"), "E9"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence_and_leaves_no_file(
    run: Run, words: tuple[str, ...], said: str
) -> None:
    status, out, wrong = run("export", *words)
    assert (status, out) == (1, "") and said in wrong
    assert sorted(one.name for one in Path().iterdir()) in (["data", "library"], ["library"])


def test_a_file_that_cannot_be_finished_is_not_there(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(share: float, words: str) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("dashboard.commands.export._told", fail)
    status, out, wrong = run("export", "c", "--as", "svg", "--out", "c.svg")
    assert (status, out) == (2, "") and wrong
    assert not Path("c.svg").exists() and not list(Path().glob(".timeline-*"))


def test_progress_is_told_on_a_terminal(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    _, _, wrong = run("export", "c", "--as", "pptx", "--out", "c.pptx")
    assert "%" in wrong and wrong.endswith("\r\033[K")
