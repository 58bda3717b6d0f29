// What stands round the timeline: controls, sentence, panel, footer, hidden lanes, help.
const around = {
  draw(one) {
    for (const part of [zero, dates, since, pins, ruler]) part.draw(one);
    points.tray();
    around.footer(one);
    for (const node of document.querySelectorAll("[data-view-flag]")) {
      node.setAttribute("aria-pressed", String(Boolean(one.view[node.dataset.viewFlag])));
    }
  },

  // The legend, once; closed where the screen is small.
  legend(one) {
    if (one.legend) return;
    one.legend = true;
    window.dash_clientside.legend.draw(timeline.box("timeline-legend"), !one.whole);
    timeline.box("timeline-legend").parentElement.open = timeline.box("timeline").clientWidth >= timeline.SMALL_PX;
  },

  // What is told is of the event before, until that of the selected one has come.
  waiting() {
    for (const name of ["timeline-sentence", "timeline-panel"]) timeline.box(name).setAttribute("aria-busy", "true");
  },

  // Sentence and panel for the selected event, or for the focus line's day, or for nothing.
  selected(one, event) {
    for (const name of ["timeline-sentence", "timeline-panel"]) timeline.box(name).removeAttribute("aria-busy");
    const { dom, moment, event_table: table } = window.dash_clientside, sentence = timeline.box("timeline-sentence");
    document.body.classList.toggle("panel-open", Boolean(event));
    around.panel(one, event);
    table.mark(event?.id ?? "");
    const at = around.moment(one, event);
    if (!at) return sentence.replaceChildren(around.intro(one));
    const words = moment.parts(one.events, at).join(" ");
    sentence.replaceChildren(dom.el("strong", {}, `${around.head(one, event)}.`), ` ${words}`);
  },

  panel(one, event) {
    const box = timeline.box("timeline-panel");
    if (!event) return glance.draw(box, one);
    const study = one.studies.find((other) => other.id === event.study);
    const findings = [...new Set(one.studies.flatMap((other) => Object.keys(other.findings)))];
    window.dash_clientside.panel.draw(box, event, study, findings, () => timeline.select(""));
  },

  // The moment of which the sentence tells: the event's, the chosen day's, or null. Pure.
  moment(one, event) {
    const day = { id: null, earliest: one.day, latest: one.day };
    const at = event ? { ...event, ...(one.related[event.id] || {}) } : one.day !== null && one.day !== undefined ? day : null;
    const silent = () => one.events.some((other) => around.isSilence(other) && around.within(at, other));
    return at && { ...at, silent: (event ? one.silent?.[event.id] : one.silentDay) ?? silent() };
  },

  isSilence: (event) => event.kind === "neuro_status" && event.state === "not reported",

  // How the sentence begins: when, and at which event.
  head(one, event) {
    const { axis, moment } = window.dash_clientside;
    if (!event) return around.capital(axis.text(one.day)) + dates.bracket(one.clock, one.day);
    const step = event.mark === "order only" && event.rank !== null ? `step ${event.rank}, ` : "";
    const dated = dates.beside(one) && [event.date, event.age].filter(Boolean).join(", ");
    return `${around.capital(`${step}${moment.when(event)}`)}${dated ? ` (${dated})` : ""}, ${event.study_label || event.label}`;
  },

  // Whether a moment surely lies inside what `span` surely lasts. Pure.
  within(at, span) {
    const known = [at.earliest, at.latest, span.earliest, span.end_earliest].every((day) => day !== null);
    return known && at.id !== span.id && at.earliest >= span.earliest && at.latest <= span.end_earliest;
  },

  capital: (text) => text.charAt(0).toUpperCase() + text.slice(1),

  intro: (one) => `${words.count(one.all)} statements of the record. Select one by a click or the arrow keys; ? lists the keys.`,

  // The four numbers, and lanes that are hidden.
  footer(one) {
    const { el } = window.dash_clientside.dom, { numbers } = one.meta;
    const names = (one.glance?.timeless || []).map((event) => event.label).join("; ");
    const show = (name) => el("button", { type: "button", className: "show-lane", on: { click: () => commands.hide(name) } },
      `Show ${name.replaceAll("_", " ")}`);
    timeline.box("timeline-numbers").replaceChildren(
      el("span", { className: "numbers", title: names && `Without a time: ${names}` }, around.sum(numbers)),
      ...one.view.hidden.map(show),
    );
    timeline.box("timeline-timeless").textContent = names && `Without a time, not on the axis: ${names}.`;
  },

  // What became of every row. Pure.
  sum(n) {
    const { count } = words;
    const outside = n.unseen ? "outside the window or between the points of a curve" : "outside the window";
    const parts = [`${count(n.drawn)} drawn`, `${count(n.outside)} ${outside}`, `${count(n.timeless)} without a time`, `${count(n.refused)} refused`];
    if (n.between) parts.push(`${count(n.between)} between the points of a curve`);
    if (n.hidden) parts.push(`${count(n.hidden)} in hidden or folded lanes`);
    return `${count(n.read)} rows read = ${parts.join(" + ")}`;
  },

  help() {
    const box = timeline.box("timeline-help");
    box.open ? box.close() : box.showModal();
  },
};

if (typeof module !== "undefined") module.exports = around;
else (window.dash_clientside = window.dash_clientside || {}).around = around;
