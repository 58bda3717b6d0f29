// The panel of an event: everything that is known of it, and nothing that is not.
const assert = require("node:assert");
const { test } = require("node:test");
const panel = require("../../assets/panel.js");

const EVENT = {
  id: "P1-06", term: "Leukocytes", label: "first count", state: "present", mark: "exact", words: "day 0", end_words: "", end_state: null, clock_words: "",
  value: null, unit: null, value_received: null, unit_received: null, components: [], details: {}, flags: "", issues: [], conflicts: [],
  source: "Case Reports", place: "CR3", figure: "", as_printed: "", note: "", study_label: "",
};
const sections = (more = {}, study = null, all = []) => Object.fromEntries(panel.sections({ ...EVENT, ...more }, study, all));
const rows = (section) => Object.fromEntries(section);

test("every event shows its time, its source, its place and its row", () => {
  const found = sections();
  assert.deepEqual(Object.keys(found), ["What is known of its time", "Source"]);
  assert.deepEqual(rows(found.Source), { source: "Case Reports", place: "CR3", row: "P1-06" });
  assert.equal(rows(found["What is known of its time"]).time, "day 0");
});

test("every kind of time has its words", () => {
  const marks = ["exact", "clock", "bounded", "approximate", "order only", "as of writing", "not dated"];
  assert.deepEqual(Object.keys(panel.KINDS).sort(), [...marks].sort());
  assert.equal(new Set(marks.map((mark) => rows(sections({ mark })["What is known of its time"]).kind)).size, marks.length);
});

test("an event with an order only has no day", () => {
  const found = sections({ mark: "order only", words: "after CT 1, before MRI 1 (day 0\u201319)" });
  assert.match(rows(found["What is known of its time"]).kind, /no day is known/);
});

test("an end is told in its own words, or as unknown or ongoing", () => {
  const until = (more) => rows(sections(more)["What is known of its time"]).until;
  assert.equal(until({ end_words: "day 9", end_state: "known" }), "day 9");
  assert.equal(until({ end_state: "unknown" }), "end not reported");
  assert.equal(until({ end_state: "ongoing" }), "ongoing");
  assert.equal(until({ end_state: "known" }), undefined);
  assert.equal(until({}), undefined);
});

test("a converted value stands beside what was received, an equal one alone", () => {
  const converted = rows(sections({ value: 211, unit: "10*9/L", value_received: "211000", unit_received: "/uL" }).Fact);
  assert.deepEqual(converted, { value: "211 \u00d7 10\u2079/L", "as received": "211000 /uL" });
  const same = rows(sections({ value: 1.5, unit: "mg/dL", value_received: "1.5", unit_received: "mg/dL" }).Fact);
  assert.deepEqual(same, { value: "1.5 mg/dL" });
});

test("a value of zero is a value", () => {
  assert.equal(rows(sections({ value: 0, unit: "10*9/L", value_received: "0", unit_received: "10*9/L" }).Fact).value, "0 \u00d7 10\u2079/L");
});

test("a state is told unless the fact is simply present", () => {
  assert.equal(sections().Fact, undefined);
  for (const state of ["absent", "not reported", "presumed", "rejected"]) assert.equal(rows(sections({ state }).Fact).state, state);
});

test("a conflict is named as one and both readings stand with their places", () => {
  const issues = [{ id: "X02", summary: "two causes", recorded: "both kept", readings: ["one [CR9]", "other [PROG2]"], conflict: true }];
  const found = sections({ issues, conflicts: ["X02"] });
  const told = found["Conflict: both readings"].map(([, text]) => text);
  assert.deepEqual(told, ["two causes", "one [CR9]", "other [PROG2]", "both kept"]);
  assert.ok(sections({ issues })["Other readings"]);
});

test("findings are told by trend, with the source's word where it has one, and silence is said", () => {
  const study = { findings: { edema: { trend: "new", word: "diffuse" }, hemorrhage: { trend: "absent", word: "" } } };
  const found = sections({ study_label: "CT 1" }, study, ["edema", "hemorrhage", "herniation"]).Findings;
  assert.deepEqual(found, [["new", "edema: diffuse"], ["absent", "hemorrhage"], ["not reported", "herniation"]]);
});

test("what is not regular in the pictures, and what of the study is no picture, is told", () => {
  const series = [{ caption: "FLAIR", warnings: ["1 slice is missing."] }, { caption: "T1", warnings: [] }];
  const study = { findings: {}, series, objects: [["Segmentation", 1]], refused: 2 };
  const told = [["FLAIR", "1 slice is missing."], ["also there", "Segmentation (not shown: no picture); 2 files that cannot be read"]];
  assert.deepEqual(sections({}, study)["In the pictures"], told);
  assert.equal(sections({}, { findings: {}, series: [], objects: [], refused: 0 })["In the pictures"], undefined);
});

test("every other column of the record is told with its name in words", () => {
  const fact = rows(sections({ details: { drug_class: "corticosteroid", route: "oral" }, components: ["dexamethasone"], flags: "blindness" }).Fact);
  assert.deepEqual(fact, { parts: "dexamethasone", "drug class": "corticosteroid", route: "oral", "beside it": "blindness" });
});

test("the source's own word and a remark stand apart from the fact", () => {
  const found = sections({ as_printed: "leukopheresis", note: "spelt so" });
  assert.equal(rows(found.Source)["as printed"], "leukopheresis");
  assert.deepEqual(found.Remark, [["", "spelt so"]]);
});
