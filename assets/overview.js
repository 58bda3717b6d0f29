// The overview under the lanes: how much there is of each kind in each piece of the whole course, and the window that is
// shown of it, which can be dragged, pulled wider and moved by keys.
const overview = {
  LEVELS: [1, 2, 3, 4],
  ROW_PX: 3.4,
  EDGE_PX: 6, // from the edges of the window, where it is pulled wider instead of moved

  // Draws the course; once for each figure.
  draw(one) {
    const { el, svg } = window.dash_clientside.dom, box = timeline.box("timeline-overview"), rows = one.meta.overview || [];
    if (!box.querySelector(".overview-window")) {
      const slider = { className: "overview-window", tabIndex: 0, role: "slider", "aria-label": "Shown part of the course", "aria-valuemin": "0", "aria-valuemax": "100" };
      box.append(el("div", { ...slider, on: { keydown: overview.key } }));
      box.addEventListener("pointerdown", overview.grab);
    }
    const { left, width, end } = overview.strip(one), bins = rows[0]?.levels.length || 1;
    const course = svg("svg", { class: "overview-course", viewBox: `0 0 ${bins} ${rows.length || 1}`, preserveAspectRatio: "none", "aria-hidden": "true" });
    Object.assign(course.style, { left: `${left}px`, width: `${width}px`, height: `${overview.ROW_PX * Math.max(rows.length, 1)}px` });
    for (const piece of one.meta.segments.filter((segment) => segment.zone !== "days")) {
      const [x, wide] = [piece.x0, piece.x1 - piece.x0].map((place) => (place / end) * bins);
      course.append(svg("rect", { class: "overview-break", x, y: 0, width: wide, height: rows.length || 1 }));
    }
    course.append(...overview.LEVELS.map((level) => svg("path", { class: `level-${level}`, d: overview.path(rows, level) })));
    box.querySelector(".overview-course")?.remove();
    box.prepend(course);
    box.title = `The whole course, a row each: ${rows.map((row) => row.name).join(", ")}. Darker where there is more.`;
    overview.follow(one);
  },

  // The pieces of one level in all rows as one path. Pure.
  path: (rows, level) => rows.flatMap(({ levels }, row) => overview.runs(levels).filter((run) => run.level === level)
    .map(({ from, count }) => `M${from},${row}h${count}v.8h-${count}z`)).join(""),

  // Pieces of one level side by side, without the empty ones. Pure.
  runs(levels) {
    const found = [];
    [...levels].forEach((digit, at) => {
      const last = found.at(-1), level = Number(digit);
      if (last && last.level === level && last.from + last.count === at) last.count += 1;
      else if (level) found.push({ from: at, count: 1, level });
    });
    return found;
  },

  strip(one) {
    const box = timeline.box("timeline-overview"), left = one.meta.left_px;
    return { box, left, width: timeline.width(one) - left - one.meta.right_px, end: one.meta.segments.at(-1).x1 };
  },

  // Puts the window where the plot is.
  follow(one) {
    const { box, left, width, end } = overview.strip(one), frame = box.querySelector(".overview-window");
    if (!frame) return;
    const [x0, x1] = timeline.range().map((place) => Math.min(Math.max(place, 0), end));
    const px = Math.max(((x1 - x0) / end) * width, 4);
    Object.assign(frame.style, { left: `${left + Math.min((x0 / end) * width, width - px)}px`, width: `${px}px` });
    frame.setAttribute("aria-valuenow", String(Math.round(((x0 + x1) / 2 / end) * 100)));
    frame.setAttribute("aria-valuetext", overview.words(one.meta.segments, x0, x1));
  },

  // The window in words. Pure but for its namespace.
  words(segments, x0, x1) {
    const { axis } = window.dash_clientside, days = [axis.dayAt(segments, x0), axis.dayAt(segments, x1)];
    return days.map((day, at) => (day === null ? ["the start", "the end"][at] : axis.text(Math.round(day * 10) / 10))).join(" to ");
  },

  // Where the window lies after a drag of `by` places that began as [x0, x1] at `part`: "left", "right" or "whole". Pure.
  moved([x0, x1], part, by, end, least) {
    if (part === "left") return [Math.min(Math.max(x0 + by, 0), x1 - least), x1];
    if (part === "right") return [x0, Math.max(Math.min(x1 + by, end), x0 + least)];
    const shift = Math.min(Math.max(by, -x0), end - x1);
    return [x0 + shift, x1 + shift];
  },

  // The pointer takes the window by its middle or an edge; beside it, the window comes to the pointer first.
  grab(event) {
    const one = timeline.now;
    if (!one?.meta || event.button || event.target.closest("button")) return;
    const { box, left, width, end } = overview.strip(one), frame = box.querySelector(".overview-window").getBoundingClientRect();
    const scale = box.getBoundingClientRect().width / box.offsetWidth || 1, place = (x) => ((x - box.getBoundingClientRect().left) / scale - left) / width * end;
    if (place(event.clientX) < 0) return;
    let from = timeline.range(), part = "whole", at = event.clientX;
    if (at < frame.left || at > frame.right) {
      const half = (from[1] - from[0]) / 2;
      from = overview.moved(from, "whole", place(at) - from[0] - half, end, zoom.least(one.meta.segments));
      zoom.to(...from);
    } else if (frame.width > 4 * overview.EDGE_PX) {
      if (at - frame.left < overview.EDGE_PX) part = "left";
      if (frame.right - at < overview.EDGE_PX) part = "right";
    }
    const drag = (moving) => zoom.soon(...overview.moved(from, part, place(moving.clientX) - place(at), end, zoom.least(one.meta.segments)));
    const drop = () => {
      box.removeEventListener("pointermove", drag);
      box.removeEventListener("pointerup", drop);
      box.removeEventListener("pointercancel", drop);
    };
    box.setPointerCapture(event.pointerId);
    box.addEventListener("pointermove", drag);
    box.addEventListener("pointerup", drop);
    box.addEventListener("pointercancel", drop);
    event.preventDefault();
  },

  // Arrows move the window by a tenth of it (with Shift by all of it), Home and End to the ends; other keys are the page's.
  key(event) {
    const { end } = overview.strip(timeline.now), [x0, x1] = timeline.range(), width = x1 - x0;
    const step = { ArrowLeft: -0.1, ArrowRight: 0.1 }[event.key] * (event.shiftKey ? 10 : 1) * width;
    const by = Number.isNaN(step) ? { Home: -x0, End: end - x1 }[event.key] : step;
    if (by === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    zoom.to(...overview.moved([x0, x1], "whole", by, end, 0));
  },
};

if (typeof module !== "undefined") module.exports = overview;
else (window.dash_clientside = window.dash_clientside || {}).overview = overview;
