"""What a row of a timeline becomes: days, ends, kinds, values, treatments, and everything else that it says."""

from decimal import Decimal

import pytest

from dashboard.domain.events import End, Event, Kind, State
from dashboard.domain.when import parse_when
from dashboard.importers.base import Import, Report
from dashboard.importers.cbioportal import IMPORTER
from tests.importers.cbioportal.studies import tabbed, write


def read(tmp_path, *rows: str, name: str = "data_timeline_x.txt") -> Import:
    return IMPORTER.read(write(tmp_path / "study", {name: tabbed(*rows)}))


def events(tmp_path, *rows: str) -> list[Event]:
    (case,) = read(tmp_path, *rows).cases
    return list(case.events)


def one(tmp_path, columns: str, cells: str, event_type: str = "STATUS") -> Event:
    (event,) = events(tmp_path, f"PATIENT_ID|START_DATE|STOP_DATE|EVENT_TYPE|{columns}", f"P1|5||{event_type}|{cells}")
    return event


def refusals(report: Report) -> list[tuple[int | None, str, str]]:
    return [(one.line, one.field, one.reason) for one in report.refused]


@pytest.mark.parametrize(
    ("start", "stop", "at", "until"),
    [
        ("0", "", "0", None),
        ("0", "0", "0", "0"),
        ("-10", "0", "-10", "0"),
        ("-10", "-3", "-10", "-3"),
        ("5.0", "9.0", "5", "9"),
        ("+5", "NA", "5", None),
        ("2024", "2025", "2024 d", "2025 d"),
        ("NA", "", "", None),
        ("[Not Available]", "45", "..45", "45"),
        ("\u22127", "", "-7", None),
        ("5", "ongoing", "5", "ongoing"),
        ("5", "Continuing", "5", "ongoing"),
    ],
)
def test_days_are_what_the_row_says_and_day_0_is_a_day(tmp_path, start, stop, at, until):
    (event,) = events(tmp_path, "PATIENT_ID|START_DATE|STOP_DATE|EVENT_TYPE", f"P1|{start}|{stop}|STATUS")
    assert event.at == parse_when(at)
    ends = {None: None, "ongoing": End.ONGOING}
    assert event.until == (ends[until] if until in ends else parse_when(until))


@pytest.mark.parametrize(
    ("columns", "cells", "until"),
    [
        ("ONGOING", "YES", End.ONGOING),
        ("ONGOING", "N", None),
        ("TREATMENT_ONGOING", "true", End.ONGOING),
        ("IS_ONGOING", "1", End.ONGOING),
        ("END_STATUS", "ongoing", End.ONGOING),
        ("END_STATUS", "unknown", End.UNKNOWN),
        ("COMMENTS", "End date is NA", End.UNKNOWN),
        ("COMMENTS", "the end date unknown to us", End.UNKNOWN),
        ("COMMENTS", "Ongoing discussion of the end date", None),
        ("NOTE", "stop date: not reported", End.UNKNOWN),
    ],
)
def test_a_blank_stop_is_a_point_unless_the_row_says_otherwise(tmp_path, columns, cells, until):
    assert one(tmp_path, columns, cells).until == until


def test_a_stop_that_its_row_calls_unknown_is_kept_and_not_drawn_as_the_end(tmp_path):
    (event,) = events(
        tmp_path,
        "PATIENT_ID|START_DATE|STOP_DATE|EVENT_TYPE|AGENT|COMMENTS",
        "P1|60|61|TREATMENT|Imatinib|End date is NA",
    )
    assert event.until is End.UNKNOWN
    assert (event.details["stop_date"], event.details["comments"]) == ("61", "End date is NA")


@pytest.mark.parametrize(
    ("row", "field", "reason"),
    [
        ("P1|soon||STATUS", "START_DATE", '"soon" is not a day; expected a whole number of days from day 0'),
        ("P1|2020-11-01||STATUS", "START_DATE", '"2020-11-01" is not a day'),
        ("P1|5.5||STATUS", "START_DATE", '"5.5" is not a day'),
        ("P1|1e3||STATUS", "START_DATE", '"1e3" is not a day'),
        ("P1|5|soon|STATUS", "STOP_DATE", '"soon" is not a day'),
        ("P1|5|4|STATUS", "STOP_DATE", "it ends on day 4, before it begins on day 5"),
        ("P1|20201101||STATUS", "START_DATE", "day 20201101 is more than 100000 days from day 0"),
        ("|5||STATUS", "", "the row names no patient (PATIENT_ID)"),
        ("NA|5||STATUS", "", "the row names no patient (PATIENT_ID)"),
        ("P1|5||NA", "", "the row has no event type (EVENT_TYPE)"),
        ("P1|5||STATUS|more", "", "there are 5 cells and 4 columns in the header"),
    ],
)
def test_a_row_that_cannot_be_taken_is_refused_with_line_field_and_reason_and_nothing_else_is(
    tmp_path, row, field, reason
):
    found = read(tmp_path, "PATIENT_ID|START_DATE|STOP_DATE|EVENT_TYPE", "P1|1||STATUS", row, "P1|2||STATUS")
    ((line, where, why),) = refusals(found.report)
    assert (line, where) == (3, field) and why.startswith(reason)
    assert len(found.cases[0].events) == 2
    assert (found.report.rows_read, found.report.accepted, found.report.rows_refused) == (3, 2, 1)


@pytest.mark.parametrize(
    "header", ["PATIENT_ID|START_DATE|EVENT_TYPE|STATUS", "STATUS|EVENT_TYPE|START_DATE|PATIENT_ID"]
)
def test_both_header_forms_in_any_order_are_read(tmp_path, header):
    cells = {"PATIENT_ID": "P1", "START_DATE": "-3", "EVENT_TYPE": "Status", "STATUS": "Remission"}
    (event,) = events(tmp_path, header, "|".join(cells[name] for name in header.split("|")))
    assert (str(event.at), event.until, event.kind, event.term) == ("-3", None, Kind.OUTCOME, "Remission")


@pytest.mark.parametrize(
    ("event_type", "kind"),
    [
        ("TREATMENT", Kind.TREATMENT),
        ("Radiation Therapy", Kind.TREATMENT),
        ("LAB_TEST", Kind.LAB),
        ("Lab test", Kind.LAB),
        ("IMAGING", Kind.IMAGING),
        ("SPECIMEN", Kind.PATHOLOGY),
        ("Sample Acquisition", Kind.PATHOLOGY),
        ("SEQUENCING", Kind.PATHOLOGY),
        ("SURGERY", Kind.PROCEDURE),
        ("STATUS", Kind.OUTCOME),
        ("PROGRESSION", Kind.OUTCOME),
        ("Diagnosis", Kind.DIAGNOSIS),
        ("TOXICITY", Kind.COMPLICATION),
        ("Hospitalization", Kind.ENCOUNTER),
        ("Tumor_Board", Kind.DECISION),
        ("PD-L1", Kind.OTHER),
        ("Erhebung", Kind.OTHER),
    ],
)
def test_known_event_types_are_kinds_and_any_other_keeps_its_own_name(tmp_path, event_type, kind):
    event = one(tmp_path, "A|B", "x|y", event_type)
    assert (event.kind, event.details["event_type"]) == (kind, event_type)


@pytest.mark.parametrize(
    ("event_type", "columns", "cells", "term"),
    [
        ("SURGERY", "EVENT_TYPE_DETAILED", "Biopsy Liver", "Biopsy Liver"),
        ("STATUS", "STATUS", "Stable disease", "Stable disease"),
        ("IMAGING", "DIAGNOSTIC_TYPE|RESULT", "MRI|smaller", "MRI"),
        ("SPECIMEN", "SAMPLE_ID|SPECIMEN_SITE|SPECIMEN_TYPE", "S-1|liver|tissue", "Specimen S-1: liver, tissue"),
        ("SEQUENCING", "SAMPLE_ID", "S-1", "Sequencing S-1"),
        ("SPECIMEN", "SPECIMEN_REFERENCE_NUMBER", "S-1", "Specimen S-1"),
        ("ECOG", "ECOG", "2", "ECOG: 2"),
        ("ECOG_STATUS", "SCORE", "0", "SCORE: 0"),
        ("Pathology", "SUBTYPE|GLEASON_SCORE", "Gleason Score|7", "Gleason Score: 7"),
        ("PROGRESSION", "PROGRESSION", "N", "PROGRESSION: N"),
        ("Cancer presence", "HAS_CANCER", "No", "HAS CANCER: No"),
        ("Tumor site", "TUMOR_SITE|SOURCE", "Liver|report", "Liver"),
        ("Genomics", "GENE|CALL", "TP53|loss", "GENE: TP53; CALL: loss"),
        ("Genomics", "SUBTYPE|GENE|CALL", "Panel|TP53|loss", "Panel"),
        ("A_B", "NOTE", "told beside", "A B"),
    ],
)
def test_an_event_is_named_by_what_the_row_says_of_it(tmp_path, event_type, columns, cells, term):
    assert one(tmp_path, columns, cells, event_type).term == term


def test_every_other_column_is_kept_and_missing_values_are_not(tmp_path):
    event = one(
        tmp_path,
        "STYLE_COLOR|STYLE_SHAPE|MyColumn|LABEL|RANK|SOURCE|NOTE|A|B",
        "#ff0000|star|own|short|3|clinic|remark|NA|[Not Available]",
    )
    assert dict(event.details) == {
        "event_type": "STATUS",
        "style_color": "#ff0000",
        "style_shape": "star",
        "mycolumn": "own",
        "column label": "short",
        "column rank": "3",
        "column source": "clinic",
    }
    assert event.note == "remark"


@pytest.mark.parametrize(
    ("result", "unit", "number", "canonical", "comparator"),
    [
        ("4.5", "", Decimal("4.5"), "", ""),
        ("10851", "/uL", Decimal("10.851"), "10*9/L", ""),
        ("<0.1", "10*9/L", Decimal("0.1"), "10*9/L", "<"),
        (">1000", "10*9/L", Decimal(1000), "10*9/L", ">"),
        ("0", "10*9/L", Decimal(0), "10*9/L", ""),
        ("hemolytic", "10*9/L", None, None, ""),
        ("1+ to 2+", "10*9/L", None, None, ""),
    ],
)
def test_a_result_is_kept_as_it_came_censored_or_as_text_or_as_a_number(
    tmp_path, result, unit, number, canonical, comparator
):
    test = "Leukocytes" if unit else "MARKER"
    quantity = one(tmp_path, "TEST|RESULT|UNIT", f"{test}|{result}|{unit}", "LAB_TEST").quantity
    assert (quantity.received, quantity.number, quantity.unit) == (result, number, canonical)
    assert quantity.comparator == comparator


def test_a_test_without_a_result_is_not_reported_and_no_value(tmp_path):
    event = one(tmp_path, "TEST|RESULT|UNIT", "Leukocytes|NA|10*9/L", "LAB_TEST")
    assert (event.term, event.quantity, event.state) == ("Leukocytes", None, State.NOT_REPORTED)
    assert event.details["column unit"] == "10*9/L"


def test_a_unit_in_the_name_of_a_test_is_its_unit_where_it_is_one(tmp_path):
    quantity = one(tmp_path, "TEST|RESULT", "PSA (ng/mL)|4.5", "LAB_TEST").quantity
    assert (quantity.received, quantity.unit_received) == ("4.5", "ng/mL")
    assert one(tmp_path, "TEST|RESULT", "PSA (total)|4.5", "LAB_TEST").quantity.unit_received == ""


@pytest.mark.parametrize(
    ("columns", "cells", "term", "components", "details"),
    [
        ("AGENT", "X + Y", "X + Y", ("X", "Y"), {}),
        ("AGENT", "CAV/ETOPOSIDE", "CAV/ETOPOSIDE", ("CAV/ETOPOSIDE",), {}),
        ("AGENT|AGENT_CLASS", "A;B|Taxane;Platinum", "A;B", ("A", "B"), {"drug_class": "Taxane;Platinum"}),
        ("AGENT|AGENT_CLASS", "A|Taxane;Platinum", "A", ("A",), {"drug_class": "Taxane,Platinum"}),
        ("TREATMENT_TYPE|AGENT", "Medical Therapy|NA", "Medical Therapy", (), {"treatment_type": "Medical Therapy"}),
        (
            "TREATMENT_TYPE|AGENT|SUBTYPE",
            "Radiation Therapy|EXTERNAL BEAM|adjuvant",
            "Radiation Therapy: EXTERNAL BEAM",
            (),
            {"drug_class": "radiotherapy", "treatment_type": "Radiation Therapy", "agent": "EXTERNAL BEAM",
             "subtype": "adjuvant"},
        ),
        ("AGENT|DOSE|DOSE_UNIT", "A|75|mg/m2", "A", ("A",), {"dose": "75 mg/m2"}),
        ("AGENT|DOSE|DOSE_UNIT", "A|75 mg/m2|mg/m2", "A", ("A",), {"dose": "75 mg/m2", "dose_unit": "mg/m2"}),
        ("AGENT|TOTAL_DOSE|TOTAL_DOSE_UNIT", "A|12|Gy", "A", ("A",),
         {"dose": "12 Gy", "total_dose": "12", "total_dose_unit": "Gy"}),
        ("AGENT|ROUTE|INDICATION", "A|Intrathecal|CNS", "A", ("A",), {"route": "intrathecal", "indication": "CNS"}),
    ],
)  # fmt: skip
def test_treatments_keep_agents_class_route_and_dose_as_given(tmp_path, columns, cells, term, components, details):
    event = one(tmp_path, columns, cells, "TREATMENT")
    assert (event.term, event.components) == (term, components)
    assert dict(event.details) == {"event_type": "TREATMENT", **details}
    assert event.as_printed == (term if len(components) > 1 else "")


def test_an_event_says_where_it_stands_and_rows_twice_are_merged(tmp_path):
    rows = ("PATIENT_ID|START_DATE|EVENT_TYPE|STATUS", "P1|0|STATUS|A", "P1|0|STATUS|A", "P1|1|STATUS|A")
    found = read(tmp_path, *rows)
    (case,) = found.cases
    assert [event.place for event in case.events] == ["data_timeline_x.txt, line 2", "data_timeline_x.txt, line 4"]
    assert {event.source for event in case.events} == {"study"}
    assert (found.report.rows_read, found.report.accepted, found.report.merged) == (3, 2, 1)


def test_a_corrected_result_keeps_its_id_and_an_event_of_another_day_has_another(tmp_path):
    header = "PATIENT_ID|START_DATE|STOP_DATE|EVENT_TYPE|TEST|RESULT|AGENT|ECOG"

    def ids(*rows: str) -> list[str]:
        return [event.id for event in events(tmp_path, header, *rows)]

    first = ids("P1|5||LAB_TEST|PSA|4.5||", "P1|5|9|TREATMENT|||X|", "P1|5||ECOG||||2")
    assert ids("P1|5||LAB_TEST|PSA|4.9||", "P1|5|12|TREATMENT|||X|", "P1|5||ECOG||||0") == first
    assert not set(ids("P1|6||LAB_TEST|PSA|4.5||", "P1|6|9|TREATMENT|||X|", "P1|6||ECOG||||2")) & set(first)
