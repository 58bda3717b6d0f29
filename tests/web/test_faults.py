"""What a person reads when something fails, and what the log gets."""

import logging

import pytest
from flask import Flask, abort
from werkzeug.exceptions import HTTPException

from dashboard import errors
from dashboard.web import faults

CANARY = "CANARY-Jane-Doe-0042"


@pytest.fixture
def browser():
    server = Flask("broken")
    faults.install(server)

    @server.get("/<kind>")
    def fail(kind):
        if kind == "chained":
            try:
                raise KeyError(CANARY)
            except KeyError as cause:
                raise ValueError(CANARY) from cause
        if kind == "teapot":
            abort(418, CANARY)
        if kind == "moved":
            raise HTTPException(response=server.redirect("/elsewhere"))
        raise {
            "value": ValueError(CANARY),
            "newline": ValueError("a\nb"),
            "missing": errors.NotFound("There is no such case."),
            "denied": errors.Denied("Not for you."),
            "refused": errors.CaseRefused(["Row 3: <b>no unit</b>."]),
            "busy": errors.Unavailable("The database is busy."),
            "broken": errors.Misconfigured(CANARY),
        }[kind]

    return server.test_client()


@pytest.mark.parametrize("kind", ["value", "chained", "broken"])
@pytest.mark.parametrize("accept", ["text/html", "application/json"])
def test_a_fault_gives_an_id_and_a_sentence_and_nothing_else(browser, caplog, kind, accept):
    with caplog.at_level(logging.ERROR):
        answer = browser.get(f"/{kind}", headers={"Accept": accept})
    assert answer.status_code == 500
    assert CANARY not in answer.text
    assert "Traceback" not in answer.text
    assert ".py" not in answer.text
    (entry,) = caplog.records
    assert CANARY not in entry.getMessage()
    assert entry.exc_info is None
    assert entry.args[0] in answer.text


def test_the_log_says_where_and_what_kind(browser, caplog):
    browser.get("/chained")
    text = caplog.records[0].getMessage()
    assert "ValueError" in text
    assert "test_faults.py" in text
    assert "from KeyError" in text
    assert "\n" not in text


@pytest.mark.parametrize(
    ("kind", "status", "sentence"),
    [
        ("missing", 404, "There is no such case."),
        ("denied", 403, "Not for you."),
        ("busy", 503, "The database is busy."),
        ("refused", 422, "Row 3: &lt;b&gt;no unit&lt;/b&gt;."),
        ("teapot", 418, "The request was refused."),
    ],
)
def test_what_was_written_for_the_user_is_shown_as_text(browser, kind, status, sentence):
    answer = browser.get(f"/{kind}", headers={"Accept": "text/html"})
    assert (answer.status_code, sentence in answer.text, CANARY in answer.text) == (status, True, False)


def test_a_script_gets_json(browser):
    answer = browser.get("/missing", headers={"Accept": "application/json"})
    assert answer.json == {"error": "There is no such case."}


def test_a_redirect_is_left_alone(browser):
    assert browser.get("/moved").status_code == 302


def test_an_unknown_address_repeats_nothing_of_itself(client):
    answer = client.get("/assets/<script>alert(1)</script>.js")
    assert answer.status_code == 404
    assert "alert" not in answer.text
