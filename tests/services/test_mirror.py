"""Cases side by side: which, on which day 0, and what the table beside them says."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from dashboard.domain.events import Kind
from dashboard.domain.links import ORIGIN
from dashboard.domain.milestones import MILESTONES
from dashboard.domain.people import LOCAL_USER, Role, User
from dashboard.domain.when import parse_when
from dashboard.errors import NotFound, Refused
from dashboard.services import audit, imports, mirror
from dashboard.services.comparison import PAIRS, READING_ORDER, comparison
from dashboard.services.context import Context
from tests.figures.samples import LIBRARY, event
from tests.services.crowd import count, keep, scan, sign, small_case, small_context

VIEWER = User("a viewer", Role.VIEWER)
BOYS = ["case-1", "case-2"]
# The table of the two published cases seen from the first neurological sign, as a careful reading gives it.
SEEN = {
    "visit": ("same day", "19–20 days before"),
    "arrival": ("0–2 days after", "19 days before"),
    "first count": ("same day", "19–20 days before"),
    "highest count, latest count": ("0–2 days after", "18–19 days before"),
    "diagnosis": ("after, within 0–19 days", "before, within 18–20 days"),
    "leukapheresis": ("after, within 0–19 days", "not reported"),
    "intensive care": ("after, within 0–19 days", "not reported"),
    "ventilation": ("after, within 0–19 days", "not reported"),
    "first corticosteroid": ("after, within 0–19 days", "before, within 18–19 days"),
    "first chemotherapy": ("after, within 0–19 days", "18–20 days before"),
    "first intrathecal dose": ("not reported", "18–20 days before"),
    "start of induction": ("after, within 0–19 days", "18 days before"),
    "first scan, first CT": ("after, within 0–19 days", "with it, day not stated"),
    "first MRI": ("~2 weeks after (11–19 days)", "2 days after"),
    "second MRI": ("~5 weeks after (29–43 days)", "4 days after"),
    "latest scan": ("~5 weeks after (29–43 days)", "after, at least 4 days"),
    "first complication": ("after, within 0–19 days", "cannot be told which is first"),
    "discharge": ("after, within 29–1297 days", "not reported"),
}


@pytest.fixture(scope="module")
def boys(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Context]:
    """A context with the two published cases."""
    opened = small_context(tmp_path_factory.mktemp("boys"))
    for name in BOYS:
        imports.import_path(LOCAL_USER, opened, LIBRARY / name)
    yield opened
    opened.store.close()


def aligned(context, *names, key="first-sign", zeros=()):
    return mirror.aligned(VIEWER, context, names, key, zeros)


def words(lines):
    return {line.name: tuple(cell.words for cell in line.cells) for line in lines}


def test_the_table_of_the_published_cases(boys: Context) -> None:
    table = comparison(aligned(boys, *BOYS), "first-sign")
    assert words(table.seen) == SEEN
    assert table.untold == ("first treatment",)


def test_intervals_between_milestones_of_the_published_cases(boys: Context) -> None:
    pairs = words(comparison(aligned(boys, *BOYS), "first-sign").pairs)
    assert pairs["visit to first MRI"] == ("~2 weeks after (11–19 days)", "21–22 days after")
    assert pairs["highest count to first neurological sign"] == ("0–2 days before", "18–19 days after")
    assert pairs["first MRI to second MRI"] == ("~3 weeks after (18–24 days)", "2 days after")
    assert pairs["first CT to first MRI"] == ("after, within 0–17 days", "2 days after")


def test_what_the_record_says_of_the_published_cases(boys: Context) -> None:
    said = words(comparison(aligned(boys, *BOYS), "first-sign").said)
    assert said["day 0 is"] == ("altered mental status", "agitation, left posturing; focal motor sign, left")
    assert said["neurological status after it"][1] == "deterioration, signs unspecified"
    assert "unresponsive, posturing" in said["neurological status after it"][0]
    assert said["remission or relapse"] == ("in remission", "not reported")
    assert said["at publication"][0].startswith("in remission; normal except blindness")


def test_two_readings_of_one_pair_are_the_same_interval(boys: Context) -> None:
    cases = aligned(boys, *BOYS)
    table = comparison(cases, "first-sign", ("visit", "first-mri"))
    assert table.pairs[0].name == "visit to first MRI"
    assert len([line for line in table.pairs if line.name == "visit to first MRI"]) == 1
    asked = comparison(cases, "first-sign", ("discharge", "first-intrathecal")).pairs[0]
    assert [cell.words for cell in asked.cells] == ["first intrathecal dose: not reported", "discharge: not reported"]


def test_cells_say_what_they_are_about(boys: Context) -> None:
    table = comparison(aligned(boys, *BOYS), "first-sign")
    (line,) = [line for line in table.seen if line.name == "first MRI"]
    assert line.cells[1].about == "from agitation to MRI 1"
    (line,) = [line for line in table.seen if line.name == "first complication"]
    assert " or " in line.cells[1].about


def test_every_milestone_has_its_place_in_the_table():
    assert sorted(READING_ORDER) == sorted(one.key for one in MILESTONES)
    assert {key for pair in PAIRS for key in pair} <= set(READING_ORDER)


def test_a_case_without_the_milestone_is_not_aligned_and_says_so(context: Context) -> None:
    keep(context, small_case("a", sign("3"), scan("5")), small_case("b", count("1", "5"), scan("9")))
    cases = aligned(context, "a", "b")
    assert [one.start for one in cases] == ["sign", ORIGIN]
    assert [one.note for one in cases] == ["", "first neurological sign: not reported"]
    assert cases[1].zero is None
    assert cases[1].placed == ()
    table = comparison(cases, "first-sign")
    assert words(table.seen)["first scan, first MRI, latest scan"] == ("2 days after", "not aligned")
    assert words(table.said)["day 0 is"][1] == "first neurological sign: not reported"


def test_an_event_of_its_own_can_be_the_day_0_of_a_case(context: Context) -> None:
    keep(context, small_case("a", sign("3"), scan("5")), small_case("b", count("1", "5")))
    cases = aligned(context, "a", "b", zeros=["scan", "count"])
    assert [one.start for one in cases] == ["scan", "count"]
    assert next(item for item in cases[0].placed if item.event.id == "sign").time.earliest == -2
    with pytest.raises(Refused):
        aligned(context, "a", "b", zeros=["nobody", ""])


@pytest.mark.parametrize(
    ("selector", "start", "called"),
    [
        ("nth:imaging/MR:2", "late", "2nd MRI (late)"),
        ("highest:leukocytes", "peak", "highest leukocytes (700 \u00d710\u2079/L)"),
        ("end:stay", "end of stay", "end of stay"),
        ("moment:writing", "writing", "writing"),
    ],
)
def test_any_moment_of_a_case_can_be_its_day_0(context: Context, selector: str, start: str, called: str) -> None:
    stay = event("stay", "1", kind=Kind.ENCOUNTER, until="8", label="stay")
    rich = small_case("a", count("0", "5"), count("4", "700", "peak"), scan("5"), scan("9", name="late"), stay,
                      moments={"writing": parse_when("20")})  # fmt: skip
    keep(context, rich, small_case("b", count("1", "5")))
    one, _ = cases = aligned(context, "a", "b", zeros=[selector, ""], key="first-count")
    assert one.zero is not None
    assert (one.start, one.zero.full) == (start, called)
    table = words(comparison(cases, "first-count").seen)
    assert all(first != "not aligned" for first, _ in table.values())


def test_many_statuses_are_listed_and_the_rest_is_counted(context: Context) -> None:
    later = [
        event(f"n{day}", str(day), kind=Kind.NEURO_STATUS, rank="4", label=f"status {day}") for day in range(4, 14)
    ]
    keep(context, small_case("a", sign("3"), *later), small_case("b", sign("1")))
    table = words(comparison(aligned(context, "a", "b"), "first-sign").said)
    assert table["neurological status after it"][0].endswith("status 9; and 4 more")
    assert table["neurological status after it"][1] == "not reported"
    assert "remission or relapse" not in table and "at writing" not in table


def test_two_to_six_different_cases_stand_side_by_side(boys: Context) -> None:
    for names in ([], BOYS[:1], BOYS[:1] * 2, [f"c{number}" for number in range(7)]):
        with pytest.raises(Refused):
            aligned(boys, *names)


def test_an_unknown_milestone_is_refused_and_a_case_out_of_reach_is_not_there(context: Context) -> None:
    keep(context, small_case("a", sign("3")), small_case("b", sign("3")))
    with pytest.raises(Refused):
        aligned(context, "a", "b", key="nonsense")
    with pytest.raises(NotFound):
        aligned(context, "a", "nobody")
    with pytest.raises(NotFound):
        mirror.aligned(replace(VIEWER, cases=frozenset({"a"})), context, ["a", "b"], "visit")


def test_the_audit_notes_every_case_as_viewed(context: Context) -> None:
    keep(context, small_case("a", sign("3")), small_case("b", sign("3")))
    aligned(context, "a", "b")
    viewed = [one.line.case_id for one in audit.entries(LOCAL_USER, context) if one.line.action == "view"]
    assert sorted(viewed) == ["a", "b"]


def test_the_first_two_cases_that_share_a_milestone_are_suggested(boys: Context) -> None:
    assert mirror.suggested(VIEWER, boys) == (BOYS, "first-sign")
    assert mirror.suggested(VIEWER, boys, "induction") == (BOYS, "induction")
    assert mirror.suggested(VIEWER, boys, beside="case-2") == (BOYS[::-1], "first-sign")
    assert mirror.suggested(VIEWER, boys, beside="nobody")[0] == []


def test_without_a_shared_sign_another_milestone_is_suggested_and_without_two_cases_none(context: Context) -> None:
    assert mirror.suggested(VIEWER, context)[0] == []
    keep(context, small_case("a", sign("3")))
    assert mirror.suggested(VIEWER, context)[0] == ["a"]
    keep(context, small_case("b", count("1", "5")))
    assert mirror.suggested(VIEWER, context) == (["a", "b"], "visit")
    assert mirror.suggested(VIEWER, context, "first-sign") == (["a"], "first-sign")


def test_cases_that_are_named_without_a_day_0_are_aligned_on_what_all_of_them_tell(tmp_path):
    context = small_context(tmp_path)
    keep(context, small_case("a", sign("5"), count("0", "90")), small_case("c"))
    assert mirror.common(context, ["a"]) == "first-sign"
    assert mirror.common(context, ["a", "c"]) == "visit"
    assert mirror.common(context, ["nobody"]) == "first-sign"
    context.store.close()
