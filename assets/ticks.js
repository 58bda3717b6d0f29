// The ticks of the axis, by the rules of the server (figures/axis.ticks): tests/words_examples.json holds both to one
// table. Needed where the days shift in the browser and the axis stays where it is. Pure.
const ticks = {
  YEAR: 365.25,
  STEPS: [1, 2, 5, 10, 20, 50, 100, 200, 365.25, 730.5, 1826.25, 3652.5],
  HOURS: [1 / 24, 2 / 24, 6 / 24, 12 / 24],
  MINUS: "\u2212",

  // Ticks as {x, text, day} of every metric segment between the places of `window`, at least `least` screen px apart.
  of(segments, zoom, least, hours, [from, to]) {
    const groups = segments.filter((piece) => piece.zone === "days").map((piece) => {
      const px = (piece.x1 - piece.x0) / (piece.d1 - piece.d0), step = ticks.step(px * zoom, least, hours);
      const low = piece.d0 + (from - piece.x0) / px, high = piece.d0 + (to - piece.x0) / px;
      const days = ticks.last(piece.d1, step) > ticks.first(piece.d0, step)
        ? ticks.multiples(Math.max(piece.d0, low), Math.min(piece.d1, high), step)
        : ticks.few(piece, step, hours ? ticks.HOURS[0] : 1).filter((day) => low <= day && day <= high);
      return days.map((day) => ({ x: piece.x0 + (day - piece.d0) * px, text: ticks.text(day, step), day }));
    });
    return ticks.apart(groups, least / zoom);
  },

  step(pxPerDay, least, hours) {
    const steps = hours ? [...ticks.HOURS, ...ticks.STEPS] : ticks.STEPS;
    return steps.find((step) => step * pxPerDay >= least) ?? steps.at(-1);
  },

  first: (day, step) => Math.ceil(day / step - 1e-9),
  last: (day, step) => Math.floor(day / step + 1e-9),

  multiples(low, high, step) {
    const from = ticks.first(low, step), count = ticks.last(high, step) - from + 1;
    return Array.from({ length: Math.max(count, 0) }, (_, i) => (from + i) * step + 0);
  },

  // The one round day of a short segment, if any, and its first and last multiple of `least`.
  few(piece, step, least) {
    const whole = ticks.multiples(piece.d0, piece.d1, least);
    return [...new Set([...ticks.multiples(piece.d0, piece.d1, step), ...whole.slice(0, 1), ...whole.slice(-1)])].sort((a, b) => a - b);
  },

  // Those that stand apart: day 0 before all others, then one of each segment, then the rest from left to right.
  apart(groups, least) {
    const ranked = groups.flatMap((group) => group.map((tick, i) => [tick.day === 0 ? 0 : 1, i === Math.floor(group.length / 2) ? 0 : 1, tick]));
    ranked.sort((a, b) => a[0] - b[0] || a[1] - b[1] || a[2].x - b[2].x);
    const kept = [];
    for (const [, , tick] of ranked) if (kept.every((other) => Math.abs(tick.x - other.x) >= least - 1e-6)) kept.push(tick);
    return kept.sort((a, b) => a.x - b.x);
  },

  // A count of years where the ticks stand years apart, else the day.
  text(day, step) {
    const years = Math.round(Math.abs(day) / ticks.YEAR);
    if (step < ticks.YEAR || years === 0 || Math.abs(day) % ticks.YEAR) return ticks.day(day);
    return `${day < 0 ? ticks.MINUS : ""}${years} ${years === 1 ? "year" : "years"}`;
  },

  // The day whose date stands beside a tick. A year is no whole number of days, and its tick means no hour.
  dateDay: ({ day, text }) => (/years?$/.test(text) ? Math.floor(day) : day),

  // `−10`, `day 0`, `12`, `3 d 6 h`.
  day(day) {
    const all = Math.round(Math.abs(day) * 24), whole = Math.floor(all / 24), hours = all % 24, sign = day < 0 ? ticks.MINUS : "";
    if (!all) return "day 0";
    if (!hours) return `${sign}${whole}`;
    return whole ? `${sign}${whole} d ${hours} h` : `${sign}${hours} h`;
  },
};

if (typeof module !== "undefined") module.exports = ticks;
else (window.dash_clientside = window.dash_clientside || {}).ticks = ticks;
