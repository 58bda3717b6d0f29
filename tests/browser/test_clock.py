"""Day zero as a person chooses it: by a press, by typing, by keys; by shift in the browser where that is enough.
Changed at random and back, nothing has moved."""

import random

import pytest

T = "window.dash_clientside.timeline"
ZERO = f"{T}.now.zero.label"
WORDS = f"Object.fromEntries({T}.now.events.map(e => [e.id, [e.words, e.end_words, e.earliest, e.latest, e.nominal]]))"
TICKS = "[...document.querySelectorAll('#timeline-plot .xtick text')].map(n => n.textContent)"
MARKS = f"""{T}.now.meta.marks.map(m => [m.id, m.lane, Math.round({T}.toPx(m.x0) * 10),
  Math.round({T}.toPx(m.x1) * 10), m.y0])"""
LINE = """(() => {
  const line = document.getElementById('timeline-zero');
  return line.hidden ? null : Math.round(parseFloat(line.style.left));
})()"""


def settled(page):
    """Wait until the figure of the last change is drawn."""
    page.evaluate("window.__settled()")


def asked_of(page):
    """The addresses of answers that the page asks for once it is whole, its table too."""
    page.locator("#event-table tbody tr").first.wait_for(state="attached")
    found = []
    page.on("request", lambda request: found.append(request.url) if ".json" in request.url else None)
    return found


def choose(page, selector):
    """Counts from a selector, as a press on it does."""
    page.evaluate(f"{T}.zero({selector!r})")
    settled(page)


@pytest.fixture
def exact(open_case, clock_server):
    """The case of dated days, drawn."""
    return open_case("exact", server=clock_server)


def test_anything_is_found_by_typing_and_chosen_by_keys(open_case, watches):
    page = open_case("case-2")
    watches[0].expected = ("422",)
    page.keyboard.press("z")
    page.locator("#chooser-list [role=option]").first.wait_for()
    page.keyboard.type("first dose vinc")
    page.get_by_role("option", name="1st treatment with vincristine").wait_for()
    page.keyboard.press("Enter")
    settled(page)
    assert page.evaluate(ZERO) == "1st treatment with vincristine"
    assert page.locator("#timeline-axis-name").inner_text() == "Days from 1st treatment with vincristine"
    assert "zero=nth%3Atreatment%2Fvincristine%3A1" in page.url
    assert page.evaluate("document.activeElement.id") == "timeline"
    assert page.evaluate(f"{T}.now.byId['P2-24'].words") == "day 18"
    page.keyboard.press("z")
    page.keyboard.type("wbc > 900")
    page.keyboard.press("Enter")
    page.get_by_text("The record gives no leukocytes above 900").wait_for()
    page.locator("#chooser-query").fill("leukocytes above 400")
    page.keyboard.press("Enter")
    settled(page)
    assert page.evaluate(ZERO) == "first reported leukocytes above 400 ×10⁹/L"
    page.keyboard.press("z")
    page.keyboard.press("Escape")
    assert not page.locator("#timeline-chooser").is_visible()
    assert page.locator(".zero[aria-pressed=true]").inner_text() == "first reported leukocytes above 400 ×10⁹/L"


def test_what_is_not_known_is_told_and_not_chosen(open_case, watches):
    page = open_case("case-2")
    watches[0].expected = ("422",)
    page.locator("#timeline-any").click()
    page.locator("#chooser-number").wait_for()
    page.locator("#chooser-number").fill("1,037")
    page.get_by_role("button", name="Count from it").click()
    page.get_by_text("may be 1037 or 1 and a fraction").wait_for()
    page.locator("#chooser-number").fill("300")
    page.get_by_role("button", name="Count from it").click()
    settled(page)
    assert page.evaluate(ZERO) == "first reported leukocytes above 300 ×10⁹/L"
    other = open_case("case-2", "?zero=nth:procedure:1")
    watches[1].faults.clear()  # the answer that refuses it
    other.get_by_text("Which was the 1st procedure is not known").wait_for()
    assert "zero=" not in other.url


def test_a_day_0_that_is_refused_is_asked_for_once(open_page, watches):
    page = open_page("/cases/case-2?zero=nth:procedure:1&table=1")
    page.get_by_text("Which was the 1st procedure is not known").wait_for()
    page.locator("#event-table tbody tr").first.wait_for()
    asked = page.evaluate("performance.getEntriesByType('resource').map(one => [one.responseStatus, one.name])")
    assert [name.split("?")[0].rpartition("/")[2] for status, name in asked if status == 422] == ["timeline.json"]
    watches[0].faults.clear()  # that one answer


def test_the_table_the_file_and_a_reload_follow_the_selector(open_case):
    page = open_case("case-2", "?zero=highest:leukocytes&table=1")
    page.locator("#event-table tbody tr").first.wait_for()
    assert "days from highest leukocytes (412.5 ×10⁹/L)." in page.locator("#event-table caption").inner_text()
    assert page.locator("#event-table tr[data-row='P2-08'] .column-words").inner_text() == "day 0"
    assert "zero=highest%3Aleukocytes" in page.locator("#event-table a").get_attribute("href")
    page.reload()
    page.locator("#timeline[data-drawn]").wait_for()
    assert page.evaluate(ZERO) == "highest leukocytes"


def test_dated_days_shift_in_the_browser_without_a_question_to_the_server(exact, open_case, clock_server):
    exact.locator("#event-table tbody tr").first.wait_for(state="attached")
    asked = asked_of(exact)
    before, line = exact.evaluate(MARKS), exact.evaluate(LINE)
    choose(exact, "M2")
    assert asked == []
    assert exact.evaluate(MARKS) == before
    assert exact.evaluate(LINE) > line
    shifted = [exact.evaluate(one) for one in (WORDS, TICKS, LINE)]
    cells = exact.locator("#event-table tr[data-row='C0'] .column-words").text_content()
    lanes = exact.locator("#timeline-labels").inner_text()
    fresh = open_case("exact", exact.url[exact.url.index("?") :], server=clock_server)
    assert [fresh.evaluate(one) for one in (WORDS, TICKS, LINE)] == shifted
    fresh.locator("#event-table tbody tr").first.wait_for(state="attached")
    assert fresh.locator("#event-table tr[data-row='C0'] .column-words").text_content() == cells == "day −400"
    assert fresh.locator("#timeline-labels").inner_text() == lanes
    assert fresh.locator("#event-table caption").text_content() == exact.locator("#event-table caption").text_content()


def test_instants_shift_to_hours_and_back_to_the_time_of_day(open_case, clock_server):
    page = open_case("instants", server=clock_server)
    asked, own = asked_of(page), page.evaluate(WORDS)
    assert own["C2"][0] == "day 1, 00:41"
    assert page.locator("#timeline-axis-name").inner_text() == "Days from the day of arrival"
    choose(page, "E1")
    shifted = page.evaluate(WORDS)
    assert shifted["C2"][0] == "14 h 11 min"
    assert asked == []
    fresh = open_case("instants", "?zero=E1", server=clock_server)
    assert fresh.evaluate(WORDS) == shifted
    page.locator(".zero").first.click()
    settled(page)
    assert asked == []
    assert page.evaluate(WORDS) == own


@pytest.mark.parametrize(("name", "turns"), [("exact", 20), ("case-2", 20)])
def test_day_zero_changed_twenty_times_at_random_and_back_moves_nothing(open_case, clock_server, server, name, turns):
    page = open_case(name, server=clock_server if name == "exact" else server)
    before = [page.evaluate(one) for one in (MARKS, WORDS, TICKS, LINE)]
    choices = page.evaluate(f"{T}.now.events.filter(e => e.on_axis).map(e => e.id)")
    turn = random.Random(name)
    for _ in range(turns):
        page.evaluate(f"{T}.zero({turn.choice(choices)!r})")
        page.evaluate(f"(async () => {{ while ({T}.now.waiting) await new Promise(requestAnimationFrame); }})()")
    page.locator(".zero").first.click()
    settled(page)
    assert [page.evaluate(one) for one in (MARKS, WORDS, TICKS, LINE)] == before
    assert "zero=" not in page.url


def test_a_window_and_a_day_go_along_with_a_shift(open_case, clock_server):
    page = open_case("exact", "?from=0&to=60", server=clock_server)
    shown = page.evaluate(f"{T}.range()")
    page.evaluate("window.dash_clientside.commands.focusDay(30)")
    choose(page, "M1")
    assert page.evaluate(f"{T}.range()") == shown
    assert "from=-30" in page.url and "to=30" in page.url
    assert page.locator("#timeline-sentence strong").inner_text().startswith("Day 0 (21 Mar 2024, 9 years")


@pytest.mark.parametrize(
    ("query", "ends"), [("?from=0&to=30", (0, 30)), ("?from=-9&to=0", (-9, 0)), ("?from=-5&to=5", (-5, 5))]
)
def test_a_window_may_start_end_or_lie_round_day_0(open_case, query, ends):
    page = open_case("case-1", query)
    days = page.evaluate(f"{T}.range().map(x => window.dash_clientside.axis.dayAt({T}.now.meta.segments, x))")
    assert [round(day, 2) for day in days] == list(ends)
    assert "0 refused" in page.locator(".numbers").inner_text()
    assert page.evaluate(LINE) is not None
    told = page.evaluate(TICKS) + [page.locator("#timeline-zero").get_attribute("data-words")]
    assert "day 0" in told
    page.keyboard.press("0")
    settled(page)
    assert "from=" not in page.url and "to=" not in page.url


def test_a_case_with_one_event_or_none_is_all_right(open_case, clock_server):
    one = open_case("one", server=clock_server)
    assert one.locator(".numbers").inner_text().startswith("1 rows read = 1 drawn")
    for key in ("ArrowRight", "m", "s", "r", "z"):
        one.keyboard.press(key)
    one.keyboard.press("Escape")
    settled(one)
    none = open_case("none", server=clock_server)
    assert none.locator("#timeline-axis-name").inner_text() == "Days from start"
    assert none.locator(".numbers").inner_text().startswith("0 rows read = 0 drawn")
    for key in ("ArrowRight", "m", "s", "r", "+", "0"):
        none.keyboard.press(key)
    none.keyboard.press("z")
    none.get_by_text("start", exact=True).last.wait_for()
    settled(none)


def test_ticks_go_on_over_day_0_and_carry_dates_or_ages(exact):
    def lines(first):
        return [text for text in exact.evaluate(TICKS) if first in text]

    assert lines("20 Feb 2024") == ["20 Feb 2024day 0"]
    exact.keyboard.press("c")
    settled(exact)
    assert lines("day 0") == ["9 y 3 moday 0"] or lines("day 0") == ["9 yday 0"]
    exact.keyboard.press("c")
    settled(exact)
    assert lines("day 0") == ["day 0"]
    assert "beside=days" in exact.url
    exact.get_by_role("button", name="Dates", exact=True).click()
    settled(exact)
    assert "beside" not in exact.url


def test_axe_finds_nothing_serious_in_the_list_and_the_tray(open_case, axe):
    page = open_case("case-2", "?pin=P2-24&pin=P2-29&since=P2-26&ruler=P2-26&ruler=P2-29")
    page.locator(".pin").nth(1).wait_for()
    page.keyboard.press("z")
    page.locator("#chooser-number").wait_for()
    assert axe(page) == []
