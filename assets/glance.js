// The panel while nothing is selected: how the times of the case are known, what is not on the axis, what conflicts.
const glance = {
  ORDER: ["exact", "bounded", "approximate", "order only", "not dated"],

  // How many events there are of each kind of time, best known first. Pure.
  counts(events) {
    return glance.ORDER.map((kind) => [kind, events.filter((event) => event.time_kind === kind).length]).filter(([, count]) => count);
  },

  // The contradictions of the source, each with the events that are part of it. Pure.
  conflicts(events) {
    const found = new Map();
    for (const event of events) for (const issue of event.issues.filter((one) => one.conflict)) {
      if (!found.has(issue.id)) found.set(issue.id, { ...issue, events: [] });
      found.get(issue.id).events.push(event);
    }
    return [...found.values()];
  },

  draw(box, one) {
    const { el } = window.dash_clientside.dom;
    const link = (event) => el("button", { type: "button", className: "panel-link", on: { click: () => timeline.select(event.id) } }, event.study_label || event.label);
    const list = (rows) => el("dl", {}, ...rows.flatMap(([name, ...said]) => [el("dt", {}, name), el("dd", {}, ...said)]));
    const timeless = one.events.filter((event) => !event.on_axis), conflicts = glance.conflicts(one.events);
    const parts = [el("header", {}, el("h2", {}, "At a glance")),
      el("section", {}, el("h3", {}, "How its times are known"), list(glance.counts(one.events).map(([kind, count]) => [String(count), kind])))];
    if (timeless.length) parts.push(el("section", {}, el("h3", {}, "Without a time, not on the axis"), list(timeless.map((event) => [event.id, link(event)]))));
    if (conflicts.length) parts.push(el("section", { className: "conflict" }, el("h3", {}, "The source contradicts itself"),
      list(conflicts.map((issue) => [issue.id, issue.summary, " ", ...issue.events.flatMap((event) => [link(event), " "])]))));
    parts.push(el("p", { className: "panel-empty" }, "Select an event by a click on its mark or with the arrow keys."));
    box.replaceChildren(...parts);
  },
};

if (typeof module !== "undefined") module.exports = glance;
else (window.dash_clientside = window.dash_clientside || {}).glance = glance;
