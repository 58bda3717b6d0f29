// The panel at a glance: what is much unfolds, and nothing of it is left out.
const assert = require("node:assert");
const { test } = require("node:test");
global.words = require("../../assets/words.js");
const glance = require("../../assets/glance.js");

const el = (tag, given, ...inside) => ({ tag, inside: inside.flat() });
global.window = { dash_clientside: { dom: { el } } };
const texts = (node) => (typeof node === "string" ? [node] : node.inside.flatMap(texts));
const find = (node, tag) => (typeof node === "string" ? [] : [...(node.tag === tag ? [node] : []), ...node.inside.flatMap((one) => find(one, tag))]);
const rows = (count) => Array.from({ length: count }, (_, at) => [`e${at}`, `label ${at}`]);

test("what is little stands there at once", () => {
  for (const count of [0, 1, glance.MOST, glance.MOST + 1]) {
    const section = glance.section("Without a time", rows(count));
    assert.equal(find(section, "details").length, 0);
    assert.equal(find(section, "dd").length, count);
  }
});

test("of what is much the rest unfolds, all of it and in its order", () => {
  const section = glance.section("Without a time", rows(1171)), [more] = find(section, "details");
  assert.equal(texts(more)[0], "1,159 more");
  assert.deepEqual(find(section, "dt").flatMap(texts), rows(1171).map(([id]) => id));
  assert.equal(find(more, "dt").length, 1171 - glance.MOST);
});
