"""Tab-separated files as they come: line ends, marks, quotation marks, comments, and what is refused with its line."""

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.importers._cbioportal.tsv import FileRefused, Line, opened, split
from dashboard.importers._cbioportal.tsv import given as told

HEADER = "PATIENT_ID\tSTART_DATE\tEVENT_TYPE"


def read(tmp_path, content: str | bytes) -> tuple[tuple[str, ...], list[list[str]], list[Line]]:
    path = tmp_path / "data.txt"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    with opened(path) as table:
        return table.columns, table.comments, list(table.lines())


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("last", ["", "end"])
def test_line_ends_and_byte_order_mark_change_nothing(tmp_path, end, mark, last):
    text = mark + end.join([HEADER, "A\t0\tX", "", "# told aside", "B\t-3\tY"]) + (end if last else "")
    columns, _, lines = read(tmp_path, text)
    assert columns == ("PATIENT_ID", "START_DATE", "EVENT_TYPE")
    assert [(line.number, line.get("PATIENT_ID"), line.get("START_DATE")) for line in lines] == [
        (2, "A", "0"),
        (5, "B", "-3"),
    ]


@pytest.mark.parametrize("mark", ["", '"'])
def test_comment_lines_above_the_header_are_kept_apart(tmp_path, mark):
    above = f"{mark}#Patient{mark}\t{mark}Start{mark}\n#STRING\tNUMBER\n\n"
    columns, comments, lines = read(tmp_path, f"{above}{HEADER}\nA\t0\tX\n")
    assert comments == [["Patient", "Start"], ["STRING", "NUMBER"]]
    assert columns[0] == "PATIENT_ID" and lines[0].number == 5


def test_blank_cells_to_the_right_are_none_and_missing_ones_are_blank(tmp_path):
    _, _, lines = read(tmp_path, f"{HEADER}\tNOTE\t\t\nA\t0\tX\t\t\t\nB\t1\n")
    assert [line.wrong for line in lines] == ["", ""]
    assert lines[1].get("EVENT_TYPE") == lines[1].get("NOTE") == ""


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ('A\t"Medical Therapy"\tx', ["A", "Medical Therapy", "x"]),
        ('A\t"he said ""no"""\tx', ["A", 'he said "no"', "x"]),
        ('A\t"two\tcells"\tx', ["A", "two\tcells", "x"]),
        ('A\t5" needle\tx', ["A", '5" needle', "x"]),
        ('A\t"a" and "b"\tx', ["A", '"a" and "b"', "x"]),
        ('A\t""\tx', ["A", "", "x"]),
        ("A\t 0 \t", ["A", " 0 ", ""]),
    ],
)
def test_quotation_marks_round_a_whole_cell_are_no_part_of_it(text, cells):
    assert split(text, 3) == cells


@pytest.mark.parametrize(
    "word", ["", " ", "NA", "na", "N/A", "NaN", "[Not Available]", "[Unknown]", "[Not Applicable]"]
)
def test_the_words_of_the_format_for_a_missing_value_are_no_value(word):
    assert told(word) == ""


def test_a_missing_cell_gives_way_to_the_next_column(tmp_path):
    _, _, (line,) = read(tmp_path, f"{HEADER}\nNA\t 3 \tX\n")
    assert line.get("PATIENT_ID", "START_DATE") == "3" and line.get("PATIENT_ID") == line.get("NONE") == ""


@pytest.mark.parametrize("word", ["Unknown", "None", "0", "-", "NAB-PACLITAXEL", "n", "Nan Yang"])
def test_other_words_are_values(word):
    assert told(f" {word} ") == word


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("A\t0\tX\tmore", "there are 4 cells and 3 columns in the header"),
        (HEADER, "the header stands here again"),
        (f"A\t0\t{'x' * 20_001}", "a cell has 20001 characters; it may have 20000"),
        ("A\t0\tX\0", "the line holds a NUL character, which no text has"),
        (b"A\t0\t\xe9t\xe9", "the line is not UTF-8 (byte 0xE9); save the file as UTF-8"),
        ("x" * 2_500_000, "the line has more than 1000000 characters"),
    ],
)
def test_a_row_that_cannot_be_read_is_refused_with_its_line_and_the_others_are_read(tmp_path, row, reason):
    raw = row if isinstance(row, bytes) else row.encode()
    _, _, lines = read(tmp_path, f"{HEADER}\nA\t0\tX\n".encode() + raw + b"\nB\t1\tY\n")
    assert [(line.number, line.wrong) for line in lines] == [(2, ""), (3, reason), (4, "")]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("", "the file is empty, expected a header row"),
        ("# only\n#comments\n", "the file is empty, expected a header row"),
        ("PATIENT_ID,START_DATE,EVENT_TYPE\nA,0,X\n", "the columns are not separated by tabs"),
        ("PATIENT_ID\t\tEVENT_TYPE\n", "column 2 of the header has no name"),
        ("PATIENT_ID\tNOTE\tnote\n", "the header has the column NOTE twice"),
        ("\t".join(f"C{n}" for n in range(2_001)), "the header has 2001 columns; at most 2000 are read"),
        (HEADER.encode("utf-16"), "the file is UTF-16, expected tab-separated text in UTF-8"),
        (b"PK\x03\x04rest", "the file is a spreadsheet workbook or zip, expected tab-separated text in UTF-8"),
        ("PATIENT_ID\tA\0\n", "the line holds a NUL character, which no text has"),
        (
            "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 9\n",
            "the file is a Git LFS pointer that stands for the data; fetch the data itself (git lfs pull)",
        ),
    ],
)
def test_a_file_of_which_nothing_can_be_read_says_why(tmp_path, content, reason):
    with pytest.raises(FileRefused) as refused:
        read(tmp_path, content)
    assert refused.value.reason == reason


CELL = st.text(
    st.characters(codec="utf-8", exclude_characters='\t\r\n\0"\x1c\x1d\x1e\x85\u2028\u2029\v\f'), max_size=12
)


@settings(max_examples=60)
@given(st.lists(st.tuples(CELL, CELL, CELL), max_size=8))
def test_rows_are_those_that_the_csv_module_reads(tmp_path_factory, rows):
    kept = [row for row in rows if "".join(row).strip() and not row[0].startswith("#")]
    text = "\n".join([HEADER, *("\t".join(row) for row in rows)])
    _, _, lines = read(tmp_path_factory.mktemp("tsv"), text)
    found = [line.cells for line in lines]
    plain = csv.reader(io.StringIO("\n".join("\t".join(row) for row in kept)), delimiter="\t", quoting=csv.QUOTE_NONE)
    expected = [dict(zip(HEADER.split("\t"), map(told, row), strict=True)) for row in plain]
    assert found == [{name: text for name, text in row.items() if text} for row in expected]
