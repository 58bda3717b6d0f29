const test = require("node:test");
const assert = require("node:assert");
const state = require("../../assets/present_state.js");

test("the address holds the whole state and gives it back", () => {
  const told = { at: 4, every: true, black: true, identified: true, discreet: true, meeting: "m1", theme: "dark" };
  assert.deepStrictEqual(state.read(state.write(told)), told);
  assert.strictEqual(state.write({ at: 0 }), "?view=1");
});

test("what an address cannot mean is the first view", () => {
  for (const search of ["", "?view=0", "?view=-3", "?view=x"]) assert.strictEqual(state.read(search).at, 0);
});

test("steps stay inside the story", () => {
  assert.deepStrictEqual(["next", "previous", "first", "last", "black"].map((action) => state.moved(7, action, 8)), [7, 6, 0, 7, 7]);
  assert.strictEqual(state.moved(0, "previous", 8), 0);
  assert.strictEqual(state.moved(3, "next", 0), 0);
});

test("a px of 1080 lines follows the height, and the width where a screen is narrow", () => {
  assert.strictEqual(state.unit(1920, 1080), 1);
  assert.strictEqual(state.unit(3840, 2160), 2);
  assert.ok(Math.abs(state.unit(1280, 1024) - 1024 / 1080) < 1e-9);
  assert.strictEqual(state.room(1920, 1080), 1808);
  assert.strictEqual(state.room(1280, 720), 1808);
});

test("time is told in minutes and seconds", () => assert.strictEqual(state.clock(187_400), "3:07"));
