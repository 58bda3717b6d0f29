// The view in the address: what is shown and how, never whose it is. Pure.
const address = {
  LISTS: { hide: "hidden", fold: "folded", order: "order" },
  WORDS: { zero: "zero", from: "start", to: "stop", event: "event", since: "since", beside: "beside", meeting: "meeting" },
  MANY: { pictures: ["pictures", 4], pin: ["pins", 5], ruler: ["ruler", 2], open: ["open", 40] },
  FLAGS: { lines: "thresholds", linear: "linear", plain: "plain", table: "table" },

  // The view that a query string asks for; with `dates=0` no date is shown or even sent here.
  read(search) {
    const query = new URLSearchParams(search);
    const view = { discreet: query.get("dates") === "0" };
    for (const [key, name] of Object.entries(address.WORDS)) view[name] = query.get(key) || "";
    for (const [key, name] of Object.entries(address.LISTS)) view[name] = (query.get(key) || "").split(".").filter(Boolean);
    for (const [key, [name, most]] of Object.entries(address.MANY)) view[name] = query.getAll(key).filter(Boolean).slice(0, most);
    for (const [key, name] of Object.entries(address.FLAGS)) view[name] = query.get(key) === "1";
    return view;
  },

  // The query string of a view, without what is as by default.
  write(view) {
    const query = new URLSearchParams();
    for (const [key, name] of Object.entries(address.WORDS)) if (view[name]) query.set(key, view[name]);
    for (const [key, name] of Object.entries(address.LISTS)) if (view[name]?.length) query.set(key, view[name].join("."));
    for (const [key, [name]] of Object.entries(address.MANY)) for (const one of view[name] || []) query.append(key, one);
    for (const [key, name] of Object.entries(address.FLAGS)) if (view[name]) query.set(key, "1");
    if (view.discreet) query.set("dates", "0");
    const text = query.toString();
    return text ? `?${text}` : "";
  },

  // What every request for a case carries: what days count from, and that dates are hidden.
  shared: (view) => Object.entries({ zero: view.zero, dates: view.discreet && "0" }).filter(([, text]) => text),

  // The view with other names for events (`aliases`), as a reader has them who sees no dates.
  renamed(view, aliases) {
    const name = (id) => aliases[id] || id;
    const found = { ...view, zero: name(view.zero), event: name(view.event), since: name(view.since) };
    for (const [many] of Object.values(address.MANY)) found[many] = (view[many] || []).map(name);
    return found;
  },
};

if (typeof module !== "undefined") module.exports = address;
else (window.dash_clientside = window.dash_clientside || {}).address = address;
