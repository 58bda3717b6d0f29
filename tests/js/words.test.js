// The words of the browser are those of the server, over one table of examples (tests/word_examples.py).
const test = require("node:test");
const assert = require("node:assert/strict");
const fs = require("node:fs");
const path = require("node:path");
const words = require("../../assets/words.js");
const calendar = require("../../assets/calendar.js");
const ticks = require("../../assets/ticks.js");

const table = JSON.parse(fs.readFileSync(path.join(__dirname, "..", "words_examples.json"), "utf8"));

test("numbers and days are told as the server tells them", () => {
  for (const [number, told] of table.numbers) assert.equal(words.number(number), told, String(number));
  for (const [low, high, told] of table.days) assert.equal(words.days(low, high), told, `${low} ${high}`);
});

test("counts have their thousands apart", () => {
  const told = [0, 7, 999, 1000, 12345, 999999, 1000000, 1234567890].map(words.count);
  assert.deepEqual(told, ["0", "7", "999", "1,000", "12,345", "999,999", "1,000,000", "1,234,567,890"]);
});

test("instants are told as the server tells them, on the own clock and from another moment", () => {
  for (const [low, high, own, elapsed] of table.instants) {
    assert.equal(words.instant(low, high), own, `${low} ${high}`);
    assert.equal(words.elapsed(low, high), elapsed, `${low} ${high}`);
    assert.equal(words.told(low, high, { instants: true, own: true }), own);
    assert.equal(words.told(low, high, { instants: true, own: false }), elapsed);
  }
});

test("intervals are told as the server tells them", () => {
  for (const [low, high, days, instants] of table.intervals) {
    assert.equal(words.interval(low, high), days, `${low} ${high}`);
    assert.equal(words.interval(low, high, true), instants, `${low} ${high}`);
  }
});

test("ages and dates beside the axis are told as the server tells them", () => {
  const on = (text) => Object.fromEntries(text.split("-").map((part, i) => [["year", "month", "day"][i], Number(part)]));
  for (const [birth, day, long, short] of table.ages) {
    assert.equal(calendar.age(birth, on(day)), long, `${birth} ${day}`);
    assert.equal(calendar.age(birth, on(day), true), short, `${birth} ${day}`);
  }
  for (const [anchor, day, date, age] of table.beside) {
    assert.equal(calendar.beside(anchor, day, false), date, JSON.stringify([anchor, day]));
    assert.equal(calendar.beside(anchor, day, true), age, JSON.stringify([anchor, day]));
  }
});

test("ticks stand where the server puts them", () => {
  for (const [segments, zoom, hours, window, told] of table.ticks) {
    const made = ticks.of(segments, zoom, 56, hours, window).map((tick) => [Math.round(tick.x * 1e6) / 1e6, tick.text, tick.day]);
    assert.equal(made.length, told.length, JSON.stringify([segments, zoom, hours, window, made, told]));
    made.forEach(([x, text, day], i) => {
      assert.ok(Math.abs(x - told[i][0]) < 1e-4 && text === told[i][1] && Math.abs(day - told[i][2]) < 1e-9, `${made[i]} ${told[i]}`);
    });
  }
});

test("a window that nothing else is known of is told by its numbers", () => {
  assert.equal(words.told(2, 2, { instants: false, own: false }), "day 2");
  assert.equal(words.interval(-3, -2), "2 to 3 days earlier");
});

test("beside a tick of years stands a date without an hour", () => {
  assert.equal(ticks.dateDay({ day: 365.25, text: "1 year" }), 365);
  assert.equal(ticks.dateDay({ day: -730.5, text: "\u22122 years" }), -731);
  assert.equal(ticks.dateDay({ day: 0.25, text: "6 h" }), 0.25);
});
