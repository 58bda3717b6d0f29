// The rows of a table that is too long to be in the page whole: blocks that come when they are looked at, and go again.
const table_rows = {
  BLOCK: 100,
  KEPT: 12, // blocks that stay in the page
  LEAST_PX: 36,

  // The blocks of `all` rows as [first, count]. Pure.
  blocks: (all, size = table_rows.BLOCK) => Array.from({ length: Math.ceil(all / size) }, (_, at) => [at * size, Math.min(size, all - at * size)]),

  // Fills `table` with empty blocks in place of its rows; `load(first, count)` brings rows, `make(row, place)` draws one.
  // The first rows are there already.
  fill(table, all, rows, load, make) {
    const { el } = window.dash_clientside.dom;
    table_rows.watch?.disconnect();
    const state = { load, make, seen: [], height: table_rows.LEAST_PX, columns: table.querySelectorAll("thead th").length };
    const bodies = table_rows.blocks(all).map(([first, count]) => Object.assign(el("tbody", { "data-first": String(first) }), { first, count }));
    for (const body of table.querySelectorAll("tbody")) body.remove();
    table.append(...bodies);
    table_rows.put(bodies[0], rows.slice(0, bodies[0].count), state);
    state.height = Math.max(bodies[0].offsetHeight / bodies[0].count, table_rows.LEAST_PX);
    for (const body of bodies.slice(1)) table_rows.empty(body, state);
    const options = { root: table.closest(".table-scroll"), rootMargin: "400px 0px" };
    table_rows.watch = new IntersectionObserver((changes) => table_rows.looked(changes, state), options);
    for (const body of bodies) table_rows.watch.observe(body);
  },

  // A block that has come into sight is asked for when it still is after a moment; those seen longest ago go.
  looked(changes, state) {
    for (const { target, isIntersecting } of changes) {
      target.inSight = isIntersecting;
      if (isIntersecting && !target.full) setTimeout(() => target.inSight && !target.full && table_rows.bring(target, state), 60);
    }
  },

  async bring(body, state) {
    body.full = true;
    const rows = await state.load(body.first, body.count);
    if (!body.isConnected) return;
    if (!rows) return void (body.full = false);
    table_rows.put(body, rows, state);
    const { timeline, event_table } = window.dash_clientside;
    event_table.mark(timeline?.now?.view?.event);
    for (const old of state.seen.filter((one) => !one.inSight).slice(0, Math.max(state.seen.length - table_rows.KEPT, 0))) table_rows.empty(old, state);
    state.seen = state.seen.filter((one) => one.full);
  },

  put(body, rows, state) {
    body.full = true;
    state.seen.push(body);
    body.replaceChildren(...rows.map((row, at) => Object.assign(state.make(row), { ariaRowIndex: String(body.first + at + 2) })));
  },

  // A block without its rows is as high as they were, or as they will about be.
  empty(body, state) {
    const { el } = window.dash_clientside.dom, height = body.full ? body.offsetHeight : body.count * state.height;
    body.full = false;
    body.replaceChildren(el("tr", { className: "table-gap", style: { height: `${height}px` } }, el("td", { colSpan: state.columns })));
  },
};

if (typeof module !== "undefined") module.exports = table_rows;
else (window.dash_clientside = window.dash_clientside || {}).table_rows = table_rows;
