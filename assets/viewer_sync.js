// Which slice of one series belongs to a slice of another, and how sure that is. Pure.
const viewer_sync = {
  PARALLEL: 0.9995,

  // How two series relate: "same" (positions in mm agree), "plane" (another plane) or "free" (not registered).
  relation(one, other) {
    if (!one.normal || !other.normal || !one.positions || !other.positions) return "free";
    const dot = one.normal.reduce((sum, part, i) => sum + part * other.normal[i], 0);
    if (Math.abs(dot) < viewer_sync.PARALLEL) return "plane";
    return dot > 0 && one.frame && one.frame === other.frame ? "same" : "free";
  },

  WORDS: {
    same: "",
    free: "not registered: shown by relative position",
    plane: "another plane: shown by relative position",
  },

  nearest(positions, mm) {
    let best = 0;
    for (let at = 1; at < positions.length; at += 1)
      if (Math.abs(positions[at] - mm) < Math.abs(positions[best] - mm)) best = at;
    return best;
  },

  // The slice of `other` that goes with slice `at` of `one`, counted from 0.
  slice(one, at, other) {
    if (one === other) return at;
    if (viewer_sync.relation(one, other) === "same") return viewer_sync.nearest(other.positions, one.positions[at]);
    return viewer_sync.relative(one.slices, at, other.slices);
  },

  // The slice at the same share of another number of slices; the best guess while nothing else is known of a series.
  relative: (count, at, other) => Math.round(count > 1 ? (at / (count - 1)) * (other - 1) : (other - 1) / 2),

  // Whether a slice of `one` lies beyond what `other` holds: then its end slice is shown, and said to be.
  beyond(one, at, other) {
    if (viewer_sync.relation(one, other) !== "same") return false;
    const mm = one.positions[at],
      shown = other.positions[viewer_sync.slice(one, at, other)];
    const steps = other.positions.slice(1).map((place, i) => place - other.positions[i]);
    return Math.abs(mm - shown) > Math.max(...steps, 1) * 0.75;
  },

  // Whether one window means the same in both: only values in HU have such a scale by themselves.
  sameScale: (one, other) => one.unit === "HU" && other.unit === "HU",

  // The order in which slices are fetched from the one on screen: outward, the way of the last step first.
  order(at, count, step = 1) {
    const order = [];
    for (let off = 0; order.length < count && off < count; off += 1) {
      for (const place of off ? [at + off * step, at - off * step] : [at])
        if (place >= 0 && place < count) order.push(place);
    }
    return order;
  },
};

if (typeof module !== "undefined") module.exports = viewer_sync;
else (window.dash_clientside = window.dash_clientside || {}).viewer_sync = viewer_sync;
