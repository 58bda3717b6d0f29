// The view in the address: what is shown and how, never whose it is. Pure.
const address = {
  LISTS: { hide: "hidden", fold: "folded", order: "order" },
  WORDS: { zero: "zero", from: "start", to: "stop", event: "event" },
  MANY: { pictures: "pictures", open: "open" },
  MOST: { pictures: 4, open: 40 },
  FLAGS: { lines: "thresholds", linear: "linear", plain: "plain", table: "table" },

  // The view that a query string asks for.
  read(search) {
    const query = new URLSearchParams(search);
    const view = {};
    for (const [key, name] of Object.entries(address.WORDS)) view[name] = query.get(key) || "";
    for (const [key, name] of Object.entries(address.LISTS)) view[name] = (query.get(key) || "").split(".").filter(Boolean);
    for (const [key, name] of Object.entries(address.MANY)) view[name] = query.getAll(key).filter(Boolean).slice(0, address.MOST[key]);
    for (const [key, name] of Object.entries(address.FLAGS)) view[name] = query.get(key) === "1";
    return view;
  },

  // The query string of a view, without what is as by default.
  write(view) {
    const query = new URLSearchParams();
    for (const [key, name] of Object.entries(address.WORDS)) if (view[name]) query.set(key, view[name]);
    for (const [key, name] of Object.entries(address.LISTS)) if (view[name]?.length) query.set(key, view[name].join("."));
    for (const [key, name] of Object.entries(address.MANY)) for (const one of view[name] || []) query.append(key, one);
    for (const [key, name] of Object.entries(address.FLAGS)) if (view[name]) query.set(key, "1");
    const text = query.toString();
    return text ? `?${text}` : "";
  },
};

if (typeof module !== "undefined") module.exports = address;
else (window.dash_clientside = window.dash_clientside || {}).address = address;
