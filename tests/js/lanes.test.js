// Moving lanes, and the swatch of a drug class.
const assert = require("node:assert");
const { test } = require("node:test");
const lanes = require("../../assets/lanes.js");

test("a lane moves one place up or down", () => {
  assert.deepEqual(lanes.moved(["a", "b", "c"], "b", -1), ["b", "a", "c"]);
  assert.deepEqual(lanes.moved(["a", "b", "c"], "b", 1), ["a", "c", "b"]);
});

test("at its end it stays", () => {
  assert.deepEqual(lanes.moved(["a", "b"], "a", -1), ["a", "b"]);
  assert.deepEqual(lanes.moved(["a", "b"], "b", 1), ["a", "b"]);
});

test("a lane that is not there moves nothing", () => {
  assert.deepEqual(lanes.moved(["a", "b"], "c", 1), ["a", "b"]);
});

test("no lane is lost or doubled, and the list it came from is left alone", () => {
  const names = ["a", "b", "c", "d"];
  for (const name of names) for (const step of [-3, -1, 0, 1, 2]) assert.deepEqual([...lanes.moved(names, name, step)].sort(), names);
  assert.deepEqual(names, ["a", "b", "c", "d"]);
});

test("every drug class has a pattern of its own on its colour", () => {
  const drugs = [...Object.keys(lanes.PATTERNS), "supportive"];
  const made = drugs.map((drug) => lanes.swatch(drug).background);
  assert.equal(new Set(Object.values(lanes.PATTERNS)).size, Object.keys(lanes.PATTERNS).length);
  made.forEach((background, i) => assert.ok(background.includes(`var(--c-${drugs[i].replace(" ", "-")})`)));
  assert.ok(!made.some((background) => background.includes("BG")));
});
