// Studies on their way from the PACS: what is said of them, and when they are asked for again.
const assert = require("node:assert");
const { test } = require("node:test");
const arrivals = require("../../assets/arrivals.js");

test("how far a study has come is told as soon as the PACS has said how much there is", () => {
  assert.equal(arrivals.words({ coming: true, received: 0, expected: 0 }), "Coming from the PACS");
  assert.equal(arrivals.words({ coming: true, received: 12, expected: 48 }), "Coming from the PACS: 12 of 48 files");
});

test("a study that does not come says why, in the words of the server", () => {
  assert.equal(arrivals.words({ coming: false, reason: "The PACS does not have this study." }), "The PACS does not have this study.");
  assert.match(arrivals.words(null), /does not answer/);
});

test("it is asked for ever less often, a minute after a failure, and not for ever", () => {
  const waits = [0, 1, 2, 3, 4, 50].map((times) => arrivals.next({ coming: true }, times).wait);
  assert.deepEqual(waits, [...waits].sort((a, b) => a - b));
  assert.equal(arrivals.next({ coming: false }, 0).wait, 60000);
  assert.equal(arrivals.next(null, 0).wait, 60000);
  assert.equal(arrivals.next({ coming: true }, 299).again, true);
  assert.equal(arrivals.next({ coming: true }, 300).again, false);
});
