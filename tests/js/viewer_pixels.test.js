const assert = require("node:assert");
const { test } = require("node:test");
const pixels = require("../../assets/viewer_pixels.js");

// The wire as the server writes it: head, then low and high bytes of the differences along each row.
function wire(rows, { slope = 1, offset = 0, padding = [1, 0], own = "" } = {}) {
  const count = rows.length * rows[0].length, buffer = new ArrayBuffer(24 + own.length + 2 * count);
  const head = new DataView(buffer), bytes = new Uint8Array(buffer, 24 + own.length);
  new Uint8Array(buffer, 24).set(new TextEncoder().encode(own));
  head.setUint32(20, own.length, true);
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

test("what holds for one slice alone comes with it, tables unpacked", () => {
  const table = { name: "stored", center: 1, width: 2, function: "TABLE", levels: "AP8=" };
  const own = JSON.stringify({ windows: [table], inverted: true });
  const slice = pixels.unpack(wire([[7, 9]], { own }), 1, 2);
  assert.deepEqual([[...slice.numbers], slice.inverted, [...slice.windows[0].levels]], [[7, 9], true, [0, 255]]);
  assert.equal(pixels.unpack(wire([[7, 9]]), 1, 2).windows, undefined);
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

test("a table of the file is looked up, its ends hold beyond it", () => {
  const window = { center: 6, width: 4, function: "TABLE", levels: new Uint8Array([9, 64, 127, 200]) };
  assert.deepEqual([-5, 4, 5, 6.4, 7, 50].map((value) => pixels.level(value, window)), [9, 9, 64, 127, 200, 200]);
});

test("every number of a table is what its value looks like, whatever window, slope and inversion", () => {
  const windows = [LINEAR, { center: 40, width: 1, function: "LINEAR" }, { center: 3e4, width: 7e4, function: "LINEAR_EXACT" },
    { center: 99, width: 50, function: "SIGMOID" }, { center: 50, width: 100, function: "TABLE", levels: new Uint8Array(100).map((_, i) => 2 * i) }];
  for (const window of windows) {
    for (const slope of [1, 0.37, -2, 0]) {
      const slice = { slope, offset: slope < 0 ? 60000 : -1024, padding: [30, 31] }, table = pixels.table(slice, window, true);
      for (let number = 0; number < 65536; number += 1) {
        const level = 255 - pixels.level(pixels.value(slice, number), window), grey = number === 30 || number === 31 ? 0 : level;
        if (table[number] !== (0xff000000 | (grey << 16) | (grey << 8) | grey) >>> 0) assert.fail(`${window.function} ${slope} ${number}`);
      }
    }
  }
});

test("a table is another for another slope, window, filling or inversion", () => {
  const one = { slice: HU, window: LINEAR, inverted: false };
  assert.ok(pixels.sameTable(one, { slice: { ...HU }, window: LINEAR, inverted: false }));
  for (const other of [{ slice: { ...HU, slope: 2 } }, { slice: { ...HU, padding: [0, 0] } }, { window: { ...LINEAR } }, { inverted: true }]) {
    assert.ok(!pixels.sameTable(one, { ...one, ...other }));
  }
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
  const table = { name: "stored", center: 50, width: 100, function: "TABLE", levels: new Uint8Array(100) };
  assert.deepEqual(pixels.dragged(table, 0, 30), { name: "", center: 60, width: 100, function: "LINEAR" });
});
