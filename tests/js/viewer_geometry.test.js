const assert = require("node:assert");
const { test } = require("node:test");
const geometry = require("../../assets/viewer_geometry.js");

test("pictures that know their mm are drawn to one scale, others each to fit", () => {
  const one = { info: { rows: 100, columns: 100, spacing: [1, 1], aspect: 1 }, width: 500, height: 500 }, wide = { ...one, info: { ...one.info, spacing: [2, 2] } };
  assert.deepEqual(geometry.scales([one, wide]), [2.5, 2.5]);
  assert.deepEqual(geometry.scales([one, { ...wide, info: { ...wide.info, spacing: null } }]), [5, 5]);
  assert.deepEqual(geometry.scales([{ ...one, rim: 50 }]), [4]);
});

test("a whole body does not make a knee beside it too small to be seen", () => {
  const knee = { info: { rows: 100, columns: 100, spacing: [1, 1], aspect: 1 }, width: 500, height: 500 }, body = { ...knee, info: { ...knee.info, spacing: [9, 9] } };
  assert.deepEqual(geometry.scales([knee, body]), [5, 5 / 9]);
});

test("pixels that are not square are drawn as they are", () => {
  assert.deepEqual(geometry.size({ rows: 10, columns: 20, spacing: null, aspect: 2 }), [20, 20]);
  assert.deepEqual(geometry.size({ rows: 10, columns: 20, spacing: [3, 0.5], aspect: 6 }), [10, 30]);
});

test("one to one, a picture lies on whole pixels", () => {
  const info = { rows: 11, columns: 11, spacing: [0.5, 0.5], aspect: 1 };
  assert.deepEqual(geometry.place(info, { width: 100, height: 100 }, 2, [0, 0]), { left: 45, top: 45, width: 11, height: 11, exact: true });
  assert.equal(geometry.place(info, { width: 100, height: 100 }, 3, [0, 0]).exact, false);
});

test("there is a scale bar only with mm", () => {
  assert.equal(geometry.bar({ spacing: null }, 3, 600), null);
  assert.equal(geometry.bar({ spacing: [1, 1] }, 2.5, 600), 50);
});
