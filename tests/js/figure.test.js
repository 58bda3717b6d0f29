// Lanes that are not sent again are put back from the figure before.
const assert = require("node:assert");
const { test } = require("node:test");
const figure = require("../../assets/figure.js");

const lane = (name, top, kept = false, hash = "1") => ({ name, top, kept, hash });
const drawn = (lanes, names) => ({
  data: names.map((name) => ({ name: `${name}:marks`, x: [1] })),
  layout: {
    shapes: [{ type: "line" }, ...names.map((name) => ({ name, type: "rect" }))],
    meta: { lanes, marks: names.map((name) => ({ lane: name, id: name, y0: lanes.find((one) => one.name === name).top, y1: 9 })) },
  },
});

test("what the page has is told by lane and hash", () => {
  assert.equal(figure.have(null), "");
  assert.equal(figure.have(drawn([lane("a", 0, false, "ff"), lane("b_c", 9)], [])), "a-ff.b_c-1");
});

test("kept lanes come from the figure before, in the new order and at their new height", () => {
  const old = drawn([lane("a", 0), lane("b", 40)], ["a", "b"]);
  const got = drawn([lane("b", 10, true), lane("a", 90)], ["a"]);
  const made = figure.merged(old, got);
  assert.deepEqual(made.data.map((trace) => trace.name), ["b:marks", "a:marks"]);
  assert.deepEqual(made.layout.shapes.map((shape) => shape.name), [undefined, "a", "b"]);
  assert.deepEqual(made.layout.meta.marks.map(({ id, y0 }) => [id, y0]), [["a", 90], ["b", 10]]);
});

test("without a figure before, or with nothing kept, the new one is all there is", () => {
  const got = drawn([lane("a", 0)], ["a"]);
  assert.equal(figure.merged(null, got), got);
  assert.equal(figure.merged(drawn([lane("b", 0)], ["b"]), got), got);
});

test("a lane whose name begins like another's is another lane", () => {
  const old = drawn([lane("lab", 0), lane("laboratory", 20)], ["lab", "laboratory"]);
  const made = figure.merged(old, drawn([lane("lab", 0, true)], []));
  assert.deepEqual(made.data.map((trace) => trace.name), ["lab:marks"]);
});

test("points of curves are found without their gaps, in px below the axis", () => {
  const data = [{ name: "lab:curve LDH", x: [1, null, 3], y: [5, null, 6], customdata: ["a", null, "b"] }, { name: "lab:marks" }];
  const [curve] = figure.curves({ data, layout: { meta: { lanes: [lane("lab", 100)] } } });
  assert.deepEqual(curve, { lane: "lab", x: [1, 3], y: [105, 106], ids: ["a", "b"] });
});
