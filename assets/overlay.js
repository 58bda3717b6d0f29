// What lies over and under the plot and moves with it: focus band, ring and tooltip, film strip, overview.
const overlay = {
  // The axis once more, for a figure taller than the screen: it stays while the lanes scroll under it.
  axis(one) {
    const { dom } = window.dash_clientside, bar = timeline.box("timeline-axis"), tall = one.meta.height > timeline.room() + 1;
    bar.hidden = !tall;
    if (!tall) return;
    const inside = (x) => x >= one.meta.left_px && x <= timeline.box("timeline").clientWidth;
    const ticks = one.ticks.tickvals.map((place, i) => ({ x: timeline.toPx(place), words: one.ticks.ticktext[i].replace(/<.?b>/g, "") })).filter((tick) => inside(tick.x));
    const zones = one.meta.segments.filter((piece) => piece.zone === "order" || piece.zone === "writing").map((piece) => ({ x: timeline.toPx(piece.x0), words: piece.zone === "order" ? "order only, no scale" : "at publication" })).filter((zone) => inside(zone.x));
    bar.replaceChildren(dom.el("b", {}, timeline.box("timeline-axis-name").textContent), ...ticks.map((tick) => dom.el("span", { style: { left: `${tick.x}px` } }, tick.words)),
      ...zones.map((zone) => dom.el("span", { className: "zone", style: { left: `${zone.x + 4}px` } }, zone.words)));
  },

  // Pictures and findings of the imaging lane, at their studies' marks.
  film(one) {
    const { film } = window.dash_clientside, box = timeline.box("timeline-film"), lane = one.meta.lanes.find((item) => item.film);
    if (!lane || !one.studies) return box.replaceChildren();
    const marks = Object.fromEntries(one.meta.marks.filter((mark) => mark.lane === lane.name).map((mark) => [mark.id, mark]));
    const order = new Map(one.events.map((event, place) => [event.id, place]));
    const studies = one.studies.filter((study) => marks[study.event]).map((study) => ({ ...study, x: timeline.toPx(marks[study.event].x) }))
      .sort((a, b) => order.get(a.event) - order.get(b.event));
    const frame = timeline.box("timeline");
    film.draw(box, studies, { film: lane.film, findings: lane.findings, findingsTop: lane.findings_top, findingPx: 12.5, top: lane.top + one.meta.axis_px, marks: 18, low: one.meta.left_px,
      left0: 0, high: frame.clientWidth - one.meta.right_px, width: frame.clientWidth, height: one.meta.height });
    overlay.light(one, one.hover || one.view.event);
  },

  // The band over the window of the selected event, or the line at the chosen day.
  focus(one) {
    const { axis } = window.dash_clientside, band = timeline.box("timeline-focus"), event = one.byId?.[one.view.event];
    const at = event ? overlay.place(one, event) : one.day !== null && one.day !== undefined ? [one.day, one.day].map((day) => axis.placeOf(one.meta.segments, day)) : null;
    band.hidden = !at;
    if (at) {
      const x0 = Math.max(timeline.toPx(at[0]), one.meta.left_px), x1 = Math.max(timeline.toPx(at[1]), x0), wide = event && event.mark === "order only";
      Object.assign(band.style, { left: `${x0}px`, width: `${Math.max(x1 - x0, 1.5)}px`, height: `${one.meta.height}px` });
      band.className = `focus-band${x1 - x0 < 2 ? " line" : ""}${wide ? " wide" : ""}`;
      band.dataset.words = event ? event.clock_words || event.words : axis.text(one.day);
    }
    overlay.ring(one, timeline.box("timeline-ring"), event);
    overlay.light(one, one.hover || one.view.event);
  },

  // From and to which place the band of an event reaches: its window, or its chip's mark.
  place(one, event) {
    const { axis } = window.dash_clientside, own = one.meta.marks.filter((mark) => mark.id === event.id), first = own.find((mark) => mark.lane !== "order_only") || own[0];
    if (event.mark === "as of writing" || event.earliest === null || event.latest === null) return first ? [first.x0, Math.min(first.x1, first.x0 + 20)] : null;
    return [axis.placeOf(one.meta.segments, event.earliest), axis.placeOf(one.meta.segments, event.latest)];
  },

  ring(one, ring, event) {
    const mark = event && one.meta.marks.find((item) => item.id === event.id && item.lane === event.lane);
    ring.hidden = !mark;
    if (!mark) return;
    const x0 = timeline.toPx(mark.x0) - 3, x1 = timeline.toPx(mark.x1) + 3;
    Object.assign(ring.style, { left: `${x0}px`, width: `${x1 - x0}px`, top: `${mark.y0 + one.meta.axis_px - 1}px`, height: `${mark.y1 - mark.y0 + 2}px` });
    ring.classList.toggle("outside", x1 < one.meta.left_px);
  },

  // Lights the picture, its leader and its findings when their event is hovered or selected.
  light(one, id) {
    const study = id && one.byId?.[id]?.study;
    for (const node of timeline.box("timeline-film").querySelectorAll("[data-event]")) {
      const event = one.byId?.[node.dataset.event];
      node.classList.toggle("lit", Boolean(id) && (node.dataset.event === id || (Boolean(study) && event?.study === study)));
    }
  },

  // The box and the ring beside what the pointer is on, and the hairline with its day.
  hover(one, event, many, x, y) {
    const { axis, dom } = window.dash_clientside, tip = timeline.box("timeline-tip"), line = timeline.box("timeline-line"), plot = timeline.plot();
    overlay.ring(one, timeline.box("timeline-hover"), event);
    overlay.light(one, event ? event.id : one.view.event);
    const day = x >= one.meta.left_px ? axis.dayAt(one.meta.segments, plot._fullLayout.xaxis.p2l(x - one.meta.left_px)) : null;
    line.hidden = day === null;
    Object.assign(line.style, { left: `${x}px`, height: `${one.meta.height}px` });
    if (day !== null) line.dataset.words = axis.text(Math.round(day));
    tip.hidden = !event;
    if (!event) return;
    const kind = window.dash_clientside.panel.KINDS[event.mark] || event.mark;
    tip.replaceChildren(dom.el("strong", {}, event.label), dom.el("span", {}, event.term), dom.el("span", {}, `${event.words} (${kind})`),
      dom.el("span", {}, `${event.source}, ${event.place}${many > 1 ? `; 1 of ${many} here, click again for the next` : ""}`));
    const width = timeline.box("timeline").clientWidth;
    Object.assign(tip.style, { left: `${Math.min(x + 14, width - 330)}px`, top: `${y + 18}px` });
  },

  // The whole course in one line, and the window that is shown of it.
  overview(one) {
    const { dom } = window.dash_clientside, box = timeline.box("timeline-overview"), width = box.clientWidth - one.meta.left_px - one.meta.right_px, end = one.meta.segments.at(-1).x1;
    const at = (place) => one.meta.left_px + (place / end) * width, [x0, x1] = timeline.range();
    const made = [dom.el("span", { className: "overview-name" }, "Overview")];
    for (const piece of one.meta.segments) made.push(dom.el("i", { className: `overview-${piece.zone}`, style: { left: `${at(piece.x0)}px`, width: `${at(piece.x1) - at(piece.x0)}px` } }));
    for (const mark of one.meta.marks.filter((item) => item.lane !== "order_only")) made.push(dom.el("i", { className: "overview-mark", style: { left: `${at(mark.x0)}px` } }));
    made.push(dom.el("i", { className: "overview-window", style: { left: `${at(Math.max(x0, 0))}px`, width: `${at(Math.min(x1, end)) - at(Math.max(x0, 0))}px` } }));
    box.replaceChildren(...made);
  },
};

if (typeof module !== "undefined") module.exports = overlay;
else (window.dash_clientside = window.dash_clientside || {}).overlay = overlay;
