"""What of a case may leave without names: times that stay true, words that are known, and nothing that was planted."""

import re
from dataclasses import asdict, replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.domain.cases import Case, Clock, Finding, Grain, Issue, Study, Trend
from dashboard.domain.chronology import solve
from dashboard.domain.deidentify import Nameless, deidentified
from dashboard.domain.events import End, Event, Kind, Quantity, State
from dashboard.domain.known_phrases import is_known
from dashboard.domain.relative_times import is_too_long
from dashboard.domain.scrubbing import scrubbed
from dashboard.domain.spans import read_span
from dashboard.domain.timing import place
from dashboard.domain.when import When, parse_when
from dashboard.importers import case_folder

CASES = Path(__file__).parents[2] / "data" / "cases"
CODE = "C-TEST22"


def nameless(case: Case, *, confirmed: bool = False) -> Nameless:
    return deidentified(case, CODE, confirmed=confirmed)


def event(event_id: str, at: str, **more: object) -> Event:
    kind = more.pop("kind", Kind.NOTE)
    return Event(event_id, kind, str(more.pop("term", "Lumbar puncture")), parse_when(at), **more)  # type: ignore[arg-type]


def case_with(*events: Event, **more: object) -> Case:
    given_ = {"id": "case-smith", "title": "Smith", "question": "Smith?", "zero": events[0].id, "events": events}
    return Case(**given_ | more)  # type: ignore[arg-type]


@pytest.mark.parametrize("name", ["case-1", "case-2"])
@pytest.mark.parametrize("confirmed", [False, True])
def test_times_and_order_of_a_shipped_case_are_as_before(name: str, confirmed: bool) -> None:
    case = case_folder.read(CASES / name)
    made = nameless(case, confirmed=confirmed)
    before, after = (place(one, solve(one)) for one in (case, made.case))
    assert [made.names[item.event.id] for item in before] == [item.event.id for item in after]
    for old, new in zip(before, after, strict=True):
        assert (old.time.kind, old.time.mark) == (new.time.kind, new.time.mark)
        assert (old.time.earliest, old.time.latest, old.time.nominal) == (
            new.time.earliest,
            new.time.latest,
            new.time.nominal,
        )
        assert old.event.state == new.event.state and old.event.kind == new.event.kind


def test_dates_become_days_from_day_0() -> None:
    case = case_with(event("a", "2024-02-27"), event("b", "2024-03-01"), event("c", "2024-03"), origin="2024-02-27")
    made = nameless(case)
    assert [str(one.at) for one in made.case.events] == ["0", "3", "3..33"]
    assert made.removed["dates, told as days from day 0"] == 3
    assert "2024" not in repr(made.case)


def test_times_of_day_become_fractions_of_days() -> None:
    case = case_with(event("a", "2024-02-27T06:00+01:00"), event("b", "2024-02-28T18:00+01:00"), grain=Grain.INSTANT)
    made = nameless(case)
    assert [str(one.at) for one in made.case.events] == ["start + 0.25 d", "start + 1.75 d"]
    before, after = (solve(one).window(name, zero) for one, name, zero in
                     ((case, "b", "a"), (made.case, "e2", "e1")))  # fmt: skip
    assert before == after


def test_a_day_0_that_is_only_known_by_its_date_makes_no_other_time_exact() -> None:
    case = case_with(event("a", "2024-02-27"), event("b", "2024-02-28T18:00+01:00"), event("c", "3"),
                     grain=Grain.INSTANT)  # fmt: skip
    made = nameless(case)
    for old, new in (("b", "e2"), ("c", "e3")):
        before, after = solve(case).window(old, "a"), solve(made.case).window(new, "e1")
        assert before.earliest == pytest.approx(after.earliest, abs=1e-5) and before.latest == after.latest
        assert before.earliest != before.latest


def test_without_a_dated_day_0_the_days_count_from_a_moment_of_their_own() -> None:
    case = case_with(
        event("a", "2024-03"), event("b", "2024-03-20"), event("c", "2024-03-25", until=parse_when("2024"))
    )
    made = nameless(case)
    assert str(made.case.events[1].at) == "start + 79 d" and made.case.moments["start"] == When()
    before, after = (solve(one).window(name, zero) for one, name, zero in
                     ((case, "c", "b"), (made.case, "e3", "e2")))  # fmt: skip
    assert before == after and after.earliest == 5


def test_references_clocks_and_moments_are_renamed_everywhere() -> None:
    case = case_with(
        event("mrn-1", "0", until=parse_when("mrn-1 + 2 d")),
        event(
            "mrn-2",
            "after end of mrn-1; before letter",
            details={"study": "scan-9", "conflict": "i-9"},
            issues=("i-9",),
        ),
        event("mrn-3", "ward day 4"),
        event("mrn-4", "with publication", until=End.ONGOING),
        clocks=(Clock("ward day", "mrn-1"), Clock("hospital day", "mrn-2")),
        moments={"letter": parse_when("after mrn-2"), "publication": parse_when("after letter")},
        writing="publication",
        zeros=("mrn-2",),
        studies=(Study("scan-9", "mrn-2", "Scan of Smith", "MR", "3", uid="1.2.3", accession="A-9"),),
        findings=(Finding("scan-9", "midline Smith", Trend.NEW, "ring", "mrn-2", "p. 9", ("i-9", "i-lost")),),
        issues=(Issue("i-9", "Smith", "Smith", True, ("Smith", "Jones")), Issue("i-8", "open", "")),
    )
    made = nameless(case)
    first, second, third, fourth = made.case.events
    assert str(first.until) == "e1 + 2 d" and str(second.at) == "after end of e1; before moment-1"
    assert str(third.at) == "clock a 4" and str(fourth.at) == "with publication" and fourth.until is End.ONGOING
    assert [clock.name for clock in made.case.clocks] == ["clock a", "hospital day"]
    assert made.case.writing == "publication" and made.case.zeros == ("e2",)
    assert second.details == {"study": "s1", "conflict": "x1"} and second.issues == ("x1",)
    assert made.case.studies == (Study("s1", "e2", "MRI 1", "MR"),)
    assert made.case.findings == (Finding("s1", "finding 1", Trend.NEW, "ring", "e2", "", ("x1",)),)
    assert made.case.issues[0].conflict and len(made.case.issues[0].readings) == 2
    assert "Smith" not in repr(made.case) and "mrn" not in repr(made.case)
    assert made.moment("end of mrn-1") == "end of e1"
    solve(made.case)


def test_the_order_stays_and_its_numbers_do_not() -> None:
    events = (event("a", "0", seq=700), event("b", "0", seq=19330303), event("c", "0", seq=700), event("d", "0"))
    assert [one.seq for one in nameless(case_with(*events)).case.events] == [1, 2, 1, None]


@pytest.mark.parametrize(
    ("age", "told"),
    [
        ("9 years", "9 years"),
        ("89 years", "89 years"),
        ("90 years", "over 89 years"),
        ("101 a", "over 89 years"),
        ("14 months", "14 months"),
        ("2 years, 3 months", "2 years, 3 months"),
        ("nine, Mr Smith's son", ""),
        ("", ""),
    ],
)
def test_ages_above_89_are_told_as_such_and_words_are_not(age: str, told: str) -> None:
    assert nameless(case_with(event("a", "0"), age=age)).case.age == told


def test_an_age_that_follows_from_a_birth_date_is_told_and_the_date_is_not() -> None:
    made = nameless(case_with(event("a", "2024-03-01"), birth_date="1930-01-02"))
    assert made.case.age == "over 89 years" and made.case.birth_date == ""
    assert made.removed["birth dates"] == 1


def test_an_age_as_a_value_and_a_time_that_long_ago_are_not_told() -> None:
    old = event("b", "~95 a", kind=Kind.LAB, term="Hemoglobin", quantity=Quantity("93", "a", Decimal(93), "a"))
    months = event("c", "-40000..0", term="Birth", quantity=Quantity("1100", "mo", Decimal(1100), "mo"))
    offset = event("d", "a - 91 a")
    made = nameless(case_with(event("a", "0"), old, months, offset))
    assert made.case.events[1].quantity == Quantity(">89", "a", Decimal(89), "a", ">")
    assert made.case.events[2].quantity == Quantity(">1068", "mo", Decimal(1068), "mo", ">")
    assert [str(one.at) for one in made.case.events[1:]] == ["..", "..", ".."]
    assert made.removed["times longer than 89 years from what they count from"] == 3


def test_a_date_that_long_ago_is_not_told_either() -> None:
    made = nameless(case_with(event("a", "2024-03-01"), event("b", "1920-01-01")))
    assert str(made.case.events[1].at) == ".."


@pytest.mark.parametrize(
    ("text", "long"),
    [("33000 d", True), ("0..90 a", True), ("~3 wk", False), ("~2 a in 1 a..95 a", True), ("~1 a", False)],
)
def test_what_is_too_long_to_be_told(text: str, long: bool) -> None:
    span = read_span(text.replace("1 a..95 a", "1..95 a"))
    assert span is not None and is_too_long(span) is long


def test_a_value_is_told_where_it_is_known_what_was_measured() -> None:
    known = event(
        "a",
        "0",
        kind=Kind.LAB,
        term="Leukocytes [#/volume] in Blood, Smith",
        quantity=Quantity("8", "G/L", Decimal(8), "10*9/L"),
    )
    unknown = event(
        "b", "0", kind=Kind.LAB, term="Number of Mr Smith", quantity=Quantity("4711", "", Decimal(4711), "")
    )
    worded = event("c", "0", kind=Kind.LAB, term="Hemoglobin", quantity=Quantity("low", ""))
    named = event("d", "0", kind=Kind.LAB, term="Hemoglobin", quantity=Quantity("Smith", ""))
    braces = event("e", "0", term="Shunt placed", quantity=Quantity("4", "{smith}", Decimal(4), "{smith}"))
    odd = event("f", "0", term="Shunt placed", quantity=Quantity("4 by Smith", "?", Decimal(4), "1"))
    found = nameless(case_with(known, unknown, worded, named, braces, odd)).case.events
    assert found[0].term == "Leukocytes" and found[0].quantity == known.quantity
    assert found[1].term == "Laboratory, not told" and found[1].quantity is None
    assert found[2].quantity == Quantity("low", "") and found[3].quantity is None
    assert found[4].quantity == Quantity("4", "{count}", Decimal(4), "{count}")
    assert found[5].quantity is None


def test_a_case_says_by_kind_what_it_does_not_say_in_words() -> None:
    events = (
        event("a", "0", kind=Kind.IMAGING, term="Scan by Smith", details={"modality": "MR"}),
        event("b", "0", kind=Kind.IMAGING, term="Scan by Smith", details={"modality": "SMITH"}),
        event(
            "c", "0", kind=Kind.NEURO_STATUS, term="Smith speaks", details={"rank": "3", "trend": "new", "x": "Smith"}
        ),
        event("d", "0", kind=Kind.DECISION, term="Ask Smith", state=State.REJECTED, details={"rank": "Smith"}),
        event("e", "0", components=("vincristine", "Smith's tea"), details={"drug_class": "vinca alkaloid; Smith"}),
    )
    found = nameless(case_with(*events)).case.events
    assert [one.term for one in found[:4]] == [
        "Imaging, MRI",
        "Imaging, not told",
        "Neurological status, not told",
        "Decision",
    ]
    assert found[1].details == {"modality": "OT"}
    assert found[2].details == {"rank": "3", "trend": "new"} and found[3].details == {}
    assert found[4].components == ("vincristine", "not told")
    assert found[4].details == {"drug_class": "vinca alkaloid; not told"}


def test_confirmed_words_stay_without_dates_long_numbers_and_known_identifiers() -> None:
    told = event("a", "0", term="Fell on 3 Mar 2024, MRN 00123456, see PAT-77 and ann@ward.example", note="secret")
    made = nameless(case_with(told, patient_id="pat-77"), confirmed=True)
    assert made.case.events[0].term == "Fell on [removed], MRN [removed], see [removed] and [removed]"
    assert made.case.events[0].note == "" and made.case.question == "Smith?"
    assert made.removed["dates, long numbers and addresses in confirmed words"] == 1


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("on 2024-03-01 and 01.03.24", "on [removed] and [removed]"),
        ("in March 2024, in 2019", "in [removed], in [removed]"),
        ("call +49 (30) 1234-5678", "call [removed]"),
        ("ring of 12 mm, 1.5 mg/dL, day 20", "ring of 12 mm, 1.5 mg/dL, day 20"),
        ("https://ward.example/x", "[removed]"),
    ],
)
def test_what_looks_like_an_identifier_is_taken_out(text: str, left: str) -> None:
    assert scrubbed(text) == left


def test_a_phrase_is_known_as_a_whole_or_part_by_part_and_never_within_a_text() -> None:
    assert is_known("Lumbar  puncture") and is_known("edema, diffuse") and is_known("posturing; fixed pupils")
    assert not is_known("lumbar puncture by Smith") and not is_known("Smith, left") and not is_known("")


def test_verify_and_emphasis_stay_in_our_own_words_only() -> None:
    good = {"verify": "verify: ×4.9 within 48 h", "emphasis": "strong", "time_kind": "order only"}
    bad = {"verify": "verify with Smith", "emphasis": "Smith", "time_kind": "Smith"}
    found = nameless(case_with(event("a", "0", details=good), event("b", "0", details=bad))).case.events
    assert found[0].details == good and found[1].details == {}


CANARY = "Zyxquist"
FIELDS = st.sampled_from(
    ["term", "group", "source", "place", "as_printed", "note", "components", "label", "indication",
     "rank", "flags", "route", "sites", "verify", "modality", "my column", "value", "unit"]
)  # fmt: skip


@given(st.lists(FIELDS, min_size=1, max_size=6, unique=True), st.sampled_from(Kind), st.sampled_from(State))
def test_a_name_in_any_field_of_an_event_is_gone(fields: list[str], kind: Kind, state: State) -> None:
    plain = {
        name: f"left {CANARY}" for name in fields if name in ("term", "group", "source", "place", "as_printed", "note")
    }
    details = {name: CANARY for name in fields if name not in plain and name not in ("components", "value", "unit")}
    value, unit = ("5 " + CANARY if "value" in fields else "5"), (CANARY if "unit" in fields else "mg/dL")
    quantity = Quantity(value, unit, Decimal(5), unit)
    parts = (CANARY,) if "components" in fields else ()
    one = event("a", "0", kind=kind, state=state, quantity=quantity, components=parts, details=details, **plain)
    made = nameless(case_with(one))
    assert CANARY.lower() not in repr(asdict(made.case)).lower()
    assert CANARY not in " ".join(made.sentences())


def test_the_manifest_counts_and_quotes_nothing() -> None:
    made = nameless(replace(case_with(event("a", "0", note="Smith")), diagnosis="Smith's disease", sex="Smith"))
    assert all(re.search(r": [0-9]+$", sentence) for sentence in made.sentences())
    assert not any("Smith" in sentence for sentence in made.sentences())
    assert made.removed["notes"] == 1 and made.case.sex == "" and made.case.title == CODE
