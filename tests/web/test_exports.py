"""Exports over the web: begun, watched, fetched; from nowhere else, by nobody else, and kept by no cache."""

import io
import time
import zipfile
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient

from dashboard.components import export_menu
from dashboard.domain.people import LOCAL_USER, Action, Role, User
from dashboard.services import audit, exports
from dashboard.services.codes import code_of


def begin(client: FlaskClient, asked: object, case: str = "case-1", **query: str):
    return client.post(f"/cases/{case}/exports", json=asked, query_string=query, headers={"Accept": "application/json"})


def done(client: FlaskClient, told: dict[str, object]) -> dict[str, object]:
    until = time.monotonic() + 30
    while told["state"] == "running":
        assert time.monotonic() < until, told
        time.sleep(0.02)
        told = client.get(f"/exports/{told['id']}").json
    return told


def test_a_case_leaves_by_a_job_and_a_file_that_says_nothing_by_its_name(app, client):
    context = app.server.extensions["timeline"]
    begun = begin(client, {"format": "case-folder"})
    assert begun.status_code == 200 and begun.headers["Cache-Control"] == "no-store"
    told = done(client, begun.json)
    code = code_of(context, "case-1")
    assert told["state"] == "done" and told["name"] == f"timeline-{code}.zip"
    with client.get(told["file"]) as answer:
        assert answer.mimetype == "application/zip" and answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["Content-Disposition"] == f"attachment; filename=timeline-{code}.zip"
        assert "case-1/case.toml" in zipfile.ZipFile(io.BytesIO(answer.data)).namelist()
    line = next(
        one.line for one in audit.entries(LOCAL_USER, context, case_id="case-1") if one.line.action == Action.EXPORT
    )
    assert line.subject == f"case-folder, identified, {code}"


def test_the_view_and_the_day_zero_of_the_address_are_those_of_the_export(client):
    told = done(client, begin(client, {"format": "svg"}, zero="highest:leukocytes", hide="imaging_studies").json)
    with client.get(told["file"]) as answer:
        text = answer.text
    assert "day 0: highest leukocytes (1037" in text and "hidden lanes: Imaging" in text and ">CT 1<" not in text


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        (None, "an export names its format"),
        ([], "an export names its format"),
        ({"format": 3}, "an export names its format"),
        ({"format": "word"}, "is no format"),
        ({"format": "pdf", "choices": []}, "the choices of a format are words"),
        ({"format": "pdf", "choices": {"paper": 4}}, "the choices of a format are words"),
        ({"format": "pdf", "choices": {"paper": "A0"}}, "It takes paper: A4 or A3"),
    ],
)
def test_what_cannot_be_exported_is_said_in_a_sentence(client, asked, words):
    answer = begin(client, asked)
    assert answer.status_code == 422 and words in answer.json["error"]


def test_what_is_not_there_is_not_there(client):
    assert begin(client, {"format": "pdf"}, case="nobody").status_code == 404
    for address in (
        f"/exports/{'x' * 22}",
        "/exports/..%2fdata",
        f"/exports/{quote('ä' * 22)}",
        f"/exports/{'x' * 22}/file",
    ):
        assert client.get(address).status_code == 404
    assert client.delete(f"/exports/{'x' * 22}").status_code == 404


def test_another_page_cannot_begin_or_stop_one(client):
    for origin in ("http://elsewhere.example", "null"):
        headers = {"Origin": origin, "Accept": "application/json"}
        assert client.post("/cases/case-1/exports", json={"format": "pdf"}, headers=headers).status_code == 403
        assert client.delete(f"/exports/{'x' * 22}", headers=headers).status_code == 403


def test_somebody_without_the_right_is_told_so_and_gets_no_words(client, monkeypatch):
    monkeypatch.setattr("dashboard.caller.user", lambda: User("guest", Role.VIEWER))
    assert begin(client, {"format": "pdf"}).status_code == 403
    assert client.get("/cases/case-1/exports/words.json").status_code == 403


def test_the_words_that_have_to_be_read_are_those_that_would_go_out(client):
    words = client.get("/cases/case-1/exports/words.json").json["words"]
    assert "Withdraw ventilation, or continue?" in words and "Leukocytes" not in words
    assert len(words) == len(set(words))


def test_dates_that_are_hidden_do_not_leave_in_a_folder(client):
    answer = begin(client, {"format": "case-folder"}, dates="0")
    assert answer.status_code == 422 and "show the dates" in answer.json["error"]


def test_the_menu_offers_every_format_with_its_choices(client):
    page = client.get("/cases/case-1").text
    assert "data-export-open" in page
    told = export_menu.layout().to_plotly_json()["props"]["data-formats"]
    for one in exports.formats():
        assert one.title in told and one.about in told
