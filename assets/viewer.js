// The pictures over the timeline: which studies are on screen, in which state, and when they are drawn. The address
// remembers the studies, nothing else is kept. What buttons and gestures do is in viewer_actions.js.
const viewer = {
  MOST: 4,
  PATIENCE_MS: 600,
  // So long a picture that is on its way is awaited before the others, and the words that it is loading, are drawn.
  GRACE_MS: 120,
  REST_MS: 100,
  // From which height of the page on the timeline below keeps which lane, for two pictures and for more.
  LANES: [
    ["imaging_studies", 0, 0],
    ["blood_counts", 850, 1000],
    ["treatments", 1000, 1400],
    ["order_only", 1180, Infinity],
  ],
  panes: [],
  state: { zoom: 1, pan: [0, 0], inverted: false, tied: true, windows: null },

  box: () => timeline.box("timeline-viewer"),
  ids: () => viewer.panes.map((pane) => pane.study.id),
  isOpen: () => viewer.panes.length > 0,
  leading: () => viewer.panes.find((pane) => pane.study.id === viewer.lead),

  // Shows the studies of these ids, in the order of the case; the first one given leads the others.
  open(ids) {
    timeline.now.view.pictures = [...new Set(ids)].slice(0, viewer.MOST);
    viewer.restore(timeline.now);
    if (viewer.isOpen()) timeline.box("timeline").style.minHeight = viewer.below || "";
    document.body.classList.add("pictures-settling");
    const follow = () => {
      timeline.keep();
      timeline.load().finally(() => document.body.classList.remove("pictures-settling"));
    };
    viewer.settled().then(() => viewer.later(follow));
  },

  // When every picture is drawn, or has had its time: address and timeline follow, as they would hold pictures up.
  async settled() {
    const until = performance.now() + viewer.PATIENCE_MS;
    const open = () => viewer.isOpen() && !viewer.complete() && performance.now() < until;
    while (open()) await new Promise((next) => requestAnimationFrame(next));
  },

  complete: () => viewer.panes.every((pane) => viewer.hasFailed(pane) || pane.canvas.dataset.slice === String(pane.at)),
  hasFailed: ({ choice, trouble, series, at }) => !choice || Boolean(trouble) || series.failed.has(at),
  hasCome: (pane) => viewer.hasFailed(pane) || pane.series.slices.has(pane.at),

  add: (id) => viewer.open([...viewer.ids(), id].slice(-viewer.MOST)),

  // Brings the pictures to what the address says; called when the events of the page are (again) there.
  restore(one) {
    const wanted = one.view.pictures,
      known = one.studies.filter((study) => wanted.includes(study.id));
    viewer.since = performance.now();
    arrivals.watch(one);
    if (!known.length && !viewer.isOpen()) return;
    viewer.lead = wanted.find((id) => known.some((study) => study.id === id));
    const lead = known.length ? viewer.pane(known.find((study) => study.id === viewer.lead)) : null;
    viewer.panes = known.map((study) => (study === lead.study ? lead : viewer.pane(study, lead)));
    viewer.active = lead;
    viewer_series.only(viewer.panes.map((pane) => pane.choice?.address));
    document.body.classList.toggle("pictures-open", viewer.isOpen());
    viewer.box().hidden = !viewer.isOpen();
    if (viewer.isOpen()) viewer.frame();
    else viewer.box().replaceChildren();
  },

  // The pane of a study: the one that is on screen, else a new one at the slice that stands for the study, or at the
  // one that probably belongs to what `lead` shows.
  pane(study, lead) {
    const known = viewer.panes.find((pane) => pane.study.id === study.id);
    const pane = Object.assign(known || viewer_pane.make(study, viewer_actions), { study });
    const shown = study.series.find((one) => one.address === pane.choice?.address);
    if (shown) return Object.assign(pane, { choice: shown });
    const choice = study.series.find((one) => one.chosen) || study.series[0],
      tied = lead?.choice && viewer.state.tied;
    if (choice)
      viewer.take(pane, choice, tied ? viewer_sync.relative(lead.choice.slices, lead.at, choice.slices) : choice.key);
    return pane;
  },

  // Gives a pane a series, shown from slice `at` on.
  take(pane, choice, at) {
    Object.assign(pane, { choice, at, window: null, automatic: null, trouble: "", drawn: null, table: null });
    const series = viewer_series.open(choice.address, at, viewer.arrived);
    pane.series = series;
    series.ready
      .then(() => viewer.described(pane, series))
      .catch((problem) => {
        pane.trouble = problem.message;
        viewer.draw();
      });
  },

  // A series has told what it is: its picture goes to the slice that belongs to the leading one.
  described(pane, series) {
    if (pane.series !== series) return;
    const lead = viewer.leading();
    if (lead?.series?.info) for (const other of viewer.panes) viewer.align(lead, other);
    pane.at = Math.min(pane.at, series.info.slices - 1);
    if (series.failed.has(pane.at)) viewer_series.pump();
    else viewer_series.show(series, pane.at);
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
    viewer_frame.draw(viewer.box(), timeline.now, viewer.panes, viewer.shown(), viewer_actions);
    viewer.panes.forEach((pane) => viewer_controls.draw(pane, viewer_actions));
    viewer_actions.activate(viewer.active);
    viewer.watch = viewer.watch || new ResizeObserver(viewer.resized);
    viewer.watch.disconnect();
    viewer.panes.forEach((pane) => viewer.watch.observe(pane.face));
    const { now } = timeline, events = viewer.panes.map((pane) => pane.study.event);
    records.tell(now, events).then((came) => came && viewer.isOpen() && viewer.frame());
  },

  resized() {
    viewer.panes.forEach(viewer_pane.measure);
    viewer.draw();
    if (viewer.complete()) viewer.follow(timeline.now);
  },

  // The bar anew, as its buttons show a state.
  tools() {
    const bar = viewer.box().querySelector(".viewer-bar");
    if (bar) bar.replaceWith(viewer_bar.draw(timeline.now, viewer.panes, viewer.shown(), viewer_actions));
  },

  toggle(name, value) {
    viewer.state[name] = value;
    viewer.tools();
    viewer.draw();
  },

  shown: () => ({ ...viewer.state, tiedWindows: viewer.tiesWindows() }),

  // Windows are tied by default where one window means the same in all pictures.
  tiesWindows() {
    const infos = viewer.panes.map(viewer_pane.info);
    return (
      viewer.state.windows ?? (infos.length > 1 && infos.every((info) => info && viewer_sync.sameScale(info, infos[0])))
    );
  },

  // While windows are tied, a picture whose window nobody chose has that of the first one of its modality.
  share() {
    const tied = viewer.tiesWindows(),
      modality = (pane) => viewer_pane.info(pane)?.modality;
    for (const pane of viewer.panes) {
      const first = viewer.panes.find((one) => modality(one) === modality(pane));
      pane.shared = tied && first !== pane ? viewer_pane.windowOf(first) : null;
    }
  },

  draw() {
    const early = viewer.since + viewer.GRACE_MS - performance.now();
    clearTimeout(viewer.late);
    if (viewer.asked || !viewer.isOpen()) return;
    if (early > 0 && !viewer.panes.every(viewer.hasCome)) return void (viewer.late = setTimeout(viewer.draw, early));
    viewer.asked = requestAnimationFrame(() => {
      viewer.asked = 0;
      viewer.paint();
    });
  },

  // While pictures follow one another fast they are drawn coarser; the last one is drawn again when they rest.
  paint() {
    const now = performance.now(),
      moving = now - (viewer.painted || -1e4) < viewer.REST_MS,
      panes = viewer.panes.filter((pane) => pane.size);
    viewer.painted = now;
    clearTimeout(viewer.rest);
    if (moving) viewer.rest = setTimeout(() => viewer.draw(), 2 * viewer.REST_MS);
    const sized = panes.map((pane) => ({ info: viewer_pane.info(pane), ...pane.size })),
      ready = sized.filter((one) => one.info?.rows),
      scales = viewer_geometry.scales(ready);
    viewer.share();
    panes.forEach((pane, i) => {
      pane.scale = (scales[ready.indexOf(sized[i])] || 1) * viewer.state.zoom;
      viewer_pane.draw(pane, viewer.view(pane, moving));
    });
    if (viewer.complete() && !viewer.marked) viewer.marked = performance.mark("viewer-drawn");
    if (viewer.complete() && viewer.panes.some(viewer_controls.stale)) viewer.later(viewer.finish);
  },

  // How a pane is to be drawn, and how its picture relates to the leading one.
  view(pane, moving) {
    const { zoom, pan, inverted, tied } = viewer.state,
      lead = viewer.leading(),
      event = timeline.now.byId[pane.study.event];
    const info = viewer_pane.info(pane),
      from = lead?.series?.info,
      compared = info && from && pane !== lead && tied;
    return {
      moving,
      zoom,
      pan,
      inverted,
      scale: pane.scale,
      day: event ? window.dash_clientside.moment.short(event) : "",
      relation: compared ? viewer_sync.WORDS[viewer_sync.relation(from, info)] : "",
      beyond: Boolean(compared) && viewer_sync.beyond(from, lead.at, info),
    };
  },

  // After the frame that is being drawn now.
  later: (call) => requestAnimationFrame(() => setTimeout(call)),

  // What can wait until the pictures stand: menus and sliders, and what the bar says of windows.
  finish() {
    for (const pane of viewer.panes.filter(viewer_controls.stale)) viewer_controls.draw(pane, viewer_actions);
    viewer.tools();
    viewer.draw();
  },

  // The timeline stands, or moved; the next pictures that open find its height reserved.
  follow(one) {
    document.body.classList.remove("pictures-settling");
    if (viewer.isOpen()) viewer.below = timeline.box("timeline").style.minHeight;
    viewer_leaders.draw(one, viewer.panes);
  },

  // While pictures are open the timeline keeps few lanes, and no pictures of its own.
  query(query) {
    const open = timeline.now.view.pictures.length > 0;
    document.body.classList.toggle("pictures-open", open);
    query.set("w", timeline.box("timeline").clientWidth);
    if (!open) return;
    const height = timeline.box("case-root").clientHeight,
      many = timeline.now.view.pictures.length > 2;
    query.set(
      "only",
      viewer.LANES.filter(([, few, more]) => height >= (many ? more : few))
        .map(([name]) => name)
        .join("."),
    );
    query.set("film", "0");
    query.set("compact", "1");
    query.set("h", 100);
  },

  // Enter on a selected study, a second click on its thumbnail, shift-click to compare.
  enter() {
    const study = viewer.studyOf(timeline.now.view.event);
    if (study) viewer.isOpen() ? viewer.add(study.id) : viewer.open([study.id]);
  },

  // The study of an event, if there is something to show or to say of its pictures.
  studyOf(id) {
    const one = timeline.now,
      event = one.byId?.[id];
    return (
      one.studies?.find(
        (study) => study.id === event?.study && (study.series.length || study.arrival || study.reason),
      ) || null
    );
  },

  clicked(found, event) {
    const { view } = timeline.now,
      study = viewer.studyOf(found[0]),
      again = found[0] === view.event && event.target.closest(".film-picture");
    if (!study || !(event.shiftKey || again)) return false;
    const first = viewer.studyOf(view.event),
      shown = viewer.isOpen() ? viewer.ids() : first ? [first.id] : [];
    viewer.open(event.shiftKey ? [...shown, study.id].slice(-viewer.MOST) : [study.id]);
    return true;
  },

  key: (event) => viewer_actions.key(event),
};

if (typeof module !== "undefined") module.exports = viewer;
else (window.dash_clientside = window.dash_clientside || {}).viewer = viewer;
