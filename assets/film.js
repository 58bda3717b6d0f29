// The film strip: a picture for every study, tied to its mark by a leader; no two pictures overlap.
const film = {
  // Left edges of pictures `size` wide for marks at `anchors` (sorted, screen px), each as near its mark as the others
  // allow, all between `low` and `high` where they fit. Pictures of marks outside the plot, which ends at `reach`, are left out
  // (null).
  slots(anchors, size, gap, low, high, reach = high) {
    const shown = anchors.map((x, i) => ({ x, i })).filter(({ x }) => x >= low - 1 && x <= reach + 1);
    const room = high - low;
    const pitch = shown.length > 1 ? Math.min(size + gap, Math.max((room - size) / (shown.length - 1), 1)) : size + gap;
    let last = low - pitch;
    for (const one of shown) one.left = last = Math.max(one.x - size / 2, last + pitch);
    let limit = high - size + pitch;
    for (const one of [...shown].reverse()) one.left = limit = Math.min(one.left, limit - pitch);
    film.relax(shown, size, pitch, low, high);
    const slots = anchors.map(() => null);
    for (const one of shown) slots[one.i] = one.left;
    return slots;
  },

  // Moves touching pictures as a block to where their leaders are shortest.
  relax(shown, size, pitch, low, high) {
    let start = 0;
    while (start < shown.length) {
      let end = start;
      while (end + 1 < shown.length && shown[end + 1].left - shown[end].left <= pitch + 0.5) end += 1;
      const block = shown.slice(start, end + 1);
      const off = block.reduce((sum, one) => sum + (one.x - size / 2 - one.left), 0) / block.length;
      const least = start ? shown[start - 1].left + pitch - block[0].left : low - block[0].left;
      const limit = end + 1 < shown.length ? shown[end + 1].left - pitch : high - size;
      const most = limit - block[block.length - 1].left;
      const move = Math.min(Math.max(off, least), Math.max(most, least));
      for (const one of block) one.left += move;
      start = end + 1;
    }
  },

  // Draws pictures, captions, leaders and finding cells of `studies` into `box`; `view` says where things are.
  draw(box, studies, view) {
    const { svg } = window.dash_clientside.dom;
    const [top, size] = view.film;
    const slots = film.slots(studies.map((study) => study.x), size, Math.max(10, 104 - size), view.low, view.high - Math.max(0, 136 - size), view.reach);
    const leaders = film.once("leaders", () => svg("svg", { class: "leaders", "aria-hidden": "true" })), lines = [], made = [leaders];
    studies.forEach((study, i) => {
      if (slots[i] === null) return;
      lines.push(svg("polyline", { points: film.leader(study.x, slots[i] + size / 2, view), "data-event": study.event }));
      made.push(film.picture(study, slots[i], view.top + top, size));
    });
    leaders.replaceChildren(...lines);
    Object.assign(leaders.style, { width: `${view.width}px`, height: `${view.height}px` });
    made.push(...film.cells(studies, slots, view));
    if (made.length !== box.children.length || made.some((node, i) => node !== box.children[i])) box.replaceChildren(...made);
  },

  // The corners of the line from the mark at `x` to the middle of its picture. Pure.
  leader(x, middle, { top, marks, film: [below] }) {
    return [[x, top + marks], [x, top + below - 9], [middle, top + below - 5], [middle, top + below]].map(String).join(" ");
  },

  // What says the same is made once and then moved: it follows a zoom frame by frame, and a picture may not be stored, so
  // that it would be fetched again.
  made: new Map(),

  once(key, make) {
    if (!film.made.has(key)) film.made.set(key, make());
    return film.made.get(key);
  },

  // Pictures that the page does not have yet are asked for when the timeline stands: until then they would hold it up, and
  // their words would stand in their place.
  held: null,

  hold() {
    film.held = [];
  },

  release() {
    const held = film.held || [];
    film.held = null;
    for (const [image, address] of held) Object.assign(image, address);
  },

  image(given, address) {
    const { el } = window.dash_clientside.dom, image = el("img", given);
    if (film.held) film.held.push([image, address]);
    else Object.assign(image, address);
    return image;
  },

  key: ({ event, picture, arrival = "" }) => `${event} ${picture} ${arrival}`,

  picture(study, left, top, size) {
    const { px } = window.dash_clientside.dom, button = film.once(film.key(study), () => film.frame(study, size));
    Object.assign(button.style, { left: px(left), top: px(top), width: px(size) });
    Object.assign(button.firstChild.style, { width: px(size), height: px(size) });
    return button;
  },

  frame(study, size) {
    const { el } = window.dash_clientside.dom;
    const alt = `${study.label}: ${study.reason || study.caption}`, address = { src: study.picture, srcset: `${study.picture}, ${study.sharp} 2x`, alt };
    const waiting = study.arrival && { "data-arrival": study.id };
    const face = study.picture && !waiting
      ? film.image({ width: size, height: size, decoding: "async", draggable: false }, address)
      : el("span", { className: "no-picture", ...waiting }, (waiting && arrivals.said(study)) || `${study.label}: no picture in this case`);
    const given = { className: "film-picture", type: "button", title: study.reason || study.caption, tabIndex: -1, "data-event": study.event };
    return el("button", given, face, el("span", { className: "film-label" }, study.label));
  },

  // One row a finding, one cell a study; a finding that a study does not speak of is hatched, never blank.
  cells(studies, slots, view) {
    const { el, px } = window.dash_clientside.dom;
    const shown = studies.map((study, i) => ({ study, left: slots[i] })).filter((one) => one.left !== null);
    if (!shown.length) return [];
    return view.findings.flatMap((name, row) => {
      const top = px(view.top + view.findingsTop + row * view.findingPx);
      const room = px(Math.max(shown[0].left - view.left0 - 6, 120));
      const title = film.once(`name ${name}`, () => el("div", { className: "finding-name" }, name));
      Object.assign(title.style, { left: px(view.left0), width: room, top });
      return [title, ...shown.map(({ study, left }, i) => {
        const cell = film.once(`${study.event} ${name} ${JSON.stringify(study.findings[name])}`, () => film.cell(study, name));
        Object.assign(cell.style, { left: px(left), top, width: px(film.room(shown.map((one) => one.left), i, view)) });
        return cell;
      })];
    });
  },

  // How wide a cell may be: up to the next picture, and never much wider than its own. Pure.
  room(lefts, i, { film: [, size], high }) {
    return i + 1 < lefts.length ? Math.min(lefts[i + 1] - lefts[i] - 4, size + 60) : high - lefts[i];
  },

  cell(study, name) {
    const { el } = window.dash_clientside.dom, cell = study.findings[name];
    const className = `finding ${cell ? cell.trend.replace(" ", "-") : "not-reported"}`;
    const words = cell ? [cell.word || cell.trend, ...cell.conflicts].join(" ") : el("span", { className: "sr" }, "not reported");
    return el("div", { className, "data-event": cell?.event || study.event }, trends.mark(cell ? cell.trend : "not reported"), words);
  },
};

if (typeof module !== "undefined") module.exports = film;
else (window.dash_clientside = window.dash_clientside || {}).film = film;
