"""The process that reads imports: what it answers, and what it answers when something goes wrong."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dashboard.errors import CaseRefused, Refused
from dashboard.importers._child import wire, worker
from dashboard.importers.base import NO_CHOICES, Choices, Dialect, Import, Refusal
from dashboard.importers.tables import IMPORTER
from tests.importers.table_files import ROWS, write

Answer = Callable[..., Import | list[Refusal]]


@pytest.fixture
def answer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Answer:
    """Runs the worker in this process, which must keep its own limits, and reads what it wrote."""
    monkeypatch.setattr(worker, "limit", lambda megabytes, seconds: None)
    monkeypatch.setattr(worker, "_end_with_the_program", lambda: None)
    monkeypatch.setattr("gc.disable", lambda: None)

    def run(path: Path, choices: Choices = NO_CHOICES, format: str = "tables") -> Import | list[Refusal]:
        asked = {"format": format, "path": str(path), "choices": wire.choices_to_plain(choices)}
        (tmp_path / "question.json").write_text(json.dumps(asked | {"megabytes": 1, "seconds": 1}))
        worker.main([str(tmp_path)])
        return wire.read(tmp_path / "answer", None)

    return run


def test_what_the_worker_writes_is_what_the_importer_brought(answer: Answer, tmp_path: Path) -> None:
    (tmp_path / "x").mkdir()
    folder = write(tmp_path / "x", *ROWS, "7,,2024-03-01,WBC,5,K/uL", "8,A,soon,WBC,5,mg/dL")
    said = Choices(mapping=folder / "m.toml", source="labs", dialect=Dialect(decimal="point", said=("decimal",)))
    found, here = answer(folder, said), IMPORTER.read(folder, said)
    assert isinstance(found, Import) and found.report == here.report and found.origin == "labs"
    assert [(one.head, list(one.packs), one.packs[:1][0], one.summary, one.rows) for one in found.packed] == [
        (one.head, list(one.packs), one.packs[0], one.summary, one.rows) for one in here.packed
    ]


def test_choices_come_back_as_they_were_made(tmp_path: Path) -> None:
    said = Choices("f", tmp_path / "m.toml", "s", "c", Dialect("utf-8", ";", "comma", "day first", ("dates",)))
    assert wire.choices_from_plain(json.loads(json.dumps(wire.choices_to_plain(said)))) == said
    assert wire.choices_from_plain(wire.choices_to_plain(NO_CHOICES)) == NO_CHOICES


def test_a_refusal_comes_back_with_its_place(answer: Answer, tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text("a,b\n1,2\n")
    (refusal,) = answer(tmp_path / "x.csv")  # type: ignore[misc]
    assert refusal.file == "x.csv" and "no mapping knows its columns" in refusal.reason


@pytest.mark.parametrize(
    ("problem", "reason"),
    [
        (CaseRefused(["one", "two"]), "one"),
        (Refused("it is odd."), "it is odd"),
        (MemoryError(), "it needs more memory than TIMELINE_IMPORT_MEGABYTES allows"),
        (PermissionError(13, "Permission denied", "/data/x.csv"), "x.csv cannot be read: Permission denied"),
        (KeyError("a name"), "it cannot be read; this should not have happened (KeyError)"),
    ],
)
def test_every_fault_is_a_sentence(
    answer: Answer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, problem: Exception, reason: str
) -> None:
    def fail(*_: Any) -> None:
        raise problem

    monkeypatch.setattr(worker, "_read", fail)
    found = answer(tmp_path)
    assert isinstance(found, list) and found[0].reason == reason


def test_an_importer_is_found_by_its_module_or_among_all() -> None:
    assert worker._importer("tables") is IMPORTER
    assert worker._importer("case-folder").name == "case-folder"
    with pytest.raises(KeyError):
        worker._importer("base")


@pytest.mark.parametrize("cut", [4, 12, -3])
def test_an_answer_that_is_cut_off_is_no_answer(answer: Answer, tmp_path: Path, cut: int) -> None:
    (tmp_path / "x").mkdir()
    folder = write(tmp_path / "x", *ROWS)
    answer(folder, Choices(mapping=folder / "m.toml"))
    data = (tmp_path / "answer").read_bytes()
    (tmp_path / "answer").write_bytes(data[:cut] if cut > 0 else data + b"\x00" * 3)
    with pytest.raises(ValueError):
        wire.read(tmp_path / "answer", None)
