// The timeline of one case: fetches the figure for a view, lets Plotly draw it, and keeps everything around it in step.
// What is drawn where is decided on the server; this file only asks, shows and listens.
const timeline = {
  CONFIG: {
    displayModeBar: false, displaylogo: false, showSendToCloud: false,
    scrollZoom: true, doubleClick: false, responsive: false, showTips: false,
  },
  SMALL_PX: 1180, // narrower than this the lanes fold what they can
  RELAYOUT_MS: 160,

  // What the page is asked for once and not again while a zoom moves it: px of height that were left when the figure was
  // asked for, and how far the page is scrolled.
  heightLeft: 0,
  scrolled: 0,

  // Starts with the document: what the server put into the page is filled.
  boot() {
    const root = document.getElementById("case-root");
    if (!root) return;
    document.addEventListener("click", commands.clicked);
    if (!root.dataset.found) return;
    // The table after the chart, which may find that the day 0 of the address is none.
    timeline.start(root.dataset.case).finally(() => window.dash_clientside.event_table.open(timeline.now.case));
  },

  start(caseId) {
    const { address } = window.dash_clientside;
    timeline.page = document.getElementById("case-root");
    timeline.now = { case: caseId, view: address.read(window.location.search) };
    document.addEventListener("keydown", commands.key);
    document.addEventListener("timeline-theme", () => timeline.load());
    window.addEventListener("popstate", switching.popped);
    document.addEventListener("pointerdown", chooser.outside);
    document.addEventListener("scroll", timeline.scroll, { passive: true, capture: true });
    window.addEventListener("resize", () => timeline.later(() => timeline.load(), 200));
    pointer.listen(timeline.box("timeline"));
    timeline.plotly();
    return timeline.load({ events: true });
  },

  // Plotly, which the document has sent for, runs when the first look is on the screen.
  plotly() {
    if (window.Plotly) return Promise.resolve();
    timeline.run ||= first_look.shown().then(() => new Promise((done) => {
      const { href } = document.getElementById("plotly-script");
      document.head.append(Object.assign(document.createElement("script"), { src: href, onload: done }));
    }));
    return timeline.run;
  },

  // The page scrolls, or on a very large screen a box in it; what scrolls within the page is nobody's business here.
  scroll({ target }) {
    if (target !== document && !target.classList?.contains("case-page")) return;
    timeline.scrolled = target === document ? window.scrollY : target.scrollTop;
    if (timeline.now.meta) overlay.axis(timeline.now);
  },

  box: (id) => document.getElementById(id),
  plot: () => timeline.box("timeline-plot"),

  later(call, wait) {
    clearTimeout(timeline.now.timer);
    timeline.now.timer = setTimeout(call, wait);
  },

  // The address of the figure for the view of a case and the size of the page.
  source({ case: caseId, view, figure: shown }, events, parts) {
    timeline.heightLeft = timeline.room();
    const width = timeline.box("timeline").clientWidth, height = Math.max(timeline.heightLeft, 420);
    const theme = document.documentElement.dataset.theme || "light";
    const asked = { ...timeline.asked(view), compact: width < timeline.SMALL_PX && "1", have: figure.have(shown) };
    const given = Object.entries({ ...asked, events: events && "1", parts: parts && "1" }).filter(([, text]) => text);
    const held = events ? [view.event, ...view.pins, ...view.ruler, view.since].filter(Boolean) : [];
    const many = [...view.open.map((name) => ["open", name]), ...held.map((point) => ["point", point])];
    const query = new URLSearchParams([["w", width], ["h", height], ["theme", theme], ...given, ...many]);
    viewer.query(query);
    return `${timeline.root()}cases/${encodeURIComponent(caseId)}/timeline.json?${query}`;
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

  ask: (one, events, parts) => fetch(timeline.source(one, events, parts), { headers: { Accept: "application/json" } }).catch(() => null),

  // Asks for the figure of the present view and shows it; an answer that has been overtaken is dropped.
  async load({ events = false } = {}) {
    const one = timeline.now;
    const ask = (one.ask = (one.ask || 0) + 1);
    one.waiting = true;
    const answer = await timeline.ask(one, events);
    if (one !== timeline.now || ask !== one.ask) return;
    one.waiting = false;
    if (!answer || !answer.ok) return timeline.fail(answer);
    const got = await answer.json();
    if (one === timeline.now && ask === one.ask) await timeline.take(one, got);
  },

  // Takes in an answer and shows it.
  async take(one, got) {
    if (got.events) {
      records.start(one, got);
      viewer.restore(one);
    }
    Object.assign(one, { zero: got.zero, clock: got.clock });
    one.figure = figure.merged(one.figure, zero.taken(got.figure));
    one.meta = one.figure.layout.meta;
    one.curves = figure.curves(one.figure);
    one.ticks = one.figure.layout.xaxis;
    timeline.box("timeline").style.minHeight = `${one.meta.height}px`;
    await timeline.show(one.figure);
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
    first_look.away();
    await timeline.paint(plot, figure);
    if (one !== timeline.now) return;
    if (!plot.dataset.listening) {
      plot.dataset.listening = "yes";
      plot.on("plotly_relayouting", timeline.follow);
      plot.on("plotly_relayout", zoom.ended);
    }
    timeline.labels(one);
    around.draw(one);
    if (one.marked) overview.draw(one);
    else window.dash_clientside.film.hold();
    timeline.follow();
    timeline.select(one.view.event, { quiet: true });
    if (!one.marked) await timeline.drawn(one);
  },

  // The label column.
  labels(one) {
    const { fold, hide, move, unfold } = commands;
    window.dash_clientside.lanes.draw(timeline.box("timeline-labels"), one.meta, { fold, hide, move, unfold, open: one.view.open });
  },

  // The first figure is there: says so to whoever measures, and lets it be painted before legend and overview are made.
  async drawn(one) {
    one.marked = true;
    timeline.box("timeline").dataset.drawn = one.case;
    await new Promise((painted) => requestAnimationFrame(() => (performance.mark("timeline-drawn"), setTimeout(painted))));
    window.dash_clientside.film.release();
    if (one !== timeline.now) return;
    around.legend(one);
    overview.draw(one);
  },

  // Screen px inside the timeline box of a place on the axis, as the plot shows it now.
  toPx(place) {
    const { xaxis } = timeline.plot()._fullLayout;
    return timeline.now.meta.left_px + xaxis.l2p(place);
  },

  // Px of a figure across: what lies over it is asked for no layout of the page while it moves.
  width: (one) => one.figure.layout.width,

  range: () => timeline.plot()._fullLayout.xaxis.range.map(Number),

  // Moves what lies over and under the plot along with a zoom or pan.
  follow() {
    const one = timeline.now;
    if (!one || !one.meta) return;
    overlay.axis(one);
    overlay.film(one);
    overlay.focus(one);
    overview.follow(one);
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

  // Selects an event (or none) everywhere: chart, film strip, sentence, panel, table, address. It is lit at once; what is
  // not here of it is asked for.
  select(id, { quiet = false } = {}) {
    const one = timeline.now, known = !id || (one.whole ? Boolean(one.byId[id]) : true);
    one.view.event = known ? id || "" : "";
    one.day = null;
    if (!quiet) timeline.keep(), points.say("");
    overlay.focus(one);
    if (!one.view.event || records.isTold(one, id)) return around.selected(one, one.byId[one.view.event] || null);
    around.waiting();
    records.soon(one, id, (found) => timeline.select(found ? id : "", { quiet }));
  },

};

if (typeof module !== "undefined") module.exports = timeline;
else {
  (window.dash_clientside = window.dash_clientside || {}).timeline = timeline;
  queueMicrotask(timeline.boot);
}
