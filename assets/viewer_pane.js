// One picture on screen: its canvas and what is written on it. Words are made in viewer_words.js, gestures are listened
// to in viewer_gestures.js, and what they mean for the other pictures is decided in viewer_actions.js.
const viewer_pane = {
  NONE: [],

  make(study, act) {
    const { el } = window.dash_clientside.dom,
      canvas = el("canvas", { role: "img" }),
      text = {};
    for (const name of [...viewer_words.CORNERS, ...viewer_words.SIDES, "middle"])
      text[name] = el("div", { className: `viewer-text ${name}` });
    text.bar = el("div", { className: "viewer-text viewer-scale" });
    const face = el("div", { className: "viewer-pane", tabIndex: 0 }, canvas, ...Object.values(text)),
      under = el("div", { className: "viewer-under" });
    const pane = {
      study,
      canvas,
      text,
      face,
      under,
      box: el("div", { className: "viewer-picture" }, face, under),
      choice: null,
      series: null,
      at: 0,
      window: null,
      shared: null,
      automatic: null,
      trouble: "",
      size: null,
      scale: 1,
      wheel: 0,
      back: document.createElement("canvas"),
      table: null,
      drawn: null,
    };
    viewer_gestures.listen(pane, act);
    return pane;
  },

  // What is known of the series; photos of one folder may differ in size, then it is that of the one on screen.
  info({ series, at }) {
    const info = series?.info || null,
      photo = info?.photos && series.slices.get(at);
    return photo ? Object.assign(info, { rows: photo.height, columns: photo.width }) : info;
  },
  slice: (pane) => pane.series?.slices.get(pane.at) || null,
  // The windows to choose from: a picture that makes no stack has its own.
  windows: (pane) => viewer_pane.slice(pane)?.windows || viewer_pane.info(pane)?.windows || viewer_pane.NONE,

  // Fits the canvas to its place, in px of the screen: on large screens the page is drawn larger than it is laid out.
  measure(pane) {
    const frame = pane.face.getBoundingClientRect(),
      dense = window.devicePixelRatio || 1;
    const ratio = (dense * frame.width) / (pane.face.offsetWidth || 1) || 1;
    const width = Math.max(Math.round(frame.width * dense), 1),
      height = Math.max(Math.round(frame.height * dense), 1);
    pane.size = {
      width,
      height,
      ratio,
      rim: parseFloat(getComputedStyle(pane.face).getPropertyValue("--rim")) * ratio,
    };
    if (pane.canvas.width !== width || pane.canvas.height !== height) Object.assign(pane.canvas, { width, height });
  },

  // The window in which the slice is shown: the chosen one, else the one that is `shared` by all, else the file's own,
  // else one over what the first slice holds.
  windowOf(pane) {
    const info = viewer_pane.info(pane),
      slice = viewer_pane.slice(pane);
    if (!info || !slice || info.colour) return null;
    const own = pane.window || pane.shared || viewer_pane.windows(pane)[0];
    if (!own && !pane.automatic) pane.automatic = { name: "automatic", ...viewer_pixels.automatic(slice) };
    return own || pane.automatic;
  },

  // Draws the slice at `scale` px a mm; while it is on its way the canvas is black and says so. Picture and words
  // change together, so that no picture stands under the words of another.
  draw(pane, view) {
    const { canvas } = pane,
      context = canvas.getContext("2d", { willReadFrequently: true, alpha: false });
    const slice = viewer_pane.slice(pane),
      info = viewer_pane.info(pane),
      there = slice && info;
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.fillStyle = "#000";
    context.fillRect(0, 0, canvas.width, canvas.height);
    if (there) {
      const { left, top, width, height, exact } = viewer_geometry.place(info, canvas, view.scale, view.pan);
      context.imageSmoothingEnabled = !exact;
      context.imageSmoothingQuality = view.moving ? "low" : "high";
      context.drawImage(
        info.colour ? slice : viewer_pane.grey(pane, slice, info, view.inverted),
        left,
        top,
        width,
        height,
      );
    }
    canvas.dataset.slice = there ? String(pane.at) : "";
    viewer_pane.write(pane, view, slice, info);
  },

  // The slice in grey levels at its own size; made anew only when slice, window or inversion changed.
  grey(pane, slice, info, inverted) {
    const wanted = {
      slice,
      window: viewer_pane.windowOf(pane),
      inverted: inverted !== (slice.inverted ?? info.inverted),
    };
    const same = pane.table && viewer_pixels.sameTable(pane.table, wanted);
    if (same && pane.drawn === slice) return pane.back;
    const numbers = same ? pane.table.numbers : viewer_pixels.table(slice, wanted.window, wanted.inverted);
    pane.table = { ...wanted, numbers };
    if (pane.back.width !== info.columns || pane.back.height !== info.rows || !pane.image) {
      Object.assign(pane.back, { width: info.columns, height: info.rows });
      pane.image = new ImageData(info.columns, info.rows);
      pane.pixels = new Uint32Array(pane.image.data.buffer);
    }
    viewer_pixels.paint(slice.numbers, numbers, pane.pixels);
    pane.back.getContext("2d", { willReadFrequently: true }).putImageData(pane.image, 0, 0);
    pane.drawn = slice;
    return pane.back;
  },

  write(pane, view, slice, info) {
    const { text, study, choice: series, at } = pane;
    const shown = {
      study,
      series,
      name: series ? viewer_caption.short(series) : "",
      at,
      slice,
      info,
      window: viewer_pane.windowOf(pane),
      ...view,
      failed: pane.series?.failed.get(at) || pane.trouble,
      waiting: arrivals.said(study),
    };
    const words = viewer_words.of(shown);
    for (const [name, lines] of Object.entries(words)) viewer_pane.put(text[name], lines.filter(Boolean));
    text.bottom.classList.toggle("unknown", Boolean(slice && info && !info.letters));
    viewer_pane.bar(pane, slice && info && viewer_geometry.bar(info, view.scale, pane.canvas.height), view.scale);
    pane.canvas.setAttribute("aria-label", viewer_words.spoken(shown));
    viewer_controls.follow(pane, shown.window);
  },

  bar({ text, size }, mm, scale) {
    text.bar.hidden = !mm;
    viewer_pane.put(text.bar, mm ? [mm >= 10 ? `${mm / 10} cm` : `${mm} mm`] : []);
    text.bar.style.height = window.dash_clientside.dom.px(((mm || 0) * scale) / size.ratio);
  },

  // Lines of text in a corner, touched only when they changed.
  put(node, lines) {
    const words = lines.join("\n");
    if (node.dataset.words === words) return;
    node.dataset.words = words;
    node.replaceChildren(...lines.map((line) => window.dash_clientside.dom.el("span", {}, line)));
  },
};

if (typeof module !== "undefined") module.exports = viewer_pane;
else (window.dash_clientside = window.dash_clientside || {}).viewer_pane = viewer_pane;
