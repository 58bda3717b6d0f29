// What stands beside the day numbers (nothing, dates, ages), and the switch that hides every date. Hidden dates are not
// sent here at all: the page is asked for anew, and every request says so.
const dates = {
  CHOSEN: { "": "days", dates: "", age: "age" }, // what the view calls that which stands beside the days
  NO_DAY: "Day 0 itself has no exact date, so no date stands on this axis; the panel tells those of the events",

  // What the reader wants beside the days: dates where the case has them, unless another choice was made. Pure.
  beside({ view, clock }) {
    if (view.beside === "days" || !clock?.dated) return "";
    return view.beside === "age" && clock.aged ? "age" : "dates";
  },

  // The choices of a case, in the order of the key that steps through them. Pure.
  choices: (clock) => (clock.dated ? [["days", "Days"], ["", "Dates"], ...(clock.aged ? [["age", "Age"]] : [])] : []),

  draw(one) {
    const { el } = window.dash_clientside.dom, chosen = dates.CHOSEN[dates.beside(one)], box = timeline.box("timeline-beside");
    const button = ([name, label]) => {
      const given = { type: "button", className: "flag", "aria-pressed": String(name === chosen) };
      return el("button", { ...given, on: { click: () => dates.choose(name) } }, label);
    };
    box.replaceChildren(...dates.choices(one.clock).map(button));
    box.title = one.clock.dated && !one.clock.calendar ? dates.NO_DAY : "";
    timeline.box("timeline-hide-dates").setAttribute("aria-pressed", String(one.view.discreet));
  },

  choose: (name) => timeline.change({ beside: name }),

  next() {
    const one = timeline.now, names = dates.choices(one.clock).map(([name]) => name);
    if (names.length) return dates.choose(names[(names.indexOf(dates.CHOSEN[dates.beside(one)]) + 1) % names.length]);
  },

  // The page with dates, or without any: it is loaded anew, so that nothing of it stays in the browser.
  toggle() {
    const { address } = window.dash_clientside, { view, aliases } = timeline.now;
    window.location.replace(window.location.pathname + address.write({ ...address.renamed(view, view.discreet ? {} : aliases || {}), discreet: !view.discreet }));
  },

  // The date and the age of a day of the shown clock, in brackets; "" where the case has none. Pure.
  bracket(clock, day) {
    if (!clock?.calendar || day === null || day === undefined) return "";
    const { calendar } = typeof module !== "undefined" ? { calendar: require("./calendar.js") } : window.dash_clientside;
    const { birth } = clock.calendar, age = birth && calendar.age(birth, calendar.at(clock.calendar, day));
    const said = [calendar.beside(clock.calendar, day, false), age];
    return said.some(Boolean) ? ` (${said.filter(Boolean).join(", ")})` : "";
  },
};

if (typeof module !== "undefined") module.exports = dates;
else (window.dash_clientside = window.dash_clientside || {}).dates = dates;
