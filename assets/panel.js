// The panel of the selected event: its words, its time and how it follows, its pictures, its findings, its source.
const panel = {
  // The sections of an event, as [title, rows] with rows of [name, text]. Pure.
  sections(event, study, all = []) {
    return [
      ["What is known of its time", panel.times(event)],
      ["Findings", panel.findings(event, study, all)],
      ["In the pictures", panel.study(study)],
      ["Fact", panel.facts(event)],
      [event.conflicts.length ? "Conflict: both readings" : "Other readings", panel.readings(event)],
      ["Remark", event.note ? [["", event.note]] : []],
      ["Source", panel.source(event)],
    ].filter(([, rows]) => rows.length);
  },

  times(event) {
    const end = event.end_state === "unknown" ? "end not reported" : event.end_state;
    const until = event.end_words || (event.end_state !== "known" && end);
    return [
      ["time", event.words], until && ["until", until], ["kind", panel.KINDS[event.mark] || event.mark],
      event.clock_words && ["stated as", event.clock_words], event.date && ["date", event.date], event.age && ["age", event.age],
    ].filter(Boolean);
  },

  facts(event) {
    const facts = [];
    if (event.state !== "present") facts.push(["state", event.state]);
    if (event.value !== null) facts.push(["value", panel.value(event)]);
    const converted = event.value_received !== null && panel.value(event) !== panel.received(event);
    if (converted) facts.push(["as received", panel.received(event)]);
    if (event.components.length) facts.push(["parts", event.components.join("; ")]);
    for (const [name, text] of Object.entries(event.details)) facts.push([name.replaceAll("_", " "), text]);
    if (event.flags) facts.push(["beside it", event.flags]);
    return facts;
  },

  // What the study says of each finding, and which of `all` it does not speak of.
  findings(event, study, all) {
    const words = (name, cell) => (cell.word && cell.word !== cell.trend ? `${name}: ${cell.word}` : name);
    const said = Object.entries(study?.findings || {}).map(([name, cell]) => [cell.trend, words(name, cell)]);
    const silent = study && event.study_label ? all.filter((name) => !(name in study.findings)) : [];
    if (silent.length && said.length) said.push(["not reported", silent.join(", ")]);
    return said;
  },

  // What is not regular in the pictures of a study, what it holds besides, and what of it cannot be read.
  study(study) {
    if (!study) return [];
    const { viewer_caption: caption } = panel.tools(), shown = study.series || [], names = caption.names_of(shown);
    const doubts = shown.flatMap((one, i) => (one.warnings || []).map((words) => [names[i], words]));
    return [...doubts, ["also there", caption.besides(study)]].filter(([, text]) => text);
  },

  tools: () => (typeof module !== "undefined" ? { viewer_caption: require("./viewer_caption.js") } : window.dash_clientside),

  readings(event) {
    const rows = (issue) => [[issue.id, issue.summary], ...issue.readings.map((text) => ["reading", text]), ["recorded", issue.recorded]];
    return event.issues.flatMap(rows);
  },

  source: (event) => [
    ["source", event.source], ["place", event.place], event.figure && ["figure", event.figure],
    event.as_printed && ["as printed", event.as_printed], ["row", event.id],
  ].filter(Boolean),

  KINDS: {
    exact: "exact",
    clock: "exact on another clock, a window here",
    bounded: "bounded: between two days",
    approximate: "approximate; the range is our rule for rounded spans",
    "order only": "order only: no day is known",
    "as of writing": "as of writing",
    "not dated": "not dated",
  },

  // A word has no unit, whatever the source's column of units says.
  value(event) {
    if (!/[0-9]/.test(event.value)) return String(event.value);
    return `${event.value} ${event.unit ? event.unit.replace("10*9/L", "× 10⁹/L") : event.unit_received || ""}`.trim();
  },
  received: (event) => `${event.value_received} ${event.unit_received || ""}`.trim(),

  draw(box, event, study, all, close) {
    const { el } = window.dash_clientside.dom;
    box.replaceChildren(
      el("button", { type: "button", className: "panel-close", "aria-label": "Close the details", on: { click: close } }, "\u00d7"),
      el("header", {}, el("h2", {}, event.study_label || event.label), el("p", { className: "panel-day" }, window.dash_clientside.moment.short(event))),
      el("p", { className: "panel-term" }, event.term),
      study?.series.length || study?.arrival ? panel.opener(study) : "",
      panel.pictures(study),
      ...panel.sections(event, study, all).map(([title, rows]) => panel.section(title, rows)),
    );
  },

  opener(study) {
    const { el } = window.dash_clientside.dom;
    return el("button", { type: "button", className: "panel-open-pictures", on: { click: () => viewer.open([study.id]) } }, "Pictures");
  },

  pictures(study) {
    const { el } = window.dash_clientside.dom, shown = study?.pictures || [];
    if (!shown.length) return "";
    if (study.arrival) return el("p", { "data-arrival": study.id }, arrivals.said(study));
    const image = ({ large, caption }) => el("img", { src: large, alt: `${study.label}: ${caption}`, loading: "eager" });
    const figures = shown.map((one) => el("figure", {}, image(one), el("figcaption", {}, one.caption)));
    return el("div", { className: `panel-pictures${shown.length > 1 ? " two" : ""}` }, ...figures);
  },

  section(title, rows) {
    const { dom: { el }, links } = window.dash_clientside;
    const list = rows.flatMap(([name, text]) => [el("dt", {}, name), el("dd", {}, ...links.within(text))]);
    return el("section", { className: title.startsWith("Conflict") ? "conflict" : "" }, el("h3", {}, title), el("dl", {}, ...list));
  },
};

if (typeof module !== "undefined") module.exports = panel;
else (window.dash_clientside = window.dash_clientside || {}).panel = panel;
