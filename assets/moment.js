// The state at a moment in one sentence: the last reported values, each with its own time. Nothing is carried forward,
// and what is only possibly earlier is said to be so. Pure.
const moment = {
  MINUS: "\u2212",

  // Whether `event` was at or before the moment: "yes", "perhaps" or "no". The moment is an event's id, of which the
  // server says what surely lies before it, or a day.
  isBefore(event, at) {
    if (event.earliest === null && event.latest === null && event.mark !== "order only") return "no";
    if (at.before && at.before.includes(event.id)) return "yes";
    if (at.after && at.after.includes(event.id)) return "no";
    if (event.latest !== null && at.earliest !== null && event.latest <= at.earliest) return "yes";
    if (event.earliest !== null && at.latest !== null && event.earliest > at.latest) return "no";
    return "perhaps";
  },

  // The last of `events` (in the order of the case) that surely lies before the moment.
  last(events, at) {
    return events.filter((event) => event.id !== at.id && moment.isBefore(event, at) === "yes").pop() || null;
  },

  // How long before the moment an event was: "2 days before", "22 to 24 days before", "" where nothing is known.
  age(event, at) {
    const known = at.ages?.[event.id];
    if (known && known[1] !== null) return moment.span(...known);
    if (known) return known[0] ? `at least ${moment.number(known[0])} ${known[0] === 1 ? "day" : "days"} before` : "";
    if ([event.earliest, event.latest, at.earliest, at.latest].some((day) => day === null || day === undefined)) return "";
    const least = Math.max(at.earliest - event.latest, 0), most = at.latest - event.earliest;
    return moment.span(least, most);
  },

  number: (days) => String(Math.round(days * 10) / 10),

  // "2 days", "0 to 19 days".
  days(least, most) {
    const { number } = moment, one = number(least) === number(most);
    return `${one ? number(most) : `${number(least)} to ${number(most)}`} ${number(most) === "1" ? "day" : "days"}`;
  },

  span: (least, most) => (most === 0 ? "the same day" : `${moment.days(least, most)} before`),

  isCount: (event) => Boolean(event.counted),
  isStatus: (event) => event.kind === "neuro_status" && event.ranked && event.state === "present",
  isPicture: (event) => event.kind === "imaging" && Boolean(event.study_label),
  isDrug: (event) => event.kind === "treatment" && event.state === "present",

  // The parts of the sentence, in the order in which a room needs them. `at` is an event of the case or a day.
  parts: (events, at) => moment.state(events, at).map(({ said }) => said),

  // The same as {name, said, short}: `short` is what stands beside the name in a column.
  state(events, at) {
    if (at.earliest === null && at.latest === null) return [{ name: "time", said: "Its time is not known, so no state is told.", short: "not known, so no state is told" }];
    const pictures = events.filter(moment.isPicture), picture = moment.last(pictures, at);
    const image = picture && `${picture.study_label}${moment.bracket(picture, at)}`, sure = moment.surely(pictures, picture, at);
    return [
      moment.statusPart(events.filter(moment.isStatus), at),
      moment.countPart(events.filter(moment.isCount), at),
      moment.drugPart(events.filter(moment.isDrug), at),
      picture && { name: "image", said: `Last image${sure} ${image}.`, short: moment.shortly(sure, image) },
      moment.nextPart(events, at),
    ].filter(Boolean);
  },

  shortly: (sure, text) => (sure ? `surely before: ${text}` : text),

  // The time beside a title: a window, or that the day is unknown.
  short: (event) => (event.mark === "order only" ? "day unknown" : moment.when(event)),

  // When an event was, in as few words as are true; with a time of day the record's own words.
  when(event) {
    if (event.mark === "as of writing" || event.mark === "not dated") return event.mark;
    if ([event.earliest, event.latest].some((day) => day !== null && !Number.isInteger(day))) return event.words;
    const rounded = (number) => Math.round(number * 10) / 10;
    const day = (number) => `${rounded(number) < 0 ? moment.MINUS : ""}${Math.abs(rounded(number))}`;
    const { earliest, latest } = event;
    if (earliest === null && latest === null) return "day unknown";
    const window = earliest === null ? `until ${day(latest)}` : latest === null ? `from ${day(earliest)}` :
      earliest === latest ? day(earliest) : `${day(earliest)}${earliest < 0 ? " to " : "–"}${day(latest)}`;
    return event.mark === "order only" ? `day unknown, ${window}` : `day ${window}`;
  },

  bracket(event, at) {
    const age = moment.age(event, at);
    return ` (${moment.when(event)}${event.mark !== "order only" && age && age !== "the same day" ? `, ${age}` : ""})`;
  },

  // " surely before" where another of `events` perhaps lies between `last` and the moment.
  surely(events, last, at) {
    const others = events.slice(last ? events.indexOf(last) + 1 : 0).filter((event) => event.id !== at.id);
    return others.some((event) => moment.isBefore(event, at) === "perhaps") ? " surely before:" : "";
  },

  statusPart(events, at) {
    const name = "status", part = (said, short) => ({ name, said, short });
    if (at.silent) return part("Neurological status not reported at this time.", "not reported at this time");
    if (at.kind === "neuro_status") return null;
    const last = moment.last(events, at), surely = moment.surely(events, last, at);
    if (!last) return part(`No status reported ${surely ? "that surely lies before" : "before"}.`, surely ? "none that surely lies before" : "none reported before");
    const told = `${last.label}${moment.bracket(last, at)}`;
    return part(`Last ${surely ? "status surely before" : "reported status"}: ${told}.`, moment.shortly(surely, told));
  },

  countPart(events, at) {
    const last = moment.last(events, at), surely = moment.surely(events, last, at), name = "count";
    if (!last && at.kind === "lab") return null;
    if (!last) return { name, said: `No count reported ${surely ? "that surely lies before" : "before"}.`, short: surely ? "none that surely lies before" : "none reported before" };
    const told = `${last.value} × 10⁹/L${moment.bracket(last, at)}`;
    return { name, said: `Last count${surely} ${told}.`, short: moment.shortly(surely, told) };
  },

  // Treatments that began before the moment and are not known to have ended before it.
  drugPart(events, at) {
    const running = events.filter((event) => event.id !== at.id && moment.isBefore(event, at) === "yes" && event.end_state !== null);
    const still = running.filter((event) => !moment.hasEnded(event, at));
    if (!still.length) return null;
    const all = still.every((event) => event.end_state === "unknown");
    const end = (event) => ({ known: `, until ${event.end_words}`, unknown: all ? "" : ", end not reported" })[event.end_state] || "";
    const said = still.slice(-2).map((event) => `${event.label} (${moment.when(event)}${end(event)})`);
    const told = `${still.length > 2 ? `${still.length - 2} earlier, ` : ""}${said.join(", ")}`;
    return { name: "drugs", said: `Begun${all ? ", end not reported" : ""}: ${told}.`, short: `begun${all ? ", end not reported" : ""}: ${told}` };
  },

  // Whether a treatment surely ended before the moment; the server knows by the network, days by their numbers.
  hasEnded: (event, at) => event.end_state === "known" && (Boolean(at.ended?.includes(event.id)) ||
    (event.end_latest !== null && at.earliest !== null && event.end_latest <= at.earliest)),

  // The event that surely comes next, and how many days later where that is known.
  nextPart(events, at) {
    const next = at.next ? events.find((event) => event.id === at.next.id) : moment.nearest(events, at);
    if (!next) return null;
    const [least, most] = at.next?.days || [null, null];
    const later = most === null || next.mark === "order only" ? "" : `, ${most === 0 ? "the same day" : `${moment.days(least, most)} later`}`;
    const told = `${next.study_label || next.label} (${moment.when(next)}${later})`;
    return { name: "next", said: `Next: ${told}.`, short: told };
  },

  // Of the events surely after the moment the one that is over first.
  nearest(events, at) {
    const after = events.filter((event) => event.id !== at.id && event.on_axis && moment.isAfter(event, at));
    return after.reduce((best, event) => (best === null || (event.latest ?? Infinity) < (best.latest ?? Infinity) ? event : best), null);
  },

  isAfter(event, at) {
    if (at.after) return at.after.includes(event.id);
    return event.earliest !== null && at.latest !== null && event.earliest > at.latest;
  },
};

if (typeof module !== "undefined") module.exports = moment;
else (window.dash_clientside = window.dash_clientside || {}).moment = moment;
