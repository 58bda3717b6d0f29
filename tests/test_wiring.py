"""What the server cannot notice by itself: ids that no layout has, clientside functions that no script has."""

import json
import re
from pathlib import Path

import dash
import pytest

ASSETS = Path(__file__).resolve().parents[1] / "assets"


@pytest.fixture
def dependencies(client):
    return json.loads(client.get("/_dash-dependencies").data)


@pytest.fixture
def ids(app):
    """Every id of the frame and of all pages, each page laid out as for a first visit."""
    with app.server.test_request_context("/"):
        layouts = [app.layout, *(page["layout"]() for page in dash.page_registry.values())]
    return {str(one.id) for layout in layouts for one in (layout, *layout._traverse()) if getattr(one, "id", None)}


def parts(callback):
    """(id, property) of all inputs, states and outputs of a callback."""
    outputs = callback["output"].strip(".").split("...")
    yield from (output.removesuffix("@").split("@")[0].rsplit(".", 1) for output in outputs)
    yield from ((one["id"], one["property"]) for one in (*callback["inputs"], *callback["state"]))


def test_every_id_of_a_callback_is_in_a_layout(dependencies, ids):
    missing = {
        name for callback in dependencies for name, _ in parts(callback) if not name.startswith("{") and name not in ids
    }
    assert not missing


def test_every_clientside_function_is_in_the_script_of_its_namespace(dependencies):
    for callback in dependencies:
        function = callback["clientside_function"]
        if not function or function["namespace"].startswith("_dash"):
            continue
        script = ASSETS / f"{function['namespace']}.js"
        assert script.is_file(), function
        text = script.read_text(encoding="utf-8")
        assert re.search(rf"\b{re.escape(function['function_name'])}\s*[(:,}}=]", text), function


@pytest.mark.parametrize("script", sorted(ASSETS.glob("*.js")), ids=lambda path: path.name)
def test_a_script_has_one_namespace_and_it_is_its_name(script):
    text = script.read_text(encoding="utf-8")
    assert set(re.findall(r"dash_clientside(?:\s*\|\|\s*\{\}\))?\.(\w+)\s*=[^=]", text)) <= {script.stem}


def test_no_callback_but_the_router_is_written_inline(dependencies):
    """Inline scripts need a hash each in the CSP and cannot be tested with node."""
    inline = [one for one in dependencies if str(one["clientside_function"] or "").find("_dashprivate") >= 0]
    assert [one["output"] for one in inline] == ["_pages_dummy.children"]


def test_ids_are_given_once(app):
    with app.server.test_request_context("/"):
        frame = [str(one.id) for one in app.layout._traverse() if getattr(one, "id", None)]
        for page in dash.page_registry.values():
            layout = page["layout"]()
            found = [str(one.id) for one in (layout, *layout._traverse()) if getattr(one, "id", None)] + frame
            assert len(found) == len(set(found)), page["module"]


def test_no_store_holds_events(ids, app):
    """dcc.Store holds ids and view settings; what it holds at the start is nothing or small."""
    with app.server.test_request_context("/"):
        for page in dash.page_registry.values():
            for one in page["layout"]()._traverse():
                if type(one).__name__ == "Store":
                    assert len(json.dumps(getattr(one, "data", None))) < 2_000, one.id
                    assert getattr(one, "storage_type", "memory") == "memory", one.id


def test_every_page_has_one_main_with_the_content_id(app):
    with app.server.test_request_context("/"):
        for page in dash.page_registry.values():
            layout = page["layout"]()
            mains = [one for one in (layout, *layout._traverse()) if type(one).__name__ == "Main"]
            assert [one.id for one in mains] == ["content"], page["module"]
