// The pictures over the timeline: which studies, which slices, what is tied to what. Drawing and loading live in the
// files beside this one; the address remembers the studies, nothing else is kept.
const viewer = {
  MOST: 4,
  PATIENCE_MS: 600,
  REST_MS: 100,
  panes: [],
  state: { zoom: 1, pan: [0, 0], inverted: false, tied: true, windows: null },

  box: () => timeline.box("timeline-viewer"),
  isOpen: () => viewer.panes.length > 0,

  // Shows the studies of these ids, in the order of the case; the first one given leads the others.
  open(ids) {
    timeline.now.view.pictures = [...new Set(ids)].slice(0, viewer.MOST);
    timeline.keep();
    viewer.restore(timeline.now);
    if (viewer.isOpen()) timeline.box("timeline").style.minHeight = "";
    viewer.settled().then(() => timeline.load());
  },

  // When every picture is drawn, or has had its time: the timeline is laid out anew after them, as it would hold them up.
  async settled() {
    const until = performance.now() + viewer.PATIENCE_MS;
    while (viewer.isOpen() && !viewer.complete() && performance.now() < until) await new Promise((next) => requestAnimationFrame(next));
  },

  complete: () => viewer.panes.every((pane) => !pane.choice || pane.trouble || pane.canvas.dataset.slice),

  add: (id) => viewer.open([...viewer.panes.map((pane) => pane.study.id), id].slice(-viewer.MOST)),

  // Brings the pictures to what the address says; called when the events of the page are (again) there.
  restore(one) {
    const known = one.studies.filter((study) => one.view.pictures.includes(study.id)), lead = one.view.pictures.find((id) => known.some((study) => study.id === id));
    if (!known.length && !viewer.isOpen()) return;
    viewer.lead = lead;
    viewer.panes = known.map((study) => viewer.pane(study));
    viewer.active = viewer.panes.find((pane) => pane.study.id === lead) || viewer.panes[0];
    viewer_series.only(viewer.panes.map((pane) => pane.choice?.address));
    document.body.classList.toggle("pictures-open", viewer.isOpen());
    viewer.box().hidden = !viewer.isOpen();
    if (!viewer.isOpen()) viewer.box().replaceChildren();
    else viewer.frame();
  },

  // The pane of a study: the one that is on screen, else a new one at the slice that stands for the study.
  pane(study) {
    const known = viewer.panes.find((pane) => pane.study.id === study.id);
    if (known) {
      const place = known.study.series.indexOf(known.choice);
      return Object.assign(known, { study, choice: study.series[place] });
    }
    const pane = viewer_pane.make(study, viewer.act);
    const choice = study.series.find((one) => one.chosen) || study.series[0];
    if (choice) viewer.take(pane, choice, choice.key);
    return pane;
  },

  // Gives a pane a series, shown from slice `at` on.
  take(pane, choice, at) {
    Object.assign(pane, { choice, at, window: null, trouble: "", drawn: null });
    const series = viewer_series.open(choice.address, at, viewer.arrived);
    pane.series = series;
    series.ready.then(() => viewer.described(pane, series)).catch((problem) => {
      pane.trouble = problem.message;
      viewer.draw();
    });
  },

  // A series has told what it is: its picture goes to the slice that belongs to the leading one.
  described(pane, series) {
    if (pane.series !== series) return;
    const lead = viewer.panes.find((one) => one.study.id === viewer.lead), info = series.info;
    if (lead?.series?.info) for (const other of viewer.panes) viewer.align(lead, other);
    viewer_series.show(series, Math.min(pane.at, info.slices - 1));
    viewer.panes.forEach((one) => viewer_pane.controls(one, viewer.act));
    viewer.tools();
    viewer.draw();
  },

  align(from, to) {
    if (from === to || !viewer.state.tied || !from.series?.info || !to.series?.info) return;
    to.at = viewer_sync.slice(from.series.info, from.at, to.series.info);
    viewer_series.show(to.series, to.at);
  },

  arrived(series, at) {
    if (viewer.panes.some((pane) => pane.series === series && pane.at === at)) viewer.draw();
  },

  frame() {
    viewer_frame.draw(viewer.box(), timeline.now, viewer.panes, viewer.shown(), viewer.act);
    viewer.panes.forEach((pane) => viewer_pane.controls(pane, viewer.act));
    if (!viewer.watch) viewer.watch = new ResizeObserver(() => (viewer.draw(), timeline.now && viewer.follow(timeline.now)));
    viewer.watch.disconnect();
    viewer.panes.forEach((pane) => viewer.watch.observe(pane.face));
    viewer.draw();
  },

  // The bar anew, as its buttons show a state.
  tools() {
    const bar = viewer.box().querySelector(".viewer-bar");
    if (!bar) return;
    const { dom } = window.dash_clientside;
    bar.replaceWith(viewer_frame.bar(timeline.now, viewer.panes, viewer.shown(), viewer.act, dom.el));
  },

  shown: () => ({ ...viewer.state, tiedWindows: viewer.tiesWindows() }),

  // Windows are tied by default where one window means the same in all pictures.
  tiesWindows() {
    const infos = viewer.panes.map(viewer_pane.info);
    return viewer.state.windows ?? (infos.length > 1 && infos.every((info) => info && viewer_sync.sameScale(info, infos[0])));
  },

  draw() {
    if (viewer.asked || !viewer.isOpen()) return;
    viewer.asked = requestAnimationFrame(() => {
      viewer.asked = 0;
      viewer.paint();
    });
  },

  // While pictures follow one another fast they are drawn coarser; the last one is drawn again when they rest.
  paint() {
    const now = performance.now(), moving = now - (viewer.painted || -1e4) < viewer.REST_MS;
    viewer.painted = now;
    clearTimeout(viewer.rest);
    if (moving) viewer.rest = setTimeout(() => viewer.draw(), 2 * viewer.REST_MS);
    const { moment } = window.dash_clientside, one = timeline.now, sized = viewer.panes.map(viewer_pane.measure), lead = viewer.panes.find((pane) => pane.study.id === viewer.lead);
    const ready = sized.filter((pane) => pane.info?.rows), scales = viewer_pixels.scales(ready);
    viewer.panes.forEach((pane, i) => {
      const event = one.byId[pane.study.event], info = sized[i].info, from = lead?.series?.info;
      pane.scale = (scales[ready.indexOf(sized[i])] || 1) * viewer.state.zoom;
      const compared = info && from && pane !== lead && viewer.state.tied;
      viewer_pane.draw(pane, { moving, scale: pane.scale, pan: viewer.state.pan, inverted: viewer.state.inverted, day: event ? moment.when(event) : "",
        relation: compared ? viewer_sync.WORDS[viewer_sync.relation(from, info)] : "", beyond: compared && viewer_sync.beyond(from, lead.at, info) });
    });
    if (!viewer.marked && viewer.panes.length && viewer.complete()) viewer.marked = performance.mark("viewer-drawn");
  },

  follow: (one) => viewer_frame.follow(one, viewer.panes),

  // While pictures are open the timeline keeps few lanes, and no pictures of its own.
  query(query) {
    const open = timeline.now.view.pictures.length > 0;
    document.body.classList.toggle("pictures-open", open);
    query.set("w", timeline.box("timeline").clientWidth);
    if (!open) return;
    const height = timeline.box("case-root").clientHeight, many = timeline.now.view.pictures.length > 2;
    const lanes = ["imaging_studies", "blood_counts", ...(height >= 820 && !many ? ["treatments"] : []), ...(height >= 1180 ? ["order_only"] : [])];
    query.set("only", lanes.join("."));
    query.set("film", "0");
    query.set("compact", "1");
    query.set("h", 200);
  },

  // Enter on a selected study, a second click on its thumbnail, shift-click to compare.
  enter() {
    const study = viewer.studyOf(timeline.now.view.event);
    if (study) viewer.isOpen() ? viewer.add(study.id) : viewer.open([study.id]);
  },

  studyOf(id) {
    const one = timeline.now, event = one.byId?.[id];
    return one.studies?.find((study) => study.series.length && study.id === event?.study) || null;
  },

  clicked(found, event) {
    const one = timeline.now, study = viewer.studyOf(found[0]), again = found[0] === one.view.event && event.target.closest(".film-picture");
    if (!study || !(event.shiftKey || again)) return false;
    const first = viewer.studyOf(one.view.event);
    if (event.shiftKey) viewer.open([...(viewer.isOpen() ? viewer.panes.map((pane) => pane.study.id) : first ? [first.id] : []), study.id].slice(-viewer.MOST));
    else viewer.open([study.id]);
    return true;
  },

  KEYS: {
    ArrowUp: () => viewer.step(1), ArrowDown: () => viewer.step(-1), PageUp: () => viewer.step(10), PageDown: () => viewer.step(-10), Home: () => viewer.step(-Infinity), End: () => viewer.step(Infinity),
    "+": () => viewer.act.zoom(1.2), "=": () => viewer.act.zoom(1.2), "-": () => viewer.act.zoom(1 / 1.2), 0: () => viewer.act.fit(), 1: () => viewer.act.exact(),
    i: () => viewer.act.invert(), w: () => viewer.act.tieWindows(), s: () => viewer.act.tieScroll(), Escape: () => viewer.act.close(),
  },

  // Whether the pictures took the key.
  key(event) {
    const call = viewer.KEYS[event.key], typing = /^(INPUT|TEXTAREA|SELECT)$/.test(event.target?.tagName || "");
    if (!viewer.isOpen() || !call || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || timeline.box("timeline-help").open) return false;
    if (typing && event.key !== "Escape") return false;
    event.preventDefault();
    call();
    return true;
  },

  step: (by) => viewer.active && viewer.act.go(viewer.active, viewer.active.at + by),

  // What the buttons and gestures of the pictures do.
  act: {
    MOST: 4,
    many: () => viewer.panes.length > 1,
    add: (id) => viewer.add(id),
    remove: (pane) => viewer.open(viewer.panes.filter((one) => one !== pane).map((one) => one.study.id)),
    close: () => viewer.open([]),
    activate: (pane) => (viewer.active = pane),

    // Shows slice `to`, and in the other pictures the slices that belong to it.
    go(pane, to) {
      const info = viewer_pane.info(pane);
      if (!info) return;
      pane.at = Math.min(Math.max(to, 0), info.slices - 1);
      viewer_series.show(pane.series, pane.at);
      viewer.active = pane;
      if (viewer.state.tied) viewer.lead = pane.study.id;
      viewer.panes.forEach((other) => viewer.align(pane, other));
      viewer.draw();
    },

    choose(pane, choice) {
      const before = viewer_pane.info(pane), at = pane.at;
      viewer.take(pane, choice, choice.key);
      pane.series.ready.then(() => {
        if (before && pane.choice === choice) viewer.act.go(pane, viewer_sync.slice(before, at, pane.series.info));
      }).catch(() => {});
      viewer_series.only(viewer.panes.map((one) => one.choice?.address));
      viewer_pane.controls(pane, viewer.act);
      viewer.draw();
    },

    preset(pane, name) {
      const slice = viewer_pane.slice(pane), chosen = viewer_pane.info(pane)?.windows.find((one) => one.name === name);
      if (chosen) viewer.act.window(pane, chosen);
      else if (name === "automatic" && slice) viewer.act.window(pane, { name, ...viewer_pixels.automatic(slice) });
    },

    window(pane, window) {
      const info = viewer_pane.info(pane), tied = viewer.tiesWindows();
      for (const other of viewer.panes) {
        const there = viewer_pane.info(other);
        if (other === pane || (tied && there && !there.colour && there.modality === info.modality)) other.window = window;
      }
      viewer.draw();
    },

    zoom(factor) {
      viewer.state.zoom = Math.min(Math.max(viewer.state.zoom * factor, 0.2), 20);
      viewer.draw();
    },

    pan(pane, dx, dy) {
      const [across, down] = viewer_pixels.size(viewer_pane.info(pane) || { columns: 1, rows: 1, aspect: 1 });
      viewer.state.pan = [viewer.state.pan[0] + dx / (across * pane.scale), viewer.state.pan[1] + dy / (down * pane.scale)];
      viewer.draw();
    },

    fit() {
      Object.assign(viewer.state, { zoom: 1, pan: [0, 0] });
      viewer.draw();
    },

    // One pixel of the active picture for one of the screen.
    exact() {
      const pane = viewer.active, info = pane && viewer_pane.info(pane);
      if (!info?.rows) return;
      const [across] = viewer_pixels.size(info);
      viewer.state.zoom *= info.columns / (across * pane.scale);
      viewer.draw();
    },

    invert: () => viewer.toggle("inverted", !viewer.state.inverted),
    tieScroll: () => viewer.toggle("tied", !viewer.state.tied),
    tieWindows: () => viewer.toggle("windows", !viewer.tiesWindows()),
  },

  toggle(name, value) {
    viewer.state[name] = value;
    viewer.tools();
    viewer.draw();
  },
};

if (typeof module !== "undefined") module.exports = viewer;
else (window.dash_clientside = window.dash_clientside || {}).viewer = viewer;
