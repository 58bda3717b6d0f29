// The panel of the selected event: its words, its time and how it follows, its pictures, its findings, its source.
const panel = {
  // The sections of an event, as [title, rows] with rows of [name, text]. Pure.
  sections(event, study, all = []) {
    const time = [["time", event.words]];
    if (event.end_words) time.push(["until", event.end_words]);
    else if (event.end_state && event.end_state !== "known") time.push(["until", event.end_state === "unknown" ? "end not reported" : event.end_state]);
    time.push(["kind", panel.KINDS[event.mark] || event.mark]);
    if (event.clock_words) time.push(["stated as", event.clock_words]);
    const facts = [];
    if (event.state !== "present") facts.push(["state", event.state]);
    if (event.value !== null) facts.push(["value", panel.value(event)]);
    if (event.value_received !== null && panel.value(event) !== panel.received(event)) facts.push(["as received", panel.received(event)]);
    if (event.components.length) facts.push(["parts", event.components.join("; ")]);
    for (const [name, text] of Object.entries(event.details)) facts.push([name.replaceAll("_", " "), text]);
    if (event.flags) facts.push(["beside it", event.flags]);
    const said = study ? Object.entries(study.findings).map(([name, cell]) => [cell.trend, cell.word && cell.word !== cell.trend ? `${name}: ${cell.word}` : name]) : [];
    const silent = study && event.study_label ? all.filter((name) => !(name in study.findings)) : [];
    if (silent.length && said.length) said.push(["not reported", silent.join(", ")]);
    const issues = event.issues.flatMap((issue) => [[issue.id, issue.summary], ...issue.readings.map((text) => ["reading", text]), ["recorded", issue.recorded]]);
    const source = [["source", event.source], ["place", event.place]];
    if (event.figure) source.push(["figure", event.figure]);
    if (event.as_printed) source.push(["as printed", event.as_printed]);
    source.push(["row", event.id]);
    return [["What is known of its time", time], ["Findings", said], ["Fact", facts], [event.conflicts.length ? "Conflict: both readings" : "Other readings", issues],
      ["Remark", event.note ? [["", event.note]] : []], ["Source", source]].filter(([, rows]) => rows.length);
  },

  KINDS: { exact: "exact", clock: "exact on another clock, a window here", bounded: "bounded: between two days", approximate: "approximate; the range is our rule for rounded spans",
    "order only": "order only: no day is known", "as of writing": "as of writing", "not dated": "not dated" },

  value: (event) => `${event.value} ${event.unit ? event.unit.replace("10*9/L", "× 10⁹/L") : event.unit_received || ""}`.trim(),
  received: (event) => `${event.value_received} ${event.unit_received || ""}`.trim(),

  draw(box, event, study, all, close) {
    const { el } = window.dash_clientside.dom;
    const pictures = (study?.pictures || []).map((picture) => el("figure", {}, el("img", { src: picture.large, alt: `${study.label}: ${picture.caption}`, loading: "eager" }), el("figcaption", {}, picture.caption)));
    box.replaceChildren(
      el("button", { type: "button", className: "panel-close", "aria-label": "Close the details", on: { click: close } }, "\u00d7"),
      el("header", {}, el("h2", {}, event.study_label || event.label), el("p", { className: "panel-day" }, panel.day(event))),
      el("p", { className: "panel-term" }, event.term),
      study?.series.length ? el("button", { type: "button", className: "panel-open-pictures", on: { click: () => viewer.open([study.id]) } }, "Pictures") : "",
      pictures.length ? el("div", { className: `panel-pictures${pictures.length > 1 ? " two" : ""}` }, ...pictures) : "",
      ...panel.sections(event, study, all).map(([title, rows]) => el("section", { className: title.startsWith("Conflict") ? "conflict" : "" }, el("h3", {}, title),
        el("dl", {}, ...rows.flatMap(([name, text]) => [el("dt", {}, name), el("dd", {}, text)])))));
  },

  // The short time beside the title: a window, or that the day is unknown.
  day(event) {
    if (event.mark === "order only") return "day unknown";
    if (event.mark === "as of writing") return "as of writing";
    return (event.words.match(/day .*?(?=\)|$)/) || [event.words])[0];
  },
};

if (typeof module !== "undefined") module.exports = panel;
else (window.dash_clientside = window.dash_clientside || {}).panel = panel;
