// Places of the pictures: in order, without overlap, inside the strip, near their marks.
const assert = require("node:assert");
const { test } = require("node:test");
const film = require("../../assets/film.js");

// A small generator of numbers, so that a failure can be repeated.
const numbers = (seed) => () => (seed = (seed * 1103515245 + 12345) % 2147483648) / 2147483648;

function* layouts() {
  const next = numbers(7);
  for (let i = 0; i < 400; i += 1) {
    const low = Math.round(next() * 200), high = low + 600 + Math.round(next() * 1400), size = [60, 66, 92, 140][i % 4];
    const most = Math.floor((high - low + 10) / (size + 10)), count = Math.floor(next() * (most + 1));
    const anchors = Array.from({ length: count }, () => low + next() * (high - low)).sort((a, b) => a - b);
    yield { anchors, size, gap: 10, low, high };
  }
}

test("no two pictures overlap, and their order is that of their marks", () => {
  for (const { anchors, size, gap, low, high } of layouts()) {
    const slots = film.slots(anchors, size, gap, low, high);
    for (let i = 1; i < slots.length; i += 1) assert.ok(slots[i] - slots[i - 1] >= size + gap - 0.01, `${slots[i - 1]} ${slots[i]}`);
  }
});

test("every picture lies inside the strip", () => {
  for (const { anchors, size, gap, low, high } of layouts()) {
    for (const left of film.slots(anchors, size, gap, low, high)) assert.ok(left >= low - 0.01 && left + size <= high + 0.01, `${left} in ${low}..${high}`);
  }
});

test("a picture alone stands right under its mark", () => {
  assert.deepEqual(film.slots([500], 92, 10, 0, 1000), [454]);
  assert.deepEqual(film.slots([200, 800], 92, 10, 0, 1000), [154, 754]);
});

test("at the edge it stays inside", () => {
  assert.deepEqual(film.slots([0], 92, 10, 0, 1000), [0]);
  assert.deepEqual(film.slots([1000], 92, 10, 0, 1000), [908]);
});

test("pictures of marks at one place stand side by side around it", () => {
  const slots = film.slots([500, 500, 500], 90, 10, 0, 1000);
  assert.deepEqual(slots, [355, 455, 555]);
});

test("leaders are never longer than the pictures in between make them", () => {
  for (const { anchors, size, gap, low, high } of layouts()) {
    const slots = film.slots(anchors, size, gap, low, high);
    slots.forEach((left, i) => assert.ok(Math.abs(left + size / 2 - anchors[i]) <= (anchors.length - 0.5) * (size + gap), `${i}`));
  }
});

test("the picture of a mark outside the window is left out, the others keep their place in the list", () => {
  const slots = film.slots([-300, 100, 500, 1400], 92, 10, 0, 1000);
  assert.equal(slots[0], null);
  assert.equal(slots[3], null);
  assert.ok(slots[1] !== null && slots[2] !== null);
});

test("more pictures than fit lie closer, in order, and none leaves the strip", () => {
  const anchors = Array.from({ length: 40 }, (_, i) => i * 25), slots = film.slots(anchors, 92, 10, 0, 1000);
  for (let i = 1; i < slots.length; i += 1) assert.ok(slots[i] > slots[i - 1]);
  assert.ok(slots[0] >= -0.01 && slots[39] + 92 <= 1000.01);
});

test("no study, no picture", () => {
  assert.deepEqual(film.slots([], 92, 10, 0, 1000), []);
});

test("pictures are asked for when the timeline stands, each once, and at once where it stands already", () => {
  global.window = { dash_clientside: { dom: { el: (tag, given) => ({ tag, ...given }) } } };
  const address = (name) => ({ src: `/images/${name}`, alt: name });
  film.hold();
  const held = ["a", "b"].map((name) => film.image({ width: 70 }, address(name)));
  assert.deepEqual(held, [{ tag: "img", width: 70 }, { tag: "img", width: 70 }]);
  film.release();
  assert.deepEqual(held.map(({ src, alt }) => [src, alt]), [["/images/a", "a"], ["/images/b", "b"]]);
  held[0].src = "changed";
  film.release();
  assert.equal(held[0].src, "changed");
  assert.equal(film.image({}, address("c")).src, "/images/c");
});
