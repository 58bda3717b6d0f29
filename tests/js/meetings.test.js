// Meetings: addresses, orders, words and what is new. Pure parts only; the rest is tested in the browser.
const assert = require("node:assert");
const { test } = require("node:test");
const talk = require("../../assets/talk.js");
const meetings = require("../../assets/meetings.js");
const agenda = require("../../assets/agenda.js");
const agenda_row = require("../../assets/agenda_row.js");
const agenda_print = require("../../assets/agenda_print.js");
const news = require("../../assets/news.js");
const decision = require("../../assets/decision.js");
const decision_form = require("../../assets/decision_form.js");

test("the root lies above the pages of cases, meetings and presentations", () => {
  const paths = ["/cases/a", "/cases/a/", "/cases/a/story", "/meetings", "/meetings/0a", "/present/C-1"];
  for (const path of paths) assert.equal(talk.below(path), "/", path);
  for (const path of paths) assert.equal(talk.below(`/below${path}`), "/below/", path);
});

test("an address leaves out what is blank and escapes the rest", () => {
  assert.equal(talk.address("/", "cases/a/board.json", { meeting: "", dates: false }), "/cases/a/board.json");
  assert.equal(talk.address("/x/", "a", { meeting: "b c&d" }), "/x/a?meeting=b+c%26d");
});

test("sentences, days and numbers read as people write them", () => {
  assert.equal(talk.sentence("say why the case is deferred"), "Say why the case is deferred.");
  assert.equal(talk.sentence(""), "This could not be done.");
  assert.deepEqual(["2026-03-01", "2026-11-27T05:00", "", undefined].map(talk.day), ["1 Mar 2026", "27 Nov 2026", "", ""]);
  assert.deepEqual([talk.many(1, "case"), talk.many(0, "case"), talk.many(2, "study", "studies")], ["1 case", "0 cases", "2 studies"]);
});

test("meetings to come stand first, the next one at the top", () => {
  const all = ["2026-05-01", "2026-03-02", "2026-03-01", "2026-02-01"].map((date) => ({ date }));
  const found = meetings.parted(all, "2026-03-01");
  assert.deepEqual(found.coming.map((one) => one.date), ["2026-03-01", "2026-03-02", "2026-05-01"]);
  assert.deepEqual(found.past.map((one) => one.date), ["2026-02-01"]);
  assert.deepEqual(meetings.parted([{ date: "" }], "2026-03-01").past.length, 1);
});

test("a line counts cases by state and says how many are not open to the reader", () => {
  const standing = { "to discuss": 1, discussed: 2, deferred: 0 };
  assert.equal(meetings.counts({ cases: 3, minutes: 15, standing, others: 1 }), "3 cases, 15 min, 1 to discuss, 2 discussed, 1 more not open to you");
});

test("a form names each person once by commas, semicolons or lines", () => {
  const fields = new Map([["date", "2026-03-01"], ["title", "Board"], ["expected", " Dr. A, Dr. B;\nDr. C ,"]]);
  assert.deepEqual(meetings.heading(fields), { date: "2026-03-01", title: "Board", expected: ["Dr. A", "Dr. B", "Dr. C"] });
});

test("a case moves by steps and by the hand, and not beyond the ends", () => {
  const order = ["a", "b", "c"];
  assert.deepEqual([agenda.moved(order, "a", 1), agenda.moved(order, "a", -1), agenda.moved(order, "c", 5)], [["b", "a", "c"], order, order]);
  assert.deepEqual(agenda_row.beside(order, "a", "c", true), ["b", "c", "a"]);
  assert.deepEqual(agenda_row.beside(order, "c", "a", false), ["c", "a", "b"]);
  assert.deepEqual(agenda_row.beside(order, "b", "b", true), order);
});

test("a typed title means its case where it is the only one", () => {
  const offered = [["a", "Case 1, 9 years"], ["b", "Case 2, 2 years"]];
  assert.deepEqual(["b", "case 1", "case", "x"].map((typed) => agenda.meant(offered, typed)), ["b", "a", "case", "x"]);
});

test("the sum of an agenda tells what is left", () => {
  const cases = [{ minutes: 8, standing: "discussed" }, { minutes: 5, standing: "to discuss" }];
  assert.equal(agenda.total({ agenda: cases, others: 0 }), "2 cases, 13 min; 1 to discuss, 5 min");
  assert.equal(agenda.total({ agenda: cases, others: 1 }), "2 cases, 13 min, and 1 case not open to you; 1 to discuss, 5 min");
  assert.equal(agenda_print.state({ standing: "deferred", reason: "no slides" }), "deferred: no slides");
});

test("what is new is lit, the rest is dimmed, and nothing new is told as that", () => {
  const events = ["A", "B", "C"].map((id) => ({ id }));
  const found = news.sorted(events, { added: ["C"], changed: ["A", "gone"] });
  assert.deepEqual([found.after, found.before].map((list) => list.map((one) => one.id)), [["C", "A"], ["B"]]);
  assert.deepEqual(found.lists.map(([title, list]) => [title, list.length]), [["New", 1], ["Changed", 1]]);
  const none = { added: [], changed: [], gone: [], fields: [], count: 0 };
  assert.equal(news.words(none), "nothing is new");
  assert.equal(news.words({ ...none, added: ["C"], gone: ["x"], fields: ["diagnosis"], count: 3 }), "1 new, 1 no longer told, diagnosis changed");
  assert.equal(news.chosen({ view: { since: "last-meeting" }, board: null }), "");
  assert.equal(news.chosen({ view: { since: "last-meeting" }, board: { since: none } }), "last-meeting");
});

test("two versions differ in the fields that say something else", () => {
  assert.deepEqual(decision_form.differing(["a", "b", "c"], { a: "1", b: "", c: "x" }, { a: "1", c: "y" }), ["c"]);
});

test("a key in a field, with another key, or held down, writes no decision", () => {
  global.document = { querySelector: () => null };
  const press = (given, target = {}) => decision.free({ key: "d", target, ...given });
  assert.equal(press({}), true);
  for (const given of [{ ctrlKey: true }, { altKey: true }, { metaKey: true }, { repeat: true }, { defaultPrevented: true }]) assert.equal(press(given), false);
  for (const tagName of ["INPUT", "TEXTAREA", "SELECT"]) assert.equal(press({}, { tagName }), false);
  delete global.document;
});

test("in front of a room a key leads to the code of the next case, and nowhere at the ends", () => {
  const room = require("../../assets/room.js");
  const place = { before: "", after: "C-2" };
  assert.deepEqual([">", "<", "n"].map((key) => room.way(key, place)), ["C-2", "", ""]);
  assert.equal(room.way(">", null), "");
});
