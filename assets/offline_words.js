// The words of a figure that is stretched: they keep their distance from their marks, and are whole or not there. Pure but
// for the figure.
const offline_words = {
  LETTER: 0.56, // of its size, the width of a letter, rather too much
  INSET_PX: 8,
  GAP_PX: 24, // between a mark and its words

  // Words keep their distance in px from the mark that they belong to, and none is cut at an end of the window: half a
  // number is another number. Other things are `stretch` times as far apart as they were laid out.
  respaced({ data, layout: { meta, shapes } }, stretch, span) {
    for (const trace of data.filter(({ name }) => name.endsWith(":words"))) {
      const lane = meta.lanes.find(({ name }) => trace.name === `${name}:words`), marks = meta.marks.filter((mark) => mark.lane === lane.name);
      const words = offline_words.words(trace, lane, meta.zoom);
      for (const word of words) word.base = word.centred ? word.x : offline_words.base(word, words, marks, meta.zoom);
      const zoom = meta.zoom * stretch, lines = shapes.filter((shape) => shape.type === "line" && shape.yref === trace.yaxis);
      trace.x = words.map(({ x, base }) => base + (x - base) / stretch);
      trace.x = words.map((word, at) => trace.x[at] + offline_words.drawnIn(word, words, trace.x, lines, lane.top, span[0], zoom));
      const stays = offline_words.whole(words, trace.x, span, zoom);
      const grounds = data.find(({ name }) => name === `${lane.name}:bars`);
      if (grounds) offline_words.ground(grounds, words.filter((word) => word.centred), words.filter((_, at) => stays[at]), lane.top, stretch);
      offline_words.keep(trace, stays);
    }
  },

  // How far a word comes in from beyond the left end of the window, at `from`, where the line that it names goes on in it.
  drawnIn(word, words, xs, lines, top, from, zoom) {
    if (word.centred || !lines.some((line) => Math.abs(top + line.y0 - word.y) < 2 && line.x0 < from && line.x1 > from + offline_words.GAP_PX / zoom)) return 0;
    const start = Math.min(...words.flatMap((one, at) => (one.base === word.base && Math.abs(one.y - word.y) < 2 ? [xs[at] - one.left / zoom] : [])));
    return start < from ? from + offline_words.INSET_PX / zoom - start : 0;
  },

  // Which words the window shows whole, now at the places `xs`; what is said of a word that it does not show goes too.
  whole(words, xs, [x0, x1], zoom) {
    const own = words.map(({ left }, at) => xs[at] - left / zoom >= x0 - 0.01 && xs[at] <= x1);
    const before = (word, at) => words.some((one, i) => !own[i] && one.base === word.base && Math.abs(one.y - word.y) < 2 && xs[i] < xs[at]);
    return words.map((word, at) => own[at] && !before(word, at));
  },

  // The plain ground under a centred word keeps its size, and goes with its word.
  ground(trace, centred, staying, top, stretch) {
    const under = trace.base.map((base, at) => centred.find((word) => Math.abs(base + trace.x[at] / 2 - word.x) < 1 && Math.abs(top + trace.y[at] - word.y) < 1));
    trace.base = trace.base.map((base, at) => (under[at] ? base + (trace.x[at] / 2) * (1 - 1 / stretch) : base));
    trace.x = trace.x.map((px, at) => (under[at] ? px / stretch : px));
    const among = offline_words.among(under.map((word) => !word || staying.includes(word)));
    for (const name of ["base", "x", "y", "width"]) trace[name] = among(trace[name]);
    trace.marker = { ...trace.marker, color: among(trace.marker.color), line: { ...trace.marker.line, color: among(trace.marker.line?.color) } };
  },

  // Where each word stands: its place, its height in the figure, and its px to both sides.
  words(trace, lane, zoom) {
    const of = (given, at) => (Array.isArray(given) ? given[at] : given);
    return trace.x.map((x, at) => {
      const px = String(trace.text[at]).length * of(trace.textfont.size, at) * offline_words.LETTER, side = of(trace.textposition, at);
      const [left, right] = side.endsWith("right") ? [0, px] : side.endsWith("left") ? [px, 0] : [px / 2, px / 2];
      return { x, y: lane.top + trace.y[at], left, right, centred: side.endsWith("center"), start: x - left / zoom, end: x + right / zoom };
    });
  },

  // The place that a word goes along with: the mark beside it, be it with other words between, else itself.
  base(word, words, marks, zoom) {
    const row = marks.filter((mark) => mark.y0 - 6 <= word.y && word.y <= mark.y1 + 6), gap = offline_words.GAP_PX / zoom;
    const before = words.filter((one) => Math.abs(one.y - word.y) < 2 && one.x <= word.x).sort((a, b) => b.x - a.x);
    let start = word.start;
    for (const one of before) if (one.end >= start - gap) start = Math.min(start, one.start);
    const beside = row.find((mark) => (mark.x <= word.x && mark.x >= start - gap) || (mark.x >= word.x && mark.x <= word.end + gap));
    return beside ? beside.x : start;
  },

  // Of a list with an entry for each point those of points that stay; what is one for all stays as it is.
  among: (stays) => (given) => (Array.isArray(given) && given.length === stays.length ? given.filter((_, at) => stays[at]) : given),

  // Leaves of the points of a trace those that stay.
  keep(trace, stays) {
    const among = offline_words.among(stays);
    for (const name of ["x", "y", "text", "textposition"]) trace[name] = among(trace[name]);
    trace.textfont = Object.fromEntries(Object.entries(trace.textfont).map(([name, given]) => [name, among(given)]));
  },
};

if (typeof module !== "undefined") module.exports = offline_words;
else (window.dash_clientside = window.dash_clientside || {}).offline_words = offline_words;
