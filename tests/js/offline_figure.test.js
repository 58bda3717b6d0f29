// A figure of an offline file made to fit: which is taken, and what stands where after that.
const assert = require("node:assert");
const { test } = require("node:test");
const fitting = require("../../assets/offline_figure.js");
const words = require("../../assets/offline_words.js");

const SEGMENTS = [
  { zone: "days", x0: 0, x1: 600, d0: -10, d1: 20 }, { zone: "break", x0: 600, x1: 616, d0: 20, d1: 50 },
  { zone: "days", x0: 616, x1: 816, d0: 50, d1: 60 }, { zone: "order", x0: 816, x1: 1000 },
];
const one = (more = {}) => ({ zero: "", theme: "light", w: 1188, h: 800, flags: {}, segments: SEGMENTS, range: [0, 1000], ...more });
const asked = (more = {}) => ({ zero: "", theme: "light", w: 1188, h: 800, from: "", to: "", hide: [], fold: [], order: [], lines: "", plain: "", linear: "", ...more });

// A figure of three lanes; the second has values, the third words of all sorts.
const figure = () => ({
  data: [
    { name: "a:marks", x: [100], y: [8], xaxis: "x", yaxis: "y2" },
    { name: "b:values", x: [300], y: [5], xaxis: "x", yaxis: "y103" },
    { name: "b:words", x: [312, 288], y: [20, 60], text: ["211", "412"], textposition: ["middle right", "middle left"], textfont: { size: [12, 12], color: ["k", "k"], family: "f" }, xaxis: "x", yaxis: "y3" },
    { name: "c:bars", base: [440], x: [120], y: [10], width: [17], marker: { color: ["w"], line: { color: ["w"] } }, yaxis: "y4" },
    { name: "c:words", x: [500], y: [10], text: ["not reported"], textposition: ["middle center"], textfont: { size: [12] }, xaxis: "x", yaxis: "y4" },
  ],
  layout: {
    width: 1188, height: 334, font: { family: "f", size: 13, color: "k" }, xaxis: { range: [0, 1000] }, yaxis: { range: [300, 0] },
    yaxis2: { domain: [2 / 3, 1] }, yaxis3: { domain: [1 / 3, 2 / 3] }, yaxis103: { domain: [0.4, 0.6] }, yaxis4: { domain: [0, 1 / 3] },
    shapes: [
      { type: "rect", yref: "paper", xref: "x", x0: 600, x1: 616, y0: 0, y1: 1 + 34 / 300 }, { type: "line", xref: "paper", yref: "paper", y0: 1, y1: 1, line: { color: "r" } },
      { type: "line", yref: "y4", xref: "x", x0: 100, x1: 900, y0: 10, y1: 10 },
    ],
    meta: {
      axis_px: 34, left_px: 180, right_px: 8, zoom: 1, full: true, height: 334, segments: SEGMENTS,
      lanes: ["a", "b", "c"].map((name, at) => ({ name, axis: at + 2, top: 100 * at, height: 100, folded: false, events: 1, sub: [], latest: null, rows: [], film: null, findings: [] })),
      marks: [
        { id: "A", lane: "a", x0: 90, x1: 110, x: 100, y0: 2, y1: 18 }, { id: "B", lane: "b", x0: 280, x1: 340, x: 300, y0: 110, y1: 170 },
        { id: "C", lane: "c", x0: 440, x1: 560, x: 500, y0: 200, y1: 220 },
      ],
      numbers: { read: 5, drawn: 3, outside: 0, timeless: 2, timeless_ids: ["D", "E"], hidden: 0, refused: 0 },
    },
  },
});

test("the figure of the right clock, theme and choices is taken", () => {
  const figures = [one({ zero: "A" }), one({ theme: "dark" }), one(), one({ flags: { plain: "1" } })];
  assert.equal(fitting.nearest(figures, asked()), figures[2]);
  assert.equal(fitting.nearest(figures, asked({ theme: "dark" })), figures[1]);
  assert.equal(fitting.nearest(figures, asked({ zero: "A" })), figures[0]);
  assert.equal(fitting.nearest(figures, asked({ plain: "1" })), figures[3]);
  assert.equal(fitting.nearest(figures, asked({ plain: "1", lines: "1" })), figures[3], "the fewest choices apart");
  assert.equal(fitting.nearest(figures, asked({ zero: "B" })), null);
});

test("of several the one that is stretched least and never squeezed, and that shows all of the window", () => {
  const wide = [one({ w: 1488 }), one({ w: 988 }), one({ w: 1288 })];
  assert.equal(fitting.nearest(wide, asked({ w: 1388 })), wide[2]);
  assert.equal(fitting.nearest(wide, asked({ w: 900 })), wide[1], "narrower than all");
  const windows = [one(), one({ range: [0, 500] }), one({ range: [100, 350] }), one({ range: [600, 1000] })];
  assert.equal(fitting.nearest(windows, asked({ from: "-4", to: "5" })), windows[2]);
  assert.equal(fitting.nearest(windows, asked({ from: "0", to: "10" })), windows[1], "a window that sticks out does not do");
  assert.equal(fitting.nearest(windows, asked({ from: "55", to: "order:0.5" })), windows[3]);
  assert.equal(fitting.nearest(windows, asked()), windows[0]);
  const tall = [one({ h: 600 }), one({ h: 1000 })];
  assert.equal(fitting.nearest(tall, asked({ h: 950 })), tall[1]);
});

test("a window is named by days and shares of a zone, and never gets smaller than a small part of the axis", () => {
  assert.deepEqual(fitting.window(SEGMENTS, { from: "-10", to: "order:1" }), [0, 1000]);
  assert.deepEqual(fitting.window(SEGMENTS, { from: "0", to: "10" }), [200, 400]);
  assert.deepEqual(fitting.window(SEGMENTS, { from: "", to: "" }), [0, 1000]);
  assert.deepEqual(fitting.window(SEGMENTS, { from: "nonsense", to: "moon:3" }), [0, 1000]);
  assert.deepEqual(fitting.window(SEGMENTS, { from: "10", to: "0" }), [400, 1000], "an end before its beginning");
  const [x0, x1] = fitting.window(SEGMENTS, { from: "0", to: "0.1" });
  assert.equal(x1 - x0, 1000 / fitting.DEEPEST);
  assert.deepEqual(fitting.window(SEGMENTS, { from: "order:0.999", to: "order:1" }), [975, 1000]);
});

test("another width is another zoom; nothing else changes", () => {
  const made = fitting.fitted(figure(), asked({ w: 1688 }));
  assert.equal(made.layout.meta.zoom, 1.5);
  assert.deepEqual([made.layout.width, made.layout.xaxis.range, made.layout.meta.full], [1688, [0, 1000], true]);
  assert.deepEqual(made.layout.meta.numbers, figure().layout.meta.numbers);
});

test("in a window every row is still counted, and a lane without any says so", () => {
  const made = fitting.fitted(figure(), asked({ from: "-10", to: "0" })), { numbers } = made.layout.meta;
  assert.deepEqual([numbers.drawn, numbers.outside, numbers.hidden, numbers.timeless], [1, 2, 0, 2]);
  assert.equal(numbers.read, numbers.drawn + numbers.outside + numbers.hidden + numbers.timeless);
  const said = made.data.filter(({ name }) => name.endsWith(":outside"));
  assert.deepEqual(said.map(({ name, text, yaxis }) => [name, text[0], yaxis]), [["b:outside", "1 event outside this window", "y3"], ["c:outside", "1 event outside this window", "y4"]]);
  const back = fitting.fitted(figure(), asked());
  assert.equal(back.data.some(({ name }) => name.endsWith(":outside")), false);
});

test("words keep their distance from their mark and are never cut", () => {
  const made = fitting.fitted(figure(), asked({ from: "3", to: "8" })), trace = made.data.find(({ name }) => name === "b:words"); // 260 to 360, ten times as large
  assert.equal(made.layout.meta.zoom, 10);
  assert.deepEqual(trace.x.map((x) => Math.round((x - 300) * 10)), [12, -12]);
  const cut = fitting.fitted(figure(), asked({ from: "4.9", to: "9.9" })).data.find(({ name }) => name === "b:words"); // from 298: "412" would be "2"
  assert.deepEqual(cut.text, ["211"]);
  assert.deepEqual(cut.textfont, { size: [12], color: ["k"], family: "f" });
});

test("a centred word and its ground stay together, or go together", () => {
  const near = fitting.fitted(figure(), asked({ from: "12", to: "18" })), ground = near.data.find(({ name }) => name === "c:bars"); // 440 to 560
  assert.deepEqual(near.data.find(({ name }) => name === "c:words").x, [500]);
  assert.equal(ground.base[0] + ground.x[0] / 2, 500);
  assert.ok(Math.abs(ground.x[0] * near.layout.meta.zoom - 120) < 0.01, "as large on screen as before");
  const gone = fitting.fitted(figure(), asked({ from: "15.05", to: "18" })); // begins beyond the middle
  assert.deepEqual(gone.data.find(({ name }) => name === "c:bars").base, []);
  assert.deepEqual(gone.data.find(({ name }) => name === "c:words").text, []);
});

test("the name of a line that goes on in the window comes along", () => {
  const given = figure();
  Object.assign(given.data[4], { x: [120], textposition: ["middle right"], text: ["long course"] });
  given.layout.meta.marks[2] = { id: "C", lane: "c", x0: 96, x1: 112, x: 104, y0: 202, y1: 218 };
  const made = fitting.fitted(given, asked({ from: "10", to: "15" })), trace = made.data.find(({ name }) => name === "c:words");
  assert.deepEqual(trace.text, ["long course"]);
  assert.equal(trace.x[0].toFixed(6), (400 + words.INSET_PX / made.layout.meta.zoom).toFixed(6));
});

test("what is said of a word that is not shown is not shown", () => {
  const given = figure();
  given.layout.shapes.pop();
  Object.assign(given.data[4], { x: [120, 215], y: [10, 10], text: ["malignant cells", "absent"], textposition: ["middle right", "middle right"], textfont: { size: 12 } });
  given.layout.meta.marks[2] = { id: "C", lane: "c", x0: 96, x1: 112, x: 104, y0: 202, y1: 218 };
  assert.deepEqual(fitting.fitted(given, asked({ from: "-3.6", to: "20" })).data.find(({ name }) => name === "c:words").text, []);
});

test("a lane that is hidden goes with all that is its own, and the rest moves up", () => {
  const made = fitting.fitted(figure(), asked({ hide: ["a"] })), { layout } = made, { meta } = layout;
  assert.deepEqual(meta.lanes.map(({ name, top }) => [name, top]), [["b", 0], ["c", 100]]);
  assert.deepEqual(made.data.map(({ name }) => name), ["b:values", "b:words", "c:bars", "c:words"]);
  assert.deepEqual([layout.height, layout.yaxis.range], [234, [200, 0]]);
  assert.deepEqual(layout.yaxis3.domain, [0.5, 1]);
  assert.deepEqual(layout.yaxis103.domain.map((share) => Math.round(share * 1000) / 1000), [0.6, 0.9], "the scale of values keeps its place in the lane");
  assert.deepEqual(meta.marks.map(({ id, y0 }) => [id, y0]), [["B", 10], ["C", 100]]);
  assert.deepEqual([meta.numbers.drawn, meta.numbers.hidden], [2, 1]);
});

test("a folded lane is a line, and lanes stand in the order that is asked for", () => {
  const made = fitting.fitted(figure(), asked({ fold: ["b"], order: ["c", "b", "a"] })), { meta } = made.layout;
  assert.deepEqual(meta.lanes.map(({ name, top, height, folded }) => [name, top, height, folded]), [["c", 0, 100, false], ["b", 100, 19, true], ["a", 119, 100, false]]);
  assert.equal(made.data.some(({ name }) => name.startsWith("b:")), false);
  assert.equal(made.layout.shapes.filter(({ type, xref }) => type === "line" && xref === "paper").length, 3, "a rule above each lane");
  assert.deepEqual(meta.marks.map(({ id, y0 }) => [id, y0]), [["A", 121], ["C", 0]]);
});

test("the figure of the file itself stays as it was", () => {
  const given = figure(), before = JSON.stringify(given);
  fitting.fitted(given, asked({ from: "0", to: "5", hide: ["a"], fold: ["b"] }));
  assert.equal(JSON.stringify(given), before);
});

test("ticks are told anew for the window, with dates where they are asked for", () => {
  const clock = { instants: false, calendar: { origin: "2024-03-01", offset: 0, birth: "", instants: false } };
  const plain = fitting.fitted(figure(), asked({ from: "0", to: "10", clock, beside: "" })).layout.xaxis;
  assert.ok(plain.ticktext.includes("<b>day 0</b>") && plain.ticktext.includes("5"));
  const dated = fitting.fitted(figure(), asked({ from: "0", to: "10", clock, beside: "dates", ink: "k" })).layout.xaxis;
  assert.ok(dated.ticktext.some((text) => text.includes("Mar 2024")));
});
