const assert = require("node:assert");
const { test } = require("node:test");
const library = require("../../assets/library.js");

const CASE = { read: 3, drawn: 2, timeless: 1, refused: 0, writing: "publication", at_writing: [], picture: null, count: null, studies: "" };

test("every row is accounted for", () => {
  assert.equal(library.numbers(CASE), "3 rows read, 2 drawn, 1 without a time, 0 refused");
  assert.equal(library.numbers({ ...CASE, read: 1, drawn: 1, timeless: 0 }), "1 row read, 1 drawn, 0 without a time, 0 refused");
});

test("a case that says nothing as of writing has no such line", () => {
  assert.equal(library.atWriting(CASE), "");
});

test("what is said as of writing is named, and what is left out is counted", () => {
  assert.equal(library.atWriting({ ...CASE, at_writing: ["alive", "in remission"] }), "At publication: alive; in remission");
  assert.equal(library.atWriting({ ...CASE, at_writing: [..."abcdefg"] }), "At publication: a; b; c; d; e; and 2 more");
});

test("without picture, count and studies nothing stands beside the case", () => {
  assert.deepEqual(library.facts(CASE), []);
});

test("a count carries its unit, its time and why it is to be verified", () => {
  const count = { number: "1037", unit: "×10⁹/L", when: "day 0–2", verify: "verify: ×4.9 within 48 h" };
  const words = library.facts({ ...CASE, count }).map((line) => line[1]);
  assert.deepEqual(words, ["1037", "×10⁹/L, latest leukocyte count", "day 0–2", "verify: ×4.9 within 48 h"]);
});

test("a picture says in words what it shows and that it is an illustration", () => {
  assert.equal(library.says({ label: "CT 1", caption: "", illustration: true }), "CT 1, illustration");
  assert.equal(library.says({ label: "CT 1", caption: "first scan", illustration: false }), "CT 1, first scan");
});

test("a strip has a sentence for those who see no boxes", () => {
  const course = { rows: [{ title: "Imaging", events: 4 }, { title: "Treatment", events: 1 }] };
  assert.equal(library.sentence(course, "arrival"), "Strip of the course, in days from arrival. Statements in each lane: Imaging 4, Treatment 1.");
  assert.match(library.sentence({ rows: [] }, "arrival"), /lane: none\.$/);
});
