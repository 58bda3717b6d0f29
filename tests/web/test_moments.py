"""Day zeros and intervals as the browser asks for them; what is no moment is refused in a sentence."""

import pytest

from tests.figures.samples import SHIPPED, shipped


def ask(client, address, name="case-2", **query):
    return client.get(f"/cases/{name}/{address}.json", query_string=query, headers={"Accept": "application/json"})


@pytest.mark.parametrize("name", SHIPPED)
def test_every_day_zero_that_is_offered_can_be_asked_for(client, name):
    found = ask(client, "zeros", name).json
    assert [one["title"] for one in found["measured"]][0] == "Leukocytes"
    for offer in found["offers"]:
        answer = ask(client, "zeros", name, zero=offer["selector"])
        assert answer.status_code == (200 if offer["known"] else 422), offer
        assert answer.json["label"] == offer["label"] if offer["known"] else answer.json["error"] == offer["why"]
        figure = ask(client, "timeline", name, zero=offer["selector"])
        assert figure.status_code == answer.status_code
        if offer["known"]:
            assert figure.json["zero"]["label"] == offer["label"]


def test_a_typed_value_is_resolved_or_refused(client):
    assert ask(client, "zeros", zero="crossing:leukocytes>400").json["event"] == "P2-08"
    answer = ask(client, "zeros", zero="crossing:leukocytes>900")
    assert answer.status_code == 422
    assert answer.json["error"] == "The record gives no leukocytes above 900 ×10⁹/L."


def test_the_interval_of_two_points_is_told_with_its_reasons(client):
    assert ask(client, "interval", first="P2-26", second="P2-25").json == {
        "first": "P2-25", "second": "P2-26", "words": "2 days", "comparison": None,
    }  # fmt: skip
    assert ask(client, "interval", first="P2-26", second="P2-29").json["words"] == "2 days"
    counts = ask(client, "interval", first="P2-06", second="P2-08").json
    assert counts["words"] == "at most 1 day"
    assert counts["comparison"]["rows"] == [["difference", "+138.5 ×10⁹/L"], ["ratio", "×1.51"]]
    assert "not known exactly" in counts["comparison"]["refused"][0]


@pytest.mark.parametrize(
    "query", [{}, {"first": "P2-06"}, {"first": "P2-06", "second": "day:x"}, {"first": "<b>", "second": "P2-06"}]
)
def test_what_is_no_point_is_refused_in_a_sentence(client, query):
    answer = ask(client, "interval", **query)
    assert answer.status_code == 422
    assert "neither an event of the case nor a day" in answer.json["error"]


def test_an_unknown_case_is_not_found(client):
    assert ask(client, "zeros", "case-9").status_code == 404
    assert ask(client, "interval", "case-9", first="a", second="b").status_code == 404


def test_the_clock_says_whether_another_day_zero_is_a_shift(client):
    clock = ask(client, "timeline", "case-1").json["clock"]
    assert clock == {
        "own": True, "own_day": 0.0, "instants": False, "calendar": None, "dated": False, "aged": False, "shift": False,
    }  # fmt: skip
    assert ask(client, "timeline", "case-1", zero="P1-15").json["clock"]["own_day"] is None


def test_dates_hidden_are_hidden_from_a_shipped_case_without_harm(client):
    case = shipped("case-2")[0]
    found = ask(client, "timeline", events="1", dates="0").json
    assert [event["id"] for event in found["events"]] == [
        e["id"] for e in ask(client, "timeline", events="1").json["events"]
    ]
    assert found["aliases"] == {}
    assert all("dates=0" in study["picture"] for study in found["studies"])
    page = client.get("/cases/case-2?dates=0").text
    assert case.title in page and '?dates=0"' in page
    assert client.get("/library.json?dates=0").status_code == 200
