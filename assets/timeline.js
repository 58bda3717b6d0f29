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
    timeline.start(root.dataset.found && root.dataset.case).finally(dash_start.run);
  },

  start(caseId) {
    const { address } = window.dash_clientside;
    timeline.now = { case: caseId, view: address.read(window.location.search) };
    document.addEventListener("keydown", commands.key);
    document.addEventListener("timeline-theme", () => timeline.load());
    document.addEventListener("click", commands.clicked);
    document.addEventListener("pointerdown", chooser.outside);
    window.addEventListener("scroll", () => timeline.now.meta && overlay.axis(timeline.now), { passive: true });
    window.addEventListener("resize", () => timeline.later(() => timeline.load(), 200));
    pointer.listen(timeline.box("timeline"));
    return caseId ? timeline.load({ events: true }) : Promise.resolve();
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
    zero: view.zero, from: view.start, to: view.stop, beside: view.beside === "days" ? "" : view.beside || "dates", dates: view.discreet && "0",
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
    one.waiting = true;
    const answer = await fetch(timeline.source(events), { headers: { Accept: "application/json" } }).catch(() => null);
    if (one !== timeline.now || ask !== one.ask) return;
    one.waiting = false;
    if (!answer || !answer.ok) return timeline.fail(answer);
    const got = await answer.json();
    if (one !== timeline.now || ask !== one.ask) return;
    if (got.events) {
      const byId = Object.fromEntries(got.events.map((event) => [event.id, event]));
      Object.assign(one, { events: got.events, related: got.related, studies: got.studies, age: got.age, aliases: got.aliases, byId });
      viewer.restore(one);
    }
    Object.assign(one, { zero: got.zero, clock: got.clock });
    one.meta = got.figure.layout.meta;
    one.ticks = got.figure.layout.xaxis;
    timeline.box("timeline").style.minHeight = `${one.meta.height}px`;
    await timeline.show(zero.taken(got.figure));
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
    timeline.box("timeline-sentence").textContent = `${around.capital(words).replace(/\.$/, "")}. The case's own day 0 is shown.`;
  },

  // Has Plotly draw a figure; the one place where a chart is made.
  paint(plot, figure) {
    return Plotly.react(plot, figure.data, figure.layout, timeline.CONFIG);
  },

  async show(figure) {
    const one = timeline.now, plot = timeline.plot();
    timeline.box("timeline-message").textContent = "";
    await timeline.plotly();
    await timeline.paint(plot, figure);
    if (one !== timeline.now) return;
    if (!plot.dataset.listening) {
      plot.dataset.listening = "yes";
      plot.on("plotly_relayouting", timeline.follow);
      plot.on("plotly_relayout", zoom.ended);
    }
    const { lanes } = window.dash_clientside;
    lanes.draw(timeline.box("timeline-labels"), one.meta, { fold: commands.fold, hide: commands.hide, move: commands.move });
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
    zero.line(one);
    for (const part of [since, pins, ruler]) part.follow(one);
    viewer.follow(one);
  },

  keep() {
    const { address } = window.dash_clientside;
    window.history.replaceState(window.history.state, "", window.location.pathname + address.write(timeline.now.view));
  },

  // Changes the view by `change` and draws it.
  change(change, { events = false } = {}) {
    Object.assign(timeline.now.view, change);
    timeline.keep();
    return timeline.load({ events });
  },

  zero: (selector) => zero.byName(selector),

  // Selects an event (or none) everywhere: chart, film strip, sentence, panel, table, address.
  select(id, { quiet = false } = {}) {
    const one = timeline.now, event = one.byId?.[id] || null;
    one.view.event = event ? event.id : "";
    one.day = null;
    if (!quiet) timeline.keep(), points.say("");
    around.selected(one, event);
    overlay.focus(one);
  },

};

if (typeof module !== "undefined") module.exports = timeline;
else {
  (window.dash_clientside = window.dash_clientside || {}).timeline = timeline;
  queueMicrotask(timeline.boot);
}
