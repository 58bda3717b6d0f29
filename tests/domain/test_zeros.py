"""Day zero as anything: a selector becomes a moment, or a sentence says why there is none. Nothing is guessed."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import pytest

from dashboard.domain.cases import Case, Clock, Study
from dashboard.domain.chronology import solve
from dashboard.domain.events import Event, Kind, State
from dashboard.domain.offers import MOST_OF_A_KIND, measured, offers
from dashboard.domain.timing import place
from dashboard.domain.units import read_quantity
from dashboard.domain.zeros import Zero, resolve
from dashboard.errors import Refused
from tests.domain.builders import Times, case_of, event_of

WBC = "Leukocytes [#/volume] in Blood"


def lab(event_id: str, at: Times, value: str, unit: str = "10*9/L", term: str = WBC, **more: Any) -> Event:
    """A laboratory result."""
    details = {"label": term.partition(" ")[0]}
    one = event_of(event_id, at, quantity=read_quantity(term, value, unit), **{"details": details} | more)
    return _as(one, Kind.LAB, term)


def _as(event: Event, kind: Kind, term: str) -> Event:
    return replace(event, kind=kind, term=term)


def thing(event_id: str, at: Times, kind: Kind, term: str, **more: Any) -> Event:
    """An event of another kind."""
    return _as(event_of(event_id, at, **more), kind, term)


def record(events: Sequence[Event], moments: Mapping[str, str] | None = None, **more: Any) -> Case:
    """A case of these events after a visit on day 0."""
    bare = case_of({}, moments, zero="visit", **more)
    return replace(bare, events=(event_of("visit", "0"), *events))


def found(case: Case, selector: str) -> Zero:
    """The day zero of a selector."""
    return resolve(case, solve(case), selector)


def refusal(case: Case, selector: str) -> str:
    """The sentence by which a selector is refused."""
    with pytest.raises(Refused) as refused:
        found(case, selector)
    return str(refused.value)


COUNTS = [lab("a", "0", "50"), lab("b", "2", "400"), lab("c", "5", "0.4"), lab("d", "after c", "3")]


@pytest.mark.parametrize(
    ("selector", "moment", "label", "full"),
    [
        ("visit", "visit", "term of visit", "term of visit"),
        ("highest:leukocytes", "b", "highest leukocytes", "highest leukocytes (400 ×10⁹/L)"),
        ("lowest:WBC", "c", "lowest leukocytes", "lowest leukocytes (0.4 ×10⁹/L)"),
        ("crossing:leukocytes>100", "b", "first reported leukocytes above 100 ×10⁹/L", ""),
        ("crossing:leukocytes>=50", "a", "first reported leukocytes at or above 50 ×10⁹/L", ""),
        ("crossing:leukocytes>100 10*9/L", "b", "first reported leukocytes above 100 ×10⁹/L", ""),
        ("crossing:leukocytes<=50 000 /uL", "a", "first reported leukocytes at or below 50000 /µL", ""),
        ("crossing:wbc < 0.5 G/L", "c", "first reported leukocytes below 0.5 ×10⁹/L", ""),
        ("crossing:leukocytes<=400 /uL", "c", "first reported leukocytes at or below 400 /µL", ""),
        ("crossing:leukocytes>-1", "a", "first reported leukocytes above -1 ×10⁹/L", ""),
        ("nth:lab/leukocytes:3", "c", "3rd leukocytes result", ""),
        ("nth:LAB:4", "d", "4th laboratory result", ""),
        ("clock:Therapy Day", "therapy day", "therapy day 2", "therapy day 2 (term of visit)"),
        ("moment:report", "report", "report", "report"),
        ("end:stay", "end of stay", "end of term of stay", ""),
    ],
)  # fmt: skip
def test_a_selector_names_a_moment(selector: str, moment: str, label: str, full: str) -> None:
    events = [*COUNTS, event_of("stay", ("0", "9"))]
    case = record(events, {"report": "after d"}, clocks=(Clock("therapy day", "visit", 2),))
    zero = found(case, selector)
    assert (zero.selector, zero.moment, zero.label) == (selector, moment, label)
    assert not full or zero.full == full
    assert place(case, solve(case), zero.moment)


def test_an_event_goes_before_a_selector_of_the_same_text() -> None:
    case = record([*COUNTS, event_of("highest:leukocytes", "7")])
    assert found(case, "highest:leukocytes").moment == "highest:leukocytes"


def test_a_count_on_the_line_is_not_above_it() -> None:
    case = record([lab("a", "0", "100"), lab("b", "1", "101")])
    assert found(case, "crossing:leukocytes>100").event == "b"
    assert found(case, "crossing:leukocytes>=100").event == "a"
    assert found(case, "crossing:leukocytes<101").event == "a"
    assert found(case, "crossing:leukocytes<=101").event == "a"


@pytest.mark.parametrize(
    ("values", "selector", "answer"),
    [
        (("5", "<0.1"), "lowest:leukocytes", "e1"), (("0.1", "<0.1"), "lowest:leukocytes", "e1"),
        (("5", ">1000"), "highest:leukocytes", "e1"), (("1000", ">1000"), "highest:leukocytes", "e1"),
        (("<5", "<0.1"), "lowest:leukocytes", "not known"), (("1200", ">1000"), "highest:leukocytes", "not known"),
        ((">=90", "90"), "highest:leukocytes", "not known"), (("0", "<0.1"), "lowest:leukocytes", "not known"),
        (("5", "<10"), "highest:leukocytes", "not known"), (("5", "5"), "highest:leukocytes", "more than once"),
        (("<5", "<5"), "highest:leukocytes", "not known"), (("<=5", "4"), "highest:leukocytes", "not known"),
        (("50", ">40", "100"), "crossing:leukocytes>60", "not known"),
        (("100", ">40"), "crossing:leukocytes>60", "e0"), ((">60", "100"), "crossing:leukocytes>60", "e0"),
        (("<60", "100"), "crossing:leukocytes>=60", "e1"), (("<=60", "100"), "crossing:leukocytes>=60", "not known"),
        (("<60", "1"), "crossing:leukocytes<60", "e0"), (("<=60", "1"), "crossing:leukocytes<60", "not known"),
        ((">60", "1"), "crossing:leukocytes<=60", "e1"), ((">=60", "1"), "crossing:leukocytes<=60", "not known"),
        (("<=60", "1"), "crossing:leukocytes<=60", "e0"),
        ((">40", "50"), "crossing:leukocytes>60", "no leukocytes above 60 ×10⁹/L; perhaps term of e0 (>40 ×10⁹/L)"),
        (("40", "50"), "crossing:leukocytes>60", "The record gives no leukocytes above 60 ×10⁹/L."),
    ],
)  # fmt: skip
def test_what_is_reported_as_a_limit_is_never_taken_for_a_value(
    values: Sequence[str], selector: str, answer: str
) -> None:
    events = [lab(f"e{day}", str(day), value, details={"label": f"term of e{day}"}) for day, value in enumerate(values)]
    case = record(events)
    if answer.startswith("e"):
        assert found(case, selector).event == answer
    else:
        assert answer in refusal(case, selector)


def test_a_tie_names_its_candidates_unless_they_are_one_moment() -> None:
    tied = record([lab("a", "0", "50"), lab("b", "2", "400"), lab("c", "5", "400000", "/uL")])
    assert refusal(tied, "highest:leukocytes") == (
        "The highest leukocytes was reported more than once: Leukocytes [b] (400 ×10⁹/L) and Leukocytes [c] "
        "(400 ×10⁹/L). Choose one of them."
    )
    assert found(record([lab("a", "2", "400"), lab("b", "2", "400"), lab("c", "0", "1")]), "highest:wbc").moment == "a"


def test_which_came_first_is_told_by_the_network_or_not_at_all() -> None:
    events = [lab("a", "after visit", "150"), lab("b", "after visit", "200")]
    assert "first leukocytes above 100 ×10⁹/L is not known" in refusal(record(events), "crossing:leukocytes>100")
    ordered = record([*events, lab("c", "after a; after b", "300")])
    assert found(ordered, "nth:lab:3").event == "c"
    assert refusal(ordered, "nth:lab:1") == (
        "Which was the 1st laboratory result is not known: the record does not order Leukocytes [a] and Leukocytes [b]."
    )


def test_what_may_share_its_day_is_still_first_and_second() -> None:
    case = record([thing("a", "5", Kind.PROCEDURE, "Lumbar puncture"),
                   thing("b", "5..7", Kind.PROCEDURE, "Lumbar puncture")])  # fmt: skip
    assert [found(case, f"nth:procedure/lumbar puncture:{number}").event for number in (1, 2)] == ["a", "b"]
    both = record([thing("a", "5", Kind.PROCEDURE, "Biopsy"), thing("b", "5", Kind.PROCEDURE, "Biopsy, second")])
    assert [found(both, f"nth:procedure/biopsy:{number}").note for number in (1, 2)] == [
        "Biopsy [a] and Biopsy [b]"
    ] * 2


def test_only_what_took_place_is_counted_and_what_is_presumed_leaves_its_place_open() -> None:
    events = [
        thing("a", "1", Kind.COMPLICATION, "Seizure", state=State.ABSENT),
        thing("b", "2", Kind.COMPLICATION, "Seizure"),
        thing("c", "3", Kind.COMPLICATION, "Seizure", state=State.PRESUMED),
        thing("d", "4", Kind.COMPLICATION, "Seizure, focal"),
    ]
    case = record(events)
    assert found(case, "nth:complication/seizure:1").event == "b"
    assert "the record does not order Seizure [d] and Seizure [c]" in refusal(case, "nth:complication/seizure:2")
    assert refusal(case, "nth:complication/seizure:3") == "There is no 3rd seizure: the record has 2."
    doubted = record([lab("a", "0", "5"), lab("b", "1", "9", state=State.PRESUMED)])
    assert "more than presumed" in refusal(doubted, "highest:leukocytes")
    assert "perhaps Leukocytes (9 ×10⁹/L)" in refusal(doubted, "crossing:leukocytes>8")


def test_a_scan_is_what_the_case_names_as_a_study() -> None:
    modality = {"modality": "MR"}
    events = [
        thing("a", "1", Kind.IMAGING, "MRI"),
        thing("b", "1", Kind.IMAGING, "No enhancement", details={"study": "m1"} | modality),
        thing("c", "2", Kind.IMAGING, "Finding of some scan", details=modality),
        thing("d", "3", Kind.IMAGING, "Summary of imaging"),
        thing("e", "4", Kind.IMAGING, "Ultrasound", details={"modality": "US"}),
        thing("f", "5", Kind.IMAGING, "MRI"),
    ]
    case = record(events, studies=(Study("m1", "a", "MRI 1", "MR"), Study("m2", "f", "MRI 2", "MR")))
    zero = found(case, "nth:imaging/mr:2")
    assert (zero.event, zero.label, zero.note) == ("f", "2nd MRI", "MRI 2")
    assert found(case, "nth:imaging:2").event == "e"
    assert found(case, "nth:imaging/US:1").label == "1st ultrasound"


def test_every_agent_of_a_treatment_is_counted_for_itself() -> None:
    events = [
        thing("a", ("1", "unknown"), Kind.TREATMENT, "Induction", components=("vincristine", "dexamethasone")),
        thing("b", "9", Kind.TREATMENT, "Consolidation", components=("vincristine",)),
        thing("c", "12", Kind.TREATMENT, "DHAP"),
    ]
    case = record(events)
    assert found(case, "nth:treatment/vincristine:2").label == "2nd treatment with vincristine"
    assert found(case, "nth:treatment/DHAP:1").event == "c"


@pytest.mark.parametrize(
    ("selector", "sentence"),
    [
        ("nobody", '"nobody" cannot be day 0: the case has no such event.'), ("highest:", "no such event"),
        ("clock:x day", 'no clock "x day"'), ("moment:x", 'no moment "x"'), ("end:a", "the record gives no such end"),
        ("end:x", "no such event"), ("nth:lab", "expected a kind and a number"), ("nth:lab:0", "expected a kind"),
        ("nth:lab:²", "expected a kind"), ("nth:lab:9999999", "expected a kind"),
        ("nth:procedure/x:1", "There is no 1st x: the record has 0."), ("nth:x:12", "There is no 12th x"),
        ("highest:platelets", "The record gives no numbers of platelets."),
        ("highest:copeptin", "The record gives copeptin in ng/mL and µg/L, which are not held against each other."),
        ("crossing:leukocytes", "expected an analyte, > or <, and a value"),
        ("crossing:leukocytes>1,037", '"1,037" may be 1037 or 1 and a fraction: write it without separators.'),
        ("crossing:leukocytes>1.2.3", "is not a number with"), ("crossing:leukocytes>9 foo", '"foo" is not a unit'),
        ("crossing:leukocytes>" + "9" * 40, "is not a number."),
        ("crossing:leukocytes>9 mg/dL", '"mg/dL" is not held against leukocytes, which the record gives in ×10⁹/L.'),
        ("crossing:sodium>9 U/L", '"U/L" is not held against sodium, which the record gives in mmol/L.'),
        ("undated", "The time of term of undated is not known, so it cannot be day 0."),
        ("unplaced", "The time of term of unplaced is not known, so it cannot be day 0."),
    ],
)  # fmt: skip
def test_what_is_no_moment_is_refused_with_a_sentence(selector: str, sentence: str) -> None:
    events = [lab("a", "0", "50"), lab("f", "1", "9", "ng/mL", "Copeptin [Mass/volume] in Serum"),
              lab("g", "1", "9", "ug/L", "Copeptin [Mass/volume] in Serum"), event_of("undated", ""),
              event_of("unplaced", ".."), lab("s", "1", "140", "mmol/L", "Sodium")]  # fmt: skip
    selector = selector.replace("copeptin", "Copeptin [Mass/volume] in serum")
    assert sentence.casefold() in refusal(record(events), selector).casefold()


def test_an_unplaced_event_that_others_count_from_can_be_day_0() -> None:
    case = record([event_of("a", ".."), event_of("b", "a + 2 d")])
    assert found(case, "a").moment == "a"


def test_the_own_zero_of_a_case_says_what_days_count_from() -> None:
    assert found(record([]), "") == Zero("", None, "term of visit", "visit")
    named = case_of({"a": "3"}, {"first diagnosis": "0"}, zero="first diagnosis")
    assert found(named, "") == Zero("", None, "first diagnosis")
    assert found(case_of({}, zero=""), "").label == "the start of the record"
    partly = case_of({"a": "2024-03", "b": "2024-02"})
    assert found(partly, "").label == "the first date of the record"
    labelled = record([event_of("a", "0", details={"zero_label": "arrival"})])
    assert found(labelled, "a").label == "arrival"


def test_offers_hold_every_choice_with_its_words_or_the_reason_against_it() -> None:
    drug = thing("t", "3", Kind.TREATMENT, "Induction", components=("vincristine",))
    scans = [thing(f"m{day}", "after visit", Kind.IMAGING, "MRI", details={"modality": "MR"}) for day in (1, 2)]
    single = lab("k", "1", "4", "mmol/L", "Potassium")
    case = record([*COUNTS, single, drug, *scans], {"report": "after d"}, clocks=(Clock("therapy day", "t"),))
    made = {offer.zero.selector: offer for offer in offers(case, solve(case))}
    assert list(made) == [
        "clock:therapy day", "moment:report", "highest:leukocytes", "lowest:leukocytes", "nth:treatment/vincristine:1",
        "nth:imaging/MR:1", "nth:imaging/MR:2",
    ]  # fmt: skip
    assert made["nth:treatment/vincristine:1"].words.startswith("first dose")
    assert made["highest:leukocytes"].zero.event == "b"
    assert made["nth:imaging/MR:1"].zero.moment is None
    assert "does not order" in made["nth:imaging/MR:1"].why
    assert [one.units for one in measured(case, solve(case))] == [
        (("10*9/L", "×10⁹/L"), ("/uL", "/µL")),
        (("mmol/L", "mmol/L"),),
    ]


def test_of_very_many_of_a_kind_the_nth_is_found_and_few_are_offered() -> None:
    events = [thing(f"p{day}", str(day), Kind.PROCEDURE, "Transfusion") for day in range(200)]
    case = record(events)
    assert found(case, "nth:procedure/transfusion:150").event == "p149"
    assert len(offers(case, solve(case))) == MOST_OF_A_KIND
    crowd = record([thing(f"p{day}", "after visit", Kind.PROCEDURE, "Transfusion") for day in range(70)])
    assert "60 more" in refusal(crowd, "nth:procedure:1")
