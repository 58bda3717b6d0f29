"""Cases to store: one with every field filled, and Hypothesis's with any text."""

from decimal import Decimal

from hypothesis import strategies as st

from dashboard.domain.cases import Case, Clock, Finding, Grain, Issue, Study, Trend
from dashboard.domain.events import End, Event, Kind, Quantity, State
from dashboard.domain.when import parse_when

NOTATIONS = ("", "0", "-10", "~14", "~2 wk", "0..2", "29..", "after e1", "e1 + 0..48 h", "2024-03", "with e1; 3..")


def full_case(case_id: str = "case-7") -> Case:
    """A case in which no field has its default."""
    return Case(
        id=case_id,
        title="Case 7 – a title",
        question="Which?",
        zero="e1",
        age="2 years",
        sex="female",
        diagnosis="pre-B ALL",
        question_source="CR1",
        source="a paper",
        grain=Grain.INSTANT,
        origin="2024-03-01",
        clocks=(Clock("hospital day", "e1"), Clock("therapy day", "e2", 0)),
        moments={"publication": parse_when("after e2")},
        writing="publication",
        patient_id="00123456",
        birth_date="2015-03",
        zeros=("e1", "e2"),
        events=(full_event(), Event("e2", Kind.TREATMENT, "steroids", parse_when("e1 + 2 d"), until=End.ONGOING)),
        studies=(Study("ct-1", "e1", "CT 1", "CT", "2A", illustration=True, uid="1.2.3", accession="A1"),),
        findings=(Finding("ct-1", "edema", Trend.LESS, "smaller", "e1", "CR2", ("X01",)),),
        issues=(Issue("X01", "two readings", "both kept", conflict=True, readings=("one [CR1]", "other [CR2]")),),
    )


def full_event(event_id: str = "e1") -> Event:
    """An event in which no field has its default."""
    return Event(
        id=event_id,
        kind=Kind.LAB,
        term="Leukocytes",
        at=parse_when("0..2"),
        until=parse_when("~2 wk"),
        state=State.PRESUMED,
        quantity=Quantity("<0.10", "/uL", Decimal("0.10"), "10*9/L", "<"),
        components=("a", "b"),
        group="admission",
        source="paper",
        place="CR3",
        as_printed="WBC",
        note="a note",
        issues=("X01",),
        seq=3,
        details={"zeta": "1", "alpha": "2"},
    )


def cases(text: st.SearchStrategy[str]) -> st.SearchStrategy[Case]:
    """Cases whose every text is drawn from `text`; ids are short."""
    ids = text.filter(bool).map(lambda found: found[:40])
    texts = st.lists(text, max_size=3).map(tuple)
    times = st.sampled_from(NOTATIONS).map(parse_when)
    numbers = st.none() | st.decimals(allow_nan=False, allow_infinity=False)
    quantities = st.builds(Quantity, text, text, numbers, st.none() | text, st.sampled_from(["", "<", ">="]))
    events = st.builds(
        Event, ids, st.sampled_from(Kind), text, times, st.none() | times | st.sampled_from(End),
        st.sampled_from(State), st.none() | quantities, texts, text, text, text, text, text, texts,
        st.none() | st.integers(-(10**9), 10**9), st.dictionaries(text, text, max_size=3),
    )  # fmt: skip
    studies = st.builds(Study, ids, ids, text, text, text, st.booleans())
    findings = st.builds(Finding, ids, text, st.sampled_from(Trend), text, text, text, texts)
    issues = st.builds(Issue, ids, text, text, st.booleans(), texts)
    return st.builds(
        Case, ids, text, text, ids, text, text, text, text, text, st.sampled_from(Grain), text,
        st.lists(st.builds(Clock, text, ids, st.integers(0, 9)), max_size=2).map(tuple),
        st.dictionaries(text, times, max_size=2), text, texts,
        st.lists(events, max_size=4, unique_by=lambda event: event.id).map(tuple),
        st.lists(studies, max_size=2).map(tuple), st.lists(findings, max_size=2).map(tuple),
        st.lists(issues, max_size=2).map(tuple),
    )  # fmt: skip
