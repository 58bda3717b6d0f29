const assert = require("node:assert");
const { test } = require("node:test");
global.words = require("../../assets/words.js");
const table = require("../../assets/event_table.js");
const { blocks } = require("../../assets/table_rows.js");

const row = (id, cells, keys = {}) => ({ id, cells: { id, ...cells }, keys });
const ids = (rows) => rows.map((one) => one.id);
const ROWS = [
  row("P-10", { state: "present", words: "~day 30" }, { words: [30, 43] }),
  row("P-2", { state: "absent", words: "after CT 1 (day 0–19)" }, { words: [0, 19] }),
  row("P-1", { state: "", words: "day 0" }, { words: [0, 0] }),
  row("P-3", { state: "Absent", words: "not dated" }),
];

test("without a sorting the rows stand in the order of the record", () => {
  assert.deepEqual(ids(table.ordered(ROWS, null)), ["P-10", "P-2", "P-1", "P-3"]);
});

test("a first click sorts upwards, a second downwards, a third restores the record", () => {
  const first = table.turned(null, "words"), second = table.turned(first, "words");
  assert.deepEqual([first, second, table.turned(second, "words")], [{ key: "words", down: false }, { key: "words", down: true }, null]);
});

test("a click on another column begins upwards again", () => {
  assert.deepEqual(table.turned({ key: "words", down: true }, "state"), { key: "state", down: false });
});

test("times sort by their day, then by how late they may be, and without a day come last", () => {
  assert.deepEqual(ids(table.ordered(ROWS, { key: "words", down: false }, true)), ["P-1", "P-2", "P-10", "P-3"]);
  assert.deepEqual(ids(table.ordered(ROWS, { key: "words", down: true }, true)), ["P-10", "P-2", "P-1", "P-3"]);
});

test("texts sort as people read them: numbers by size, capitals aside, blanks last", () => {
  assert.deepEqual(ids(table.ordered(ROWS, { key: "id", down: false })), ["P-1", "P-2", "P-3", "P-10"]);
  assert.deepEqual(ids(table.ordered(ROWS, { key: "state", down: false })), ["P-2", "P-3", "P-10", "P-1"]);
});

test("rows that tie keep the order of the record, and the record itself is left as it is", () => {
  const same = [row("b", { kind: "lab" }), row("a", { kind: "lab" })];
  assert.deepEqual(ids(table.ordered(same, { key: "kind", down: true })), ["b", "a"]);
  table.ordered(ROWS, { key: "id", down: false });
  assert.equal(ROWS[0].id, "P-10");
});

test("day 0 is a day and sorts as one", () => {
  const days = [row("late", {}, { words: [1] }), row("zero", {}, { words: [0] }), row("early", {}, { words: [-1] })];
  assert.deepEqual(ids(table.ordered(days, { key: "words", down: false }, true)), ["early", "zero", "late"]);
});

test("a long table comes in blocks that hold every row once, and is whole when all rows are here", () => {
  assert.deepEqual(blocks(250, 100), [[0, 100], [100, 100], [200, 50]]);
  assert.deepEqual(blocks(0), []);
  assert.equal(table.isWhole({ all: 3, rows: [1, 2, 3] }), true);
  assert.equal(table.isWhole({ all: 4, rows: [1, 2, 3] }), false);
});

test("the caption says how many rows, in which order, and from which day zero", () => {
  const got = { all: 3, rows: [1, 2, 3], zero: "first visit" };
  assert.equal(table.caption(got, null), "3 rows, in the order of the record; days from first visit.");
  assert.equal(table.caption(got, { down: true }, { title: "Kind of time" }), "3 rows, sorted by kind of time, descending; days from first visit.");
  assert.match(table.caption({ ...got, all: 200140 }, null), /^200,140 rows, in the order of the record/);
});
