// What came after a moment, pins, and the ruler: nothing is claimed that the record does not order.
const assert = require("node:assert");
const { test } = require("node:test");
global.words = require("../../assets/words.js");
const since = require("../../assets/since.js");
const pins = require("../../assets/pins.js");
const ruler = require("../../assets/ruler.js");
const event_table = require("../../assets/event_table.js");

const event = (id, earliest, latest = earliest, more = {}) => ({
  id, earliest, latest, mark: earliest === latest ? "exact" : "bounded", rank: null, end_earliest: null, ...more,
});
const day = (number) => ({ id: null, earliest: number, latest: number });

test("an event is after a day, perhaps after it, or before it", () => {
  const table = [
    [event("A", 6), "after"], [event("A", 4), "before"], [event("A", 5), "perhaps"], [event("A", 4, 6), "perhaps"], [event("A", 6, 9), "after"],
    [event("A", 0, null), "perhaps"], [event("A", null, null, { mark: "order only" }), "perhaps"], [event("A", null, null, { mark: "not dated" }), ""],
    [event("A", null, null, { mark: "as of writing" }), "after"], [event("A", null, null, { mark: "bounded" }), ""],
  ];
  for (const [one, wanted] of table) assert.equal(since.of(one, day(5)), wanted, JSON.stringify(one));
});

test("what the record orders is believed, on one and the same day too", () => {
  const at = { ...event("X", 0, 19, { mark: "order only" }), before: ["A"], after: ["B"] };
  assert.deepEqual(["A", "B", "C", "X"].map((id) => since.of(event(id, 0, 19, { mark: "order only" }), at)), ["before", "after", "perhaps", ""]);
  const exact = { ...event("X", 5, 5, { rank: 4 }), before: ["A", "B"], after: [] };
  assert.equal(since.of(event("A", 5, 5, { rank: 3 }), exact), "before");
  assert.equal(since.of(event("B", 5), exact), "perhaps");
});

test("what began before and ended after is told for itself", () => {
  const found = since.sorted([event("A", 1, 1, { end_earliest: 9 }), event("B", 7), event("C", 5), event("D", 2, 2, { end_earliest: 5 })], day(5));
  assert.deepEqual([found.after, found.perhaps, found.before, found.ended].map((list) => list.map((one) => one.id)), [["B"], ["C"], ["A", "D"], ["A"]]);
  assert.deepEqual(since.lists({ since: found }).map(([title]) => title), ["After", "Perhaps after", "Began before, ended after"]);
  assert.deepEqual(since.lists({ since: null }), []);
});

test("a pin comes and goes, and a sixth has no room", () => {
  assert.deepEqual(pins.toggled([], "A"), ["A"]);
  assert.deepEqual(pins.toggled(["A", "day:2"], "A"), ["day:2"]);
  assert.equal(pins.toggled(["A", "B", "C", "D", "E"], "F"), null);
});

test("a third end begins a new measurement", () => {
  assert.deepEqual(ruler.added([], "A"), ["A"]);
  assert.deepEqual(ruler.added(["A"], "A"), ["A"]);
  assert.deepEqual(ruler.added(["A"], "B"), ["A", "B"]);
  assert.deepEqual(ruler.added(["A", "B"], "C"), ["C"]);
});

test("the browser measures between exact times that carry no values; the rest is the server's", () => {
  const events = { A: event("A", 2), B: event("B", 0), C: event("C", 0, 3), L: event("L", 1, 1, { kind: "lab" }) }, clock = { instants: false };
  assert.deepEqual(ruler.own(events, ["A", "B"], clock), { first: "B", second: "A", words: "2 days", comparison: null });
  assert.equal(ruler.own(events, ["A", "day:2"], clock).words, "the same day");
  assert.equal(ruler.own(events, ["B", "day:0.75"], { instants: true }).words, "18 h");
  for (const list of [["A", "C"], ["A", "L"]]) assert.equal(ruler.own(events, list, clock), null);
});

test("after a shift the table tells the times of the chart and sorts by them", () => {
  const row = { id: "A", cells: { words: "day 7", until: "day 9", event: "x" }, keys: { words: [7, 7], until: [9, 9], value: [3] } };
  const moved = event_table.retold(row, { nominal: 0, earliest: 0, latest: 0, end_nominal: 2, end_earliest: 2, end_latest: 2, words: "day 0", end_words: "day 2" });
  assert.deepEqual(moved.cells, { words: "day 0", until: "day 2", event: "x" });
  assert.deepEqual(moved.keys, { words: [0, 0], until: [2, 2], value: [3] });
  assert.equal(event_table.retold(row, undefined), row);
});
