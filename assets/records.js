// What the page knows of the events of a case: all of a small one; of a large one those that the screen and the sentence
// need, and each further one when somebody comes to it.
const records = {
  FAST_MS: 120,
  EDGE: 20,

  // Takes in what came with the figure.
  start(one, got) {
    const { whole, all, related, age, aliases, studies, glance, steps, silent } = got;
    Object.assign(one, { whole, all, related, age, aliases, studies, glance, steps, silent, byId: {}, events: [] });
    records.take(one, got.events);
  },

  // Adds events; `one.events` stays in the order of the case.
  take(one, events) {
    for (const event of events) one.byId[event.id] = event;
    one.events = Object.values(one.byId).sort((a, b) => a.turn - b.turn);
  },

  // Whether everything that is said of the event is here.
  isTold: (one, id) => Boolean(one.byId?.[id]) && (one.whole || id in one.silent),

  address(one, what, more = {}) {
    const query = new URLSearchParams([...window.dash_clientside.address.shared(one.view), ...Object.entries(more)]).toString();
    return `${timeline.root()}cases/${encodeURIComponent(one.case)}/${what}.json${query && `?${query}`}`;
  },

  // Asks for what is not here yet of an event: itself, what its sentence speaks of, and the order round it. False where
  // that cannot be had.
  async ask(one, id) {
    const got = await records.get(records.address(one, `events/${encodeURIComponent(id)}`));
    if (!got || one !== timeline.now) return false;
    one.silent[id] = got.silent;
    records.take(one, got.events);
    if (id === one.view.event || !one.steps.ids.length) one.steps = got.steps;
    return true;
  },

  // Asks for the selected event, at once; while somebody steps fast only for the one where they stay, and for those near
  // the edge of the order that is known. `then` hears whether it came, if it is still selected.
  soon(one, id, then) {
    const now = performance.now(), fast = now - (one.selected || -1e4) < records.FAST_MS, at = one.steps.ids.indexOf(id);
    one.selected = now;
    clearTimeout(one.asking);
    const edge = Math.min(at, one.steps.ids.length - 1 - at) < records.EDGE && one.steps.ids.length < one.steps.all;
    const ask = () => records.ask(one, id).then((found) => one === timeline.now && one.view.event === id && then(found));
    if (fast && !edge) one.asking = setTimeout(ask, records.FAST_MS);
    else ask();
  },

  // What the sentence of a day speaks of; null where it cannot be had.
  async day(one, day) {
    if (one.whole) return { silent: null };
    const got = await records.get(records.address(one, "moment", { day }));
    if (got && one === timeline.now) records.take(one, got.events);
    return got;
  },

  async get(address) {
    const answer = await fetch(address, { headers: { Accept: "application/json" } }).catch(() => null);
    return answer?.ok ? answer.json() : null;
  },

  // Makes sure that all of `ids` are told, as far as they can be had; true when something new has come.
  async tell(one, ids) {
    const missing = ids.filter((id) => !records.isTold(one, id));
    const came = await Promise.all(missing.map((id) => records.ask(one, id)));
    return came.some(Boolean) && one === timeline.now;
  },

  // The event `step` places from `current` in the order of the case, as far as that is known here: "" at an end, null
  // where the server has to be asked. Pure.
  beside(steps, current, step) {
    if (!current) return steps.ends[step > 0 ? 0 : 1] ?? "";
    const at = steps.ids.indexOf(current);
    if (at < 0) return null;
    const next = at + step;
    if (next >= 0 && next < steps.ids.length) return steps.ids[next];
    const place = steps.first + next;
    return place < 0 || place >= steps.all ? "" : null;
  },
};

if (typeof module !== "undefined") module.exports = records;
else (window.dash_clientside = window.dash_clientside || {}).records = records;
