// The legend and the first look at a case: every kind of time and every state, and what contradicts itself.
const assert = require("node:assert");
const { test } = require("node:test");
const glance = require("../../assets/glance.js");
const legend = require("../../assets/legend.js");

const words = legend.ENTRIES.map(([text]) => text).join("; ");

test("every kind of time and every state of a fact has an entry", () => {
  for (const kind of ["exact", "another clock", "bounded", "approximate", "order known", "no order", "as of writing"]) assert.ok(words.includes(kind), kind);
  for (const state of ["absent", "presumed", "rejected", "not reported"]) assert.ok(words.includes(state), state);
  for (const other of ["flag", "finding", "end not reported"]) assert.ok(words.includes(other), other);
});

test("no two entries look or read the same", () => {
  const drawings = legend.ENTRIES.map(([, drawing]) => JSON.stringify(drawing));
  assert.equal(new Set(drawings).size, drawings.length);
  assert.equal(new Set(legend.ENTRIES.map(([text]) => text)).size, drawings.length);
});

test("the legend uses no colour of its own", () => {
  assert.doesNotMatch(JSON.stringify(legend.ENTRIES), /fill|stroke|#[0-9a-f]{3}/);
});

test("the kinds of time of a case are counted and sum up to its events", () => {
  const marks = ["exact", "exact", "bounded", "clock", "order only", "as of writing", "approximate"];
  const events = [...marks.map((mark) => ({ mark, on_axis: true })), { mark: "not dated", on_axis: false }];
  const counts = glance.counts(events);
  assert.deepEqual(counts[0], ["exact", 2]);
  assert.deepEqual(counts[1], ["bounded or on another clock", 2]);
  assert.deepEqual(counts.at(-1), ["without a time", 1]);
  assert.equal(counts.reduce((sum, [, count]) => sum + count, 0), events.length);
  assert.deepEqual(glance.counts([]), []);
});

test("a contradiction is told once, with every event that is part of it", () => {
  const issue = (id, conflict) => ({ id, conflict, summary: "" });
  const events = [{ id: "A", issues: [issue("X02", true)] }, { id: "B", issues: [issue("X02", true), issue("X08", false)] }, { id: "C", issues: [] }];
  const found = glance.conflicts(events);
  assert.deepEqual(found.map((one) => [one.id, one.events.map((event) => event.id)]), [["X02", ["A", "B"]]]);
});
