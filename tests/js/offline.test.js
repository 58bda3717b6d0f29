// A case in a file of its own: every question is answered from within, or with a sentence.
const assert = require("node:assert");
const { test } = require("node:test");
const { gzipSync } = require("node:zlib");
global.document = { getElementById: () => null };
global.window = { dash_clientside: {} };
const offline = require("../../assets/offline.js");
const offline_figure = require("../../assets/offline_figure.js");

const packed = (what) => gzipSync(typeof what === "string" ? what : JSON.stringify(what)).toString("base64");
const SEGMENTS = [{ zone: "days", x0: 0, x1: 1000, d0: 0, d1: 10 }];
const figure = { data: [], layout: { width: 1188, xaxis: { range: [0, 1000] }, shapes: [], meta: { zoom: 1, left_px: 180, right_px: 8, segments: SEGMENTS, lanes: [], marks: [], numbers: { read: 1, timeless: 1, timeless_ids: ["A"], hidden: 0, refused: 0 } } } };

// A file with one case; what the page shows of a sentence is kept in `said`.
function file(more = {}) {
  const said = { textContent: "" }, view = { thresholds: true, plain: false, linear: false };
  global.document = { getElementById: (id) => (id === "timeline-sentence" ? said : null), documentElement: {} };
  global.getComputedStyle = () => ({ getPropertyValue: () => " #123 " });
  global.window = { dash_clientside: { offline_figure, timeline: { now: { view } } } };
  offline.data = {
    case: "c", zero: "",
    answers: {
      "cases/c/events?": packed({ zero: { selector: "" }, clock: null, events: [{ id: "A" }], related: {}, studies: [{ picture: "/images/x/key?size=368&v=1" }], aliases: {} }),
      "cases/c/table.json?": packed({ rows: [1] }), "cases/c/table.json?zero=B": packed({ rows: [2] }), "cases/c/table.csv?": packed("Row\n1\n"),
      "images/x/opening": packed({ slices: 5 }), "images/x/slices/3": packed("pixels"), "images/x/key?size=368&v=1": Buffer.from("jpeg").toString("base64"),
    },
    figures: [{ zero: "", theme: "light", w: 1188, h: 800, flags: {}, segments: SEGMENTS, range: [0, 1000], body: packed(figure) }],
    ...more,
  };
  return { said, view };
}
const ask = async (address) => {
  const answer = await offline.fetch(address);
  return [answer.status, await answer.json()];
};
const TIMELINE = "/cases/c/timeline.json?w=1188&h=800&theme=light";

test("tables and slices are answered as the server answered them", async () => {
  file();
  assert.deepEqual(await ask("file:///E:/cases/c/table.json"), [200, { rows: [1] }]);
  assert.deepEqual(await ask("/cases/c/table.json?zero=B"), [200, { rows: [2] }]);
  assert.equal(await (await offline.fetch("cases/c/table.csv")).text(), "Row\n1\n");
  assert.equal(await (await offline.fetch("/images/x/slices/3")).text(), "pixels");
});

test("a series opens with its words and a slice, or with why there is none", async () => {
  file();
  const opened = async (at) => {
    const buffer = await (await offline.fetch(`/images/x/opening/${at}`)).arrayBuffer(), length = new DataView(buffer).getUint32(0, true);
    const text = (from, to) => new TextDecoder().decode(buffer.slice(from, to));
    return [JSON.parse(text(4, 4 + length)), text(4 + length)];
  };
  assert.deepEqual(await opened(3), [{ slices: 5, at: 3, trouble: "" }, "pixels"]);
  assert.deepEqual(await opened(4), [{ slices: 5, at: 4, trouble: offline.NOT_HERE }, ""]);
});

test("what is not in the file is told in a sentence", async () => {
  file();
  for (const address of ["/cases/c/interval.json?first=A&second=B", "/cases/d/table.json", "/images/x/slices/4", "/exports/1", "https://elsewhere.example/"]) {
    assert.deepEqual(await ask(address), [422, { error: offline.NOT_HERE }], address);
  }
});

test("a day zero that the file does not hold is refused, so that the page goes back to its own", async () => {
  file();
  assert.deepEqual(await ask(`${TIMELINE}&zero=nobody`), [422, { error: offline.ELSEWHERE }]);
});

test("a timeline comes with its records where they are asked for, pictures by their place in the browser", async () => {
  file();
  const [status, whole] = await ask(`${TIMELINE}&events=1`);
  assert.equal(status, 200);
  assert.deepEqual([whole.events[0].id, whole.figure.layout.width], ["A", 1188]);
  assert.match(whole.studies[0].picture, /^blob:/);
  const [, plain] = await ask(TIMELINE);
  assert.deepEqual(Object.keys(plain).sort(), ["clock", "figure", "zero"]);
});

test("a choice that has no figure is taken back and said", async () => {
  const { said, view } = file();
  await ask(`${TIMELINE}&lines=1`);
  assert.equal(view.thresholds, false);
  await new Promise((later) => setTimeout(later, 450));
  assert.equal(said.textContent, offline.NOT_SO);
});

test("on a server nothing of this happens", () => {
  global.document = { getElementById: () => null };
  global.window = { fetch: "its own" };
  offline.boot();
  assert.equal(window.fetch, "its own");
});
