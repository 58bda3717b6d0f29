// The ruler: two points, the time between them in words, and two values of one analyte held against each other.
const ruler = {
  // The points after one more: a third begins a new measurement, the same one again changes nothing. Pure.
  added(list, point) {
    if (list.length === 2) return [point];
    return list.includes(point) ? list : [...list, point];
  },

  // `r`, or the button: what is selected becomes a point; without a selection the next clicks are points.
  press() {
    const one = timeline.now, point = points.chosen(one), list = points.known(one, one.view.ruler);
    if (one.measuring && !point) return ruler.set([], false);
    const next = point ? ruler.added(list, point) : [];
    return ruler.set(next, next.length < 2);
  },

  // A click on a mark or a day while measuring is a point; true when it was taken.
  takes(point) {
    const one = timeline.now;
    if (!one.measuring || !point) return false;
    const list = ruler.added(points.known(one, one.view.ruler), point);
    ruler.set(list, list.length < 2);
    return true;
  },

  set(list, measuring) {
    const one = timeline.now;
    Object.assign(one, { measuring, confirmed: false });
    one.view.ruler = list;
    timeline.keep();
    ruler.draw(one);
    ruler.follow(one);
    points.tray();
  },

  // The interval as the browser can tell it: between two times that are exact on the shown clock and carry no values to
  // compare; else null. Pure.
  own(events, list, clock) {
    const days = list.map((point) => ruler.exact(events, point));
    if (days.includes(null) || list.some((point) => events[point]?.kind === "lab")) return null;
    const { words } = typeof module !== "undefined" ? { words: require("./words.js") } : window.dash_clientside, gap = Math.round((days[1] - days[0]) * 1e6) / 1e6;
    const [first, second] = gap < 0 ? [list[1], list[0]] : list;
    return { first, second, words: words.interval(Math.abs(gap), Math.abs(gap), clock.instants), comparison: null };
  },

  exact(events, point) {
    const event = events[point];
    if (!event) return Number(point.slice(4));
    return event.mark === "exact" && event.earliest === event.latest ? event.earliest : null;
  },

  // The interval of the two points: from the page, or from the network on the server.
  async measure(one, list) {
    const own = ruler.own(one.byId, list, one.clock);
    if (own) return own;
    const { address } = window.dash_clientside, confirmed = one.confirmed ? [["confirmed", "1"]] : [];
    const query = new URLSearchParams([["first", list[0]], ["second", list[1]], ...address.shared(one.view), ...confirmed]);
    const source = `${timeline.root()}cases/${encodeURIComponent(one.case)}/interval.json?${query}`;
    const answer = await fetch(source, { headers: { Accept: "application/json" } }).catch(() => null);
    const said = answer ? await answer.json().catch(() => ({})) : {};
    return answer?.ok ? said : { first: list[0], second: list[1], words: said.error || "cannot be told now", comparison: null };
  },

  async draw(one) {
    const list = points.known(one, one.view.ruler), box = timeline.box("timeline-ruler"), button = document.querySelector("[data-ruler]");
    button?.setAttribute("aria-pressed", String(Boolean(one.measuring || list.length)));
    box.hidden = !list.length && !one.measuring;
    document.body.classList.toggle("measuring", Boolean(one.measuring));
    if (list.length < 2) {
      one.measured = null;
      return ruler.fill(box, one.measuring ? [ruler.hint(one, list)] : []);
    }
    const key = JSON.stringify([list, one.view.zero, one.confirmed]);
    if (one.measured?.key !== key) {
      const found = await ruler.measure(one, list);
      if (one !== timeline.now || JSON.stringify(points.known(one, one.view.ruler)) !== JSON.stringify(list)) return;
      one.measured = { key, ...found };
    }
    ruler.fill(box, ruler.said(one, one.measured));
    ruler.follow(one);
    points.tray();
  },

  hint(one, list) {
    if (!list.length) return "Ruler: click two marks or days; or select one and press r.";
    return `Ruler from ${points.label(one, list[0])}: click the other point, or select it and press r.`;
  },

  // What is said of the two: names, interval, and what was computed or why not.
  said(one, found) {
    const { el } = window.dash_clientside.dom, { first, second, words, comparison } = found;
    const name = (point) => [points.link(one, point, points.label(one, point)), el("small", {}, points.when(one, point))];
    const parts = [...name(first), " \u2192 ", ...name(second), el("strong", { className: "ruler-words" }, words)];
    return comparison ? [...parts, ...ruler.compared(comparison, el)] : parts;
  },

  compared({ rows, refused, confirm }, el) {
    const why = (text) => el("span", { className: "ruler-why" }, text);
    const parts = rows.map(([what, text]) => el("span", { className: "ruler-value" }, `${what} `, el("b", {}, text)));
    parts.push(...refused.map(why));
    if (confirm) parts.push(why(confirm), el("button", { type: "button", className: "flag", on: { click: ruler.confirm } }, "Compute all the same"));
    if (rows.length) parts.push(el("small", { className: "ruler-note" }, "arithmetic between two reported values"));
    return parts;
  },

  confirm() {
    timeline.now.confirmed = true;
    ruler.draw(timeline.now);
  },

  fill(box, parts) {
    const { el } = window.dash_clientside.dom, away = points.away("Put the ruler away", () => ruler.set([], false));
    box.replaceChildren(...(parts.length ? [el("div", { className: "ruler-said" }, ...parts), away] : []));
  },

  // The ruler on the chart: a line at each end, over its window, and the words between them.
  follow(one) {
    const { el, px } = window.dash_clientside.dom, layer = timeline.box("timeline-ruler-marks"), top = one.meta.axis_px;
    const ends = points.known(one, one.view.ruler).map((point) => points.px(one, point));
    const place = (low, high, y, height) => ({ left: px(low), width: px(Math.max(high - low, 1)), top: px(y), height: px(height) });
    const line = ([low, high]) => {
      const className = `ruler-end${high - low > 2 ? " wide" : ""}`;
      return el("i", { className, style: place(low, high, top, one.meta.height - top) });
    };
    const made = ends.filter(Boolean).map(line);
    if (ends.length === 2 && ends[0] && ends[1]) {
      const [low, high] = ends.map(([from, to]) => (from + to) / 2).sort((a, b) => a - b);
      made.push(el("div", { className: "ruler-span", style: place(low, high, top + 3, 9) }, el("span", {}, one.measured?.words || "\u2026")));
    }
    layer.replaceChildren(...made);
  },
};

if (typeof module !== "undefined") module.exports = ruler;
else (window.dash_clientside = window.dash_clientside || {}).ruler = ruler;
