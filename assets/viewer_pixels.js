// Grey levels of a slice: 16-bit numbers from the wire, a look-up table for a window, 8-bit pixels out. Pure.
const viewer_pixels = {
  HEAD: 24,
  NUMBERS: 65536,
  OPAQUE: 0xff000000,

  // The slice that an answer holds: its numbers, how they become values (CT: HU), which of them are filling, and what
  // holds for it alone. On the wire each number is the difference to its left neighbour, low bytes before high bytes.
  unpack(buffer, rows, columns) {
    const head = new DataView(buffer, 0, viewer_pixels.HEAD),
      own = head.getUint32(20, true),
      count = rows * columns;
    const bytes = new Uint8Array(buffer, viewer_pixels.HEAD + own);
    if (bytes.length !== 2 * count) throw new Error("the slice has another size than its series");
    const numbers = new Uint16Array(count);
    for (let row = 0, at = 0; row < rows; row += 1) {
      for (let column = 0, sum = 0; column < columns; column += 1, at += 1) {
        sum = (sum + bytes[at] + (bytes[count + at] << 8)) & 65535;
        numbers[at] = sum;
      }
    }
    return {
      numbers,
      slope: head.getFloat64(0, true),
      offset: head.getFloat64(8, true),
      padding: [head.getUint16(16, true), head.getUint16(18, true)],
      ...viewer_pixels.told(new Uint8Array(buffer, viewer_pixels.HEAD, own)),
    };
  },

  told(bytes) {
    const own = bytes.length ? JSON.parse(new TextDecoder().decode(bytes)) : {};
    return own.windows ? { ...own, windows: viewer_pixels.windows(own.windows) } : own;
  },

  // Windows as they came, tables unpacked.
  windows: (told) =>
    told.map((one) =>
      one.levels ? { ...one, levels: Uint8Array.from(atob(one.levels), (byte) => byte.charCodeAt(0)) } : one,
    ),

  value: (slice, number) => number * slice.slope + slice.offset,

  // The grey level 0 to 255 of a value: DICOM PS3.3 C.11.2.1.1 (tables), C.11.2.1.2 (linear), C.11.2.1.3 (the others).
  level(value, window) {
    const { center, width, function: shape } = window;
    if (shape === "TABLE") return viewer_pixels.lookedUp(value, window);
    if (shape === "SIGMOID") return Math.floor(255 / (1 + Math.exp((-4 * (value - center)) / width)) + 0.5);
    const [middle, span] = viewer_pixels.line(window);
    if (value <= middle - span / 2) return 0;
    if (value > middle + span / 2) return 255;
    return Math.floor(((value - middle) / span + 0.5) * 255 + 0.5);
  },

  // The value in the middle of the grey levels of a linear window, and how far black and white are apart.
  line: ({ center, width, function: shape }) =>
    shape === "LINEAR_EXACT" ? [center, width] : [center - 0.5, width - 1],

  lookedUp(value, { center, width, levels }) {
    const place = Math.round(value) - (center - width / 2);
    return levels[Math.min(Math.max(place, 0), levels.length - 1)];
  },

  // What each of the 65536 numbers looks like: opaque grey, little end first; filling is black whatever the window.
  table(slice, window, inverted) {
    const table = new Uint32Array(viewer_pixels.NUMBERS),
      [first, last] = slice.padding;
    const [start, stop] = viewer_pixels.sloping(slice, window),
      grey = (level) => {
        const shown = inverted ? 255 - level : level;
        return viewer_pixels.OPAQUE | (shown << 16) | (shown << 8) | shown;
      };
    const level = (number) => viewer_pixels.level(viewer_pixels.value(slice, number), window);
    table.fill(grey(level(0)), 0, start);
    for (let number = start; number < stop; number += 1) table[number] = grey(level(number));
    table.fill(grey(level(viewer_pixels.NUMBERS - 1)), stop);
    if (first <= last) table.fill(viewer_pixels.OPAQUE, first, last + 1);
    return table;
  },

  // The numbers from and to which grey levels change: what lies outside of a linear window need not be reckoned.
  sloping(slice, window) {
    const whole = [0, viewer_pixels.NUMBERS];
    if (!["LINEAR", "LINEAR_EXACT"].includes(window.function) || !slice.slope) return whole;
    const [middle, span] = viewer_pixels.line(window),
      number = (value) => (value - slice.offset) / slice.slope;
    const [from, to] = [number(middle - span / 2), number(middle + span / 2)].sort((a, b) => a - b);
    const inside = (place) => Math.min(Math.max(place, 0), viewer_pixels.NUMBERS);
    return [inside(Math.floor(from) - 1), inside(Math.ceil(to) + 2)];
  },

  // Whether a table made for `one` ({slice, window, inverted}) serves `other` too.
  sameTable: (one, other) =>
    one.window === other.window &&
    one.inverted === other.inverted &&
    one.slice.slope === other.slice.slope &&
    one.slice.offset === other.slice.offset &&
    one.slice.padding.every((number, i) => number === other.slice.padding[i]),

  paint(numbers, table, out) {
    for (let at = 0; at < numbers.length; at += 1) out[at] = table[numbers[at]];
  },

  // A window over the middle 99 % of what is picture, for a series whose header names none.
  automatic(slice) {
    const counts = new Uint32Array(viewer_pixels.NUMBERS),
      [first, last] = slice.padding;
    let total = 0;
    for (const number of slice.numbers) if (number < first || number > last) ((counts[number] += 1), (total += 1));
    const at = (share) => {
      let left = share * (total - 1),
        number = 0;
      while (number < viewer_pixels.NUMBERS - 1 && left >= counts[number]) left -= counts[number++];
      return viewer_pixels.value(slice, number);
    };
    if (!total) return { center: 0, width: 1, function: "LINEAR_EXACT" };
    const ends = [at(0.005), at(0.995)].sort((a, b) => a - b);
    return { center: (ends[0] + ends[1]) / 2, width: Math.max(ends[1] - ends[0], 1e-6), function: "LINEAR_EXACT" };
  },

  // The window after a drag of (dx, dy) screen px: across for the width, down for the centre, finer for narrow windows.
  // A table gives way to the linear window over its values.
  dragged({ center, width, function: shape }, dx, dy) {
    const plain = shape === "TABLE" ? "LINEAR" : shape,
      least = plain === "LINEAR" ? 1 : 1e-6;
    return {
      name: "",
      function: plain,
      width: Math.max(width * Math.exp(dx / 200), least),
      center: center + (dy * width) / 300,
    };
  },
};

if (typeof module !== "undefined") module.exports = viewer_pixels;
else (window.dash_clientside = window.dash_clientside || {}).viewer_pixels = viewer_pixels;
