// Dates and ages beside the days of the axis, by the rules of the server (domain/dates, ages, dating):
// tests/words_examples.json holds both to one table. Pure. An anchor is what the server says of the shown clock: the
// date on which its day `offset` begins, the birth date (perhaps in part), and whether it counts instants.
const calendar = {
  MONTHS: ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"],
  MS: 86400000,

  words: () => (typeof module !== "undefined" ? require("./words.js") : window.dash_clientside.words),

  // The date of a day of the shown clock, as {year, month, day}, and the microseconds of it that have passed.
  at(anchor, day) {
    const words = calendar.words(), ticks = words.ticks(day - anchor.offset), whole = Math.floor(ticks / words.DAY);
    return { ...calendar.date(new Date(Date.parse(`${anchor.origin}T00:00:00Z`) + whole * calendar.MS)), rest: ticks - whole * words.DAY };
  },

  date: (date) => ({ year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() }),

  told: ({ year, month, day }) => `${day} ${calendar.MONTHS[month - 1]} ${year}`,

  // What stands beside a day number of the axis: its date, or the age on it.
  beside(anchor, day, ages) {
    const found = calendar.at(anchor, day);
    if (Number.isNaN(found.year) || found.year < 1 || found.year > 9999) return "";
    if (ages) return calendar.age(anchor.birth, found, true);
    if (!found.rest || !anchor.instants) return calendar.told(found);
    return `${found.day} ${calendar.MONTHS[found.month - 1]}, ${calendar.time(found.rest)}`;
  },

  time(rest) {
    const { two, MINUTE } = calendar.words(), minutes = Math.floor(rest / MINUTE);
    return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
  },

  // First and last date that a birth date, perhaps in part, may mean.
  born(text) {
    const [year, month, day] = text.split("-").map(Number);
    const last = (m) => new Date(Date.UTC(year, m, 0)).getUTCDate();
    const first = { year, month: month || 1, day: day || 1 };
    return [first, { year, month: month || 12, day: day || last(month || 12) }];
  },

  // The age on a date: "9 years 3 months", "9 or 10 years", "14 months", "12 days"; short: "9 y 3 mo".
  age(birth, on, short = false) {
    const [first, last] = calendar.born(birth), most = calendar.months(first, on), days = calendar.between(first, on);
    if (days < 0) return "before birth";
    if (calendar.between(last, on) < 0) return `at most ${calendar.tell(most, most, days, days, short)}`;
    return calendar.tell(calendar.months(last, on), most, calendar.between(last, on), days, short);
  },

  // Completed months.
  months: (born, on) => (on.year - born.year) * 12 + on.month - born.month - (on.day < born.day ? 1 : 0),

  between: (born, on) => (calendar.stamp(on) - calendar.stamp(born)) / calendar.MS,
  stamp: ({ year, month, day }) => Date.UTC(year, month - 1, day),

  tell(least, most, leastDays, mostDays, short) {
    if (most < 2) return calendar.counted(leastDays, mostDays, short ? "d" : "day", short);
    if (most < 24) return calendar.counted(least, most, short ? "mo" : "month", short);
    const years = calendar.counted(Math.floor(least / 12), Math.floor(most / 12), short ? "y" : "year", short);
    return least === most && least % 12 ? `${years} ${calendar.counted(least % 12, least % 12, short ? "mo" : "month", short)}` : years;
  },

  counted(low, high, unit, short) {
    const number = low === high ? String(high) : `${low}${high - low === 1 ? " or " : " to "}${high}`;
    return `${number} ${unit}${short || high === 1 ? "" : "s"}`;
  },
};

if (typeof module !== "undefined") module.exports = calendar;
else (window.dash_clientside = window.dash_clientside || {}).calendar = calendar;
