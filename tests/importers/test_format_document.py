"""docs/case-format.md against the reader: nothing that it takes is missing there, and its sentences are true."""

import re
from pathlib import Path

import pytest

from dashboard.domain.cases import Trend
from dashboard.domain.events import End, Kind, State
from dashboard.domain.when import parse_when
from dashboard.importers._folder import event_rows, header, side_tables
from dashboard.importers.case_folder import read

DOCUMENT = (Path(__file__).parents[2] / "docs" / "case-format.md").read_text(encoding="utf-8")
LIBRARY = Path(__file__).parents[2] / "data" / "cases"
WORDS = [
    *header._KEYS,
    *(key for kinds in header._ENTRIES.values() for key in kinds),
    *event_rows._CORE,
    *event_rows._WORDS,
    *event_rows.TRENDS,
    *side_tables.FINDINGS_REQUIRED,
    *side_tables.ISSUES_REQUIRED,
    *(str(word) for words in (Kind, State, End, Trend) for word in words),
]


@pytest.mark.parametrize("word", sorted(set(WORDS)))
def test_every_word_of_the_format_is_told(word: str) -> None:
    assert re.search(rf'`(?:\[+|")?{re.escape(word)}(?:"|\]+)?`', DOCUMENT) or word in ("moments", "clocks", "zeros")


def test_every_notation_of_time_in_the_document_is_read() -> None:
    table = DOCUMENT.split("## Times")[1].split("Units are")[0]
    notations = [
        text
        for line in table.splitlines()
        for text in re.findall(r"`([^`]+)`", line.split("|")[1] if "|" in line else "")
    ]
    assert len(notations) > 20
    for notation in notations:
        assert parse_when(str(parse_when(notation))) == parse_when(notation)


def test_every_column_of_the_shipped_cases_is_told() -> None:
    for case in (read(LIBRARY / "case-1"), read(LIBRARY / "case-2")):
        columns = {column for event in case.events for column in event.details} - {"zero_label", "verify"}
        assert all(f"`{column}`" in DOCUMENT for column in columns)
