// The import page: words for sizes, times, numbers, and what a report says.
const assert = require("node:assert");
const { test } = require("node:test");
const importing = require("../../assets/importing.js");
const codes = require("../../assets/import_codes.js");
const report = require("../../assets/import_report.js");
const upload = require("../../assets/import_upload.js");

test("sizes and times are told as people say them", () => {
  assert.deepEqual([12, 1500, 2_400_000, 3_210_000_000].map(importing.size), ["12 bytes", "2 kB", "2.4 MB", "3.21 GB"]);
  assert.deepEqual([null, 12.4, 125, 7500].map(importing.took), ["", "12 s", "2 min 5 s", "2 h 5 min"]);
  assert.equal(importing.count(1, "file"), "1 file");
  assert.equal(importing.count(12345, "file"), "12\u202f345 files");
});

test("a case is new, changes, or stays", () => {
  const one = { version: 2, added: 0, changed: 0, removed: 0 };
  assert.equal(report.change({ ...one, version: 1, added: 3 }), "new");
  assert.equal(report.change({ ...one, changed: 1 }), "changes");
  assert.equal(report.change(one), "stays as it is");
  assert.equal(report.change({ ...one, version: 0 }), "nothing to store");
});

test("the title says whether anything is stored", () => {
  assert.match(report.title({ state: "ready" }, { cases: [{}] }), /^Nothing is stored yet/);
  assert.match(report.title({ state: "ready" }, { cases: [], studies: [] }), /^Nothing of this can be stored/);
  assert.match(report.title({ state: "ready" }, { cases: [], studies: [{ case: null }] }), /^Say to which case/);
  assert.equal(report.title({ state: "accepted", log: { seconds: 61 } }, {}), "Accepted, 1 min 1 s after the upload began");
  assert.equal(report.title({ state: "discarded" }, {}), "Discarded. Nothing was stored.");
});

test("what is not known is a unit or what was measured", () => {
  const unit = { code: "", name: "WBC", specimen: "", unit: " Tsd ", why: '"Tsd" is not a unit that is known' };
  assert.deepEqual([codes.kind(unit), codes.said(unit), codes.name(unit)], ["unit", "Tsd", "WBC"]);
  const code = { code: "L1", name: "L1", specimen: "blood", unit: "", why: "the code is not known" };
  assert.deepEqual([codes.kind(code), codes.said(code), codes.name(code)], ["analyte", "L1", "L1, blood"]);
});

test("why values are no points of a curve is told with counts", () => {
  assert.equal(report.others({ others: [{ count: 2, why: "a word" }, { count: 1, why: "a limit" }] }), "2: a word; 1: a limit");
});

test("folders that are dropped are walked through", async () => {
  const file = (name) => ({ isFile: true, name, file: (done) => done({ name, size: 1 }) });
  const folder = { isFile: false, name: "export", createReader: () => {
    const parts = [[file("a.csv")], [file("b.csv")], []];
    return { readEntries: (done) => done(parts.shift()) };
  } };
  const items = [folder, file("c.csv")].map((entry) => ({ webkitGetAsEntry: () => entry }));
  assert.deepEqual((await upload.dropped({ items, files: [] })).map(([path]) => path), ["export/a.csv", "export/b.csv", "c.csv"]);
});
