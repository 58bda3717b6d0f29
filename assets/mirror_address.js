// Which cases stand side by side, and how, in the address: codes of cases and events, never identifiers. Pure.
const mirror_address = {
  WORDS: { day0: "day0", from: "start", to: "stop", a: "a", b: "b", only: "only" },
  LISTS: { case: "cases", zero: "zeros" },
  FLAGS: { lines: "thresholds", linear: "linear", plain: "plain" },
  MOST: 6,

  // The view that a query string asks for.
  read(search) {
    const query = new URLSearchParams(search), view = {};
    for (const [key, name] of Object.entries(mirror_address.WORDS)) view[name] = query.get(key) || "";
    for (const [key, name] of Object.entries(mirror_address.LISTS)) view[name] = query.getAll(key).slice(0, mirror_address.MOST);
    for (const [key, name] of Object.entries(mirror_address.FLAGS)) view[name] = query.get(key) === "1";
    const day = query.get("day");
    view.day = day !== null && day !== "" && Number.isFinite(Number(day)) ? Number(day) : null;
    return view;
  },

  // The query of a view, without what is as by default; own days zero stand in the order of the cases.
  query(view) {
    const query = new URLSearchParams();
    for (const [key, name] of Object.entries(mirror_address.LISTS)) {
      if (name === "cases" || view[name].some(Boolean)) for (const one of view[name]) query.append(key, one);
    }
    for (const [key, name] of Object.entries(mirror_address.WORDS)) if (view[name]) query.set(key, view[name]);
    for (const [key, name] of Object.entries(mirror_address.FLAGS)) if (view[name]) query.set(key, "1");
    if (view.day !== null && view.day !== undefined) query.set("day", view.day);
    return query;
  },
};

if (typeof module !== "undefined") module.exports = mirror_address;
else (window.dash_clientside = window.dash_clientside || {}).mirror_address = mirror_address;
