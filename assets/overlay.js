// What lies over and under the plot and moves with it: focus band, ring and tooltip, film strip.
const overlay = {
  // The axis once more, for a figure taller than the screen: it stays while the lanes scroll under it.
  axis(one) {
    const { el } = window.dash_clientside.dom, bar = timeline.box("timeline-axis");
    // At the top of the page the axis itself is seen, with its breaks and scales.
    bar.hidden = one.meta.height <= timeline.heightLeft + 1 || timeline.scrolled < 4;
    if (bar.hidden) return;
    const end = timeline.width(one);
    const inside = (label) => label.x >= one.meta.left_px && label.x <= end;
    const ticks = overlay.tickLabels(one.ticks).map(({ place, words }) => ({ x: timeline.toPx(place), words })).filter(inside);
    const zones = overlay.zoneLabels(one.meta.segments, one.meta.writing).map(({ place, words }) => ({ x: timeline.toPx(place), words })).filter(inside);
    bar.replaceChildren(
      el("b", {}, timeline.box("timeline-axis-name").textContent),
      ...ticks.map((tick) => el("span", { style: { left: `${tick.x}px` } }, tick.words)),
      ...one.meta.segments.filter((piece) => piece.zone === "break").map((piece) => el("i", { style: { left: `${timeline.toPx(piece.x0)}px` } })),
      ...zones.map((zone) => el("span", { className: "zone", style: { left: `${zone.x + 4}px` } }, zone.words)),
    );
  },

  // Places and words of the ticks, without the markup that Plotly obeys. Pure.
  tickLabels: (ticks) => ticks.tickvals.map((place, i) => ({ place, words: ticks.ticktext[i].replace(/<br>/g, "\n").replace(/<[^>]*>/g, "") })),

  // Places and words of the zones without a scale. Pure.
  zoneLabels: (segments, writing) => segments.filter((piece) => piece.zone === "order" || piece.zone === "writing")
    .map((piece) => ({ place: piece.x0, words: piece.zone === "order" ? "order only, no scale" : writing })),

  // Pictures and findings of the imaging lane, at their studies' marks.
  film(one) {
    const { film } = window.dash_clientside, box = timeline.box("timeline-film");
    const lane = one.meta.lanes.find((item) => item.film);
    if (!lane || !one.studies?.length) return box.replaceChildren();
    const marks = Object.fromEntries(one.meta.marks.filter((mark) => mark.lane === lane.name).map((mark) => [mark.id, mark]));
    const studies = one.studies.filter((study) => marks[study.event])
      .map((study) => ({ ...study, x: timeline.toPx(marks[study.event].x) }))
      .sort((a, b) => a.turn - b.turn);
    const width = timeline.width(one), { left_px: low, right_px: right, axis_px: axisPx, height } = one.meta;
    film.draw(box, studies, {
      film: lane.film, findings: lane.findings, findingsTop: lane.findings_top, findingPx: 12.5,
      top: lane.top + axisPx, marks: 18, low, left0: 0, high: overlay.filmEnd(one.meta, width - right), reach: width - right, width, height,
    });
    overlay.light(one, one.hover || one.view.event);
  },

  // Pictures end before the zone of what holds as of writing: below its heading they would seem to be of that time.
  filmEnd(meta, right) {
    const writing = meta.segments.find((piece) => piece.zone === "writing"), x = writing ? timeline.toPx(writing.x0) - 16 : right;
    return x > meta.left_px + 300 ? Math.min(x, right) : right;
  },

  // The band over the window of the selected event, or the line at the chosen day.
  focus(one) {
    const { axis } = window.dash_clientside, band = timeline.box("timeline-focus"), { event: id } = one.view, event = one.byId?.[id];
    const at = event ? overlay.place(one.meta, event) : id ? overlay.spot(one, id) : overlay.placeOfDay(one.meta, one.day);
    band.hidden = !at;
    if (at) {
      const x0 = Math.max(timeline.toPx(at[0]), one.meta.left_px), x1 = Math.max(timeline.toPx(at[1]), x0);
      const wide = event && event.mark === "order only";
      Object.assign(band.style, { left: `${x0}px`, width: `${Math.max(x1 - x0, 1.5)}px`, height: `${one.meta.height}px` });
      band.className = `focus-band${x1 - x0 < 2 ? " line" : ""}${wide ? " wide" : ""}`;
      band.dataset.words = event ? event.clock_words || event.words : id ? "" : axis.text(one.day);
    }
    overlay.ring(one, timeline.box("timeline-ring"), id, event?.lane);
    overlay.light(one, one.hover || id);
  },

  // From and to which place the band of an event reaches: its window, or its chip's mark.
  place(meta, event) {
    const { axis } = window.dash_clientside;
    if (event.mark !== "as of writing" && (event.earliest !== null || event.latest !== null)) {
      const days = meta.segments.filter((piece) => piece.zone === "days"), open = meta.segments.find((piece) => piece.zone === "order") || days.at(-1);
      const low = event.earliest === null ? days[0].x0 : axis.placeOf(meta.segments, event.earliest);
      return [low, event.latest === null ? open.x1 : axis.placeOf(meta.segments, event.latest)];
    }
    return overlay.spot(timeline.now, event.id);
  },

  // Where an event is drawn of which no time is known here.
  spot(one, id) {
    const box = window.dash_clientside.marks.box(one.meta.marks, one.curves, id);
    return box && [box.x0, Math.min(box.x1, box.x0 + 20)];
  },

  placeOfDay(meta, day) {
    if (day === null || day === undefined) return null;
    const place = window.dash_clientside.axis.placeOf(meta.segments, day);
    return [place, place];
  },

  // The ring round the mark of an event in its own lane.
  ring(one, ring, id, lane) {
    const mark = id && window.dash_clientside.marks.box(one.meta.marks, one.curves, id, lane);
    ring.hidden = !mark || (Boolean(lane) && mark.lane !== lane);
    if (ring.hidden) return;
    const grow = mark.x1 > mark.x0 ? 3 : 7, x0 = timeline.toPx(mark.x0) - grow, x1 = timeline.toPx(mark.x1) + grow;
    const top = mark.y0 + one.meta.axis_px - 1, height = mark.y1 - mark.y0 + 2;
    Object.assign(ring.style, { left: `${x0}px`, width: `${x1 - x0}px`, top: `${top}px`, height: `${height}px` });
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
  hover(one, id, many, x, y) {
    const event = one.byId?.[id];
    overlay.ring(one, timeline.box("timeline-hover"), id, event?.lane);
    overlay.light(one, id || one.view.event);
    overlay.hairline(one, x);
    overlay.tip(event, many, x, y);
  },

  hairline(one, x) {
    const { axis } = window.dash_clientside, line = timeline.box("timeline-line"), left = one.meta.left_px;
    const day = x < left ? null : axis.dayAt(one.meta.segments, timeline.plot()._fullLayout.xaxis.p2l(x - left));
    line.hidden = day === null;
    Object.assign(line.style, { left: `${x}px`, height: `${one.meta.height}px` });
    if (day !== null) line.dataset.words = axis.text(Math.round(day)) + dates.bracket(one.clock, Math.round(day));
  },

  tip(event, many, x, y) {
    const { el } = window.dash_clientside.dom, tip = timeline.box("timeline-tip");
    tip.hidden = !event;
    if (!event) return;
    const kind = window.dash_clientside.panel.KINDS[event.mark] || event.mark;
    const others = many > 1 ? `; 1 of ${many} here, click again for the next` : "";
    const dated = dates.beside(timeline.now) ? [event.date, event.age].filter(Boolean).join(", ") : "";
    const lines = [event.term, `${event.words} (${kind})`, dated, `${event.source}, ${event.place}${others}`].filter(Boolean);
    tip.replaceChildren(el("strong", {}, event.label), ...lines.map((words) => el("span", {}, words)));
    Object.assign(tip.style, { left: `${Math.min(x + 14, timeline.width(timeline.now) - 330)}px`, top: `${y + 18}px` });
  },
};

if (typeof module !== "undefined") module.exports = overlay;
else (window.dash_clientside = window.dash_clientside || {}).overlay = overlay;
