// The view in the address: it comes back as it was, and holds nothing but the view.
const assert = require("node:assert");
const { test } = require("node:test");
const address = require("../../assets/address.js");

const EMPTY = {
  zero: "", start: "", stop: "", event: "", since: "", beside: "", meeting: "", hidden: [], folded: [], order: [], pictures: [], pins: [], ruler: [], open: [], thresholds: false,
  linear: false, plain: false, table: false, discreet: false,
};
const VIEWS = [
  EMPTY,
  { ...EMPTY, zero: "P1-21", event: "P1-06" },
  { ...EMPTY, start: "-10.5", stop: "order:0.4" },
  { ...EMPTY, hidden: ["procedures", "outcomes"], folded: ["neuro_status"], order: ["outcomes", "encounters"] },
  { ...EMPTY, thresholds: true, linear: true, plain: true, table: true },
  { ...EMPTY, open: ["treatments:amphotericin B liposomal", "procedures"] },
  { ...EMPTY, event: "a b&c=d#?%/<>\u00e9" },
  { ...EMPTY, zero: "crossing:leukocytes>100 10*9/L", pins: ["P1-03", "day:-2.5"], ruler: ["P1-03", "day:4"], since: "P1-15", beside: "age", meeting: "0a1b", discreet: true },
];

test("a view that was written is read back as it was", () => {
  for (const view of VIEWS) assert.deepEqual(address.read(address.write(view)), view);
});

test("what is as by default is not written", () => {
  assert.equal(address.write(EMPTY), "");
  assert.equal(address.write({ ...EMPTY, linear: true }), "?linear=1");
});

test("an empty address is the default view", () => {
  assert.deepEqual(address.read(""), EMPTY);
  assert.deepEqual(address.read("?"), EMPTY);
});

test("keys that are no part of a view are neither read nor written", () => {
  const view = address.read("?name=Jane+Doe&mrn=12345&zero=P1-03");
  assert.deepEqual(view, { ...EMPTY, zero: "P1-03" });
  const written = address.write({ ...view, name: "Jane Doe", patient: "12345", label: "visit", term: "secret", events: [{ id: 1 }] });
  assert.equal(written, "?zero=P1-03");
});

test("an address holds only the keys of the view", () => {
  const known = new Set(["zero", "from", "to", "event", "hide", "fold", "order", "pictures", "open", "lines", "linear", "plain", "table", "pin", "ruler", "since", "beside", "meeting", "dates"]);
  for (const view of VIEWS) for (const key of new URLSearchParams(address.write(view)).keys()) assert.ok(known.has(key), key);
});

test("day 0 as a limit of the window is kept", () => {
  assert.equal(address.read(address.write({ ...EMPTY, start: "0", stop: "0" })).start, "0");
});

test("a flag is on only where it says 1", () => {
  for (const text of ["0", "", "true", "2"]) assert.equal(address.read(`?linear=${text}`).linear, false);
});

test("five pins and two ends of a ruler are the most", () => {
  const many = (key) => `?${Array.from({ length: 9 }, (_, i) => `${key}=E${i}`).join("&")}`;
  assert.equal(address.read(many("pin")).pins.length, 5);
  assert.equal(address.read(many("ruler")).ruler.length, 2);
});

test("dates are hidden only where the address says 0, and every request says so too", () => {
  assert.equal(address.read("?dates=0").discreet, true);
  for (const text of ["1", "", "no"]) assert.equal(address.read(`?dates=${text}`).discreet, false);
  assert.deepEqual(address.shared({ zero: "E1", discreet: true }), [["zero", "E1"], ["dates", "0"]]);
  assert.deepEqual(address.shared({ zero: "", discreet: false }), []);
});

test("ids that hold a date have another name in an address that hides dates", () => {
  const view = { ...EMPTY, zero: "lab-2024-03-01", event: "E1", since: "lab-2024-03-01", pins: ["E1", "lab-2024-03-01"] };
  const found = address.renamed(view, { "lab-2024-03-01": "row-3" });
  assert.deepEqual([found.zero, found.event, found.since, found.pins], ["row-3", "E1", "row-3", ["E1", "row-3"]]);
});
