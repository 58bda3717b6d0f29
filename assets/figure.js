// The figure as the page holds it: lanes that have not changed are not sent again, and are put back here. Pure.
const figure = {
  // "lane-hash.lane-hash" of what `old` holds, for the server.
  have: (old) => (old ? old.layout.meta.lanes.map((lane) => `${lane.name}-${lane.hash}`).join(".") : ""),

  // `got` with what it leaves out taken from `old`.
  merged(old, got) {
    const { meta } = got.layout, kept = meta.lanes.filter((lane) => lane.kept);
    if (!old || !kept.length) return got;
    const before = Object.fromEntries(old.layout.meta.lanes.map((lane) => [lane.name, lane]));
    const isOf = (lane) => ({ name }) => name === lane || name?.startsWith(`${lane}:`);
    for (const { name, top } of kept) {
      const own = isOf(name), down = top - before[name].top;
      got.data.push(...old.data.filter(own));
      got.layout.shapes.push(...old.layout.shapes.filter(own));
      meta.marks.push(...old.layout.meta.marks.filter((mark) => mark.lane === name)
        .map((mark) => ({ ...mark, y0: mark.y0 + down, y1: mark.y1 + down })));
    }
    const order = new Map(meta.lanes.map((lane, place) => [lane.name, place]));
    const place = ({ name }) => order.get(name.split(":")[0]);
    got.data.sort((a, b) => place(a) - place(b));
    return got;
  },

  // The points of the curves, as { lane, top, x, y, ids }: places, px below the axis, events; without the gaps.
  curves({ data, layout }) {
    const tops = Object.fromEntries(layout.meta.lanes.map((lane) => [lane.name, lane.top]));
    return data.filter((trace) => trace.name.includes(":curve ")).map((trace) => {
      const lane = trace.name.split(":")[0], points = { lane, x: [], y: [], ids: [] };
      trace.customdata.forEach((id, at) => {
        if (id === null) return;
        points.x.push(trace.x[at]);
        points.y.push(trace.y[at] + tops[lane]);
        points.ids.push(id);
      });
      return points;
    });
  },
};

if (typeof module !== "undefined") module.exports = figure;
else (window.dash_clientside = window.dash_clientside || {}).figure = figure;
