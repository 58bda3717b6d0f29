// The series: many cases as rows over one axis. Asks the server for the part of the rows that is in sight; which rows, in
// which order and where on the axis is decided there. Rows are in series_rows, what stands above them in series_controls.
const series = {
  PART: 100, // rows in one answer
  FAILED: "The series cannot be loaded now. Reload the page to try again.",

  // Called by Dash when its page is there; `root` is the address below which everything lies.
  open(root) {
    const first = !series.now;
    series.now = { root, view: series_address.read(window.location.search), parts: new Map(), at: 0, chosen: new Map() };
    series_rows.listen(series.box("grid"));
    if (first) {
      document.addEventListener("keydown", series.key);
      document.addEventListener("timeline-theme", () => series.box("grid") && series_rows.paint(series.now));
      window.addEventListener("resize", () => series.box("grid") && series_rows.draw(series.now, true));
    }
    series.load();
    return true;
  },

  box: (name) => document.getElementById(`series-${name}`),

  // Asks for the first rows of the present view; an answer that has been overtaken is dropped.
  async load() {
    const one = series.now, ask = (one.ask = (one.ask || 0) + 1);
    const got = await series.fetch(0);
    if (one !== series.now || ask !== one.ask) return;
    if (!got.rows) return series.say(got.error || series.FAILED);
    series.say(got.found ? "" : "No case fits.");
    Object.assign(one, { info: got, parts: new Map([[0, got.rows]]), wanted: new Set(), at: 0 });
    one.view.day0 = got.day0;
    series.box("grid").scrollTop = 0;
    series.box("count").textContent = series.counted(got);
    series_controls.draw(one);
    series_rows.draw(one, true);
    requestAnimationFrame(() => performance.mark("series-drawn"));
  },

  async fetch(start) {
    const query = series_address.query(series.now.view);
    query.set("start", start);
    query.set("count", series.PART);
    const answer = await fetch(discreet.kept(`${series.now.root}series.json?${query}`), { headers: { Accept: "application/json" } }).catch(() => null);
    return answer ? answer.json().catch(() => ({})) : {};
  },

  // Rows that come into sight are asked for once.
  async want(part) {
    const one = series.now, { ask } = one;
    if (part < 0 || part * series.PART >= one.info.found || one.parts.has(part) || one.wanted.has(part)) return;
    one.wanted.add(part);
    const got = await series.fetch(part * series.PART);
    if (one !== series.now || ask !== one.ask) return;
    one.wanted.delete(part);
    if (!got.rows) return;
    one.parts.set(part, got.rows);
    series_rows.draw(one, true);
  },

  row: (one, index) => one.parts.get(Math.floor(index / series.PART))?.[index % series.PART],

  // How many of how many, what of them is aligned and what is uncertain. Pure.
  counted({ found, total, aligned, perhaps, behind, milestones, day0 }) {
    const number = (count) => words.count(count).replaceAll(",", "\u202f"), name = milestones.find((one) => one.key === day0)?.name;
    const parts = [`${number(found)} of ${number(total)} ${total === 1 ? "case" : "cases"}`];
    if (aligned < found) parts.push(`${number(aligned)} of them with ${name}`);
    if (perhaps) parts.push(`${number(perhaps)} only perhaps within the interval`);
    if (behind) parts.push(`${number(behind)} not summarized yet`);
    return `${parts.join(", ")}.`;
  },

  say(words) {
    const box = series.box("message");
    box.textContent = words;
    box.hidden = !words;
  },

  // Changes what is shown; the address keeps it.
  change(change) {
    Object.assign(series.now.view, change);
    const query = series_address.query(series.now.view).toString();
    window.history.replaceState(window.history.state, "", discreet.kept(window.location.pathname + (query && `?${query}`)));
    return series.load();
  },

  // A click on a head sorts, the second turns round, the third restores the order of the library.
  sort(name) {
    const { sort, descending } = series.now.view;
    if (sort !== name) return series.change({ sort: name, descending: false });
    return series.change(descending ? { sort: "", descending: false } : { descending: true });
  },

  // The page of a case, counted from the same day 0.
  address(row) {
    const zero = row.zero ? `?zero=${encodeURIComponent(row.zero)}` : "";
    return discreet.kept(`${series.now.root}cases/${encodeURIComponent(row.id)}${zero}`);
  },

  MOST: 6,

  // Takes a case into the comparison, or out of it.
  choose(row) {
    const one = series.now;
    if (!row) return;
    if (!one.chosen.delete(row.id) && one.chosen.size < series.MOST) one.chosen.set(row.id, row.title);
    series_rows.draw(one, true);
    series_controls.chosen(one);
  },

  // The address of the comparison. Pure.
  compared(root, ids, day0) {
    const query = new URLSearchParams(ids.map((id) => ["case", id]));
    if (day0) query.set("day0", day0);
    return `${root}mirror?${query}`;
  },

  compare() {
    const { root, chosen, view } = series.now;
    if (chosen.size > 1) window.location.assign(discreet.kept(series.compared(root, [...chosen.keys()], view.day0)));
  },

  KEYS: {
    ArrowDown: () => series_rows.move(1), ArrowUp: () => series_rows.move(-1),
    PageDown: () => series_rows.move(series_rows.page()), PageUp: () => series_rows.move(-series_rows.page()),
    Home: () => series_rows.move(-Infinity), End: () => series_rows.move(Infinity),
    Enter: () => series.enter(), " ": () => series.choose(series.row(series.now, series.now.at)),
    c: () => series.compare(), "/": () => document.querySelector("#series-controls .search").focus(),
    "?": () => series.box("help").showModal(), D: () => discreet.toggle(),
    Escape: () => document.querySelectorAll("#series-controls details[open]").forEach((one) => (one.open = false)),
  },

  enter() {
    const row = series.row(series.now, series.now.at);
    if (row) window.location.assign(series.address(row));
  },

  // Keys act on the rows wherever the focus is, but not in a field or on a button.
  key(event) {
    if (!series.box("grid") || !series.now.info || document.querySelector("dialog[open]")) return;
    if (event.ctrlKey || event.metaKey || event.altKey || /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName)) return;
    if (/^(BUTTON|A|SUMMARY)$/.test(event.target.tagName) && (event.key === "Enter" || event.key === " ")) return;
    const act = series.KEYS[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  },
};

if (typeof module !== "undefined") module.exports = series;
else (window.dash_clientside = window.dash_clientside || {}).series = series;
