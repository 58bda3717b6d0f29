// Stepping through the order of a case of which the page knows a piece.
const assert = require("node:assert");
const { test } = require("node:test");
const records = require("../../assets/records.js");

const whole = { first: 0, all: 3, ids: ["a", "b", "c"], ends: ["a", "c"] };
const piece = { first: 10, all: 20, ids: ["k", "l", "m"], ends: ["a", "z"] };

test("from no event stepping begins at the first or the last of all", () => {
  assert.equal(records.beside(whole, "", 1), "a");
  assert.equal(records.beside(piece, "", -1), "z");
  assert.equal(records.beside({ first: 0, all: 0, ids: [], ends: [] }, "", 1), "");
});

test("every event of a whole case is visited, and its ends are ends", () => {
  const visited = [];
  for (let at = records.beside(whole, "", 1); at; at = records.beside(whole, at, 1)) visited.push(at);
  assert.deepEqual(visited, whole.ids);
  assert.equal(records.beside(whole, "a", -1), "");
});

test("at the edge of the piece that is known, and beside it, the server is asked", () => {
  assert.equal(records.beside(piece, "k", 1), "l");
  assert.equal(records.beside(piece, "m", 1), null);
  assert.equal(records.beside(piece, "k", -1), null);
  assert.equal(records.beside(piece, "unknown", 1), null);
  assert.equal(records.beside({ ...piece, all: 13 }, "m", 1), "");
  assert.equal(records.beside({ ...piece, first: 0 }, "k", -1), "");
});

test("events that have been taken in stand in the order of the case, each once", () => {
  const one = { byId: {} };
  records.take(one, [{ id: "b", turn: 7 }, { id: "a", turn: 2 }]);
  records.take(one, [{ id: "c", turn: 4 }, { id: "b", turn: 7 }]);
  assert.deepEqual(one.events.map((event) => event.id), ["a", "c", "b"]);
});

test("of a large case an event is told when its moment is, of a small one when it is there", () => {
  assert.equal(records.isTold({ whole: true, byId: { a: {} }, silent: {} }, "a"), true);
  assert.equal(records.isTold({ whole: false, byId: { a: {} }, silent: {} }, "a"), false);
  assert.equal(records.isTold({ whole: false, byId: { a: {} }, silent: { a: false } }, "a"), true);
  assert.equal(records.isTold({ whole: true, byId: {}, silent: {} }, "a"), false);
});
