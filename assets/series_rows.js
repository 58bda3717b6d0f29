// The rows that are in sight, and a few to either side: elements and the canvas behind them are used again and again,
// and both lie in what scrolls, so that scrolling itself needs no script.
const series_rows = {
  ROW: 40,
  SPARE: 14, // rows made to either side of what is in sight
  COLUMNS: [
    ["title", "Case"], ["age", "Age"], ["sex", "Sex"], ["diagnosis", "Diagnosis"], ["counts", "Counts"], ["highest", "Highest"],
    ["studies", "Studies"], ["interval", "Interval"],
  ],

  listen(grid) {
    grid.addEventListener("scroll", () => series_rows.scrolled(), { passive: true });
    grid.addEventListener("click", series_rows.clicked);
    grid.addEventListener("dblclick", () => series.enter());
    grid.addEventListener("mousemove", (event) => series_tip.move(event));
    grid.addEventListener("mouseleave", () => series_tip.hide());
  },

  scrolled() {
    const one = series.now;
    if (!one.info || one.frame) return;
    one.frame = requestAnimationFrame(() => {
      one.frame = 0;
      series_rows.draw(one);
    });
  },

  // Px of the page's own measure, whatever it is enlarged by.
  page: () => Math.max(Math.floor((series.box("grid").clientHeight - 60) / series_rows.ROW) - 1, 1),

  // The rows from `first` to `last`, when those made before no longer hold what is in sight.
  draw(one, anew = false) {
    const grid = series.box("grid"), { ROW, SPARE } = series_rows;
    if (!one.info || !grid) return;
    const top = Math.floor(grid.scrollTop / ROW), shown = Math.ceil(grid.clientHeight / ROW);
    const held = one.made && one.made[0] <= top && one.made[1] >= Math.min(top + shown, one.info.found);
    if (held && !anew) return;
    one.made = [Math.max(top - SPARE, 0), Math.min(top + shown + SPARE, one.info.found)];
    for (let part = Math.floor(one.made[0] / series.PART); part <= Math.floor(one.made[1] / series.PART); part += 1) series.want(part);
    if (anew) series_rows.head(one);
    series.box("space").style.height = `${one.info.found * ROW}px`;
    grid.setAttribute("aria-rowcount", one.info.found + 1);
    series_rows.fill(one);
    series_rows.paint(one);
  },

  fill(one) {
    const box = series.box("rows"), [first, last] = one.made;
    while (box.childElementCount < last - first) box.append(series_rows.blank());
    while (box.childElementCount > last - first) box.lastChild.remove();
    for (let index = first; index < last; index += 1) series_rows.set(box.children[index - first], one, index);
    series.box("grid").setAttribute("aria-activedescendant", one.info.found ? `series-row-${one.at}` : "");
  },

  // A row without content; its cells are set again for every case that it comes to show.
  blank() {
    const { el } = window.dash_clientside.dom;
    const cell = (name) => el("span", { role: "gridcell", className: `cell ${name}` });
    const title = el("span", { role: "gridcell", className: "cell title" }, el("a", { tabIndex: -1 }));
    const others = series_rows.COLUMNS.slice(1).map(([name]) => cell(name));
    const row = el("div", { role: "row", className: "series-row" }, cell("choice"), title, ...others, cell("strip"), cell("outcome"));
    return row;
  },

  set(row, one, index) {
    const item = series.row(one, index), cells = row.children, { ROW } = series_rows;
    row.style.transform = `translateY(${index * ROW}px)`;
    row.id = `series-row-${index}`;
    row.dataset.index = index;
    row.setAttribute("aria-rowindex", index + 2);
    row.setAttribute("aria-selected", String(Boolean(item && one.chosen.has(item.id))));
    row.classList.toggle("here", index === one.at);
    row.classList.toggle("waiting", !item);
    if (row.shown === item && item) return series_rows.mark(cells[0], one, item);
    row.shown = item;
    series_rows.words(row, cells, item, one);
  },

  words(row, cells, item, one) {
    const link = cells[1].firstChild;
    link.textContent = item ? item.title : "loading\u2026";
    if (item) link.href = series.address(item);
    else link.removeAttribute("href");
    const told = item ? [item.age, item.sex, item.diagnosis, item.counts || "", item.highest, item.studies || "", item.interval?.words || ""] : [];
    for (let at = 0; at < 7; at += 1) cells[at + 2].textContent = told[at] ?? "";
    link.title = item?.title || "";
    cells[4].title = item?.diagnosis || "";
    cells[6].title = item?.highest || "";
    cells[8].title = item?.interval?.words || "";
    cells[8].className = `cell interval${item?.interval && !item.interval.sure ? " unsure" : ""}${item?.interval?.missing ? " missing" : ""}${item?.perhaps ? " perhaps" : ""}`;
    cells[9].setAttribute("aria-label", item ? series_rows.sentence(item, one.info) : "");
    cells[10].textContent = item ? item.writing.join("; ") : "";
    cells[10].title = cells[10].textContent;
    series_rows.mark(cells[0], one, item);
  },

  mark(cell, one, item) {
    const chosen = Boolean(item && one.chosen.has(item.id));
    cell.textContent = chosen ? "\u2611" : item ? "\u2610" : "";
    cell.setAttribute("aria-label", chosen ? "chosen for a comparison" : "not chosen");
  },

  // What a strip shows, in words. Pure.
  sentence(item, { milestones, marks }) {
    if (item.note) return item.note;
    const name = (key) => milestones.find((one) => one.key === key)?.name;
    const parts = marks.map((key, at) => item.told[at] && `${name(key)}: ${item.told[at]}`).filter(Boolean);
    return parts.join("; ") || "no marked milestone reported";
  },

  // Heads that sort, and the axis that all rows share.
  head(one) {
    const { el } = window.dash_clientside.dom, { view, info } = one, { library } = window.dash_clientside;
    const sorted = (name) => (view.sort !== name ? null : view.descending ? "descending" : "ascending");
    const sign = (name) => ({ ascending: " \u2191", descending: " \u2193" })[sorted(name)] || "";
    const usable = (name) => name !== "interval" || (view.a && view.b);
    const column = ([name, words]) => el("span", { role: "columnheader", className: `cell ${name}`, "aria-sort": sorted(name) },
      el("button", { type: "button", disabled: !usable(name), on: { click: () => series.sort(name) } }, words + sign(name)));
    const zero = el("i", { className: "series-zero", style: { left: `${info.zero}%` } });
    const gap = (item) => el("i", { className: "series-break", style: { left: `${item.left}%`, width: `${item.width}%` }, title: item.words || null });
    const axis = el("span", { role: "columnheader", className: "cell strip" }, ...info.breaks.map(gap), ...info.words.map(library.word), zero,
      el("span", { className: "sr" }, "course"));
    series.box("head").replaceChildren(
      el("span", { role: "columnheader", className: "cell choice" }, el("span", { className: "sr" }, "compare")),
      ...series_rows.COLUMNS.map(column), axis, el("span", { role: "columnheader", className: "cell outcome" }, "As of writing"));
  },

  clicked(event) {
    const row = event.target.closest(".series-row");
    if (!row) return;
    const one = series.now;
    one.at = Number(row.dataset.index);
    if (event.target.closest(".choice")) return series.choose(series.row(one, one.at));
    series_rows.fill(one);
  },

  // Moves the row that keys act on, and keeps it in sight.
  move(step) {
    const one = series.now, grid = series.box("grid"), { ROW } = series_rows;
    one.at = Math.min(Math.max(one.at + step, 0), one.info.found - 1);
    const top = one.at * ROW, room = grid.clientHeight - series.box("head").clientHeight;
    if (top < grid.scrollTop) grid.scrollTop = top;
    else if (top + ROW > grid.scrollTop + room) grid.scrollTop = top + ROW - room;
    series_rows.draw(one);
    series_rows.fill(one);
  },

  // Paints the courses of the rows that are made onto the canvas behind them.
  paint(one) {
    if (!one.info || !one.made) return;
    const box = series.box("paint"), { el } = window.dash_clientside.dom, [first, last] = one.made;
    const strip = series.box("head").querySelector(".strip"), grid = series.box("grid");
    const canvas = box.firstChild || box.appendChild(el("canvas", {}));
    const width = strip.offsetWidth, height = Math.max((last - first) * series_rows.ROW, 1);
    const scale = (window.devicePixelRatio || 1) * (grid.getBoundingClientRect().width / grid.offsetWidth || 1);
    Object.assign(canvas.style, { left: `${strip.offsetLeft}px`, top: `${first * series_rows.ROW}px`, width: `${width}px`, height: `${height}px` });
    canvas.width = Math.round(width * scale);
    canvas.height = Math.round(height * scale);
    const rows = Array.from({ length: last - first }, (_, at) => series.row(one, first + at));
    series_paint.draw(canvas.getContext("2d"), rows, { ...one.info, width, height, scale, rowPx: series_rows.ROW });
  },
};

if (typeof module !== "undefined") module.exports = series_rows;
else (window.dash_clientside = window.dash_clientside || {}).series_rows = series_rows;
