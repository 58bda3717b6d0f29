// Points of a case that a reader holds on to: an event, or a day of the shown clock ("day:12.5"). What is at a point, what
// it is called and where it stands; pins, ruler and "since" are made of them.
const points = {
  // The point that is selected now: the event, else the focus line's day, else "".
  chosen: (one) => one.view.event || (one.day !== null && one.day !== undefined ? `day:${one.day}` : ""),

  // The day of a point that is one; null for an event. Pure.
  day: (point) => (/^day:-?[0-9.]+$/.test(point) ? Number(point.slice(4)) : null),

  // The event of a point, null for a day or for what is not there.
  event: (one, point) => one.byId[point] || null,

  // Those of `list` that are there. Pure.
  known: (one, list) => list.filter((point) => one.byId[point] || points.day(point) !== null),

  // What a point is called.
  label(one, point) {
    const event = points.event(one, point), { axis } = window.dash_clientside;
    return event ? event.study_label || event.label : around.capital(axis.text(points.day(point)));
  },

  // When it was, in short; of a day its date.
  when(one, point) {
    const event = points.event(one, point), { moment } = window.dash_clientside;
    return event ? moment.when(event) : dates.bracket(one.clock, points.day(point)).trim();
  },

  // The moment of which the state is told.
  at(one, point) {
    const day = points.day(point);
    return around.moment({ ...one, day }, points.event(one, point));
  },

  // From and to which place of the axis it may lie.
  place(one, point) {
    const event = points.event(one, point);
    if (!event) return overlay.placeOfDay(one.meta, points.day(point));
    if (event.mark === "order only") {
      const own = one.meta.marks.find((mark) => mark.id === point);
      return own ? [own.x, own.x] : overlay.place(one.meta, event);
    }
    return overlay.place(one.meta, event);
  },

  // Screen px of a point's place, kept within the plot; null where it lies outside.
  px(one, point) {
    const place = points.place(one, point);
    if (!place) return null;
    const left = one.meta.left_px, right = timeline.width(one) - one.meta.right_px;
    const [low, high] = place.map(timeline.toPx);
    return high < left - 1 || low > right + 1 ? null : [Math.max(low, left), Math.min(high, right)];
  },

  // Goes to a point: selects its event, or puts the focus line on its day.
  go(one, point) {
    if (points.event(one, point)) timeline.select(point);
    else commands.focusDay(points.day(point));
  },

  // A button that goes to a point, and the cross that takes something away.
  link(one, point, ...words) {
    const { el } = window.dash_clientside.dom;
    return el("button", { type: "button", className: "pin-title", on: { click: () => points.go(one, point) } }, ...words);
  },

  away(title, click) {
    const { el } = window.dash_clientside.dom;
    return el("button", { type: "button", className: "pin-away", "aria-label": title, title, on: { click } }, "\u00d7");
  },

  // A sentence beside the other one, until something else is selected.
  say(text) {
    const box = timeline.box("timeline-said");
    box.textContent = text;
    box.hidden = !text;
  },

  // The box between sentence and chart takes its height from the chart, which is then laid out anew.
  tray() {
    const box = timeline.box("timeline-tray"), height = [...box.querySelectorAll(":scope > div")].some((child) => !child.hidden) ? box.offsetHeight : 0;
    if (height === (points.height || 0)) return;
    points.height = height;
    document.documentElement.style.setProperty("--tray-h", `${height}px`);
    timeline.later(() => timeline.load(), 0);
  },
};

if (typeof module !== "undefined") module.exports = points;
else (window.dash_clientside = window.dash_clientside || {}).points = points;
