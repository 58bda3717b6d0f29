// What the series shows, in the address: alignment, sorting and filters, never whose data it is. Pure.
const series_address = {
  WORDS: {
    day0: "day0", sort: "sort", q: "q", sex: "sex", a: "a", b: "b", least: "least", most: "most", days: "days", marks: "marks",
  },
  NUMBERS: ["years", "counts", "highest", "studies", "statements"],
  INTERVAL: { a: "highest-count", b: "first-sign" }, // until the reader chooses another
  FLAGS: { desc: "descending", sure: "sure", aligned: "aligned" },

  // The names of the lowest and the highest number of every attribute.
  limits: () => series_address.NUMBERS.flatMap((name) => [`${name}_from`, `${name}_to`]),

  // The view that a query string asks for; `marks` is null until the reader chooses them.
  read(search) {
    const query = new URLSearchParams(search), view = {};
    for (const [key, name] of Object.entries(series_address.WORDS)) view[name] = query.get(key) || "";
    for (const [key, name] of Object.entries(series_address.FLAGS)) view[name] = query.get(key) === "1";
    for (const name of series_address.limits()) view[name] = query.get(name) || "";
    view.marks = query.has("marks") ? view.marks : null;
    if (!view.a && !view.b) Object.assign(view, series_address.INTERVAL);
    return view;
  },

  // The query of a view, without what is as by default.
  query(view) {
    const query = new URLSearchParams();
    for (const [key, name] of Object.entries(series_address.WORDS)) if (view[name]) query.set(key, view[name]);
    for (const [key, name] of Object.entries(series_address.FLAGS)) if (view[name]) query.set(key, "1");
    for (const name of series_address.limits()) if (view[name]) query.set(name, view[name]);
    if (view.marks !== null && view.marks !== undefined) query.set("marks", view.marks);
    return query;
  },
};

if (typeof module !== "undefined") module.exports = series_address;
else (window.dash_clientside = window.dash_clientside || {}).series_address = series_address;
