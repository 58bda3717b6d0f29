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
    if ([event.earliest, event.latest, at.earliest, at.latest].some((day) => day === null || day === undefined)) return "";
    const least = Math.max(at.earliest - event.latest, 0), most = at.latest - event.earliest;
    const words = least === most ? `${least}` : `${least} to ${most}`;
    return most === 0 ? "the same day" : `${words} ${most === 1 ? "day" : "days"} before`;
  },

  isCount: (event) => event.kind === "lab" && event.lane === "blood_counts" && event.unit === "10*9/L",
  isStatus: (event) => event.kind === "neuro_status" && event.ranked && event.state === "present",
  isPicture: (event) => event.kind === "imaging" && Boolean(event.study_label),
  isDrug: (event) => event.kind === "treatment" && event.state === "present",

  // The parts of the sentence, in the order in which a room needs them. `at` is an event of the case or a day.
  parts(events, at) {
    const parts = [];
    const add = (text) => text && parts.push(text);
    add(moment.statusPart(events.filter(moment.isStatus), at));
    add(moment.countPart(events.filter(moment.isCount), at));
    add(moment.drugPart(events.filter(moment.isDrug), at));
    const picture = moment.last(events.filter(moment.isPicture), at);
    add(picture && `Last image ${picture.study_label}${moment.bracket(picture, at)}.`);
    add(moment.nextPart(events, at));
    return parts;
  },

  bracket(event, at) {
    const age = moment.age(event, at);
    return ` (${event.words}${age && age !== "the same day" ? `, ${age}` : ""})`;
  },

  statusPart(events, at) {
    const last = at.kind === "neuro_status" ? null : moment.last(events, at);
    const silent = moment.silent(events, at);
    if (silent) return "Neurological status not reported at this time.";
    return last ? `Last reported status: ${last.label}${moment.bracket(last, at)}.` : at.kind === "neuro_status" ? "" :
      "No status reported before.";
  },

  silent: (events, at) => Boolean(at.silent),

  countPart(events, at) {
    const last = moment.last(events, at);
    if (!last) return at.kind === "lab" ? "" : "No count reported before.";
    return `Last count ${last.value} × 10⁹/L${moment.bracket(last, at)}.`;
  },

  // Treatments that began before the moment and are not known to have ended before it.
  drugPart(events, at) {
    const running = events.filter((event) => event.id !== at.id && moment.isBefore(event, at) === "yes" && event.end_state !== null);
    const still = running.filter((event) => event.end_state === "ongoing" || event.end_state === "unknown" ||
      event.end_latest === null || at.earliest === null || event.end_latest > at.earliest);
    if (!still.length) return "";
    const said = still.map((event) => `${event.label} from ${event.words}${event.end_state === "unknown" ? ", end not reported" : ""}`);
    return `Begun: ${said.slice(-3).join("; ")}.${said.length > 3 ? ` ${said.length - 3} more.` : ""}`;
  },

  // The next event that surely comes after the moment.
  nextPart(events, at) {
    const next = events.find((event) => event.id !== at.id && event.on_axis && moment.isAfter(event, at));
    if (!next) return "";
    return `Next: ${next.label} (${next.words}).`;
  },

  isAfter(event, at) {
    if (at.after) return at.after.includes(event.id);
    return event.earliest !== null && at.latest !== null && event.earliest > at.latest;
  },
};

if (typeof module !== "undefined") module.exports = moment;
else (window.dash_clientside = window.dash_clientside || {}).moment = moment;
