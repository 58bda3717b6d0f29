"""The table of a case: the same records as the chart, every cell in words, and a file that no spreadsheet runs."""

import csv
import io
from dataclasses import replace

import pytest

from dashboard.domain.events import Kind, State
from dashboard.domain.people import LOCAL_USER, Role, User
from dashboard.domain.timing import Placed
from dashboard.domain.zeros import resolve
from dashboard.errors import Denied, NotFound, Refused
from dashboard.services import audit, imports, tables
from dashboard.services.context import Context
from tests.figures.samples import SHIPPED, event, placed_of, shipped, timed
from tests.services.folders import ROWS, write_case

PRESENTER = User("a presenter", Role.PRESENTER)
FORMULAS = ("=1+1", "+1", "-1", "@x", "\t=1", "\r=1", '"=1+1', " =1+1", "'=1", "＝1")


def shipped_table(name: str, zero: str | None = None) -> tables.EventTable:
    case, chronology = shipped(name)
    lines = tuple(tables.line(case, one) for one in placed_of(name, zero))
    return tables.EventTable(case.id, resolve(case, chronology, zero or "").full, lines)


def line(*events, of: str, **more) -> tables.Line:
    case, placed = timed(*events, **more)
    return next(tables.line(case, item) for item in placed if item.event.id == of)


def parsed(table: tables.EventTable) -> list[dict[str, str]]:
    text = tables.as_csv(table)
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


@pytest.mark.parametrize("name", SHIPPED)
def test_the_table_holds_the_records_of_the_chart_in_their_order(name):
    ids = [item.event.id for item in placed_of(name)]
    assert [one.id for one in shipped_table(name).lines] == ids
    assert [row["Row"] for row in parsed(shipped_table(name))] == ids


@pytest.mark.parametrize("name", SHIPPED)
def test_every_row_says_its_kind_of_time_its_state_and_its_place(name):
    for one in shipped_table(name).lines:
        assert all(one.cells[key] for key in ("id", "kind", "event", "words", "time_kind", "state", "place")), one.id


@pytest.mark.parametrize("name", SHIPPED)
def test_an_order_only_row_carries_no_day_but_its_window_and_its_order(name):
    rows = parsed(shipped_table(name))
    order_only = [row for row in rows if row["Kind of time"].startswith("order only")]
    assert order_only
    assert not any(row["Day"] for row in order_only)
    assert all("day" in row["Not reported"] for row in order_only)
    assert any(row["Day"] == "0" for row in rows)


def test_times_follow_the_chosen_day_zero():
    own = {row["Row"]: row for row in parsed(shipped_table("case-1"))}
    other = {row["Row"]: row for row in parsed(shipped_table("case-1", "P1-21"))}
    assert (own["P1-03"]["Time"], other["P1-21"]["Time"]) == ("day 0", "day 0")
    assert other["P1-03"]["Time"] != "day 0"
    assert {row["Days counted from"] for row in other.values()} == {"MRI 1"}


def test_conflicts_counts_to_verify_and_other_issues_are_told():
    cells = {one.id: one.cells["check"] for one in shipped_table("case-1").lines}
    assert "conflict X04" in cells["P1-17"]
    assert cells["P1-08"].startswith("verify: ×4.9")
    assert "conflict" not in cells["P1-03"]


def test_a_converted_value_stands_beside_what_was_received():
    cells = {one.id: one.cells for one in shipped_table("case-1").lines}
    assert (cells["P1-06"]["value"], cells["P1-06"]["received"]) == ("211 ×10⁹/L", "211000 /uL")


def test_a_study_tells_its_findings_and_a_treatment_its_agents():
    cells = {one.id: one.cells["details"] for one in shipped_table("case-1").lines}
    assert "hemorrhage" in cells["P1-15"]
    assert "daunorubicin; vincristine" in cells["P1-20"]


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (State.PRESENT, "present"),
        (State.ABSENT, "absent"),
        (State.NOT_REPORTED, "not reported"),
        (State.PRESUMED, "presumed or considered"),
        (State.PLANNED, "planned"),
        (State.REJECTED, "considered and rejected"),
    ],
)
def test_each_state_has_its_words(state, words):
    assert line(event("x", "0", state=state), of="x").cells["state"] == words


@pytest.mark.parametrize(
    ("until", "words", "missing"),
    [(None, "", ""), ("unknown", "end not reported", "end"), ("ongoing", "ongoing", ""), ("4", "day 4", "")],
)
def test_ends_in_words(until, words, missing):
    cells = line(event("x", "0", until=until), of="x").cells
    assert (cells["until"], cells["missing"]) == (words, missing)


def test_fields_that_the_source_leaves_open_are_listed():
    one = line(event("x", "0", kind=Kind.TREATMENT, dose="not reported", route="oral", flags="late"), of="x")
    assert one.cells["missing"] == "dose"
    assert one.cells["details"] == "beside it: late\nroute: oral"


def test_day_zero_is_a_day_to_sort_by_and_an_unknown_one_is_none():
    case, placed = timed(event("x", "0", seq=3), event("y", ""))
    x, y = (tables.line(case, item).keys for item in placed)
    assert x == {"order": [3.0], "words": [0, 0]}
    assert y == {}


@pytest.mark.parametrize("text", FORMULAS)
def test_no_cell_of_the_file_is_a_formula(text):
    case, placed = timed(event("x", "0", label=text, term=text, note=text, group=text, flags=text))
    rows = parsed(tables.EventTable("c", text, (tables.line(case, placed[0]),)))
    assert (rows[0]["Event"], rows[0]["In full"], rows[0]["Days counted from"]) == (f"'{text}",) * 3
    assert not [cell for cell in rows[0].values() if cell.startswith(tables.FORMULA)]


@pytest.mark.parametrize("text", ["", "plain", "a=b", "−3", "2 + 2", "…", "0"])
def test_other_cells_are_left_as_they_are(text):
    assert tables.quoted(text) == text


def test_negative_days_stay_numbers():
    (row,) = [row for row in parsed(shipped_table("case-1")) if row["Row"] == "P1-02"]
    assert (row["Window from"], row["Window to"]) == ("-11", "-9")


def test_a_value_with_a_limit_is_no_number():
    one = line(event("x", "0", kind=Kind.LAB, term="Leukocytes", value="<0.1", unit="10*9/L"), of="x")
    (row,) = parsed(tables.EventTable("c", "x", (one,)))
    assert (row["Value"], row["Number"]) == ("<0.1 ×10⁹/L", "")


def test_a_case_without_rows_is_a_header():
    assert tables.as_csv(tables.EventTable("c", "x", ())).startswith("\ufeffRow,Order,Kind")


def test_the_table_is_asked_for_like_a_case(context: Context) -> None:
    imports.load_library(context)
    found = tables.event_table(LOCAL_USER, context, "a", "E2")
    assert (len(found.lines), found.zero) == (3, "Leukocytes [#/volume] in Blood")
    with pytest.raises(Refused, match="cannot be day 0"):
        tables.event_table(LOCAL_USER, context, "a", "E9")
    with pytest.raises(NotFound):
        tables.event_table(replace(LOCAL_USER, cases=frozenset()), context, "a")


def test_exporting_needs_the_right_and_leaves_a_line(context: Context) -> None:
    imports.load_library(context)
    assert "E1" in tables.exported(PRESENTER, context, "a")
    with pytest.raises(Denied):
        tables.exported(replace(PRESENTER, role=Role.VIEWER), context, "a")
    with pytest.raises(NotFound):
        tables.exported(PRESENTER, context, "none")
    lines = [one.line.outcome for one in audit.entries(LOCAL_USER, context) if one.line.action == "export"]
    assert sorted(lines) == ["denied", "done", "not found"]


def test_texts_of_a_case_stay_texts(context: Context, library) -> None:
    write_case(library / "a", rows=(ROWS[0].replace("Admission", "<b>=1</b>"), *ROWS[1:]))
    imports.load_library(context)
    assert "<b>=1</b>" in tables.exported(PRESENTER, context, "a")


def test_the_columns_that_sort_by_number_are_known():
    told = tables.columns(shipped_table("case-1"))
    assert {column["key"] for column in told if column["numbered"]} == tables.NUMBERED - {"date", "age"}
    assert isinstance(placed_of("case-1")[0], Placed)
