// Choosing which cases and lanes stand side by side, and an event of its own as a case's day 0.
const mirror_choice = {
  MOST: 6,
  FEWEST: 2,

  listen() {
    mirror.box("mirror-choose").addEventListener("click", mirror_choice.open);
    mirror.box("mirror-close").addEventListener("click", () => mirror.box("mirror-chooser").close());
    mirror.box("mirror-search").append(...window.dash_clientside.search.field("Add a case", mirror_choice.search));
  },

  open() {
    mirror.box("mirror-chooser").showModal();
    mirror_choice.draw();
    mirror_choice.search();
  },

  draw() {
    const { el } = window.dash_clientside.dom, one = mirror.now, { cases, view } = one;
    const drop = (at) => mirror_choice.take(cases.map((item) => item.id).filter((_, place) => place !== at), view.zeros.filter((_, place) => place !== at));
    const own = (at) => ({ target }) => mirror_choice.zero(at, target.value);
    const row = (item, at) => el("div", { className: "mirror-case" },
      el("strong", {}, item.title), el("span", {}, [item.person, item.diagnosis].filter(Boolean).join(", ")),
      el("select", { "aria-label": `Day 0 of ${item.title}`, on: { change: own(at) } },
        el("option", { value: "" }, view.zeros[at] ? "aligned as the others" : `aligned: ${item.zero_label || item.note}`),
        ...mirror_choice.choices(item, view.zeros[at]).map(({ event, label }) => el("option", { value: event, selected: view.zeros[at] === event }, label))),
      el("button", { type: "button", disabled: cases.length <= mirror_choice.FEWEST, on: { click: () => drop(at) } },
        "Remove", el("span", { className: "sr" }, ` ${item.title}`)));
    mirror.box("mirror-cases").replaceChildren(...cases.map(row));
    mirror.box("mirror-lanes").replaceChildren(...one.lanes.map(({ name, title }) => mirror_choice.lane(one, name, title)));
  },

  // What can be day 0 of a case, and what is, if it was typed into the address. Pure.
  choices: (item, zero) => (!zero || item.choices.some(({ event }) => event === zero) ? item.choices : [{ event: zero, label: item.zero_label }, ...item.choices]),

  lane(one, name, title) {
    const { el } = window.dash_clientside.dom, shown = one.view.only ? one.view.only.split(".") : mirror_choice.LANES;
    const change = ({ target }) => mirror_choice.lanes(target.checked ? [...shown, name] : shown.filter((other) => other !== name));
    return el("label", {}, el("input", { type: "checkbox", checked: shown.includes(name), on: { change } }), title);
  },

  LANES: ["blood_counts", "treatments", "imaging_studies", "neuro_status"],

  async lanes(names) {
    const standard = names.length === mirror_choice.LANES.length && mirror_choice.LANES.every((name) => names.includes(name));
    await mirror.change({ only: standard || !names.length ? "" : names.join(".") }, { events: false });
    mirror_choice.draw();
  },

  async take(cases, zeros = []) {
    await mirror.change({ cases, zeros, start: "", stop: "" });
    mirror_choice.draw();
    mirror_choice.search();
  },

  async zero(at, event) {
    const zeros = mirror.now.cases.map((_, place) => (place === at ? event : mirror.now.view.zeros[place] || ""));
    await mirror.change({ zeros, start: "", stop: "", day: null });
    mirror_choice.draw();
  },

  // The first few cases of the library that match what is typed, without those that are there.
  async search() {
    const { el } = window.dash_clientside.dom, box = mirror.box("mirror-found"), { cases } = mirror.now.view;
    const query = new URLSearchParams({ q: mirror.box("mirror-search").querySelector("input").value, count: 8 + cases.length });
    const answer = await fetch(discreet.kept(`${mirror.root()}cases.json?${query}`), { headers: { Accept: "application/json" } }).catch(() => null);
    const got = answer?.ok ? await answer.json() : { cases: [], found: 0 };
    const full = cases.length >= mirror_choice.MOST;
    const item = (one) => el("li", {}, el("button", { type: "button", disabled: full, on: { click: () => mirror_choice.take([...cases, one.id], mirror.now.view.zeros) } },
      el("strong", {}, one.title), ` ${[one.person, one.diagnosis].filter(Boolean).join(", ")}`));
    const left = got.cases.filter((one) => !cases.includes(one.id)).slice(0, 8);
    const said = full ? "Six cases are the most that can stand side by side." : left.length ? "" : "No other case matches.";
    box.replaceChildren(...left.map(item), said ? el("li", { className: "faint" }, said) : "");
  },
};

if (typeof module !== "undefined") module.exports = mirror_choice;
else (window.dash_clientside = window.dash_clientside || {}).mirror_choice = mirror_choice;
