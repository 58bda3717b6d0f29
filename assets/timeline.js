// The timeline of one case: fetches the figure for a view, lets Plotly draw it, and keeps everything around it in step.
// What is drawn where is decided on the server; this file only asks, shows and listens.
const timeline = {
  CONFIG: {
    displayModeBar: false, displaylogo: false, showSendToCloud: false,
    scrollZoom: true, doubleClick: false, responsive: false, showTips: false,
  },
  SMALL_PX: 1180, // narrower than this the lanes fold what they can
  RELAYOUT_MS: 160,

  // Starts with the document, before Dash: what the server put into the page is filled, then Dash may start.
  boot() {
    const root = document.getElementById("case-root");
    if (!root) return;
    timeline.start(root.dataset.found && root.dataset.case).finally(timeline.startDash);
  },

  start(caseId) {
    const { address } = window.dash_clientside;
    timeline.now = { case: caseId, view: address.read(window.location.search) };
    document.addEventListener("keydown", timeline.key);
    document.addEventListener("timeline-theme", () => timeline.load());
    document.addEventListener("click", timeline.clicked);
    window.addEventListener("scroll", () => timeline.now.meta && overlay.axis(timeline.now), { passive: true });
    window.addEventListener("resize", () => timeline.later(() => timeline.load(), 200));
    pointer.listen(timeline.box("timeline"));
    return caseId ? timeline.load({ events: true }) : Promise.resolve();
  },

  // Lets the scripts of Dash run that wait in the document, in their order; the inline one when all others have.
  startDash() {
    if (document.readyState === "loading") return document.addEventListener("DOMContentLoaded", timeline.startDash);
    const scripts = [...document.getElementById("dash-scripts").content.querySelectorAll("script")];
    const add = (given) => document.body.append(Object.assign(document.createElement("script"), given));
    const load = (src) => new Promise((done) => add({ src, async: false, onload: done, onerror: done }));
    Promise.all(scripts.filter((one) => one.src).map((one) => load(one.src)))
      .then(() => scripts.filter((one) => !one.src).forEach(({ id, textContent }) => add({ id, textContent })));
  },

  // Called by Dash when its page is there: the timeline moves into it as it is.
  open(caseId) {
    const root = document.getElementById("case-root");
    if (!root || root.dataset.case !== caseId) window.location.reload();
    else timeline.box("timeline-slot").append(root);
    return caseId;
  },

  // Plotly comes with the document, after this script.
  plotly() {
    if (window.Plotly) return Promise.resolve();
    return new Promise((done) => document.querySelector('script[src*="plotly"]').addEventListener("load", done));
  },

  box: (id) => document.getElementById(id),
  plot: () => timeline.box("timeline-plot"),

  later(call, wait) {
    clearTimeout(timeline.now.timer);
    timeline.now.timer = setTimeout(call, wait);
  },

  // The address of the figure for the view and the size of the page.
  source(events) {
    const width = timeline.box("timeline").clientWidth, height = Math.max(timeline.room(), 420);
    const theme = document.documentElement.dataset.theme || "light";
    const asked = { ...timeline.asked(timeline.now.view), compact: width < timeline.SMALL_PX && "1", events: events && "1" };
    const given = Object.entries(asked).filter(([, text]) => text);
    const query = new URLSearchParams([["w", width], ["h", height], ["theme", theme], ...given]);
    viewer.query(query);
    return `${timeline.root()}cases/${encodeURIComponent(timeline.now.case)}/timeline.json?${query}`;
  },

  // What the server is asked for a view; what is not chosen is empty. Pure.
  asked: (view) => ({
    zero: view.zero, from: view.start, to: view.stop,
    hide: view.hidden.join("."), fold: view.folded.join("."), order: view.order.join("."),
    lines: view.thresholds && "1", linear: view.linear && "1", plain: view.plain && "1",
  }),

  // Px of height that the page leaves to the timeline.
  room() {
    const box = timeline.box("timeline"), least = box.style.minHeight;
    box.style.minHeight = "";
    const room = box.clientHeight;
    box.style.minHeight = least;
    return room;
  },

  root: () => window.location.pathname.replace(/cases\/[^/]*\/?$/, ""),

  // Asks for the figure of the present view and shows it; an answer that has been overtaken is dropped.
  async load({ events = false } = {}) {
    const one = timeline.now;
    const ask = (one.ask = (one.ask || 0) + 1);
    const answer = await fetch(timeline.source(events), { headers: { Accept: "application/json" } }).catch(() => null);
    if (one !== timeline.now || ask !== one.ask) return;
    if (!answer || !answer.ok) return timeline.fail(answer);
    const got = await answer.json();
    if (one !== timeline.now || ask !== one.ask) return;
    if (got.events) {
      const byId = Object.fromEntries(got.events.map((event) => [event.id, event]));
      Object.assign(one, { events: got.events, related: got.related, studies: got.studies, age: got.age, byId });
      viewer.restore(one);
    }
    one.zero = got.zero;
    one.meta = got.figure.layout.meta;
    one.ticks = got.figure.layout.xaxis;
    timeline.box("timeline").style.minHeight = `${one.meta.height}px`;
    await timeline.show(got.figure);
  },

  // What cannot be shown is said in a sentence; a day zero that the case does not have gives way to its own.
  async fail(answer) {
    const said = answer ? await answer.json().catch(() => ({})) : {};
    const words = said.error || said.message || "The timeline cannot be loaded now. Reload the page to try again.";
    const { view } = timeline.now;
    if (answer?.status !== 422 || !view.zero) return void (timeline.box("timeline-message").textContent = words);
    view.zero = "";
    timeline.keep();
    await timeline.load({ events: true });
    timeline.box("timeline-sentence").textContent = `${around.capital(words)}. The case's own day 0 is shown.`;
  },

  async show(figure) {
    const one = timeline.now, plot = timeline.plot();
    timeline.box("timeline-message").textContent = "";
    await timeline.plotly();
    await Plotly.react(plot, figure.data, figure.layout, timeline.CONFIG);
    if (one !== timeline.now) return;
    if (!plot.dataset.listening) {
      plot.dataset.listening = "yes";
      plot.on("plotly_relayouting", timeline.follow);
      plot.on("plotly_relayout", timeline.zoomed);
    }
    const { lanes } = window.dash_clientside;
    lanes.draw(timeline.box("timeline-labels"), one.meta, { fold: timeline.fold, hide: timeline.hide, move: timeline.move });
    around.draw(one);
    timeline.follow();
    timeline.select(one.view.event, { quiet: true });
    if (!one.marked) await timeline.drawn(one);
  },

  // The first figure is there: says so to whoever measures, and lets it be painted before the legend is made.
  async drawn(one) {
    one.marked = true;
    timeline.box("timeline").dataset.drawn = one.case;
    await new Promise((painted) => requestAnimationFrame(() => (performance.mark("timeline-drawn"), setTimeout(painted))));
    around.legend(one);
  },

  // Screen px inside the timeline box of a place on the axis, as the plot shows it now.
  toPx(place) {
    const { xaxis } = timeline.plot()._fullLayout;
    return timeline.now.meta.left_px + xaxis.l2p(place);
  },

  range: () => timeline.plot()._fullLayout.xaxis.range.map(Number),

  // Moves what lies over and under the plot along with a zoom or pan.
  follow() {
    const one = timeline.now;
    if (!one || !one.meta) return;
    overlay.axis(one);
    overlay.film(one);
    overlay.focus(one);
    overlay.overview(one);
    viewer.follow(one);
  },

  zoomed(change) {
    if (!Object.keys(change).some((key) => key.startsWith("xaxis."))) return;
    timeline.follow();
    timeline.window(...timeline.range());
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

  zoomBy(factor, centre) {
    const [x0, x1] = timeline.range(), at = centre ?? (x0 + x1) / 2, end = timeline.now.meta.segments.at(-1).x1;
    const low = Math.max(at - (at - x0) * factor, 0), high = Math.min(at + (x1 - at) * factor, end);
    if (high - low < 8) return;
    Plotly.relayout(timeline.plot(), { "xaxis.range[0]": low, "xaxis.range[1]": high });
  },

  reset() {
    const end = timeline.now.meta.segments.at(-1).x1;
    Plotly.relayout(timeline.plot(), { "xaxis.range[0]": 0, "xaxis.range[1]": end });
  },

  keep() {
    const { address } = window.dash_clientside;
    window.history.replaceState(window.history.state, "", window.location.pathname + address.write(timeline.now.view));
  },

  // Changes the view by `change` and draws it; a new day zero starts from the whole course.
  change(change, { events = false } = {}) {
    Object.assign(timeline.now.view, change);
    timeline.keep();
    return timeline.load({ events });
  },

  async zero(event) {
    await timeline.change({ zero: event, start: "", stop: "" }, { events: true });
    document.dispatchEvent(new CustomEvent("timeline-zero", { detail: { zero: event } }));
  },

  fold: (name) => timeline.change({ folded: timeline.toggled(timeline.now.view.folded, name) }),
  hide: (name) => timeline.change({ hidden: timeline.toggled(timeline.now.view.hidden, name) }),
  toggled: (names, name) => (names.includes(name) ? names.filter((one) => one !== name) : [...names, name]),

  move(name, step) {
    const names = timeline.now.meta.lanes.map((lane) => lane.name);
    return timeline.change({ order: window.dash_clientside.lanes.moved(names, name, step) });
  },

  // Selects an event (or none) everywhere: chart, film strip, sentence, panel, table, address.
  select(id, { quiet = false } = {}) {
    const one = timeline.now, event = one.byId?.[id] || null;
    one.view.event = event ? event.id : "";
    one.day = null;
    if (!quiet) timeline.keep();
    around.selected(one, event);
    overlay.focus(one);
  },

  // A choice beside the day-zero chooser, or the theme.
  clicked(event) {
    const name = event.target.closest?.("[data-view-flag]")?.dataset.viewFlag;
    if (name) timeline.toggle(name);
    if (event.target.closest?.("[data-theme-switch]")) window.dash_clientside.shell.switch_theme(1);
  },

  // An axis without breaks starts from the whole course.
  toggle(name) {
    const whole = name === "linear" ? { start: "", stop: "" } : {};
    return timeline.change({ [name]: !timeline.now.view[name], ...whole });
  },

  step(step) {
    const one = timeline.now;
    const sequence = one.events.filter((event) => event.mark !== "not dated").map((event) => event.id);
    timeline.select(window.dash_clientside.marks.step(sequence, one.view.event, step));
  },

  // Moves the focus line to a day; it names the day and tells the state then.
  focusDay(day) {
    const one = timeline.now;
    one.view.event = "";
    one.day = day;
    timeline.keep();
    around.selected(one, null);
    overlay.focus(one);
  },

  nudge(step) {
    const one = timeline.now, { axis } = window.dash_clientside, event = one.byId[one.view.event];
    const from = one.day ?? event?.earliest ?? axis.dayAt(one.meta.segments, timeline.range()[0]) ?? 0;
    timeline.focusDay(Math.round(from + step));
  },

  ACTIONS: {
    next: () => timeline.step(1),
    previous: () => timeline.step(-1),
    first: () => timeline.select(timeline.now.events[0]?.id),
    last: () => timeline.select(timeline.now.events.at(-1)?.id),
    clear: () => timeline.select(""),
    "zoom-in": () => timeline.zoomBy(0.6),
    "zoom-out": () => timeline.zoomBy(1 / 0.6),
    reset: () => timeline.reset(),
    scale: () => timeline.toggle("plain"),
    linear: () => timeline.toggle("linear"),
    lines: () => timeline.toggle("thresholds"),
    "day-back": () => timeline.nudge(-1),
    "day-on": () => timeline.nudge(1),
    help: () => around.help(),
    pictures: () => viewer.enter(),
  },

  key(event) {
    if (viewer.key(event)) return;
    const action = window.dash_clientside.keys.action(event);
    if (!action || !timeline.now?.events || timeline.box("timeline-help").open) return;
    event.preventDefault();
    timeline.ACTIONS[action]();
  },
};

if (typeof module !== "undefined") module.exports = timeline;
else {
  (window.dash_clientside = window.dash_clientside || {}).timeline = timeline;
  queueMicrotask(timeline.boot);
}
