const test = require("node:test");
const assert = require("node:assert");
const views = require("../../assets/story_views.js");

const EVENTS = [{ id: "a", words: "visit (day 0)", study: "" }, { id: "b", words: "CT 1 (day 2)", study: "ct-1" }, { id: "c", words: "MRI 1 (day 3)", study: "mri-1" }];

test("a view moves, and not beyond either end", () => {
  assert.deepStrictEqual(views.moved(["x", "y", "z"], 0, 1), ["y", "x", "z"]);
  assert.deepStrictEqual(views.moved(["x", "y"], 0, -1), ["x", "y"]);
  assert.deepStrictEqual(views.without(["x", "y"], 0), ["y"]);
});

test("a new view of a scan shows its picture", () => {
  const made = views.made("b", EVENTS);
  assert.deepStrictEqual([made.event, made.events, made.studies], ["b", ["b"], ["ct-1"]]);
});

test("the view somebody comes from has its event, pins, pictures, window and day 0", () => {
  const made = views.fromAddress("?event=a&pin=b&pictures=mri-1&from=-2&to=9&zero=b", EVENTS);
  assert.deepStrictEqual([made.event, made.events, made.studies], ["a", ["a", "b", "c"], ["mri-1", "ct-1"]]);
  assert.deepStrictEqual([made.start, made.stop, made.zero], ["-2", "9", "b"]);
  assert.strictEqual(views.fromAddress("?event=unknown", EVENTS), null);
});

test("an event that goes takes its picture along, and something stays in focus", () => {
  const both = { ...views.made("b", EVENTS), events: ["b", "a"] };
  const left = views.toggled(both, "b", EVENTS);
  assert.deepStrictEqual([left.event, left.events, left.studies], ["a", ["a"], []]);
  assert.deepStrictEqual(views.toggled(left, "a", EVENTS), left);
  assert.deepStrictEqual(views.toggled(left, "c", EVENTS).studies, ["mri-1"]);
});

test("what is kept is what somebody chose, not the words of the record", () => {
  const [kept] = views.kept([{ ...views.made("a", EVENTS), own: "Look." }]);
  assert.ok(!("sentence" in kept));
  assert.strictEqual(views.changed([kept], 0, { own: "" })[0].own, "");
});

test("a story says how long it takes", () => assert.strictEqual(views.length(8), "8 views, about 2 min at 15 s each"));
