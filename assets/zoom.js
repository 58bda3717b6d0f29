// The window of days that is shown: zooming, panning, and asking for a layout that fits it.
const zoom = {
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
    if (high - low < 8) return;
    Plotly.relayout(timeline.plot(), { "xaxis.range[0]": low, "xaxis.range[1]": high });
  },

  // Everything.
  reset() {
    const end = timeline.now.meta.segments.at(-1).x1;
    Plotly.relayout(timeline.plot(), { "xaxis.range[0]": 0, "xaxis.range[1]": end });
  },
};

if (typeof module !== "undefined") module.exports = zoom;
else (window.dash_clientside = window.dash_clientside || {}).zoom = zoom;
