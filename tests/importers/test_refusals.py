"""Ways to get a case folder wrong: each gives one clear sentence with file, row and column, and loads nothing."""

from collections.abc import Callable
from pathlib import Path

import pytest

from dashboard.importers._folder import files, tables

Damage = Callable[[str, str, str], None]
Problems = Callable[[], tuple[str, ...]]

EVENTS = [
    ("E2,1,lab", "E2,1,labs", "events.csv, row 3, column kind: \"labs\" is not known; expected lab, treatment, "),
    ("with E6,,absent", "with E6,,gone", 'events.csv, row 8, column state: "gone" is not known; expected present, '),
    ("after E4; before E6", "afer E4", 'events.csv, row 6, column at: "afer E4" is not a time; expected a day ('),
    ("after E4; before E6", "after E44", 'events.csv, row 6, column at: "E44" is neither an event nor a moment'),
    ("therapy day 3", "theraphy day 3", 'events.csv, row 5, column at: "theraphy day" is neither an event'),
    ("0,,,,,,,,,,,p. 1", "0,..5 min 3,,,,,,,,,,p. 1", 'events.csv, row 2, column until: "..5 min 3" is not a time'),
    ("/µL", "foo", 'events.csv, row 3, column unit: "foo" is not a unit that is known, such as "10*9/L"'),
    ("/µL", "mg/dL", 'events.csv, row 3, column unit: "mg/dL" does not measure leukocytes: expected "10*9/L"'),
    ("/µL", "", "events.csv, row 3, column unit: Leukocytes need a unit, such as"),
    ('"211 000"', "211.000", 'events.csv, row 3, column value: "211.000" may be 211000 or 211 and a fraction'),
    ('"211 000"', "", 'events.csv, row 3, column value: there is a unit "/µL" but no value.'),
    ("E8,6,", "E1,6,", 'events.csv, row 9, column id: "E1" stands here a second time.'),
    ("E8,6,", "E 8,6,", 'events.csv, row 9, column id: "E 8" is not an id; expected letters, digits, '),
    ("E8,6,", "E8,six,", 'events.csv, row 9, column seq: "six" is not a whole number from 0 on.'),
    ("Discharged home", "", "events.csv, row 9, column term: the cell is blank; expected what happened, in words."),
    (",3,,p. 2", ",2,,p. 2", 'events.csv, row 6, column rank: "2" is not known; expected 1, 3, 4, 5, a span'),
    (",3,,p. 2", ",4..3,,p. 2", 'events.csv, row 6, column rank: "4..3" is not known'),
    ("mri-1,p. 3", "mri-9,p. 3", 'events.csv, row 7, column study: "mri-9" is no study of case.toml.'),
    (",I1", ",I7", 'events.csv, row 6, column issues: "I7" is no id of issues.csv.'),
    ("dexamethasone; vincristine", "dexamethasone", "events.csv, row 4, column drug_class: there are 2 entries for 1"),
    ("id,seq", "id,id", "events.csv, row 1, column id: the header has this column twice."),
    (",at,", ",when,", "events.csv, row 1: the header lacks the column at."),
    ("id,seq", "id,", "events.csv, row 1: column 2 of the header has no name."),
    ("p. 3,,\nE7", "p. 3,,,x\nE7", "events.csv, row 7: there are 20 cells and 19 columns in the header; a"),
    ("p. 3,,\nE8", "p. 3,\nE8", "events.csv, row 8: there are 18 cells and 19 columns in the header."),
    ('"Agitated, recognises', '"Agitated "x" recognises', "events.csv: the table breaks off ("),
    ('"Agitated, recognises her mother"', '"Agitated', "events.csv: the table breaks off ("),
]  # fmt: skip
HEADER = [
    ("title =", "titel =", "case.toml, key titel: the key is not known; expected title, "),
    ('title = "Example"', 'title = ""', "case.toml, key title: the key is missing or blank."),
    ('zero = "E1"', 'zero = "E9"', 'case.toml, key zero: no event has the id "E9".'),
    ('age = "6 years"', "age = 6", 'case.toml, key age: "6" is not text in quotation marks.'),
    ('age = "6 years"', 'age = "6\\u0000"', "case.toml, key age: the text holds a NUL character."),
    ('age = "6 years"', 'age = "6 years', "case.toml: the file is not TOML: "),
    ('age = "6 years"', 'grain = "week"', 'case.toml, key grain: "week" is not known; expected day or instant.'),
    ('age = "6 years"', 'decimal = ";"', 'case.toml, key decimal: ";" is not known; expected point or comma.'),
    ('age = "6 years"', 'birth_date = "2015-13"', 'case.toml, key birth_date: birth date "2015-13" is not a date'),
    ('age = "6 years"', 'origin = "1 March"', 'case.toml, key origin: "1 March" is not a date; expected one such as'),
    ('code = "example"', 'code = "../x"', 'case.toml, key code: "../x" may hold letters, digits, '),
    ('"after E8"', '"soon"', 'case.toml, key moments.report: "soon" is not a time: expected '),
    ('"after E8"', "8", "case.toml, key moments.report: expected a name and a time, such as "),
    ('"after E8"', '"after E9"', 'case.toml, key moments.report: "E9" is neither an event nor a moment'),
    ('writing = "report"', 'writing = "letter"', 'case.toml, key writing: "letter" is none of the [moments].'),
    ('name = "therapy day"', 'name = "after day"', 'case.toml, key clocks: "after day" is no name for a clock'),
    ("first = 1", "first = true", 'case.toml, key clocks 1, first: "True" is not a whole number.'),
    ("first = 1", 'frist = "\\u0000"', "case.toml, key clocks 1, frist: the key is not known; expected name,"),
    ('label = "MRI 1"', "", "case.toml, key studies 1, label: the key is missing or blank."),
    ('label = "MRI 1"', 'label = "\\u0000"', "case.toml, key studies 1, label: the text holds a NUL character."),
    ('event = "E6"', 'event = "E9"', 'case.toml, key studies, mri-1: no event has the id "E9".'),
    ('id = "mri-1"', 'id = "mri/1"', 'case.toml, key studies, id: "mri/1" may hold letters, digits, '),
    ('label = "MRI 1"', 'label = "MRI 1"\nimages = true', 'case.toml, key studies, images: "mri-1" promises pictures'),
    ("[[zeros]]", "[zeros]", "case.toml, key zeros: expected one [[zeros]] for each."),
]  # fmt: skip
OTHERS = [
    ("findings.csv", "mri-1,,white", "mri-2,,white", 'findings.csv, row 2, column study: "mri-2" is no study'),
    ("findings.csv", "mri-1,,white", ",E99,white", 'findings.csv, row 2, column event: no event has the id "E99".'),
    ("findings.csv", "mri-1,,white", ",,white", "findings.csv, row 2, column study: the cell is blank; expected"),
    ("findings.csv", "present", "bigger", 'findings.csv, row 2, column trend: "bigger" is not known; expected new'),
    ("findings.csv", "hemorrhage", "", "findings.csv, row 3, column finding: the cell is blank"),
    ("findings.csv", "none,p. 3,", "none,p. 3,I9", 'findings.csv, row 3, column issues: "I9" is no id of issues.csv.'),
    ("findings.csv", "hemorrhage", "white-matter FLAIR/T2 change", "findings.csv, row 3, column finding: \"white"),
    ("issues.csv", "yes", "maybe", 'issues.csv, row 2, column conflict: "maybe" is not yes or no.'),
    ("issues.csv", " | calm [letter]", "", "issues.csv, row 2, column readings: a conflict has two readings or more"),
    ("issues.csv", "The chart and the letter differ on the agitation.", "", "issues.csv, row 2, column summary: the"),
    ("issues.csv", "I1,yes", "I1,no,S,,\nI1,yes", 'issues.csv, row 3, column id: "I1" stands here a second time.'),
    ("issues.csv", "I1,yes", "I!,no,S,,\nI1,yes", 'issues.csv, row 2, column id: "I!" is not an id'),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "sentence"), EVENTS)
def test_a_mistake_in_events_is_told_in_one_sentence(
    damage: Damage, problems: Problems, old: str, new: str, sentence: str
) -> None:
    damage("events.csv", old, new)
    assert _told(problems(), sentence)


@pytest.mark.parametrize(("old", "new", "sentence"), HEADER)
def test_a_mistake_in_the_header_is_told_in_one_sentence(
    damage: Damage, problems: Problems, old: str, new: str, sentence: str
) -> None:
    damage("case.toml", old, new)
    assert _told(problems(), sentence)


@pytest.mark.parametrize(("name", "old", "new", "sentence"), OTHERS)
def test_a_mistake_in_findings_or_issues_is_told_in_one_sentence(
    damage: Damage, problems: Problems, name: str, old: str, new: str, sentence: str
) -> None:
    damage(name, old, new)
    assert _told(problems(), sentence)


def _told(problems: tuple[str, ...], sentence: str) -> bool:
    assert all("\n" not in problem and problem.endswith(".") for problem in problems)
    assert len([problem for problem in problems if problem.startswith(sentence)]) == 1, problems
    return True


OPTIONAL = [
    ("time_kind", "exact", "order only or nothing"),
    ("trend", "better", "new, worsening, stable, improving, improved or recovered"),
    ("emphasis", "bold", "strong or nothing"),
]


@pytest.mark.parametrize(("column", "word", "expected"), OPTIONAL)
def test_an_optional_column_takes_its_own_words_only(
    folder: Path, problems: Problems, column: str, word: str, expected: str
) -> None:
    (folder / "events.csv").write_text(f"id,kind,term,at,{column}\nE1,note,A,0,{word}\n", encoding="utf-8")
    sentence = f'events.csv, row 2, column {column}: "{word}" is not known; expected {expected}.'
    assert sentence in problems()


SLICES = [
    ("mri-1", "0", "", '"0" is not a slice; expected a whole number, counted from 1, feet first.'),
    ("mri-1", "2.5", "", '"2.5" is not a slice; expected a whole number, counted from 1, feet first.'),
    ("", "2", "", "a slice or series is named and no study; expected the study whose pictures it is of."),
    ("", "", "ct", "a slice or series is named and no study; expected the study whose pictures it is of."),
]


@pytest.mark.parametrize(("study", "number", "series", "said"), SLICES)
def test_a_slice_that_cannot_be_one_is_told(
    folder: Path, problems: Problems, study: str, number: str, series: str, said: str
) -> None:
    event = "" if study else "E1"
    rows = f"study,event,finding,trend,slice,series\n{study},{event},edema,new,{number},{series}\n"
    (folder / "findings.csv").write_text(rows, encoding="utf-8")
    assert f"findings.csv, row 2, column slice: {said}" in problems()


def test_one_mistake_is_told_once(damage: Damage, problems: Problems) -> None:
    damage("events.csv", "E2,1,lab", "E2,1,labs")
    assert len(problems()) == 1


def test_all_mistakes_are_told_together(damage: Damage, problems: Problems) -> None:
    damage("events.csv", "E2,1,lab", "E2,1,labs")
    damage("events.csv", "/µL", "foo")
    damage("findings.csv", "present", "bigger")
    damage("case.toml", 'zero = "E1"', 'zero = "E9"')
    assert len(problems()) == 4


def test_a_contradiction_names_the_statements(damage: Damage, problems: Problems) -> None:
    damage("events.csv", "after E4; before E6", "after E6; before E4")
    (sentence,) = problems()
    assert sentence.startswith("events.csv: These times cannot all be true: ")
    assert 'E5 "after E6"' in sentence or 'E5 "before E4"' in sentence


def test_a_latin_1_file_is_refused_with_its_line(folder: Path, problems: Problems) -> None:
    text = (folder / "events.csv").read_text(encoding="utf-8")
    (folder / "events.csv").write_bytes(text.encode("latin-1"))
    assert problems() == ("events.csv: line 3 is not UTF-8 (byte 0xB5); save the file as UTF-8.",)


@pytest.mark.parametrize(
    ("data", "name"), [("id,x".encode("utf-16"), "UTF-16"), (b"PK\x03\x04", "a spreadsheet workbook or zip")]
)
def test_a_file_of_another_kind_is_named(folder: Path, problems: Problems, data: bytes, name: str) -> None:
    (folder / "issues.csv").write_bytes(data)
    assert problems()[0] == f"issues.csv: the file is {name}, expected text in UTF-8."


def test_a_nul_character_is_refused(damage: Damage, problems: Problems) -> None:
    damage("events.csv", "p. 4", "p.\0 4")
    assert problems()[0] == "events.csv: line 9 holds a NUL character, which no text has."


def test_columns_separated_by_semicolons_are_told_as_such(folder: Path, problems: Problems) -> None:
    (folder / "issues.csv").write_text("id;summary\nI1;x\n", encoding="utf-8")
    assert problems()[0] == "issues.csv, row 1: the columns are not separated by commas; save the file with commas."


def test_an_empty_table_is_refused(folder: Path, problems: Problems) -> None:
    (folder / "findings.csv").write_text("", encoding="utf-8")
    assert problems() == ("findings.csv: the file is empty, expected a header row.",)


@pytest.mark.parametrize("name", ["case.toml", "events.csv"])
def test_a_missing_file_is_named(folder: Path, problems: Problems, name: str) -> None:
    (folder / name).unlink()
    assert problems()[0] == f"{name}: the file cannot be read (no such file or directory)."


def test_without_a_header_nothing_else_is_called_missing(folder: Path, problems: Problems) -> None:
    (folder / "case.toml").unlink()
    assert len(problems()) == 1


def test_a_stray_table_and_pictures_of_no_study_are_told(folder: Path, problems: Problems) -> None:
    (folder / "finding.csv").write_text("x\n", encoding="utf-8")
    (folder / "images" / "ct-9").mkdir(parents=True)
    assert problems() == (
        "finding.csv: the file is no part of a case folder; its tables are events.csv, findings.csv, issues.csv.",
        "images/ct-9: the folder is named after no study of case.toml.",
    )


def test_two_studies_or_clocks_of_one_name_are_told(damage: Damage, problems: Problems) -> None:
    damage(
        "case.toml", "[[studies]]", '[[studies]]\nid = "mri-1"\nevent = "E6"\nlabel = "x"\nmodality = "MR"\n[[studies]]'
    )
    damage("case.toml", "[[clocks]]", '[[clocks]]\nname = "therapy day"\nzero = "E3"\n[[clocks]]')
    assert problems() == (
        'case.toml, key studies, id: "mri-1" stands here a second time.',
        'case.toml, key clocks, name: "therapy day" stands here a second time.',
    )


def test_a_moment_named_like_an_event_is_told(damage: Damage, problems: Problems) -> None:
    damage("case.toml", "report =", 'E2 = "after E1"\nreport =')
    assert problems() == ('case.toml, key E2: "E2" is also the id of an event.',)


def test_a_time_of_writing_without_any_moments_is_told(damage: Damage, problems: Problems) -> None:
    damage("case.toml", '[moments]\nreport = "after E8"', "")
    assert problems() == ('case.toml, key writing: "report" is none of the [moments].',)


def test_entries_that_are_no_tables_are_told(damage: Damage, problems: Problems) -> None:
    damage("case.toml", 'age = "6 years"', 'clocks = ["therapy day"]')
    damage("case.toml", '[[clocks]]\nname = "therapy day"\nzero = "E3"\nfirst = 1', "")
    assert "case.toml, key clocks: expected one [[clocks]] for each." in problems()


def test_moments_that_are_no_table_are_told(damage: Damage, problems: Problems) -> None:
    damage("case.toml", '[moments]\nreport = "after E8"', 'moments = "after E8"')
    assert _told(problems(), "case.toml, key moments: expected a name and a time")


def test_a_row_on_several_lines_is_named_by_row_and_line(damage: Damage, problems: Problems) -> None:
    damage(
        "events.csv",
        "E1,1,encounter,admission,Admission to hospital",
        'E1,1,encounter,admission,"Admission\nto\nhospital"',
    )
    damage("events.csv", "p. 4,,", "p. 4,,,x")
    assert _told(problems(), "events.csv, row 9: there are 20 cells (line 11 of the file) and 19 columns")


def test_the_sizes_are_limited(
    folder: Path, damage: Damage, problems: Problems, monkeypatch: pytest.MonkeyPatch
) -> None:
    damage("events.csv", "p. 4", "x" * (tables.LONGEST_CELL + 1))
    assert _told(problems(), f'events.csv, row 9: "{"x" * 60}…" has 20001 characters; a cell has at most 20000')
    monkeypatch.setattr(tables, "MOST_ROWS", 3)
    assert "events.csv: the table has more than 3 rows." in problems()
    monkeypatch.setattr(tables, "MOST_COLUMNS", 5)
    assert "events.csv, row 1: the header has 19 columns; at most 5 are read." in problems()
    monkeypatch.setattr(files, "LARGEST_FILE", 1000)
    assert any("bytes; at most 0 million are read" in problem for problem in problems())
    assert folder.is_dir()
