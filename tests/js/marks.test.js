// Finding events by place, and stepping through them.
const assert = require("node:assert");
const { test } = require("node:test");
const marks = require("../../assets/marks.js");

const same = (x) => x;
const mark = (id, x0, x1, y0 = 0, y1 = 14) => ({ id, x0, x1, y0, y1 });

test("a small mark is found within 24 px", () => {
  const list = [mark("A", 100, 102)];
  assert.deepEqual(marks.at(list, same, 111, 7), ["A"]);
  assert.deepEqual(marks.at(list, same, 91, 7), ["A"]);
  assert.deepEqual(marks.at(list, same, 125, 7), []);
});

test("a wide mark is found over its whole width and no further", () => {
  const list = [mark("A", 100, 300)];
  assert.deepEqual(marks.at(list, same, 299, 7), ["A"]);
  assert.deepEqual(marks.at(list, same, 302, 7), []);
});

test("another row is another mark", () => {
  const list = [mark("A", 0, 50, 0, 14), mark("B", 0, 50, 16, 30)];
  assert.deepEqual(marks.at(list, same, 20, 7), ["A"]);
  assert.deepEqual(marks.at(list, same, 20, 25), ["B"]);
  assert.deepEqual(marks.at(list, same, 20, 60), []);
});

test("of marks that lie on one another the nearest comes first and none is lost", () => {
  const list = [mark("wide", 0, 1000), mark("small", 495, 505)];
  assert.deepEqual(marks.at(list, same, 500, 7), ["small", "wide"]);
});

test("an event with several boxes is named once", () => {
  assert.deepEqual(marks.at([mark("A", 0, 30), mark("A", 20, 60)], same, 25, 7), ["A"]);
});

test("places are turned into screen px before they are compared", () => {
  assert.deepEqual(marks.at([mark("A", 10, 12)], (x) => x * 100, 1100, 7), ["A"]);
});

test("stepping follows the sequence and stays at its ends", () => {
  const sequence = ["A", "B", "C"];
  assert.equal(marks.step(sequence, "A", 1), "B");
  assert.equal(marks.step(sequence, "B", -1), "A");
  assert.equal(marks.step(sequence, "C", 1), "C");
  assert.equal(marks.step(sequence, "A", -1), "A");
});

test("without a selection the first step goes to the first event, a step back to the last", () => {
  assert.equal(marks.step(["A", "B"], "", 1), "A");
  assert.equal(marks.step(["A", "B"], "", -1), "B");
  assert.equal(marks.step(["A", "B"], "gone", 1), "A");
  assert.equal(marks.step([], "", 1), null);
});

test("every event of a sequence is visited once on the way through", () => {
  const sequence = Array.from({ length: 50 }, (_, i) => `E${i}`), seen = [];
  let at = "";
  for (let i = 0; i < 50; i += 1) seen.push((at = marks.step(sequence, at, 1)));
  assert.deepEqual(seen, sequence);
});

test("of a heap every event is found, the nearest first", () => {
  const heap = { ...mark("A", 100, 130), lane: "l", x: 115, heap: { ids: ["A", "B", "C"], xs: [103, 112, 127] } };
  assert.deepEqual(marks.at([heap], same, 113, 7), ["B", "A", "C"]);
  assert.deepEqual(marks.box([heap], [], "C").x, 127);
  assert.deepEqual(marks.inLane([heap, { ...mark("D", 10, 20), lane: "l", x: 15 }, { ...mark("E", 0, 5), lane: "other", x: 2 }], [], "l"), ["D", "A", "B", "C"]);
});

test("a point of a curve is found near it and not far from it", () => {
  const curves = [{ lane: "l", x: [0, 10, 20], y: [5, 6, 7], ids: ["a", "b", "c"] }, { lane: "m", x: [], y: [], ids: [] }];
  assert.deepEqual(marks.onCurves(curves, same, 11, 8), ["b"]);
  assert.deepEqual(marks.onCurves(curves, same, 14.9, 6), ["b"]);
  assert.deepEqual(marks.onCurves(curves, same, 11, 30), []);
  assert.equal(marks.box([], curves, "c").x, 20);
  assert.equal(marks.box([], curves, "nowhere"), null);
  assert.deepEqual(marks.inLane([], curves, "l"), ["a", "b", "c"]);
});

test("the nearest place is found at both ends and between", () => {
  for (const [x, at] of [[-5, 0], [4, 0], [6, 1], [99, 2]]) assert.equal(marks.nearest([0, 10, 20], (place) => place - x), at, x);
  assert.equal(marks.nearest([], (place) => place), -1);
});
