// "Any event…": everything that can be day zero, found by typing. Clocks, moments, extremes and the n-th of a kind come
// from the server, each with its words or the sentence why it is not known; single events are those of the page.
const chooser = {
  SHOWN: 80,
  KINDS: {
    encounter: "Encounters", lab: "Laboratory", treatment: "Treatment", neuro_status: "Neurological status", imaging: "Imaging", procedure: "Procedures",
    pathology: "Pathology", diagnosis: "Diagnoses", complication: "Complications", outcome: "Outcomes", decision: "Decisions",
    note: "Notes", other: "Other events",
  },
  SIGNS: { ">": ">", ">=": ">=", "<": "<", "<=": "<=", above: ">", over: ">", below: "<", under: "<" },
  IDLE: new Set(["of", "the", "a", "an", "from", "with", "day"]),
  now: null,

  isOpen: () => Boolean(chooser.now),
  box: () => timeline.box("timeline-chooser"),

  // Options of single events. Pure.
  events: (events, when) => events.filter((event) => event.mark !== "not dated").map((event) => ({
    selector: event.id, event: event.id, label: event.study_label || event.label, note: "", group: chooser.KINDS[event.kind] || event.kind, time: when(event),
    known: true, text: [event.study_label, event.label, event.term, ...event.components, chooser.KINDS[event.kind]].join(" "),
  })),

  // Options of what the server offers. Pure.
  offers: (offers, byId, when) => offers.map((offer) => ({
    ...offer, time: byId[offer.event] ? when(byId[offer.event]) : "", text: [offer.label, offer.words, offer.note].join(" "),
  })),

  // The options that a query finds, in their order, those that begin with it first. Pure.
  found(options, query) {
    const tokens = chooser.tokens(query).filter((token) => !chooser.IDLE.has(token));
    if (!tokens.length) return options;
    const fits = options.filter((option) => {
      const text = chooser.tokens(option.text);
      return tokens.every((token) => text.some((word) => word.startsWith(token)));
    });
    const start = query.trim().toLowerCase(), begins = (option) => option.label.toLowerCase().startsWith(start);
    return [...fits.filter(begins), ...fits.filter((option) => !begins(option))];
  },

  tokens: (text) => text.toLowerCase().split(/[^\p{L}\p{N}.]+/u).filter(Boolean),

  // The crossing that a query spells ("leukocytes > 100", "wbc below 0.5 G/L"), or null. Pure.
  crossing(query, measured) {
    const match = /^(\D*?)\s*(>=|<=|>|<|above|over|below|under)\s*(-?\d+(?:[., ']\d{3}(?![\d*]))*(?:[.,]\d+)*)\s*([^\d.,'\s].*|10[*^].*)?$/i.exec(query.trim());
    if (!match || !match[1]) return null;
    const said = match[1].trim().toLowerCase(), own = measured.find((one) => one.key.startsWith(said) || one.title.toLowerCase().startsWith(said));
    const sign = chooser.SIGNS[match[2].toLowerCase()], unit = match[4] ? ` ${match[4].trim()}` : "";
    const selector = `crossing:${own ? own.key : said}${sign}${match[3]}${unit}`;
    const label = `first reported ${(own?.title || said).toLowerCase()} ${sign} ${match[3]}${unit}`;
    return { selector, label, group: "Values", known: true, asks: true, time: "", note: "" };
  },

  async open() {
    const one = timeline.now, { el } = window.dash_clientside.dom, box = chooser.box();
    if (!one?.events || chooser.isOpen()) return;
    chooser.now = { options: [], at: -1, offers: [], measured: [] };
    const input = el("input", {
      type: "text", id: "chooser-query", placeholder: "event, drug, scan, highest \u2026, leukocytes > 100", autocomplete: "off", spellcheck: false,
      role: "combobox", "aria-label": "What is day 0", "aria-expanded": "true", "aria-controls": "chooser-list", "aria-autocomplete": "list",
      on: { input: chooser.fill },
    });
    box.replaceChildren(
      input,
      el("div", { id: "chooser-list", className: "chooser-list", role: "listbox", "aria-label": "Possible day 0" }),
      el("form", { id: "chooser-value", className: "chooser-value", on: { submit: chooser.typed } }),
      el("p", { id: "chooser-said", className: "chooser-said", role: "status" }),
    );
    box.hidden = false;
    timeline.box("timeline-any").setAttribute("aria-expanded", "true");
    chooser.fill();
    input.focus();
    const got = await chooser.get({});
    if (!chooser.isOpen() || got.error) return;
    Object.assign(chooser.now, { offers: got.offers, measured: got.measured });
    chooser.values();
    chooser.fill();
  },

  close() {
    if (!chooser.isOpen()) return;
    chooser.now = null;
    chooser.box().hidden = true;
    chooser.box().replaceChildren();
    timeline.box("timeline-any")?.setAttribute("aria-expanded", "false");
    timeline.box("timeline").focus({ preventScroll: true });
  },

  // What the server says of day zeros: all that it offers, or the one of a selector; a failure as {error}.
  async get(asked) {
    const { address } = window.dash_clientside, one = timeline.now, dates = address.shared({ discreet: one.view.discreet });
    const query = new URLSearchParams([...Object.entries(asked), ...dates]);
    const source = `${timeline.root()}cases/${encodeURIComponent(one.case)}/zeros.json?${query}`;
    const answer = await fetch(source, { headers: { Accept: "application/json" } }).catch(() => null);
    const said = answer ? await answer.json().catch(() => ({})) : {};
    return answer?.ok ? said : { error: said.error || "The list cannot be loaded now." };
  },

  asked: (selector) => chooser.get({ zero: selector }),

  // The options of the present query, in their groups.
  fill() {
    const { el } = window.dash_clientside.dom, one = timeline.now, { moment } = window.dash_clientside, query = timeline.box("chooser-query").value;
    const all = [...chooser.offers(chooser.now.offers, one.byId, moment.when), ...chooser.events(one.events, moment.when)];
    const typed = chooser.crossing(query, chooser.now.measured), selected = one.byId[one.view.event];
    const own = selected && !query ? chooser.events([selected], moment.when).map((option) => ({ ...option, group: "Selected" })) : [];
    const fits = [...own, ...(typed ? [typed] : []), ...(typed ? [] : chooser.found(all, query))];
    const options = fits.slice(0, chooser.SHOWN), groups = new Map();
    options.forEach((option, i) => groups.set(option.group, [...(groups.get(option.group) || []), [option, i]]));
    chooser.now.options = [...groups.values()].flat().map(([option]) => option);
    let place = 0;
    const rows = [...groups].map(([name, members]) => el("div", { role: "group", "aria-label": name }, el("h3", { "aria-hidden": "true" }, name),
      ...members.map(([option]) => chooser.row(option, place++, el))));
    const more = fits.length - options.length;
    timeline.box("chooser-list").replaceChildren(...rows, more > 0 ? el("p", { className: "chooser-more" }, `and ${more} more: type to narrow`) : "",
      fits.length ? "" : el("p", { className: "chooser-more" }, "Nothing of that name."));
    chooser.mark(query || own.length ? 0 : -1);
    chooser.say("");
  },

  row(option, place, el) {
    const said = option.known ? option.note : option.why, className = `chooser-option${option.known ? "" : " unknown"}`;
    const on = { mousedown: (event) => event.preventDefault(), click: () => chooser.take(option) };
    return el("div", { role: "option", id: `chooser-${place}`, className, "aria-selected": "false", on },
      el("span", { className: "chooser-label" }, option.label, said ? el("small", {}, said) : ""), el("span", { className: "chooser-time" }, option.time));
  },

  mark(place) {
    const { options } = chooser.now, input = timeline.box("chooser-query");
    chooser.now.at = options.length ? Math.min(Math.max(place, -1), options.length - 1) : -1;
    for (const node of chooser.box().querySelectorAll("[role=option]")) {
      const on = node.id === `chooser-${chooser.now.at}`;
      node.setAttribute("aria-selected", String(on));
      if (on) node.scrollIntoView({ block: "nearest" });
    }
    if (chooser.now.at < 0) input.removeAttribute("aria-activedescendant");
    else input.setAttribute("aria-activedescendant", `chooser-${chooser.now.at}`);
  },

  say: (text) => void (timeline.box("chooser-said").textContent = text),

  // A key inside the list; true when it was one of its own.
  key(event) {
    if (!chooser.isOpen()) return false;
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 }[event.key], inList = event.target.id === "chooser-query";
    if (event.key === "Escape") chooser.close();
    else if (inList && step) chooser.mark(chooser.now.at + step < 0 ? 0 : chooser.now.at + step);
    else if (inList && event.key === "Enter") chooser.take(chooser.now.options[chooser.now.at]);
    else return chooser.box().contains(event.target);
    event.preventDefault();
    return true;
  },

  // A click beside the list closes it.
  outside(event) {
    if (chooser.isOpen() && !chooser.box().contains(event.target) && !event.target.closest?.("#timeline-any")) chooser.close();
  },

  async take(option) {
    if (!option) return;
    if (!option.known) return chooser.say(option.why);
    const target = option.asks ? await chooser.asked(option.selector) : option;
    if (target.error) return chooser.isOpen() && chooser.say(target.error);
    chooser.close();
    const { selector, event, label, note } = target;
    return zero.choose({ selector, event, label, note: note || "" });
  },

  // The line in which a value is typed: analyte, above or below, number, unit.
  values() {
    const { el } = window.dash_clientside.dom, { measured } = chooser.now, form = timeline.box("chooser-value");
    if (!measured.length) return;
    const option = (value, text) => el("option", { value }, text);
    const units = el("select", { id: "chooser-unit", "aria-label": "Unit" });
    const known = measured.map((one) => option(one.key, one.title)), unitsOf = (key) => measured.find((one) => one.key === key).units;
    const fill = () => units.replaceChildren(...unitsOf(analyte.value).map(([code, words]) => option(code, words || "no unit")));
    const analyte = el("select", { id: "chooser-analyte", "aria-label": "Analyte", on: { change: fill } }, ...known);
    const sign = el("select", { id: "chooser-sign", "aria-label": "Side" }, option(">", "above"), option("<", "below"));
    const number = el("input", { id: "chooser-number", type: "text", inputMode: "decimal", size: 7, "aria-label": "Value", autocomplete: "off" });
    form.replaceChildren(el("span", {}, "First value of"), analyte, sign, number, units, el("button", { type: "submit" }, "Count from it"));
    fill();
  },

  typed(event) {
    event.preventDefault();
    const value = (name) => timeline.box(`chooser-${name}`).value.trim();
    if (!value("number")) return chooser.say("Type a value first.");
    return chooser.take({ selector: `crossing:${value("analyte")}${value("sign")}${value("number")} ${value("unit")}`.trim(), known: true, asks: true });
  },
};

if (typeof module !== "undefined") module.exports = chooser;
else (window.dash_clientside = window.dash_clientside || {}).chooser = chooser;
