// The film strip: a picture for every study, tied to its mark by a leader; no two pictures overlap.
const film = {
  // Left edges of pictures `size` wide for marks at `anchors` (sorted, screen px), each as near its mark as the others
  // allow, all between `low` and `high` where they fit. Pictures of marks outside the plot are left out (null).
  slots(anchors, size, gap, low, high) {
    const shown = anchors.map((x, i) => ({ x, i })).filter(({ x }) => x >= low - 1 && x <= high + 1);
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
      const most = end + 1 < shown.length ? shown[end + 1].left - pitch - block[block.length - 1].left : high - size - block[block.length - 1].left;
      const move = Math.min(Math.max(off, least), Math.max(most, least));
      for (const one of block) one.left += move;
      start = end + 1;
    }
  },

  GLYPHS: { new: "\u229e", more: "\u25b2", same: "=", less: "\u25bd", present: "\u25cf", absent: "\u2300", "not reported": "" },

  // Draws pictures, captions, leaders and finding cells of `studies` into `box`; `view` says where things are.
  draw(box, studies, view) {
    const { el, svg, px } = window.dash_clientside.dom;
    const [top, size] = view.film;
    const slots = film.slots(studies.map((study) => study.x), size, Math.max(10, 104 - size), view.low, view.high);
    const leaders = svg("svg", { class: "leaders", width: view.width, height: view.height, "aria-hidden": "true" });
    const made = [leaders];
    studies.forEach((study, i) => {
      if (slots[i] === null) return;
      const left = slots[i], middle = left + size / 2;
      leaders.append(svg("polyline", { points: `${study.x},${view.top + view.marks} ${study.x},${view.top + top - 9} ${middle},${view.top + top - 5} ${middle},${view.top + top}` , "data-event": study.event }));
      made.push(film.picture(study, left, view.top + top, size, el, px));
    });
    made.push(...film.cells(studies, slots, view, el, px));
    box.replaceChildren(...made);
  },

  // A picture is made once and then moved: an answer that may not be stored would be fetched again.
  made: new Map(),

  picture(study, left, top, size, el, px) {
    const key = `${study.event} ${study.picture}`;
    if (!film.made.has(key)) film.made.set(key, film.frame(study, size, el));
    const button = film.made.get(key);
    Object.assign(button.style, { left: px(left), top: px(top), width: px(size) });
    Object.assign(button.firstChild.style, { width: px(size), height: px(size) });
    return button;
  },

  frame(study, size, el) {
    const face = study.picture
      ? el("img", { src: study.picture, alt: `${study.label}: ${study.caption}`, width: size, height: size, decoding: "async", draggable: false })
      : el("span", { className: "no-picture" }, `${study.label}: no picture in this case`);
    return el("button", { className: "film-picture", type: "button", title: study.caption, tabIndex: -1, "data-event": study.event }, face,
      el("span", { className: "film-label" }, study.label));
  },

  // One row a finding, one cell a study; a finding that a study does not speak of is hatched, never blank.
  cells(studies, slots, view, el, px) {
    const made = [];
    const [, size] = view.film;
    const shown = studies.map((study, i) => ({ study, left: slots[i] })).filter((one) => one.left !== null);
    view.findings.forEach((name, row) => {
      const y = view.top + view.findingsTop + row * view.findingPx;
      if (shown.length) made.push(el("div", { className: "finding-name", style: { left: px(view.left0), width: px(Math.max(shown[0].left - view.left0 - 6, 120)), top: px(y) } }, name));
      shown.forEach(({ study, left }, i) => {
        const room = i + 1 < shown.length ? Math.min(shown[i + 1].left - left - 4, size + 60) : view.high - left;
        const cell = study.findings[name];
        const event = cell?.event || study.event;
        made.push(el("div", { className: `finding ${cell ? cell.trend.replace(" ", "-") : "not-reported"}`, "data-event": event, style: { left: px(left), top: px(y), width: px(room) } },
          el("i", { "aria-hidden": "true" }, cell ? film.GLYPHS[cell.trend] : ""), cell ? [cell.word || cell.trend, ...cell.conflicts].join(" ") : el("span", { className: "sr" }, "not reported")));
      });
    });
    return made;
  },
};

if (typeof module !== "undefined") module.exports = film;
else (window.dash_clientside = window.dash_clientside || {}).film = film;
