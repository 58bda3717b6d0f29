"""The reader of case folders on folders that load."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.domain.cases import Grain, Trend
from dashboard.domain.chronology import solve
from dashboard.domain.events import End, State
from dashboard.domain.timing import place
from dashboard.importers import case_folder
from dashboard.importers.base import Importer, ImportRefused, Report

HEADER = "id,kind,term,at,note,as_printed,remark"
# what UTF-8 can hold in a file of text: no half characters, no NUL
TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=60)


def _write(folder: Path, events: str, toml: str = "") -> Path:
    head = 'code = "c"\ntitle = "C"\nquestion = "Why?"\nzero = "a"\n'
    (folder / "case.toml").write_text(head + toml, encoding="utf-8")
    (folder / "events.csv").write_bytes(events.encode("utf-8"))
    return folder


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def test_the_example_of_the_document_loads_whole(folder: Path) -> None:
    case = case_folder.read(folder)
    assert [event.id for event in case.events] == [f"E{number}" for number in range(1, 9)]
    assert (case.id, case.title, case.zero, case.writing, case.grain) == (
        "example",
        "Example",
        "E1",
        "report",
        Grain.DAY,
    )
    assert (len(case.findings), len(case.issues), len(case.studies), len(case.clocks)) == (2, 1, 1, 1)


def test_every_part_of_a_row_arrives_in_its_place(folder: Path) -> None:
    case = case_folder.read(folder)
    count, treatment, agitated, seizure = (case.event(name) for name in ("E2", "E3", "E5", "E7"))
    assert count and count.quantity and treatment and agitated and seizure
    assert (count.quantity.number, count.quantity.unit) == (Decimal(211), "10*9/L")
    assert (count.quantity.received, count.quantity.unit_received) == ("211 000", "/µL")
    assert treatment.components == ("dexamethasone", "vincristine")
    assert treatment.until is End.UNKNOWN
    assert treatment.detail("drug_class") == "corticosteroid; vinca alkaloid"
    assert (agitated.detail("rank"), agitated.seq, agitated.issues) == ("3", 4, ("I1",))
    assert str(agitated.at) == "after E4; before E6"
    assert agitated.state is State.PRESENT and seizure.state is State.ABSENT
    assert case.issues[0].readings == ("agitated [p. 2]", "calm [letter]") and case.issues[0].conflict


def test_a_finding_keeps_study_trend_word_and_place(folder: Path) -> None:
    first, second = case_folder.read(folder).findings
    assert (first.study, first.trend, first.word, first.place) == ("mri-1", Trend.PRESENT, "multifocal", "p. 3")
    assert second.trend is Trend.ABSENT


def test_the_short_name_of_a_day_zero_is_kept_with_its_event(folder: Path) -> None:
    case = case_folder.read(folder)
    event = case.event("E3")
    assert case.zeros == ("E3",) and event and event.detail("zero_label") == "induction start"


def test_findings_and_issues_may_be_left_out(tmp_path: Path) -> None:
    case = case_folder.read(_write(tmp_path, "id,kind,term,at\na,note,A,0\n"))
    assert (case.findings, case.issues, case.events[0].details) == ((), (), {})


def test_an_unknown_column_is_kept_with_the_event(tmp_path: Path) -> None:
    event = case_folder.read(_write(tmp_path, "id,kind,term,at,Ward\na,note,A,0, 4 B\n")).events[0]
    assert event.detail("ward") == " 4 B"


def test_columns_may_be_capital_and_in_any_order(tmp_path: Path) -> None:
    event = case_folder.read(_write(tmp_path, "At,TERM,Kind,ID\n0,A,Note,a\n")).events[0]
    assert (event.id, event.term) == ("a", "A")


def test_words_that_other_readers_take_for_missing_stay_words(tmp_path: Path) -> None:
    cells = ("NA", "null", "None", "0", "-", "nan", "TRUE", "=1+1", "<b>x</b>")
    rows = "".join(f"{'a' if not n else f'a{n}'},note,{cell},0\n" for n, cell in enumerate(cells))
    case = case_folder.read(_write(tmp_path, "id,kind,term,at\n" + rows))
    assert tuple(event.term for event in case.events) == cells


def test_a_byte_order_mark_blank_rows_and_blank_cells_to_the_right_do_no_harm(tmp_path: Path) -> None:
    events = "\ufeffid,kind,term,at,,\na,note,A,0,,\n,,,,,\n\nb,note,B,1,,\n"
    assert [event.id for event in case_folder.read(_write(tmp_path, events)).events] == ["a", "b"]


@given(note=TEXT, printed=TEXT, remark=TEXT)
def test_any_text_in_a_free_cell_survives(
    tmp_path_factory: pytest.TempPathFactory, note: str, printed: str, remark: str
) -> None:
    cells = ",".join(map(_quoted, (note, printed, remark)))
    folder = _write(tmp_path_factory.mktemp("case"), f"{HEADER}\na,note,A,0,{cells}\n")
    event = case_folder.read(folder).events[0]
    assert (event.note, event.as_printed) == (note, printed)
    assert event.detail("remark") == (remark if remark.strip() else "")


def test_a_declared_decimal_comma_holds_for_all_values(tmp_path: Path) -> None:
    rows = 'id,kind,term,at,value,unit\na,lab,WBC,0,211.000,/µL\nb,lab,Creatinine,0,"1,5",mg/dL\n'
    first, second = case_folder.read(_write(tmp_path, rows, 'decimal = "comma"\n')).events
    assert first.quantity and first.quantity.number == 211
    assert second.quantity and second.quantity.number == Decimal("132.6")


def test_a_steep_rise_is_marked_and_not_changed(tmp_path: Path) -> None:
    rows = "id,kind,term,at,value,unit\na,lab,WBC,0,211,10*9/L\nb,lab,WBC,0..2,1037,10*9/L\nc,lab,Blasts,0,96,%\n"
    first, second, blasts = case_folder.read(_write(tmp_path, rows)).events
    assert second.detail("verify") == "verify: ×4.9 within 48 h"
    assert second.quantity and second.quantity.number == 1037
    assert first.detail("verify") == blasts.detail("verify") == ""


def test_dates_with_an_origin_become_days(tmp_path: Path) -> None:
    rows = "id,kind,term,at\na,note,A,2024-03-01\nb,note,B,2024-03\n"
    case = case_folder.read(_write(tmp_path, rows, 'origin = "2024-03-01"\n'))
    assert case.origin == "2024-03-01"


def test_promised_pictures_that_are_there_are_no_problem(folder: Path) -> None:
    text = (folder / "case.toml").read_text(encoding="utf-8")
    (folder / "case.toml").write_text(text + "images = true\n", encoding="utf-8")
    (folder / "images" / "mri-1").mkdir(parents=True)
    (folder / "images" / "mri-1" / "a.dcm").write_bytes(b"x")
    (folder / "images" / "index.toml").write_text("", encoding="utf-8")
    assert case_folder.read(folder).studies[0].id == "mri-1"


def test_the_importer_keeps_its_contract_and_accounts_for_every_row(folder: Path) -> None:
    importer = case_folder.IMPORTER
    assert isinstance(importer, Importer)
    brought = importer.read(folder)
    assert [case.id for case in brought.cases] == ["example"]
    report = brought.report
    assert (report.rows_read, report.accepted, report.merged, report.rows_refused) == (11, 11, 0, 0)
    assert report.files == ("case.toml", "events.csv", "findings.csv", "issues.csv")


def test_a_folder_is_known_by_its_files(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    sniff = case_folder.IMPORTER.sniff
    assert sniff(folder) and not sniff(tmp_path_factory.mktemp("empty")) and not sniff(folder / "case.toml")
    (folder / "case.toml").unlink()
    assert sniff(folder)


def test_a_name_that_no_file_can_have_is_not_known_and_no_error() -> None:
    assert not case_folder.IMPORTER.sniff(Path("x" * 5000))


def test_a_report_whose_rows_do_not_add_up_cannot_be_made() -> None:
    with pytest.raises(ValueError, match="3 rows were read and 2 accounted for"):
        Report("table", rows_read=3, accepted=1, not_imported={"Goal": 1})


def test_a_folder_that_is_not_there_is_refused_in_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(ImportRefused) as refused:
        case_folder.read(tmp_path / "nowhere")
    assert refused.value.problems == ("nowhere: there is no such folder.",)


def test_a_case_may_count_from_a_moment_of_its_own(folder: Path, damage: Callable[[str, str, str], None]) -> None:
    damage("case.toml", 'zero = "E1"', 'zero = "first diagnosis"')
    damage("case.toml", 'report = "after E8"', 'report = "after E8"\n"first diagnosis" = "0"')
    case = case_folder.read(folder)
    assert case.zero == "first diagnosis"
    assert place(case, solve(case))[0].time.words == "day 0"
