"""What a wizard proposes for tables, and the mapping that a plan comes to: the one format, read by the one reader."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.errors import Refused
from dashboard.importers._assembly.packed import unpack_case
from dashboard.importers._tables.glimpse import glimpse
from dashboard.importers._tables.mapping_file import read_mapping
from dashboard.importers._tables.plans import (
    ROLES,
    Column,
    Plan,
    TablePlan,
    mapping_text,
    plain_of,
    plan_of,
    problems_of,
)
from dashboard.importers._tables.proposing import missing_of, proposal
from dashboard.importers.base import Choices, Dialect
from dashboard.importers.tables import IMPORTER

LABS = "number,patient,time,test,value,unit\n1,A,2024-03-01 08:00,WBC,10851,/uL\n2,A,2024-03-02,WBC,---,/uL\n"
WIDE = (
    "Pat-Nr;Datum;Uhrzeit;WBC (G/L);Hb (g/dL);Bemerkung\n7;13.02.2024;08:00;10,5;9,1;ok\n7;14.02.2024;08:10;3,5;9,0;\n"
)
DRUGS = "subject_id,start_date,end_date,drug,dose\nA,2024-03-01,2024-03-05,Dexamethasone,10 mg\n"
PEOPLE = "mrn,dob,gender\nA,2015-03-07,female\n"
ITEMS = (
    "subjectid,eventseq,eventname,eventdate,editdatetime,itemname,itemvalue,itemid\n"
    "SubjectId,EventSeq,EventName,EventDate,EditDateTime,ItemName,ItemValue,ItemId\n"
    "A,1,V1,2024-03-01,2024-03-02 08:00:00,WBC,7,LB_WBC_LBORRES\n"
    "A,1,V1,2024-03-01,2024-03-02 08:00:00,WBC,10*9/L,LB_WBC_LBORRESU\n"
    "A,1,V1,2024-03-01,2024-03-02 08:00:00,Hb,9,LB_HGB_LBORRES\n"
    "A,1,V1,2024-03-01,2024-03-02 08:00:00,Hb,g/dL,LB_HGB_LBORRESU\n"
)
FORMS = (
    "subjectid,eventseq,eventdate,itemid,itemvalue\n"
    "A,1,2024-03-01,AE_AETERM,Seizure\nA,1,2024-03-01,AE_AESTDAT,2024-02-27\nA,1,2024-03-01,AE_AEENDAT,2024-02-28\n"
    "A,2,2024-03-09,AE_AETERM,Rash\nA,2,2024-03-09,AE_AESTDAT,2024-03-08\nA,2,2024-03-09,AE_AETOXGR,2\n"
)


def proposed(folder: Path, **files: str) -> Plan:
    for name, text in files.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    tables = glimpse(folder, Dialect())["tables"]
    plans = [proposal(one["name"], one["header"], one["rows"], one["sheet"]) for one in tables]
    missing = missing_of([(plan, one["header"], one["rows"]) for plan, one in zip(plans, tables, strict=True)])
    return Plan("mine", "Mine", tuple(plans), missing)


def read(folder: Path, plan: Plan, dialect: Dialect = Dialect()):  # noqa: B008 - frozen
    (folder / "mine.toml").write_text(mapping_text(plan), encoding="utf-8")
    return IMPORTER.read(folder, Choices(mapping=folder / "mine.toml", dialect=dialect))


def said(brought) -> list[tuple[str, str, str, str]]:
    events = [event for packed in brought.packed for event in unpack_case(packed).events]
    return [(str(one.kind), str(one.at), one.term, one.quantity.as_received if one.quantity else "") for one in events]


def test_a_long_table_is_proposed_and_read(tmp_path: Path) -> None:
    plan = proposed(tmp_path, labs=LABS)
    assert problems_of(plan) == [] and plan.missing == ("---",)
    brought = read(tmp_path, plan)
    assert said(brought) == [("lab", "2024-03-01T08:00", "WBC", "10851 /uL")]
    assert brought.report.not_imported == {"labs.csv: without value": 1}


def test_a_wide_table_is_proposed_with_its_units_and_asks_what_it_must(tmp_path: Path) -> None:
    plan = proposed(tmp_path, blut=WIDE)
    assert [(one.role, one.title, one.unit) for one in plan.tables[0].columns if one.role == "measure"] == [
        ("measure", "WBC", "G/L"),
        ("measure", "Hb", "g/dL"),
    ]
    brought = read(tmp_path, plan, Dialect(decimal="comma", dates="day first", said=("decimal", "dates")))
    assert ("lab", "2024-02-13T08:00", "WBC", "10,5 G/L") in said(brought) and len(said(brought)) == 4


def test_treatments_and_facts_about_the_patient_are_proposed(tmp_path: Path) -> None:
    plan = proposed(tmp_path, drugs=DRUGS, people=PEOPLE)
    assert [one.kind for one in plan.tables] == ["treatment", "person"]
    (packed,) = read(tmp_path, plan).packed
    case = unpack_case(packed)
    assert [(one.term, str(one.until), one.detail("dose")) for one in case.events] == [
        ("Dexamethasone", "2024-03-05", "10 mg")
    ]
    assert (case.sex, case.birth_date) == ("female", "2015-03-07")


def test_items_whose_names_have_two_parts_are_taken_apart(tmp_path: Path) -> None:
    plan = proposed(tmp_path, lb=ITEMS)
    (table,) = plan.tables
    assert table.split and table.names_again == "SubjectId" and table.of_role("updated") == ["editdatetime"]
    brought = read(tmp_path, plan)
    assert sorted(said(brought)) == [("lab", "2024-03-01", "Hb", "9 g/dL"), ("lab", "2024-03-01", "WBC", "7 10*9/L")]
    assert brought.report.not_imported == {"second row of names": 1}


def test_items_of_a_form_are_one_event_a_record(tmp_path: Path) -> None:
    plan = proposed(tmp_path, study_AE=FORMS)
    assert plan.tables[0].kind == "complication"
    brought = read(tmp_path, plan)
    assert said(brought) == [("complication", "2024-02-27", "Seizure", ""), ("complication", "2024-03-08", "Rash", "")]


def test_titles_above_the_header_and_sheets_of_a_workbook_are_seen(tmp_path: Path) -> None:
    from openpyxl import Workbook

    plan = proposed(tmp_path, lab=f"Laboratory of the hospital,,,,,\n,,,,,\n{LABS}")
    assert said(read(tmp_path, plan))[0][2:] == ("WBC", "10851 /uL")
    (tmp_path / "lab.csv").unlink()
    book = Workbook()
    for number, (title, text) in enumerate({"labs": LABS, "drugs": DRUGS}.items()):
        sheet = book.active if number == 0 else book.create_sheet()
        sheet.title = title
        for line in text.splitlines():
            sheet.append(line.split(","))
    book.save(tmp_path / "all.xlsx")
    plan = proposed(tmp_path)
    assert [(one.file, one.sheet, one.kind) for one in plan.tables] == [
        ("all.xlsx", "labs", "lab"),
        ("all.xlsx", "drugs", "treatment"),
    ]
    assert {row[2] for row in said(read(tmp_path, plan))} == {"WBC", "Dexamethasone"}


def test_tables_of_like_names_have_ids_of_their_own() -> None:
    columns = (Column("p", "patient"), Column("n", "name"))
    tables = tuple(TablePlan(f"{folder}/{'x' * 40}.csv", columns=columns) for folder in ("a", "b"))
    text = mapping_text(Plan("mine", tables=tables))
    assert f'id = "{"x" * 24}"' in text and f'id = "{"x" * 24}-2"' in text


def test_a_plan_goes_through_json_and_says_what_is_missing(tmp_path: Path) -> None:
    plan = proposed(tmp_path, labs=LABS)
    plain = {"name": "mine", "title": "Mine", "tables": plain_of(plan.tables), "missing": list(plan.missing)}
    assert plan_of(plain) == plan
    bare = TablePlan("x.csv", columns=(Column("a"),))
    assert problems_of(Plan("x", tables=(bare,))) == [
        "x.csv: say which column names the patient.",
        "x.csv: say which column tells what it is, or write it yourself.",
    ]
    assert problems_of(Plan("x", tables=(TablePlan("x.csv", used=False),))) == [
        "No table is used: choose at least one."
    ]


@pytest.mark.parametrize(
    "plain",
    [
        None,
        {},
        {"name": "x", "tables": [3]},
        {"name": "x", "tables": [{"file": "a", "kind": "nonsense"}]},
        {"name": "x", "tables": [{"file": "a", "columns": [{"name": "a", "role": "king"}]}]},
        {"name": "Capital", "tables": []},
    ],
)
def test_what_is_no_plan_is_told_so(plain: object) -> None:
    with pytest.raises(Refused):
        plan_of(plain)


@given(
    st.lists(
        st.tuples(st.text(st.characters(exclude_categories=["Cs"]), min_size=1), st.sampled_from(sorted(ROLES))),
        min_size=1,
        max_size=8,
    ),
    st.sampled_from(("rows", "columns")),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=20),
)
def test_any_names_of_columns_give_a_mapping_that_is_toml(tmp_path_factory, columns, layout, words) -> None:
    """Whatever a header holds, the mapping can be parsed, and says what is wrong with it in a sentence if anything."""
    import tomllib

    table = TablePlan("x.csv", "", layout, words=words, columns=tuple(Column(name, role) for name, role in columns))
    plan = Plan("mine", words, (table,))
    text = mapping_text(plan)
    parsed = tomllib.loads(text)
    assert parsed["title"] == (words or "mine") and parsed["table"][0]["file"] == "x.csv"


def test_a_header_with_signs_of_toml_and_of_patterns_is_read_as_it_is(tmp_path: Path) -> None:
    columns = (Column('pat"ient', "patient"), Column("when", "at"), Column('what\\ "it" = 1', "name"))
    (tmp_path / "a[1].csv").write_text('"pat""ient",when,"what\\ ""it"" = 1"\nA,2024-03-01,x\n', encoding="utf-8")
    plan = Plan("mine", "", (TablePlan("a[1].csv", kind="note", columns=columns),))
    assert said(read(tmp_path, plan)) == [("note", "2024-03-01", "x", "")]
    assert read_mapping(tmp_path / "mine.toml").name == "mine"
