"""The whole, joined: addresses, library, warm start, log."""

import json
import logging

import pytest

from dashboard import app as joined
from dashboard.app import OneLine
from dashboard.caller import user
from dashboard.errors import Misconfigured
from dashboard.services.cases import library


def test_the_library_is_there_after_the_start(app):
    with app.server.test_request_context("/"):
        context = app.server.extensions["timeline"]
        assert [case.id for case in library(user(), context)] == ["case-1", "case-2"]


@pytest.mark.parametrize(
    ("address", "status"), [("/", 200), ("/about", 200), ("/about/", 200), ("/no-such-page", 404), ("/about/more", 404)]
)
def test_an_address_has_the_status_that_it_deserves(client, address, status):
    assert client.get(address).status_code == status


def test_an_unknown_address_is_a_page_for_people_and_a_line_for_programs(client):
    assert "<!DOCTYPE html>" in client.get("/none").text
    assert client.get("/none", headers={"Accept": "application/json"}).json["error"]


def test_callbacks_are_there_before_the_first_request(app):
    assert app._got_first_request == {"pages": True, "setup_server": True}
    assert app.callback_map


def test_layout_and_dependencies_hold_nothing_of_a_case(client):
    shared = client.get("/_dash-layout").text + client.get("/_dash-dependencies").text
    for word in ("case-1", "case-2", "leuk", "p1-0", "p2-0", "years"):
        assert word not in shared.lower()


def test_the_page_asks_for_no_development_tool(client):
    page = client.get("/about").text
    config = json.loads(page.split('type="application/json">')[1].split("</script>")[0])
    assert not any(config[name] for name in ("ui", "props_check", "validate_callbacks", "suppress_callback_exceptions"))
    assert "hot_reload" not in config


def test_an_entry_of_the_log_is_one_line():
    record = logging.LogRecord("a", logging.INFO, "f", 1, "name %s", ("x\r\nFAKE entry\x1b[31m",), None)
    assert OneLine("%(message)s").format(record) == "name x\\r\\nFAKE entry\\x1b[31m"


def test_each_request_has_an_id_of_its_own_and_says_where_it_came_from(app):
    with app.server.test_request_context("/", environ_base={"REMOTE_ADDR": "127.0.0.1"}):
        first = user()
        assert (first.name, first.place, first.request) == ("local user", "127.0.0.1", user().request)
    with app.server.test_request_context("/"):
        assert user().request != first.request


def test_gunicorn_gets_the_server_of_the_app(app, monkeypatch):
    monkeypatch.setattr(joined, "create_app", lambda settings: app)
    assert joined.wsgi() is app.server


def test_a_wrong_setting_ends_the_start_with_a_sentence(monkeypatch):
    monkeypatch.setenv("TIMELINE_PORT", "many")
    with pytest.raises(SystemExit, match="TIMELINE_PORT expects a whole number"):
        joined.wsgi()


def test_a_first_page_that_fails_stops_the_start(app, settings, monkeypatch):
    monkeypatch.setitem(app.server.view_functions, app.config.routes_pathname_prefix, lambda: ("", 500))
    with pytest.raises(Misconfigured, match="The first page cannot be made"):
        joined._warm(app, settings)
