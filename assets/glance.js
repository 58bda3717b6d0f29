// The panel while nothing is selected: how the times of the case are known, what is not on the axis, what conflicts.
const glance = {
  // `one.glance` is counted on the server.
  draw(box, one) {
    const { el } = window.dash_clientside.dom;
    const { kinds, timeless, conflicts } = one.glance;
    const counts = kinds.map(([kind, count]) => [String(count), kind]);
    const undated = timeless.map((event) => [event.id, glance.link(event), ...glance.outside(event)]);
    const contradictions = conflicts.map((issue) => [issue.id, issue.summary, " ", ...issue.events.flatMap((event) => [glance.link(event), " "])]);
    box.replaceChildren(
      el("header", {}, el("h2", {}, "At a glance")),
      ...window.dash_clientside.since.lists(one).map(([title, events]) => glance.section(title, events.map((event) => [window.dash_clientside.moment.when(event), glance.link(event)]), "since-list")),
      glance.section("How its times are known", counts),
      undated.length ? glance.section("Without a time, not on the axis", undated) : "",
      contradictions.length ? glance.section("The source contradicts itself", contradictions, "conflict") : "",
      el("p", { className: "panel-empty" }, "Select an event by a click on its mark or with the arrow keys."),
    );
  },

  link(event) {
    const { el } = window.dash_clientside.dom, click = () => timeline.select(event.id);
    return el("button", { type: "button", className: "panel-link", on: { click } }, event.label);
  },

  // The address that an event is about, such as a slide or a report elsewhere.
  outside: (event) => (event.details.link ? [" ", ...window.dash_clientside.links.within(event.details.link)] : []),

  MOST: 12, // of one kind that stand there at once; the rest unfolds

  section(title, rows, className = "") {
    const { el } = window.dash_clientside.dom;
    const list = (some) => el("dl", {}, ...some.flatMap(([name, ...said]) => [el("dt", {}, name), el("dd", {}, ...said)]));
    const few = rows.length > glance.MOST + 1 ? glance.MOST : rows.length, rest = rows.slice(few);
    const more = rest.length ? [el("details", {}, el("summary", {}, `${words.count(rest.length)} more`), list(rest))] : [];
    return el("section", { className }, el("h3", {}, title), list(rows.slice(0, few)), ...more);
  },
};

if (typeof module !== "undefined") module.exports = glance;
else (window.dash_clientside = window.dash_clientside || {}).glance = glance;
