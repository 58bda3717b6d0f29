// What was true when a picture was taken: time and its kind, age, last count, drugs, status, findings. Pure; the rules
// of what lies before what are those of moment.js.
const viewer_caption = {
  TRENDS: ["new", "more", "present", "same", "less", "absent"],

  tools: () => (typeof module !== "undefined" ? { moment: require("./moment.js"), panel: require("./panel.js") } : window.dash_clientside),

  // The caption of a study of the page `one` as [name, text], most important first.
  rows(one, study) {
    const event = one.byId[study.event];
    if (!event) return [];
    const { panel } = viewer_caption.tools(), at = { ...event, ...(one.related[event.id] || {}) };
    return [
      ["time", `${event.words}; ${(panel.KINDS[event.mark] || event.mark).split(/[:;]/)[0]}`],
      ["age", one.age ? `${one.age} at presentation` : ""],
      ["last count", viewer_caption.count(one.events, at)],
      ["drugs", viewer_caption.drugs(one.events, at)],
      ["status", viewer_caption.status(one.events, at)],
      ...viewer_caption.findings(one.studies, study),
      ["source", [event.source, event.place, study.figure ? `figure ${study.figure}` : ""].filter(Boolean).join(", ")],
    ].filter(([, text]) => text);
  },

  count(events, at) {
    const { moment } = viewer_caption.tools(), last = moment.last(events.filter(moment.isCount), at);
    return last ? `${last.value} × 10⁹/L${moment.bracket(last, at)}` : "none reported before";
  },

  // Treatments begun before and not known to have ended, each with how long before it began.
  drugs(events, at) {
    const { moment } = viewer_caption.tools();
    const begun = events.filter((event) => moment.isDrug(event) && event.id !== at.id && event.end_state !== null && moment.isBefore(event, at) === "yes");
    const running = begun.filter((event) => event.end_state !== "known" || event.end_latest === null || at.earliest === null || event.end_latest > at.earliest);
    const day = (event, first) => {
      const age = moment.age(event, at);
      return age ? (first ? `begun ${age}` : age.replace(/ (days? )?before$/, "")) : moment.when(event);
    };
    const names = running.map((event, i) => `${event.label} (${day(event, i === 0)})`), open = running.filter((event) => event.end_state === "unknown");
    const end = !open.length ? "" : open.length === running.length ? "; end not reported" : `; end of ${open.map((event) => event.label).join(", ")} not reported`;
    return names.length ? names.join(", ") + end : "none reported as running";
  },

  status(events, at) {
    const { moment } = viewer_caption.tools();
    const silent = events.some((event) => event.kind === "neuro_status" && event.state === "not reported" && viewer_caption.inside(at, event));
    const last = moment.last(events.filter((event) => event.kind === "neuro_status" && event.state === "present"), at);
    if (silent) return "not reported at this time";
    return last ? `${last.label}${last.flags ? `; ${last.flags}` : ""}${moment.bracket(last, at)}` : "none reported before";
  },

  inside: (at, span) => at.earliest !== null && at.latest !== null && span.earliest !== null && span.end_earliest !== null && at.earliest >= span.earliest && at.latest <= span.end_earliest,

  // The findings of a study by trend, and those that other studies speak of and this one does not.
  findings(studies, study) {
    const said = Object.entries(study.findings), words = (name, cell) => [name, cell.word && cell.word !== cell.trend ? `(${cell.word})` : "", ...cell.conflicts].filter(Boolean).join(" ");
    const rows = viewer_caption.TRENDS.map((trend) => [trend, said.filter(([, cell]) => cell.trend === trend).map(([name, cell]) => words(name, cell)).join("; ")]);
    const silent = viewer_caption.names(studies).filter((name) => !(name in study.findings) || study.findings[name].trend === "not reported");
    return [...rows, ["not reported", said.length ? silent.join("; ") : ""]].filter(([, text]) => text);
  },

  // The findings that any of `studies` speaks of, in the order in which they come up.
  names: (studies) => [...new Set(studies.flatMap((study) => Object.keys(study.findings)))],

  // The time from study `a` to study `b` in words, as far as the record tells it.
  interval(one, a, b) {
    const ages = one.related[b.event]?.ages?.[a.event], from = one.byId[a.event], to = one.byId[b.event];
    if (ages) return viewer_caption.span(...ages);
    if (one.related[a.event]?.before?.includes(b.event)) return "earlier";
    if (!from || !to || one.related[b.event]) return "order not known";
    if ([from.earliest, from.latest, to.earliest, to.latest].some((day) => day === null)) return "days unknown";
    return to.earliest >= from.latest ? viewer_caption.span(to.earliest - from.latest, to.latest - from.earliest) : "order not known";
  },

  span(least, most) {
    const number = (days) => String(Math.round(days * 10) / 10), days = (count) => (count === 1 ? "day" : "days");
    if (most === null) return least ? `at least ${number(least)} ${days(least)}` : "later, days unknown";
    if (most === 0) return "the same day";
    return least === most ? `${number(most)} ${days(most)}` : `${number(least)} to ${number(most)} days`;
  },

  // A series' name in few words: what stands before the colon of its caption.
  short: (series) => (series.caption.split(":")[0] || series.modality || "pictures").slice(0, 40),
};

if (typeof module !== "undefined") module.exports = viewer_caption;
else (window.dash_clientside = window.dash_clientside || {}).viewer_caption = viewer_caption;
