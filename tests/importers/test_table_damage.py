"""Damage of many kinds: a clear sentence for each, nothing lost, nothing crashed. And mappings that make no sense."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dashboard.importers._tables.finding import shipped, shipped_mapping
from dashboard.importers._tables.mapping_file import read_mapping
from dashboard.importers.base import ImportRefused, Report
from tests.importers.table_files import HEADER, LABS, ROWS, cases, read, write

WHOLE = "\n".join((HEADER, *ROWS)) + "\n"


def report_of(folder: Path, data: bytes, mapping: str = LABS) -> tuple[Report, int]:
    """The report, and how many events came."""
    (folder / "m.toml").write_text(mapping, encoding="utf-8")
    (folder / "labs.csv").write_bytes(data)
    brought = read(folder)
    return brought.report, sum(len(case.events) for case in cases(brought).values())


@pytest.mark.parametrize(
    ("damage", "events", "refused", "why"),
    [
        (lambda text: text.replace("8:00,WBC", "8:00,WBC,more"), 3, 1, "row 2: there are 7 cells and 6 columns"),
        (lambda text: text.replace(",mmol/L", ""), 3, 1, "row 4: there are 5 cells and 6 columns"),
        (lambda text: text.replace("2,A,", "2,,"), 3, 1, "row 3, column patient: the cell is blank: whose row is it"),
        (lambda text: text.replace("atypical", "aty\0pical"), 3, 1, "row 5: a cell holds a NUL character"),
        (lambda text: text.replace("Sodium", '"Sodium'), 0, 1, "the table breaks off (unexpected end of data)"),
        (lambda text: text.replace("Sodium", "S\u00f6dium").encode("latin-1"), 0, 1, "row 4: the text is not UTF-8"),
        (lambda text: text[: len(text) // 2 + 4], 1, 1, "cells and 6 columns in the header"),
        (lambda text: "", 0, 1, "the file is empty"),
        (lambda text: text.replace("patient", "person", 1), 0, 1, "row 1: the header lacks the column patient"),
        (lambda text: text.replace("test", "unit", 1), 0, 1, "row 1: the header lacks the column test"),
        (lambda text: "version https://git-lfs.github.com/spec/v1\noid sha256:0\n", 0, 1, "a pointer of Git LFS"),
        (lambda text: b"PK\x03\x04" + text.encode(), 0, 1, "the workbook is damaged"),
        (lambda text: b"\x1f\x8b" + text.encode(), 0, 1, "the packed file is damaged"),
        (lambda text: text.replace("WBC", "W" * 250_000, 1), 0, 1, "the table breaks off (field larger than"),
        (lambda text: text.replace(",", ",,", 1), 0, 4, "there are 6 cells and 7 columns in the header"),
        (lambda text: text.replace("2024-03-02", "2024-02-31"), 4, 0, ""),
        (lambda text: text.replace("10851", "many"), 4, 0, ""),
        (lambda text: text.replace("/uL", "\u2261\u202e=1+1"), 4, 0, ""),
        (lambda text: text.replace("WBC", "W" * 100_000, 1), 4, 0, ""),
        (lambda text: text.replace("\n", "\r\n") + "\r\n\r\n", 4, 0, ""),
    ],
)  # fmt: skip
def test_a_damaged_file_says_what_is_wrong_and_keeps_what_is_not(
    tmp_path: Path, damage: object, events: int, refused: int, why: str
) -> None:
    data = damage(WHOLE)  # type: ignore[operator]
    report, found = report_of(tmp_path, data if isinstance(data, bytes) else data.encode())
    assert (found, report.rows_refused) == (events, refused)
    assert report.rows_read == report.accepted + report.merged + report.rows_refused + sum(report.not_imported.values())
    assert why in " ".join(map(str, report.refused)) and len(report.refused) == refused


def test_a_damaged_file_leaves_those_beside_it_alone(tmp_path: Path) -> None:
    folder = write(tmp_path, *ROWS)
    (folder / "labs2.csv").write_text(WHOLE.replace(ROWS[3], '9,C,2024-03-02,"Smear'), encoding="utf-8")
    brought = read(folder)
    assert list(cases(brought)) == ["labs-A", "labs-B"]
    assert (brought.report.accepted, brought.report.rows_refused) == (4, 1)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(st.data())
def test_bytes_changed_anywhere_are_accounted_for(tmp_path: Path, data: st.DataObject) -> None:
    raw = bytearray(WHOLE.encode())
    for _ in range(data.draw(st.integers(1, 4))):
        raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))
    try:
        report, _ = report_of(tmp_path, bytes(raw))
    except ImportRefused as refused:
        assert refused.refusals and all(one.reason for one in refused.refusals)
    else:
        assert report.rows_read == report.accepted + report.merged + report.rows_refused + sum(
            report.not_imported.values()
        )


row = st.tuples(
    st.sampled_from(["A", "B", " A"]),
    st.sampled_from(["2024-03-01", "2024-03-01 08:00", "2024-03", "", "soon"]),
    st.sampled_from(["WBC", "Sodium", "x,y", "=1+1", "Größe"]),
    st.sampled_from(["5", "<0.1", "211 000", "", "neg", "1e5"]),
    st.sampled_from(["K/uL", "/uL", "", "foo"]),
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=40)
@given(st.lists(row, max_size=8), st.randoms(use_true_random=False), st.booleans())
def test_shuffled_and_repeated_rows_give_the_same_cases(
    tmp_path: Path, rows: list[tuple[str, ...]], chance: object, keyed: bool
) -> None:
    mapping = LABS if keyed else LABS.replace('key = "number"\n', "")

    def told(lines: list[str]) -> tuple[dict[str, object], Report]:
        brought = read(write(tmp_path, *lines, mapping=mapping))
        plain = {
            name: [(event.id, event.term, str(event.at), event.quantity, event.details) for event in case.events]
            for name, case in cases(brought).items()
        }
        return plain, brought.report

    lines = [",".join(f'"{cell}"' for cell in (str(number), *cells)) for number, cells in enumerate(rows)]
    once, report = told(lines)
    shuffled = [*lines, *lines]
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    again, longer = told(shuffled)
    assert again == once
    assert longer.accepted == report.accepted and longer.rows_read == 2 * len(rows)
    assert report.rows_read == len(rows)


def test_each_mapping_that_ships_can_be_read_and_is_named_after_its_file() -> None:
    assert set(shipped()) >= {"mimic-iv", "omop", "viedoc"}
    for name in shipped():
        assert shipped_mapping(name).name == name


TABLE = '[[table]]\nfile = "f"\npatient = "p"\n'
EVENT = f'{TABLE}kind = "lab"\nterm = "t"'
ITEMS = '\nitems = { record = "r", item = "i", value = "v", '


@pytest.mark.parametrize(
    ("text", "field", "why"),
    [
        ("name = ", "", "the file is not TOML"),
        ('nam = "x"', "nam", "the key is not known; expected name, title"),
        ('name = "A B"', "name", '"A B" may hold small letters'),
        ('name = "a"', "table", "there is no [[table]]"),
        ("table = 1", "table", "expected a list"),
        ("table = [1]", "table 1", "expected a [[table]]"),
        ('[[table]]\npatient = "p"', "table 1", "the key file is missing"),
        ('[[table]]\nfile = "f"', "table 1", "the key patient is missing"),
        (TABLE, "table 1", "it gives no event (kind) and no fact about the person"),
        (f'{TABLE}kind = "labs"\nterm = "t"', "table 1, kind", '"labs" is not known'),
        (f'{TABLE}kind = "lab"', "table 1", "the key term is missing"),
        (f'{TABLE}kind = "lab"\nterm = 5', "table 1, term", "expected a column"),
        (f'{EVENT}\nuntil_blank = "x"', "table 1, until_blank", '"x"'),
        (f'{EVENT}\nneeds = ["dose"]', "table 1, needs, dose", "not known"),
        (EVENT + '\njoin = { d = "x" }', "f, join", "no [dictionary.d]"),
        (EVENT + '\nwhere = [{ column = "x" }]', "table 1, where", "expected"),
        (TABLE + 'person = { name = "x" }', "table 1, person, name", "not known"),
        ('[[table]]\nfile = 5\npatient = "p"', "table 1, file", "expected text, or a list"),
        (EVENT + "\nitems = {}", "table 1, items", "expected record"),
        (EVENT + ITEMS + 'split = "(" }', "table 1, items, split", "the pattern cannot be read"),
        (EVENT + ITEMS + 'split = "x" }', "table 1, items, split", "needs the groups"),
        (TABLE + 'kind = "lab"\n[table.columns]\nWBC = 5', "table 1, columns", "expected texts"),
        ("[dictionary]\nd = 1\n[[table]]\n", "table 1", "the key file is missing"),
        ('[dictionary.d]\nfile = "x"\n' + EVENT, "dictionary d", "expected"),
        ("text = 5", "table", "there is no"),
        ("[units]\na = 5\n" + EVENT, "units", "expected texts"),
        ("title = 5\n" + EVENT, "title", "expected text in quotation"),
        ("text = 5\n" + EVENT, "text", "expected a table"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_mapping_is_told_with_its_key(tmp_path: Path, text: str, field: str, why: str) -> None:
    (tmp_path / "m.toml").write_text(text)
    with pytest.raises(ImportRefused) as refused:
        read_mapping(tmp_path / "m.toml")
    (refusal,) = refused.value.refusals
    assert refusal.file == "m.toml" and refusal.field == field and why in refusal.reason


def test_a_mapping_that_is_not_there_or_too_large_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ImportRefused, match="the file cannot be read"):
        read_mapping(tmp_path / "m.toml")
    (tmp_path / "m.toml").write_text("#" * 1_000_001)
    with pytest.raises(ImportRefused, match="at most 1000000 are read"):
        read_mapping(tmp_path / "m.toml")


def test_a_mapping_that_describes_none_of_the_files_says_so(tmp_path: Path) -> None:
    folder = write(tmp_path, *ROWS, name="other.csv")
    with pytest.raises(ImportRefused, match="the mapping labs describes none of its files"):
        read(folder)
    assert len(cases(read(folder, name="other.csv"))) == 2, "a file that somebody names is read by the one table"
