// What stands round and over the timeline: its words and places, as far as they need no page.
const assert = require("node:assert");
const { test } = require("node:test");
global.words = require("../../assets/words.js");
const around = require("../../assets/around.js");
const film = require("../../assets/film.js");
const overlay = require("../../assets/overlay.js");
const address = require("../../assets/address.js");

global.document = { addEventListener() {} };
const timeline = require("../../assets/timeline.js");

const at = (id, earliest, latest, more = {}) => ({ id, earliest, latest, end_earliest: null, kind: "note", state: "present", ...more });

test("what became of every row is told as a sum, hidden ones only where there are any", () => {
  const numbers = { read: 9, drawn: 5, outside: 2, timeless: 1, refused: 0, hidden: 0 };
  assert.equal(around.sum(numbers), "9 rows read = 5 drawn + 2 outside the window + 1 without a time + 0 refused");
  assert.match(around.sum({ ...numbers, hidden: 1 }), / \+ 1 in hidden or folded lanes$/);
  assert.match(around.sum({ ...numbers, read: 200140, between: 190000 }), /^200,140 rows read = .* \+ 190,000 between the points of a curve$/);
});

test("a moment is silent only inside what is surely not reported; day 0 is a day", () => {
  const silence = at("S", 0, 0, { kind: "neuro_status", state: "not reported", end_earliest: 9 });
  const told = (event, day = null) => around.moment({ events: [silence], related: {}, day }, event);
  assert.equal(told(at("A", 3, 5)).silent, true);
  assert.equal(told(at("A", 3, 12)).silent, false);
  assert.equal(told(at("A", null, null)).silent, false);
  assert.equal(told(silence).silent, false);
  assert.equal(told(null, 0).silent, true);
  assert.equal(told(null), null);
});

test("the axis above a tall figure has the words of its ticks without markup, and of zones without a scale", () => {
  assert.deepEqual(overlay.tickLabels({ tickvals: [4], ticktext: ["<b>day 0</b>"] }), [{ place: 4, words: "day 0" }]);
  const zones = overlay.zoneLabels([{ zone: "days", x0: 0 }, { zone: "order", x0: 7 }, { zone: "writing", x0: 9 }]);
  assert.deepEqual(zones.map(({ place }) => place), [7, 9]);
});

test("a leader goes from the mark to the middle of its picture, and a cell never reaches the next one", () => {
  const view = { top: 100, marks: 18, film: [30, 92], high: 900 };
  assert.equal(film.leader(5, 60, view), "5,118 5,121 60,125 60,130");
  assert.equal(film.room([0, 100], 0, view), 96);
  assert.equal(film.room([0, 500], 0, view), 152);
  assert.equal(film.room([0, 500], 1, view), 400);
});

test("the server is asked only for what differs from the whole course", () => {
  const asked = (query) => Object.fromEntries(Object.entries(timeline.asked(address.read(query))).filter(([, text]) => text));
  assert.deepEqual(asked(""), { beside: "dates" });
  assert.deepEqual(asked("?from=0&to=12&lines=1&beside=days"), { from: "0", to: "12", lines: "1" });
  assert.deepEqual(asked("?beside=age&dates=0&zero=E1"), { beside: "age", dates: "0", zero: "E1" });
});
