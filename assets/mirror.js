// Cases side by side: fetches the figure for a view, has it drawn, and keeps what stands round it in step. Where a mark
// stands is decided on the server. Labels and pictures are in mirror_frame, the focus line in mirror_focus.
const mirror = {
  RELAYOUT_MS: 160,
  LEAST_PX: 420,

  // Starts with the document.
  boot() {
    if (document.getElementById("mirror-root")) mirror.start();
  },

  start() {
    mirror.now = { view: mirror_address.read(window.location.search) };
    document.addEventListener("keydown", mirror.key);
    document.addEventListener("timeline-theme", () => mirror.load());
    document.addEventListener("click", mirror.clicked);
    window.addEventListener("resize", () => mirror.later(() => mirror.load(), 200));
    mirror_focus.listen(mirror.box("mirror"));
    mirror_choice.listen();
    mirror.box("mirror-down").addEventListener("click", () => mirror.box("mirror-table").scrollIntoView());
    document.addEventListener("scroll", () => mirror.now.meta && mirror_frame.axis(mirror.now), { passive: true, capture: true });
    return mirror.load({ events: true });
  },

  box: (id) => document.getElementById(id),
  plot: () => mirror.box("mirror-plot"),

  later(call, wait) {
    clearTimeout(mirror.now.timer);
    mirror.now.timer = setTimeout(call, wait);
  },

  // The address of the figure for the view and the size of the page.
  source(events) {
    const box = mirror.box("mirror"), least = box.style.minHeight, many = mirror.now.view.cases.length;
    mirror.box("mirror-root").classList.toggle("wide", many > mirror_frame.BESIDE);
    box.style.minHeight = "";
    const query = mirror_address.query(mirror.now.view);
    query.set("w", box.clientWidth);
    query.set("h", Math.max(box.clientHeight, mirror.LEAST_PX));
    box.style.minHeight = least;
    query.set("theme", document.documentElement.dataset.theme || "light");
    if (box.clientWidth < timeline.SMALL_PX) query.set("compact", "1");
    if (events) query.set("events", "1");
    return discreet.kept(`${mirror.root()}mirror.json?${query}`);
  },

  root: () => mirror.box("mirror-root").dataset.root,

  // Asks for the figure of the present view and shows it; an answer that has been overtaken is dropped.
  async load({ events = false } = {}) {
    const one = mirror.now, ask = (one.ask = (one.ask || 0) + 1);
    const answer = await fetch(mirror.source(events), { headers: { Accept: "application/json" } }).catch(() => null);
    if (ask !== one.ask) return;
    const got = answer?.ok ? await answer.json() : null;
    if (ask !== one.ask) return;
    if (!got?.figure) return mirror.fail(answer, got);
    if (got.cases) mirror.take(got);
    one.meta = got.figure.layout.meta;
    one.ticks = got.figure.layout.xaxis;
    mirror.box("mirror").style.minHeight = `${one.meta.height}px`;
    await mirror.show(got.figure);
  },

  // The cases with their events; what was not asked for is from now on.
  take(got) {
    const one = mirror.now;
    for (const item of got.cases) item.byId = Object.fromEntries(item.events.map((event) => [event.id, event]));
    Object.assign(one, { cases: got.cases, table: got.table, milestones: got.milestones, lanes: got.lanes });
    one.view.cases = got.cases.map((item) => item.id);
    one.view.day0 = got.day0;
    mirror.keep();
  },

  // What cannot be shown is said in a sentence; a day 0 that a case does not have gives way to the common one.
  async fail(answer, got) {
    const said = got || (answer ? await answer.json().catch(() => ({})) : {}), one = mirror.now;
    if (answer?.status === 422 && one.view.zeros.some(Boolean)) {
      await mirror.change({ zeros: [] });
      one.said = `${said.error || "There is no such day 0."} All cases are aligned alike.`;
      return void (one.cases && mirror_frame.zeros(one));
    }
    const few = "few" in said && (mirror.now.view.day0 ? "No two cases share that moment." : `A comparison needs two cases; there ${said.few ? "is one" : "are none"} here.`);
    const later = "The cases cannot be compared now. Reload the page to try again.";
    mirror.box("mirror-message").textContent = few || said.error || later;
    if (!mirror.now.meta) mirror.plot().replaceChildren();
  },

  async show(figure) {
    const one = mirror.now, plot = mirror.plot();
    mirror.box("mirror-message").textContent = "";
    await timeline.plotly();
    await timeline.paint(plot, figure);
    if (!plot.dataset.listening) {
      plot.dataset.listening = "yes";
      plot.on("plotly_relayouting", mirror.follow);
      plot.on("plotly_relayout", mirror.zoomed);
    }
    mirror_frame.draw(one);
    mirror_table.draw(mirror.box("mirror-table"), one);
    mirror.follow();
    mirror.box("mirror").dataset.drawn = one.view.cases.join(" ");
    requestAnimationFrame(() => performance.mark("mirror-drawn"));
  },

  // Screen px inside the box of a place on the axis, as the plot shows it now.
  toPx: (place) => mirror.now.meta.left_px + mirror.plot()._fullLayout.xaxis.l2p(place),

  range: () => mirror.plot()._fullLayout.xaxis.range.map(Number),

  // Moves what lies over the plot along with a zoom or pan.
  follow() {
    if (!mirror.now.meta) return;
    mirror_frame.film(mirror.now);
    mirror_frame.axis(mirror.now);
    mirror_focus.draw(mirror.now);
  },

  zoomed(change) {
    if (!Object.keys(change).some((key) => key.startsWith("xaxis."))) return;
    const { axis } = window.dash_clientside, one = mirror.now, { segments } = one.meta, end = segments.at(-1).x1;
    const [x0, x1] = mirror.range(), all = x0 <= 0.5 && x1 >= end - 0.5;
    one.view.start = all ? "" : axis.token(segments, Math.max(x0, 0));
    one.view.stop = all ? "" : axis.token(segments, Math.min(x1, end));
    mirror.follow();
    mirror.keep();
    mirror.later(() => mirror.load(), mirror.RELAYOUT_MS);
  },

  zoomBy(factor) {
    const [x0, x1] = mirror.range(), at = (x0 + x1) / 2, end = mirror.now.meta.segments.at(-1).x1;
    const low = Math.max(at - (at - x0) * factor, 0), high = Math.min(at + (x1 - at) * factor, end);
    if (high - low >= 8) Plotly.relayout(mirror.plot(), { "xaxis.range[0]": low, "xaxis.range[1]": high });
  },

  whole() {
    Plotly.relayout(mirror.plot(), { "xaxis.range[0]": 0, "xaxis.range[1]": mirror.now.meta.segments.at(-1).x1 });
  },

  keep() {
    const query = mirror_address.query(mirror.now.view).toString();
    window.history.replaceState(window.history.state, "", discreet.kept(window.location.pathname + (query && `?${query}`)));
  },

  // Changes the view by `change`, and asks for what it needs; other days zero start from the whole course.
  change(change, { events = true } = {}) {
    Object.assign(mirror.now.view, change);
    mirror.now.said = "";
    mirror.keep();
    return mirror.load({ events });
  },

  align: (day0) => mirror.change({ day0, zeros: [], start: "", stop: "", day: null }),

  // The page with dates, or without any: events whose names hold a date are then called otherwise.
  dates() {
    const { cases, view } = mirror.now;
    view.zeros = view.zeros.map((zero, at) => cases[at]?.aliases[zero] || zero);
    mirror.keep();
    discreet.toggle();
  },

  toggle(name) {
    const whole = name === "linear" ? { start: "", stop: "" } : {};
    return mirror.change({ [name]: !mirror.now.view[name], ...whole }, { events: false });
  },

  clicked(event) {
    const name = event.target.closest?.("[data-mirror-flag]")?.dataset.mirrorFlag;
    if (name) mirror.toggle(name);
    if (event.target.closest?.("[data-theme-switch]")) window.dash_clientside.shell.switch_theme(1);
  },

  ACTIONS: {
    next: () => mirror_focus.step(1),
    previous: () => mirror_focus.step(-1),
    first: () => mirror_focus.step(-Infinity),
    last: () => mirror_focus.step(Infinity),
    "day-back": () => mirror_focus.nudge(-1),
    "day-on": () => mirror_focus.nudge(1),
    clear: () => mirror_focus.set(null),
    "zoom-in": () => mirror.zoomBy(0.6),
    "zoom-out": () => mirror.zoomBy(1 / 0.6),
    reset: () => mirror.whole(),
    scale: () => mirror.toggle("plain"),
    linear: () => mirror.toggle("linear"),
    lines: () => mirror.toggle("thresholds"),
    "hide-dates": () => mirror.dates(),
    beside: () => mirror_choice.open(),
    help: () => mirror.box("mirror-help").showModal(),
  },

  key(event) {
    const open = document.querySelector("dialog[open]"), one = mirror.now;
    const action = window.dash_clientside.keys.action(event);
    if (open || !action || !one.meta || /^(INPUT|SELECT)$/.test(event.target.tagName || "")) return;
    if (!mirror.ACTIONS[action]) return;
    event.preventDefault();
    mirror.ACTIONS[action]();
  },
};

if (typeof module !== "undefined") module.exports = mirror;
else {
  (window.dash_clientside = window.dash_clientside || {}).mirror = mirror;
  queueMicrotask(mirror.boot);
}
