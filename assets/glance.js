// The panel while nothing is selected: how the times of the case are known, what is not on the axis, what conflicts.
const glance = {
  KINDS: [["exact", ["exact"]], ["bounded or on another clock", ["bounded", "clock"]], ["approximate", ["approximate"]], ["order only", ["order only"]],
    ["as of writing", ["as of writing"]]],

  // How many events there are of each kind of time, best known first; those without a time last. Pure.
  counts(events) {
    const shown = events.filter((event) => event.on_axis);
    const counts = glance.KINDS.map(([words, marks]) => [words, shown.filter((event) => marks.includes(event.mark)).length]);
    return [...counts, ["without a time", events.length - shown.length]].filter(([, count]) => count);
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
    const counts = glance.counts(one.events).map(([kind, count]) => [String(count), kind]);
    const timeless = one.events.filter((event) => !event.on_axis).map((event) => [event.id, glance.link(event), ...glance.outside(event)]);
    const conflicts = glance.conflicts(one.events)
      .map((issue) => [issue.id, issue.summary, " ", ...issue.events.flatMap((event) => [glance.link(event), " "])]);
    box.replaceChildren(
      el("header", {}, el("h2", {}, "At a glance")),
      ...window.dash_clientside.since.lists(one).map(([title, events]) => glance.section(title, events.map((event) => [window.dash_clientside.moment.when(event), glance.link(event)]), "since-list")),
      glance.section("How its times are known", counts),
      timeless.length ? glance.section("Without a time, not on the axis", timeless) : "",
      conflicts.length ? glance.section("The source contradicts itself", conflicts, "conflict") : "",
      el("p", { className: "panel-empty" }, "Select an event by a click on its mark or with the arrow keys."),
    );
  },

  link(event) {
    const { el } = window.dash_clientside.dom, click = () => timeline.select(event.id);
    return el("button", { type: "button", className: "panel-link", on: { click } }, event.study_label || event.label);
  },

  // The address that an event is about, such as a slide or a report elsewhere.
  outside: (event) => (event.details.link ? [" ", ...window.dash_clientside.links.within(event.details.link)] : []),

  section(title, rows, className = "") {
    const { el } = window.dash_clientside.dom;
    const list = rows.flatMap(([name, ...said]) => [el("dt", {}, name), el("dd", {}, ...said)]);
    return el("section", { className }, el("h3", {}, title), el("dl", {}, ...list));
  },
};

if (typeof module !== "undefined") module.exports = glance;
else (window.dash_clientside = window.dash_clientside || {}).glance = glance;
