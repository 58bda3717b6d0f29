// Day zero: the quick choices above the timeline, and how a choice comes about: in the browser where it is a plain shift,
// else by a new answer of the server. The list of everything that can be chosen is in chooser.js.
const zero = {
  // Draws the choices; what was chosen from the list stands beside the quick ones.
  draw(one) {
    const { el } = window.dash_clientside.dom, now = one.zero, quick = zero.quick(now);
    const button = (choice) => el("button", {
      type: "button", className: "zero", title: choice.note || null, "aria-pressed": String(choice.selector === now.selector),
      on: { click: () => zero.choose(choice) },
    }, choice.label);
    const any = el("button", {
      type: "button", id: "timeline-any", className: "zero any", title: "Anything as day 0 (z)", "aria-haspopup": "dialog",
      "aria-expanded": String(chooser.isOpen()), on: { click: () => (chooser.isOpen() ? chooser.close() : chooser.open()) },
    }, "any event\u2026");
    timeline.box("timeline-zeros").replaceChildren(...quick.map(button), any);
    const name = timeline.box("timeline-axis-name");
    name.textContent = zero.axisName(one);
    name.classList.toggle("narrow", Boolean(dates.beside(one) && one.clock.calendar)); // dates are wide, also at the left edge
    name.title = now.note ? `${name.textContent} (${now.note})` : name.textContent;
  },

  // The line of day 0. It is no shape of the figure here: moving one of those would draw all marks anew.
  line(one) {
    const { axis } = window.dash_clientside, box = timeline.box("timeline-zero"), { segments, left_px: left, axis_px: top, height } = one.meta;
    const px = timeline.toPx(axis.placeOf(segments, 0));
    box.hidden = px < left - 1 || !segments.some((piece) => piece.zone === "days" && piece.d0 <= 0 && 0 <= piece.d1);
    // at the right edge the tick has no room for its label
    box.dataset.words = timeline.width(one) - one.meta.right_px - px < 10 ? "day 0" : "";
    Object.assign(box.style, { left: `${px}px`, top: `${top}px`, height: `${height - top}px` });
  },

  // The figure without the line of its own. Pure but for the figure.
  taken(figure) {
    if (figure.layout.shapes?.[0]?.name === "day 0") figure.layout.shapes[0].visible = false;
    return figure;
  },

  // The quick choices, and the present day zero where it is none of them. Pure.
  quick: (now) => (now.choices.some((choice) => choice.selector === now.selector) ? now.choices : [...now.choices, now]),

  // What the axis counts from; a case of instants counts whole days on its own clock only.
  axisName: ({ zero: now, clock }) => `Days from ${clock.instants && clock.own && now.event ? "the day of " : ""}${now.label}`,

  // Counts from `target`, as the server tells a day zero: {selector, event, label, note}.
  async choose(target) {
    const one = timeline.now, by = shift.day(one, target);
    if (by !== null) return zero.shift(one, target, by);
    await timeline.change({ zero: target.selector, ...zero.afresh(one, target) }, { events: true });
    zero.tell(one, target.selector);
  },

  // Nothing is asked of the server: the figure stays, its days are told anew.
  async shift(one, target, by) {
    const waiting = one.waiting;
    await shift.apply(one, target, by);
    zero.tell(one, target.selector, true);
    if (waiting) timeline.load();
  },

  // What of the view is a day of the old clock: it goes along where the new zero is one day there, else it is dropped. Pure.
  afresh(one, target) {
    const at = target.selector === "" ? one.clock.own_day : zero.dayOf(one.byId[target.event]), whole = { start: "", stop: "" };
    if (at !== null) return { ...zero.shifted()(one.view, at), ...whole };
    const kept = (points) => points.filter((point) => !point.startsWith("day:"));
    return { pins: kept(one.view.pins), ruler: kept(one.view.ruler), since: kept([one.view.since])[0] || "", ...whole };
  },

  shifted: () => (typeof module !== "undefined" ? require("./shift.js") : shift).view,

  dayOf: (event) => (event && event.mark !== "order only" && event.earliest !== null && event.earliest === event.latest ? event.earliest : null),

  // Tells the table and whoever else counts days.
  tell(one, selector, shifted = false) {
    const { label, note } = one.zero;
    document.dispatchEvent(new CustomEvent("timeline-zero", { detail: { zero: selector, label: note ? `${label} (${note})` : label, shifted } }));
  },

  // Counts from a selector that the address or a key gives; a sentence where it is none.
  async byName(selector) {
    const event = timeline.now.byId[selector];
    const target = event ? { selector, event: selector, label: event.study_label || event.label, note: "" } : await chooser.asked(selector);
    return target.error ? target : zero.choose(target);
  },
};

if (typeof module !== "undefined") module.exports = zero;
else (window.dash_clientside = window.dash_clientside || {}).zero = zero;
