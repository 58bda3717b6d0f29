// What the buttons, keys and gestures of the pictures do, and what each change means for the other pictures.
const viewer_actions = {
  ZOOM: [0.2, 20],

  many: () => viewer.panes.length > 1,
  crowded: () => viewer.panes.length > 2,
  full: () => viewer.panes.length >= viewer.MOST,
  add: (id) => viewer.add(id),
  remove: (pane) => viewer.open(viewer.ids().filter((id) => id !== pane.study.id)),
  close: () => viewer.open([]),

  activate(pane) {
    viewer.active = pane;
    for (const one of viewer.panes) one.face.classList.toggle("active", one === pane && viewer_actions.many());
  },

  // Shows slice `to`, and in the other pictures the slices that belong to it.
  go(pane, to) {
    const info = viewer_pane.info(pane);
    if (!info) return;
    pane.at = Math.min(Math.max(to, 0), info.slices - 1);
    viewer_series.show(pane.series, pane.at);
    viewer_actions.activate(pane);
    if (viewer.state.tied) viewer.lead = pane.study.id;
    viewer.panes.forEach((other) => viewer.align(pane, other));
    viewer.draw();
  },

  step: (by) => viewer.active && viewer_actions.go(viewer.active, viewer.active.at + by),

  // Another series of the study, at the place that was on screen.
  choose(pane, choice) {
    const before = viewer_pane.info(pane),
      at = pane.at;
    viewer.take(pane, choice, choice.key);
    viewer_controls.draw(pane, viewer_actions);
    viewer_series.only(viewer.panes.map((one) => one.choice?.address));
    pane.series.ready
      .then(() => {
        if (before && pane.choice === choice) viewer_actions.go(pane, viewer_sync.slice(before, at, pane.series.info));
      })
      .catch(() => {});
    viewer.draw();
  },

  preset(pane, name) {
    const slice = viewer_pane.slice(pane),
      chosen = viewer_pane.windows(pane).find((one) => one.name === name);
    if (chosen) viewer_actions.window(pane, chosen);
    else if (name === "automatic" && slice) viewer_actions.window(pane, { name, ...viewer_pixels.automatic(slice) });
  },

  window(pane, window) {
    const { modality } = viewer_pane.info(pane),
      tied = viewer.tiesWindows();
    for (const other of viewer.panes) {
      const there = viewer_pane.info(other);
      if (other === pane || (tied && there && !there.colour && there.modality === modality)) other.window = window;
    }
    viewer.draw();
  },

  zoom(factor) {
    const [least, most] = viewer_actions.ZOOM;
    viewer.state.zoom = Math.min(Math.max(viewer.state.zoom * factor, least), most);
    viewer.draw();
  },

  // Moves all pictures by the same share of their size.
  pan(pane, dx, dy) {
    const [across, down] = viewer_geometry.size(viewer_pane.info(pane) || { columns: 1, rows: 1, aspect: 1 }),
      [x, y] = viewer.state.pan;
    viewer.state.pan = [x + dx / (across * pane.scale), y + dy / (down * pane.scale)];
    viewer.draw();
  },

  fit() {
    Object.assign(viewer.state, { zoom: 1, pan: [0, 0] });
    viewer.draw();
  },

  // One pixel of the active picture for one of the screen.
  exact() {
    const pane = viewer.active,
      info = pane && viewer_pane.info(pane);
    if (!info?.rows) return;
    const [across] = viewer_geometry.size(info);
    viewer.state.zoom *= info.columns / (across * pane.scale);
    viewer.draw();
  },

  invert: () => viewer.toggle("inverted", !viewer.state.inverted),
  tieScroll: () => viewer.toggle("tied", !viewer.state.tied),
  tieWindows: () => viewer.toggle("windows", !viewer.tiesWindows()),

  KEYS: {
    ArrowUp: () => viewer_actions.step(1),
    ArrowDown: () => viewer_actions.step(-1),
    PageUp: () => viewer_actions.step(10),
    PageDown: () => viewer_actions.step(-10),
    Home: () => viewer_actions.step(-Infinity),
    End: () => viewer_actions.step(Infinity),
    "+": () => viewer_actions.zoom(1.2),
    "=": () => viewer_actions.zoom(1.2),
    "-": () => viewer_actions.zoom(1 / 1.2),
    0: () => viewer_actions.fit(),
    1: () => viewer_actions.exact(),
    i: () => viewer_actions.invert(),
    w: () => viewer_actions.tieWindows(),
    s: () => viewer_actions.tieScroll(),
    Escape: () => viewer_actions.close(),
  },

  // Whether the pictures took the key.
  key(event) {
    const call = viewer_actions.KEYS[event.key],
      typing = /^(INPUT|TEXTAREA|SELECT)$/.test(event.target?.tagName || "");
    const free = !(
      event.ctrlKey ||
      event.metaKey ||
      event.altKey ||
      event.defaultPrevented ||
      timeline.box("timeline-help").open
    );
    if (!viewer.isOpen() || !call || !free || (typing && event.key !== "Escape")) return false;
    event.preventDefault();
    call();
    return true;
  },
};

if (typeof module !== "undefined") module.exports = viewer_actions;
else (window.dash_clientside = window.dash_clientside || {}).viewer_actions = viewer_actions;
