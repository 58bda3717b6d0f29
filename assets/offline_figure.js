// A figure of an offline file made to fit what is asked: another width, a window, lanes hidden, folded or in another order.
// On a server all this is laid out anew; here what was laid out beforehand is moved. Pure.
const offline_figure = {
  FOLDED_PX: 19, // as figures/stack.py
  BESIDE_PX: 188, // of a timeline, what lies beside the plot
  DEEPEST: 40, // how far a file zooms in

  FLAGS: { lines: "thresholds", plain: "plain", linear: "linear" }, // as asked: as the view calls it

  // The figure of `figures` that is nearest to what is asked; null where none counts from that day 0 in that theme. Of those
  // that show all of the window, the one that need not be stretched much; squeezed, words would lie over each other.
  nearest(figures, asked) {
    const own = figures.filter((one) => one.zero === asked.zero && one.theme === asked.theme);
    const off = (one) => Object.keys(offline_figure.FLAGS).filter((name) => Boolean(one.flags[name]) !== Boolean(asked[name])).length;
    const far = (one) => {
      const { stretch, whole } = offline_figure.fit(one, asked);
      return (whole ? 0 : 1000) + (stretch < 0.97 ? 100 + 1 / stretch : stretch) + Math.abs(asked.h - one.h) / 10000;
    };
    const rated = own.map((one) => [one, off(one), far(one)]).sort((a, b) => a[1] - b[1] || a[2] - b[2]);
    return rated[0]?.[0] || null;
  },

  // How many px stand for one of a figure once it fits what is asked, and whether it was laid out for all of that.
  fit({ segments, range: [r0, r1], w }, asked) {
    const [x0, x1] = offline_figure.window(segments, asked), px = asked.w - offline_figure.BESIDE_PX, own = w - offline_figure.BESIDE_PX;
    return { stretch: ((r1 - r0) / (x1 - x0)) * (px / own), whole: r0 <= x0 + 1 && x1 <= r1 + 1 };
  },

  // The figure for a query: {w, from, to, hide, fold, order}, the last three lists of names.
  fitted(figure, asked) {
    const made = structuredClone(figure), { meta } = made.layout, px = offline_figure.plotPx(meta, asked.w);
    const [x0, x1] = offline_figure.window(meta.segments, asked), zoom = px / (x1 - x0), same = Math.abs(zoom / meta.zoom - 1) < 0.003;
    if (!same || Math.abs(made.layout.xaxis.range[0] - x0) > 0.01) {
      offline_figure.tools().offline_words.respaced(made, zoom / meta.zoom, [x0, x1]);
      offline_figure.empty(made, [x0, x1], zoom);
    }
    if (asked.clock) Object.assign(made.layout.xaxis, offline_figure.tools().shift.axis({ ...asked, segments: meta.segments, x0, x1, px }));
    const changed = [asked.hide, asked.fold, asked.order].some((names) => names?.length);
    if (changed) offline_figure.stack(made, offline_figure.lanes(meta.lanes, asked), asked.fold);
    made.layout.width = asked.w;
    made.layout.xaxis.range = [x0, x1];
    meta.zoom = zoom;
    meta.full = x0 <= 0 && x1 >= meta.segments.at(-1).x1 - 0.01;
    meta.numbers = offline_figure.numbers(figure, made, x0, x1);
    return made;
  },

  // A lane whose events all lie outside the window says so, as on the server.
  empty({ data, layout: { meta, font } }, [x0, x1], zoom) {
    const outside = /^\d+ events? outside this window$/, names = ["x", "y", "text", "textposition"];
    for (const trace of data.filter(({ name }) => name.endsWith(":words"))) offline_figure.tools().offline_words.keep(trace, trace.text.map((text) => !outside.test(text)));
    meta.lanes.forEach((lane) => {
      const shown = meta.marks.some((mark) => mark.lane === lane.name && mark.x1 >= x0 && mark.x0 <= x1) || offline_figure.onCurves(data, lane.name, [x0, x1]).size;
      if (!lane.events || lane.folded || shown) return;
      const text = `${lane.events} ${lane.events === 1 ? "event" : "events"} outside this window`, point = [x0 + 12 / zoom, Math.max(lane.height / 2, 9), text, "middle right"];
      const given = Object.fromEntries(names.map((name, i) => [name, [point[i]]]));
      data.push({ name: `${lane.name}:outside`, type: "scatter", mode: "text", xaxis: "x", yaxis: `y${lane.axis}`, hoverinfo: "skip", textfont: { ...font, size: 12 }, ...given });
    });
  },

  tools: () => (typeof module !== "undefined" ? { axis: require("./axis.js"), shift: require("./shift.js"), offline_words: require("./offline_words.js") } : window.dash_clientside),

  plotPx: (meta, width) => width - meta.left_px - meta.right_px,

  // The lanes that stay, in their order.
  lanes(lanes, { hide = [], order = [] }) {
    const place = (lane, at) => (order.includes(lane.name) ? order.indexOf(lane.name) : 1000 + at);
    return lanes.map((lane, at) => ({ lane, at: place(lane, at) })).filter(({ lane }) => !hide.includes(lane.name))
      .sort((a, b) => a.at - b.at).map(({ lane }) => lane);
  },

  // Places at both ends of the window; a file shows no less than a small part of the axis.
  window(segments, { from, to }) {
    const end = segments.at(-1).x1, x0 = offline_figure.place(segments, from) ?? 0, x1 = offline_figure.place(segments, to) ?? end, least = end / offline_figure.DEEPEST;
    if (x1 <= x0) return [x0 < end ? x0 : 0, end];
    if (x1 - x0 >= least) return [x0, x1];
    const low = Math.min(Math.max((x0 + x1 - least) / 2, 0), end - least);
    return [low, low + least];
  },

  // The place that an address names: a day, or a share of a zone; null where it says nothing here.
  place(segments, token) {
    const { axis } = offline_figure.tools();
    const [, zone, number] = /^(?:([a-z]+):)?(-?[0-9.]+)$/.exec(token || "") || [];
    if (number === undefined || Number.isNaN(Number(number))) return null;
    if (!zone) return axis.placeOf(segments, Number(number));
    const piece = segments.find((one) => one.zone === zone);
    return piece ? piece.x0 + Math.min(Math.max(Number(number), 0), 1) * (piece.x1 - piece.x0) : null;
  },

  // Puts the lanes one below the other, folded ones as a line; what belongs to a lane that is gone goes.
  stack(made, wanted, fold = []) {
    const { layout } = made, { meta } = layout, axes = offline_figure.axes(meta.lanes), kept = new Set(wanted.map((lane) => lane.name));
    const open = (name) => kept.has(name) && !fold.includes(name), before = Object.fromEntries(meta.lanes.map((lane) => [lane.name, lane.top]));
    const inside = Object.fromEntries(meta.lanes.map(({ name }) => [name, offline_figure.inside(layout[axes[name].lane], layout[axes[name].value])]));
    const rule = offline_figure.withoutShapes(layout, axes, open);
    made.data = made.data.filter((trace) => open(trace.name.split(":")[0]));
    const span = wanted.reduce((top, lane) => {
      if (!open(lane.name)) Object.assign(lane, { folded: true, height: offline_figure.FOLDED_PX, sub: [], latest: null, rows: [], film: null, findings: [] });
      return Object.assign(lane, { top }).top + lane.height;
    }, 0);
    for (const { name, top, height } of wanted) {
      const domain = [Math.max(1 - (top + height) / span, 0), 1 - top / span], scale = layout[axes[name].value];
      layout[axes[name].lane].domain = domain;
      if (scale) scale.domain = inside[name].map((share) => domain[0] + share * (domain[1] - domain[0]));
      layout.shapes.push({ ...rule, y0: domain[1], y1: domain[1] });
    }
    for (const shape of layout.shapes) if (shape.type === "rect" && shape.yref === "paper") shape.y1 = 1 + meta.axis_px / span;
    const by = Object.fromEntries(wanted.map((lane) => [lane.name, lane.top - before[lane.name]]));
    meta.marks = meta.marks.filter((mark) => open(mark.lane)).map((mark) => ({ ...mark, y0: mark.y0 + by[mark.lane], y1: mark.y1 + by[mark.lane] }));
    meta.lanes = wanted;
    layout.height = meta.height = meta.axis_px + span;
    layout.yaxis.range = [span, 0];
  },

  // The names of the axes of each lane: that of its px and, where it has values, that of those.
  axes: (lanes) => Object.fromEntries(lanes.map(({ name, axis }) => [name, { lane: `yaxis${axis}`, value: `yaxis${axis + 100}`, ref: `y${axis}` }])),

  // Where the scale of values lies inside its lane, as shares of it.
  inside: (lane, scale) => scale && scale.domain.map((share) => (share - lane.domain[0]) / (lane.domain[1] - lane.domain[0])),

  // Takes out the shapes of lanes that are not open, and the rules above the lanes; the look of a rule.
  withoutShapes(layout, axes, open) {
    const lanes = Object.fromEntries(Object.entries(axes).map(([name, { ref }]) => [ref, name]));
    const isRule = (shape) => shape.type === "line" && shape.yref === "paper" && shape.xref === "paper";
    const rule = layout.shapes.find(isRule);
    layout.shapes = layout.shapes.filter((shape) => !isRule(shape) && (!(shape.yref in lanes) || open(lanes[shape.yref])));
    return rule;
  },

  // Rows read = drawn + outside the window + without a time + in hidden or folded lanes. Of results that a curve had no room
  // for the file knows no days: where there are some, `unseen` says that they are among those outside the window.
  numbers(before, made, x0, x1) {
    const { numbers } = before.layout.meta, { read, timeless, timeless_ids, refused } = numbers, everywhere = [-Infinity, Infinity];
    const same = [x0, x1].every((x, at) => Math.abs(x - before.layout.xaxis.range[at]) < 1);
    const open = offline_figure.seen(made, everywhere), gone = [...offline_figure.seen(before, everywhere)].filter((id) => !open.has(id)).length;
    if (same && !gone) return numbers;
    const hidden = numbers.hidden + gone, drawn = offline_figure.seen(made, [x0, x1]).size;
    return { read, timeless, timeless_ids, refused, hidden, drawn, unseen: Boolean(numbers.between), outside: read - timeless - hidden - drawn };
  },

  // The events that marks, heaps and curves show between two places.
  seen({ data, layout: { meta } }, [x0, x1]) {
    const found = new Set(meta.lanes.flatMap(({ name }) => [...offline_figure.onCurves(data, name, [x0, x1])]));
    for (const mark of meta.marks) if (mark.x1 >= x0 && mark.x0 <= x1) for (const id of mark.heap?.ids || [mark.id]) found.add(id);
    return found;
  },

  // The events that the curves of a lane show between two places.
  onCurves: (data, lane, [x0, x1]) => new Set(data.filter(({ name }) => name.startsWith(`${lane}:curve `))
    .flatMap(({ x, customdata }) => customdata.filter((id, at) => id !== null && x[at] >= x0 && x[at] <= x1))),
};

if (typeof module !== "undefined") module.exports = offline_figure;
else (window.dash_clientside = window.dash_clientside || {}).offline_figure = offline_figure;
