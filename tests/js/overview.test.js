// The overview: its pieces, and where a drag or a key takes the window.
const assert = require("node:assert");
const { test } = require("node:test");
const overview = require("../../assets/overview.js");
const zoom = require("../../assets/zoom.js");

test("pieces of one level are one, empty ones none", () => {
  assert.deepEqual(overview.runs("001102"), [{ from: 2, count: 2, level: 1 }, { from: 5, count: 1, level: 2 }]);
  assert.deepEqual(overview.runs("1001"), [{ from: 0, count: 1, level: 1 }, { from: 3, count: 1, level: 1 }]);
  assert.deepEqual(overview.runs(""), []);
});

test("the pieces of a level are one path, a row each", () => {
  assert.equal(overview.path([{ levels: "0110" }, { levels: "2001" }], 1), "M1,0h2v.8h-2zM3,1h1v.8h-1z");
  assert.equal(overview.path([], 1), "");
});

test("the window keeps its width when it is moved, and stays inside", () => {
  assert.deepEqual(overview.moved([10, 30], "whole", 5, 100, 1), [15, 35]);
  assert.deepEqual(overview.moved([10, 30], "whole", -50, 100, 1), [0, 20]);
  assert.deepEqual(overview.moved([10, 30], "whole", 500, 100, 1), [80, 100]);
});

test("an edge is pulled as far as the other allows", () => {
  assert.deepEqual(overview.moved([10, 30], "left", 50, 100, 2), [28, 30]);
  assert.deepEqual(overview.moved([10, 30], "left", -50, 100, 2), [0, 30]);
  assert.deepEqual(overview.moved([10, 30], "right", -50, 100, 2), [10, 12]);
  assert.deepEqual(overview.moved([10, 30], "right", 500, 100, 2), [10, 100]);
});

test("a preset is a window of days from day 0; round an event it holds the whole of it", () => {
  assert.deepEqual(zoom.days("hours", null), [0, 3]);
  assert.deepEqual(zoom.days("month", null), [0, 30]);
  assert.equal(zoom.days("everything", null), null);
  assert.equal(zoom.days("around", null), null);
  assert.deepEqual(zoom.days("around", { earliest: 0, latest: 0, end_earliest: null, end_latest: null }), [-3.5, 3.5]);
  assert.deepEqual(zoom.days("around", { earliest: 10, latest: 10, end_earliest: 50, end_latest: 50 }), [0, 60]);
  assert.equal(zoom.days("around", { earliest: null, latest: null, end_earliest: null, end_latest: null }), null);
});

test("the narrowest window is an hour of the widest drawn days, or 8 px", () => {
  assert.equal(zoom.least([{ zone: "days", x0: 0, x1: 1000, d0: 0, d1: 1000 }]), 1 / 24);
  assert.equal(zoom.least([{ zone: "days", x0: 0, x1: 1000, d0: 0, d1: 2 }, { zone: "order", x0: 0, x1: 1 }]), 8);
});
