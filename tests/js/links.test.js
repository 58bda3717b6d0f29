// Addresses in the text of a record: what is one, what is none, and that its host is always said.
const assert = require("node:assert");
const { test } = require("node:test");
const links = require("../../assets/links.js");

const said = (text) => links.parts(text).map((part) => (typeof part === "string" ? part : [part.words, part.host, part.href]));

test("text without an address stays as it is", () => {
  for (const text of ["", "plain", "a < b > c", "see www.example.org", "ftp://example.org/x", "javascript:alert(1)"])
    assert.deepEqual(links.parts(text), text ? [text] : []);
});

test("an address stands with its host, and the text round it stays", () => {
  assert.deepEqual(said("see https://lab.example.org:8443/r/1?x=2#a, then more"), [
    "see ", ["", "lab.example.org:8443", "https://lab.example.org:8443/r/1?x=2#a"], ", then more",
  ]);
});

test("several addresses of one cell are each a link", () => {
  assert.deepEqual(said("http://a.example/1 http://b.example/2").filter(Array.isArray).map((one) => one[1]), ["a.example", "b.example"]);
});

test("the format's own links keep their words, and its mark for a new tab is no part of the address", () => {
  assert.deepEqual(said("[Report](https://lab.example.org/r:blank) of day 3"), [
    ["Report", "lab.example.org", "https://lab.example.org/r"], " of day 3",
  ]);
  assert.deepEqual(said("https://lab.example.org/r:blank"), [["", "lab.example.org", "https://lab.example.org/r"]]);
});

test("words cannot pass for the host", () => {
  const [part] = links.parts("[https://good.example](https://evil.example/x)");
  assert.equal(part.host, "evil.example");
  assert.equal(links.parts("https://good.example@evil.example/x")[0].host, "evil.example");
});

test("what looks like an address and is none stays text", () => {
  assert.deepEqual(links.parts("https://"), ["https://"]);
  assert.deepEqual(links.parts("[x](javascript:alert(1))"), ["[x](javascript:alert(1))"]);
  assert.deepEqual(links.parts("http://[bad/x"), ["http://[bad/x"]);
});
