// Places on the drawn axis: days, breaks and zones without a scale. Pure; the same segments as figures/axis.py.
const axis = {
  // The day at place x, or null where the axis has no scale.
  dayAt(segments, x) {
    const piece = segments.find((s) => s.zone === "days" && s.x0 <= x && x <= s.x1);
    return piece ? piece.d0 + ((x - piece.x0) / (piece.x1 - piece.x0)) * (piece.d1 - piece.d0) : null;
  },

  // The place of a day; days outside the scale lie at its nearer end, days inside a break in the break.
  placeOf(segments, day) {
    const dated = segments.filter((s) => s.d1 > s.d0);
    let best = dated[0];
    for (const piece of dated) if (day >= piece.d0) best = piece;
    const inside = Math.min(Math.max(day, best.d0), best.d1);
    return best.x0 + ((inside - best.d0) / (best.d1 - best.d0)) * (best.x1 - best.x0);
  },

  // What the address calls place x: a day, or a share of a zone.
  token(segments, x) {
    const day = axis.dayAt(segments, x);
    if (day !== null) return String(Math.round(day * 1000) / 1000);
    const piece = segments.find((s) => s.x0 <= x && x <= s.x1);
    if (!piece) return "";
    if (piece.zone === "break") return axis.token(segments, x - piece.x0 < piece.x1 - x ? piece.x0 - 0.01 : piece.x1 + 0.01);
    return `${piece.zone}:${Math.round(((x - piece.x0) / (piece.x1 - piece.x0)) * 1000) / 1000}`;
  },

  // A day as people write it.
  text(day) {
    const whole = Math.round(day * 10) / 10;
    return `day ${whole < 0 ? "\u2212" : ""}${Math.abs(whole)}`;
  },
};

if (typeof module !== "undefined") module.exports = axis;
else (window.dash_clientside = window.dash_clientside || {}).axis = axis;
