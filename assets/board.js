// A case at its meeting: the bar below the patient line, its keys, and what follows when something was saved.
const board = {
  listen() {
    document.addEventListener("keydown", board.key);
    document.addEventListener("decision-saved", board.saved);
    if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", () => board.load());
    else board.load();
  },

  bar: () => document.getElementById("board-bar"),

  asked: () => ({ meeting: new URLSearchParams(window.location.search).get("meeting") || "" }),

  // What the page shows of the meeting; on a case that is on no agenda only when somebody asks for it.
  async load() {
    if (board.bar()) await board.fetch();
  },

  async fetch() {
    const at = decision.place();
    if (!at) return null;
    const { ok, got } = await talk.ask("GET", `cases/${encodeURIComponent(at.case)}/board.json`, { asked: board.asked() });
    if (decision.isLeft(at)) return null;
    if (!ok) return board.fail(got.error);
    board.now = got;
    if (board.bar()) board_bar.draw(board.bar(), got);
    board.light();
    return got;
  },

  fail(words) {
    if (board.bar()) board.bar().replaceChildren(words);
    return null;
  },

  // Hands what is new to the timeline, which may have been drawn before.
  light() {
    const one = window.dash_clientside.timeline?.now;
    if (!one) return;
    one.board = board.now;
    if (!one.meta || !news.chosen(one)) return;
    since.draw(one);
    since.follow(one);
    points.tray();
    if (!one.view.event) around.selected(one, null);
  },

  // A decision was saved: timeline, table and bar tell it.
  async saved() {
    const { present, timeline: shown } = window.dash_clientside, one = shown?.now;
    if (present?.now) return;
    await board.fetch();
    if (!one?.events) return;
    await timeline.load({ events: true });
    if (event_table.now) event_table.load();
  },

  KEYS: { k: () => board_panel.open(), S: () => board.news() },

  key(event) {
    const act = board.KEYS[event.key];
    if (event.key === "n" && !board.now?.place) return; // then it means the next case of the library
    if (!act || !decision.free(event) || !decision.place() || !window.dash_clientside.timeline?.now?.events) return;
    event.preventDefault();
    act();
  },

  async news() {
    if (!board.now) await board.fetch();
    news.press();
  },

  // The page shows another case now, with its own mark and bar.
  async turned() {
    board.now = null;
    await board.load();
  },

  // The next or the previous case of the agenda of the meeting in the address.
  go(where) {
    const place = board.now?.place, next = place?.[where];
    if (!place) return points.say("The meeting is not read yet.");
    if (!next) return points.say(where === "after" ? "This is the last case of the meeting." : "This is the first case of the meeting.");
    decision.keep(true);
    window.location.assign(talk.way(next, place.meeting.id));
  },

  // Changes what the agenda says of this case; the answer stands in the bar.
  async change(change) {
    const { place } = board.now, at = decision.place();
    const path = `meetings/${place.meeting.id}/cases/${encodeURIComponent(at.case)}.json`;
    const { ok, got } = await talk.ask("POST", path, { body: { ...change, seen: place.item.version } });
    await board.fetch();
    return ok ? "" : got.error;
  },
};

if (typeof module !== "undefined") module.exports = board;
else {
  (window.dash_clientside = window.dash_clientside || {}).board = board;
  board.listen();
}
