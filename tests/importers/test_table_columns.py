"""Columns of text as numbers, and the question of the decimal mark."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.importers._tables.coded import Coded, coded, constant, joined, together
from dashboard.importers._tables.gathered import hashed, hashes_of
from dashboard.importers._tables.marks import Marks
from dashboard.importers._tables.specs import column_spec, fill


@given(st.lists(st.lists(st.integers(0, 5), min_size=3, max_size=3), max_size=20))
def test_rows_of_several_columns_are_put_together_and_apart(rows: list[list[int]]) -> None:
    columns = [np.array(column, dtype=np.int64) for column in zip(*rows, strict=True)] or [np.empty(0, np.int64)] * 3
    for sizes in ([6, 6, 6], [1 << 40, 1 << 40, 6]):
        codes, found = together(columns, sizes)
        assert [list(found[code]) for code in codes.tolist()] == rows


def test_no_columns_make_no_rows() -> None:
    codes, found = together([], [])
    assert len(codes) == 0 and found == []
    assert len(constant("x", 0).spread([1], np.int64)) == 0 and coded([]).texts == []
    assert len(Coded(np.empty(0, np.int64), []).spread([], np.int64)) == 0


@given(st.lists(st.sampled_from(["a", "b", " a", ""]), max_size=12))
def test_a_column_keeps_its_texts_however_it_is_changed(texts: list[str]) -> None:
    column = coded(texts)
    assert column.listed() == texts and column.compact().listed() == texts
    assert column.mapped(str.strip).listed() == [text.strip() for text in texts]
    assert column.filled().tolist() == [bool(text) for text in texts]
    kept = column.only(column.filled())
    assert kept.compact().listed() == [text for text in texts if text]
    assert joined([column, column], "-".join).listed() == [f"{text}-{text}" for text in texts]


def test_a_template_leaves_no_separator_beside_a_blank_part() -> None:
    assert (
        fill("{a} {b}", ("2", "g")) == "2 g" and fill("{a} {b}", ("2", "")) == "2" and fill("{a} {b}", ("", "")) == ""
    )
    assert fill("{a}-{b}-{c}", ("1990", "", "")) == "1990" and fill("Ward: {a} ({b})", ("ICU", "")) == "Ward: ICU"
    assert column_spec("= x ").constant == " x " and column_spec(" A ").column == "a"


@pytest.mark.parametrize(
    ("values", "asked"),
    [
        (["4.5", "12", "<0.1"], ""),
        (["1,234"], '"1,234" reads both ways, 1234 or 1.234: say which with decimal = "point"'),
        (["1,234", "4,5"], 'numbers such as "4,5" have a decimal comma: confirm with decimal = "comma"'),
        (["0,123"], 'numbers such as "0,123" have a decimal comma'),
        (["one, two", "1,2,3"], ""),
        (["<0,1"], 'numbers such as "<0,1" have a decimal comma'),
    ],
)
def test_numbers_with_a_comma_are_asked_about(values: list[str], asked: str) -> None:
    marks = Marks()
    marks.see(values)
    assert marks.sentence().startswith(asked) and bool(marks.sentence()) == bool(asked)


def test_hashes_of_rows_are_the_same_everywhere_and_differ_with_any_column() -> None:
    one, other = hashes_of(["a", "b", "a"]), hashes_of(["x", "x", "y"])
    found = hashed([one, other])
    assert len(set(found.tolist())) == 3 and (hashed([other, one]) != found).all()
    assert [f"{number:016x}" for number in found.tolist()] == HASHES, "ids of stored events are made of these"
    assert len(hashed([])) == 0


HASHES = ["a0c4ba605c80cc69", "6ceb9bef6f0e87f9", "c8a4de87410d23b3"]
