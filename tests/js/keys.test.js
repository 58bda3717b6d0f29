// Which key means what; no key acts where it would disturb.
const assert = require("node:assert");
const { test } = require("node:test");
const keys = require("../../assets/keys.js");

const press = (key, more = {}) => keys.action({ key, target: { tagName: "BODY" }, ...more });

test("arrows, paging keys and space step through the events", () => {
  for (const key of ["ArrowRight", "PageDown", " "]) assert.equal(press(key), "next");
  for (const key of ["ArrowLeft", "PageUp"]) assert.equal(press(key), "previous");
  assert.equal(press(" ", { shiftKey: true }), "previous");
  assert.equal(press("Home"), "first");
  assert.equal(press("End"), "last");
  assert.equal(press("Escape"), "clear");
});

test("zoom, scale, linear axis, lines and the focus line have their keys", () => {
  const wanted = { "+": "zoom-in", "=": "zoom-in", "-": "zoom-out", 0: "reset", l: "scale", x: "linear", t: "lines", "[": "day-back", "]": "day-on", "?": "help" };
  for (const [key, action] of Object.entries(wanted)) assert.equal(press(key), action);
});

test("nothing acts while a text field has the focus", () => {
  for (const key of ["ArrowRight", "PageDown", " ", "l", "x", "Escape", "0"]) {
    for (const tagName of ["INPUT", "TEXTAREA", "SELECT"]) assert.equal(press(key, { target: { tagName } }), "");
    assert.equal(press(key, { target: { tagName: "DIV", isContentEditable: true } }), "");
  }
});

test("nothing acts with a modifier, so that the browser keeps its own keys", () => {
  for (const modifier of ["ctrlKey", "metaKey", "altKey"]) for (const key of ["l", "0", "+", "ArrowLeft", "Home"]) assert.equal(press(key, { [modifier]: true }), "");
});

test("space on a button, a link or a summary is theirs, an arrow is not", () => {
  for (const tagName of ["BUTTON", "A", "SUMMARY"]) {
    assert.equal(press(" ", { target: { tagName } }), "");
    assert.equal(press(" ", { target: { tagName }, shiftKey: true }), "");
    assert.equal(press("Enter", { target: { tagName } }), "");
    assert.equal(press("ArrowRight", { target: { tagName } }), "next");
  }
});

test("a key that somebody has handled already acts no second time", () => {
  assert.equal(press("ArrowRight", { defaultPrevented: true }), "");
});

test("other keys, and names of the language, mean nothing", () => {
  for (const key of ["a", "F5", "Tab", "Shift", "1", "Dead"]) assert.equal(press(key), "");
});

test("day zero, pins, ruler, since and dates have their keys", () => {
  const wanted = { z: "zero", m: "pin", r: "ruler", s: "since", c: "beside", D: "hide-dates" };
  for (const [key, action] of Object.entries(wanted)) assert.equal(press(key), action);
});
