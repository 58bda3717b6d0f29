// The marks of a finding's trend, and the words beside them.
const assert = require("node:assert");
const { test } = require("node:test");
const trends = require("../../assets/trends.js");

test("every trend has a mark of its own that no colour tells apart", () => {
  assert.deepEqual(Object.keys(trends.SHAPES).sort(), [...trends.ORDER].sort());
  const drawn = Object.values(trends.SHAPES).map((shapes) => JSON.stringify(shapes));
  assert.equal(new Set(drawn).size, drawn.length);
  assert.doesNotMatch(drawn.join(), /fill|stroke|#[0-9a-f]{3}/);
});

test("the source's own word stands beside the mark, the trend where it has none, and conflicts with it", () => {
  assert.equal(trends.words({ trend: "less", word: "smaller", conflicts: ["X03"] }), "smaller X03");
  assert.equal(trends.words({ trend: "absent", word: "", conflicts: [] }), "absent");
  assert.equal(trends.words(undefined), "not reported");
});

test("who cannot see the mark is told the trend too", () => {
  assert.equal(trends.spoken({ trend: "less", word: "smaller" }), "less: smaller");
  assert.equal(trends.spoken({ trend: "same", word: "same" }), "same");
  assert.equal(trends.spoken(null), "not reported");
});
