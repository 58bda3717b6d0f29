// One focus line through all cases: it follows the mouse, stays at a click, moves by keys, names its day and lists what
// each case reports there. What only may lie there is said to.
const mirror_focus = {
  DRAG: 4,
  NEAR_PX: 5, // how far from the line a value still belongs to it

  listen(box) {
    const listen = (name, call) => box.addEventListener(name, call);
    listen("mousemove", mirror_focus.move);
    listen("mouseleave", () => mirror_focus.hover(null));
    listen("mousedown", (event) => (mirror_focus.from = [event.clientX, event.clientY]));
    listen("click", mirror_focus.click);
    listen("dblclick", () => mirror.whole());
  },

  // Where the pointer is inside the box, in its own px.
  place(event) {
    const box = mirror.box("mirror"), frame = box.getBoundingClientRect(), scale = frame.width / box.offsetWidth || 1;
    return [(event.clientX - frame.left) / scale, (event.clientY - frame.top) / scale];
  },

  // The case and the event under the pointer, or null.
  under(event) {
    const one = mirror.now, held = event.target.closest?.("[data-event]");
    if (held) {
      const at = Number(held.closest("[data-block]").dataset.block);
      return { at, event: one.cases[at].byId[held.dataset.event] };
    }
    const [x, y] = mirror_focus.place(event), { marks } = window.dash_clientside;
    const at = one.meta.blocks.findIndex((block) => y >= block.top && y <= block.bottom);
    if (at < 0 || x < one.meta.left_px) return null;
    const [id] = marks.at(one.meta.blocks[at].marks, mirror.toPx, x, y);
    return id ? { at, event: one.cases[at].byId[id], y } : null;
  },

  dayAt(x) {
    const one = mirror.now;
    if (x < one.meta.left_px) return null;
    const place = mirror.plot()._fullLayout.xaxis.p2l(x - one.meta.left_px);
    const day = window.dash_clientside.axis.dayAt(one.meta.segments, place);
    return day === null ? null : Math.round(day);
  },

  move(event) {
    if (!mirror.now.meta || event.buttons) return;
    const [x, y] = mirror_focus.place(event), found = mirror_focus.under(event);
    mirror_focus.tip(found, x, y);
    mirror_focus.hover(mirror_focus.dayAt(x));
  },

  // The line under the mouse; it goes back to the chosen day when the mouse leaves.
  hover(day) {
    const one = mirror.now;
    if (!one.meta) return;
    if (day === null) mirror_focus.tip(null);
    if (one.hovered === day) return;
    one.hovered = day;
    cancelAnimationFrame(one.frame);
    one.frame = requestAnimationFrame(() => mirror_focus.draw(one));
  },

  click(event) {
    if (!mirror.now.meta || event.target.closest("a, select")) return;
    const [x, y] = mirror_focus.from || [event.clientX, event.clientY];
    if (Math.hypot(event.clientX - x, event.clientY - y) > mirror_focus.DRAG) return;
    const found = mirror_focus.under(event), own = found && mirror_focus.dayOf(found.event);
    mirror_focus.set(own ?? mirror_focus.dayAt(mirror_focus.place(event)[0]));
  },

  // The day at which the line meets an event, or null where it has none. Pure.
  dayOf(event) {
    if (!event?.on_axis || event.mark === "order only" || event.mark === "as of writing") return null;
    const { nominal, earliest, latest } = event;
    return Math.round(nominal ?? (earliest !== null && latest !== null ? (earliest + latest) / 2 : earliest ?? latest));
  },

  set(day) {
    mirror.now.view.day = day;
    mirror.now.hovered = null;
    mirror.keep();
    mirror_focus.draw(mirror.now);
  },

  nudge(step) {
    const one = mirror.now, { axis } = window.dash_clientside;
    const from = one.view.day ?? axis.dayAt(one.meta.segments, mirror.range()[0]) ?? 0;
    mirror_focus.set(Math.round(from + step));
  },

  // The next or the previous day on which any case reports something; the first and last of all for an endless step.
  step(step) {
    const one = mirror.now;
    mirror_focus.set(mirror_focus.nextDay(mirror_focus.days(one.cases), one.view.day, step));
  },

  // All days at which the line meets an event, in order. Pure.
  days(cases) {
    const found = cases.flatMap((item) => item.events.map(mirror_focus.dayOf)).filter((day) => day !== null);
    return [...new Set(found)].sort((a, b) => a - b);
  },

  // Pure.
  nextDay(days, from, step) {
    if (!days.length) return null;
    if (!Number.isFinite(step)) return step > 0 ? days.at(-1) : days[0];
    if (from === null || from === undefined) return step > 0 ? days[0] : days.at(-1);
    const on = step > 0 ? days.find((day) => day > from) : days.findLast((day) => day < from);
    return on ?? from;
  },

  draw(one) {
    const line = mirror.box("mirror-line"), day = one.hovered ?? one.view.day;
    const { axis, dom: { px } } = window.dash_clientside;
    line.hidden = day === null || day === undefined;
    if (!line.hidden) {
      const x = mirror.toPx(axis.placeOf(one.meta.segments, day)), end = mirror.box("mirror").clientWidth - one.meta.right_px;
      line.hidden = x < one.meta.left_px - 1 || x > end + 1;
      Object.assign(line.style, { left: px(x), height: px(one.meta.height) });
      line.firstChild.textContent = axis.text(day).replace("day ", day > 0 ? "day +" : "day ");
    }
    mirror_focus.list(one, line.hidden ? null : day);
  },

  // How many days from the line a value still belongs to it, as the axis is drawn now.
  tolerance(one, day) {
    const { axis } = window.dash_clientside, place = axis.placeOf(one.meta.segments, day);
    const piece = one.meta.segments.find((item) => item.zone === "days" && item.x0 <= place && place <= item.x1);
    if (!piece) return 0.5;
    const pxPerDay = ((piece.x1 - piece.x0) / (piece.d1 - piece.d0)) * (mirror.toPx(1) - mirror.toPx(0));
    return Math.max(0.5, Math.round(mirror_focus.NEAR_PX / pxPerDay));
  },

  // What each case reports at the day, lane by lane.
  list(one, day) {
    const { el } = window.dash_clientside.dom, box = mirror.box("mirror-day");
    box.hidden = day === null;
    if (day === null) return;
    const near = mirror_focus.tolerance(one, day), head = mirror.box("mirror-line").textContent;
    const lanes = one.meta.blocks.flatMap((block) => block.lanes).map((lane) => [lane.name, lane.title]);
    const found = one.cases.map((item) => mirror_focus.at(item.events, day, near));
    const row = ([name, title]) => el("tr", {}, el("th", { scope: "row" }, title),
      ...found.map((events) => el("td", {}, ...mirror_focus.lines(events.filter((event) => event.lane === name)))));
    const heads = one.cases.map((item) => el("th", { scope: "col" }, item.title));
    const title = `${head.charAt(0).toUpperCase()}${head.slice(1)}${near > 0.5 ? ` \u00b1 ${near}` : ""}`;
    const close = el("button", { type: "button", className: "mirror-close", title: "Clear the line (Esc)", "aria-label": "Clear the line", on: { click: () => mirror_focus.set(null) } }, "\u00d7");
    box.replaceChildren(el("h3", {}, title, close), el("table", {},
      el("thead", {}, el("tr", {}, el("th", { scope: "col" }, el("span", { className: "sr" }, "lane")), ...heads)),
      el("tbody", {}, ...[...new Map(lanes)].map(row))));
  },

  // The events whose time is, or may be, within `near` days of the day: exact ones first. Pure.
  at(events, day, near) {
    const here = events.filter((event) => event.on_axis && event.mark !== "as of writing" &&
      (event.earliest ?? -Infinity) <= day + near && (event.latest ?? Infinity) >= day - near);
    const sure = (event) => event.earliest !== null && event.earliest >= day - near && event.latest !== null && event.latest <= day + near;
    return here.map((event) => ({ ...event, sure: sure(event), ordered: event.mark === "order only" }))
      .sort((a, b) => Number(b.sure) - Number(a.sure));
  },

  MOST: 3,

  // The words of one cell: what surely or perhaps lies there; of order-only events only how many may. Pure but for nodes.
  lines(events) {
    const { el } = window.dash_clientside.dom, told = events.filter((event) => !event.ordered), order = events.length - told.length;
    const words = told.slice(0, mirror_focus.MOST).map((event) => el("p", {}, mirror_focus.words(event)));
    if (told.length > mirror_focus.MOST) words.push(el("p", { className: "faint" }, `and ${told.length - mirror_focus.MOST} more`));
    if (order) words.push(el("p", { className: "faint" }, `${order} with an order only may lie here`));
    return words.length ? words : [el("p", { className: "faint" }, "nothing reported")];
  },

  // Pure.
  words(event) {
    const value = event.value === null ? "" : ` ${event.value}${event.unit ? ` ${mirror_focus.unit(event.unit)}` : ""}`;
    return `${event.study_label || event.label}${value} (${event.sure ? "" : "perhaps; "}${event.words})`;
  },

  unit: (unit) => (unit === "10*9/L" ? "\u00d7 10\u2079/L" : unit.replace(/[{}]/g, "")),

  // The box and the ring beside what the pointer is on.
  tip(found, x, y) {
    const { dom: { el, px }, panel } = window.dash_clientside, tip = mirror.box("mirror-tip"), ring = mirror.box("mirror-ring");
    tip.hidden = ring.hidden = !found?.event;
    if (!found?.event) return;
    const { event, at } = found, one = mirror.now;
    const lines = [event.term, `${event.words} (${panel.KINDS[event.mark] || event.mark})`, [event.source, event.place].filter(Boolean).join(", ")];
    tip.replaceChildren(el("strong", {}, `${one.cases[at].title}: ${event.label}`), ...lines.map((words) => el("span", {}, words)));
    const width = mirror.box("mirror").clientWidth;
    Object.assign(tip.style, { left: px(Math.max(Math.min(x + 14, width - 330), 0)), top: px(y + 18) });
    const mark = one.meta.blocks[at].marks.find((item) => item.id === event.id && item.lane === event.lane);
    ring.hidden = !mark;
    if (mark) Object.assign(ring.style, {
      left: px(mirror.toPx(mark.x0) - 3), width: px(mirror.toPx(mark.x1) - mirror.toPx(mark.x0) + 6),
      top: px(mark.y0 - 1), height: px(mark.y1 - mark.y0 + 2),
    });
  },
};

if (typeof module !== "undefined") module.exports = mirror_focus;
else (window.dash_clientside = window.dash_clientside || {}).mirror_focus = mirror_focus;
