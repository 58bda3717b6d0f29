// What a person can do on the page of a case: keys, buttons beside the lanes, steps from event to event, the focus line.
const commands = {
  fold: (name) => timeline.change({ folded: commands.toggled(timeline.now.view.folded, name) }),
  unfold: (name) => timeline.change({ open: commands.toggled(timeline.now.view.open, name) }),
  hide: (name) => timeline.change({ hidden: commands.toggled(timeline.now.view.hidden, name) }),
  toggled: (names, name) => (names.includes(name) ? names.filter((one) => one !== name) : [...names, name]),

  move(name, step) {
    const names = timeline.now.meta.lanes.map((lane) => lane.name);
    return timeline.change({ order: window.dash_clientside.lanes.moved(names, name, step) });
  },

  // A choice beside the day-zero chooser, or the theme.
  clicked(event) {
    const name = event.target.closest?.("[data-view-flag]")?.dataset.viewFlag;
    if (name) commands.toggle(name);
    const preset = event.target.closest?.("[data-preset]")?.dataset.preset;
    if (preset) zoom.preset(preset);
    const act = event.target.closest?.("[data-act]")?.dataset.act;
    if (act) commands.ACTIONS[act]();
    if (event.target.closest?.("[data-theme-switch]")) window.dash_clientside.shell.switch_theme(1);
    switching.clicked(event);
  },

  // An axis without breaks starts from the whole course.
  toggle(name) {
    const whole = name === "linear" ? { start: "", stop: "" } : {};
    return timeline.change({ [name]: !timeline.now.view[name], ...whole });
  },

  // Selects the next (1) or the previous (-1) event of the record.
  async step(step) {
    const one = timeline.now, from = one.view.event, next = records.beside(one.steps, from, step);
    if (next) return timeline.select(next);
    if (next === "" || !(await records.ask(one, from)) || one.view.event !== from) return;
    const asked = records.beside(one.steps, from, step);
    if (asked) timeline.select(asked);
  },

  // Selects the next or previous event that is drawn in the same lane: through a heap or a group one by one.
  stepInLane(step) {
    const { marks } = window.dash_clientside, one = timeline.now, id = one.view.event;
    const own = marks.box(one.meta.marks, one.curves, id, one.byId[id]?.lane);
    if (own) timeline.select(marks.step(marks.inLane(one.meta.marks, one.curves, own.lane), id, step));
  },

  // Moves the focus line to a day; it names the day and tells the state then.
  focusDay(day) {
    const one = timeline.now;
    one.view.event = "";
    one.day = day;
    timeline.keep();
    points.say("");
    overlay.focus(one);
    if (one.whole) return around.selected(one, null);
    around.waiting();
    records.day(one, day).then((got) => {
      if (one !== timeline.now || one.day !== day) return;
      one.silentDay = got?.silent;
      around.selected(one, null);
    });
  },

  // Moves the focus line by `step` days, from the selected event or where it stands.
  nudge(step) {
    const one = timeline.now, { axis } = window.dash_clientside, event = one.byId[one.view.event];
    const from = one.day ?? event?.earliest ?? axis.dayAt(one.meta.segments, timeline.range()[0]) ?? 0;
    commands.focusDay(Math.round(from + step));
  },

  ACTIONS: {
    next: () => commands.step(1),
    previous: () => commands.step(-1),
    "next-in-lane": () => commands.stepInLane(1),
    "previous-in-lane": () => commands.stepInLane(-1),
    first: () => timeline.select(timeline.now.steps.ends[0]),
    last: () => timeline.select(timeline.now.steps.ends[1]),
    clear: () => (timeline.now.measuring ? ruler.set([], false) : timeline.select("")),
    "zoom-in": () => zoom.by(0.6),
    "zoom-out": () => zoom.by(1 / 0.6),
    reset: () => zoom.reset(),
    hours: () => zoom.preset("hours"),
    month: () => zoom.preset("month"),
    around: () => zoom.preset("around"),
    scale: () => commands.toggle("plain"),
    linear: () => commands.toggle("linear"),
    lines: () => commands.toggle("thresholds"),
    "day-back": () => commands.nudge(-1),
    "day-on": () => commands.nudge(1),
    help: () => around.help(),
    pictures: () => viewer.enter(),
    zero: () => chooser.open(),
    beside: () => dates.next(),
    "hide-dates": () => dates.toggle(),
    pin: () => pins.press(),
    ruler: () => ruler.press(),
    since: () => since.press(),
    "next-case": () => commands.besides("after"),
    "previous-case": () => commands.besides("before"),
    present: () => commands.present(timeline.now),
    story: () => commands.prepare(timeline.now),
  },

  // To the presentation of the case: the selected event comes first.
  present(one) {
    const meeting = new URLSearchParams(window.location.search).get("meeting"), asked = { event: one.view.event, meeting };
    const query = new URLSearchParams(Object.entries(asked).filter(([, text]) => text));
    window.location.assign(discreet.kept(`${timeline.root()}cases/${encodeURIComponent(one.case)}/present?${query}`));
  },

  // To its story; the view on screen comes along, so that it can be added.
  prepare(one) {
    window.location.assign(`${timeline.root()}cases/${encodeURIComponent(one.case)}/story${window.dash_clientside.address.write(one.view)}`);
  },

  // To the case after or before: on the agenda of its meeting, else in the library.
  besides: (where) => (timeline.now.view.meeting ? board.go(where) : switching.beside(where)),

  // A key that the page knows does what it means; others are left alone.
  key(event) {
    if (chooser.key(event) || viewer.key(event)) return;
    const action = window.dash_clientside.keys.action(event);
    if (!action || !timeline.now?.events || timeline.box("timeline-help").open) return;
    event.preventDefault();
    commands.ACTIONS[action]();
  },
};

if (typeof module !== "undefined") module.exports = commands;
else (window.dash_clientside = window.dash_clientside || {}).commands = commands;
