// Paints courses on a canvas: the marks of the timeline in small. Exact times are solid, windows hollow between brackets,
// approximate ones fade, order only is a box on a dotted rail; a treatment is solid where it was surely given and pale
// where it may have been. All places come from the server, in percent of the width.
const series_paint = {
  LINE: 13, // px from the top of a row to its course and marks
  BARS: 24, // and to its treatments
  BARS_PX: 13,
  MAYBE: 0.32, // how strong a treatment is painted where it only may have been given
  FADES: [0.75, 0.55, 0.35, 0.18],
  FADE_PX: 16,

  draw(ctx, rows, view) {
    const paint = series_paint.pen(ctx, view);
    ctx.setTransform(view.scale, 0, 0, view.scale, 0, 0);
    ctx.clearRect(0, 0, view.width, view.height);
    series_paint.ground(ctx, view, paint);
    rows.forEach((row, at) => row && series_paint.row(ctx, row, at * view.rowPx, paint, view));
  },

  // Colours of the theme, and percent as px.
  pen(ctx, view) {
    const style = getComputedStyle(document.documentElement), colour = (name) => style.getPropertyValue(name).trim();
    const names = ["--ink", "--ink2", "--ink3", "--bg", "--break", "--rule", "--rule2", "--hatch"];
    const paint = Object.fromEntries(names.map((name) => [name.slice(2), colour(name)]));
    paint.groups = view.groups.map((name) => colour(`--c-${name.replaceAll(" ", "-")}`));
    paint.font = `12px ${colour("--font-c")}`;
    paint.x = (percent) => (percent / 100) * view.width;
    paint.symbols = view.marks.map((key) => view.milestones.find((one) => one.key === key)?.symbol || "circle");
    return paint;
  },

  // Breaks, the line of day 0 and where the zones without a scale begin.
  ground(ctx, view, paint) {
    ctx.fillStyle = paint.break;
    for (const { left, width } of view.breaks) ctx.fillRect(paint.x(left), 0, paint.x(width), view.height);
    ctx.fillStyle = paint.rule2;
    ctx.fillRect(paint.x(view.zero) - 0.5, 0, 1, view.height);
  },

  row(ctx, row, top, paint, view) {
    if (row.note) return series_paint.note(ctx, row.note, top, paint, view);
    series_paint.course(ctx, row, top + series_paint.LINE, paint, view);
    series_paint.bars(ctx, row, top + series_paint.BARS, paint);
    for (const mark of row.marks) series_paint.mark(ctx, mark, top + series_paint.LINE, paint);
    series_paint.zones(ctx, row, top + series_paint.LINE, paint, view);
  },

  // A case without the day 0 that was asked for: hatched, never blank, and it says why.
  note(ctx, words, top, paint, view) {
    ctx.strokeStyle = paint.hatch;
    ctx.lineWidth = 0.8;
    ctx.beginPath();
    for (let x = -8; x < view.width; x += 8) {
      ctx.moveTo(Math.max(x, 0), top + 26 + Math.min(x, 0));
      ctx.lineTo(x + 12, top + 14);
    }
    ctx.stroke();
    ctx.font = paint.font;
    const width = ctx.measureText(words).width;
    ctx.fillStyle = paint.bg;
    ctx.fillRect(10, top + 11, width + 12, 18);
    ctx.fillStyle = paint.ink2;
    ctx.textBaseline = "middle";
    ctx.fillText(words, 16, top + 20);
  },

  // From the first to the last known day: solid where the course surely runs, dashed where it may.
  course(ctx, { line, cut }, y, paint, view) {
    if (!line.length) return;
    const [a, b, c, d] = line.length === 4 ? line.map(paint.x) : [...line, ...line].map(paint.x);
    ctx.strokeStyle = paint.rule2;
    const stroke = (from, to, dash) => {
      if (to <= from) return;
      ctx.setLineDash(dash);
      ctx.beginPath();
      ctx.moveTo(from, y);
      ctx.lineTo(to, y);
      ctx.stroke();
    };
    ctx.lineWidth = 1.2;
    stroke(a, Math.max(Math.min(b, d), a), [2, 2]);
    stroke(Math.max(c, a), d, [2, 2]);
    ctx.lineWidth = 2.5;
    stroke(b, c, []);
    ctx.setLineDash([]);
    if (cut & 1) series_paint.arrow(ctx, 1, y, -1, paint);
    if (cut & 2) series_paint.arrow(ctx, paint.x(view.days_end) - 1, y, 1, paint);
  },

  // The course goes on beyond the axis.
  arrow(ctx, x, y, way, paint) {
    ctx.fillStyle = paint.ink2;
    ctx.beginPath();
    ctx.moveTo(x, y);
    ctx.lineTo(x - way * 7, y - 4.5);
    ctx.lineTo(x - way * 7, y + 4.5);
    ctx.fill();
  },

  // One thin band for each drug group that the case has.
  bars(ctx, { bars }, top, paint) {
    const groups = [...new Set(bars.map((bar) => bar[0]))].sort((a, b) => a - b);
    const pitch = Math.min(series_paint.BARS_PX / Math.max(groups.length, 1), 5), tall = Math.max(pitch - 1, 1.5);
    for (const bar of bars) series_paint.bar(ctx, bar, top + groups.indexOf(bar[0]) * pitch, tall, paint);
  },

  bar(ctx, [group, kind, from, to, tail, endFrom, endTo], y, tall, paint) {
    const colour = paint.groups[group], x0 = paint.x(from), x1 = paint.x(to);
    ctx.fillStyle = colour;
    const solid = (a, b) => b > a && ctx.fillRect(a, y, b - a, tall);
    const open = (a, b) => {
      ctx.globalAlpha = series_paint.MAYBE;
      solid(a, b);
      ctx.globalAlpha = 1;
    };
    const end = tail >= 2 ? paint.x(endFrom) : x1, last = tail >= 2 ? paint.x(endTo) : x1;
    open(x0, kind === 3 ? Math.max(x1, last) : x1);
    if (x1 - x0 < 0.5 && tail === 0) ctx.fillRect(x0 - 1, y, 2.5, tall);
    if (kind !== 3) {
      solid(x1, end);
      open(Math.max(end, x1), last);
    }
    if (tail === 1) series_paint.fade(ctx, Math.max(x1, x0), y, tall, x1 - x0 < 0.5);
  },

  // The end is not reported.
  fade(ctx, x, y, tall, exact) {
    if (exact) ctx.fillRect(x - 1, y, 2.5, tall);
    const step = series_paint.FADE_PX / series_paint.FADES.length;
    series_paint.FADES.forEach((alpha, at) => {
      ctx.globalAlpha = alpha;
      ctx.fillRect(x + at * step, y, step, tall);
    });
    ctx.globalAlpha = 1;
  },

  mark(ctx, [number, kind, from, to, at], y, paint) {
    const x0 = paint.x(from), x1 = paint.x(to), x = paint.x(at);
    ctx.strokeStyle = paint.ink;
    ctx.lineWidth = 1.2;
    if (kind === 3) return series_paint.ordered(ctx, x0, x1, x, y, paint, paint.symbols[number]);
    if (kind === 1) series_paint.window(ctx, x0, x1, y);
    if (kind === 2) series_paint.rough(ctx, x0, x1, y, paint);
    series_paint.symbol(ctx, paint.symbols[number], x, y, kind === 0, paint);
  },

  window(ctx, x0, x1, y) {
    ctx.beginPath();
    for (const [x, way] of [[x0, 1], [x1, -1]]) {
      ctx.moveTo(x + way * 2.5, y - 5);
      ctx.lineTo(x, y - 5);
      ctx.lineTo(x, y + 5);
      ctx.lineTo(x + way * 2.5, y + 5);
    }
    ctx.moveTo(x0, y);
    ctx.lineTo(x1, y);
    ctx.stroke();
  },

  rough(ctx, x0, x1, y, paint) {
    const fill = ctx.createLinearGradient(x0, 0, Math.max(x1, x0 + 1), 0);
    fill.addColorStop(0, "transparent");
    fill.addColorStop(0.5, paint.ink);
    fill.addColorStop(1, "transparent");
    ctx.fillStyle = fill;
    ctx.fillRect(x0, y - 1.5, x1 - x0, 3);
  },

  // Order only: a box with the symbol on a dotted rail; its place is no day.
  ordered(ctx, x0, x1, x, y, paint, symbol) {
    ctx.setLineDash([1.5, 2.5]);
    ctx.strokeStyle = paint.ink3;
    ctx.beginPath();
    ctx.moveTo(x0, y);
    ctx.lineTo(x1, y);
    ctx.stroke();
    ctx.setLineDash([]);
    ctx.strokeStyle = paint.ink;
    ctx.fillStyle = paint.bg;
    ctx.fillRect(x - 7, y - 7, 14, 14);
    ctx.strokeRect(x - 7, y - 7, 14, 14);
    ctx.save();
    ctx.translate(x, y);
    ctx.scale(0.75, 0.75);
    series_paint.symbol(ctx, symbol, 0, symbol === "flag" ? 1 : 0, true, paint);
    ctx.restore();
  },

  SHAPES: {
    square: [[-4, -4], [4, -4], [4, 4], [-4, 4]],
    diamond: [[0, -5.5], [5, 0], [0, 5.5], [-5, 0]],
    "diamond-wide": [[0, -4.5], [7, 0], [0, 4.5], [-7, 0]],
    triangle: [[0, -5.5], [5, 4], [-5, 4]],
    pentagon: [[0, -5.5], [5, -1.5], [3.2, 4.5], [-3.2, 4.5], [-5, -1.5]],
    flag: [[-3, -7], [6, -3.5], [-3, 0]],
    cross: [[-4, -1.3], [-1.3, -1.3], [-1.3, -4], [1.3, -4], [1.3, -1.3], [4, -1.3], [4, 1.3], [1.3, 1.3], [1.3, 4], [-1.3, 4], [-1.3, 1.3], [-4, 1.3]],
  },

  symbol(ctx, name, x, y, solid, paint) {
    ctx.fillStyle = solid ? paint.ink : paint.bg;
    ctx.beginPath();
    const shape = series_paint.SHAPES[name];
    if (shape) shape.forEach(([dx, dy], at) => ctx[at ? "lineTo" : "moveTo"](x + dx, y + dy));
    else ctx.arc(x, y, 4.3, 0, 2 * Math.PI);
    ctx.closePath();
    if (name === "flag") {
      ctx.moveTo(x - 3, y - 7);
      ctx.lineTo(x - 3, y + 6);
    }
    ctx.fill();
    ctx.stroke();
  },

  // At the end of the row, without a scale: how many events have an order only, and what holds as of writing.
  zones(ctx, row, y, paint, view) {
    ctx.font = paint.font;
    ctx.textBaseline = "middle";
    ctx.lineWidth = 1.2;
    const { order, writing } = view.zones, words = (text, x) => {
      ctx.fillStyle = paint.ink2;
      ctx.fillText(text, x, y + 1);
    };
    if (order && row.order) {
      const x = paint.x(order.left) + 26;
      ctx.strokeStyle = paint.ink2;
      ctx.strokeRect(x - 4, y - 4, 8, 8);
      words(`\u00d7 ${row.order}`, x + 9);
    }
    if (writing && row.writing.length) {
      const x = paint.x(writing.left) + 10;
      ctx.fillStyle = paint.ink;
      ctx.fillRect(x - 4, y - 4, 8, 8);
      words(`\u00d7 ${row.writing.length}`, x + 9);
    }
  },
};

if (typeof module !== "undefined") module.exports = series_paint;
else (window.dash_clientside = window.dash_clientside || {}).series_paint = series_paint;
