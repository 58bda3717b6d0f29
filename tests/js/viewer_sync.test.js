const assert = require("node:assert");
const { test } = require("node:test");
const sync = require("../../assets/viewer_sync.js");

const series = (positions, given = {}) => ({ slices: positions.length, positions, normal: [0, 0, 1], frame: "a", unit: "", ...given });
const FINE = series([0, 2, 4, 6, 8, 10, 12]);
const COARSE = series([-5, 0, 5, 10]);

test("series of one frame of reference meet at the same mm", () => {
  assert.equal(sync.relation(FINE, COARSE), "same");
  assert.deepEqual([0, 2, 3, 6].map((at) => sync.slice(FINE, at, COARSE)), [1, 2, 2, 3]);
});

test("beyond the end of the other series its last slice is shown, and said to be", () => {
  const short = series([0, 2, 4]);
  assert.equal(sync.slice(FINE, 6, short), 2);
  assert.ok(sync.beyond(FINE, 6, short));
  assert.ok(!sync.beyond(FINE, 2, short));
});

test("without a common frame of reference the relative position counts, with words", () => {
  for (const other of [series([0, 5, 10], { frame: "b" }), series([0, 5, 10], { frame: null })]) {
    assert.equal(sync.relation(FINE, other), "free");
    assert.deepEqual([0, 3, 6].map((at) => sync.slice(FINE, at, other)), [0, 1, 2]);
  }
  assert.match(sync.WORDS.free, /not registered/);
});

test("two series that both do not know their frame are not registered", () => {
  assert.equal(sync.relation(series([0], { frame: null }), series([0], { frame: null })), "free");
});

test("another plane is another plane even in one frame of reference", () => {
  assert.equal(sync.relation(FINE, series([0, 1], { normal: [1, 0, 0] })), "plane");
});

test("a stack that runs the other way is not matched by its mm", () => {
  assert.equal(sync.relation(FINE, series([0, 1], { normal: [0, 0, -1] })), "free");
});

test("no geometry, no mm", () => assert.equal(sync.relation(FINE, { slices: 3, positions: null, normal: null, frame: "a" }), "free"));

test("a series of one slice goes with the middle of the other", () => assert.equal(sync.slice(series([1], { frame: "b" }), 0, FINE), 3));

test("while nothing else is known the same share of another number of slices is the guess", () => {
  assert.deepEqual([sync.relative(24, 12, 24), sync.relative(24, 23, 12), sync.relative(1, 0, 9)], [12, 11, 4]);
});

test("windows mean the same in CT only", () => {
  const ct = { unit: "HU" }, mr = { unit: "" };
  assert.deepEqual([sync.sameScale(ct, ct), sync.sameScale(ct, mr), sync.sameScale(mr, mr)], [true, false, false]);
});

test("slices are fetched outward, the way of the last step first, each once", () => {
  assert.deepEqual(sync.order(1, 5, 1), [1, 2, 0, 3, 4]);
  assert.deepEqual(sync.order(1, 4, -1), [1, 0, 2, 3]);
});
