// Cases side by side: the address, what is aligned on what, and the line through all of them.
const assert = require("node:assert");
const { test } = require("node:test");
const mirror_address = require("../../assets/mirror_address.js");
const mirror_frame = require("../../assets/mirror_frame.js");
const mirror_focus = require("../../assets/mirror_focus.js");
const mirror_table = require("../../assets/mirror_table.js");

const EMPTY = { day0: "", start: "", stop: "", a: "", b: "", only: "", cases: [], zeros: [], thresholds: false, linear: false, plain: false, day: null };
const event = (given) => ({ on_axis: true, mark: "exact", earliest: 0, latest: 0, nominal: null, label: "x", words: "day 0", value: null, ...given });

test("a view that was written is read back as it was", () => {
  const views = [
    EMPTY,
    { ...EMPTY, cases: ["case-1", "case-2"], day0: "first-mri", day: 0 },
    { ...EMPTY, cases: ["a b", "c&d"], zeros: ["", "e#1"], start: "-10.5", stop: "order:0.4", plain: true },
    { ...EMPTY, a: "visit", b: "discharge", only: "procedures.outcomes", thresholds: true, linear: true, day: -18 },
  ];
  for (const view of views) assert.deepEqual(mirror_address.read(`?${mirror_address.query(view)}`), view);
});

test("days zero of no case's own choice are not written", () => {
  assert.equal(mirror_address.query({ ...EMPTY, cases: ["a", "b"], zeros: ["", ""] }).toString(), "case=a&case=b");
});

test("what is no day and a seventh case are passed over", () => {
  assert.equal(mirror_address.read("?day=soon").day, null);
  assert.equal(mirror_address.read("?day=").day, null);
  assert.equal(mirror_address.read(`?${"case=c&".repeat(9)}`).cases.length, 6);
});

const MILESTONES = ["a", "b", "c", "d"].map((key) => ({ key, name: key, lacking: key === "b" ? ["Case 2"] : [] }));

test("what every case has is a button, the rest is in a list, and the chosen one is always a button", () => {
  const keys = ({ tabs, others }) => [tabs.map((one) => one.key).join(""), others.map((one) => one.key).join("")];
  assert.deepEqual(keys(mirror_frame.split(MILESTONES, "a", 2)), ["ac", "bd"]);
  assert.deepEqual(keys(mirror_frame.split(MILESTONES, "b", 2)), ["abc", "d"]);
  assert.deepEqual(keys(mirror_frame.split(MILESTONES, "", 9)), ["acd", "b"]);
});

test("the axis says what its days are counted from", () => {
  const milestones = [{ key: "first-mri", name: "first MRI" }, { key: "own", name: "own day 0" }];
  const named = (view) => mirror_frame.axisName({ milestones, view: { zeros: [], ...view } });
  assert.equal(named({ day0: "first-mri" }), "Days before and after the first MRI");
  assert.equal(named({ day0: "own" }), "Days before and after each day 0");
  assert.equal(named({ day0: "first-mri", zeros: ["", "e1"] }), "Days before and after each day 0");
  assert.equal(mirror_table.zeroName({ milestones, view: { zeros: [], day0: "first-mri" } }), "the first MRI");
  assert.equal(mirror_table.zeroName({ milestones, view: { zeros: [], day0: "own" } }), "day 0");
});

test("of pictures it is said that they are drawn, or that they are folded", () => {
  assert.match(mirror_frame.pictures(false, true), /illustrations show no patient/);
  assert.equal(mirror_frame.pictures(false, false), "");
  assert.match(mirror_frame.pictures(true, true), /folded/);
});

test("the line meets an event at its day, at the middle of its window, and nowhere without a day", () => {
  assert.equal(mirror_focus.dayOf(event({ earliest: 0, latest: 0, nominal: 0 })), 0);
  assert.equal(mirror_focus.dayOf(event({ earliest: -20, latest: -16 })), -18);
  assert.equal(mirror_focus.dayOf(event({ earliest: 11, latest: 19, nominal: 14 })), 14);
  assert.equal(mirror_focus.dayOf(event({ earliest: null, latest: 7 })), 7);
  assert.equal(mirror_focus.dayOf(event({ mark: "order only", latest: 19 })), null);
  assert.equal(mirror_focus.dayOf(event({ mark: "as of writing" })), null);
  assert.equal(mirror_focus.dayOf(event({ on_axis: false })), null);
  assert.equal(mirror_focus.dayOf(undefined), null);
});

test("steps go from reported day to reported day through all cases, day 0 among them", () => {
  const cases = [{ events: [event({ earliest: 3, latest: 3 }), event({})] }, { events: [event({ earliest: -2, latest: -2 }), event({})] }];
  const days = mirror_focus.days(cases);
  assert.deepEqual(days, [-2, 0, 3]);
  assert.equal(mirror_focus.nextDay(days, null, 1), -2);
  assert.equal(mirror_focus.nextDay(days, -2, 1), 0);
  assert.equal(mirror_focus.nextDay(days, 0, 1), 3);
  assert.equal(mirror_focus.nextDay(days, 3, 1), 3);
  assert.equal(mirror_focus.nextDay(days, 0, -1), -2);
  assert.equal(mirror_focus.nextDay(days, null, -1), 3);
  assert.equal(mirror_focus.nextDay(days, 1, Infinity), 3);
  assert.equal(mirror_focus.nextDay(days, 1, -Infinity), -2);
  assert.equal(mirror_focus.nextDay([], 1, 1), null);
});

test("at a day stands what surely and what only perhaps lies there, and orders are apart", () => {
  const events = [
    event({ label: "far", earliest: 9, latest: 9 }),
    event({ label: "window", mark: "bounded", earliest: 0, latest: 4 }),
    event({ label: "exact", earliest: 2, latest: 2 }),
    event({ label: "open", mark: "bounded", earliest: null, latest: 4 }),
    event({ label: "order", mark: "order only", earliest: 0, latest: 19 }),
    event({ label: "writing", mark: "as of writing", earliest: null, latest: null }),
  ];
  const found = mirror_focus.at(events, 2, 0.5);
  assert.deepEqual(found.map((one) => [one.label, one.sure, one.ordered]), [
    ["exact", true, false], ["window", false, false], ["open", false, false], ["order", false, true],
  ]);
  assert.deepEqual(mirror_focus.at(events, 8, 1).map((one) => one.label), ["far", "order"]);
});

test("an event at the line is told with value and time, and with a doubt where there is one", () => {
  assert.equal(mirror_focus.words({ ...event({ label: "count", value: 0, unit: "10*9/L" }), sure: true }), "count 0 \u00d7 10\u2079/L (day 0)");
  assert.equal(mirror_focus.words({ ...event({ label: "y", study_label: "MRI 1" }), sure: false }), "MRI 1 (perhaps; day 0)");
  assert.equal(mirror_focus.words({ ...event({ label: "revisions", value: 4, unit: "{revisions}" }), sure: true }), "revisions 4 revisions (day 0)");
});
