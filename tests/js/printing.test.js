// A page on its way to a printer.
const assert = require("node:assert");
const { test } = require("node:test");
const printing = require("../../assets/printing.js");

const page = (width, theme) => {
  const names = new Set(), set = {};
  const plot = { classList: { add: (name) => names.add(name), remove: (name) => names.delete(name) } };
  const root = { style: { setProperty: (name, value) => (set[name] = value) }, dataset: { theme } };
  global.document = { getElementById: (id) => (id === "timeline" ? width && { clientWidth: width } : plot), documentElement: root };
  return { names, set, root };
};

test("the timeline gets as wide as the paper, never larger than on screen", () => {
  assert.equal(printing.zoom(2094), 0.5);
  assert.equal(printing.zoom(800), 1);
  const { set } = page(1400, "light");
  printing.before();
  assert.deepEqual([set["--print-width"], Number(set["--print-zoom"]).toFixed(3)], ["1400px", "0.748"]);
});

test("a dark timeline is turned light for the while, a light one is left alone", () => {
  const dark = page(1400, "dark");
  printing.before();
  assert.deepEqual([dark.root.dataset.theme, dark.names.has("print-turned")], ["light", true]);
  printing.after();
  assert.deepEqual([dark.root.dataset.theme, dark.names.has("print-turned")], ["dark", false]);
  const light = page(1400, "light");
  printing.before();
  printing.after();
  assert.deepEqual([light.root.dataset.theme, light.names.size], ["light", 0]);
});

test("a page without a timeline prints as it is", () => {
  const { set } = page(0, "dark");
  printing.before();
  printing.after();
  assert.deepEqual(set, {});
});
