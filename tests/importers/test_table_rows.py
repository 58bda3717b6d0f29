"""Rows of tables: which say the same, which are newer, whose times cannot be taken, and what must be asked first."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dashboard.domain.cases import Case
from dashboard.domain.events import Event, Kind
from dashboard.domain.received import Coding
from dashboard.importers._assembly.cases import cases_of
from dashboard.importers._assembly.entries import Entry
from dashboard.importers._assembly.ids import event_id
from dashboard.importers._assembly.measured import measured
from dashboard.importers._assembly.summary import summary_of
from dashboard.importers._assembly.tally import Tally
from dashboard.importers._assembly.times import iso_time
from dashboard.importers.base import NO_CHOICES, Choices, Dialect, ImportRefused
from tests.importers.table_files import HEADER, LABS, ROWS, cases, read, write


def test_rows_that_say_the_same_are_merged_and_a_newer_version_stands(tmp_path: Path) -> None:
    mapping = LABS.replace('key = "number"', 'key = "number"\nupdated = "stored"')
    header = f"{HEADER},stored"
    rows = (f"{ROWS[0]},1", f"{ROWS[0]},1", "1,A,2024-03-01 08:00,WBC,9000,/uL,2", f"{ROWS[2]},1")
    brought = read(write(tmp_path, *rows, header=header, mapping=mapping))
    (event,) = cases(brought)["labs-A"].events
    assert event.quantity is not None and event.quantity.received == "9000"
    assert (brought.report.accepted, brought.report.merged) == (2, 2)


def test_different_rows_of_one_key_are_kept_side_by_side(tmp_path: Path) -> None:
    brought = read(write(tmp_path, ROWS[0], "1,A,2024-03-01 08:00,WBC,9000,/uL"))
    assert len(cases(brought)["labs-A"].events) == 2
    assert brought.report.notes == ("labs.csv: rows of one key that differ are kept side by side",)


def test_rows_without_a_key_are_known_by_what_they_say(tmp_path: Path) -> None:
    brought = read(write(tmp_path, *ROWS, *ROWS, mapping=LABS.replace('key = "number"\n', "")))
    assert (brought.report.accepted, brought.report.merged) == (4, 4)
    assert all(event.id.startswith("labs-") for case in cases(brought).values() for event in case.events)


def test_times_that_cannot_be_taken_stay_with_their_events(tmp_path: Path) -> None:
    times = ("2024-02-30", "31.12.23", "2024-03", "3001-01-01", "2024-03-01 25:00", "45352.5", "", "2019-NK-NK")
    brought = read(write(tmp_path, *(f"{n},A,{time},WBC,5,K/uL" for n, time in enumerate(times))))
    found = {event.id: event for event in cases(brought)["labs-A"].events}
    assert [str(found[f"labs-{n}"].at) for n in range(len(times))] == [
        "", "", "2024-03", "", "2024-03-01", "", "", "2019",
    ]  # fmt: skip
    assert [found[f"labs-{n}"].detail("time_as_received") for n in range(6)] == [
        "2024-02-30", "31.12.23", "", "3001-01-01", "2024-03-01 25:00", "45352.5",
    ]  # fmt: skip
    assert brought.report.accepted == len(times)
    assert sum(count for _, _, count in brought.report.verify) == 5


def test_a_question_of_the_dialect_stops_the_import_and_names_the_column(tmp_path: Path) -> None:
    folder = write(tmp_path, '1,A,03/04/2024,WBC,"4,5",K/uL')
    with pytest.raises(ImportRefused) as refused:
        read(folder)
    assert [str(one) for one in refused.value.refusals] == [
        'labs.csv, column time: dates such as "03/04/2024" read both ways, 2024-04-03 (day first) or 2024-03-04 (month '
        'first): say which with dates = "day first" or "month first".',
        'labs.csv, column value: numbers such as "4,5" have a decimal comma: confirm with decimal = "comma".',
    ]
    said = Dialect(decimal="comma", dates="month first")
    (event,) = cases(read(folder, Choices(dialect=said)))["labs-A"].events
    assert str(event.at) == "2024-03-04" and event.quantity is not None and event.quantity.number == Decimal("4.5")
    folder = write(
        folder, '1,A,03/04/2024,WBC,"4,5",K/uL', mapping=LABS + '[table.text]\ndecimal = "comma"\ndates = "day first"\n'
    )
    (event,) = cases(read(folder))["labs-A"].events
    assert str(event.at) == "2024-04-03"
    assert read(folder).report.dialects["labs.csv"].decimal == "comma"


TIMES = ("2024-03-01", "2024-03-01 08:00", "2024-03", "")
VALUES = ("5", "<0.1", "211000", "neg", "1,037", "0.50", "007", "10851")
UNITS = ("K/uL", "/uL", "", "foo", "mg/dL")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(
    st.lists(
        st.tuples(
            st.sampled_from("AB"), st.sampled_from(TIMES), st.sampled_from(["WBC", "Sodium", "Neutrophils", "New"]),
            st.sampled_from(VALUES), st.sampled_from(UNITS),
        ),
        max_size=10,
    )
)  # fmt: skip
def test_columns_give_the_events_that_entries_give_one_by_one(tmp_path: Path, rows: list[tuple[str, ...]]) -> None:
    lines = [
        ",".join((str(n), who, at, test, f'"{value}"', unit)) for n, (who, at, test, value, unit) in enumerate(rows)
    ]
    folder = write(tmp_path, *lines)
    brought = read(folder, Choices(dialect=Dialect(decimal="point")))
    tally, entries = Tally("labs"), []
    for number, (who, at, test, value, unit) in enumerate(rows):
        said = measured(Coding(name=test), value, unit, tally, NO_CHOICES, decimal=".")
        event = Event(
            event_id("labs", str(number)), Kind.LAB, said.term, iso_time(at).when,
            quantity=said.quantity, source="Laboratory, labs", details=said.details,
        )  # fmt: skip
        entries.append(Entry(who, event, rows=(tally.read(),)))
    singly = cases_of(entries, tally, "labs")

    def told(case: Case) -> Case:
        events = sorted((replace(event, place="") for event in case.events), key=lambda event: event.id)
        return replace(case, events=tuple(events))

    assert [told(case) for case in cases(brought).values()] == [told(case) for case in singly.cases]
    assert [case.summary for case in brought.packed] == [summary_of(case) for case in singly.cases]
    report, other = brought.report, tally.report()
    assert (report.rows_read, report.accepted, report.merged) == (other.rows_read, other.accepted, other.merged)
    assert set(report.unmapped) == set(other.unmapped)
