// Up to five pinned moments, and the state at each of them side by side: the same parts as the sentence.
const pins = {
  MOST: 5,

  // The pins after one more press at `point`: it comes or goes; null where there is no room for it. Pure.
  toggled(list, point) {
    if (list.includes(point)) return list.filter((one) => one !== point);
    return list.length < pins.MOST ? [...list, point] : null;
  },

  // Pins what is selected, or takes its pin away.
  press() {
    const one = timeline.now, point = points.chosen(one);
    if (!point) return points.say("Select an event or a day first; then m pins it.");
    const list = pins.toggled(points.known(one, one.view.pins), point);
    if (!list) return points.say(`${pins.MOST} moments are pinned; take one away first.`);
    return pins.set(list);
  },

  set(list) {
    timeline.now.view.pins = list;
    timeline.keep();
    pins.draw(timeline.now);
    pins.follow(timeline.now);
    points.tray();
  },

  // The columns, from left to right in the order in which they were pinned.
  draw(one) {
    const { el } = window.dash_clientside.dom, box = timeline.box("timeline-pins"), list = points.known(one, one.view.pins);
    const held = [...box.querySelectorAll("button")].indexOf(document.activeElement);
    box.hidden = !list.length;
    box.replaceChildren(...list.map((point, i) => pins.column(one, point, i, el)));
    if (held >= 0) ([...box.querySelectorAll("button")].slice(0, held + 1).at(-1) || timeline.box("timeline")).focus({ preventScroll: true });
  },

  column(one, point, i, el) {
    const { moment } = window.dash_clientside, name = points.label(one, point);
    const away = points.away(`Unpin ${name}`, () => pins.set(one.view.pins.filter((other) => other !== point)));
    const title = points.link(one, point, el("i", { className: "pin-number" }, String(i + 1)), name);
    const rows = moment.state(one.events, points.at(one, point)).flatMap(({ name: part, short }) => [el("dt", {}, part), el("dd", {}, short)]);
    return el("section", { className: "pin", "data-point": point, "aria-label": `State at ${name}` }, el("header", {}, title, away),
      el("p", { className: "pin-when" }, points.when(one, point)), el("dl", {}, ...rows));
  },

  // The numbers of the pins on the axis.
  follow(one) {
    const { el, px } = window.dash_clientside.dom, layer = timeline.box("timeline-pin-marks"), list = points.known(one, one.view.pins);
    const marks = list.map((point, i) => [points.px(one, point), i]).filter(([at]) => at);
    layer.replaceChildren(...marks.map(([[low, high], i]) => el("i", {
      className: "pin-mark", style: { left: px((low + high) / 2), top: "0px", height: px(one.meta.height) },
    }, el("b", {}, String(i + 1)))));
  },
};

if (typeof module !== "undefined") module.exports = pins;
else (window.dash_clientside = window.dash_clientside || {}).pins = pins;
