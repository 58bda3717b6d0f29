// The legend: every kind of time and every state, and what stands for many events.
const assert = require("node:assert");
const { test } = require("node:test");
const legend = require("../../assets/legend.js");

const all = [...legend.ENTRIES, ...legend.MANY], words = all.map(([text]) => text).join("; ");

test("every kind of time and every state of a fact has an entry", () => {
  for (const kind of ["exact", "another clock", "bounded", "approximate", "order known", "no order", "as of writing"]) assert.ok(words.includes(kind), kind);
  for (const state of ["absent", "presumed", "rejected", "not reported"]) assert.ok(words.includes(state), state);
  for (const other of ["flag", "finding", "end not reported", "so many under one mark", "one line each"]) assert.ok(words.includes(other), other);
});

test("no two entries look or read the same", () => {
  const drawings = all.map(([, drawing]) => JSON.stringify(drawing));
  assert.equal(new Set(drawings).size, drawings.length);
  assert.equal(new Set(all.map(([text]) => text)).size, drawings.length);
});

test("the legend uses no colour of its own", () => {
  assert.doesNotMatch(JSON.stringify(all), /fill|stroke|#[0-9a-f]{3}/);
});
