// The table beside several cases: intervals side by side, and what the record says; every cell's words are the server's.
const mirror_table = {
  draw(box, one) {
    const { el } = window.dash_clientside.dom, { table } = one;
    const parts = [
      el("h2", {}, `Seen from ${mirror_table.zeroName(one)}`),
      mirror_table.rows(one, table.seen, true),
      el("h3", {}, "From one to another"),
      mirror_table.pair(one),
      mirror_table.rows(one, table.pairs, false),
      el("h3", {}, "What the record says"),
      mirror_table.rows(one, table.said, false),
      table.untold.length ? el("p", { className: "mirror-note" }, `Cannot be told in any of them: ${table.untold.join(", ")}.`) : "",
      el("p", { className: "mirror-note" }, "Every interval is one cell of the case's network of times: a window is as wide as the record leaves it."),
    ];
    box.replaceChildren(...parts);
  },

  // What day 0 is called in the heading. Pure.
  zeroName({ milestones, view }) {
    const chosen = milestones.find((item) => item.key === view.day0);
    return view.zeros.some(Boolean) || !chosen || chosen.key === "own" ? "day 0" : `the ${chosen.name}`;
  },

  rows(one, lines, headed) {
    const { el } = window.dash_clientside.dom;
    const names = one.cases.map((item) => el("th", { scope: "col", className: headed ? "" : "sr" }, item.title));
    const head = el("tr", {}, el("th", { scope: "col" }, el("span", { className: "sr" }, "interval")), ...names);
    return el("table", {}, el("thead", {}, head), el("tbody", {}, ...lines.map((line) =>
      el("tr", {}, el("th", { scope: "row" }, line.name), ...line.cells.map(mirror_table.cell)))));
  },

  // A cell; what is not reported or cannot be told is grey, what it is about stands in its title.
  cell({ words, kind, about }) {
    return window.dash_clientside.dom.el("td", { className: kind.replace(" ", "-"), title: about || null }, words);
  },

  // Any two milestones: the interval between them comes first in the list below.
  pair(one) {
    const { el } = window.dash_clientside.dom, { view, milestones } = one;
    const list = (name, words) => el("select", {
      "aria-label": words, on: { change: ({ target }) => mirror_table.choose({ [name]: target.value }) },
    }, el("option", { value: "" }, words), ...milestones.filter(({ key }) => key !== "own").map(({ key, name: text }) =>
      el("option", { value: key, selected: view[name] === key }, text)));
    return el("p", { className: "mirror-pair" }, list("a", "from\u2026"), list("b", "to\u2026"));
  },

  choose(change) {
    const { view } = mirror.now;
    Object.assign(view, change);
    mirror.keep();
    if (view.a && view.b) mirror.load({ events: true });
  },
};

if (typeof module !== "undefined") module.exports = mirror_table;
else (window.dash_clientside = window.dash_clientside || {}).mirror_table = mirror_table;
