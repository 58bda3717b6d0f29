// One picture on screen: its canvas, what is written on it, and the pointer over it. What a gesture means for the other
// pictures is decided in viewer.js.
const viewer_pane = {
  SIDES: ["left", "right", "top", "bottom"],
  NOTCH: 50,
  RIM: 26,

  make(study, act) {
    const { el } = window.dash_clientside.dom;
    const canvas = el("canvas", { role: "img" }), text = {};
    for (const name of ["tl", "tr", "bl", "br", ...viewer_pane.SIDES, "middle"]) text[name] = el("div", { className: `viewer-text ${name}` });
    text.bar = el("div", { className: "viewer-text viewer-scale" });
    const face = el("div", { className: "viewer-pane" }, canvas, ...Object.values(text)), under = el("div", { className: "viewer-under" });
    const pane = { study, canvas, text, face, under, back: document.createElement("canvas"), at: 0, window: null, table: { key: "" }, wheel: 0, box: el("div", { className: "viewer-picture" }, face, under) };
    viewer_pane.listen(pane, act);
    return pane;
  },

  info: (pane) => pane.series?.info || null,
  slice: (pane) => pane.series?.slices.get(pane.at) || null,

  // Fits the canvas to its place, in px of the screen: on large screens the page is drawn larger than it is laid out.
  measure(pane) {
    const frame = pane.face.getBoundingClientRect(), ratio = window.devicePixelRatio || 1;
    pane.ratio = (ratio * frame.width) / (pane.face.offsetWidth || 1) || 1;
    const width = Math.max(Math.round(frame.width * ratio), 1), height = Math.max(Math.round(frame.height * ratio), 1);
    if (pane.canvas.width !== width || pane.canvas.height !== height) Object.assign(pane.canvas, { width, height });
    return { info: viewer_pane.info(pane), width, height, rim: viewer_pane.RIM * pane.ratio };
  },

  // Draws the slice at `scale` px a mm; while it is on its way the canvas is black and says so. Picture and words change
  // together, so that no picture stands under the words of another.
  draw(pane, view) {
    const context = pane.canvas.getContext("2d", { willReadFrequently: true }), slice = viewer_pane.slice(pane), info = viewer_pane.info(pane);
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.fillStyle = "#000";
    context.fillRect(0, 0, pane.canvas.width, pane.canvas.height);
    pane.canvas.dataset.slice = "";
    if (slice && info) {
      pane.window = pane.window || info.windows[0] || (info.colour ? null : { name: "automatic", ...viewer_pixels.automatic(slice) });
      const place = viewer_pixels.place(info, pane.canvas.width, pane.canvas.height, view.scale, view.pan);
      context.imageSmoothingEnabled = !place.exact;
      context.imageSmoothingQuality = view.moving ? "low" : "high";
      context.drawImage(info.colour ? slice : viewer_pane.grey(pane, slice, info, view.inverted), place.left, place.top, place.width, place.height);
      pane.canvas.dataset.slice = String(pane.at);
    }
    viewer_pane.write(pane, view, slice, info);
  },

  // The slice in grey levels at its own size; made anew only when slice or window changed.
  grey(pane, slice, info, inverted) {
    const upside = inverted !== info.inverted, key = viewer_pixels.key(slice, pane.window, upside);
    if (pane.table.key !== key) pane.table = { key, numbers: viewer_pixels.table(slice, pane.window, upside) };
    if (pane.drawn?.slice === slice && pane.drawn.key === key) return pane.back;
    if (pane.back.width !== info.columns || pane.back.height !== info.rows || !pane.image) {
      Object.assign(pane.back, { width: info.columns, height: info.rows });
      pane.image = new ImageData(info.columns, info.rows);
      pane.pixels = new Uint32Array(pane.image.data.buffer);
    }
    viewer_pixels.paint(slice.numbers, pane.table.numbers, pane.pixels);
    pane.back.getContext("2d", { willReadFrequently: true }).putImageData(pane.image, 0, 0);
    pane.drawn = { slice, key };
    return pane.back;
  },

  write(pane, view, slice, info) {
    const { px } = window.dash_clientside.dom, { text, study } = pane, whole = (number) => String(Math.round(number * 10) / 10).replace("-", "\u2212");
    const lines = (node, ...parts) => viewer_pane.put(node, parts.filter(Boolean));
    const failed = pane.series?.failed.get(pane.at) || pane.trouble || (pane.choice ? "" : `${study.label}: no picture in this case`);
    const count = info?.slices ?? pane.choice?.slices ?? 0, shown = slice && info;
    lines(text.tl, study.label, view.day);
    lines(text.tr, shown && [viewer_caption.short(pane.choice), info.modality, info.laterality, study.illustration && "illustration", info.lossy && "lossy"].filter(Boolean).join(", "));
    const place = shown && info.positions ? `${whole(info.positions[pane.at])} mm` : "";
    lines(text.bl, ...((shown && info.warnings) || []), shown && view.relation, shown && view.beyond && "nearest slice: this series ends here", count && `slice ${pane.at + 1}/${count}${shown && place ? `, ${place}` : ""}`);
    lines(text.br, shown && pane.window && `${pane.window.name ? `${pane.window.name}, ` : ""}C ${whole(pane.window.center)} W ${whole(pane.window.width)}${info.unit ? ` ${info.unit}` : ""}${view.inverted ? ", inverted" : ""}`);
    for (const side of viewer_pane.SIDES) lines(text[side], shown && info.letters?.[side]);
    lines(text.middle, failed || (!shown && count ? "loading" : ""));
    text.middle.classList.toggle("note", !failed && !count);
    if (shown && !info.letters && !info.colour) lines(text.bottom, "orientation unknown");
    text.bottom.classList.toggle("unknown", Boolean(shown && !info.letters));
    const mm = shown && viewer_pixels.bar(info, view.scale, pane.canvas.height);
    text.bar.hidden = !mm;
    lines(text.bar, mm && (mm >= 10 ? `${mm / 10} cm` : `${mm} mm`));
    text.bar.style.height = px(((mm || 0) * view.scale) / pane.ratio);
    pane.canvas.setAttribute("aria-label", [study.label, view.day, shown ? `slice ${pane.at + 1} of ${count}` : failed || "loading"].filter(Boolean).join(", "));
    const slider = pane.under.querySelector("input");
    if (slider) slider.value = pane.at;
    const select = pane.under.querySelector("select");
    if (select && document.activeElement !== select) select.value = pane.window?.name && [...select.options].some((one) => one.value === pane.window.name) ? pane.window.name : "";
  },

  // Lines of text in a corner, touched only when they changed.
  put(node, lines) {
    const words = lines.join("\n");
    if (node.dataset.words === words) return;
    node.dataset.words = words;
    node.replaceChildren(...lines.map((line) => window.dash_clientside.dom.el("span", {}, line)));
  },

  // Under the picture: its series, its windows, a slider over its slices.
  controls(pane, act) {
    const { el } = window.dash_clientside.dom, info = viewer_pane.info(pane), { study } = pane;
    const series = study.series.map((one) => el("button", { type: "button", className: "viewer-series", "aria-pressed": String(one === pane.choice), title: one.caption, on: { click: () => act.choose(pane, one) } }, viewer_caption.short(one)));
    const windows = info && !info.colour ? [{ name: "automatic" }, ...info.windows] : [];
    const menu = windows.length ? el("select", { "aria-label": `Window of ${study.label}`, on: { change: (event) => act.preset(pane, event.target.value) } }, el("option", { value: "" }, "window\u2026"), ...windows.map((one) => el("option", { value: one.name }, one.width ? `${one.name} ${one.center}/${one.width}` : one.name))) : "";
    const slider = info && info.slices > 1 ? el("input", { type: "range", min: 0, max: info.slices - 1, value: pane.at, "aria-label": `Slice of ${study.label}`, on: { input: (event) => act.go(pane, Number(event.target.value)) } }) : "";
    pane.under.replaceChildren(el("div", { className: "viewer-names" }, ...series), slider, menu,
      study.pacs_link ? el("a", { href: study.pacs_link, target: "_blank", rel: "noopener noreferrer" }, "Open in the PACS viewer") : "",
      act.many() ? el("button", { type: "button", className: "viewer-remove", "aria-label": `Take ${study.label} away`, title: `Take ${study.label} away`, on: { click: () => act.remove(pane) } }, "\u00d7") : "");
  },

  listen(pane, act) {
    const { face } = pane;
    face.addEventListener("wheel", (event) => {
      event.preventDefault();
      act.activate(pane);
      if (event.ctrlKey) return act.zoom(event.deltaY < 0 ? 1.1 : 1 / 1.1);
      pane.wheel = Math.abs(event.deltaY) >= viewer_pane.NOTCH || event.deltaMode ? Math.sign(event.deltaY) * viewer_pane.NOTCH : pane.wheel + event.deltaY;
      if (Math.abs(pane.wheel) < viewer_pane.NOTCH) return undefined;
      act.go(pane, pane.at - Math.sign(pane.wheel));
      pane.wheel = 0;
      return undefined;
    }, { passive: false });
    face.addEventListener("contextmenu", (event) => event.preventDefault());
    face.addEventListener("dblclick", () => act.fit());
    face.addEventListener("pointerenter", () => act.activate(pane));
    face.addEventListener("pointerdown", (event) => viewer_pane.drag(pane, act, event));
  },

  // The left button drags the window, the others (or shift) the picture.
  drag(pane, act, down) {
    const pan = down.button !== 0 || down.shiftKey || viewer_pane.info(pane)?.colour;
    let [x, y] = [down.clientX, down.clientY];
    down.preventDefault();
    pane.face.setPointerCapture(down.pointerId);
    const move = (event) => {
      const dx = event.clientX - x, dy = event.clientY - y;
      [x, y] = [event.clientX, event.clientY];
      if (pan) act.pan(pane, dx * (window.devicePixelRatio || 1), dy * (window.devicePixelRatio || 1));
      else if (pane.window) act.window(pane, viewer_pixels.dragged(pane.window, dx, dy));
    };
    pane.face.addEventListener("pointermove", move);
    const end = () => pane.face.removeEventListener("pointermove", move);
    pane.face.addEventListener("pointerup", end, { once: true });
    pane.face.addEventListener("pointercancel", end, { once: true });
  },
};

if (typeof module !== "undefined") module.exports = viewer_pane;
else (window.dash_clientside = window.dash_clientside || {}).viewer_pane = viewer_pane;
