const assert = require("node:assert");
const { test } = require("node:test");
const { other, title } = require("../../assets/shell.js");

test("the switch goes from light to dark and back", () => {
  assert.equal(other("light"), "dark");
  assert.equal(other("dark"), "light");
});

test("no theme yet counts as light", () => {
  assert.equal(other(undefined), "dark");
});

test("the title says what a click will do", () => {
  assert.equal(title("light"), "Switch to the dark theme");
});
