// Finding events by place, and the order in which a person steps through them. Pure.
const marks = {
  LEAST: 24,
  NEAR: 9,

  // Ids of the events under (x, y) in screen px, nearest first; `toPx` turns a place into screen px. A mark smaller
  // than 24 px is found within 24; of a heap all events are found, those nearest to x first.
  at(list, toPx, x, y) {
    const found = [];
    for (const mark of list) {
      const x0 = toPx(mark.x0), x1 = toPx(mark.x1);
      const grow = Math.max(0, (marks.LEAST - (x1 - x0)) / 2);
      if (x < x0 - grow || x > x1 + grow || y < mark.y0 - 1 || y > mark.y1 + 1) continue;
      const off = Math.abs(y - (mark.y0 + mark.y1) / 2) * 4 + Math.abs(x - (x0 + x1) / 2) / 50 + (x1 - x0) / 1000;
      if (!mark.heap) found.push({ id: mark.id, off });
      else mark.heap.ids.forEach((id, at) => found.push({ id, off: off + Math.abs(toPx(mark.heap.xs[at]) - x) / 1e4 }));
    }
    found.sort((a, b) => a.off - b.off);
    return [...new Set(found.map((one) => one.id))];
  },

  // Ids of the points of `curves` that lie near (x, y), nearest first; one of each curve.
  onCurves(curves, toPx, x, y) {
    const found = [];
    for (const curve of curves) {
      const at = marks.nearest(curve.x, (place) => toPx(place) - x);
      const off = at < 0 ? Infinity : Math.hypot(toPx(curve.x[at]) - x, curve.y[at] - y);
      if (off <= marks.NEAR) found.push({ id: curve.ids[at], off });
    }
    return found.sort((a, b) => a.off - b.off).map((one) => one.id);
  },

  // The index of the ascending `places` for which `off` is nearest to 0; -1 of none.
  nearest(places, off) {
    let low = 0, high = places.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (off(places[middle]) < 0) low = middle + 1;
      else high = middle;
    }
    if (!places.length) return -1;
    return low > 0 && (low === places.length || Math.abs(off(places[low - 1])) <= Math.abs(off(places[low]))) ? low - 1 : low;
  },

  // The box of an event as { lane, x, x0, x1, y0, y1 } in places and px below the axis: its mark, its part of a heap, or
  // its point on a curve; null where it is not drawn. `lane` prefers its mark there.
  box(list, curves, id, lane) {
    const own = list.filter((mark) => mark.id === id || mark.heap?.ids.includes(id));
    const mark = own.find((one) => one.lane === lane) || own.find((one) => one.lane !== "order_only") || own[0];
    if (mark?.heap) {
      const x = mark.heap.xs[mark.heap.ids.indexOf(id)];
      return { ...mark, x, x0: x, x1: x };
    }
    if (mark) return mark;
    for (const curve of curves) {
      const at = curve.ids.indexOf(id);
      if (at >= 0) return { lane: curve.lane, x: curve.x[at], x0: curve.x[at], x1: curve.x[at], y0: curve.y[at] - 4, y1: curve.y[at] + 4 };
    }
    return null;
  },

  // The ids that are drawn in a lane, from left to right.
  inLane(list, curves, lane) {
    const found = [];
    for (const mark of list) {
      if (mark.lane !== lane) continue;
      if (mark.heap) mark.heap.ids.forEach((id, at) => found.push([mark.heap.xs[at], id]));
      else found.push([mark.x, mark.id]);
    }
    for (const curve of curves) if (curve.lane === lane) curve.ids.forEach((id, at) => found.push([curve.x[at], id]));
    found.sort((a, b) => a[0] - b[0]);
    return [...new Set(found.map(([, id]) => id))];
  },

  // The event after (step 1) or before (step -1) `current` in `sequence`; from none, the first or the last.
  step(sequence, current, step) {
    const at = sequence.indexOf(current);
    if (at < 0) return sequence[step > 0 ? 0 : sequence.length - 1] ?? null;
    return sequence[Math.min(Math.max(at + step, 0), sequence.length - 1)];
  },
};

if (typeof module !== "undefined") module.exports = marks;
else (window.dash_clientside = window.dash_clientside || {}).marks = marks;
