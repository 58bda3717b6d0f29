"""What a reader holds on to: pinned moments, the ruler, what came since; all in the address and by keyboard."""

import pytest

T = "window.dash_clientside.timeline"


def settled(page):
    """Wait until the figure of the last change is drawn."""
    page.evaluate("window.__settled()")


def select(page, event):
    """Selects an event."""
    page.evaluate(f"{T}.select({event!r})")


def test_five_moments_stand_side_by_side_and_go_by_keyboard(open_case):
    page = open_case("case-2", size=(1366, 768))
    for event in ("P2-24", "P2-26", "P2-29", "P2-18", "P2-08", "P2-16"):
        select(page, event)
        page.keyboard.press("m")
    settled(page)
    assert page.locator(".pin").count() == 5
    assert "take one away first" in page.locator("#timeline-said").inner_text()
    assert page.url.count("pin=") == 5
    told = page.locator(".pin").nth(1).inner_text()
    for words in ("MRI 1", "day 21–22", "agitation, left posturing", "412.5 × 10⁹/L", "CT 1"):
        assert words in told
    page.keyboard.press("Escape")
    boxes = page.evaluate("""[...document.querySelectorAll('.pin')].map(node => {
      const box = node.getBoundingClientRect();
      return [box.left, box.right];
    })""")
    assert all(one[1] <= two[0] for one, two in zip(boxes, boxes[1:], strict=False)) and boxes[-1][1] <= 1366
    assert page.evaluate("[...document.querySelectorAll('.pin')].every(n => n.scrollWidth <= n.clientWidth)")
    assert page.locator(".pin-mark").count() == 5
    page.locator(".pin-away").first.focus()
    page.keyboard.press("Enter")
    settled(page)
    assert page.locator(".pin").count() == 4 and page.url.count("pin=") == 4
    assert page.evaluate("document.activeElement.className") == "pin-away"
    select(page, "P2-26")
    page.keyboard.press("m")
    settled(page)
    assert page.locator(".pin").count() == 3


def test_a_pinned_day_comes_back_from_the_address_and_counts_with_another_zero(open_case):
    page = open_case("case-2", "?pin=day:19&pin=P2-31&pin=nobody")
    assert [title.strip() for title in page.locator(".pin .pin-title").all_inner_texts()] == [
        "1Day 19",
        "2shunt placed",
    ]
    page.locator(".pin-title").first.click()
    assert page.locator("#timeline-focus").get_attribute("data-words") == "day 19"
    page.get_by_role("button", name="induction start", exact=True).first.click()
    settled(page)
    assert page.locator(".pin").count() == 1


def test_the_ruler_tells_an_interval_of_the_network(open_case):
    page = open_case("case-1")
    select(page, "P1-21")
    page.keyboard.press("r")
    assert "Ruler from MRI 1" in page.locator("#timeline-ruler").inner_text()
    select(page, "P1-23")
    page.keyboard.press("r")
    page.locator(".ruler-words").wait_for()
    assert page.locator(".ruler-words").inner_text() == "about 21 days (18 to 24 days)"
    assert page.locator(".ruler-span").inner_text() == "about 21 days (18 to 24 days)"
    settled(page)
    again = open_case("case-1", page.url[page.url.index("?") :])
    again.locator(".ruler-words").wait_for()
    assert again.locator(".ruler-words").inner_text() == "about 21 days (18 to 24 days)"
    again.get_by_role("button", name="Put the ruler away").click()
    assert "ruler=" not in again.url and not again.locator("#timeline-ruler").is_visible()


def test_two_clicks_measure_and_counts_are_compared_only_when_confirmed(open_case, clock_server):
    page = open_case("exact", server=clock_server)
    asked = []
    page.on("request", lambda request: asked.append(request.url) if "interval" in request.url else None)
    page.get_by_role("button", name="Ruler", exact=True).click()
    assert "click two marks or days" in page.locator("#timeline-ruler").inner_text()
    for event in ("M1", "M2"):
        page.mouse.click(*mark(page, event))
    page.locator(".ruler-words").wait_for()
    assert page.locator(".ruler-words").inner_text() == "370 days"
    assert asked == []
    for event in ("C0", "C2"):
        select(page, event)
        page.keyboard.press("r")
    page.get_by_text("leukapheresis lies or may lie between the two").wait_for()
    assert "halving time" not in page.locator("#timeline-ruler").inner_text()
    page.get_by_role("button", name="Compute all the same").click()
    page.get_by_text("halving time").wait_for()
    said = page.locator("#timeline-ruler").inner_text()
    assert "15 days" in said and "arithmetic between two reported values" in said
    page.keyboard.press("r")
    page.keyboard.press("Escape")
    assert not page.locator("#timeline-ruler").is_visible()


def mark(page, event):
    """The middle of an event's mark in its own lane, in px of the screen."""
    return page.evaluate(
        """id => {
          const t = window.dash_clientside.timeline, one = t.now, event = one.byId[id];
          const mark = one.meta.marks.find(m => m.id === id && m.lane === event.lane);
          const frame = document.getElementById('timeline').getBoundingClientRect();
          return [frame.left + t.toPx(mark.x0) + 5, frame.top + one.meta.axis_px + (mark.y0 + mark.y1) / 2];
        }""",
        event,
    )


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_since_lights_what_came_after_dims_the_rest_and_lists_it(open_case, theme):
    page = open_case("case-2", "?table=1", theme=theme)
    page.locator("#event-table tbody tr").first.wait_for()
    select(page, "P2-26")
    page.keyboard.press("s")
    page.keyboard.press("Escape")
    settled(page)
    said = page.locator("#timeline-since").inner_text()
    assert "Since MRI 1" in said and "21 after, 4 perhaps after" in said
    panel = page.locator("#timeline-panel").inner_text()
    assert panel.index("After") < panel.index("MRI 2") < panel.index("Perhaps after") < panel.index("induction failure")
    veil = page.evaluate("""() => {
      const t = window.dash_clientside.timeline, one = t.now;
      const ink = document.getElementById('timeline-veil').getContext('2d');
      const at = id => { const m = one.meta.marks.find(m => m.id === id && m.lane === one.byId[id].lane);
        return ink.getImageData(t.toPx(m.x0) + 3, one.meta.axis_px + (m.y0 + m.y1) / 2, 1, 1).data[3] };
      return ['P2-29', 'P2-41', 'P2-06'].map(at);
    }""")
    assert veil[0] == 0 < veil[1] < veil[2]
    assert page.locator("#event-table tr[data-since=after]").count() == 21
    assert page.locator(".film-picture.after").count() == 5
    assert "since=P2-26" in page.url
    again = open_case("case-2", page.url[page.url.index("?") :], theme=theme)
    assert "Since MRI 1" in again.locator("#timeline-since").inner_text()
    again.get_by_role("button", name="Show everything").click()
    assert not again.locator("#timeline-veil").is_visible() and "since=" not in again.url


def test_since_a_day_without_a_day_zero_of_its_own(open_case, clock_server):
    page = open_case("exact", "?since=day:400", server=clock_server)
    assert "perhaps after" in page.locator("#timeline-since").inner_text()
    counted = page.evaluate(f"[{T}.now.since.perhaps.map(event => event.id), {T}.now.since.after.length]")
    assert "M2" in counted[0] and counted[1] > 40
    page.evaluate(f"{T}.zero('M2')")
    settled(page)
    assert "since=day%3A0" in page.url
    assert page.evaluate("window.dash_clientside.timeline.now.since.after.length") == counted[1]
