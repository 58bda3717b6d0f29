// Where a presentation is: the view, whether every event has one, black, names shown. All of it lives in the address, so
// that a reload or a crash comes back to it. Pure.
const present_state = {
  // The state that a query string tells; views count from 1 there and from 0 here.
  read(search) {
    const query = new URLSearchParams(search), number = Number.parseInt(query.get("view"), 10);
    const flag = (name) => query.get(name) === "1";
    return {
      at: Number.isFinite(number) && number > 0 ? number - 1 : 0, every: flag("every"), black: flag("black"),
      identified: flag("identified"),
      discreet: query.get("dates") === "0", meeting: query.get("meeting") || "", theme: query.get("theme") === "dark" ? "dark" : "",
    };
  },

  write(state) {
    const query = new URLSearchParams({ view: state.at + 1 });
    for (const name of ["every", "black", "identified"]) if (state[name]) query.set(name, "1");
    for (const name of ["meeting", "theme"]) if (state[name]) query.set(name, state[name]);
    if (state.discreet) query.set("dates", "0");
    return `?${query}`;
  },

  // The view after an action, of `count`.
  moved(at, action, count) {
    const to = { next: at + 1, previous: at - 1, first: 0, last: count - 1 }[action] ?? at;
    return Math.min(Math.max(to, 0), Math.max(count - 1, 0));
  },

  // How large a px of 1080 lines is on a screen, and how many of them its width has inside the margins.
  unit: (width, height) => Math.min(height, width * 0.9) / 1080,
  room: (width, height) => Math.min(Math.max(Math.round(width / present_state.unit(width, height)) - 112, 600), 6000),

  // Minutes and seconds: "3:07".
  clock: (ms) => `${Math.floor(ms / 60000)}:${String(Math.floor(ms / 1000) % 60).padStart(2, "0")}`,
};

if (typeof module !== "undefined") module.exports = present_state;
else (window.dash_clientside = window.dash_clientside || {}).present_state = present_state;
