"""Meetings and decisions over the web: what a page asks and tells, two people at once, and what nobody may send."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from dash import Dash
from flask.testing import FlaskClient

from dashboard import caller
from dashboard.config import settings_from
from dashboard.services.codes import code_of
from dashboard.services.context import open_context
from dashboard.services.imports import load_library
from tests.services.folders import ROWS, write_case

JSON = {"Accept": "application/json"}


@pytest.fixture
def pages(app: Dash, client: FlaskClient, tmp_path: Path) -> Iterator[FlaskClient]:
    """The client on a library of its own: what it saves is no business of other tests."""
    for name in ("a", "b"):
        write_case(tmp_path / "library" / name)
    environ = {"TIMELINE_DATA_DIR": str(tmp_path / "data"), "TIMELINE_CASES_DIR": str(tmp_path / "library")}
    before, own = app.server.extensions["timeline"], open_context(settings_from(environ))
    load_library(own)
    caller.install(app.server, own)
    yield client
    caller.install(app.server, before)
    own.store.close()


def send(client: FlaskClient, address: str, status: int = 200, **asked: Any) -> Any:
    answer = client.post(address, json=asked, headers=JSON)
    assert answer.status_code == status, answer.text
    return answer.json


def get(client: FlaskClient, address: str, status: int = 200, **query: str) -> Any:
    answer = client.get(address, query_string=query, headers=JSON)
    assert answer.status_code == status, answer.text
    return answer.json


@pytest.fixture
def meeting(pages: FlaskClient) -> str:
    """A meeting with both cases."""
    made = send(pages, "/meetings.json", date="2026-03-01", title="Board", expected=["Dr. Ahn"], key="1")["id"]
    for case_id in ("a", "b"):
        send(pages, f"/meetings/{made}/cases.json", case=case_id, question="Which dose?", minutes=7)
    return str(made)


def test_an_agenda_is_made_changed_and_listed(pages: FlaskClient, meeting: str) -> None:
    found = get(pages, f"/meetings/{meeting}/agenda.json")
    assert [one["case"] for one in found["agenda"]] == ["a", "b"]
    assert (found["minutes"], found["expected"], found["may_edit"]) == (14, ["Dr. Ahn"], True)
    assert found["agenda"][0]["missing_titles"][0] == "Diagnosis"
    found = send(pages, f"/meetings/{meeting}/order.json", cases=["b", "a"], seen=found["version"])
    assert [one["case"] for one in found["agenda"]] == ["b", "a"]
    told = {"date": "2026-03-02", "title": "Board 2", "seen": found["version"]}
    found = send(pages, f"/meetings/{meeting}/heading.json", **told)
    assert (found["title"], found["expected"]) == ("Board 2", [])
    send(pages, f"/meetings/{meeting}/heading.json", 409, **told)
    item = send(pages, f"/meetings/{meeting}/cases/a.json", standing="deferred", reason="no slides", seen=1)
    assert (item["standing"], item["reason"], item["version"]) == ("deferred", "no slides", 2)
    line = get(pages, "/meetings.json")["meetings"][0]
    assert (line["title"], line["cases"], line["standing"]["deferred"]) == ("Board 2", 2, 1)
    gone = pages.delete(f"/meetings/{meeting}/cases/b.json", headers=JSON)
    assert [one["case"] for one in gone.json["agenda"]] == ["a"]
    editions = get(pages, f"/meetings/{meeting}/history.json", case="b")["editions"]
    assert [one["record"].get("removed") for one in editions] == [None, True]
    hidden = pages.get(f"/meetings/{meeting}/history.json", query_string={"case": "b", "dates": "0"}, headers=JSON)
    assert (hidden.status_code, "2026" in hidden.text) == (422, False)
    assert get(pages, "/meetings/cases.json")["cases"][0] == ["a", "Case a"]


def test_a_decision_is_drafted_saved_and_found_in_the_timeline(pages: FlaskClient, meeting: str) -> None:
    board = get(pages, "/cases/a/board.json", meeting=meeting)
    assert (board["place"]["number"], board["place"]["after"], board["missing"]) == (1, "b", 6)
    assert [name for name, _ in board["fields"]][:2] == ["question", "options"]
    send(pages, "/cases/a/draft.json", event=board["event"], form={"rationale": "since"}, seen=0)
    assert get(pages, "/cases/a/board.json", meeting=meeting)["draft"]["form"]["rationale"] == "since"
    form = {"recommendation": "Go on", "due": "2026-04-01"}
    saved = send(pages, "/cases/a/decision.json", meeting=meeting, form=form, seen=0, key="k")
    assert send(pages, "/cases/a/decision.json", meeting=meeting, form=form, seen=0, key="k") == saved
    board = get(pages, "/cases/a/board.json", meeting=meeting)
    assert (board["draft"], board["decision"]["form"]["recommendation"]) == (None, "Go on")
    events = get(pages, "/cases/a/timeline.json", events="1")["events"]
    assert [one["label"] for one in events if one["kind"] == "decision"] == ["Go on"]
    assert len(get(pages, f"/cases/a/decisions/{saved['event']}.json")["versions"]) == 1
    assert 'id="board-bar"' in pages.get("/cases/a").text
    assert 'data-decision-case="a"' in pages.get("/cases/a").text


def test_who_saves_second_gets_the_version_of_the_first(pages: FlaskClient, meeting: str) -> None:
    send(pages, "/cases/a/decision.json", meeting=meeting, form={"recommendation": "Go on"}, seen=0, key="1")
    told = send(pages, "/cases/a/decision.json", 409, meeting=meeting, form={"recommendation": "Stop"}, seen=0, key="2")
    assert told["theirs"]["form"]["recommendation"] == "Go on"
    assert "both versions" in told["error"]
    over = {"meeting": meeting, "form": {"recommendation": "Stop"}, "seen": told["theirs"]["version"], "key": "3"}
    assert send(pages, "/cases/a/decision.json", **over)["form"]["recommendation"] == "Stop"


def test_hidden_dates_are_in_no_answer_and_what_had_one_is_not_changed(pages: FlaskClient, meeting: str) -> None:
    form = {"recommendation": "Again on 2026-04-01"}
    saved = send(pages, "/cases/a/decision.json", meeting=meeting, form=form, seen=0)
    send(pages, "/cases/a/notes.json", text="Seen on 2026-04-01", seen=0)
    item = get(pages, f"/meetings/{meeting}/agenda.json")["agenda"][0]
    asked = {"question": "Before 2026-04-01?", "tick": "imaging", "found": "present", "note": "on 2026-04-01"}
    send(pages, f"/meetings/{meeting}/cases/a.json", seen=item["version"], **asked)
    for address, query in (
        ("/cases/a/board.json", {"meeting": meeting}),
        (f"/meetings/{meeting}/agenda.json", {}),
        ("/meetings.json", {}),
        ("/cases/a/timeline.json", {"events": "1"}),
        (f"/cases/a/decisions/{saved['event']}.json", {}),
    ):
        assert "2026" not in str(get(pages, address, dates="0", **query)), address
    board = get(pages, "/cases/a/board.json", meeting=meeting, dates="0")
    assert board["decision"]["locked"] and board["notes"][0]["locked"]
    assert not get(pages, "/cases/b/board.json", meeting=meeting, dates="0")["decision"]["locked"]
    assert get(pages, f"/meetings/{meeting}/agenda.json", dates="0")["may_edit"] is False


def test_new_since_the_last_meeting_is_told(pages: FlaskClient, meeting: str, tmp_path: Path) -> None:
    send(pages, f"/meetings/{meeting}/cases/a.json", standing="discussed", seen=1)
    write_case(tmp_path / "library" / "a", rows=(*ROWS, "E4,lab,Leukocytes [#/volume] in Blood,9,5000,/uL,"))
    load_library(pages.application.extensions["timeline"])
    since = get(pages, "/cases/a/board.json")["since"]
    assert (since["added"], since["changed"], since["count"], since["meeting"]["title"]) == (["E4"], [], 1, "Board")


def test_what_makes_no_sense_is_refused_in_a_sentence(pages: FlaskClient, meeting: str) -> None:
    for address, asked in (
        ("/meetings.json", {"date": "soon", "title": "x"}),
        ("/meetings.json", {"date": "2026-03-01", "title": ["x"]}),
        ("/meetings.json", {"date": "2026-03-01", "title": "x", "expected": "Dr. Ahn"}),
        (f"/meetings/{meeting}/order.json", {"cases": ["a"], "seen": True}),
        (f"/meetings/{meeting}/cases.json", {"case": "a", "minutes": "long"}),
        (f"/meetings/{meeting}/cases/a.json", {"seen": 1, "tick": "other", "found": "present"}),
        (f"/meetings/{meeting}/cases/a.json", {"seen": 1, "question": "half of \ud83d a character"}),
        ("/cases/a/decision.json", {"form": {"dose": "1"}, "seen": 0}),
        ("/cases/a/decision.json", {"form": {"recommendation": "\x00"}, "seen": 0}),
        ("/cases/a/draft.json", {"form": {"rationale": "\x00"}, "seen": 0}),
        ("/cases/a/notes.json", {"text": "\x00", "seen": 0}),
    ):
        assert send(pages, address, 422, **asked)["error"], asked
    assert pages.post("/meetings.json", data="x", headers=JSON).status_code == 422


def test_only_a_page_of_our_own_changes_a_meeting(pages: FlaskClient, meeting: str) -> None:
    foreign = JSON | {"Origin": "http://elsewhere.example"}
    assert pages.post("/meetings.json", json={}, headers=foreign).status_code == 403
    assert pages.delete(f"/meetings/{meeting}/cases/a.json", headers=foreign).status_code == 403
    assert (
        pages.post("/cases/a/decision.json", json={}, headers=JSON | {"Sec-Fetch-Site": "cross-site"}).status_code
        == 403
    )


def test_a_room_sees_no_saved_word_no_date_and_no_code_of_the_record(pages: FlaskClient) -> None:
    context = pages.application.extensions["timeline"]
    today = date.today().isoformat()
    made = send(pages, "/meetings.json", date=today, title=f"Board of {today}")["id"]
    for case_id in ("a", "b"):
        send(pages, f"/meetings/{made}/cases.json", case=case_id, question="Jane's dose?")
    here = f"/present/{code_of(context, 'a')}"
    board = get(pages, f"{here}/board.json")
    assert board["place"]["meeting"]["id"] == made and board["place"]["after"] == code_of(context, "b")
    assert "Jane" not in str(board) and today not in str(board) and not board["locked"]
    typed = {"form": {"rationale": "since 2026-03-01"}, "event": board["event"], "seen": 0}
    send(pages, f"{here}/draft.json", **typed)
    again = get(pages, f"{here}/board.json")
    assert again["locked"] and "2026-03-01" not in str(again)
    assert pages.delete(f"{here}/draft.json?event={board['event']}", headers=JSON).status_code == 200
    saved = {"meeting": made, "form": {"recommendation": "Go on with Jane"}, "seen": 0}
    told = send(pages, f"{here}/decision.json", **saved, key="1")
    assert told["event"] == f"decision-{made}" and "Jane" not in str(told)
    assert "Jane" not in str(send(pages, f"{here}/decision.json", 409, **saved, key="2"))
    after = get(pages, f"{here}/board.json")
    assert after["locked"] and after["saved"] and "Jane" not in str(after)
    get(pages, "/present/C-NOBODY/board.json", 404)
    apart = get(pages, f"/present/{code_of(context, 'b')}/board.json")
    assert apart["place"]["before"] == code_of(context, "a")
