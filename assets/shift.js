// Another day zero in the browser: where it is a plain shift, every time is told anew from its numbers, and the axis stays
// where it is. Whether it is one says the server (domain/shifting). What is computed here is pure but for `apply`.
const shift = {
  CONSTANT: ["as of writing", "not dated"],
  LEAST_PX: 56, // as figures/timeline.py
  LEAST_DATED_PX: 84,

  tools() {
    if (typeof module === "undefined") return window.dash_clientside;
    return { words: require("./words.js"), ticks: require("./ticks.js"), calendar: require("./calendar.js") };
  },

  // The day of the shown clock on which `target` stands, or null where choosing it is more than a shift.
  day(one, target) {
    if (!one.clock?.shift || one.meta.tells_times) return null;
    if (target.selector === "") return one.clock.own_day;
    const event = one.byId[target.event];
    return event && event.mark === "exact" && event.earliest === event.latest ? event.earliest : null;
  },

  // The clock after days shift by `by`.
  clock(clock, by, own) {
    const moved = clock.calendar && { ...clock.calendar, offset: shift.round(clock.calendar.offset - by) };
    return { ...clock, own, own_day: clock.own_day === null ? null : shift.round(clock.own_day - by), calendar: moved };
  },

  // A day to the microsecond, in which the server counts: whole days come out whole.
  round(day) {
    const { words } = shift.tools();
    return words.ticks(day) / words.DAY + 0;
  },

  moved: (day, by) => (day === null || day === undefined ? day : shift.round(day - by)),

  // The event with its times counted from a day `by` later; the words of a time that nothing counts stay.
  event(event, by, clock) {
    const { words } = shift.tools(), moved = { ...event };
    for (const name of ["earliest", "latest", "nominal", "end_earliest", "end_latest", "end_nominal"])
      if (name in event) moved[name] = shift.moved(event[name], by);
    if (!shift.CONSTANT.includes(event.mark)) moved.words = words.told(moved.earliest, moved.latest, clock);
    const ends = event.end_words && !(event.end_earliest === null && event.end_latest === null);
    if (ends) moved.end_words = words.told(moved.end_earliest, moved.end_latest, clock);
    return moved;
  },

  // A place in the address that is a day: of the window, a pin, an end of the ruler.
  token: (token, by) => (/^-?[0-9.]+$/.test(token) ? String(Math.round((Number(token) - by) * 1000) / 1000) : token),
  point: (point, by) => (/^day:-?[0-9.]+$/.test(point) ? `day:${shift.round(Number(point.slice(4)) - by)}` : point),

  view(view, by) {
    const points = (many) => (many || []).map((point) => shift.point(point, by));
    const [start, stop] = [view.start, view.stop].map((token) => shift.token(token, by));
    return { start, stop, since: shift.point(view.since || "", by), pins: points(view.pins), ruler: points(view.ruler) };
  },

  segments: (segments, by) => segments.map((piece) => (piece.d1 > piece.d0 ? { ...piece, d0: piece.d0 - by, d1: piece.d1 - by } : piece)),

  // Ticks for the places x0…x1 on `px` px, as Plotly takes them.
  axis({ segments, beside, clock, x0, x1, px, ink }) {
    const { ticks, calendar } = shift.tools(), shown = x1 - x0;
    const told = clock.calendar && (beside === "dates" || (beside === "age" && clock.calendar.birth));
    const least = told ? shift.LEAST_DATED_PX : shift.LEAST_PX;
    const made = ticks.of(segments, px / shown, least, clock.instants, [x0 - shown, x0 + 2 * shown]);
    const text = (tick) => {
      const day = tick.day === 0 ? `<b>${tick.text}</b>` : tick.text;
      if (!told) return day;
      const also = calendar.beside(clock.calendar, ticks.dateDay(tick), beside === "age");
      return `<span style="font-size:12px;color:${ink}">${also}</span><br>${day}`;
    };
    return { tickvals: made.map((tick) => Math.round(tick.x * 1000) / 1000), ticktext: made.map(text) };
  },

  // Counts from day `by` of the shown clock from now on, `target` being what stands there.
  async apply(one, target, by) {
    const plot = timeline.plot();
    one.ask = (one.ask || 0) + 1; // an answer that is still on its way counts from another day
    one.clock = shift.clock(one.clock, by, target.selector === "");
    one.events = one.events.map((event) => shift.event(event, by, one.clock));
    one.byId = Object.fromEntries(one.events.map((event) => [event.id, event]));
    one.day = shift.moved(one.day, by);
    one.zero = { ...one.zero, ...target };
    Object.assign(one.view, shift.view(one.view, by), { zero: target.selector });
    one.meta.segments = shift.segments(one.meta.segments, by);
    for (const lane of one.meta.lanes) if (lane.sub_time) lane.sub[0] = one.byId[lane.sub_time[0]].words + lane.sub_time[1];
    timeline.keep();
    const [x0, x1] = timeline.range(), px = plot._fullLayout._size.w, ink = getComputedStyle(document.documentElement).getPropertyValue("--ink2").trim();
    const made = shift.axis({ segments: one.meta.segments, beside: dates.beside(one), clock: one.clock, x0, x1, px, ink });
    Plotly.relayout(plot, { "xaxis.tickvals": made.tickvals, "xaxis.ticktext": made.ticktext });
    timeline.labels(one);
    around.draw(one);
    around.selected(one, one.byId[one.view.event] || null);
    if (!timeline.box("timeline-axis").hidden) overlay.axis(one);
    overlay.focus(one);
    zero.line(one);
    viewer.restore(one);
  },
};

if (typeof module !== "undefined") module.exports = shift;
else (window.dash_clientside = window.dash_clientside || {}).shift = shift;
