"""From entries to a case: the same case in whatever order and however often they come, and every row has one fate."""

import random
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.domain.cases import Case, Grain
from dashboard.domain.chronology import solve
from dashboard.domain.events import Event, Kind, Quantity
from dashboard.domain.received import Coding
from dashboard.domain.when import When, parse_when
from dashboard.importers._assembly.ages import age_at
from dashboard.importers._assembly.cases import cases_of
from dashboard.importers._assembly.entries import Entry, Person, Rows
from dashboard.importers._assembly.ids import LONGEST, case_id, event_id
from dashboard.importers._assembly.measured import measured
from dashboard.importers._assembly.packed import pack_case, unpack_case
from dashboard.importers._assembly.summary import summary_of
from dashboard.importers._assembly.tally import MOST_REFUSALS, UNTOLD, Tally
from dashboard.importers._assembly.times import iso_time
from dashboard.importers.base import NO_CHOICES, Report

DATES = ("", "2024-03-01", "2024-03-01T10:30", "2024-02", "2023", "2024-03-02", "..")


def entry(rows: tuple[int, ...], patient: str = "1", *, key: str = "", at: str = "2024-03-01", **more: str) -> Entry:
    event = Event(
        key, Kind(more.pop("kind", "note")), more.pop("term", "something"), parse_when(at), place=f"row {rows}"
    )
    return Entry(patient, event, rows=rows, updated=more.pop("updated", ""))


def assembled(*entries: Entry) -> tuple[tuple[Case, ...], Report]:
    tally = Tally("test")
    last = max((row for one in entries for row in one.rows), default=-1)
    for _ in range(last + 1):
        tally.read()
    return cases_of(entries, tally, "src").cases, tally.report()


def told(case: Case) -> Case:
    """The case without the places of its statements, which change when a file is sorted anew."""
    return replace(case, events=tuple(replace(event, place="") for event in case.events))


entries_strategy = st.lists(
    st.builds(
        lambda patient, key, at, kind, term, updated: (patient, key, at, kind, term, updated),
        st.sampled_from(["1", "2"]),
        st.sampled_from(["", "k1", "k2"]),
        st.sampled_from(DATES),
        st.sampled_from(["note", "diagnosis", "lab"]),
        st.sampled_from(["a", "b"]),
        st.sampled_from(["", "1", "2"]),
    ),
    max_size=12,
)


@given(entries_strategy, st.randoms(use_true_random=False))
def test_shuffled_and_repeated_entries_give_the_same_cases_and_all_rows_are_accounted_for(
    rows: list[tuple[str, ...]], chance: random.Random
) -> None:
    plain = [
        entry((number,), patient, key=key, at=at, kind=kind, term=term, updated=updated)
        for number, (patient, key, at, kind, term, updated) in enumerate(rows)
    ]
    again = [replace(one, rows=(len(rows) + number,)) for number, one in enumerate(plain)]
    shuffled = [*plain, *again]
    chance.shuffle(shuffled)
    cases, report = assembled(*plain)
    repeated, longer = assembled(*shuffled)
    assert [told(case) for case in cases] == [told(case) for case in repeated]
    assert report.rows_read == len(rows) and longer.rows_read == 2 * len(rows)
    assert longer.accepted == report.accepted
    for case in cases:
        solve(case)
        assert set(map(str, unpack_case(pack_case(case, Rows())).events)) == set(map(str, case.events))


def test_day_0_is_the_first_diagnosis_else_the_first_event_and_its_name_says_so() -> None:
    (case,), _ = assembled(
        entry((0,), at="2024-03-01"), entry((1,), at="2024-03-05T10:00", kind="diagnosis"), entry((2,), at="")
    )
    assert (case.zero, case.origin, case.grain) == ("first diagnosis", "2024-03-05", Grain.INSTANT)
    (case,), _ = assembled(entry((0,), at="2024-03-01"), entry((1,), at="2024-02"))
    assert (case.zero, case.origin, case.grain) == ("first event", "2024-03-01", Grain.DAY)
    (case,), _ = assembled(entry((0,), at="2024-02"))
    assert (case.zero, case.origin) == ("earliest day of the first event", "2024-02-01")
    (case,), _ = assembled(entry((0,), at="5"))
    assert (case.zero, case.origin, solve(case).window(case.events[0].id).nominal) == ("first event", "", 5)


def test_a_source_that_counts_days_names_its_own_day_0() -> None:
    (case,), _ = assembled(entry((0,), at="-10"), Entry("1", person=Person(zero="first diagnosis", age="9 years")))
    assert (case.zero, case.age, case.moments["first diagnosis"]) == ("first diagnosis", "9 years", parse_when("0"))


def test_events_without_a_key_are_known_by_what_they_say() -> None:
    (case,), report = assembled(entry((0,)), entry((1,)), entry((2,), term="other"))
    assert len(case.events) == 2 and len({event.id for event in case.events}) == 2
    assert (report.accepted, report.merged) == (2, 1)


def test_of_versions_of_one_key_the_newest_stands() -> None:
    (case,), report = assembled(
        entry((0,), key="k", term="old", updated="2024-01-01"), entry((1,), key="k", term="new", updated="2024-02-01")
    )
    assert [event.term for event in case.events] == ["new"]
    assert (report.accepted, report.merged, report.notes) == (1, 1, ())


def test_different_rows_of_one_key_are_kept_side_by_side_and_told() -> None:
    (case,), report = assembled(entry((0,), key="k", term="one"), entry((1,), key="k", term="two"))
    assert sorted(event.term for event in case.events) == ["one", "two"]
    assert report.accepted == 2 and "kept side by side" in report.notes[0]


def test_a_row_that_gives_two_events_is_counted_once() -> None:
    (case,), report = assembled(entry((0,), key="a"), entry((0,), key="b"), entry((1, 2), key="c"))
    assert len(case.events) == 3
    assert (report.rows_read, report.accepted) == (3, 3)


def test_facts_about_a_person_are_agreed_on_or_told_both() -> None:
    def person(row: int, **facts: str) -> Entry:
        return Entry("1", person=Person(**facts), rows=(row,))

    (case,), report = assembled(
        person(0, birth="1990", sex="female"), person(1, birth="1990-05-02", sex="male"), person(2, sex="male"),
        person(3, sex="male"), entry((4,), at="2024-03-01"),
    )  # fmt: skip
    assert (case.sex, case.age) == ("female / male", "33 years")
    assert report.notes == ("src-1: the source gives more than one sex",)
    assert (report.accepted, report.merged) == (4, 1)
    (case,), report = assembled(person(0, birth="1990"), person(1, birth="1991"), entry((2,)))
    assert case.age == "" and report.notes == ("src-1: the source gives more than one birth",)


@pytest.mark.parametrize(
    ("person", "day", "age"),
    [
        (Person(birth="2015-03-02"), "2024-03-01", "8 years"),
        (Person(birth="2022-12-20"), "2024-03-01", "14 months"),
        (Person(birth="2024-02-20"), "2024-03-01", "10 days"),
        (Person(birth="2024-03-02"), "2024-03-01", "before birth"),
        (Person(birth="2025"), "2024-03-01", "before birth"),
        (Person(birth="1990"), "2024-03-01", "33 or 34 years"),
        (Person(birth="1990-05"), "2024-03-01", "33 years"),
        (Person(birth="2024"), "2024-03-01", "at most 2 months"),
        (Person(age="65 years", age_at="2148"), "2153-03-28", "about 70 years"),
        (Person(age="65", age_at="2153-01-01"), "2153-03-28", "65 years"),
        (Person(age="65"), "", "65 years"),
        (Person(age="adult"), "2153-03-28", "adult"),
        (Person(), "2153-03-28", ""),
        (Person(birth="1990"), "", ""),
    ],
)
def test_an_age_is_no_more_exact_than_the_record(person: Person, day: str, age: str) -> None:
    assert age_at(person, day) == age


@given(st.lists(st.text(max_size=40), min_size=1, max_size=3))
def test_any_key_makes_an_id_that_the_notation_of_times_can_name(key: list[str]) -> None:
    found = event_id("labs", *key)
    assert 1 <= len(found) <= LONGEST and parse_when(f"after {found}").references == (found,)
    assert found == event_id("labs", *key)


@given(st.text(max_size=20), st.text(max_size=20))
def test_different_keys_make_different_ids(one: str, other: str) -> None:
    assert (event_id("labs", one) == event_id("labs", other)) is (one == other)
    assert (case_id("a", one) == case_id("a", other)) is (one == other)


def test_keys_of_several_parts_do_not_run_into_one_another() -> None:
    assert event_id("t", "a-b", "c") != event_id("t", "a", "b-c")


def test_each_row_has_one_fate_and_a_row_without_is_told_as_such() -> None:
    tally = Tally("test")
    rows = [tally.read() for _ in range(6)]
    tally.refuse(rows[0], "f.csv", "it is odd.", line=2, field="x")
    tally.refuse(rows[0], "f.csv", "it is odder")
    tally.accept(rows[0])
    tally.leave(rows[1], "headers")
    tally.leave(rows[1], "others")
    tally.merge(rows[2])
    tally.accept(rows[2])
    tally.merge(rows[3])
    tally.accept(-1)
    tally.refuse_file("g.csv", "it is torn")
    tally.many(accepted=2, merged=1, refused=1, left=[("headers", 1)])
    report = tally.report()
    assert (report.rows_read, report.accepted, report.merged, report.rows_refused) == (12, 3, 2, 3)
    assert report.not_imported == {"headers": 2, UNTOLD: 2}
    assert [str(one) for one in report.refused] == ["f.csv, row 2, column x: it is odd.", "g.csv: it is torn."]


def test_a_million_refusals_do_not_fill_the_memory_and_are_all_counted() -> None:
    tally = Tally("test")
    for number in range(MOST_REFUSALS + 10):
        tally.refuse(tally.read(), "f.csv", "no", line=number)
    report = tally.report()
    assert (len(report.refused), report.rows_refused) == (MOST_REFUSALS, MOST_REFUSALS + 10)


def test_a_report_whose_numbers_do_not_add_up_cannot_be_made() -> None:
    with pytest.raises(ValueError, match="3 rows were read and 2 accounted for"):
        Report("test", rows_read=3, accepted=2)


@pytest.mark.parametrize(
    ("text", "at", "flag"),
    [
        ("2024-03-01T10:30:00.1234567+01:00", "2024-03-01T10:30:00.123456+01:00", ""),
        ("2024-03-01T10:30:00Z", "2024-03-01T10:30:00+00:00", ""),
        ("2999", "2999", ""),
        ("", "", ""),
        ("2024-02-30", "", '"2024-02-30" is not a date that exists'),
        ("after e1", "", '"after e1" is not a date'),
        ("-10", "", '"-10" is not a date'),
    ],
)
def test_times_in_iso_8601_are_kept_as_given_or_flagged(text: str, at: str, flag: str) -> None:
    assert (str(iso_time(text).when), iso_time(text).flag) == (at, flag)


def test_a_measurement_says_what_it_is_and_what_could_not_be_mapped_is_counted() -> None:
    tally = Tally("test")
    urine = measured(Coding("local", "7", "WBC", "Urine"), "3", "#/hpf", tally, NO_CHOICES)
    assert (urine.term, urine.details) == ("WBC in Urine", {"system": "local", "code": "7"})
    blood = measured(Coding("", "", "WBC", "Blood"), "3", "mg/dL", tally, NO_CHOICES)
    assert (blood.term, blood.details) == ("WBC", {"analyte": "none"})
    assert measured(Coding(code="X1"), "3", "g", tally, NO_CHOICES).term == "X1"
    assert measured(Coding(), "3", "g", tally, NO_CHOICES).term == "measurement without a name"
    assert sorted((one.unit, one.count) for one in tally.report().unmapped) == [
        ("#/hpf", 1), ("g", 1), ("g", 1), ("mg/dL", 1),
    ]  # fmt: skip


def test_the_summary_counts_by_kind_and_by_analyte() -> None:
    def lab(key: str, at: str, number: str) -> Event:
        quantity = Quantity(number, "K/uL", Decimal(number), "10*9/L")
        return Event(key, Kind.LAB, "WBC", parse_when(at), quantity=quantity, details={"code": "6690-2"})

    events = (
        lab("a", "0", "5"),
        lab("b", "3", "0.5"),
        Event("c", Kind.NOTE, "n", When()),
        Event("d", Kind.LAB, "x", When()),
    )
    found = summary_of(Case("c", "", "", "a", events=events))
    assert (found.events, found.by_kind, found.first_day, found.last_day) == (4, {"lab": 3, "note": 1}, 0, 3)
    (line,) = found.analytes
    assert (line.code, line.name, line.unit, line.n, line.min, line.max) == ("6690-2", "WBC", "10*9/L", 2, 0.5, 5)
    assert (line.first, line.last) == (0, 3)
