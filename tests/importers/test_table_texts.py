"""Files of tables as text: encodings, delimiters, quotation marks, line ends; any table comes back cell by cell."""

import csv
import gzip
import io
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from dashboard.importers._tables import chunks
from dashboard.importers._tables.chunks import text_chunks
from dashboard.importers._tables.glimpse import glimpse
from dashboard.importers._tables.texts import MOST_COLUMNS, Unreadable, header_of, text_of
from dashboard.importers.base import Dialect

one_folder = settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], deadline=None)
AS_IT_IS = Dialect()
cell = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\r\ufeff"), max_size=8)
tables = st.integers(1, 4).flatmap(lambda width: st.lists(st.lists(cell, min_size=width, max_size=width), max_size=12))


def rows_of(path: Path, said: Dialect = AS_IT_IS, wanted: str = "") -> tuple[list[list[str]], list[tuple[int, str]]]:
    """The rows that are read, each with its number, and the refusals."""
    refused: list[tuple[int, str]] = []
    text = text_of(path, said, frozenset(filter(None, wanted.split())))
    found = []
    for chunk in text_chunks(text, frozenset(), lambda number, reason: refused.append((number, reason))):
        columns = [column.listed() for column in chunk.columns.values()]
        found += [[str(number), *cells] for number, *cells in zip(chunk.numbers.tolist(), *columns, strict=True)]
    return found, refused


def written(path: Path, text: str, encoding: str = "utf-8") -> Path:
    path.write_bytes(text.encode(encoding))
    return path


@one_folder
@given(table=tables, quoting=st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]), end=st.sampled_from(["\n", "\r\n"]))
@example([['a"b', "c"]], csv.QUOTE_MINIMAL, "\n")
def test_any_table_comes_back_cell_by_cell(tmp_path: Path, table: list[list[str]], quoting: int, end: str) -> None:
    out = io.StringIO()
    writer = csv.writer(out, quoting=quoting, lineterminator=end)  # type: ignore[arg-type]
    names = [f"c{number}" for number in range(len(table[0]) if table else 1)]
    writer.writerows([names, *table])
    found, refused = rows_of(written(tmp_path / "t.csv", out.getvalue()), Dialect(delimiter=","))
    expected = [[str(number), *row] for number, row in enumerate(table, start=2) if any(cell.strip() for cell in row)]
    hollow = [row for row in found if not any(cell.strip() for cell in row[1:])]
    assert [row for row in found if row not in hollow] == expected
    assert refused == []


@pytest.mark.parametrize("size", [40, 100, 10_000])
def test_blocks_of_any_size_give_the_same_rows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: int) -> None:
    monkeypatch.setattr(chunks, "BLOCK", size)
    lines = ["a,b"] + [f'{number},"x, ""y""\nz {number}"' for number in range(60)] + ["", ",", "61,u"]
    found, refused = rows_of(written(tmp_path / "t.csv", "\n".join(lines)))
    assert found[:2] == [["2", "0", 'x, "y"\nz 0'], ["3", "1", 'x, "y"\nz 1']]
    assert (len(found), found[-1], refused) == (61, ["64", "61", "u"], [])


@pytest.mark.parametrize(
    ("encoding", "said", "shown"),
    [
        ("utf-8", "", "utf-8"),
        ("utf-8-sig", "", "utf-8-sig"),
        ("utf-16", "", "utf-16"),
        ("utf-16-be", "utf-16-be", "utf-16-be"),
        ("cp1252", "cp1252", "cp1252"),
        ("latin-1", "latin-1", "iso8859-1"),
    ],
)
def test_encodings_are_read_and_shown(tmp_path: Path, encoding: str, said: str, shown: str) -> None:
    file = written(tmp_path / "t.csv", "a;Größe\n1;µ\n", encoding)
    text = text_of(file, Dialect(encoding=said), frozenset())
    assert (text.encoding, text.delimiter, text.header) == (shown, ";", ("a", "Größe"))
    assert rows_of(file, Dialect(encoding=said))[0] == [["2", "1", "µ"]]


def test_a_packed_file_is_unpacked(tmp_path: Path) -> None:
    (tmp_path / "t.csv.gz").write_bytes(gzip.compress(b"a,b\n1,2\n"))
    assert rows_of(tmp_path / "t.csv.gz")[0] == [["2", "1", "2"]]
    assert header_of(tmp_path / "t.csv.gz") == ("a", "b")


def test_lines_that_end_by_a_carriage_return_alone_are_lines(tmp_path: Path) -> None:
    assert rows_of(written(tmp_path / "t.csv", "a,b\r1,2\r3,4"))[0] == [["2", "1", "2"], ["3", "3", "4"]]


@pytest.mark.parametrize(
    ("delimiter", "name"), [(",", ""), (";", ""), ("\t", ""), ("|", ""), ("\t", "tab"), ("^", "^")]
)
def test_the_delimiter_is_the_one_that_gives_the_wanted_columns(tmp_path: Path, delimiter: str, name: str) -> None:
    file = written(tmp_path / "t.csv", f"who{delimiter}a, b; c\n1{delimiter}2\n")
    text = text_of(file, Dialect(delimiter=name), frozenset({"who"}))
    assert text.delimiter == delimiter


@pytest.mark.parametrize(
    ("data", "said", "line", "why"),
    [
        (b"", "", None, "the file is empty"),
        (b"\n  \n", "", None, "the file is empty"),
        (b"a,b\n1,\xe9\n", "", 2, '(byte 0xE9); in cp1252, the encoding of Windows, it is "\xe9": confirm'),
        (b"a,b\n1,\x81\n", "", 2, "not UTF-8 here (byte 0x81); say the encoding"),
        (b"a,b\n1,\xe9\n", "ascii", 2, "not ASCII here (byte 0xE9)"),
        ("a,b\n1,2\n".encode("utf-16-le"), "", None, "by its look UTF-16: confirm with encoding"),
        (b"a,b\n1,2\n", "klingon", None, '"klingon" is no encoding that is known'),
        (b"version https://git-lfs.github.com/spec/v1\noid 1\n", "", None, "a pointer of Git LFS"),
        (b"a,a\n1,2\n", "", 1, "the header has this column twice"),
        (b"a,,b\n1,2,3\n", "", 1, "column 2 of the header has no name"),
        (b'a,b\n1,"2\n3,4\n', "", 3, "the table breaks off (unexpected end of data); a quotation mark may be missing"),
        (b'a,b\n1,"2"x\n', "", None, ""),
        (b"a,b\n1," + b"x" * 200_001 + b"\n", "", 2, "the table breaks off (field larger than field limit"),
        (b",".join(b"c%d" % number for number in range(5000)) + b"\n", "", 1, "the header has 5000 columns"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_says_why(tmp_path: Path, data: bytes, said: str, line: int | None, why: str) -> None:
    (tmp_path / "t.csv").write_bytes(data)
    if not why:
        assert rows_of(tmp_path / "t.csv", Dialect(encoding=said))[0]
        return
    with pytest.raises(Unreadable) as problem:
        rows_of(tmp_path / "t.csv", Dialect(encoding=said))
    assert why in problem.value.reason and problem.value.line == line


def test_a_delimiter_is_one_sign(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match='"::" is no delimiter'):
        text_of(written(tmp_path / "t.csv", "a::b\n"), Dialect(delimiter="::"), frozenset())


def test_rows_of_another_length_are_refused_with_their_numbers_and_the_others_stand(tmp_path: Path) -> None:
    file = written(tmp_path / "t.csv", "a,b\n1,2\n\n1,2,3\n4\n5,6,,\n,\n7,\x008\n9,10\n")
    found, refused = rows_of(file)
    assert found == [["2", "1", "2"], ["6", "5", "6"], ["9", "9", "10"]]
    assert [(number, why.split(";")[0]) for number, why in refused] == [
        (4, "there are 3 cells and 2 columns in the header"),
        (5, "there are 1 cells and 2 columns in the header"),
        (8, "a cell holds a NUL character, which no text has"),
    ]


def test_a_file_of_a_hundred_thousand_rows_and_one_that_is_too_long(tmp_path: Path) -> None:
    lines = [f"{number},x" for number in range(100_000)]
    lines[70_000] += ",extra"
    found, refused = rows_of(written(tmp_path / "t.csv", "\n".join(["a,b", *lines])))
    assert len(found) == 99_999 and [number for number, _ in refused] == [70_002]


def test_a_quotation_mark_within_a_cell_is_a_sign_like_any_other(tmp_path: Path) -> None:
    found, refused = rows_of(written(tmp_path / "t.csv", 'a,b\n5" tube,x\n6,7" y\n8,z\n'))
    assert found == [["2", '5" tube', "x"], ["3", "6", '7" y'], ["4", "8", "z"]] and refused == []


def test_the_header_of_anything_is_read_without_an_error(tmp_path: Path) -> None:
    for data in (
        b"",
        b"\0\1\2",
        b"version https://git-lfs.github.com/spec/v1\n",
        b'"',
        b"\x1f\x8b\x00",
        b"\xff\xfea\0,\0b\0",
    ):
        (tmp_path / "x").write_bytes(data)
        assert header_of(tmp_path / "x") in ((), ("a", "b"), ("",))
    assert header_of(tmp_path / "nowhere") == ()


def test_numbers_stay_the_texts_that_they_are_in_every_block(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chunks, "BLOCK", 64)
    found, _ = rows_of(written(tmp_path / "t.csv", "a,b\n" + "00123,4.0\nNA,1E5\nnull,3-1\nTrue,-0\n" * 50))
    assert [cells for _, *cells in found] == [["00123", "4.0"], ["NA", "1E5"], ["null", "3-1"], ["True", "-0"]] * 50


def test_a_delimiter_that_is_none_does_not_refuse_the_file(tmp_path: Path) -> None:
    path = written(tmp_path / "t.csv", "a,b\n1," + "|" * (MOST_COLUMNS + 1) + "\n")
    assert text_of(path, AS_IT_IS, frozenset()).delimiter == ","
    with pytest.raises(Unreadable, match=f"the header has {MOST_COLUMNS + 1} columns"):
        text_of(written(path, "a," * MOST_COLUMNS + "b\n1\n"), AS_IT_IS, frozenset())


def test_a_quote_that_stays_open_is_told(tmp_path: Path) -> None:
    path = written(tmp_path / "t.csv", '"' + "a,b\n" * 60_000)
    with pytest.raises(Unreadable, match="a quote may stand open"):
        text_of(path, AS_IT_IS, frozenset())
    assert "a quote may stand open" in glimpse(path, AS_IT_IS)["tables"][0]["problem"]
    late = written(tmp_path / "late.csv", "a,b\n1,2\n" * 20 + '"' + "a,b\n" * 60_000)
    assert "a quote" in glimpse(late, AS_IT_IS)["tables"][0]["problem"]
