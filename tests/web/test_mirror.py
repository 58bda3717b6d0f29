"""Cases side by side as the browser asks for them."""

import plotly.graph_objects as go
import pytest

from tests.figures.samples import SHIPPED, shipped


def ask(client, **query):
    return client.get("/mirror.json", query_string=query, headers={"Accept": "application/json"})


def test_without_cases_the_two_that_share_the_first_sign_come_with_all_that_stands_round_them(client):
    found = ask(client, events="1").json
    go.Figure(found["figure"])
    assert [case["id"] for case in found["cases"]] == list(SHIPPED)
    assert found["day0"] == "first-sign"
    assert [case["zero"] for case in found["cases"]] == ["P1-05", "P2-24"]
    assert {"first-sign", "own", "first-mri"} <= {one["key"] for one in found["milestones"]}
    assert {one["key"]: one["lacking"] for one in found["milestones"]}["leukapheresis"] == ["Case 2"]
    assert set(found["table"]) == {"seen", "said", "pairs", "untold"}


def test_every_event_and_every_picture_comes_along(client):
    found = ask(client, case=SHIPPED, events="1").json
    for case, name in zip(found["cases"], SHIPPED, strict=True):
        own = shipped(name)[0]
        assert {event["id"] for event in case["events"]} == {event.id for event in own.events}
        assert [study["event"] for study in case["studies"]] == [study.event for study in own.studies]
        for study in case["studies"]:
            assert client.get(study["picture"]).status_code == 200
            assert study["illustration"] is True


def test_a_zoom_asks_for_the_figure_only(client):
    found = ask(client, case=SHIPPED, **{"from": "-5", "to": "20"}).json
    assert set(found) == {"figure", "day0"}
    assert found["figure"]["layout"]["meta"]["zoom"] > 1


def test_the_box_on_the_axis_names_what_the_cases_share(client):
    def named(**query):
        notes = ask(client, case=SHIPPED, **query).json["figure"]["layout"]["annotations"]
        return next(note["text"] for note in notes if note.get("bgcolor"))

    assert named() == "first neurological sign, day 0"
    assert named(day0="own") == "own day 0 of each case"
    assert named(zero=["P1-15", "P2-25"]) == "day 0 of each case"
    assert named(zero=["P1-05", ""]) == "first neurological sign, day 0"


def test_lanes_are_chosen_by_the_reader_and_are_four_until_then(client):
    def lanes(**query):
        blocks = ask(client, case=SHIPPED, **query).json["figure"]["layout"]["meta"]["blocks"]
        return [lane["name"] for lane in blocks[0]["lanes"]]

    assert lanes() == ["blood_counts", "treatments", "imaging_studies", "neuro_status"]
    assert lanes(only="procedures.blood_counts") == ["procedures", "blood_counts"]


def test_an_interval_that_is_asked_for_comes_first(client):
    found = ask(client, case=SHIPPED, events="1", a="diagnosis", b="first-mri").json
    assert found["table"]["pairs"][0]["name"] == "diagnosis to first MRI"
    other = ask(client, case=SHIPPED, events="1", a="diagnosis", b="").json
    assert other["table"]["pairs"][0]["name"] == "visit to first MRI"


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ({"case": ["case-1", "case-1"]}, 422),
        ({"case": ["case-1", "nobody"]}, 404),
        ({"case": SHIPPED, "day0": "nonsense"}, 422),
        ({"case": SHIPPED, "zero": ["nobody", ""]}, 422),
        ({"case": SHIPPED, "w": "wide"}, 422),
        ({"case": [f"c{number}" for number in range(9)]}, 422),
    ],
)
def test_nonsense_is_refused_with_a_sentence(client, query, status):
    answer = ask(client, **query)
    assert answer.status_code == status
    assert len(answer.json["error"]) > 10


def test_a_case_by_itself_gets_another_beside_it(client):
    assert [case["id"] for case in ask(client, case="case-2", events="1").json["cases"]] == ["case-2", "case-1"]
    assert ask(client, case="nobody").json == {"cases": [], "few": 0}


def test_a_milestone_that_no_two_cases_share_is_no_comparison(client):
    assert ask(client, day0="first-intrathecal").json == {"cases": [], "few": 1}


def test_the_page_comes_with_the_document_and_waits_for_its_script(client):
    text = client.get("/mirror").text
    assert 'id="mirror-root"' in text
    assert text.index('id="mirror-root"') < text.index('<script src="/assets/pages.js')
    assert "plotly-basic" in text
    assert 'id="mirror-root"' not in client.get("/series").text
