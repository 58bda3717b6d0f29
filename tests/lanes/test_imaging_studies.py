"""Imaging (D18): a mark for every study at its moment, room for its picture, and every finding by its name."""

import pytest

from dashboard.domain.cases import Finding, Study, Trend
from dashboard.domain.events import Kind
from dashboard.domain.timing import Mark
from dashboard.domain.when import parse_when
from dashboard.figures.lane import Options
from dashboard.figures.stack import View
from tests.figures.samples import SHIPPED, drawn, event, placed_of, shipped, shipped_drawing, shipped_figure, words_of


def scan(event_id, at, study="", **more):
    return event(event_id, at, kind=Kind.IMAGING, study=study, **more)


STUDIES = (Study("ct", "A", "CT 1", "CT"), Study("mri", "B", "MRI 1", "MR"))


@pytest.mark.parametrize("name", SHIPPED)
def test_every_study_of_the_shipped_cases_has_a_mark(name):
    found = shipped_drawing("imaging_studies", name)
    marked = {hit.event for hit in found.canvas.hits}
    assert {study.event for study in shipped(name)[0].studies} <= marked
    chips = [item for item in placed_of(name) if item.time.mark is Mark.ORDER_ONLY and item.event.id in marked]
    assert len(found.canvas.dots) + len(found.canvas.chips) >= len(shipped(name)[0].studies)
    assert chips


@pytest.mark.parametrize("name", SHIPPED)
def test_every_finding_of_an_identified_study_is_named_once_in_the_order_of_the_table(name):
    found = shipped_drawing("imaging_studies", name)
    named = [finding.finding for finding in shipped(name)[0].findings if finding.study]
    assert list(found.findings) == list(dict.fromkeys(named))


def test_a_study_stands_at_its_moment():
    found = drawn("imaging_studies", scan("A", "0", "ct"), scan("B", "9", "mri"), studies=STUDIES)
    assert [(dot["x"], dot["symbol"]) for dot in found.canvas.dots] == [
        (found.canvas.scale.px(0), "square"), (found.canvas.scale.px(9), "square"),
    ]  # fmt: skip
    assert found.film is not None


def test_a_study_is_its_event_even_where_the_event_names_no_study():
    found = drawn("imaging_studies", scan("A", "0"), scan("B", "9"), studies=STUDIES)
    assert [hit.event for hit in found.canvas.hits] == ["A", "B"]
    assert words_of(found) == []


def test_what_a_study_says_is_found_at_its_mark_and_not_drawn_again():
    found = drawn("imaging_studies", scan("A", "0", "ct"), scan("C", "0", "ct", label="edema"), studies=STUDIES[:1])
    assert len(found.canvas.dots) == 1
    places = {hit.event: (hit.x0 + hit.x1) / 2 for hit in found.canvas.hits}
    assert places["A"] == pytest.approx(places["C"], abs=12)


def test_a_scan_that_is_not_identified_has_words_and_no_picture():
    found = drawn("imaging_studies", scan("A", "0", label="CT: posterior fossa spared"))
    assert found.film is None and found.findings == ()
    assert "CT: posterior fossa spared" in words_of(found)


def test_a_finding_of_no_identified_study_has_no_row():
    findings = (Finding("ct", "edema", Trend.NEW), Finding("", "hemorrhage", Trend.SAME, event="B"))
    events = (scan("A", "0", "ct"), scan("B", "3"))
    assert drawn("imaging_studies", *events, studies=STUDIES[:1], findings=findings).findings == ("edema",)


def test_a_small_screen_folds_the_findings_and_keeps_every_mark():
    large, small = (
        shipped_drawing("imaging_studies", "case-2", View(options=Options(density=density))) for density in (0, 2)
    )
    assert large.findings and not small.findings
    assert small.film[1] < large.film[1] and small.height < large.height
    assert {hit.event for hit in small.canvas.hits} == {hit.event for hit in large.canvas.hits}


def test_pictures_take_free_height_up_to_a_limit():
    sizes = [shipped_drawing("imaging_studies", "case-1", spare=spare).film[1] for spare in (0, 50, 5000, 9000)]
    assert sizes[0] < sizes[1] < sizes[2] == sizes[3]


@pytest.mark.parametrize(("name", "words"), [("case-1", "2 CT, 2 MRI"), ("case-2", "1 CT, 5 MRI, 1 histology")])
def test_the_lane_says_how_many_studies_of_which_kind(name, words):
    assert shipped_drawing("imaging_studies", name).sub == (words,)


def test_no_response_class_is_computed():
    for name in SHIPPED:
        told = str(shipped_figure(name)).lower()
        assert not any(
            word in told for word in ("recist", "rano", "partial response", "complete response", "stable disease")
        )


@pytest.mark.parametrize("at", ["after A; before Z", "after Z", "with publication"])
def test_two_studies_at_one_place_without_a_day_stand_side_by_side(at):
    events = (event("A", "0"), event("Z", "20"), scan("B", at, "ct", seq=3), scan("C", at, "mri", seq=3))
    studies = (Study("ct", "B", "CT 1", "CT"), Study("mri", "C", "MRI 1", "MR"))
    more = {"moments": {"publication": parse_when("after Z")}, "writing": "publication"}
    found = drawn("imaging_studies", *events, studies=studies, **more)
    first, second = sorted(mark["x"] for mark in (*found.canvas.chips, *found.canvas.dots))
    assert second - first >= 14
    assert len({hit.x for hit in found.canvas.hits}) == 2


def test_two_studies_of_one_day_stand_on_that_day():
    found = drawn("imaging_studies", scan("A", "0", "ct"), scan("B", "0", "mri"), studies=STUDIES)
    assert {dot["x"] for dot in found.canvas.dots} == {found.canvas.scale.px(0)}
