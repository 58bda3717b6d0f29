"""Malformed callback requests are 400, whatever they hold."""

import json

import pytest
from flask import Flask
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from werkzeug.exceptions import HTTPException

from dashboard.web.callback_bodies import check_callback, refuse_what_is_no_text

CALLBACK = "/_dash-update-component"
ROUTER = ".._pages_content.children..._pages_store.data.."
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)


def sent(pathname="/about", search="", **changed):
    """The body by which the browser asks for a page."""
    return {
        "output": ROUTER,
        "outputs": [{"id": "_pages_content", "property": "children"}, {"id": "_pages_store", "property": "data"}],
        "inputs": [
            {"id": "_pages_location", "property": "pathname", "value": pathname},
            {"id": "_pages_location", "property": "search", "value": search},
        ],
        "changedPropIds": ["_pages_location.pathname"],
    } | changed


def test_what_a_browser_sends_is_answered(client):
    assert client.post(CALLBACK, json=sent()).status_code == 200
    assert client.post(CALLBACK, json=sent(search="?a=1&b")).status_code == 200


@pytest.mark.parametrize(
    "body",
    [
        [],
        {},
        "text",
        0,
        {"output": None},
        {"output": ["a"]},
        {"output": "none.children"},
        {"output": "_pages_dummy.children"},  # clientside only
        sent(inputs=None),
        sent(inputs=[]),
        sent(inputs={}),
        sent(inputs=[1, 2]),
        sent(inputs=[[], []]),
        sent(inputs=[{"id": "_pages_location", "property": "pathname"}] * 2),
        sent(inputs=[{"id": "other", "property": "pathname", "value": "/"}] * 2),
        sent(pathname=None),
        sent(pathname=1),
        sent(pathname={}),
        sent(pathname=""),
        sent(pathname="about"),
        sent(pathname="http://evil.example/about"),
        sent(search=1),
        sent(search=["?"]),
        sent(state=1),
        sent(state=[{"id": "x", "property": "y"}]),
        sent(outputs=None),
        sent(outputs="x"),
        sent(outputs=[1]),
        sent(outputs=[]),
        sent(outputs=[{"id": "_pages_content", "property": "children"}] * 2),
        sent(outputs={"id": "_pages_content", "property": "children"}),
        sent(changedPropIds=1),
        sent(changedPropIds=[{}]),
        sent(pathname="/\x00"),
        sent(search="?\ud800"),
    ],
    ids=lambda body: json.dumps(body)[:60],
)
def test_what_no_browser_sends_is_refused(client, body):
    assert client.post(CALLBACK, json=body).status_code == 400


@pytest.mark.parametrize(
    "raw", [b"", b"{", b"\xff\xfe", b"[" * 100_000, b'{"a":' * 100_000, b"NaN", b'{"output": "\\ud800"}', b"1" * 5000]
)
def test_what_is_no_json_is_refused(client, raw):
    assert client.post(CALLBACK, data=raw, content_type="application/json").status_code == 400


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""])
def test_what_a_form_of_another_site_can_send_is_refused(client, kind):
    assert client.post(CALLBACK, data=b"{}", content_type=kind).status_code == 415


@given(body=JSON)
@hypothesis_settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150)
def test_no_json_makes_the_server_fail(client, body):
    answer = client.post(CALLBACK, data=json.dumps(body), content_type="application/json")
    assert answer.status_code == 400


@given(values=st.lists(JSON, min_size=12, max_size=12))
@hypothesis_settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150)
def test_no_value_of_an_input_makes_any_callback_fail(app, client, values):
    for output, known in app.callback_map.items():
        if "callback" not in known:
            continue
        numbers = iter(values * 10)
        names = [name.rsplit(".", 1) for name in output.strip(".").split("...")]
        outputs = [{"id": name, "property": which} for name, which in names]
        body = {
            "output": output,
            "outputs": outputs if output.startswith("..") else outputs[0],
            "inputs": [one | {"value": next(numbers)} for one in known["inputs"]],
            "state": [one | {"value": next(numbers)} for one in known["state"]],
            "changedPropIds": [],
        }
        answer = client.post(CALLBACK, json=body)
        assert answer.status_code < 500, (output, body)


@pytest.mark.parametrize("body", ["\x00", ["a", {"b": "\x00"}], {"\x00": 1}, "\ud800", {"a": ["\udfff"]}])
def test_text_that_no_database_stores_is_refused(body):
    with pytest.raises(ValueError):
        refuse_what_is_no_text(body)


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\x00")))
def test_all_other_text_passes(text):
    refuse_what_is_no_text({text: [text]})


MANY = '{"index":["ALL"],"type":"row"}'
PATTERN = {
    "summary.children": {
        "callback": lambda values, one: (values, one),
        "inputs": [{"id": MANY, "property": "value"}],
        "state": [{"id": '{"index":["MATCH"],"type":"row"}', "property": "value"}],
    }
}


def pattern(ids, **changed):
    return {
        "output": "summary.children",
        "outputs": {"id": "summary", "property": "children"},
        "inputs": [[{"id": one, "property": "value", "value": 1} for one in ids]],
        "state": [{"id": {"index": 1, "type": "row"}, "property": "value", "value": 2}],
    } | changed


def checked(body, callbacks=PATTERN):
    """The status with which a body is refused; 0 when it is not."""
    with Flask("checks").test_request_context(json=body, method="POST"):
        try:
            check_callback(callbacks, "/")
        except HTTPException as refusal:
            return refusal.code
    return 0


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (pattern([]), 0),
        (pattern([{"index": 1, "type": "row"}, {"index": "a", "type": "row"}]), 0),
        (pattern([{"index": 1, "type": "other"}]), 400),
        (pattern([{"index": [1], "type": "row"}]), 400),
        (pattern([{"index": 1}]), 400),
        (pattern([{"index": 1, "type": "row", "more": 1}]), 400),
        (pattern(["row"]), 400),
        (pattern([], state=[{"id": "row", "property": "value", "value": 2}]), 400),
        (pattern([{"index": 1, "type": "row"}] * 10_001), 400),
        (pattern([], outputs=[{"id": "summary", "property": "children"}]), 400),
    ],
)
def test_patterns_of_ids_are_held_to_their_declaration(body, status):
    assert checked(body) == status


def test_a_callback_may_write_to_many():
    output = '{"index":["ALL"],"type":"row"}.children'
    callbacks = {output: PATTERN["summary.children"]}
    many = [{"id": {"index": one, "type": "row"}, "property": "children"} for one in range(3)]
    assert checked(pattern([], output=output, outputs=many), callbacks) == 0
    assert checked(pattern([], output=output, outputs=[*many, {"id": "x", "property": "children"}]), callbacks) == 400
