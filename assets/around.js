// What stands round the timeline: day-zero chooser, sentence, panel, footer, hidden lanes, help.
const around = {
  draw(one) {
    around.zeros(one);
    around.footer(one);
    document.querySelectorAll("[data-view-flag]").forEach((node) => node.setAttribute("aria-pressed", String(Boolean(one.view[node.dataset.viewFlag]))));
  },

  // The legend, once; closed where the screen is small.
  legend(one) {
    if (one.legend) return;
    one.legend = true;
    window.dash_clientside.legend.draw(timeline.box("timeline-legend"));
    timeline.box("timeline-legend").parentElement.open = timeline.box("timeline").clientWidth >= 1180;
  },

  zeros(one) {
    const { el } = window.dash_clientside.dom, chosen = one.zero.event, named = one.zero.choices.map((choice) => choice.event);
    const button = (choice) => el("button", { type: "button", className: "zero", "aria-pressed": String(choice.event === chosen), on: { click: () => timeline.zero(choice.event) } }, choice.label);
    const others = one.zero.others.filter((choice) => !named.includes(choice.event));
    const select = el("select", { "aria-label": "Any event as day 0", on: { change: (event) => event.target.value && timeline.zero(event.target.value) } },
      el("option", { value: "" }, "any event\u2026"), ...others.map((choice) => el("option", { value: choice.event, selected: choice.event === chosen }, choice.label)));
    timeline.box("timeline-zeros").replaceChildren(...one.zero.choices.map(button), select);
    timeline.box("timeline-axis-name").textContent = `Days from ${one.zero.label}`;
  },

  // Sentence and panel for the selected event, or for the focus line's day, or for nothing.
  selected(one, event) {
    const { panel, axis, dom } = window.dash_clientside, sentence = timeline.box("timeline-sentence");
    const at = event ? { ...event, ...(one.related[event.id] || {}) } : one.day !== null && one.day !== undefined ? { id: null, earliest: one.day, latest: one.day } : null;
    document.body.classList.toggle("panel-open", Boolean(event));
    if (!event) glance.draw(timeline.box("timeline-panel"), one);
    else panel.draw(timeline.box("timeline-panel"), event, event && one.studies.find((study) => study.id === event.study), [...new Set(one.studies.flatMap((study) => Object.keys(study.findings)))], () => timeline.select(""));
    window.dash_clientside.event_table.mark(event?.id ?? "");
    if (!at) return sentence.replaceChildren(around.intro(one));
    at.silent = one.events.some((other) => other.kind === "neuro_status" && other.state === "not reported" && around.within(at, other));
    const head = event ? `${around.capital(event.mark === "order only" && event.rank !== null ? `step ${event.rank}, ${window.dash_clientside.moment.when(event)}` : window.dash_clientside.moment.when(event))}, ${event.study_label || event.label}` : around.capital(axis.text(one.day));
    sentence.replaceChildren(dom.el("strong", {}, `${head}.`), ` ${window.dash_clientside.moment.parts(one.events, at).join(" ")}`);
  },

  within: (at, span) => at.id !== span.id && at.earliest !== null && at.latest !== null && span.earliest !== null && span.end_earliest !== null && at.earliest >= span.earliest && at.latest <= span.end_earliest,
  capital: (text) => text.charAt(0).toUpperCase() + text.slice(1),

  intro: (one) => `${one.events.length} statements of the record. Select one by a click or the arrow keys; ? lists the keys.`,

  // The four numbers, and lanes that are hidden.
  footer(one) {
    const { el } = window.dash_clientside.dom, n = one.meta.numbers;
    const words = `${n.read} rows read = ${n.drawn} drawn + ${n.outside} outside the window + ${n.timeless} without a time + ${n.refused} refused${n.hidden ? ` + ${n.hidden} in hidden or folded lanes` : ""}`;
    const box = timeline.box("timeline-numbers");
    const names = n.timeless_ids.map((id) => one.byId?.[id]?.label).filter(Boolean);
    box.replaceChildren(el("span", { className: "numbers", title: names.length ? `Without a time: ${names.join("; ")}` : "" }, words),
      ...one.view.hidden.map((name) => el("button", { type: "button", className: "show-lane", on: { click: () => timeline.hide(name) } }, `Show ${name.replaceAll("_", " ")}`)));
    timeline.box("timeline-timeless").textContent = names.length ? `Without a time, not on the axis: ${names.join("; ")}.` : "";
  },

  help() {
    const box = timeline.box("timeline-help");
    box.open ? box.close() : box.showModal();
  },
};

if (typeof module !== "undefined") module.exports = around;
else (window.dash_clientside = window.dash_clientside || {}).around = around;
