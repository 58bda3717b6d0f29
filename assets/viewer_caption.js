// What was true when a picture was taken: time and its kind, age, last count, drugs, status, findings. Pure; the rules
// of what lies before what are those of moment.js.
const viewer_caption = {
  TRENDS: ["new", "more", "present", "same", "less", "absent"],

  tools: () =>
    typeof module !== "undefined"
      ? { moment: require("./moment.js"), panel: require("./panel.js") }
      : window.dash_clientside,

  // The caption of a study of the page `one` as [name, text], most important first. Of the findings "all" are told, those
  // that the study has "said", or "none", as a table over the pictures tells the rest.
  rows(one, study, { findings = "all" } = {}) {
    const event = one.byId[study.event];
    if (!event) return [];
    return [
      ["time", viewer_caption.time(event)],
      ["age", one.age ? `${one.age} at presentation` : ""],
      ...viewer_caption.state(one, { ...event, ...(one.related[event.id] || {}) }),
      ...viewer_caption.findings(one.studies, study, findings),
      ["source", [event.source, event.place, study.figure ? `figure ${study.figure}` : ""].filter(Boolean).join(", ")],
      ["also there", viewer_caption.besides(study)],
    ].filter(([, text]) => text);
  },

  // What held at that moment; of a large case it may still be on its way.
  state(one, at) {
    const { count, drugs, status } = viewer_caption,
      parts = { "last count": count, drugs, status },
      isHere = one.whole !== false || at.id in one.silent;
    return Object.entries(parts).map(([name, part]) => [name, isHere ? part(one.events, at) : "being looked up"]);
  },

  // The words of the record and their kind; the window stands in the heading above.
  time(event) {
    const { moment, panel } = viewer_caption.tools(),
      heading = moment.when(event);
    const words = event.words === heading ? "" : event.words.replace(` (${heading})`, "");
    return [words, (panel.KINDS[event.mark] || event.mark).split(/[:;]/)[0]].filter(Boolean).join("; ");
  },

  count(events, at) {
    const { moment } = viewer_caption.tools();
    return viewer_caption.last(events.filter(moment.isCount), at, (count) => `${count.value} × 10⁹/L`);
  },

  status(events, at) {
    const states = events.filter((event) => event.kind === "neuro_status"),
      said = ({ label, flags }) => [label, ...flags.split("; ").filter((flag) => !label.includes(flag))].join("; ");
    const silent = states.some((event) => event.state === "not reported" && viewer_caption.inside(at, event));
    return silent
      ? "not reported at this time"
      : viewer_caption.last(
          states.filter((event) => event.state === "present"),
          at,
          said,
        );
  },

  // The last of `events` before the moment, in the words of `said`, and how old it is; where another perhaps came later
  // it is only surely before.
  last(events, at, said) {
    const { moment } = viewer_caption.tools(),
      last = moment.last(events, at),
      surely = moment.surely(events, last, at);
    if (!last) return surely ? "none that surely lies before" : "none reported before";
    return `${surely ? "surely before: " : ""}${said(last)}${moment.bracket(last, at)}`;
  },

  // Treatments begun before and not known to have ended, each with how long before it began.
  drugs(events, at) {
    const { moment } = viewer_caption.tools(),
      { begun, ends } = viewer_caption;
    const running = events.filter(
      (event) =>
        moment.isDrug(event) &&
        event.id !== at.id &&
        event.end_state !== null &&
        moment.isBefore(event, at) === "yes" &&
        !moment.hasEnded(event, at),
    );
    return running.length
      ? running.map((event, i) => begun(event, at, i === 0)).join(", ") + ends(running)
      : "none reported as running";
  },

  // The first one says what the numbers mean.
  begun(event, at, first) {
    const { moment } = viewer_caption.tools(),
      age = moment.age(event, at),
      until = event.end_state === "known" ? `, until ${event.end_words}` : "";
    const since = !age ? moment.when(event) : first ? `begun ${age}` : age.replace(/ (days? )?before$/, "");
    return `${event.label} (${since}${until})`;
  },

  ends(running) {
    const open = running.filter((event) => event.end_state === "unknown");
    if (!open.length) return "";
    const whose = open.length === running.length ? "" : ` of ${open.map((event) => event.label).join(", ")}`;
    return `; end${whose} not reported`;
  },

  inside(at, span) {
    const known = [at.earliest, at.latest, span.earliest, span.end_earliest].every((day) => day !== null);
    return known && at.earliest >= span.earliest && at.latest <= span.end_earliest;
  },

  // The findings of a study by trend; with "all" also those that other studies speak of and this one does not.
  findings(studies, study, which) {
    if (which === "none") return [];
    const said = Object.entries(study.findings);
    const of = (trend) =>
      said
        .filter(([, cell]) => cell.trend === trend)
        .map(([name, cell]) => viewer_caption.finding(name, cell))
        .join("; ");
    const isSilent = (name) => !(name in study.findings) || study.findings[name].trend === "not reported";
    const silent = which === "all" && said.length ? viewer_caption.names(studies).filter(isSilent).join("; ") : "";
    return [...viewer_caption.TRENDS.map((trend) => [trend, of(trend)]), ["not reported", silent]].filter(
      ([, text]) => text,
    );
  },

  finding: (name, { word, trend, conflicts }) =>
    [name, word && word !== trend ? `(${word})` : "", ...conflicts].filter(Boolean).join(" "),

  // The findings that any of `studies` speaks of, in the order in which they come up.
  names: (studies) => [...new Set(studies.flatMap((study) => Object.keys(study.findings)))],

  // What the study holds that is no picture, and what of it cannot be read.
  besides({ objects = [], refused = 0, series = [] }) {
    const told = objects.map(([what, count]) => (count === 1 ? what : `${count} × ${what}`));
    const objectsWords = told.length ? `${told.join(", ")} (not shown: no picture)` : "";
    const broken = refused && series.length ? `${refused} ${refused === 1 ? "file" : "files"} that cannot be read` : "";
    return [objectsWords, broken].filter(Boolean).join("; ");
  },

  // The time from study `a` to study `b` in words, as far as the record tells it.
  interval(one, a, b) {
    const ages = one.related[b.event]?.ages?.[a.event],
      from = one.byId[a.event],
      to = one.byId[b.event];
    if (ages) return viewer_caption.span(...ages);
    if (one.related[a.event]?.before?.includes(b.event)) return "earlier";
    if (!from || !to || one.related[b.event]) return "order not known";
    if ([from.earliest, from.latest, to.earliest, to.latest].some((day) => day === null)) return "days unknown";
    return to.earliest >= from.latest
      ? viewer_caption.span(to.earliest - from.latest, to.latest - from.earliest)
      : "order not known";
  },

  span(least, most) {
    const number = (days) => String(Math.round(days * 10) / 10),
      days = (count) => (count === 1 ? "day" : "days");
    if (most === null) return least ? `at least ${number(least)} ${days(least)}` : "later, days unknown";
    if (most === 0) return "the same day";
    return least === most ? `${number(most)} ${days(most)}` : `${number(least)} to ${number(most)} days`;
  },

  // A series' name in few words: what stands before the colon of its caption.
  short: (series) => (series.caption.split(":")[0] || series.modality || "pictures").slice(0, 40),

  // The names of all series of a study, numbered where two are called the same.
  names_of(series) {
    const names = series.map(viewer_caption.short),
      count = (name, some) => some.filter((one) => one === name).length;
    return names.map((name, i) => (count(name, names) > 1 ? `${name} ${count(name, names.slice(0, i + 1))}` : name));
  },
};

if (typeof module !== "undefined") module.exports = viewer_caption;
else (window.dash_clientside = window.dash_clientside || {}).viewer_caption = viewer_caption;
