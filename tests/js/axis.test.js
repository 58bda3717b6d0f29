// Places on the axis in the browser: the same days, breaks and zones as on the server.
const assert = require("node:assert");
const { test } = require("node:test");
const axis = require("../../assets/axis.js");

const SEGMENTS = [
  { zone: "days", x0: 0, x1: 400, d0: -10, d1: 30 },
  { zone: "break", x0: 400, x1: 416, d0: 30, d1: 330 },
  { zone: "days", x0: 416, x1: 516, d0: 330, d1: 430 },
  { zone: "break", x0: 516, x1: 532, d0: 0, d1: 0 },
  { zone: "order", x0: 532, x1: 732, d0: 0, d1: 0 },
  { zone: "break", x0: 732, x1: 748, d0: 0, d1: 0 },
  { zone: "writing", x0: 748, x1: 848, d0: 0, d1: 0 },
];

test("a day and its place belong together inside the scale", () => {
  for (let day = -10; day <= 430; day += 1) {
    if (day > 30 && day < 330) continue;
    assert.ok(Math.abs(axis.dayAt(SEGMENTS, axis.placeOf(SEGMENTS, day)) - day) < 1e-9, `day ${day}`);
  }
});

test("day 0 is a day, also at the edge of the axis", () => {
  for (const [d0, d1] of [[0, 10], [-10, 0]]) {
    const edge = [{ zone: "days", x0: 0, x1: 100, d0, d1 }];
    const x = axis.placeOf(edge, 0);
    assert.equal(axis.dayAt(edge, x), 0);
    assert.equal(axis.token(edge, x), "0");
  }
});

test("zones and breaks have no day", () => {
  for (const x of [408, 524, 600, 740, 800, 900, -5]) assert.equal(axis.dayAt(SEGMENTS, x), null);
});

test("days beyond the scale lie at its nearer end, days in a break inside the break", () => {
  assert.equal(axis.placeOf(SEGMENTS, -99), 0);
  assert.equal(axis.placeOf(SEGMENTS, 9999), 516);
  assert.equal(axis.placeOf(SEGMENTS, 180), 408);
});

test("later days are never further left", () => {
  let last = -1;
  for (let day = -20; day < 500; day += 0.7) {
    const x = axis.placeOf(SEGMENTS, day);
    assert.ok(x >= last);
    last = x;
  }
});

test("an address names days in thousandths and zones by a share", () => {
  assert.equal(axis.token(SEGMENTS, 100), "0");
  assert.equal(axis.token(SEGMENTS, 103.3333), "0.333");
  assert.equal(axis.token(SEGMENTS, 632), "order:0.5");
  assert.equal(axis.token(SEGMENTS, 848), "writing:1");
  assert.equal(axis.token(SEGMENTS, 9999), "");
});

test("a place in a break is named by its nearer side", () => {
  assert.ok(Number(axis.token(SEGMENTS, 402)) <= 30);
  assert.ok(Number(axis.token(SEGMENTS, 414)) >= 330);
  assert.match(axis.token(SEGMENTS, 530), /^order:0/);
});

test("a day is written with a true minus and one decimal", () => {
  assert.equal(axis.text(0), "day 0");
  assert.equal(axis.text(-10), "day \u221210");
  assert.equal(axis.text(2.34), "day 2.3");
  assert.equal(axis.text(-0.01), "day 0");
});
