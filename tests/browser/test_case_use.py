"""What a person does with a case: selecting, stepping, zooming, changing day zero, folding lanes; and coming back."""

import pytest

SEQUENCE = "window.dash_clientside.timeline.now.events.filter(e => e.mark !== 'not dated').map(e => e.id)"
SELECTED = "window.dash_clientside.timeline.now.view.event"


@pytest.fixture
def case(open_case):
    """Case 2, drawn."""
    return open_case("case-2")


def settled(page):
    """Wait until the figure of the last change is drawn."""
    page.evaluate("window.__settled()")


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


def test_every_key_steps_once_and_in_the_order_of_the_record(case):
    ids = case.evaluate(SEQUENCE)
    steps = [("ArrowRight", 0), ("PageDown", 1), ("Space", 2), ("ArrowLeft", 1), ("PageUp", 0), ("End", -1)]
    steps.append(("Home", 0))
    for key, place in steps:
        case.keyboard.press(key)
        assert case.evaluate(SELECTED) == ids[place], key
    case.keyboard.press("Shift+Space")
    assert case.evaluate(SELECTED) == ids[0]
    case.keyboard.press("Escape")
    assert case.evaluate(SELECTED) == ""


def test_stepping_visits_every_event_also_those_without_a_day(case):
    ids = case.evaluate(SEQUENCE)
    seen = []
    for _ in ids:
        case.keyboard.press("ArrowRight")
        seen.append(case.evaluate(SELECTED))
    assert seen == ids


def test_keys_do_nothing_while_a_field_has_the_focus(case):
    case.keyboard.press("z")
    case.locator("#chooser-query").wait_for()
    case.keyboard.press("l")
    case.keyboard.press("t")
    assert case.evaluate("window.dash_clientside.timeline.now.view.plain") is False
    assert "lines" not in case.url


@pytest.mark.parametrize("event", ["P2-29", "P2-06", "P2-16", "P2-24", "P2-31", "P2-18", "P2-05", "P2-19"])
def test_a_click_on_a_mark_selects_it_everywhere_without_asking_the_server(case, event):
    asked = []
    case.on("request", lambda request: asked.append(request.url))
    case.mouse.click(*mark(case, event))
    assert case.evaluate(SELECTED) == event
    assert event in case.locator("#timeline-panel").inner_text()
    assert case.locator("#timeline-sentence strong").inner_text().strip()
    assert case.locator("#timeline-focus").is_visible()
    assert f"event={event}" in case.url
    assert [url for url in asked if "timeline.json" in url or "_dash-update" in url] == []


def test_picture_and_mark_light_up_together(case):
    picture = case.locator(".film-picture[data-event='P2-29']")
    case.mouse.move(*mark(case, "P2-29"))
    case.locator(".film-picture.lit[data-event='P2-29']").wait_for()
    assert case.locator(".leaders polyline.lit").count() == 1
    picture.hover()
    assert case.locator("#timeline-hover").is_visible()
    assert "MRI 2" in case.locator("#timeline-tip").inner_text()
    picture.click()
    assert case.evaluate(SELECTED) == "P2-29"


def test_hover_tells_words_time_and_place(case):
    case.mouse.move(*mark(case, "P2-18"))
    case.locator("#timeline-tip").wait_for()
    said = case.locator("#timeline-tip").inner_text()
    for word in ("acute kidney injury", "therapy day 8", "CR34"):
        assert word in said


def test_an_order_only_event_never_shows_a_day(case):
    case.evaluate("window.dash_clientside.timeline.select('P2-23')")
    shown = case.locator("#timeline-panel").inner_text()
    assert "day unknown" in shown
    assert "order only" in shown


def test_the_sentence_carries_nothing_forward(case):
    case.evaluate("window.dash_clientside.timeline.select('P2-18')")
    said = case.locator("#timeline-sentence").inner_text()
    assert "Neurological status not reported at this time" in said
    assert "412.5" in said
    assert "before" in said


def test_drag_zooms_wheel_zooms_and_zero_resets(case):
    frame = case.locator("#timeline").bounding_box()
    x, y = frame["x"] + 400, frame["y"] + 300
    case.mouse.move(x, y)
    case.mouse.down()
    case.mouse.move(x + 300, y + 10, steps=5)
    case.mouse.up()
    settled(case)
    assert "from=" in case.url and "to=" in case.url
    assert " 0 outside" not in case.locator(".numbers").inner_text()
    zoom = case.evaluate("window.dash_clientside.timeline.now.meta.zoom")
    case.mouse.move(x, y)
    for _ in range(3):
        case.mouse.wheel(0, -120)
    settled(case)
    assert case.evaluate("window.dash_clientside.timeline.now.meta.zoom") > zoom
    case.keyboard.press("0")
    settled(case)
    assert "from=" not in case.url
    assert " 0 outside" in case.locator(".numbers").inner_text()
    case.keyboard.press("+")
    settled(case)
    assert "from=" in case.url


def test_a_therapy_that_began_before_the_window_keeps_its_bar_and_name(open_case):
    page = open_case("case-2", "?from=15&to=22")
    assert "vincristine" in page.locator(".lane-row").all_text_contents()
    bars = page.evaluate("document.querySelectorAll('#timeline-plot .barlayer path').length")
    assert bars > 3


def test_a_lane_without_events_in_the_window_says_so(open_case):
    page = open_case("case-2", "?from=10&to=18")
    words = page.evaluate("[...document.querySelectorAll('#timeline-plot .textpoint text')].map(n => n.textContent)")
    assert any("outside this window" in word for word in words)


def test_the_address_brings_the_view_back_and_holds_no_identifier(case, open_case):
    case.keyboard.press("t")
    settled(case)
    case.locator(".lane-title").nth(1).click()
    settled(case)
    case.evaluate("window.dash_clientside.timeline.select('P2-26')")
    case.keyboard.press("+")
    settled(case)
    kept = case.evaluate("JSON.stringify(window.dash_clientside.timeline.now.view)")
    again = open_case("case-2", case.url[case.url.index("?") :])
    assert again.evaluate("JSON.stringify(window.dash_clientside.timeline.now.view)") == kept
    assert again.locator(".lane.folded").count() == 1
    for word in ("boy", "male", "leukemia", "2%20years"):
        assert word not in again.url


def test_any_event_can_be_day_zero_and_windows_follow_the_network(case):
    case.get_by_role("button", name="CT 1", exact=True).first.click()
    settled(case)
    assert "Days from CT 1" in case.locator("#timeline-axis-name").inner_text()
    words = case.evaluate("window.dash_clientside.timeline.now.byId['P2-29'].words")
    assert "day 4" in words
    assert case.evaluate("window.dash_clientside.timeline.now.byId['P2-29'].time_kind") == "exact"
    case.get_by_role("button", name="pediatrician visit", exact=True).first.click()
    settled(case)
    assert case.evaluate("window.dash_clientside.timeline.now.byId['P2-29'].earliest") == 23


def test_lanes_fold_hide_come_back_and_move(case):
    names = "window.dash_clientside.timeline.now.meta.lanes.map(l => l.name)"
    before = case.evaluate(names)
    case.locator(".lane").nth(2).hover()
    case.locator(".lane").nth(2).get_by_role("button", name="Move down").click()
    settled(case)
    assert case.evaluate(names)[3] == before[2]
    case.locator(".lane").nth(0).hover()
    case.locator(".lane").nth(0).get_by_role("button", name="Hide").click()
    settled(case)
    assert before[0] not in case.evaluate(names)
    case.locator(".show-lane").click()
    settled(case)
    assert before[0] in case.evaluate(names)
    case.locator(".lane-title").nth(1).click()
    settled(case)
    assert "folded" in case.locator(".lane").nth(1).inner_text()
    assert "in hidden or folded lanes" in case.locator(".numbers").inner_text()


def test_scale_lines_and_breaks_have_a_key_each(case):
    scale = "document.querySelector('#timeline-plot')._fullLayout.yaxis104.type"
    assert case.evaluate(scale) == "log"
    case.keyboard.press("l")
    settled(case)
    assert case.evaluate(scale) == "linear"
    case.keyboard.press("t")
    settled(case)
    words = "[...document.querySelectorAll('#timeline-plot .textpoint text')].map(n => n.textContent).join('|')"
    assert "100: usual definition" in case.evaluate(words)
    case.keyboard.press("x")
    settled(case)
    assert "linear=1" in case.url


def test_the_focus_line_moves_by_mouse_and_by_keys_and_tells_the_state(case):
    frame = case.locator("#timeline").bounding_box()
    free = case.evaluate("""() => {
      const { timeline, marks } = window.dash_clientside, { meta } = timeline.now;
      const taken = y => marks.at(meta.marks, timeline.toPx, 760, y).length;
      for (let y = 20; y < 800; y += 4) if (!taken(y)) return y + meta.axis_px;
    }""")
    case.mouse.click(frame["x"] + 760, frame["y"] + free)
    case.locator("#timeline-focus.line").wait_for()
    before = case.locator("#timeline-focus").get_attribute("data-words")
    case.keyboard.press("]")
    after = case.locator("#timeline-focus").get_attribute("data-words")
    assert int(after.split()[1]) == int(before.split()[1]) + 1
    assert after.replace("day", "Day") in case.locator("#timeline-sentence").inner_text()


def test_the_keys_are_told_on_request(case):
    case.keyboard.press("?")
    assert case.locator("#timeline-help").is_visible()
    case.keyboard.press("Escape")
    assert not case.locator("#timeline-help").is_visible()


def test_the_theme_switch_redraws_the_figure(case):
    colour = "document.querySelector('#timeline-plot')._fullLayout.font.color"
    light = case.evaluate(colour)
    case.locator("[data-theme-switch]").click()
    settled(case)
    assert case.evaluate(colour) != light


def test_conflicts_show_on_the_chart_and_both_readings_in_the_panel(open_case):
    page = open_case("case-1", "?event=P1-21")
    assert "X03" in page.locator("#timeline-film").inner_text()
    shown = page.locator("#timeline-panel").inner_text()
    assert "X03" in shown
    assert shown.count("reading") >= 2


def test_a_day_zero_that_the_case_does_not_have_gives_way_with_a_sentence(open_page, watches):
    page = open_page("/cases/case-2?zero=nonsense")
    watches[0].expected = ("422",)
    watches[0].faults.clear()
    page.locator("#timeline[data-drawn]").wait_for()
    page.get_by_text("The case's own day 0 is shown").wait_for()
    assert "zero=" not in page.url
