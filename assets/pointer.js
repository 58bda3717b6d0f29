// The pointer over the timeline: hovering, choosing, and the line under the mouse.
const pointer = {
  DRAG: 4,
  REST_MS: 120,

  listen(box) {
    const listen = (target, name, call) => target.addEventListener(name, call);
    listen(box, "mousemove", pointer.move);
    listen(box, "mouseleave", () => pointer.leave());
    listen(box, "mousedown", (event) => (pointer.from = [event.clientX, event.clientY]));
    listen(box, "click", pointer.click);
    listen(box, "dblclick", (event) => event.target.closest("button") || zoom.reset());
  },

  // Where the pointer is inside the timeline, in its own px: on large screens the page is drawn larger.
  place(event) {
    const box = timeline.box("timeline"), frame = box.getBoundingClientRect(), scale = frame.width / box.offsetWidth || 1;
    return [(event.clientX - frame.left) / scale, (event.clientY - frame.top) / scale];
  },

  // Ids of the events under the pointer: those of a picture or a finding, or of the marks.
  under(event) {
    const held = event.target.closest?.("[data-event]");
    if (held) return [held.dataset.event];
    if (event.target.closest?.("button, a, input")) return [];
    const one = timeline.now, [x, y] = pointer.place(event);
    if (x < one.meta.left_px) return [];
    const { marks } = window.dash_clientside, below = y - one.meta.axis_px;
    const onMarks = marks.at(one.meta.marks, timeline.toPx, x, below);
    return onMarks.length ? onMarks : marks.onCurves(one.curves, timeline.toPx, x, below);
  },

  move(event) {
    const one = timeline.now;
    if (!one?.meta || event.buttons) return;
    const found = pointer.under(event);
    one.hover = found[0] || null;
    overlay.hover(one, one.hover, found.length, ...pointer.place(event));
    pointer.ask(one, found, pointer.place(event));
  },

  // What the pointer rests on is asked for, where it is not known here.
  ask(one, found, place) {
    clearTimeout(pointer.resting);
    const [id] = found;
    if (!id || one.byId[id]) return;
    pointer.resting = setTimeout(() => records.ask(one, id).then((came) => {
      if (came && one.hover === id) overlay.hover(one, id, found.length, ...place);
    }), pointer.REST_MS);
  },

  leave() {
    if (!timeline.now?.meta) return;
    timeline.now.hover = null;
    overlay.hover(timeline.now, null, 0, -1, -1);
  },

  // A click selects, a second one on a picture opens it; on marks that lie on one another the next click selects the next of them; beside all marks it
  // puts the focus line there.
  click(event) {
    const one = timeline.now;
    if (!one?.meta || event.target.closest("button:not([data-event]), a, #timeline-tray")) return;
    const [x, y] = pointer.from || [event.clientX, event.clientY];
    if (Math.hypot(event.clientX - x, event.clientY - y) > pointer.DRAG) return;
    const found = pointer.under(event);
    if (found.length && ruler.takes(found[0])) return;
    if (found.length && viewer.clicked(found, event)) return;
    if (found.length) return timeline.select(found[(found.indexOf(one.view.event) + 1) % found.length]);
    const [px] = pointer.place(event), at = timeline.plot()._fullLayout.xaxis.p2l(px - one.meta.left_px);
    const day = px < one.meta.left_px ? null : window.dash_clientside.axis.dayAt(one.meta.segments, at);
    if (day !== null && !ruler.takes(`day:${Math.round(day)}`)) commands.focusDay(Math.round(day));
  },
};

if (typeof module !== "undefined") module.exports = pointer;
else (window.dash_clientside = window.dash_clientside || {}).pointer = pointer;
