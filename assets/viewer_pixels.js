// Grey levels of a slice: 16-bit numbers from the wire, a look-up table for a window, 8-bit pixels out. Pure.
const viewer_pixels = {
  HEAD: 24,
  NUMBERS: 65536,

  // The slice that an answer holds: its numbers, how they become values (CT: HU), and which of them are filling.
  // On the wire each number is the difference to its left neighbour, low bytes first, then high bytes.
  unpack(buffer, rows, columns) {
    const head = new DataView(buffer, 0, viewer_pixels.HEAD), bytes = new Uint8Array(buffer, viewer_pixels.HEAD), count = rows * columns;
    if (bytes.length !== 2 * count) throw new Error("the slice has another size than its series");
    const numbers = new Uint16Array(count);
    for (let row = 0, at = 0; row < rows; row += 1) {
      for (let column = 0, sum = 0; column < columns; column += 1, at += 1) {
        sum = (sum + bytes[at] + (bytes[count + at] << 8)) & 65535;
        numbers[at] = sum;
      }
    }
    return { numbers, slope: head.getFloat64(0, true), offset: head.getFloat64(8, true), padding: [head.getUint16(16, true), head.getUint16(18, true)] };
  },

  value: (slice, number) => number * slice.slope + slice.offset,

  // The grey level 0 to 255 of a value: DICOM PS3.3 C.11.2.1.2 (linear) and C.11.2.1.3 (the others).
  level(value, { center, width, function: shape }) {
    if (shape === "SIGMOID") return Math.floor(255 / (1 + Math.exp((-4 * (value - center)) / width)) + 0.5);
    const exact = shape === "LINEAR_EXACT", middle = exact ? center : center - 0.5, span = exact ? width : width - 1;
    if (value <= middle - span / 2) return 0;
    if (value > middle + span / 2) return 255;
    return Math.floor(((value - middle) / span + 0.5) * 255 + 0.5);
  },

  // What each of the 65536 numbers looks like: opaque grey, little end first; filling is black whatever the window.
  table(slice, window, inverted) {
    const table = new Uint32Array(viewer_pixels.NUMBERS), [first, last] = slice.padding;
    for (let number = 0; number < viewer_pixels.NUMBERS; number += 1) {
      let grey = viewer_pixels.level(viewer_pixels.value(slice, number), window);
      if (inverted) grey = 255 - grey;
      if (number >= first && number <= last) grey = 0;
      table[number] = 0xff000000 | (grey << 16) | (grey << 8) | grey;
    }
    return table;
  },

  // Two slices with one key have one table.
  key: (slice, window, inverted) => [slice.slope, slice.offset, ...slice.padding, window.center, window.width, window.function, inverted].join(" "),

  paint(numbers, table, out) {
    for (let at = 0; at < numbers.length; at += 1) out[at] = table[numbers[at]];
  },

  // A window over the middle 99 % of what is picture, for a series whose header names none.
  automatic(slice) {
    const counts = new Uint32Array(viewer_pixels.NUMBERS), [first, last] = slice.padding;
    let total = 0;
    for (const number of slice.numbers) if (number < first || number > last) (counts[number] += 1), (total += 1);
    const at = (share) => {
      let left = share * (total - 1), number = 0;
      while (number < viewer_pixels.NUMBERS - 1 && left >= counts[number]) left -= counts[number++];
      return viewer_pixels.value(slice, number);
    };
    if (!total) return { center: 0, width: 1, function: "LINEAR_EXACT" };
    const ends = [at(0.005), at(0.995)].sort((a, b) => a - b);
    return { center: (ends[0] + ends[1]) / 2, width: Math.max(ends[1] - ends[0], 1e-6), function: "LINEAR_EXACT" };
  },

  // The window after a drag of (dx, dy) screen px: across for the width, down for the centre, finer for narrow windows.
  dragged(window, dx, dy) {
    const least = window.function === "LINEAR" ? 1 : 1e-6, width = Math.max(window.width * Math.exp(dx / 200), least);
    return { ...window, name: "", width, center: window.center + (dy * window.width) / 300 };
  },

  // Width and height of a picture in mm, or in widths of a pixel where the header gives no mm.
  size: (info) => [info.columns * (info.spacing ? info.spacing[1] : 1), info.rows * (info.spacing ? info.spacing[0] : info.aspect)],

  // Screen px for one mm (or pixel) at which each of `panes` ({info, width, height, rim}) fits between the letters above
  // and below; one for all where all know their mm, so that what is as large looks as large.
  scales(panes) {
    const own = panes.map(({ info, width, height, rim = 0 }) => {
      const [across, down] = viewer_pixels.size(info);
      return Math.min(width / across, Math.max(height - 2 * rim, height / 2) / down);
    });
    return panes.every(({ info }) => info.spacing) ? own.map(() => Math.min(...own)) : own;
  },

  // Where a picture goes on its canvas: left, top, width, height; on whole px where a pixel is one px, so that nothing
  // is interpolated.
  place(info, width, height, scale, pan) {
    const [across, down] = viewer_pixels.size(info).map((size) => size * scale);
    const exact = Math.abs(across - info.columns) < 1e-6 && Math.abs(down - info.rows) < 1e-6;
    const at = [width / 2 - across / 2 + pan[0] * across, height / 2 - down / 2 + pan[1] * down].map((edge) => (exact ? Math.round(edge) : edge));
    return { left: at[0], top: at[1], width: exact ? info.columns : across, height: exact ? info.rows : down, exact };
  },

  // A length for the scale bar, in mm, of a quarter of `room` screen px at most; null without mm.
  bar(info, scale, room) {
    if (!info.spacing) return null;
    return [200, 100, 50, 20, 10, 5, 2, 1].find((mm) => mm * scale <= room / 4) || null;
  },
};

if (typeof module !== "undefined") module.exports = viewer_pixels;
else (window.dash_clientside = window.dash_clientside || {}).viewer_pixels = viewer_pixels;
