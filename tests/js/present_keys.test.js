const test = require("node:test");
const assert = require("node:assert");
const { action } = require("../../assets/present_keys.js");

const press = (key, given = {}) => action({ key, target: { tagName: "BODY" }, ...given }, given.black);

test("a clicker and a keyboard step on and back", () => {
  for (const key of ["PageDown", "ArrowRight", "ArrowDown", " "]) assert.strictEqual(press(key), "next");
  for (const key of ["PageUp", "ArrowLeft", "ArrowUp"]) assert.strictEqual(press(key), "previous");
  assert.strictEqual(press(" ", { shiftKey: true }), "previous");
  assert.deepStrictEqual(["Home", "End", "b", ".", "Escape"].map((key) => press(key)), ["first", "last", "black", "black", "leave"]);
});

test("a key that is held down acts once", () => {
  assert.strictEqual(press("PageDown", { repeat: true }), "");
  assert.strictEqual(press("b", { repeat: true }), "");
});

test("no key acts in a text field, with a modifier, or when somebody else has taken it", () => {
  for (const tagName of ["INPUT", "TEXTAREA", "SELECT"]) assert.strictEqual(press("PageDown", { target: { tagName } }), "");
  assert.strictEqual(press("b", { target: { isContentEditable: true } }), "");
  for (const name of ["ctrlKey", "metaKey", "altKey", "defaultPrevented"]) assert.strictEqual(press("ArrowRight", { [name]: true }), "");
});

test("space on a button presses the button, and does not step as well", () => {
  assert.strictEqual(press(" ", { target: { tagName: "BUTTON" } }), "");
  assert.strictEqual(press("PageDown", { target: { tagName: "BUTTON" } }), "next");
});

test("while the screen is black nothing moves unseen", () => {
  assert.deepStrictEqual(["PageDown", "Home", "i", "b", ".", "Escape"].map((key) => press(key, { black: true })), ["", "", "", "black", "black", "leave"]);
});

test("keys without a meaning are left alone", () => assert.strictEqual(press("q"), ""));
