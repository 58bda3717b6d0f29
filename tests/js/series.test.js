// The series: its address, its counts in words, and what a row and a place in it say.
const assert = require("node:assert");
const { test } = require("node:test");
global.words = require("../../assets/words.js");
const series = require("../../assets/series.js");
const series_address = require("../../assets/series_address.js");
const series_rows = require("../../assets/series_rows.js");
const series_tip = require("../../assets/series_tip.js");

const EMPTY = {
  day0: "", sort: "", q: "", sex: "", a: "highest-count", b: "first-sign", least: "", most: "", days: "", marks: null,
  descending: false, sure: false, aligned: false, ...Object.fromEntries(series_address.limits().map((name) => [name, ""])),
};
const MILESTONES = [{ key: "first-sign", name: "first neurological sign" }, { key: "first-mri", name: "first MRI" }];

test("a view that was written is read back as it was", () => {
  const views = [
    EMPTY,
    { ...EMPTY, day0: "visit", sort: "age", descending: true, q: "pre-B & more", sex: "female" },
    { ...EMPTY, a: "visit", b: "", years_from: "0", years_to: "18", highest_from: "100", least: "-3", most: "0", sure: true, aligned: true },
    { ...EMPTY, days: "31", marks: "" },
    { ...EMPTY, marks: "first-mri.discharge" },
  ];
  for (const view of views) assert.deepEqual(series_address.read(`?${series_address.query(view)}`), view);
});

test("it is told how many of how many, and what is not certain", () => {
  const info = { found: 10002, total: 10002, aligned: 8944, perhaps: 0, behind: 0, milestones: MILESTONES, day0: "first-sign" };
  assert.equal(series.counted(info), "10\u202f002 of 10\u202f002 cases, 8\u202f944 of them with first neurological sign.");
  assert.equal(series.counted({ ...info, found: 3, aligned: 3, perhaps: 2 }), "3 of 10\u202f002 cases, 2 only perhaps within the interval.");
  assert.equal(series.counted({ ...info, found: 1, total: 1, aligned: 1, behind: 1 }), "1 of 1 case, 1 not summarized yet.");
});

test("a comparison is an address of codes and a milestone", () => {
  assert.equal(series.compared("/x/", ["a b", "c"], "first-mri"), "/x/mirror?case=a+b&case=c&day0=first-mri");
  assert.equal(series.compared("/", ["a", "c"], ""), "/mirror?case=a&case=c");
});

const INFO = {
  milestones: MILESTONES, marks: ["first-sign", "first-mri"], groups: ["intrathecal", "corticosteroid"],
  zones: { order: { left: 70, width: 10 }, writing: { left: 85, width: 10 } },
};
const ROW = {
  title: "Case 1", note: "", told: ["same day", ""], marks: [[0, 0, 20, 20, 20]], bars: [[1, 0, 30, 32, 3, 40, 44], [0, 3, 50, 60, 0]],
  order: 1, writing: ["alive"], more: 2,
};

test("a strip has a sentence for those who do not see it", () => {
  assert.equal(series_rows.sentence(ROW, INFO), "first neurological sign: same day");
  assert.equal(series_rows.sentence({ ...ROW, told: ["", ""] }, INFO), "no marked milestone reported");
  assert.equal(series_rows.sentence({ note: "first scan: not reported" }, INFO), "first scan: not reported");
});

test("a place of a strip says what lies there", () => {
  const at = (percent) => series_tip.lines(ROW, percent, 0.5, INFO);
  assert.deepEqual(at(20.3), ["Case 1", "first neurological sign: same day"]);
  assert.deepEqual(at(10), ["Case 1"]);
  assert.deepEqual(at(42), ["Case 1", "treatment: corticosteroid", "2 more treatments on the page of the case"]);
  assert.deepEqual(at(55), ["Case 1", "treatment: intrathecal", "2 more treatments on the page of the case"]);
  assert.deepEqual(at(72), ["Case 1", "1 event of which only an order is known, without an upper limit"]);
  assert.deepEqual(at(90), ["Case 1", "alive"]);
  assert.deepEqual(series_tip.lines({ ...ROW, note: "visit: not reported" }, 20, 0.5, INFO), ["Case 1", "visit: not reported"]);
});
