// Finding a day zero by typing, and what a typed value means.
const assert = require("node:assert");
const { test } = require("node:test");
const chooser = require("../../assets/chooser.js");
const dates = require("../../assets/dates.js");
const zero = require("../../assets/zero.js");

const option = (label, words = "", more = {}) => ({ label, text: `${label} ${words}`, known: true, ...more });
const OPTIONS = [
  option("1st treatment with vincristine", "first dose start given course"), option("2nd treatment with vincristine", "second dose"),
  option("highest leukocytes", "highest maximum peak"), option("MRI 1", "MRI of the brain Imaging"), option("induction start", "vincristine; pegaspargase Treatment"),
];
const found = (query) => chooser.found(OPTIONS, query).map((one) => one.label);

test("a few letters of each word are enough, small words say nothing", () => {
  assert.deepEqual(found("first dose of vinc"), ["1st treatment with vincristine"]);
  assert.deepEqual(found("2nd vinc"), ["2nd treatment with vincristine"]);
  assert.deepEqual(found("peak leuk"), ["highest leukocytes"]);
  assert.deepEqual(found("vinc"), ["1st treatment with vincristine", "2nd treatment with vincristine", "induction start"]);
  assert.deepEqual(found("xyz"), []);
});

test("without a query everything is there, and what begins with the query comes first", () => {
  assert.equal(found("").length, OPTIONS.length);
  assert.equal(found("of the").length, OPTIONS.length);
  assert.equal(found("ind")[0], "induction start");
  assert.equal(found("mri")[0], "MRI 1");
});

test("a value that is typed after an analyte is a crossing", () => {
  const measured = [{ key: "leukocytes", title: "Leukocytes" }, { key: "ferritin [mass/volume] in serum", title: "Ferritin" }];
  const selector = (query) => chooser.crossing(query, measured)?.selector;
  assert.equal(selector("leukocytes > 100"), "crossing:leukocytes>100");
  assert.equal(selector("leuk above 100"), "crossing:leukocytes>100");
  assert.equal(selector("wbc<0.5 G/L"), "crossing:wbc<0.5 G/L");
  assert.equal(selector("wbc > 100 10*9/L"), "crossing:wbc>100 10*9/L");
  assert.equal(selector("wbc > 211 000 /uL"), "crossing:wbc>211 000 /uL");
  assert.equal(selector("wbc > 1,037"), "crossing:wbc>1,037");
  assert.equal(selector("Ferritin >= 500 ng/mL"), "crossing:ferritin [mass/volume] in serum>=500 ng/mL");
  for (const query of ["leukocytes", "> 100", "leukocytes >", "MRI 2", ""]) assert.equal(selector(query), undefined, query);
});

test("single events can be chosen, those without a time not", () => {
  const event = (id, more) => ({ id, kind: "imaging", label: id, term: "term", components: [], study_label: "", mark: "exact", ...more });
  const made = chooser.events([event("A", { study_label: "MRI 1" }), event("B", { mark: "not dated" })], () => "day 1");
  assert.deepEqual(made.map(({ selector, label, group, time }) => [selector, label, group, time]), [["A", "MRI 1", "Imaging", "day 1"]]);
});

test("a choice that is none of the quick ones stands beside them", () => {
  const choices = [{ selector: "", label: "visit" }, { selector: "E2", label: "arrival" }];
  assert.deepEqual(zero.quick({ selector: "E2", choices }), choices);
  assert.equal(zero.quick({ selector: "highest:leukocytes", label: "highest", choices }).at(-1).label, "highest");
});

test("the axis of instants says that its own days are calendar days", () => {
  const now = { label: "arrival", event: "E1" };
  assert.equal(zero.axisName({ zero: now, clock: { instants: true, own: true } }), "Days from the day of arrival");
  assert.equal(zero.axisName({ zero: now, clock: { instants: true, own: false } }), "Days from arrival");
  assert.equal(zero.axisName({ zero: now, clock: { instants: false, own: true } }), "Days from arrival");
});

test("where another day zero is one day of the old clock, pinned days go along; else they are dropped", () => {
  const view = { start: "1", stop: "", pins: ["E1", "day:3"], ruler: ["day:0"], since: "day:1" };
  const one = { view, clock: { own_day: null }, byId: { A: { mark: "exact", earliest: 2, latest: 2 }, B: { mark: "bounded", earliest: 1, latest: 3 } } };
  assert.deepEqual(zero.afresh(one, { selector: "A", event: "A" }), { start: "", stop: "", pins: ["E1", "day:1"], ruler: ["day:-2"], since: "day:-1" });
  assert.deepEqual(zero.afresh(one, { selector: "B", event: "B" }), { start: "", stop: "", pins: ["E1"], ruler: [], since: "" });
  assert.deepEqual(zero.afresh(one, { selector: "" }).pins, ["E1"]);
});

test("dates stand beside the days where the case has them, unless another choice was made", () => {
  const clock = { dated: true, aged: true }, beside = (chosen, more = clock) => dates.beside({ view: { beside: chosen }, clock: more });
  assert.deepEqual(["", "days", "age"].map((chosen) => beside(chosen)), ["dates", "", "age"]);
  assert.equal(beside("age", { dated: true, aged: false }), "dates");
  assert.equal(beside("", { dated: false, aged: false }), "");
  assert.deepEqual(dates.choices(clock).map(([, label]) => label), ["Days", "Dates", "Age"]);
  assert.deepEqual(dates.choices({ dated: false }), []);
});

test("a day of the focus line has its date and age in brackets", () => {
  const calendar = { origin: "2024-03-01", offset: 2, birth: "2015", instants: false };
  assert.equal(dates.bracket({ calendar }, 3), " (2 Mar 2024, 8 or 9 years)");
  assert.equal(dates.bracket({ calendar: { ...calendar, birth: "" } }, 2), " (1 Mar 2024)");
  assert.equal(dates.bracket({ calendar: null }, 2), "");
});
