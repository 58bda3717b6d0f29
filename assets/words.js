// Days, windows, instants and intervals in words, by the rules of the server (domain/wording, clockwork, intervals):
// tests/words_examples.json holds both to one table. Pure.
const words = {
  MINUS: "\u2212",
  DAY: 86400e6, // microseconds, in which the server counts
  MINUTE: 60e6,

  // The nearest whole number; of two equally near ones the even, as Python rounds.
  even(number) {
    const low = Math.floor(number), rest = number - low;
    return rest < 0.5 || (rest === 0.5 && low % 2 === 0) ? low : low + 1;
  },

  // A count with its thousands apart: "12,345". A browser's own way to do so takes 10 ms when it is first asked.
  count: (number) => String(number).replace(/\B(?=(\d{3})+$)/g, ","),

  // A number with at most two decimals and a true minus sign.
  number(number) {
    const tie = Number.isInteger(number * 8) && !Number.isInteger(number * 4);
    const text = tie ? String(words.even(number * 100) / 100) : String(Number(number.toFixed(2)));
    return text.replace("-", words.MINUS);
  },

  // A window in days: "day 0", "day 0–2", "from day 29", "until day 19", "" without limits.
  days(earliest, latest) {
    if (earliest === null) return latest === null ? "" : `until day ${words.number(latest)}`;
    if (latest === null) return `from day ${words.number(earliest)}`;
    return `day ${words.range(earliest, latest)}`;
  },

  range(low, high) {
    if (low === high) return words.number(low);
    return `${words.number(low)}${low >= 0 ? "–" : " to "}${words.number(high)}`;
  },

  ticks: (days) => Math.round(days * words.DAY),

  // A window of instants on the case's own clock: "day 3, 14:20", "day 3" for a whole day.
  instant(earliest, latest) {
    if (words.whole(earliest, 0) && (words.whole(latest, 0) || words.whole(latest, 1)))
      return words.days(earliest, latest === null ? null : Math.floor(words.ticks(latest) / words.DAY));
    return words.window(earliest, latest, words.timeOfDay);
  },

  // A window of instants from another moment, in hours while shorter than two days: "20 h 30 min", "3 d 14 h".
  elapsed: (earliest, latest) => words.window(earliest, latest, words.since),

  window(earliest, latest, told) {
    if (earliest === null) return latest === null ? "" : `until ${told(latest)}`;
    if (latest === null) return `from ${told(earliest)}`;
    const first = told(earliest), last = told(latest);
    return first === last ? first : `${first} to ${last}`;
  },

  whole: (days, short) => days === null || (words.ticks(days) + short) % words.DAY === 0,

  timeOfDay(days) {
    const minutes = words.even(words.ticks(days) / words.MINUTE), day = Math.floor(minutes / 1440), rest = minutes - day * 1440;
    return rest ? `${words.days(day, day)}, ${words.two(Math.floor(rest / 60))}:${words.two(rest % 60)}` : words.days(day, day);
  },

  two: (number) => String(number).padStart(2, "0"),

  since(days) {
    const minutes = words.even(Math.abs(words.ticks(days)) / words.MINUTE), hours = words.even(minutes / 60);
    const short = minutes < 2880;
    const parts = short ? [[Math.floor(minutes / 60), "h"], [minutes % 60, "min"]] : [[Math.floor(hours / 24), "d"], [hours % 24, "h"]];
    const told = parts.filter(([number]) => number).map(([number, unit]) => `${number} ${unit}`).join(" ") || "0 h";
    return (days < 0 && minutes ? words.MINUS : "") + told;
  },

  // A window as it is told where nothing but its numbers is known; `clock` says how the shown clock counts.
  told(earliest, latest, { instants, own }) {
    if (!instants) return words.days(earliest, latest);
    return own ? words.instant(earliest, latest) : words.elapsed(earliest, latest);
  },

  // A length of time: "1 day", "2.5 days"; of instants "20 h 30 min".
  length(days, instants) {
    if (instants) return words.since(days);
    return `${words.number(days)} ${days === 1 ? "day" : "days"}`;
  },

  // How much later a moment is than another: "2 days", "11 to 19 days", "at least 29 days", "at most 1 day", "the same
  // day", "order only: after"; "2 days earlier" where it is.
  interval(low, high, instants = false) {
    if (high !== null && high <= 0 && low !== 0) {
      const turned = words.interval(-high || 0, low === null ? null : -low, instants);
      return turned === "order only: after" ? "order only: before" : `${turned} earlier`;
    }
    if (low === null || low < 0) return words.unordered(low, high, instants);
    if (high === null) return low ? `at least ${words.length(low, instants)}` : "order only: after";
    if (low === high) return low ? words.length(low, instants) : instants ? "the same time" : "the same day";
    if (low === 0) return `at most ${words.length(high, instants)}`;
    return `${instants ? words.since(low) : words.number(low)} to ${words.length(high, instants)}`;
  },

  unordered(low, high, instants) {
    const limits = [low !== null && `at most ${words.length(-low, instants)} before`, high !== null && high >= 0 && `at most ${words.length(high, instants)} after`];
    const said = limits.filter(Boolean).join(" and ");
    return said ? `order not known (${said})` : "order not known";
  },
};

if (typeof module !== "undefined") module.exports = words;
else (window.dash_clientside = window.dash_clientside || {}).words = words;
