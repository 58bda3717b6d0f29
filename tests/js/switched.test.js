// What was asked for one case, and comes when the page shows another.
const assert = require("node:assert");
const { test } = require("node:test");
const menu = require("../../assets/export_menu.js");
const board = require("../../assets/board.js");
const decision = require("../../assets/decision.js");

const FIRST = { case: "a" }, SECOND = { case: "b" };
const on = (one) => { global.window = { location: { search: "" }, dash_clientside: { timeline: { now: one }, dom: { el: () => ({ click: () => told.push("fetched") }) } } }; };
let told = [];

test("an export is told and fetched while its case is on the page, and not after", async () => {
  Object.assign(menu, { POLL_MS: 0, tell: ({ state }) => told.push(state) });
  for (const [next, expected] of [[FIRST, ["running", "done", "fetched"]], [SECOND, ["running"]]]) {
    told = [];
    on(FIRST);
    menu.ask = async () => (window.dash_clientside.timeline.now = next, { state: "done", file: "x" });
    await menu.follow({ state: "running", id: "1" }, FIRST);
    assert.deepEqual(told, expected);
  }
});

test("an export that was answered after its case was left is not fetched", async () => {
  told = [];
  on(SECOND);
  await menu.follow({ state: "done", file: "x" }, FIRST);
  assert.deepEqual(told, []);
});

test("board and decision of a case that was left are not shown", async () => {
  const page = (name) => { global.document = { getElementById: () => null, querySelector: (what) => (what === "[data-decision-case]" ? { dataset: { decisionCase: name } } : null) }; };
  global.decision = decision;
  global.decision_form = { fail: () => told.push("failed"), draw: () => told.push("drawn") };
  on(FIRST);
  decision.box = () => ({ open: true });
  for (const [ok, got] of [[true, { place: null }], [false, { error: "No." }]]) {
    told = [];
    board.now = "of b";
    page("a");
    global.talk = { ask: async () => (page("b"), { ok, got }) };
    assert.equal(await board.fetch(), null);
    page("a");
    await decision.open();
    assert.deepEqual([board.now, told], ["of b", []]);
  }
});
