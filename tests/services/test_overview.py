"""What the library tells of a case: never more than its record says, and for whom."""

from dataclasses import replace
from pathlib import Path

import pytest

from dashboard.domain.cases import Grain, Study, studies_words
from dashboard.domain.events import Kind, State
from dashboard.domain.people import LOCAL_USER, PROGRAM, Role, User
from dashboard.domain.when import parse_when
from dashboard.services import audit, imports, overview
from dashboard.services.context import Context
from dashboard.services.images import StudyPicture
from tests.figures.samples import SHIPPED, event, placed_of, shipped, timed
from tests.services.folders import ROWS, write_case

VIEWER = User("a viewer", Role.VIEWER)
LEUKOCYTES = "Leukocytes [#/volume] in Blood"


def count(event_id, at, value, **more):
    return event(event_id, at, kind=Kind.LAB, term=LEUKOCYTES, value=value, unit="10*9/L", **more)


@pytest.fixture
def context(context: Context) -> Context:
    """The context of a process that has loaded its library."""
    imports.load_library(context)
    return context


def test_the_library_tells_of_every_case(context: Context) -> None:
    found = overview.library_page(VIEWER, context).cases
    assert [(one.title, one.question, one.studies, one.zero) for one in found] == [
        ("Case a", "Which?", "1 MRI", "Admission"),
        ("Case b", "Which?", "1 MRI", "Admission"),
    ]


def test_only_cases_that_the_user_may_see_are_told_of(context: Context) -> None:
    assert [one.id for one in overview.library_page(replace(VIEWER, cases=frozenset({"b"})), context).cases] == ["b"]


def test_the_audit_notes_each_case_as_listed_and_not_as_opened(context: Context) -> None:
    overview.library_page(VIEWER, context)
    lines = [
        (one.line.action, one.line.case_id) for one in audit.entries(LOCAL_USER, context) if one.line.who == VIEWER.name
    ]
    assert {("list", "a"), ("list", "b")} <= set(lines)
    assert "view" not in {action for action, _ in lines}


def test_a_changed_case_is_told_of_anew(context: Context, library: Path) -> None:
    overview.library_page(VIEWER, context)
    write_case(library / "a", title="Another title", rows=ROWS[:2])
    (library / "a" / "case.toml").write_text('code = "a"\ntitle = "Another title"\nquestion = "Which?"\nzero = "E1"\n')
    (library / "a" / "events.csv").write_text("id,kind,term,at\nE1,encounter,Admission,0\n")
    imports.load_library(context)
    first = overview.library_page(VIEWER, context).cases[0]
    assert (first.title, first.read, first.picture, first.count, first.studies) == ("Another title", 1, None, None, "")


def test_the_latest_count_is_the_last_of_the_record_with_its_unit_and_its_time(context: Context) -> None:
    found = overview.library_page(PROGRAM, context).cases[0].count
    assert found == overview.LatestCount("211", "×10⁹/L", "day 0–2", "")


def test_a_count_in_spinal_fluid_is_no_leukocyte_count():
    spinal = event("x", "1", kind=Kind.LAB, term="Leukocytes in cerebrospinal fluid", value="3", unit="/uL")
    assert overview.latest_count(*timed(event("zero", "0"), spinal)) is None


def test_counts_that_are_not_there_are_passed_over():
    case, placed = timed(count("a", "0", "9"), count("b", "1", "12", state=State.ABSENT), count("c", "", "<0.1"))
    assert overview.latest_count(case, placed) == overview.LatestCount("<0.1", "×10⁹/L", "not dated", "")
    assert overview.latest_count(case, placed[:2]).number == "9"


def test_a_count_to_verify_says_so():
    assert overview.latest_count(*timed(count("a", "0", "900", verify="verify: ×5"))).verify == "verify: ×5"


@pytest.mark.parametrize(
    ("at", "words"),
    [
        ("0", "day 0"),
        ("1..3", "day 1–3"),
        ("~6 in 4..8", "about day 4–8"),
        ("after zero; before last", "day unknown, 0–20"),
        ("after zero", "day unknown, from 0"),
        ("before zero", "day unknown, until 0"),
        ("", "not dated"),
        ("..", "at an unknown time"),
        ("with publication", "at publication"),
    ],
)
def test_when_in_few_words(at, words):
    case, placed = timed(
        event("zero", "0"), event("last", "20"), event("x", at), moments={"publication": parse_when("after last")},
        writing="publication",
    )  # fmt: skip
    assert overview.when_words(case, next(item for item in placed if item.event.id == "x")) == words


def test_instants_keep_their_own_words_and_an_order_stays_an_order():
    case, placed = timed(event("zero", "0"), event("x", "zero + 3 h"), event("y", "after x"), grain=Grain.INSTANT)
    assert [overview.when_words(case, item) for item in placed] == ["day 0", "day 0, 03:00", "day unknown"]


@pytest.mark.parametrize("name", SHIPPED)
def test_the_kinds_of_time_add_up_to_all_rows(name):
    kinds = overview.kinds_of_time(placed_of(name), "publication")
    assert sum(number for number, _ in kinds) == len(placed_of(name))
    assert all(number for number, _ in kinds)


def test_studies_are_counted_by_modality_in_words_people_use():
    studies = [Study(str(n), "e", "x", modality) for n, modality in enumerate(["CT", "MR", "MR", "SM", "NM"])]
    assert studies_words(studies) == "1 CT, 2 MRI, 1 histology, 1 NM"


def test_the_picture_is_that_of_the_first_study_that_has_one():
    case, placed = timed(event("a", "0"), event("b", "2"))
    none, some = (
        StudyPicture(Study(key, key, f"MRI {key}", "MR"), f"i-{key}", "", True, key == "b", ()) for key in "ab"
    )
    found = overview._picture(case, placed, (none, some))
    assert (found.image_id, found.label, found.when, found.illustration) == ("i-b", "MRI b", "day 2", True)
    empty = overview._picture(case, placed, (none,))
    assert (empty.image_id, empty.label, empty.illustration) == ("", "MRI a", False)
    assert overview._picture(case, placed, ()) is None


def test_outcomes_that_are_not_simply_present_are_named_with_their_state():
    absent = event("x", "0", term="Focal deficit", label="no focal deficits", state=State.ABSENT)
    acronym = event("y", "0", term="MRI change", state=State.PRESUMED)
    case, placed = timed(event("zero", "0", label="alive"), absent, acronym)
    assert [overview._said(item) for item in placed] == ["alive", "focal deficit: absent", "MRI change: presumed"]


@pytest.mark.parametrize("name", SHIPPED)
def test_the_shipped_cases_say_how_they_ended(name):
    case, placed = shipped(name)[0], placed_of(name)
    said = [overview._said(item) for item in placed if str(item.time.mark) == "as of writing"]
    assert "alive" in said
    assert case.writing == "publication"


def test_the_sentence_above_counts_cases_and_statements(context: Context) -> None:
    page = overview.library_page(VIEWER, context)
    assert overview.intro(page) == "Two cases, 6 statements of the record."
    assert (
        overview.intro(overview.library_page(VIEWER, context, "Case B")) == "One case of 2, 3 statements of the record."
    )
    assert overview.intro(replace(page, found=50, total=50, statements=150)).startswith("50 cases, 150 statements")


def test_a_part_of_the_library_is_shown_and_the_rest_is_counted(context: Context) -> None:
    first, second = (overview.library_page(VIEWER, context, start=start, count=1) for start in (0, 1))
    assert [one.id for one in (*first.cases, *second.cases)] == ["a", "b"]
    assert (first.found, first.total) == (second.found, second.total) == (2, 2)
    assert overview.library_page(VIEWER, context, start=9).cases == ()


@pytest.mark.parametrize(
    ("text", "found"), [("case b", ["b"]), ("which?", ["a", "b"]), ("nobody", []), ("  ", ["a", "b"])]
)
def test_the_library_is_searched_by_code_title_and_question(context: Context, text: str, found: list[str]) -> None:
    assert [one.id for one in overview.library_page(VIEWER, context, text).cases] == found


@pytest.mark.parametrize(
    ("flags", "end"),
    [((True, True), "Pictures are illustrations."), ((True, False), "Some pictures are illustrations.")],
)
def test_the_sentence_above_says_which_pictures_are_illustrations(context: Context, flags, end) -> None:
    page = overview.library_page(VIEWER, context)
    pictured = tuple(
        replace(one, picture=overview.CasePicture("i", "CT 1", "day 0", "", flag))
        for one, flag in zip(page.cases, flags, strict=True)
    )
    assert overview.intro(replace(page, cases=pictured)).endswith(end)
    assert "llustration" not in overview.intro(replace(page, cases=(replace(pictured[0], picture=None),)))
