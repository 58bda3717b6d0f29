"""A case in front of a room, as a person does it: words read once, keys of a clicker, black, reload, names hidden; text
sizes and contrast of every view; identifiers that were planted."""

import pytest

from tests.browser.conftest import until
from tests.browser.room import NOW, SIZES, at, measured
from tests.exporters.planted import NAMES, found_in


@pytest.mark.parametrize("case", ["case-1", "case-2"])
def test_a_person_with_only_a_clicker_presents_a_case(presented, case):
    page = presented(case)
    count = page.evaluate(f"{NOW}.count")
    assert 5 <= count <= 8 and case not in page.url and "Case" not in page.title()
    titles = []
    for number in range(1, count + 1):
        at(page, number)
        titles.append(page.locator("h2").first.inner_text())
        measured(page, 1080)
        if number == 3:
            page.keyboard.press("b")
            until(page, "!document.getElementById('present-black').hidden")
            page.keyboard.press("PageDown")
            page.reload()
            until(page, "document.getElementById('present-black')?.hidden === false")
            assert "view=3" in page.url and "black=1" in page.url
            page.keyboard.press(".")
            until(page, "document.getElementById('present-black').hidden")
            at(page, 3)
        page.keyboard.press("PageDown")
    assert page.evaluate(f"{NOW}.at") == count - 1 and len(set(titles)) == count
    page.keyboard.press("Home")
    at(page, 1)
    for key, number in (("Space", 2), ("ArrowRight", 3), ("Shift+Space", 2), ("PageUp", 1), ("End", count)):
        page.keyboard.press(key)
        at(page, number)
    page.reload()
    at(page, count)
    page.keyboard.press("Escape")
    page.wait_for_url(f"**/cases/{case}")


@pytest.mark.parametrize("case", ["case-1", "case-2"])
def test_on_other_screens_every_view_is_as_large_and_whole(presented, case):
    page = presented(case, size=SIZES[0])
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        until(page, f"{NOW}.width === {width}")
        page.keyboard.press("Home")
        for number in range(1, page.evaluate(f"{NOW}.count") + 1):
            at(page, number)
            measured(page, height)
            page.keyboard.press("PageDown")


def test_no_key_steps_twice_and_none_while_somebody_types(presented):
    page = presented("case-1")
    page.evaluate("""() => {
      const press = (given) => document.body.dispatchEvent(
        new KeyboardEvent("keydown", { bubbles: true, cancelable: true, ...given }));
      press({ key: "PageDown" });
      for (let again = 0; again < 9; again += 1) press({ key: "PageDown", repeat: true });
      document.body.dispatchEvent(new KeyboardEvent("keypress", { key: "PageDown", bubbles: true }));
      document.body.dispatchEvent(new KeyboardEvent("keyup", { key: "PageDown", bubbles: true }));
    }""")
    at(page, 2)
    page.evaluate("""() => {
      const slot = document.getElementById("present-meeting");
      slot.hidden = false;
      slot.style.cssText = "position:fixed;top:0;z-index:9";
      slot.innerHTML = '<input id="typed"><textarea id="long"></textarea><button id="press">x</button>';
      document.getElementById("press").addEventListener("click", () => { window.pressed = (window.pressed || 0) + 1; });
    }""")
    for field in ("typed", "long"):
        page.locator(f"#{field}").focus()
        for key in ("b", ".", "Space", "PageDown", "End"):
            page.keyboard.press(key)
    assert page.locator("#typed").input_value() == "b. " and page.evaluate(f"{NOW}.at") == 1
    page.locator("#press").focus()
    page.keyboard.press("Space")
    assert page.evaluate("window.pressed") == 1 and page.evaluate(f"{NOW}.at") == 1
    page.keyboard.press("PageDown")
    at(page, 3)
    assert page.evaluate(f"{NOW}.at") == 2


def test_names_come_only_after_a_question_and_go_again(presented, axe):
    page = presented("case-2")
    assert "Case 2" not in page.content()
    page.keyboard.press("i")
    page.get_by_role("dialog").wait_for()
    page.keyboard.press("PageDown")
    page.keyboard.press("Enter")
    assert page.evaluate(f"{NOW}.identified") is False and page.evaluate(f"{NOW}.at") == 0
    page.keyboard.press("i")
    page.locator("#present-identify").click()
    page.get_by_text("Case 2").wait_for()
    assert "identified=1" in page.url and "CR" in page.locator(".present-sources").inner_text()
    page.reload()
    page.get_by_text("Case 2").wait_for()
    page.keyboard.press("i")
    until(page, "!document.body.innerText.includes('Case 2')")
    assert axe(page) == []


def test_events_without_a_day_have_their_turn_inside_their_window(presented):
    page = presented("case-2")
    page.keyboard.press("e")
    until(page, f"{NOW}.every && {NOW}.count > 20")
    at(page, 1)
    count, seen = page.evaluate(f"{NOW}.count"), []
    for number in range(2, 16):
        page.keyboard.press("PageDown")
        at(page, number)
        seen.append((page.locator("h2").first.inner_text(), page.locator(".present-when").inner_text()))
    assert any(when.startswith("day unknown") for _, when in seen) and count > 30
    assert page.evaluate("document.querySelector('.present-strip svg').textContent.includes('day 0')")


def test_no_planted_identifier_reaches_the_room(open_page, room_server):
    page = open_page("/", server=room_server)
    page.goto(f"{room_server}/cases/{NAMES[0]}/present?unread=1")
    at(page, 1)
    code = page.url.split("/present/")[1].split("?")[0]
    kept = {}

    def keep(route):
        answer = route.fetch(max_redirects=0)
        kept[route.request.url] = repr(sorted(answer.headers.items())).encode() + answer.body()
        route.fulfill(response=answer)

    page.route(lambda url: "/assets/" not in url, keep)
    page.goto(f"{room_server}/present/{code}")
    at(page, 1)
    for key in ("PageDown", "PageDown", "End", "e", "PageDown", "End", "e"):
        page.keyboard.press(key)
        page.evaluate("window.__settled()")
    notes = page.evaluate(f"fetch('/present/{code}/notes.json').then(answer => answer.text())")
    seen = {"page": page.content(), "notes": notes, "title": page.title(), "address": page.url}
    told = [
        *kept.items(),
        *((name, text.encode()) for name, text in seen.items()),
        *((url, url.encode()) for url in kept),
    ]
    assert len([url for url in kept if "views.json" in url]) >= 2 and any("/pictures/" in url for url in kept)
    assert {name: found for name, data in told if (found := found_in(data))} == {}
    assert "Leukocytes" in page.content() or "leukocyte" in str(kept)
