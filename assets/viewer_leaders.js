// The moment of each study on the timeline below, and a line from its picture down to it.
const viewer_leaders = {
  WIDE_PX: 100,

  draw(one, panes) {
    const root = document.querySelector(".case-body");
    document.querySelectorAll(".viewer-band, .viewer-leaders").forEach((node) => node.remove());
    if (!panes.length || !one.meta || !timeline.plot()._fullLayout) return;
    const { svg } = window.dash_clientside.dom,
      lines = svg("svg", { class: "viewer-leaders", "aria-hidden": "true" });
    for (const pane of panes) {
      const at = viewer_leaders.moment(one, pane.study);
      if (!at) continue;
      viewer_leaders.band(one, at);
      if (at.mark >= one.meta.left_px - 1)
        lines.append(svg("polyline", { points: viewer_leaders.line(root, pane, at.mark, panes.length > 2) }));
    }
    root.append(lines);
  },

  // Where on the timeline a study is, in its px: its window (of an order-only one: its chip), and its mark.
  moment(one, study) {
    const event = one.byId[study.event],
      place = event && overlay.place(one.meta, event);
    if (!place) return null;
    const left = Math.max(timeline.toPx(place[0]), one.meta.left_px),
      right = Math.max(timeline.toPx(place[1]), left);
    const own = one.meta.marks.find((mark) => mark.id === event.id && mark.lane === "imaging_studies");
    const mark = own ? timeline.toPx(own.x) : (left + right) / 2,
      chip = event.mark === "order only" && own;
    return chip ? { left: mark - 11, width: 22, mark, chip } : { left, width: Math.max(right - left, 1.5), mark };
  },

  band(one, { left, width, chip }) {
    const { el, px } = window.dash_clientside.dom,
      wide = chip ? " of-mark" : width > viewer_leaders.WIDE_PX ? " wide" : "";
    const style = { left: px(left), width: px(width), height: px(one.meta.height) };
    timeline.box("timeline").prepend(el("div", { className: `focus-band viewer-band${wide}`, style }));
  },

  // The corners of the line, in px of `root`, which may be drawn larger than it is laid out. Where captions stand below
  // the pictures it begins under them.
  line(root, { box }, mark, captions) {
    const base = root.getBoundingClientRect(),
      scale = base.width / root.offsetWidth || 1;
    const inside = ({ left, top, bottom, width }) => ({
      middle: (left + width / 2 - base.left) / scale,
      left: (left - base.left) / scale,
      top: (top - base.top) / scale,
      bottom: (bottom - base.top) / scale,
    });
    const from = inside(box.getBoundingClientRect()),
      ground = inside(timeline.box("timeline").getBoundingClientRect());
    const start = captions ? ground.top - 20 : from.bottom + 2,
      to = ground.left + mark;
    return [
      [from.middle, start],
      [from.middle, start + 6],
      [to, ground.top - 3],
      [to, ground.top + 2],
    ]
      .map(String)
      .join(" ");
  },
};

if (typeof module !== "undefined") module.exports = viewer_leaders;
else (window.dash_clientside = window.dash_clientside || {}).viewer_leaders = viewer_leaders;
