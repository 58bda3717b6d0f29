// The window of days that is shown: zooming, panning, and asking for a layout that fits it.
const zoom = {
  MOST_PX: 8, // the narrowest window: so many px of the whole axis, or an hour where that is less

  // How narrow a window may be, in places. Pure.
  least(segments) {
    const days = segments.filter((piece) => piece.zone === "days").map((piece) => (piece.x1 - piece.x0) / (piece.d1 - piece.d0));
    return Math.min(zoom.MOST_PX, ...days.map((px) => px / 24));
  },

  to: (x0, x1) => Plotly.relayout(timeline.plot(), { "xaxis.range[0]": x0, "xaxis.range[1]": x1 }),

  // `to`, at most once a frame.
  soon(x0, x1) {
    if (!zoom.next) requestAnimationFrame(() => {
      const [from, until] = zoom.next;
      zoom.next = null;
      zoom.to(from, until);
    });
    zoom.next = [x0, x1];
  },

  // What Plotly says of a zoom or pan that has ended.
  ended(change) {
    if (!Object.keys(change).some((key) => key.startsWith("xaxis.range") || key === "xaxis.autorange")) return;
    timeline.follow();
    zoom.window(...timeline.range());
  },

  // Makes places x0…x1 the window: kept in the address, and laid out anew by the server.
  window(x0, x1) {
    const { axis } = window.dash_clientside, one = timeline.now, { segments } = one.meta, end = segments.at(-1).x1;
    const all = x0 <= 0.5 && x1 >= end - 0.5;
    one.view.start = all ? "" : axis.token(segments, Math.max(x0, 0));
    one.view.stop = all ? "" : axis.token(segments, Math.min(x1, end));
    timeline.keep();
    timeline.later(() => timeline.load(), timeline.RELAYOUT_MS);
  },

  // Makes the window larger or smaller by `factor`, round a place (its middle without).
  by(factor, centre) {
    const [x0, x1] = timeline.range(), at = centre ?? (x0 + x1) / 2, end = timeline.now.meta.segments.at(-1).x1;
    const low = Math.max(at - (at - x0) * factor, 0), high = Math.min(at + (x1 - at) * factor, end);
    if (high - low >= zoom.least(timeline.now.meta.segments)) zoom.to(low, high);
  },

  // The window of a preset as [first day, last day], null for everything; `event` is the selected one. Pure.
  days(name, event) {
    if (name === "hours") return [0, 3];
    if (name === "month") return [0, 30];
    if (name !== "around" || !event) return null;
    const known = [event.earliest, event.latest, event.end_earliest, event.end_latest].filter((day) => day !== null && day !== undefined);
    if (!known.length) return null;
    const low = Math.min(...known), high = Math.max(...known), air = Math.max(3.5, (high - low) * 0.25);
    return [low - air, high + air];
  },

  // First 72 hours, first month, around the selected event, everything.
  preset(name) {
    const { axis } = window.dash_clientside, one = timeline.now, { segments } = one.meta;
    const days = zoom.days(name, one.byId[one.view.event]);
    if (name === "around" && !days) return;
    if (!days) return zoom.reset();
    const [x0, x1] = days.map((day) => axis.placeOf(segments, day));
    if (x1 - x0 >= zoom.least(segments)) zoom.to(x0, x1);
  },

  // Everything.
  reset() {
    zoom.to(0, timeline.now.meta.segments.at(-1).x1);
  },
};

if (typeof module !== "undefined") module.exports = zoom;
else (window.dash_clientside = window.dash_clientside || {}).zoom = zoom;
