// The table of a case: fills it for the chosen day zero, sorts it, and selects an event in the chart by a row.
const event_table = {
  FAILED: "The table cannot be loaded now. Reload the page to try again.",
  LATER_MS: 400,
  now: null,

  // Starts with the page of a case.
  open(caseId) {
    const view = window.dash_clientside.address.read(window.location.search), first = !event_table.now;
    event_table.now = { case: caseId, zero: view.zero, discreet: view.discreet, sort: null };
    if (first) event_table.listen();
    document.getElementById("table-box").open = view.table;
    event_table.soon(view.table);
  },

  // An open table comes at once; a closed one, that it can be printed, when the chart stands, unless it is long.
  soon(open) {
    const { now } = event_table, chart = window.dash_clientside.timeline?.now;
    if (open) return event_table.load();
    const wait = () => now === event_table.now && !now.asked && event_table.soon(false);
    if (!chart?.marked) return void setTimeout(wait, event_table.LATER_MS);
    if (chart.whole) requestIdleCallback(() => now === event_table.now && !now.asked && event_table.load());
  },

  // The page shows another case now.
  turn(caseId, { zero, discreet, table }) {
    if (!event_table.now) return;
    event_table.now = { case: caseId, zero, discreet, sort: null };
    document.getElementById("event-table").replaceChildren();
    event_table.soon(table);
  },

  listen() {
    document.addEventListener("timeline-zero", (event) => event_table.follow(event.detail));
    document.addEventListener("toggle", ({ target }) => target.id === "table-box" && event_table.keep(target.open), true);
  },

  // The chart counts from another day zero now: so does the table. After a shift it tells the times that the chart tells.
  follow({ zero, label, shifted }) {
    const { now } = event_table;
    if (zero === now.zero) return;
    Object.assign(now, { zero, label: shifted ? label : "" });
    if (!now.asked) return;
    if (!shifted || !now.got || !event_table.isWhole(now.got)) return event_table.load();
    requestAnimationFrame(() => setTimeout(() => now.got && event_table.draw())); // after the chart is painted
  },

  // What was asked for before a shift is told as the chart tells it now.
  retell(got) {
    const byId = window.dash_clientside.timeline.now.byId;
    return { ...got, zero: event_table.now.label, rows: got.rows.map((row) => event_table.retold(row, byId[row.id])) };
  },

  // A row with the times of its event as the chart tells them. Pure.
  retold(row, event) {
    if (!event) return row;
    const days = ({ nominal, earliest, latest }) => [nominal, earliest, latest].filter((day) => day !== null && day !== undefined);
    const end = { nominal: event.end_nominal, earliest: event.end_earliest, latest: event.end_latest }, keys = { ...row.keys };
    for (const [name, time] of [["words", event], ["date", event], ["age", event], ["until", end]]) if (keys[name]) keys[name] = [days(time)[0], days(time).at(-1)];
    return { ...row, keys, cells: { ...row.cells, words: event.words, until: event.end_words || row.cells.until } };
  },

  // Whether the table is open is part of the view in the address; its rows come when it is opened.
  keep(open) {
    if (open && !event_table.now.asked) event_table.load();
    const { timeline } = window.dash_clientside;
    if (!timeline?.now?.view || timeline.now.view.table === open) return;
    timeline.now.view.table = open;
    timeline.keep();
  },

  address: (kind) => {
    const { case: caseId, ...view } = event_table.now, { timeline } = window.dash_clientside, query = new URLSearchParams(window.dash_clientside.address.shared(view)).toString();
    return `${timeline.root()}cases/${encodeURIComponent(caseId)}/table.${kind}${query && `?${query}`}`;
  },

  async load() {
    const now = event_table.now, asked = (now.asked = (now.asked || 0) + 1);
    const got = await event_table.page(0);
    if (now !== event_table.now || asked !== now.asked) return;
    now.got = got;
    event_table.draw();
  },

  // Rows from place `first` on, as many as the server gives or `count`, sorted there where the page does not hold all.
  async page(first, count) {
    const { sort, got } = event_table.now, sorted = sort && !event_table.isWhole(got);
    const query = new URLSearchParams([["first", first], ...(count ? [["rows", count]] : []), ...(sorted ? [["sort", sort.key], ["down", sort.down ? "1" : "0"]] : [])]);
    const address = event_table.address("json"), joined = `${address}${address.includes("?") ? "&" : "?"}${query}`;
    const answer = await fetch(joined, { headers: { Accept: "application/json" } }).catch(() => null);
    return answer && answer.ok ? answer.json() : null;
  },

  // Whether every row of the table is in the page. Pure.
  isWhole: (got) => !got || got.rows.length >= got.all,

  draw() {
    const box = document.getElementById("event-table"), { el } = window.dash_clientside.dom, { got } = event_table.now;
    if (!got) return box.replaceChildren(el("p", { className: "table-words" }, event_table.FAILED));
    if (event_table.now.label) Object.assign(got, event_table.retell(got));
    const head = el("thead", {}, el("tr", {}, ...got.columns.map(event_table.header)));
    const given = { className: "events", "aria-rowcount": String(got.all + 1), on: { click: event_table.click } };
    const table = el("table", given, el("caption", { "aria-live": "polite" }), head, el("tbody"));
    const link = el("a", { href: event_table.address("csv"), download: "" }, "Download as CSV");
    const scrolled = { className: "table-scroll", tabIndex: 0, role: "region", "aria-label": "Rows of the table" };
    box.replaceChildren(el("p", { className: "table-words" }, link), el("div", scrolled, table));
    event_table.fill();
  },

  header(column) {
    const { el } = window.dash_clientside.dom;
    const click = () => event_table.sort(column.key);
    const button = el("button", { type: "button", className: "table-sort", on: { click } }, column.title);
    return el("th", { scope: "col", className: `column-${column.key}`, "data-column": column.key }, button);
  },

  async sort(key) {
    const now = event_table.now, sort = (now.sort = event_table.turned(now.sort, key));
    if (event_table.isWhole(now.got)) return event_table.fill();
    const table = document.querySelector("#event-table table");
    table.setAttribute("aria-busy", "true");
    const got = await event_table.page(0);
    if (now !== event_table.now || now.sort !== sort) return;
    if (got) now.got = got;
    table.removeAttribute("aria-busy");
    table.closest(".table-scroll").scrollTop = 0;
    event_table.fill();
  },

  // Puts the rows in their order and says which that is.
  fill() {
    const { got, sort } = event_table.now, box = document.getElementById("event-table");
    const column = sort && got.columns.find((one) => one.key === sort.key);
    const whole = event_table.isWhole(got), rows = whole ? event_table.ordered(got.rows, sort, column?.numbered) : got.rows;
    const make = (row) => event_table.row(row, got.columns), load = async (first, count) => (await event_table.page(first, count))?.rows;
    if (whole) box.querySelector("tbody").replaceChildren(...rows.map(make));
    else table_rows.fill(box.querySelector("table"), got.all, rows, load, make);
    box.querySelector("caption").textContent = event_table.caption(got, sort, column);
    for (const head of box.querySelectorAll("th[data-column]")) {
      if (head.dataset.column === sort?.key) head.setAttribute("aria-sort", sort.down ? "descending" : "ascending");
      else head.removeAttribute("aria-sort");
    }
    event_table.mark(window.dash_clientside.timeline?.now?.view?.event);
    if (window.dash_clientside.timeline?.now?.events) window.dash_clientside.since.table(window.dash_clientside.timeline.now);
  },

  row(row, columns) {
    const { el } = window.dash_clientside.dom;
    const select = { type: "button", className: "table-select", title: "Select in the chart" };
    const cell = ({ key }) => {
      if (key === "id") return el("th", { scope: "row" }, el("button", select, row.id));
      if (key === "event")
        return el("td", { className: "column-event" }, el("span", { className: "table-label" }, row.cells.event),
          row.term && el("span", { className: "table-term" }, row.term));
      return el("td", { className: `column-${key}` }, row.cells[key]);
    };
    return el("tr", { "data-row": row.id }, ...columns.map(cell));
  },

  // A click on a row selects its event, unless the reader is marking text in it.
  click(event) {
    const row = event.target.closest("tr[data-row]");
    if (!row) return;
    const marking = !event.target.closest("button") && String(window.getSelection());
    if (!marking) window.dash_clientside.timeline?.select?.(row.dataset.row);
    event_table.mark(row.dataset.row);
  },

  // Marks the row of the selected event.
  mark(id) {
    for (const row of document.querySelectorAll("#event-table tr[data-row]")) {
      row.classList.toggle("selected", row.dataset.row === id);
      if (row.dataset.row === id) row.setAttribute("aria-current", "true");
      else row.removeAttribute("aria-current");
    }
  },

  // The sorting after a click on a column: upwards, downwards, then the order of the record again. Pure.
  turned(sort, key) {
    if (!sort || sort.key !== key) return { key, down: false };
    return sort.down ? null : { key, down: true };
  },

  // Rows in the order of a column; without a sorting that of the record. Blank cells come last either way. Pure.
  ordered(rows, sort, numbered = false) {
    if (!sort) return [...rows];
    const value = (row) => (numbered ? row.keys[sort.key] : row.cells[sort.key]) || null;
    const compare = numbered ? event_table.numbers : (a, b) => a.localeCompare(b, "en", { numeric: true, sensitivity: "base" });
    const filled = rows.filter((row) => value(row) !== null), blank = rows.filter((row) => value(row) === null);
    filled.sort((a, b) => (sort.down ? -1 : 1) * compare(value(a), value(b)));
    return [...filled, ...blank];
  },

  numbers(a, b) {
    const at = a.findIndex((number, place) => number !== b[place]);
    return at < 0 ? 0 : a[at] - b[at];
  },

  // What the table holds and in which order. Pure.
  caption(got, sort, column) {
    const rows = `${words.count(got.all)} ${got.all === 1 ? "row" : "rows"}`, way = sort?.down ? "descending" : "ascending";
    const order = sort ? `sorted by ${column.title.toLowerCase()}, ${way}` : "in the order of the record";
    return `${rows}, ${order}; days from ${got.zero}.`;
  },
};

if (typeof module !== "undefined") module.exports = event_table;
else (window.dash_clientside = window.dash_clientside || {}).event_table = event_table;
