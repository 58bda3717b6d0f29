// Hidden dates stay hidden from page to page.
const assert = require("node:assert");
const { test } = require("node:test");
const discreet = require("../../assets/discreet.js");

test("an address that a page asks for or leads to says what the page hides", () => {
  assert.equal(discreet.kept("/mirror", "?dates=0"), "/mirror?dates=0");
  assert.equal(discreet.kept("/series.json?q=a+b&day0=visit", "?q=x&dates=0"), "/series.json?q=a+b&day0=visit&dates=0");
  assert.equal(discreet.kept("/cases/a?zero=scan&dates=0", "?dates=0"), "/cases/a?zero=scan&dates=0");
});

test("where nothing is hidden an address is as it was", () => {
  for (const search of ["", "?", "?dates=1", "?dates=", "?q=dates"]) assert.equal(discreet.kept("/cases/a%20b?zero=", search), "/cases/a%20b?zero=");
});
