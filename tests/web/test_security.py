"""Headers on every answer, hosts, same origin, size, and the door closed to other machines."""

import json
import os
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from dashboard.errors import Misconfigured
from dashboard.web import security

ROOT = Path(__file__).resolve().parents[2]
STATIC = ("/assets/", "/_dash-component-suites/")

INLINE = r"<script(?![^>]*src=)(?![^>]*application/json)[^>]*>(.*?)</script>"


def addresses(app):
    """One address for every route, its variables filled in; and some that have none."""
    found = [re.sub(r"<[^>]*>", "nothing", rule.rule) for rule in app.server.url_map.iter_rules()]
    scripts = re.findall(r'(?:src|href)="(/[^"]+)"', app.index_string + app._generate_scripts_html())
    return sorted({*found, *scripts, "/about", "/no-such-page", "/assets/none.js", "/a%00b", "/%2e%2e/etc/passwd"})


@pytest.mark.parametrize("method", ["GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH"])
def test_every_answer_of_every_route_carries_all_headers(app, client, method):
    for address in addresses(app):
        answer = client.open(address, method=method)
        where = f"{method} {address}: {answer.status_code}"
        assert answer.status_code < 500, where
        for name, value in security.FIXED_HEADERS.items():
            assert answer.headers.get(name) == value, f"{where} {name}"
        policy = answer.headers["Content-Security-Policy"]
        assert policy.startswith("default-src 'none'; script-src 'self' 'sha256-"), where
        assert "unsafe-eval" not in policy, where
        assert "Access-Control-Allow-Origin" not in answer.headers, where
        assert answer.headers.getlist("Set-Cookie") == [], where
        if not address.startswith(STATIC) or answer.status_code >= 400:
            assert answer.headers["Cache-Control"] == "no-store", where


@pytest.mark.parametrize("address", ["/", "/about"])
def test_the_policy_allows_every_inline_script_of_the_page_and_no_other(client, address):
    from base64 import b64encode
    from hashlib import sha256

    page = client.get(address)
    inline = re.findall(INLINE, page.text, flags=re.S)
    hashes = {f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'" for text in inline}
    directive = page.headers["Content-Security-Policy"].split("script-src 'self' ")[1].split(";")[0]
    assert set(directive.split()) == hashes
    case = client.get("/cases/case-1")  # a page without Dash has fewer of them
    assert case.headers["Content-Security-Policy"] == page.headers["Content-Security-Policy"]
    assert set(re.findall(INLINE, case.text, flags=re.S)) <= set(inline)


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example", "127.0.0.1.evil.example", "", "a b"])
@pytest.mark.parametrize("address", ["/", "/about", "/assets/shell.js", "/health/live", "/_dash-layout", "/none"])
def test_an_unknown_host_is_refused(client, host, address):
    assert client.get(address, headers={"Host": host}).status_code == 400


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1:8050"])
def test_a_trusted_host_is_answered(client, host):
    assert client.get("/about", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Sec-Fetch-Site": "same-origin"}, 400),
        ({"Sec-Fetch-Site": "same-origin", "Origin": "null"}, 400),
        ({"Sec-Fetch-Site": "same-site", "Origin": "http://localhost"}, 403),
        ({"Sec-Fetch-Site": "cross-site", "Origin": "http://localhost"}, 403),
        ({"Sec-Fetch-Site": "none"}, 403),
        ({"Origin": "http://localhost"}, 400),
        ({"Origin": "https://localhost"}, 400),  # TLS ends at a proxy
        ({"Origin": "http://localhost:9999"}, 403),
        ({"Origin": "http://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({}, 403),
    ],
)
def test_only_a_page_of_our_own_may_post(app, headers, status):
    with app.server.test_client() as browser:
        assert browser.post("/_dash-update-component", json={}, headers=headers).status_code == status


def test_a_body_over_the_limit_is_refused(client):
    body = b'{"output": "' + b"x" * security.MOST_BYTES + b'"}'
    answer = client.post("/_dash-update-component", data=body, content_type="application/json")
    assert answer.status_code == 413


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.5", "timeline.example", ""])
def test_without_sign_in_only_this_machine_is_served(settings, host):
    with pytest.raises(Misconfigured, match="no sign-in is configured"):
        security.refuse_open_door(replace(settings, host=host))


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.8.8", "localhost", "::1", "[::1]"])
def test_the_loopback_is_served(settings, host):
    security.refuse_open_door(replace(settings, host=host))


def test_over_tls_the_browser_is_told_to_stay_there(client):
    answer = client.get("/about", base_url="https://localhost")
    assert answer.headers["Strict-Transport-Security"] == "max-age=31536000"


def test_only_variables_of_the_frameworks_are_forgotten():
    environ = {"DASH_DEBUG": "1", "dash_ui": "1", "FLASK_ENV": "x", "PLOTLY_RENDERER": "x"}
    environ |= {"PATH": "/bin", "TIMELINE_PORT": "1"}
    security.forget_framework_environment(environ)
    assert environ == {"PATH": "/bin", "TIMELINE_PORT": "1"}


PROBE = """
import json, os
from dashboard.app import create_app
from dashboard.config import settings_from
app = create_app(settings_from({name: os.environ[name] for name in os.environ if name.startswith("TIMELINE_")}))
client = app.server.test_client()
status = lambda path: client.get(path, headers={"Accept": "text/html"}).status_code
page = client.get("/about").text
print(json.dumps({
    "mcp": status("/_mcp"), "elsewhere": status("/other"), "reload": status("/_reload-hash"),
    "socket": status("/_dash-ws-callback"), "page": status("/about"), "debug": app.server.debug,
    "tools": {name: app._dev_tools[name] for name in ("ui", "props_check", "hot_reload", "serve_dev_bundles")},
    "ui": json.loads(page.split('type="application/json">')[1].split("</script>")[0])["ui"],
    "foreign": "example.com" in page, "left": [name for name in os.environ if name.upper().startswith("DASH_")],
    "suppress": app.config.suppress_callback_exceptions,
}))
"""
SWITCHES = {
    **{f"DASH_{name}": "true" for name in ("DEBUG", "UI", "PROPS_CHECK", "HOT_RELOAD", "SERVE_DEV_BUNDLES")},
    **{f"DASH_{name}": "true" for name in ("MCP_ENABLED", "SUPPRESS_CALLBACK_EXCEPTIONS", "COMPRESS")},
    "dash_mcp_enabled": "true",
    "DASH_MCP_PATH": "/other",
    "DASH_ASSETS_EXTERNAL_PATH": "https://example.com/",
    "DASH_URL_BASE_PATHNAME": "/elsewhere/",
    "DASH_PRUNE_ERRORS": "false",
    "TIMELINE_TRUSTED_HOSTS": "timeline.example,localhost",  # the start must not need a certain name
    "FLASK_DEBUG": "1",
    "FLASK_ENV": "development",
}


def test_no_variable_of_the_environment_switches_anything_on(tmp_path):
    environ = {**os.environ, **SWITCHES, "TIMELINE_DATA_DIR": str(tmp_path), "PYTHONPATH": str(ROOT)}
    ran = subprocess.run([sys.executable, "-c", PROBE], env=environ, capture_output=True, text=True, timeout=120)
    assert ran.returncode == 0, ran.stderr
    found = json.loads(ran.stdout.splitlines()[-1])
    assert (found["mcp"], found["elsewhere"], found["reload"], found["socket"]) == (404, 404, 404, 404)
    assert found["page"] == 200
    assert not any(found["tools"].values())
    assert not any((found["debug"], found["ui"], found["foreign"], found["left"], found["suppress"]))
    assert "ignored, no settings of this program" in ran.stderr


@pytest.mark.parametrize(
    ("arguments", "environ"),
    [((), {"TIMELINE_HOST": "0.0.0.0"}), (("--bind", "0.0.0.0:0"), {}), ((), {"TIMELINE_PORT": "x"})],
)
def test_the_server_does_not_start_for_others_and_says_why_in_a_sentence(tmp_path, arguments, environ):
    command = [sys.executable, "-m", "gunicorn", "--config", "gunicorn.conf.py", *arguments, "dashboard.app:wsgi()"]
    environ = {**os.environ, "TIMELINE_DATA_DIR": str(tmp_path), **environ}
    ran = subprocess.run(command, cwd=ROOT, env=environ, capture_output=True, text=True, timeout=120)
    assert ran.returncode != 0
    assert "no sign-in is configured" in ran.stderr or "TIMELINE_PORT expects" in ran.stderr
    assert "Traceback" not in ran.stderr
