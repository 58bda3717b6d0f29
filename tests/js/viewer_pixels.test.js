const assert = require("node:assert");
const { test } = require("node:test");
const pixels = require("../../assets/viewer_pixels.js");

// The wire as the server writes it: head, then low and high bytes of the differences along each row.
function wire(rows, { slope = 1, offset = 0, padding = [1, 0] } = {}) {
  const count = rows.length * rows[0].length, buffer = new ArrayBuffer(24 + 2 * count), head = new DataView(buffer), bytes = new Uint8Array(buffer, 24);
  head.setFloat64(0, slope, true);
  head.setFloat64(8, offset, true);
  head.setUint16(16, padding[0], true);
  head.setUint16(18, padding[1], true);
  rows.flatMap((row) => row.map((number, i) => (number - (i ? row[i - 1] : 0)) & 65535)).forEach((step, at) => {
    bytes[at] = step & 255;
    bytes[count + at] = step >> 8;
  });
  return buffer;
}

const HU = { slope: 1, offset: -1024, padding: [1, 0] };
const LINEAR = { center: 40, width: 80, function: "LINEAR" };

test("numbers come out as they went in, rows apart from one another", () => {
  const rows = [[0, 65535, 3, 256], [40000, 255, 0, 1]];
  const slice = pixels.unpack(wire(rows, { slope: 2, offset: -7, padding: [5, 9] }), 2, 4);
  assert.deepEqual([...slice.numbers], rows.flat());
  assert.deepEqual([slice.slope, slice.offset, slice.padding], [2, -7, [5, 9]]);
});

test("a slice of another size is refused", () => assert.throws(() => pixels.unpack(wire([[1, 2]]), 2, 2), /another size/));

test("the linear window is that of PS3.3 C.11.2.1.2", () => {
  const at = (value, center, width) => pixels.level(value, { center, width, function: "LINEAR" });
  assert.deepEqual([-1, 0, 39, 40, 79, 80].map((value) => at(value, 40, 80)), [0, 0, 126, 129, 255, 255]);
  assert.deepEqual([99, 100].map((value) => at(value, 100, 1)), [0, 255]);
});

test("the exact window and the sigmoid have their own functions", () => {
  const exact = { center: 50, width: 100, function: "LINEAR_EXACT" }, sigmoid = { ...exact, function: "SIGMOID" };
  assert.deepEqual([0, 50, 100].map((value) => pixels.level(value, exact)), [0, 128, 255]);
  assert.equal(pixels.level(50, sigmoid), 128);
  assert.ok(pixels.level(0, sigmoid) > 20 && pixels.level(100, sigmoid) < 235);
});

test("filling is black, inverted or not", () => {
  const slice = { ...HU, padding: [0, 3] }, grey = (table, number) => table[number] & 255;
  for (const inverted of [false, true]) assert.equal(grey(pixels.table(slice, LINEAR, inverted), 2), 0);
  assert.equal(grey(pixels.table(slice, LINEAR, true), 1024 - 100), 255);
  assert.equal(pixels.table(slice, LINEAR, false)[1100] >>> 24, 255);
});

test("painting looks every number up", () => {
  const table = new Uint32Array(65536).map((_, i) => i), out = new Uint32Array(3);
  pixels.paint(new Uint16Array([7, 65535, 0]), table, out);
  assert.deepEqual([...out], [7, 65535, 0]);
});

test("a table is another for another slope, window or inversion", () => {
  const key = pixels.key(HU, LINEAR, false);
  for (const other of [pixels.key({ ...HU, slope: 2 }, LINEAR, false), pixels.key(HU, { ...LINEAR, width: 81 }, false), pixels.key(HU, LINEAR, true)]) assert.notEqual(key, other);
});

test("the automatic window leaves out filling and the last half percent", () => {
  const numbers = new Uint16Array(2000).map((_, i) => (i < 1000 ? 0 : i));
  const { center, width } = pixels.automatic({ ...HU, offset: 0, numbers, padding: [0, 0] });
  assert.ok(Math.abs(center - 1500) < 2 && Math.abs(width - 990) < 3, `${center} ${width}`);
});

test("a series of one value has a window", () => assert.ok(pixels.automatic({ ...HU, numbers: new Uint16Array(9) }).width > 0));

test("dragging across widens, dragging down brightens less; a width never reaches zero", () => {
  assert.ok(pixels.dragged(LINEAR, 50, 0).width > 80);
  assert.ok(pixels.dragged(LINEAR, 0, 30).center > 40);
  assert.equal(pixels.dragged(LINEAR, -1e5, 0).width, 1);
});

test("pictures that know their mm are drawn to one scale, others each to fit", () => {
  const one = { info: { rows: 100, columns: 100, spacing: [1, 1], aspect: 1 }, width: 500, height: 500 }, wide = { ...one, info: { ...one.info, spacing: [2, 2] } };
  assert.deepEqual(pixels.scales([one, wide]), [2.5, 2.5]);
  assert.deepEqual(pixels.scales([one, { ...wide, info: { ...wide.info, spacing: null } }]), [5, 5]);
  assert.deepEqual(pixels.scales([{ ...one, rim: 50 }]), [4]);
});

test("pixels that are not square are drawn as they are", () => {
  assert.deepEqual(pixels.size({ rows: 10, columns: 20, spacing: null, aspect: 2 }), [20, 20]);
  assert.deepEqual(pixels.size({ rows: 10, columns: 20, spacing: [3, 0.5], aspect: 6 }), [10, 30]);
});

test("one to one, a picture lies on whole pixels", () => {
  const info = { rows: 11, columns: 11, spacing: [0.5, 0.5], aspect: 1 };
  assert.deepEqual(pixels.place(info, 100, 100, 2, [0, 0]), { left: 45, top: 45, width: 11, height: 11, exact: true });
  assert.equal(pixels.place(info, 100, 100, 3, [0, 0]).exact, false);
});

test("there is a scale bar only with mm", () => {
  assert.equal(pixels.bar({ spacing: null }, 3, 600), null);
  assert.equal(pixels.bar({ spacing: [1, 1] }, 2.5, 600), 50);
});
