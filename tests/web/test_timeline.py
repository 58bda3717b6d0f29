"""The timeline as the browser asks for it: figure, events and pictures; nonsense is refused in a sentence."""

import plotly.graph_objects as go
import pytest

from dashboard.domain.people import LOCAL_USER
from dashboard.services import audit
from tests.figures.samples import SHIPPED, placed_of, shipped

NO_TIME = ("P1-01", "P1-35", "P1-35a", "P1-37", "P2-01", "P2-48")
EVENTS = [(name, event.id) for name in SHIPPED for event in shipped(name)[0].events]


def ask(client, name="case-1", **query):
    return client.get(f"/cases/{name}/timeline.json", query_string=query, headers={"Accept": "application/json"})


@pytest.mark.parametrize("name", SHIPPED)
def test_the_answer_is_a_figure_and_the_words_of_its_day_0(client, name):
    answer = ask(client, name)
    assert answer.status_code == 200 and answer.mimetype == "application/json"
    found = answer.json
    assert set(found) == {"figure", "zero", "clock"}
    go.Figure(found["figure"])
    assert found["zero"]["event"] == shipped(name)[0].zero
    assert found["zero"]["choices"][0] == {key: found["zero"][key] for key in ("selector", "event", "label", "note")}


@pytest.mark.parametrize("name", SHIPPED)
def test_on_request_it_comes_with_every_event_and_study(client, name):
    found = ask(client, name, events="1").json
    case = shipped(name)[0]
    assert [event["id"] for event in found["events"]] == [item.event.id for item in placed_of(name)]
    assert [study["id"] for study in found["studies"]] == [study.id for study in case.studies]
    assert set(found["related"]) <= {event["id"] for event in found["events"]}
    lanes = {lane["name"] for lane in found["figure"]["layout"]["meta"]["lanes"]}
    for event in found["events"]:
        assert event["lane"]
        assert event["lane"] in lanes or not event["on_axis"]


@pytest.mark.parametrize("name", SHIPPED)
def test_a_record_counts_as_many_events_as_the_chart(client, name):
    """M14: the table holds the same records as the chart."""
    found = ask(client, name, events="1").json
    numbers = found["figure"]["layout"]["meta"]["numbers"]
    assert numbers["read"] == len(found["events"])
    assert numbers["timeless"] == sum(1 for event in found["events"] if not event["on_axis"])


@pytest.mark.parametrize("name", SHIPPED)
def test_every_picture_that_it_names_is_there(client, name):
    for study in ask(client, name, events="1").json["studies"]:
        for address in (study["picture"], *(one["large"] for one in study["pictures"])):
            answer = client.get(address)
            assert answer.status_code == 200 and answer.mimetype == "image/jpeg", address


@pytest.mark.parametrize("name", SHIPPED)
def test_every_finding_of_a_study_is_with_it(client, name):
    case = shipped(name)[0]
    for study in ask(client, name, events="1").json["studies"]:
        wanted = {finding.finding: finding.trend.value for finding in case.findings if finding.study == study["id"]}
        assert {finding: said["trend"] for finding, said in study["findings"].items()} == wanted


@pytest.mark.parametrize(("name", "zero"), EVENTS)
def test_every_event_of_both_cases_that_has_a_time_can_be_day_0(client, name, zero):
    answer = ask(client, name, zero=zero)
    if zero in NO_TIME:
        assert answer.status_code == 422 and "is not known, so it cannot be day 0" in answer.json["error"]
        return
    assert answer.status_code == 200
    found = answer.json
    go.Figure(found["figure"])
    assert found["zero"]["event"] == zero and found["zero"]["label"]
    numbers = found["figure"]["layout"]["meta"]["numbers"]
    assert numbers["read"] == sum(numbers[key] for key in ("drawn", "outside", "timeless", "hidden", "refused"))


@pytest.mark.parametrize(
    "query",
    [{"w": "599"}, {"w": "9000"}, {"h": "10"}, {"h": "7000"}, {"w": "wide"}, {"w": "nan"}, {"h": "inf"}, {"w": ""},
     {"w": "-1540"}, {"h": "1e9"}],
)  # fmt: skip
def test_a_size_that_makes_no_sense_is_refused_in_a_sentence(client, query):
    answer = ask(client, **query)
    assert answer.status_code == 422
    (name,) = query
    assert answer.json["error"].startswith(name) and "pixels" in answer.json["error"]


def test_an_unknown_case_is_not_found(client):
    answer = ask(client, "case-9")
    assert answer.status_code == 404
    assert answer.json["error"]


@pytest.mark.parametrize("zero", ["P9-99", "<b>", "0"])
def test_an_unknown_day_0_is_refused_in_a_sentence(client, zero):
    answer = ask(client, zero=zero)
    assert answer.status_code == 422
    assert "day 0" in answer.json["error"]


def test_the_view_is_that_of_the_query(client):
    found = ask(client, "case-2", theme="dark", hide="imaging_studies.neuro_status", fold="procedures", lines="1",
                plain="1", linear="1", order="outcomes.encounters", w="1200", h="700").json["figure"]  # fmt: skip
    lanes = found["layout"]["meta"]["lanes"]
    names = [lane["name"] for lane in lanes]
    assert not {"imaging_studies", "neuro_status"} & set(names)
    assert names[:2] == ["outcomes", "encounters"]
    assert [lane["name"] for lane in lanes if lane["folded"]] == ["procedures"]
    assert found["layout"]["width"] == 1200
    assert found["layout"]["font"]["color"] == "#f0f3f5"
    assert any(axis.get("type") == "linear" for name, axis in found["layout"].items() if name.startswith("yaxis"))


@pytest.mark.parametrize(
    "query",
    [{"theme": "no such"}, {"hide": "no_such"}, {"hide": "<script>"}, {"from": "nonsense", "to": "nan"},
     {"fold": "." * 300}, {"order": "a.b.c"}, {"unknown": "x"}, {"events": "yes"}],
)  # fmt: skip
def test_what_the_view_does_not_know_changes_nothing(client, query):
    plain, odd = ask(client, "case-2").json, ask(client, "case-2", **query).json
    assert odd == plain


def test_the_window_of_the_query_is_the_range_of_the_axis(client):
    whole, part = (ask(client, "case-1", **query).json["figure"]["layout"] for query in ({}, {"from": "0", "to": "5"}))
    assert whole["meta"]["full"] and not part["meta"]["full"]
    assert part["xaxis"]["range"][0] > whole["xaxis"]["range"][0]


def test_opening_a_case_leaves_a_line_in_the_audit(app, client):
    context = app.server.extensions["timeline"]
    before = audit.entries(LOCAL_USER, context, case_id="case-1")
    ask(client, "case-1", events="1")
    after = audit.entries(LOCAL_USER, context, case_id="case-1")
    assert len(after) > len(before)


def test_a_case_that_is_not_there_leaves_a_line_too(app, client):
    context = app.server.extensions["timeline"]
    before = len(audit.entries(LOCAL_USER, context, newest=100000))
    ask(client, "case-9")
    assert len(audit.entries(LOCAL_USER, context, newest=100000)) > before + 1


def test_the_answer_is_never_kept_by_a_browser(client):
    assert "no-store" in ask(client).headers["Cache-Control"]
