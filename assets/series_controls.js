// What stands above and below the rows: alignment, search, filters, marks, legend, and the way to a comparison.
const series_controls = {
  TABS: ["first-sign", "visit", "first-count", "induction", "first-mri"],
  DAYS: [["", "most cases"], ["3", "first 72 hours"], ["31", "first month"], ["366", "first year"], ["inf", "everything"]],

  // The controls are made once; what is typed in them stays while rows come and go.
  draw(one) {
    const box = series.box("controls");
    if (!box.childElementCount) box.append(...series_controls.made(one));
    for (const node of box.querySelectorAll("[data-day0]")) node.setAttribute("aria-pressed", String(node.dataset.day0 === one.view.day0));
    box.querySelector("[data-other]").value = series_controls.TABS.includes(one.view.day0) ? "" : one.view.day0;
    series_controls.legend(one);
    series_controls.chosen(one);
  },

  made(one) {
    const { dom: { el }, search } = window.dash_clientside, { view } = one;
    const find = () => series.change({ q: document.querySelector("#series-controls .search").value.trim() });
    const line = (name, ...parts) => el("div", { className: "series-line" }, el("span", { className: "zero-name" }, name), ...parts);
    return [
      line("Aligned on", ...series_controls.zeros(one)),
      line("Shown", series_controls.days(view), series_controls.marks(one)),
      line("Cases", el("div", { className: "series-search" }, ...search.field("Search", find, view.q)),
        series_controls.sexes(one), ...series_controls.range("age", "Age", ["years_from", "years_to"], view, "years"),
        series_controls.numbers(view), series_controls.check("aligned", "only aligned", view)),
      line("Interval", series_controls.list("a", "from\u2026", one), series_controls.list("b", "to\u2026", one),
        ...series_controls.range("days", "", ["least", "most"], view, "days"), series_controls.check("sure", "surely", view)),
    ];
  },

  zeros({ info, view }) {
    const { el } = window.dash_clientside.dom, { TABS } = series_controls;
    const shown = info.milestones.filter(({ key }) => TABS.includes(key)).sort((a, b) => TABS.indexOf(a.key) - TABS.indexOf(b.key));
    const button = ({ key, name, rule }) => el("button", {
      type: "button", className: "zero", "data-day0": key, title: rule, on: { click: () => series.change({ day0: key }) },
    }, name);
    const others = info.milestones.filter(({ key }) => !TABS.includes(key));
    const change = ({ target }) => target.value && series.change({ day0: target.value });
    return [...shown.map(button), el("select", { "data-other": "", "aria-label": "Other moments to align on", on: { change } },
      el("option", { value: "" }, "other moment\u2026"), ...others.map(({ key, name }) => el("option", { value: key, selected: key === view.day0 }, name)))];
  },

  sexes({ info, view }) {
    const { el } = window.dash_clientside.dom;
    return el("select", { "aria-label": "Sex", on: { change: ({ target }) => series.change({ sex: target.value }) } },
      el("option", { value: "" }, "any sex"), ...info.sexes.map((sex) => el("option", { value: sex, selected: sex === view.sex }, sex)));
  },

  // Two numbers with a unit; a change asks anew.
  range(id, words, names, view, unit) {
    const { el } = window.dash_clientside.dom;
    const field = (name, limit) => el("input", {
      type: "text", inputMode: "decimal", size: 5, value: view[name], "aria-label": `${words || "Interval"} ${limit}${unit && `, in ${unit}`}`,
      on: { change: ({ target }) => series.change({ [name]: target.value.trim() }) },
    });
    return [el("span", { className: "series-range", "data-range": id }, words, " ", field(names[0], "from"), " to ", field(names[1], "to"), ` ${unit}`)];
  },

  MORE: [["counts", "Counts", ""], ["highest", "Highest count", "\u00d7 10\u2079/L"], ["studies", "Studies", ""], ["statements", "Statements", ""]],

  // The ranges of the other attributes.
  numbers(view) {
    const { el } = window.dash_clientside.dom;
    const item = ([name, words, unit]) => el("p", {}, ...series_controls.range(name, words, [`${name}_from`, `${name}_to`], view, unit));
    return el("details", { className: "series-marks" }, el("summary", {}, "More"), el("div", { className: "series-more" }, ...series_controls.MORE.map(item)));
  },

  check(name, words, view) {
    const { el } = window.dash_clientside.dom;
    return el("label", { className: "series-check" },
      el("input", { type: "checkbox", checked: view[name], on: { change: ({ target }) => series.change({ [name]: target.checked }) } }), words);
  },

  list(name, words, { info, view }) {
    const { el } = window.dash_clientside.dom, change = ({ target }) => series_controls.interval({ [name]: target.value });
    return el("select", { "aria-label": `Interval ${words}`, on: { change } }, el("option", { value: "" }, words),
      ...info.milestones.map(({ key, name: text }) => el("option", { value: key, selected: view[name] === key }, text)));
  },

  // An interval that has both its ends is shown; one without is no longer sorted by.
  interval(change) {
    const view = { ...series.now.view, ...change }, whole = view.a && view.b;
    return series.change(whole ? change : { ...change, ...(view.sort === "interval" ? { sort: "", descending: false } : {}), least: "", most: "" });
  },

  days(view) {
    const { el } = window.dash_clientside.dom;
    return el("select", { "aria-label": "Days shown", on: { change: ({ target }) => series.change({ days: target.value }) } },
      ...series_controls.DAYS.map(([days, words]) => el("option", { value: days, selected: days === view.days }, words)));
  },

  marks({ info }) {
    const { el } = window.dash_clientside.dom;
    const change = () => series.change({ marks: [...document.querySelectorAll("#series-controls [data-mark]:checked")].map((node) => node.dataset.mark).join(".") });
    const item = ({ key, name, rule }) => el("label", { title: rule },
      el("input", { type: "checkbox", "data-mark": key, checked: info.marks.includes(key), on: { change } }), name);
    return el("details", { className: "series-marks" }, el("summary", {}, "Marks"),
      el("div", {}, ...info.milestones.filter(({ key }) => key !== "own").map(item)));
  },

  // The marks that are shown, and the colours of the treatments.
  legend({ info }) {
    const { el, svg } = window.dash_clientside.dom, { lanes } = window.dash_clientside;
    const mark = (key) => {
      const { name, symbol, rule } = info.milestones.find((one) => one.key === key), shape = series_paint.SHAPES[symbol];
      const face = shape ? svg("polygon", { points: shape.map(([x, y]) => `${x + 8},${y + 8}`).join(" ") }) : svg("circle", { cx: 8, cy: 8, r: 4.3 });
      return el("li", { title: rule }, svg("svg", { width: 16, height: 16, viewBox: "0 0 16 16", "aria-hidden": "true" }, face), name);
    };
    const group = (name) => el("li", {}, el("i", { className: "swatch", style: lanes.swatch(name), "aria-hidden": "true" }), name);
    series.box("legend").replaceChildren(...info.marks.map(mark), ...info.groups.map(group),
      el("li", { className: "faint" }, "solid: exact; hollow in brackets: a window; fading: about; boxed on dots: order only, its place is no day; pale treatment: may have been given"));
  },

  chosen({ root, chosen, view }) {
    const { el } = window.dash_clientside.dom, box = series.box("chosen"), titles = [...chosen.values()];
    if (!titles.length) return void (box.textContent = "Choose two to six cases by their boxes or the space bar to compare them.");
    const words = `Compare ${titles.join(", ")}`;
    const way = titles.length > 1 ? el("a", { href: discreet.kept(series.compared(root, [...chosen.keys()], view.day0)) }, words) : `${titles[0]} is chosen; choose another to compare.`;
    box.replaceChildren(way);
  },
};

if (typeof module !== "undefined") module.exports = series_controls;
else (window.dash_clientside = window.dash_clientside || {}).series_controls = series_controls;
