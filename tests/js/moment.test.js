// The sentence of a moment: only what is known, each with its own time, nothing carried forward.
const assert = require("node:assert");
const { test } = require("node:test");
const moment = require("../../assets/moment.js");

const event = (id, earliest, latest = earliest, more = {}) => ({
  id, earliest, latest, label: `label of ${id}`, mark: earliest === latest ? "exact" : "bounded", kind: "encounter", state: "present",
  lane: "encounters", unit: null, value: null, ranked: false, study_label: "", end_state: null, end_latest: null, on_axis: true, ...more,
});
const order = (id, earliest, latest, more = {}) => event(id, earliest, latest, { mark: "order only", ...more });
const count = (id, day, value, more = {}) => event(id, day, day, { kind: "lab", lane: "blood_counts", counted: true, unit: "10*9/L", value, ...more });
const status = (id, day, more = {}) => event(id, day, day, { kind: "neuro_status", ranked: true, ...more });
const drug = (id, day, more = {}) => event(id, day, day, { kind: "treatment", end_state: "unknown", ...more });
const day = (number) => ({ id: null, earliest: number, latest: number });
const said = (events, at) => moment.parts(events, at).join(" ");

test("whether an event lies before a day is yes, perhaps or no", () => {
  const table = [
    [event("A", 0), day(5), "yes"], [event("A", 5), day(5), "yes"], [event("A", 6), day(5), "no"],
    [event("A", 0, 9), day(5), "perhaps"], [event("A", 0, 5), day(5), "yes"], [event("A", 6, 9), day(5), "no"],
    [order("A", 0, null), day(5), "perhaps"], [order("A", 9, null), day(5), "no"], [order("A", null, 3), day(5), "yes"],
    [event("A", null, null, { mark: "not dated" }), day(5), "no"], [event("A", 0), day(0), "yes"],
  ];
  for (const [one, at, wanted] of table) assert.equal(moment.isBefore(one, at), wanted, JSON.stringify([one.earliest, one.latest, at.earliest]));
});

test("what the record says of the order is believed where windows overlap", () => {
  const at = { ...order("B", 0, 19), before: ["A"], after: ["C"] };
  assert.equal(moment.isBefore(order("A", 0, 19), at), "yes");
  assert.equal(moment.isBefore(order("C", 0, 19), at), "no");
  assert.equal(moment.isBefore(order("D", 0, 19), at), "perhaps");
});

test("only what surely lies before is called the last", () => {
  const events = [count("A", 0, 211), { ...count("B", 0, 1037), latest: 9 }];
  assert.equal(moment.last(events, day(5)).id, "A");
  assert.equal(moment.last(events, day(9)).id, "B");
  assert.equal(moment.last(events, day(-1)), null);
});

test("an event is never its own last", () => {
  const one = count("A", 0, 211);
  assert.equal(moment.last([one], { ...one }), null);
});

test("an age is told in days, as a range where it is one", () => {
  assert.equal(moment.age(event("A", 0), day(2)), "2 days before");
  assert.equal(moment.age(event("A", 1), day(2)), "1 day before");
  assert.equal(moment.age(event("A", 0, 2), day(2)), "0 to 2 days before");
  assert.equal(moment.age(event("A", 2), day(2)), "the same day");
  assert.equal(moment.age(order("A", 0, null), day(2)), "");
});

test("an age that the network of times knows is taken from there", () => {
  const at = { ...order("B", 0, 19), before: ["A"] };
  assert.equal(moment.age(event("A", 0, 2), { ...at, ages: { A: [2, 2] } }), "2 days before");
  assert.equal(moment.age(event("A", 0, 2), { ...at, ages: { A: [29, null] } }), "at least 29 days before");
  assert.equal(moment.age(event("A", 0, 2), { ...at, ages: { A: [0, null] } }), "");
});

test("a time is told with its window, and without a day where none is known", () => {
  assert.equal(moment.when(event("A", 0)), "day 0");
  assert.equal(moment.when(event("A", 0, 2)), "day 0\u20132");
  assert.equal(moment.when(event("A", -10, -4)), "day \u221210 to \u22124");
  assert.equal(moment.when(event("A", 29, null)), "day from 29");
  assert.equal(moment.when(order("A", 0, 19)), "day unknown, 0\u201319");
  assert.equal(moment.when(order("A", null, null)), "day unknown");
  assert.equal(moment.when(event("A", 914, null, { mark: "as of writing" })), "as of writing");
  assert.equal(moment.when(event("A", -3.4, -3.4, { words: "day \u22124, 14:20" })), "day \u22124, 14:20");
  assert.equal(moment.when(event("A", null, null, { mark: "not dated" })), "not dated");
  assert.equal(moment.short(order("A", 0, 19)), "day unknown");
});

test("the last count, status and image stand in the sentence with their own days", () => {
  const picture = event("I", 3, 3, { kind: "imaging", study_label: "MRI 1" });
  const words = said([count("A", 0, 211), status("S", 1), picture], day(5));
  assert.match(words, /Last reported status: label of S \(day 1, 4 days before\)\./);
  assert.match(words, /Last count 211 \u00d7 10\u2079\/L \(day 0, 5 days before\)\./);
  assert.match(words, /Last image MRI 1 \(day 3, 2 days before\)\./);
});

test("where another value perhaps lies between, the last one is only the last that surely does", () => {
  const at = { ...order("X", 0, 19), before: ["A"], after: [] };
  const words = said([count("A", 0, 211), order("B", 0, 19, { kind: "lab", lane: "blood_counts", counted: true, unit: "10*9/L", value: 1037 })], at);
  assert.match(words, /Last count surely before: 211 /);
  assert.match(said([order("B", 0, 19, { kind: "lab", lane: "blood_counts", counted: true, unit: "10*9/L", value: 1 })], { ...at, before: [] }), /No count reported that surely lies before/);
});

test("of an event without any time no state is told", () => {
  assert.deepEqual(moment.parts([count("A", 0, 211)], { id: "X", earliest: null, latest: null }), ["Its time is not known, so no state is told."]);
});

test("nothing reported before is said, not left out", () => {
  const words = said([count("A", 9, 211), status("S", 9)], day(5));
  assert.match(words, /No status reported before\./);
  assert.match(words, /No count reported before\./);
});

test("a value is never told without its time", () => {
  for (const at of [day(0), day(5), day(400)]) {
    for (const part of moment.parts([count("A", 0, 211), status("S", 0)], at)) if (/^Last/.test(part)) assert.match(part, /\((day|as of)/);
  }
});

test("a status is not carried into a time of which the record says that nothing is reported", () => {
  const words = said([status("S", 0)], { ...day(5), silent: true });
  assert.match(words, /not reported at this time/);
  assert.doesNotMatch(words, /label of S/);
});

test("a status without a rank, an absent or a not reported one is no last status", () => {
  const events = [status("A", 0, { ranked: false }), status("B", 0, { state: "absent" }), status("C", 0, { state: "not reported" })];
  assert.match(said(events, day(5)), /No status reported before/);
});

test("a count below a limit keeps its sign", () => {
  assert.match(said([count("A", 0, "<0.1")], day(5)), /Last count <0\.1 /);
});

test("what the server does not know as a leukocyte count of blood is not the last count", () => {
  const events = [count("A", 0, 90, { unit: "%", counted: false }), count("B", 0, 132.6, { counted: undefined })];
  assert.match(said(events, day(5)), /No count reported before/);
});

test("a treatment is begun, and its end is said to be unknown where it is", () => {
  assert.match(said([drug("D", 1)], day(5)), /Begun, end not reported: label of D \(day 1\)\./);
  assert.doesNotMatch(said([drug("D", 1)], day(0)), /Begun/);
});

test("a treatment that ended before the moment is not told as running", () => {
  const ended = drug("D", 1, { end_state: "known", end_latest: 3 });
  assert.doesNotMatch(said([ended], day(5)), /Begun/);
  assert.match(said([ended], day(2)), /Begun: label of D/);
});

test("a single dose, an absent and a planned treatment are not running", () => {
  const events = [drug("A", 1, { end_state: null }), drug("B", 1, { state: "absent" }), drug("C", 1, { state: "rejected" }), drug("P", 1, { state: "planned" })];
  assert.doesNotMatch(said(events, day(5)), /Begun/);
});

test("what comes next is what surely lies after", () => {
  const events = [event("A", 0), event("B", 3, 9), event("C", 12)];
  assert.match(said(events, day(5)), /Next: label of C \(day 12\)\./);
  assert.doesNotMatch(said(events, day(20)), /Next/);
});

test("order tells what is next where days do not", () => {
  const events = [order("A", 0, 19), order("B", 0, 19), order("C", 0, 19)];
  const at = { ...events[0], before: [], after: ["B", "C"] };
  assert.match(said(events, at), /Next: label of B \(day unknown, 0\u201319\)\./);
});

test("at an order-only event no age is made of its window", () => {
  const at = { ...order("B", 0, 19), before: ["A"], after: [], ages: {} };
  const words = said([order("A", 0, 19, { kind: "neuro_status", ranked: true }), at], at);
  assert.match(words, /label of A \(day unknown, 0\u201319\)/);
  assert.doesNotMatch(words, /days before/);
});
