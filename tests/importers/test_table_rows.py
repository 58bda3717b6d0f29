"""Rows of tables: which say the same, which are newer, whose times cannot be taken, and what must be asked first."""

from decimal import Decimal
from pathlib import Path

import pytest

from dashboard.importers.base import Choices, Dialect, ImportRefused
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
