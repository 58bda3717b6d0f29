// Finding events by place, and the order in which a person steps through them. Pure.
const marks = {
  LEAST: 24,

  // Ids of the events under (x, y) in screen px, nearest first; `toPx` turns a place into screen px. A mark smaller
  // than 24 px is found within 24.
  at(list, toPx, x, y) {
    const found = [];
    for (const mark of list) {
      const x0 = toPx(mark.x0), x1 = toPx(mark.x1);
      const grow = Math.max(0, (marks.LEAST - (x1 - x0)) / 2);
      if (x < x0 - grow || x > x1 + grow || y < mark.y0 - 1 || y > mark.y1 + 1) continue;
      const off = Math.abs(y - (mark.y0 + mark.y1) / 2) * 4 + Math.abs(x - (x0 + x1) / 2) / 50 + (x1 - x0) / 1000;
      found.push({ id: mark.id, off });
    }
    found.sort((a, b) => a.off - b.off);
    return [...new Set(found.map((one) => one.id))];
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
