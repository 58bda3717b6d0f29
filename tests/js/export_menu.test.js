// The menu by which a case is carried away: what a form asks for, and what is said of a job.
const assert = require("node:assert");
const { test } = require("node:test");
global.document = { addEventListener() {} };
const menu = require("../../assets/export_menu.js");

const form = (given) => new Map(Object.entries(given));
const selects = [{ format: "pdf", choice: "paper", value: "A3" }, { format: "pptx", choice: "shape", value: "wide" }];

test("a wish holds the choices of its own format and says no to what is not ticked", () => {
  assert.deepEqual(menu.wish(form({ format: "pdf", identity: "identified" }), selects), {
    format: "pdf", choices: { paper: "A3" }, deidentified: false, words_read: false, pictures_read: false, review_notes: false,
  });
  const nameless = menu.wish(form({ format: "case-folder", identity: "deidentified", words_read: "yes", pictures_read: "yes" }), selects);
  assert.deepEqual([nameless.choices, nameless.deidentified, nameless.words_read, nameless.pictures_read, nameless.review_notes], [{}, true, true, true, false]);
});

test("every state of a job is a sentence", () => {
  assert.equal(menu.said({ state: "running", share: 0.237, words: "pictures" }), "24 %, pictures");
  assert.equal(menu.said({ state: "done" }), "Done. Your browser saves the file; if it does not:");
  assert.equal(menu.said({ state: "cancelled" }), "Stopped. Nothing was saved.");
  assert.equal(menu.said({ state: "failed", words: "the disk is full." }), "The disk is full.");
  assert.equal(menu.said({ state: "failed", words: "" }), "The export failed.");
});
