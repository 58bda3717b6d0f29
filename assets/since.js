// "Since": what came after a chosen moment is lit, what may have is half lit, the rest is dimmed; and it is listed.
const since = {
  // How an event lies to the moment: "after", "perhaps", "before"; "" for what has no time or is the moment itself. Pure.
  of(event, at) {
    const tools = since.tools();
    if (event.id === at.id || event.mark === "not dated") return "";
    if (event.mark === "as of writing") return "after";
    if (event.earliest === null && event.latest === null && event.mark !== "order only") return "";
    if (tools.moment.isAfter(event, at)) return "after";
    return tools.moment.isBefore(event, at) === "yes" && !since.together(event, at) ? "before" : "perhaps";
  },

  // On one and the same day either may have been the first, unless the record numbers them.
  together: (event, at) => event.earliest === event.latest && at.earliest === at.latest && event.earliest === at.earliest &&
    !(event.rank !== null && event.rank !== undefined && at.rank > event.rank),

  tools: () => (typeof module !== "undefined" ? { moment: require("./moment.js") } : window.dash_clientside),

  // What began before the moment and is known to have ended after it. Pure.
  endedAfter: (event, at) => event.end_earliest !== null && event.end_earliest !== undefined && at.latest !== null && event.end_earliest > at.latest,

  // The events by how they lie, each in the order of the record. Pure.
  sorted(events, at) {
    const found = { after: [], perhaps: [], before: [], ended: [] };
    for (const event of events) {
      const side = since.of(event, at);
      if (side) found[side].push(event);
      if (side === "before" && since.endedAfter(event, at)) found.ended.push(event);
    }
    return found;
  },

  // Counts from what is selected, or no longer.
  press() {
    const one = timeline.now, point = points.chosen(one);
    if (!point && !one.view.since) return points.say("Select an event or a day first; then s lights what came after it.");
    return since.set(!point || point === one.view.since ? "" : point);
  },

  set(point) {
    timeline.now.view.since = point;
    timeline.keep();
    since.draw(timeline.now);
    since.follow(timeline.now);
    points.tray();
    if (!timeline.now.view.event) around.selected(timeline.now, null);
  },

  chosen: (one) => news.chosen(one) || points.known(one, [one.view.since])[0] || "",

  draw(one) {
    const box = timeline.box("timeline-since"), point = since.chosen(one);
    box.hidden = !point;
    if (point === news.POINT) return news.draw(one, box);
    if (point && !one.whole && one.since?.point !== point) return since.ask(one, point);
    if (one.whole || !point) one.since = point ? since.sorted(one.events, points.at(one, point)) : null;
    if (!point) return void box.replaceChildren();
    const { after, perhaps } = since.counts(one.since), when = points.when(one, point);
    const counted = ` ${when}: ${after} after, ${perhaps} perhaps after `;
    box.replaceChildren(points.link(one, point, `Since ${points.label(one, point)}`), counted, points.away("Show everything", () => since.set("")));
    since.table(one);
  },

  // Of a large case the server counts what came after, and names the first of them.
  async ask(one, point) {
    const got = await records.get(records.address(one, "since", { point }));
    if (!got || one !== timeline.now || since.chosen(one) !== point) return;
    records.take(one, got.events);
    const named = (ids) => ids.map((id) => one.byId[id]);
    one.since = { point, after: named(got.first), perhaps: named(got.maybe), before: [], ended: [], counts: got };
    since.draw(one);
    since.follow(one);
    points.tray();
    if (!one.view.event) around.selected(one, null);
  },

  // How many came after, and perhaps after; in words of thousands. Pure.
  counts({ after, perhaps, counts }) {
    const told = counts || { after: after.length, perhaps: perhaps.length };
    return { after: words.count(told.after), perhaps: words.count(told.perhaps) };
  },

  // A veil over everything but the marks of what came after.
  follow(one) {
    const veil = timeline.box("timeline-veil"), film = timeline.box("timeline-film");
    veil.hidden = !since.chosen(one) || !one.since;
    film.classList.toggle("since", !veil.hidden);
    if (veil.hidden) return;
    const side = since.sides(one), at = one.since.point && points.at(one, one.since.point);
    const lies = (id) => (at ? one.byId[id] && since.of(one.byId[id], at) : side.get(id));
    const lit = (id) => ["after", "perhaps"].includes(lies(id));
    since.paint(one, veil, side);
    for (const node of film.querySelectorAll("[data-event]")) node.classList.toggle("after", lit(node.dataset.event));
  },

  paint(one, veil, side) {
    const width = timeline.width(one), { height, left_px: left, axis_px: top } = one.meta, ink = veil.getContext("2d");
    Object.assign(veil, { width, height });
    Object.assign(ink, { fillStyle: getComputedStyle(document.documentElement).getPropertyValue("--bg"), globalAlpha: 0.72 });
    ink.fillRect(left, top, width - left, height - top);
    if (one.since.point) return since.clear(one, ink, width, height);
    ink.globalAlpha = 0.5;
    for (const lit of ["perhaps", "after"]) for (const mark of one.meta.marks) {
      if (!(mark.heap?.ids || [mark.id]).some((id) => side.get(id) === lit)) continue;
      const x0 = Math.max(timeline.toPx(mark.x0) - 4, left), x1 = Math.max(timeline.toPx(mark.x1) + 4, x0);
      const box = [x0, mark.y0 + top - 1, x1 - x0, mark.y1 - mark.y0 + 2];
      ink.clearRect(...box);
      if (lit === "perhaps") ink.fillRect(...box);
    }
  },

  // Of a large case all that stands behind the moment is lit, half of it what stands inside its window.
  clear(one, ink, width, height) {
    const { earliest, latest } = points.at(one, one.since.point), left = one.meta.left_px;
    const px = (day, open) => (day === null ? open : Math.max(timeline.toPx(window.dash_clientside.axis.placeOf(one.meta.segments, day)), left));
    const x0 = px(earliest, left), x1 = px(latest, width);
    ink.clearRect(x0, one.meta.axis_px, width - x0, height);
    if (x1 > x0) Object.assign(ink, { globalAlpha: 0.5 }), ink.fillRect(x0, one.meta.axis_px, x1 - x0, height);
  },

  sides: (one) => new Map([...(one.since.lit || []).map((id) => [id, "after"]), ...["after", "perhaps", "before"].flatMap((name) => one.since[name].map((event) => [event.id, name]))]),

  // The list in the panel while no event is selected: [title, events]. Pure.
  lists({ since: found }) {
    if (!found) return [];
    if (found.lists) return found.lists;
    const all = [["After", found.after], ["Perhaps after", found.perhaps], ["Began before, ended after", found.ended]];
    return all.filter(([, events]) => events.length);
  },

  // The rows of the table: dimmed where they lie before.
  table(one) {
    if (!one.whole) return;
    const side = one.since ? since.sides(one) : new Map();
    for (const row of document.querySelectorAll("#event-table tr[data-row]")) {
      row.dataset.since = one.since ? side.get(row.dataset.row) || "before" : "";
    }
  },
};

if (typeof module !== "undefined") module.exports = since;
else (window.dash_clientside = window.dash_clientside || {}).since = since;
